//! The kinds of name that a certificate may stand for besides its subject (RFC 5280, section 4.2.1.6).

use super::asn1;
use super::name::{DistinguishedName, is_deceptive};
use der::asn1::AnyRef;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A name of one of those kinds, as it stands in the certificate. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AlternativeName {
    /// A host; may begin with `*.`.
    Dns(String),
    /// An address of the network.
    Ip(IpAddr),
    /// A mailbox.
    Email(String),
    /// A URI.
    Uri(String),
    /// A distinguished name.
    Directory(DistinguishedName),
    /// A name of a kind that nothing is done with here, by the number of its kind (RFC 5280: 0 is `otherName`).
    Other(u32),
}

/// The kind of a name, as constraints know it: the number of its tag.
pub(super) type NameKind = u32;

impl AlternativeName {
    pub(super) fn read(value: AnyRef<'_>) -> Option<Self> {
        let kind = asn1::context(value)?;
        Some(match kind {
            1 => Self::Email(ia5(value)?),
            2 => Self::Dns(ia5(value)?),
            4 => Self::Directory(DistinguishedName::read(asn1::explicit(value, 4)?)?),
            6 => Self::Uri(ia5(value)?),
            7 => Self::Ip(ip(value.value())?),
            0 | 3 | 5 | 8 => Self::Other(kind),
            _ => return None,
        })
    }

    pub(super) fn kind(&self) -> NameKind {
        match self {
            Self::Email(_) => 1,
            Self::Dns(_) => 2,
            Self::Directory(_) => 4,
            Self::Uri(_) => 6,
            Self::Ip(_) => 7,
            Self::Other(kind) => *kind,
        }
    }
}

/// An IA5String under an implicit tag.
pub(super) fn ia5(value: AnyRef<'_>) -> Option<String> {
    let bytes = value.value();
    bytes.is_ascii().then(|| String::from_utf8(bytes.to_vec()).ok()).flatten()
}

fn ip(bytes: &[u8]) -> Option<IpAddr> {
    let four = <[u8; 4]>::try_from(bytes).map(|octets| IpAddr::V4(Ipv4Addr::from(octets)));
    four.or_else(|_| <[u8; 16]>::try_from(bytes).map(|octets| IpAddr::V6(Ipv6Addr::from(octets)))).ok()
}

impl fmt::Display for AlternativeName {
    /// As people write it. Other kinds show as what they are, without their value.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(text) | Self::Email(text) | Self::Uri(text) => text
                .chars()
                .try_for_each(|one| write!(out, "{}", if is_deceptive(one) { '\u{fffd}' } else { one })),
            Self::Ip(address) => write!(out, "{address}"),
            Self::Directory(name) => write!(out, "{name}"),
            Self::Other(0) => out.write_str("otherName"),
            Self::Other(3) => out.write_str("x400Address"),
            Self::Other(5) => out.write_str("ediPartyName"),
            Self::Other(_) => out.write_str("registeredID"),
        }
    }
}
