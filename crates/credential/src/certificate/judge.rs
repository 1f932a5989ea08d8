//! Facts and findings about the fields of a certificate item.

use super::{MAX_CERTIFICATES, day, in_order, second, unix};
use crate::host::{address, without_port};
use crate::strength::cut;
use crate::{Examination, Fact, FactName, Finding, FindingCode, Item, Moment, Severity};
use strongroom_pki::x509::{
    Certificate, ChainError, ChainFault, Contents, Effort, PeerName, PrivateKey, PrivateKeyError, Question,
    Roots, Trust, UnixTime, Usage, is_encrypted, validate,
};
use strongroom_secret::SecretString;

/// How long before its end a certificate is said to end soon.
const SOON_SECONDS: i64 = 30 * 86_400;
/// Longest fact, in characters.
const MAX_FACT: usize = 1000;
/// Longest field that is looked at, in bytes.
const MAX_FIELD: usize = 1 << 20;

/// Examines an item of the kind certificate by itself: its chain is judged as far as it is there, because no roots are known.
pub fn examine(item: &Item, now: Moment) -> Examination {
    look(item, now, None)
}

/// Examines it against the roots that are trusted: so that a chain without a root, or with one that nobody trusts, is found.
pub fn examine_against(item: &Item, now: Moment, roots: &Roots) -> Examination {
    look(item, now, Some(roots))
}

fn look(item: &Item, now: Moment, roots: Option<&Roots>) -> Examination {
    let mut view = View { item, now: unix(now), found: Examination::default() };
    let certificates = view.certificates();
    if let Some((field, leaf, others)) = &certificates {
        view.facts(*field, leaf);
        view.validity(*field, leaf);
        view.strength(*field, leaf);
        view.chain(*field, leaf, others, roots);
        view.host(leaf);
    }
    view.private_key(certificates.as_ref().map(|(_, leaf, _)| leaf));
    view.found
}

struct View<'a> {
    item: &'a Item,
    now: UnixTime,
    found: Examination,
}

