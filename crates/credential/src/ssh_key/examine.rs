//! What is known about an item with an SSH key, and what is wrong with it. A passphrase is tried only if the item has one,
//! and only where that takes less than a second.

use super::{PASSPHRASE, PRIVATE, PUBLIC};
use crate::strength::cut;
use crate::{Examination, Fact, FactName, Finding, FindingCode, Item, Moment, Severity};
use strongroom_pki::ssh::{
    Certificate, CertificateKind, Contents, Effort, PrivateHalf, PublicKey, ReadError, Sealed,
    SignatureCheck, Unlock, Weakness, read, weaknesses,
};
use strongroom_secret::SecretString;

/// The longest fact, in characters.
const MAX_FACT: usize = 200;

/// RSA below this many bits is not only short but within the reach of those who can pay for it.
const RSA_WITHIN_REACH: u32 = 2048;

/// The thirty days before the end of a certificate in which it is said to end soon, in milliseconds.
const SOON: i64 = 30 * 86_400_000;

/// Examines an item of the kind `ssh_key`. Some milliseconds, or below a second where there is a passphrase to try.
pub fn examine(item: &Item, now: Moment) -> Examination {
    let mut report = Report::default();
    let passphrase = field(item, PASSPHRASE);
    let private = field(item, PRIVATE).and_then(|(place, text)| report.private(place, text, passphrase));
    let public = field(item, PUBLIC).and_then(|(place, text)| report.public(place, text));

    let key =
        |half: &Option<(usize, Contents)>| half.as_ref().and_then(|(_, contents)| contents.public.clone());
    let differ = matches!((key(&private), key(&public)), (Some(private), Some(public)) if private != public);
    if let Some((place, contents)) = &private {
        report.half(*place, contents, true);
    }
    if let Some((place, contents)) = &public {
        if differ {
            report.find(*place, Severity::High, FindingCode::SshHalvesDiffer, None);
        }
        report.half(*place, contents, differ || key(&private).is_none());
        if let Some(certificate) = &contents.certificate {
            report.certificate(*place, certificate, now);
        }
    }
    report.0
}

/// The first field of the kind's template with that name, if it is filled in.
fn field<'a>(item: &'a Item, name: &str) -> Option<(usize, &'a SecretString)> {
    let mut fields = item.fields.iter().enumerate();
    let (place, field) = fields.find(|(_, field)| field.name == name && !field.custom)?;
    (!field.value.is_empty()).then_some((place, &field.value))
}

#[derive(Default)]
struct Report(Examination);

impl Report {
    fn find(&mut self, place: usize, severity: Severity, code: FindingCode, detail: Option<String>) {
        let finding = Finding::new(severity, code).about(place);
        self.0.findings.push(match detail {
            Some(detail) => finding.with_detail(detail),
            None => finding,
        });
    }

    fn tell(&mut self, place: usize, name: FactName, value: impl AsRef<str>) {
        let value = cut(value.as_ref(), MAX_FACT).to_owned();
        self.0.facts.push(Fact { name, value, field: Some(place) });
    }

    /// Reads the private key, with what is wrong with it as a private key.
    fn private(
        &mut self,
        place: usize,
        text: &SecretString,
        passphrase: Option<(usize, &SecretString)>,
    ) -> Option<(usize, Contents)> {
        let unlock = passphrase.map(|(_, passphrase)| Unlock { passphrase, effort: Effort::GLANCE });
        // Exposed to be read; only what is public of it leaves.
        let contents = match read(text.expose(), unlock) {
            Ok(contents) if contents.is_private() => contents,
            _ => {
                self.find(place, Severity::Medium, FindingCode::SshUnreadable, None);
                return None;
            }
        };
        if let (PrivateHalf::Sealed(Sealed::WrongPassphrase), Some((at, _))) = (&contents.private, passphrase)
        {
            self.find(at, Severity::Medium, FindingCode::SshWrongPassphrase, None);
        }
        if contents.halves_differ() {
            self.find(place, Severity::High, FindingCode::SshHalvesDiffer, None);
        }
        let in_hardware = contents.public.as_ref().is_some_and(|key| key.algorithm().is_in_hardware());
        if !contents.encrypted && !in_hardware {
            self.find(place, Severity::Low, FindingCode::SshUnencrypted, None);
        }
        Some((place, contents))
    }

