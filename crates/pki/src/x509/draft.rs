//! What a new certificate shall say, checked before anything is signed.

use super::general_name::AlternativeName;
use super::host_name::{is_host, is_mailbox};
use super::time::UnixTime;
use der::asn1::{Any, Ia5String, ObjectIdentifier, OctetString, PrintableStringRef, SetOfVec, Utf8StringRef};
use strongroom_secret::RandomError;
use thiserror::Error;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::time::Validity;

/// Longest common name and organisation, in characters (RFC 5280, appendix A: `ub-common-name`).
const MAX_NAME: usize = 64;
/// Most alternative names.
const MAX_NAMES: usize = 100;

/// Why a certificate cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MakeError {
    /// Neither a common name nor an alternative name.
    #[error("the certificate would stand for nobody: enter a name")]
    NoName,
    /// A name that cannot be one: empty, too long, or of another form.
    #[error("{name} cannot be a name in a certificate: check its spelling")]
    BadName {
        /// The name. Personal.
        name: String,
    },
    /// More names than one certificate should have.
    #[error("too many names: a certificate takes 100")]
    TooManyNames,
    /// It would end before it begins, or the years are out of bounds, or it would outlive its issuer.
    #[error("the validity is out of bounds: let it end after it begins and not after its issuer's")]
    BadValidity,
    /// The issuer is no authority, or the key is not its key, or is of a kind that nothing is signed with here.
    #[error("the issuer cannot sign: choose an authority with an Ed25519 or P-256 key, and its private key")]
    UnfitIssuer,
    /// The source of randomness failed.
    #[error("no randomness")]
    Random(#[from] RandomError),
    /// It could not be put into bytes, which the checks above should have prevented.
    #[error("the certificate could not be encoded")]
    Encoding,
}

impl From<der::Error> for MakeError {
    fn from(_: der::Error) -> Self {
        Self::Encoding
    }
}

impl From<x509_cert::builder::Error> for MakeError {
    fn from(_: x509_cert::builder::Error) -> Self {
        Self::Encoding
    }
}

/// A kind of key that is made here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NewKey {
    /// ECDSA on P-256, which everything understands.
    P256,
    /// Ed25519, which browsers do not accept in certificates.
    Ed25519,
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// A server of TLS.
    Server,
    /// A client of TLS.
    Client,
    /// Both.
    Peer,
    /// To sign other certificates, with so many further authorities between; `None` for any number.
    Authority(Option<u8>),
}

/// What a certificate shall say. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its common name; may be empty where there are alternative names.
    pub common_name: String,
    /// Its organisation; may be empty.
    pub organisation: String,
    /// The names that it stands for: hosts (also `*.example.org`), addresses, mailboxes.
    pub alternative_names: Vec<AlternativeName>,
    /// The first second of its validity.
    pub not_before: UnixTime,
    /// The last second of its validity.
    pub not_after: UnixTime,
    /// What it is for.
    pub purpose: Purpose,
    /// The kind of its key.
    pub key: NewKey,
}

impl Draft {
    pub(super) fn subject(&self) -> Result<Name, MakeError> {
        if self.common_name.is_empty() && self.alternative_names.is_empty() {
            return Err(MakeError::NoName);
        }
        let parts = [("2.5.4.10", &self.organisation), ("2.5.4.3", &self.common_name)];
        let parts: Result<Vec<_>, MakeError> = parts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(oid, value)| part(oid, value))
            .collect();
        Ok(Name::hazmat_from_rdn_sequence(RdnSequence::from(parts?)))
    }

    pub(super) fn validity(&self) -> Result<Validity, MakeError> {
        let (from, until) = (self.not_before.to_asn1(), self.not_after.to_asn1());
        let (Some(from), Some(until)) = (from, until) else { return Err(MakeError::BadValidity) };
        if self.not_before > self.not_after {
            Err(MakeError::BadValidity)
        } else {
            Ok(Validity::new(from, until))
        }
    }

    /// The extensions that a request may ask for, too.
    pub(super) fn extensions(&self, subject: &Name) -> Result<Vec<Extension>, MakeError> {
        let mut extensions = Vec::new();
        let (usage, extended) = self.usages();
        if let Purpose::Authority(path_len_constraint) = self.purpose {
            extensions
                .push((&BasicConstraints { ca: true, path_len_constraint }).to_extension(subject, &[])?);
        } else {
            extensions.push(
                (&BasicConstraints { ca: false, path_len_constraint: None }).to_extension(subject, &[])?,
            );
        }
        extensions.push((&usage).to_extension(subject, &[])?);
        if !extended.0.is_empty() {
            extensions.push((&extended).to_extension(subject, &[])?);
        }
        if !self.alternative_names.is_empty() {
            extensions.push((&self.names()?).to_extension(subject, &[])?);
        }
        Ok(extensions)
    }

    fn usages(&self) -> (KeyUsage, ExtendedKeyUsage) {
        const SERVER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
        const CLIENT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
        let signs = KeyUsage(KeyUsages::DigitalSignature.into());
        match self.purpose {
            Purpose::Server => (signs, ExtendedKeyUsage(vec![SERVER])),
            Purpose::Client => (signs, ExtendedKeyUsage(vec![CLIENT])),
            Purpose::Peer => (signs, ExtendedKeyUsage(vec![SERVER, CLIENT])),
            Purpose::Authority(_) => {
                (KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign), ExtendedKeyUsage(Vec::new()))
            }
        }
    }

    fn names(&self) -> Result<SubjectAltName, MakeError> {
        if self.alternative_names.len() > MAX_NAMES {
            return Err(MakeError::TooManyNames);
        }
        let names: Result<Vec<_>, _> = self.alternative_names.iter().map(general_name).collect();
        Ok(SubjectAltName(names?))
    }
}

fn general_name(name: &AlternativeName) -> Result<GeneralName, MakeError> {
    let bad = || MakeError::BadName { name: name.to_string() };
    match name {
        AlternativeName::Dns(host) if is_host(host.strip_prefix("*.").unwrap_or(host)) => {
            Ok(GeneralName::DnsName(Ia5String::new(host)?))
        }
        AlternativeName::Email(address) if is_mailbox(address) => {
            Ok(GeneralName::Rfc822Name(Ia5String::new(address)?))
        }
        AlternativeName::Ip(address) => {
            let bytes = match address {
                std::net::IpAddr::V4(four) => four.octets().to_vec(),
                std::net::IpAddr::V6(six) => six.octets().to_vec(),
            };
            Ok(GeneralName::IpAddress(OctetString::new(bytes)?))
        }
        _ => Err(bad()),
    }
}

fn part(oid: &str, value: &str) -> Result<RelativeDistinguishedName, MakeError> {
    if value.chars().count() > MAX_NAME || value.chars().any(char::is_control) || value.trim().is_empty() {
        return Err(MakeError::BadName { name: value.chars().take(MAX_NAME).collect() });
    }
    let oid = ObjectIdentifier::new(oid).map_err(|_| MakeError::Encoding)?;
    // The plainest encoding that holds it, so that old programs find the same bytes elsewhere.
    let value = match PrintableStringRef::new(value) {
        Ok(plain) => Any::from(plain),
        Err(_) => Any::from(Utf8StringRef::new(value)?),
    };
    let attributes = SetOfVec::try_from(vec![AttributeTypeAndValue { oid, value }])?;
    Ok(RelativeDistinguishedName::from(attributes))
}