impl View<'_> {
    /// The place and value of the template's field, unless it is empty or endless.
    fn field(&self, name: &str) -> Option<(usize, &SecretString)> {
        let mut fields = self.item.fields.iter().enumerate();
        let (place, field) = fields.find(|(_, field)| field.name == name && !field.custom)?;
        let is_usable = !field.value.is_empty() && field.value.expose().len() <= MAX_FIELD;
        is_usable.then_some((place, &field.value))
    }

    fn find(&mut self, severity: Severity, code: FindingCode, field: usize, detail: Option<String>) {
        let finding = Finding::new(severity, code).about(field);
        self.found.findings.push(match detail {
            Some(detail) => finding.with_detail(detail),
            None => finding,
        });
    }

    fn fact(&mut self, name: FactName, field: usize, value: String) {
        if !value.is_empty() {
            self.found.facts.push(Fact { name, value: cut(&value, MAX_FACT).to_owned(), field: Some(field) });
        }
    }

    /// The certificate and the others of the item, and the field of the first.
    fn certificates(&mut self) -> Option<(usize, Certificate, Vec<Certificate>)> {
        let mut others = self.read("chain").map(|(_, chain)| chain).unwrap_or_default();
        let (place, mut own) = self.read("certificate")?;
        if own.len() > 1 {
            own = in_order(own, |_| false);
        }
        let leaf = own.drain(..1.min(own.len())).next()?;
        others.splice(0..0, own);
        others.truncate(MAX_CERTIFICATES);
        Some((place, leaf, others))
    }

    /// The certificates of a field that everybody sees, and what does not belong there.
    fn read(&mut self, name: &str) -> Option<(usize, Vec<Certificate>)> {
        let (place, text) = self.field(name)?;
        // Exposed to be read; certificates are no secrets, and what else is in there is only reported.
        let contents = Contents::from_pem(text.expose());
        if contents.certificates.is_empty() || contents.unreadable > 0 {
            self.find(Severity::Medium, FindingCode::CertificateUnreadable, place, None);
        }
        if !contents.private_keys.is_empty() {
            let what = Some("private key".to_owned());
            self.find(Severity::High, FindingCode::SecretInPublicField, place, what);
        }
        Some((place, contents.certificates))
    }

    fn facts(&mut self, field: usize, leaf: &Certificate) {
        let names: Vec<String> = leaf.alternative_names().iter().map(ToString::to_string).collect();
        for (name, value) in [
            (FactName::Subject, leaf.subject().to_string()),
            (FactName::AlternativeNames, names.join(", ")),
            (FactName::Issuer, leaf.issuer().to_string()),
            (FactName::SerialNumber, leaf.serial_number()),
            (FactName::ValidFrom, second(leaf.not_before())),
            (FactName::ValidUntil, second(leaf.not_after())),
            (FactName::Algorithm, leaf.key().to_string()),
            (FactName::Signature, leaf.signature_algorithm().to_string()),
            (FactName::FingerprintSha256, leaf.fingerprint_sha256()),
            (FactName::KeyUsage, leaf.key_usages().join(", ")),
        ] {
            self.fact(name, field, value);
        }
    }

    fn validity(&mut self, field: usize, leaf: &Certificate) {
        let (from, until) = (leaf.not_before(), leaf.not_after());
        if self.now > until {
            self.find(Severity::High, FindingCode::Expired, field, Some(day(until).to_string()));
        } else if self.now < from {
            self.find(
                Severity::Medium,
                FindingCode::CertificateNotYetValid,
                field,
                Some(day(from).to_string()),
            );
        } else if until.0.saturating_sub(self.now.0) <= SOON_SECONDS {
            self.find(Severity::Medium, FindingCode::ExpiresSoon, field, Some(day(until).to_string()));
        }
    }

    fn strength(&mut self, field: usize, leaf: &Certificate) {
        let algorithm = leaf.signature_algorithm();
        // Its own signature vouches for nothing, whatever it is made with.
        if algorithm.is_weak() && !leaf.is_self_signed() {
            self.find(
                Severity::High,
                FindingCode::CertificateWeakSignature,
                field,
                Some(algorithm.to_string()),
            );
        }
        if leaf.key().is_weak() {
            self.find(Severity::High, FindingCode::CertificateWeakKey, field, Some(leaf.key().to_string()));
        }
    }

    fn chain(&mut self, field: usize, leaf: &Certificate, others: &[Certificate], roots: Option<&Roots>) {
        let trust = roots.map_or(Trust::AsGiven, Trust::Roots);
        let question = Question { leaf, others, trust, at: self.now, peer: None, usage: Usage::Any };
        let place = self.field("chain").map_or(field, |(place, _)| place);
        let (above, fault) = match validate(&question) {
            Ok(chain) => {
                (chain.certificates.iter().skip(1).map(|one| one.subject().to_string()).collect(), None)
            }
            Err(error) => {
                (others.iter().map(|one| one.subject().to_string()).collect::<Vec<_>>(), Some(error))
            }
        };
        self.fact(FactName::Chain, place, above.join(" ← "));
        // An authority is meant to vouch for itself; a server is not.
        let is_plain_root = leaf.is_authority() && leaf.alternative_names().is_empty();
        let is_trusted = roots.is_some() && fault.is_none();
        if leaf.is_self_signed() {
            if !is_plain_root && !is_trusted {
                self.find(Severity::Low, FindingCode::CertificateSelfSigned, field, None);
            }
        } else if let Some(error) = fault.filter(|error| !is_reported_elsewhere(error, leaf)) {
            self.chain_fault(place, error);
        }
    }

    fn chain_fault(&mut self, place: usize, error: ChainError) {
        match error.reason {
            ChainFault::IssuerMissing { issuer } => {
                self.find(Severity::Medium, FindingCode::CertificateChainIncomplete, place, Some(issuer));
            }
            reason => {
                let detail = format!("{}: {}", error.certificate, described(&reason));
                self.find(Severity::High, FindingCode::CertificateChainInvalid, place, Some(detail));
            }
        }
    }

    fn host(&mut self, leaf: &Certificate) {
        let Some((place, text)) = self.field("host") else { return };
        // Exposed to be compared; a host is no secret.
        let authority = address(text.expose()).authority;
        let Some(peer) = without_port(authority).or(Some(authority)).and_then(PeerName::host) else { return };
        if !leaf.stands_for(&peer) {
            let host = cut(authority, 200).to_owned();
            self.find(Severity::Medium, FindingCode::CertificateNameMismatch, place, Some(host));
        }
    }

    fn private_key(&mut self, leaf: Option<&Certificate>) {
        let Some((place, text)) = self.field("private_key") else { return };
        let passphrase = self.field("passphrase").map(|(place, passphrase)| (place, passphrase.clone()));
        // Exposed to be opened and compared with the certificate; only the answer leaves.
        let text = text.expose();
        let encrypted = is_encrypted(text);
        let opened =
            PrivateKey::from_pem(text, passphrase.as_ref().map(|(_, passphrase)| passphrase), Effort::BRIEF);
        if let Some(encrypted) = encrypted {
            self.fact(FactName::Encrypted, place, if encrypted { "yes" } else { "no" }.to_owned());
        }
        if encrypted == Some(false) {
            self.find(Severity::Low, FindingCode::PrivateKeyUnencrypted, place, None);
        }
        match opened {
            Ok(key) if leaf.is_some_and(|leaf| !key.belongs_to(leaf)) => {
                let what = Some(key.public_key().to_string());
                self.find(Severity::High, FindingCode::CertificateKeyMismatch, place, what);
            }
            Err(PrivateKeyError::WrongPassphrase) => {
                let place = passphrase.map_or(place, |(place, _)| place);
                self.find(Severity::Medium, FindingCode::PrivateKeyWrongPassphrase, place, None);
            }
            Err(PrivateKeyError::NotAKey | PrivateKeyError::Malformed) => {
                self.find(Severity::Medium, FindingCode::PrivateKeyUnreadable, place, None);
            }
            _ => {}
        }
    }
}

/// What the certificate's own findings say already.
fn is_reported_elsewhere(error: &ChainError, leaf: &Certificate) -> bool {
    let is_own = error.certificate == leaf.subject().to_string();
    is_own
        && matches!(
            error.reason,
            ChainFault::Expired { .. }
                | ChainFault::NotYetValid { .. }
                | ChainFault::WeakSignature(_)
                | ChainFault::WeakKey(_)
        )
}

/// With the day where there is one.
fn described(reason: &ChainFault) -> String {
    match reason {
        ChainFault::Expired { since } => format!("expired on {}", day(*since)),
        ChainFault::NotYetValid { from } => format!("not valid before {}", day(*from)),
        other => other.to_string(),
    }
}
