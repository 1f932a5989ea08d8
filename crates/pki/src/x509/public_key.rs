//! Public keys (RFC 5280, section 4.1.2.7): what they are and how strong. It must never do arithmetic with them; that is
//! `signature`'s part.

use super::algorithm::{KeyAlgorithm, MIN_EC_BITS, MIN_RSA_BITS};
use super::asn1;
use der::asn1::AnyRef;
use std::fmt;

/// A public key. Equal to another when algorithm, curve and number are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicKey {
    algorithm: KeyAlgorithm,
    bits: Option<u32>,
    key: Vec<u8>,
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo.
    pub(super) fn read(value: AnyRef<'_>) -> Option<Self> {
        let [algorithm, key] = *asn1::sequence(value)?.as_slice() else { return None };
        let (oid, parameters) = asn1::algorithm(algorithm)?;
        let algorithm = KeyAlgorithm::of(oid, parameters);
        let mut key = Self::new(algorithm, asn1::bits(key)?.to_vec());
        if algorithm == KeyAlgorithm::Dsa {
            key.bits = parameters
                .and_then(asn1::sequence)
                .and_then(|all| asn1::magnitude(*all.first()?))
                .map(asn1::bit_length);
        }
        Some(key)
    }

    /// From the bytes that a BIT STRING holds.
    pub(super) fn new(algorithm: KeyAlgorithm, key: Vec<u8>) -> Self {
        let bits = match algorithm {
            KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss => {
                rsa_parts(&key).map(|(modulus, _)| asn1::bit_length(modulus))
            }
            KeyAlgorithm::Ec(curve) => curve.bits(),
            KeyAlgorithm::Ed25519 | KeyAlgorithm::X25519 => Some(256),
            KeyAlgorithm::Ed448 => Some(448),
            KeyAlgorithm::Dsa | KeyAlgorithm::Other(_) => None,
        };
        Self { algorithm, bits, key }
    }

    /// Its algorithm.
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    /// Its size in bits: of the modulus for RSA and DSA, of the curve for the others. `None` where it is not known.
    pub fn bits(&self) -> Option<u32> {
        self.bits
    }

    /// Whether it can be broken: RSA and DSA below [`MIN_RSA_BITS`], curves below [`MIN_EC_BITS`].
    pub fn is_weak(&self) -> bool {
        let at_least = match self.algorithm {
            KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss | KeyAlgorithm::Dsa => MIN_RSA_BITS,
            KeyAlgorithm::Ec(_) => MIN_EC_BITS,
            _ => 0,
        };
        self.bits.is_some_and(|bits| bits < at_least)
    }

    /// What the BIT STRING holds.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.key
    }

    /// Whether they are one key. RSA keys for any padding and for PSS only may be one; so may points in long and short form.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let rsa = |key: &Self| matches!(key.algorithm, KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss);
        if let KeyAlgorithm::Ec(_) = self.algorithm {
            return self.algorithm == other.algorithm
                && point(&self.key).is_some()
                && point(&self.key) == point(&other.key);
        }
        self.key == other.key && (self.algorithm == other.algorithm || rsa(self) && rsa(other))
    }
}

/// A point in whichever form (SEC 1, section 2.3.3), as x and whether y is odd.
fn point(key: &[u8]) -> Option<(&[u8], bool)> {
    let (form, rest) = key.split_first()?;
    match form {
        4 => Some((rest.get(..rest.len() / 2)?, rest.last()? & 1 == 1)),
        2 | 3 => Some((rest, *form == 3)),
        _ => None,
    }
}

/// Modulus and exponent of an RSAPublicKey (RFC 8017, appendix A.1.1).
pub(super) fn rsa_parts(key: &[u8]) -> Option<(&[u8], &[u8])> {
    match *asn1::sequence(asn1::whole(key)?)?.as_slice() {
        [modulus, exponent] => Some((asn1::magnitude(modulus)?, asn1::magnitude(exponent)?)),
        _ => None,
    }
}

impl fmt::Display for PublicKey {
    /// `RSA 2048`, `EC P-256`, `Ed25519`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.algorithm, self.bits) {
            (KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss | KeyAlgorithm::Dsa, Some(bits)) => {
                write!(out, "{} {bits}", self.algorithm)
            }
            _ => write!(out, "{}", self.algorithm),
        }
    }
}