    /// Reads the public key, which everybody sees.
    fn public(&mut self, place: usize, text: &SecretString) -> Option<(usize, Contents)> {
        // Exposed to be read; it is public, or else that is what is found.
        match read(text.expose(), None) {
            Ok(contents) if !contents.is_private() => return Some((place, contents)),
            Ok(_) => {
                let what = Some("SSH private key".to_owned());
                self.find(place, Severity::High, FindingCode::SecretInPublicField, what);
            }
            // Nothing is wrong with more than one key, but they cannot be told apart here.
            Err(ReadError::Several) => {}
            Err(_) => self.find(place, Severity::Medium, FindingCode::SshUnreadable, None),
        }
        None
    }

    /// What one half shows. `key` says whether its public key is to be shown and judged: not when the other half has been.
    fn half(&mut self, place: usize, contents: &Contents, key: bool) {
        if let (true, Some(public)) = (key, &contents.public) {
            self.key(place, public);
        }
        self.tell(place, FactName::Format, contents.format.to_string());
        if contents.is_private() {
            self.tell(place, FactName::Encrypted, if contents.encrypted { "yes" } else { "no" });
        }
        if let Some(comment) = contents.comment.as_deref().filter(|comment| !comment.is_empty()) {
            self.tell(place, FactName::Comment, comment);
        }
    }

    fn key(&mut self, place: usize, key: &PublicKey) {
        self.tell(place, FactName::Algorithm, key.description());
        self.tell(place, FactName::FingerprintSha256, key.fingerprint_sha256());
        self.tell(place, FactName::FingerprintMd5, key.fingerprint_md5());
        for weakness in weaknesses(key) {
            let (severity, code, detail) = match weakness {
                Weakness::Broken(flaw) => (Severity::High, FindingCode::SshBroken, flaw.to_string()),
                Weakness::Outdated => (Severity::Medium, FindingCode::SshOutdated, key.description()),
                Weakness::Short if key.bits().is_some_and(|bits| bits >= RSA_WITHIN_REACH) => {
                    (Severity::Low, FindingCode::SshShort, key.description())
                }
                _ => (Severity::High, FindingCode::SshShort, key.description()),
            };
            self.find(place, severity, code, Some(detail));
        }
    }

    fn certificate(&mut self, place: usize, certificate: &Certificate, now: Moment) {
        let kind = match certificate.kind {
            CertificateKind::User => "user",
            CertificateKind::Host => "host",
        };
        self.tell(place, FactName::KeyUsage, kind);
        if !certificate.principals.is_empty() {
            self.tell(place, FactName::Subject, certificate.principals.join(", "));
        }
        self.tell(place, FactName::Issuer, certificate.authority.fingerprint_sha256());
        self.tell(place, FactName::Signature, &certificate.signature_algorithm);
        if certificate.serial != 0 {
            self.tell(place, FactName::SerialNumber, certificate.serial.to_string());
        }
        self.validity(place, certificate, now);
        if certificate.signature == SignatureCheck::Invalid {
            let why = Some("signature".to_owned());
            self.find(place, Severity::High, FindingCode::CertificateChainInvalid, why);
        }
        // SHA-1 under RSA, and DSA: OpenSSH takes neither since 8.2.
        if matches!(certificate.signature_algorithm.as_str(), "ssh-rsa" | "ssh-dss") {
            let algorithm = Some(certificate.signature_algorithm.clone());
            self.find(place, Severity::Medium, FindingCode::SshOutdated, algorithm);
        }
    }

    fn validity(&mut self, place: usize, certificate: &Certificate, now: Moment) {
        let moment = |seconds: u64| Moment::from_seconds(i64::try_from(seconds).unwrap_or(i64::MAX));
        if certificate.valid_after != 0 {
            let from = moment(certificate.valid_after);
            self.tell(place, FactName::ValidFrom, written(from));
            if now < from {
                let day = Some(from.day().to_string());
                self.find(place, Severity::Low, FindingCode::CertificateNotYetValid, day);
            }
        }
        if certificate.valid_before != u64::MAX {
            let until = moment(certificate.valid_before);
            self.tell(place, FactName::ValidUntil, written(until));
            let day = Some(until.day().to_string());
            if until <= now {
                self.find(place, Severity::Medium, FindingCode::Expired, day);
            } else if until.0.saturating_sub(now.0) <= SOON {
                self.find(place, Severity::Low, FindingCode::ExpiresSoon, day);
            }
        }
    }
}

/// As `YYYY-MM-DDThh:mm:ssZ`.
fn written(moment: Moment) -> String {
    let seconds = moment.0.div_euclid(1000).rem_euclid(86_400);
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{}T{hours:02}:{minutes:02}:{:02}Z", moment.day(), seconds % 60)
}
