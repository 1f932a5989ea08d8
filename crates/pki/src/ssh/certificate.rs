//! OpenSSH certificates (OpenSSH's PROTOCOL.certkeys): a public key, what it may be used for and until when, and the
//! authority that says so. Whether anybody should trust that authority is not known here.

use super::public::PublicNumbers;
use super::signature::{self, SignatureCheck};
use super::wire::Reader;
use super::{Algorithm, PublicKey, ReadError};
use data_encoding::HEXLOWER;

const SUFFIX: &str = "-cert-v01@openssh.com";

/// The most principals, as OpenSSH has it, and the most options and extensions.
const MAX_NAMES: usize = 256;

/// What a certificate says beside its key. Personal, not secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Whom it stands for.
    pub kind: CertificateKind,
    /// Its number at its authority; 0 where it gives none.
    pub serial: u64,
    /// The authority's name for it.
    pub key_id: String,
    /// The users or hosts it stands for; empty for all of them.
    pub principals: Vec<String>,
    /// From when on it is valid, in seconds since 1970; 0 for always.
    pub valid_after: u64,
    /// Until when it is valid, in seconds since 1970, that second excluded; `u64::MAX` for always.
    pub valid_before: u64,
    /// What a server has to enforce, such as `force-command`.
    pub critical_options: Vec<NamedValue>,
    /// What a server may allow, such as `permit-pty`.
    pub extensions: Vec<NamedValue>,
    /// The authority's public key.
    pub authority: PublicKey,
    /// The algorithm of the signature, by its name in SSH. `ssh-rsa` means SHA-1.
    pub signature_algorithm: String,
    /// Whether the signature is the authority's.
    pub signature: SignatureCheck,
}

/// Whom a certificate stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateKind {
    /// A user, to servers.
    User,
    /// A host, to users.
    Host,
}

/// An option with its value, which is empty for most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedValue {
    /// The option's name.
    pub name: String,
    /// Its value; in hexadecimal if it is not the one string that known options have.
    pub value: String,
}

impl Certificate {
    /// The kind of key that a certificate type's name is for; none if it is not the name of one.
    pub(super) fn algorithm_of(name: &str) -> Option<Algorithm> {
        let stem = name.strip_suffix(SUFFIX)?;
        let known = |name: &str| match Algorithm::of_ssh_name(name) {
            Ok(Algorithm::Other(_)) | Err(_) => None,
            Ok(known) => Some(known),
        };
        known(stem).or_else(|| known(&format!("{stem}@openssh.com")))
    }

    /// The certified key, and the certificate around it.
    pub(super) fn from_blob(blob: &[u8]) -> Result<(PublicKey, Self), ReadError> {
        let mut from = Reader::new(blob);
        let algorithm = Self::algorithm_of(from.text()?).ok_or(ReadError::Unsupported)?;
        let _nonce = from.string()?;
        let public = PublicKey::new(PublicNumbers::read(&algorithm, &mut from)?);
        let serial = from.u64()?;
        let kind = match from.u32()? {
            1 => CertificateKind::User,
            2 => CertificateKind::Host,
            _ => return Err(ReadError::Malformed),
        };
        let key_id = from.text()?.to_owned();
        let principals = principals(from.string()?)?;
        let (valid_after, valid_before) = (from.u64()?, from.u64()?);
        let (critical_options, extensions) = (named_values(from.string()?)?, named_values(from.string()?)?);
        let _reserved = from.string()?;
        let authority = PublicKey::from_blob(from.string()?)?;
        let signed = blob.get(..blob.len() - from.rest().len()).ok_or(ReadError::Malformed)?;
        let (signature_algorithm, signature) = signature::check(&authority, signed, from.string()?)?;
        from.end()?;
        let certificate = Self {
            kind,
            serial,
            key_id,
            principals,
            valid_after,
            valid_before,
            critical_options,
            extensions,
            authority,
            signature_algorithm,
            signature,
        };
        Ok((public, certificate))
    }
}

fn principals(list: &[u8]) -> Result<Vec<String>, ReadError> {
    let (mut from, mut names) = (Reader::new(list), Vec::new());
    while !from.is_empty() {
        if names.len() >= MAX_NAMES {
            return Err(ReadError::TooLong);
        }
        names.push(from.text()?.to_owned());
    }
    Ok(names)
}

fn named_values(list: &[u8]) -> Result<Vec<NamedValue>, ReadError> {
    let (mut from, mut values) = (Reader::new(list), Vec::new());
    while !from.is_empty() {
        if values.len() >= MAX_NAMES {
            return Err(ReadError::TooLong);
        }
        let (name, data) = (from.text()?.to_owned(), from.string()?);
        values.push(NamedValue { name, value: value(data) });
    }
    Ok(values)
}

/// The string inside an option's data.
fn value(data: &[u8]) -> String {
    let mut from = Reader::new(data);
    match (from.text(), from.end()) {
        _ if data.is_empty() => String::new(),
        (Ok(text), Ok(())) => text.to_owned(),
        _ => HEXLOWER.encode(data),
    }
}
