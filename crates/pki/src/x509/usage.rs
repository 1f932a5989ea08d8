//! What a certified key may be used for (RFC 5280, sections 4.2.1.3 and 4.2.1.12).

use super::asn1;
use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier};

/// The first nine bits of a key usage, with the names that OpenSSL prints.
const BITS: [&str; 9] = [
    "Digital Signature",
    "Non Repudiation",
    "Key Encipherment",
    "Data Encipherment",
    "Key Agreement",
    "Certificate Sign",
    "CRL Sign",
    "Encipher Only",
    "Decipher Only",
];

const SIGNS_CERTIFICATES: usize = 5;

/// Extended usages, with the names that OpenSSL prints.
const EXTENDED: [(&str, &str); 12] = [
    ("2.5.29.37.0", "Any Extended Key Usage"),
    ("1.3.6.1.5.5.7.3.1", "TLS Web Server Authentication"),
    ("1.3.6.1.5.5.7.3.2", "TLS Web Client Authentication"),
    ("1.3.6.1.5.5.7.3.3", "Code Signing"),
    ("1.3.6.1.5.5.7.3.4", "E-mail Protection"),
    ("1.3.6.1.5.5.7.3.8", "Time Stamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSP Signing"),
    ("1.3.6.1.5.5.7.3.17", "ipsec Internet Key Exchange"),
    ("1.3.6.1.4.1.311.10.3.3", "Microsoft Server Gated Crypto"),
    ("1.3.6.1.4.1.311.20.2.2", "Microsoft Smartcard Login"),
    ("2.16.840.1.113730.4.1", "Netscape Server Gated Crypto"),
    ("1.3.6.1.5.2.3.5", "Signing KDC Response"),
];

/// The bits of a KeyUsage extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyUsage([bool; BITS.len()]);

impl KeyUsage {
    pub(super) fn read(value: AnyRef<'_>) -> Option<Self> {
        let bits: BitStringRef<'_> = value.decode_as().ok()?;
        Some(Self(std::array::from_fn(|at| bits.get(at).unwrap_or(false))))
    }

    pub(super) fn signs_certificates(self) -> bool {
        self.0.get(SIGNS_CERTIFICATES).is_some_and(|set| *set)
    }

    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        BITS.into_iter().zip(self.0).filter(|(_, set)| *set).map(|(name, _)| name)
    }
}

/// What a peer is to be trusted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Usage {
    /// A server of TLS.
    Server,
    /// A client of TLS.
    Client,
    /// Whatever it says of itself.
    Any,
}

/// The identifiers of an ExtendedKeyUsage extension; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExtendedKeyUsage(Vec<ObjectIdentifier>);

impl ExtendedKeyUsage {
    pub(super) fn read(value: AnyRef<'_>) -> Option<Self> {
        let all: Option<Vec<_>> = asn1::sequence(value)?.into_iter().map(asn1::oid).collect();
        all.filter(|all| !all.is_empty()).map(Self)
    }

    /// Whether it names the usage, or any usage where that is enough.
    pub(super) fn allows(&self, usage: Usage, any_is_enough: bool) -> bool {
        let wanted = match usage {
            Usage::Any => return true,
            Usage::Server => "1.3.6.1.5.5.7.3.1",
            Usage::Client => "1.3.6.1.5.5.7.3.2",
        };
        self.0
            .iter()
            .map(ToString::to_string)
            .any(|oid| oid == wanted || any_is_enough && oid == "2.5.29.37.0")
    }

    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|oid| {
            let oid = oid.to_string();
            EXTENDED.iter().find(|(known, _)| *known == oid).map_or(oid, |(_, name)| (*name).to_owned())
        })
    }
}
