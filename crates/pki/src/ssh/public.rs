//! Public keys: their numbers, the blob that stands for them, and the fingerprints people compare.

use super::curve::Curve;
use super::wire::{Reader, Writer};
use super::{Algorithm, Certificate, ReadError};
use data_encoding::{BASE64, BASE64_NOPAD};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A public key. Personal, not secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    pub(super) numbers: PublicNumbers,
    blob: Vec<u8>,
}

/// The numbers of a public key, big-endian without leading zeros.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PublicNumbers {
    Rsa { exponent: Vec<u8>, modulus: Vec<u8> },
    Dsa { p: Vec<u8>, q: Vec<u8>, g: Vec<u8>, y: Vec<u8> },
    Ecdsa { curve: Curve, point: Vec<u8> },
    Ed25519 { key: [u8; 32] },
    SkEcdsa { point: Vec<u8>, application: String },
    SkEd25519 { key: [u8; 32], application: String },
    Other { name: String, rest: Vec<u8> },
}

impl PublicNumbers {
    pub(super) fn algorithm(&self) -> Algorithm {
        match self {
            Self::Rsa { .. } => Algorithm::Rsa,
            Self::Dsa { .. } => Algorithm::Dsa,
            Self::Ecdsa { curve, .. } => Algorithm::Ecdsa(*curve),
            Self::Ed25519 { .. } => Algorithm::Ed25519,
            Self::SkEcdsa { .. } => Algorithm::SkEcdsa,
            Self::SkEd25519 { .. } => Algorithm::SkEd25519,
            Self::Other { name, .. } => Algorithm::Other(name.clone()),
        }
    }

    /// Reads what follows the algorithm's name: RFC 4253, section 6.6; RFC 5656, section 3.1; RFC 8709, section 4;
    /// OpenSSH's PROTOCOL.u2f. Everything that is left belongs to an algorithm that is not known.
    pub(super) fn read(algorithm: &Algorithm, from: &mut Reader<'_>) -> Result<Self, ReadError> {
        Ok(match algorithm {
            Algorithm::Rsa => Self::Rsa { exponent: owned(from)?, modulus: owned(from)? },
            Algorithm::Dsa => {
                Self::Dsa { p: owned(from)?, q: owned(from)?, g: owned(from)?, y: owned(from)? }
            }
            Algorithm::Ecdsa(curve) => Self::Ecdsa { curve: *curve, point: point(*curve, from)? },
            Algorithm::Ed25519 => Self::Ed25519 { key: edwards(from)? },
            Algorithm::SkEcdsa => {
                Self::SkEcdsa { point: point(Curve::P256, from)?, application: from.text()?.to_owned() }
            }
            Algorithm::SkEd25519 => {
                Self::SkEd25519 { key: edwards(from)?, application: from.text()?.to_owned() }
            }
            Algorithm::Other(name) => {
                let rest = from.take(from.rest().len())?.to_vec();
                Self::Other { name: name.clone(), rest }
            }
        })
    }

    fn write(&self) -> Vec<u8> {
        let to = Writer::new().string(self.algorithm().ssh_name().as_bytes());
        let to = match self {
            Self::Rsa { exponent, modulus } => to.number(exponent).number(modulus),
            Self::Dsa { p, q, g, y } => to.number(p).number(q).number(g).number(y),
            Self::Ecdsa { curve, point } => to.string(curve.name().as_bytes()).string(point),
            Self::Ed25519 { key } => to.string(key),
            Self::SkEcdsa { point, application } => {
                to.string(Curve::P256.name().as_bytes()).string(point).string(application.as_bytes())
            }
            Self::SkEd25519 { key, application } => to.string(key).string(application.as_bytes()),
            Self::Other { rest, .. } => to.raw(rest),
        };
        to.bytes().to_vec()
    }
}

fn owned(from: &mut Reader<'_>) -> Result<Vec<u8>, ReadError> {
    from.number().map(<[u8]>::to_vec)
}

