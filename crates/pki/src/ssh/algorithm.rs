//! The kinds of SSH key and their names.

use super::ReadError;
use super::curve::Curve;
use std::fmt;

/// The longest name of an algorithm, in bytes (RFC 4251, section 6).
const MAX_NAME: usize = 64;

/// A kind of SSH key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// `ssh-rsa`.
    Rsa,
    /// `ssh-dss`, which OpenSSH dropped.
    Dsa,
    /// `ecdsa-sha2-nistp256` and its siblings.
    Ecdsa(Curve),
    /// `ssh-ed25519`.
    Ed25519,
    /// ECDSA P-256 in a security key (FIDO).
    SkEcdsa,
    /// Ed25519 in a security key (FIDO).
    SkEd25519,
    /// One that this program does not know, by its name in SSH.
    Other(String),
}

impl Algorithm {
    /// Its name in SSH, as in the first word of a public key's line.
    pub fn ssh_name(&self) -> &str {
        match self {
            Self::Rsa => "ssh-rsa",
            Self::Dsa => "ssh-dss",
            Self::Ecdsa(Curve::P256) => "ecdsa-sha2-nistp256",
            Self::Ecdsa(Curve::P384) => "ecdsa-sha2-nistp384",
            Self::Ecdsa(Curve::P521) => "ecdsa-sha2-nistp521",
            Self::Ed25519 => "ssh-ed25519",
            Self::SkEcdsa => "sk-ecdsa-sha2-nistp256@openssh.com",
            Self::SkEd25519 => "sk-ssh-ed25519@openssh.com",
            Self::Other(name) => name,
        }
    }

    /// The algorithm of that name, known or not; an error where it cannot be a name at all.
    pub(super) fn of_ssh_name(name: &str) -> Result<Self, ReadError> {
        let known = [Self::Rsa, Self::Dsa, Self::Ed25519, Self::SkEcdsa, Self::SkEd25519].into_iter();
        let mut known = known.chain(Curve::ALL.map(Self::Ecdsa));
        if let Some(known) = known.find(|algorithm| algorithm.ssh_name() == name) {
            return Ok(known);
        }
        let may_be = !name.is_empty() && name.len() <= MAX_NAME && name.bytes().all(is_name_character);
        if may_be { Ok(Self::Other(name.to_owned())) } else { Err(ReadError::Malformed) }
    }

    /// Whether the private half stays in a device, so that a file of it is of no use alone.
    pub fn is_in_hardware(&self) -> bool {
        matches!(self, Self::SkEcdsa | Self::SkEd25519)
    }
}

/// Printable ASCII but for the comma (RFC 4251, section 6).
fn is_name_character(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b','
}

impl fmt::Display for Algorithm {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Rsa => "RSA",
            Self::Dsa => "DSA",
            Self::Ecdsa(Curve::P256) => "ECDSA P-256",
            Self::Ecdsa(Curve::P384) => "ECDSA P-384",
            Self::Ecdsa(Curve::P521) => "ECDSA P-521",
            Self::Ed25519 => "Ed25519",
            Self::SkEcdsa => "ECDSA P-256 in a security key",
            Self::SkEd25519 => "Ed25519 in a security key",
            Self::Other(name) => name,
        })
    }
}
