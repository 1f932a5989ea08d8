//! The extensions of a certificate (RFC 5280, section 4.2), each read once. It must never decide what a bad one means: that
//! is for the rules of a chain.

use super::asn1;
use super::constraints::NameConstraints;
use super::general_name::AlternativeName;
use super::usage::{ExtendedKeyUsage, KeyUsage};
use der::asn1::{AnyRef, ObjectIdentifier};
use x509_cert::ext::Extension;

/// Most extensions of one certificate.
const MAX_EXTENSIONS: usize = 128;

/// An extension that can be read, and whether it is marked as critical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<T> {
    pub(super) critical: bool,
    pub(super) value: T,
}

/// Whether it is an authority, and how many more may follow (RFC 5280, section 4.2.1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BasicConstraints {
    pub(super) is_authority: bool,
    pub(super) path_length: Option<u64>,
}

/// Whose key signed it (RFC 5280, section 4.2.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AuthorityKey {
    pub(super) identifier: Option<Vec<u8>>,
    /// Whether it names whoever issued the issuer's certificate.
    pub(super) has_issuer: bool,
    /// The number of the issuer's certificate.
    pub(super) serial: Option<Vec<u8>>,
}

/// What the extensions say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Extensions {
    pub(super) alternative_names: Option<Found<Vec<AlternativeName>>>,
    pub(super) basic_constraints: Option<Found<BasicConstraints>>,
    pub(super) key_usage: Option<Found<KeyUsage>>,
    pub(super) extended_key_usage: Option<Found<ExtendedKeyUsage>>,
    pub(super) name_constraints: Option<Found<NameConstraints>>,
    pub(super) authority_key: Option<Found<AuthorityKey>>,
    pub(super) subject_key: Option<Found<Vec<u8>>>,
    /// Critical ones that nothing here knows how to heed.
    pub(super) unheeded: Vec<ObjectIdentifier>,
    /// Known ones that cannot be read, or come twice.
    pub(super) malformed: Vec<ObjectIdentifier>,
    /// How many there are.
    pub(super) count: usize,
}

impl Extensions {
    /// Reads them. `None` where there are too many.
    pub(super) fn read(extensions: &[Extension]) -> Option<Self> {
        let mut all = Self { count: extensions.len(), ..Self::default() };
        if all.count > MAX_EXTENSIONS {
            return None;
        }
        let mut seen: Vec<ObjectIdentifier> = Vec::new();
        for extension in extensions {
            let oid = extension.extn_id;
            if seen.contains(&oid) || all.take(extension).is_none() {
                all.malformed.push(oid);
            }
            seen.push(oid);
        }
        Some(all)
    }

    /// `None` for a known one that cannot be read.
    fn take(&mut self, extension: &Extension) -> Option<()> {
        let (critical, oid) = (extension.critical, extension.extn_id);
        let value = || asn1::whole(extension.extn_value.as_bytes());
        match oid.to_string().as_str() {
            "2.5.29.14" => {
                self.subject_key = Some(Found { critical, value: asn1::octets(value()?)?.to_vec() })
            }
            "2.5.29.15" => self.key_usage = Some(Found { critical, value: KeyUsage::read(value()?)? }),
            "2.5.29.17" => self.alternative_names = Some(Found { critical, value: names(value()?)? }),
            "2.5.29.19" => self.basic_constraints = Some(Found { critical, value: basic(value()?)? }),
            "2.5.29.30" => {
                self.name_constraints = Some(Found { critical, value: NameConstraints::read(value()?)? })
            }
            "2.5.29.35" => self.authority_key = Some(Found { critical, value: authority(value()?)? }),
            "2.5.29.37" => {
                self.extended_key_usage = Some(Found { critical, value: ExtendedKeyUsage::read(value()?)? })
            }
            // Policies, their mapping and inhibiting: they narrow what is accepted only where somebody requires a policy
            // (RFC 5280, section 6.1.1, d to f), and nobody does here.
            "2.5.29.32" | "2.5.29.33" | "2.5.29.54" => {}
            _ if critical => self.unheeded.push(oid),
            _ => {}
        }
        Some(())
    }
}

fn names(value: AnyRef<'_>) -> Option<Vec<AlternativeName>> {
    let names: Option<Vec<_>> = asn1::sequence(value)?.into_iter().map(AlternativeName::read).collect();
    names.filter(|names| !names.is_empty())
}

fn basic(value: AnyRef<'_>) -> Option<BasicConstraints> {
    let (is_authority, path_length) = match *asn1::sequence(value)?.as_slice() {
        [] => (false, None),
        [one] => match one.decode_as::<bool>() {
            Ok(is_authority) => (is_authority, None),
            Err(_) => (false, Some(asn1::number(one)?)),
        },
        [one, length] => (one.decode_as::<bool>().ok()?, Some(asn1::number(length)?)),
        _ => return None,
    };
    Some(BasicConstraints { is_authority, path_length })
}

fn authority(value: AnyRef<'_>) -> Option<AuthorityKey> {
    let parts = asn1::sequence(value)?;
    let part = |number| parts.iter().find(|part| asn1::context(**part) == Some(number));
    let bytes = |number| part(number).map(|part| part.value().to_vec());
    Some(AuthorityKey { identifier: bytes(0), has_issuer: part(1).is_some(), serial: bytes(2) })
}