fn point(curve: Curve, from: &mut Reader<'_>) -> Result<Vec<u8>, ReadError> {
    if from.text()? != curve.name() {
        return Err(ReadError::Malformed);
    }
    let point = from.string()?;
    if curve.holds(point) { Ok(point.to_vec()) } else { Err(ReadError::Malformed) }
}

fn edwards(from: &mut Reader<'_>) -> Result<[u8; 32], ReadError> {
    from.string()?.try_into().map_err(|_| ReadError::Malformed)
}

impl PublicKey {
    pub(super) fn new(numbers: PublicNumbers) -> Self {
        Self { blob: numbers.write(), numbers }
    }

    /// The key of a blob (RFC 4253, section 6.6). A blob has one spelling only.
    pub fn from_blob(blob: &[u8]) -> Result<Self, ReadError> {
        let mut from = Reader::new(blob);
        let name = from.text()?;
        // A certificate is no key, not even one of an algorithm that is not known.
        if Certificate::algorithm_of(name).is_some() {
            return Err(ReadError::Malformed);
        }
        let algorithm = Algorithm::of_ssh_name(name)?;
        let numbers = PublicNumbers::read(&algorithm, &mut from)?;
        from.end()?;
        Ok(Self { numbers, blob: blob.to_vec() })
    }

    /// The blob that stands for the key on the wire.
    pub fn blob(&self) -> &[u8] {
        &self.blob
    }

    /// What kind of key it is.
    pub fn algorithm(&self) -> Algorithm {
        self.numbers.algorithm()
    }

    /// Bits of the modulus (RSA, DSA) or of the curve's field, as `ssh-keygen -l` counts; none for an algorithm that is
    /// not known.
    pub fn bits(&self) -> Option<u32> {
        match &self.numbers {
            PublicNumbers::Rsa { modulus: number, .. } | PublicNumbers::Dsa { p: number, .. } => {
                Some(bit_length(number))
            }
            PublicNumbers::Ecdsa { curve, .. } => Some(curve.bits()),
            PublicNumbers::Ed25519 { .. }
            | PublicNumbers::SkEcdsa { .. }
            | PublicNumbers::SkEd25519 { .. } => Some(256),
            PublicNumbers::Other { .. } => None,
        }
    }

    /// Algorithm and size, such as `RSA 4096`, `ECDSA P-256` or `Ed25519`.
    pub fn description(&self) -> String {
        match (self.algorithm(), self.bits()) {
            (algorithm @ (Algorithm::Rsa | Algorithm::Dsa), Some(bits)) => format!("{algorithm} {bits}"),
            (algorithm, _) => algorithm.to_string(),
        }
    }

    /// `SHA256:` and the base64 of the blob's hash without padding, as `ssh-keygen -l` prints it.
    pub fn fingerprint_sha256(&self) -> String {
        format!("SHA256:{}", BASE64_NOPAD.encode(&Sha256::digest(&self.blob)))
    }

    /// `MD5:` and the blob's hash in pairs of hexadecimal digits (RFC 4716, section 4), as `ssh-keygen -l -E md5` prints it.
    pub fn fingerprint_md5(&self) -> String {
        let mut text = String::from("MD5");
        for byte in md5::Md5::digest(&self.blob) {
            let _ = write!(text, ":{byte:02x}");
        }
        text
    }

    /// The line for `authorized_keys` and `.pub` files, without a line feed. The comment should have none either.
    pub fn line(&self, comment: &str) -> String {
        let line = format!("{} {}", self.algorithm().ssh_name(), BASE64.encode(&self.blob));
        if comment.is_empty() { line } else { format!("{line} {comment}") }
    }
}

/// Bits of a big-endian number without leading zeros.
pub(super) fn bit_length(number: &[u8]) -> u32 {
    let zeros = number.first().map_or(0, |first| first.leading_zeros());
    u32::try_from(number.len()).unwrap_or(u32::MAX).saturating_mul(8).saturating_sub(zeros)
}
