//! Whether a chain of certificates holds, at a moment, for a name, against roots that are given; and if not, why.

use super::make::certificates_of;
use super::{in_order, unix};
use crate::{Item, Moment};
use strongroom_pki::x509::{
    Certificate, ChainFault, Contents, PeerName, Question, RootKind, Roots, Rule, Trust, Usage, validate,
};

/// Certificates to check: the leaf, and those that may lie between it and a root. Personal.
#[derive(Debug, Clone)]
pub struct Presented {
    all: Vec<Certificate>,
}

impl Presented {
    /// Those of an item of the kind certificate; `None` where it has none.
    pub fn of_item(item: &Item) -> Option<Self> {
        Self::new(certificates_of(item))
    }

    /// Those of a text in PEM, in any order; `None` where it has none. The leaf is the one that issued no other.
    pub fn from_pem(text: &str) -> Option<Self> {
        let mut all = Contents::from_pem(text).certificates;
        all.truncate(super::MAX_CERTIFICATES);
        Self::new(in_order(all, |_| false))
    }

    fn new(all: Vec<Certificate>) -> Option<Self> {
        (!all.is_empty()).then_some(Self { all })
    }

    /// Trusts the first of them, as the person's own choice.
    pub fn trust_first_in(self, roots: &mut Roots) {
        self.all.into_iter().take(1).for_each(|one| roots.add(one, RootKind::Own));
    }
}

/// A certificate of a chain, as it is shown. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whom it is for.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// The first moment of its validity.
    pub from: Moment,
    /// The last second of its validity.
    pub until: Moment,
    /// SHA-256 of it, as OpenSSL prints it.
    pub fingerprint: String,
}

/// What came of a check. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The leaf first. The root is last where the chain holds; where it does not, these are those that were given.
    pub chain: Vec<Link>,
    /// Why it does not hold.
    pub fault: Option<Fault>,
}

/// Why a chain does not hold. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The subject of the certificate that is at fault.
    pub certificate: String,
    /// A stable name, the key of its words.
    pub code: &'static str,
    /// What makes it concrete: a name, an algorithm, the name of a [rule](Rule), a day.
    pub detail: Option<String>,
}

/// The name that a certificate is to stand for: a host, an address, a mailbox. `None` for what can be neither.
pub fn peer_name(text: &str) -> Option<PeerName> {
    let text = text.trim();
    match text.split_once('@') {
        Some((local, host)) if !local.is_empty() && PeerName::host(host).is_some() => {
            Some(PeerName::Email(text.to_owned()))
        }
        Some(_) => None,
        None => PeerName::host(text),
    }
}

/// Builds the chain and judges it. A host or an address is that of a TLS server; without one, the certificate may be meant
/// for anything.
pub fn check(presented: &Presented, roots: &Roots, at: Moment, peer: Option<&PeerName>) -> Checked {
    let Some((leaf, others)) = presented.all.split_first() else {
        return Checked { chain: Vec::new(), fault: None };
    };
    let usage = match peer {
        Some(PeerName::Dns(_) | PeerName::Ip(_)) => Usage::Server,
        _ => Usage::Any,
    };
    let question = Question { leaf, others, trust: Trust::Roots(roots), at: unix(at), peer, usage };
    match validate(&question) {
        Ok(chain) => Checked { chain: chain.certificates.into_iter().map(link).collect(), fault: None },
        Err(error) => {
            let (code, detail) = said(&error.reason);
            let fault = Some(Fault { certificate: error.certificate, code, detail });
            Checked { chain: presented.all.iter().map(link).collect(), fault }
        }
    }
}

fn link(certificate: &Certificate) -> Link {
    Link {
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        from: Moment::from_seconds(certificate.not_before().0),
        until: Moment::from_seconds(certificate.not_after().0),
        fingerprint: certificate.fingerprint_sha256(),
    }
}

fn said(fault: &ChainFault) -> (&'static str, Option<String>) {
    let day = |seconds: i64| Some(Moment::from_seconds(seconds).day().to_string());
    match fault {
        ChainFault::IssuerMissing { issuer } => ("issuer_missing", Some(issuer.clone())),
        ChainFault::UntrustedRoot => ("untrusted_root", None),
        ChainFault::Expired { since } => ("expired", day(since.0)),
        ChainFault::NotYetValid { from } => ("not_yet_valid", day(from.0)),
        ChainFault::BadSignature => ("bad_signature", None),
        ChainFault::WeakSignature(algorithm) => ("weak_signature", Some(algorithm.to_string())),
        ChainFault::UnsupportedSignature(algorithm) => ("unsupported_signature", Some(algorithm.to_string())),
        ChainFault::WeakKey(key) => ("weak_key", Some(key.clone())),
        ChainFault::NotAnAuthority => ("not_an_authority", None),
        ChainFault::MayNotSign => ("may_not_sign", None),
        ChainFault::PathTooLong { allowed } => ("path_too_long", Some(allowed.to_string())),
        ChainFault::ForbiddenName { name } => ("forbidden_name", Some(name.clone())),
        ChainFault::ForbiddenUsage => ("forbidden_usage", None),
        ChainFault::NameMismatch => ("name_mismatch", None),
        ChainFault::UnknownExtension(oid) => ("unknown_extension", Some(oid.to_string())),
        ChainFault::MalformedExtension(oid) => ("malformed_extension", Some(oid.to_string())),
        ChainFault::Malformed(rule) => ("malformed", Some(rule_code(*rule).to_owned())),
        ChainFault::AgainstBaseline(rule) => ("against_baseline", Some(rule_code(*rule).to_owned())),
        ChainFault::TooComplex => ("too_complex", None),
        _ => ("other", Some(fault.to_string())),
    }
}

fn rule_code(rule: Rule) -> &'static str {
    match rule {
        Rule::Version => "version",
        Rule::OneAlgorithm => "one_algorithm",
        Rule::IssuerName => "issuer_name",
        Rule::SerialNumber => "serial_number",
        Rule::SubjectOrNames => "subject_or_names",
        Rule::ConstraintsOnLeaf => "constraints_on_leaf",
        Rule::LeafSigns => "leaf_signs",
        Rule::HostName => "host_name",
        Rule::LeafIsAuthority => "leaf_is_authority",
        Rule::NoAlternativeName => "no_alternative_name",
        Rule::CommonName => "common_name",
        Rule::NoExtendedUsage => "no_extended_usage",
        Rule::WildcardTooWide => "wildcard_too_wide",
        Rule::OddModulus => "odd_modulus",
        Rule::AuthorityKey => "authority_key",
        Rule::AuthorityExtensions => "authority_extensions",
        _ => "other",
    }
}

/// Trusts a certificate of the system's list, in DER. One that cannot be read is left out.
pub fn trust_system(roots: &mut Roots, der: &[u8]) {
    if let Ok(root) = Certificate::from_der(der) {
        roots.add(root, RootKind::Public);
    }
}

/// Trusts all certificates of a text in PEM, as the person's own choice. One that cannot be read is left out.
pub fn trust_own(roots: &mut Roots, text: &str) {
    roots.add_pem(text, RootKind::Own);
}
