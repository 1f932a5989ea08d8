//! Private keys together with the public ones that they were kept with. Nothing here signs; what is asked is whether the
//! two halves belong together, and how they are written.

use super::numbers::{self, SecretNumber};
use super::public::PublicNumbers;
use super::wire::{Reader, Writer};
use super::{Algorithm, Curve, PublicKey, ReadError};
use ed25519_dalek::SigningKey;
use std::fmt;
use zeroize::Zeroizing;

/// A private key and the public one beside it. The private numbers are secret, wiped when dropped, and never shown.
pub struct KeyPair {
    pub(super) public: PublicKey,
    pub(super) secret: SecretNumbers,
}

/// The private numbers, big-endian.
pub(super) enum SecretNumbers {
    Rsa {
        d: SecretNumber,
        coefficient: SecretNumber,
        p: SecretNumber,
        q: SecretNumber,
    },
    Dsa {
        x: SecretNumber,
    },
    Ecdsa {
        scalar: SecretNumber,
    },
    /// The seed, and the public key as it stands beside it.
    Ed25519 {
        seed: Zeroizing<[u8; 32]>,
        beside: [u8; 32],
    },
    /// A key that stays in its device; the file has only a handle to it.
    Sk,
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("KeyPair").field("public", &self.public).finish_non_exhaustive()
    }
}

impl KeyPair {
    /// The public half, as it stands beside the private one.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Whether the private half belongs to the public one. True for what cannot be told: a key in a device, or DSA
    /// numbers of absurd size.
    pub fn fits(&self) -> bool {
        match (&self.public.numbers, &self.secret) {
            (PublicNumbers::Rsa { exponent, modulus }, SecretNumbers::Rsa { d, p, q, .. }) => {
                numbers::rsa_fits(modulus, exponent, d, p, q)
            }
            (PublicNumbers::Dsa { p, g, y, .. }, SecretNumbers::Dsa { x }) => {
                numbers::dsa_public(p, g, x).is_none_or(|found| found == *y)
            }
            (PublicNumbers::Ecdsa { curve, point }, SecretNumbers::Ecdsa { scalar }) => {
                curve.public_of(scalar).as_ref() == Some(point)
            }
            (PublicNumbers::Ed25519 { key }, SecretNumbers::Ed25519 { seed, beside }) => {
                beside == key && ed25519_of(seed) == *key
            }
            (PublicNumbers::SkEcdsa { .. } | PublicNumbers::SkEd25519 { .. }, SecretNumbers::Sk) => true,
            _ => false,
        }
    }

    /// Reads the private section of an OpenSSH file, after the algorithm's name: OpenSSH's PROTOCOL.key, and the agent's
    /// notation of private keys (RFC 9987, section 3.2). `Unsupported` for an algorithm that is not known.
    pub(super) fn read(algorithm: &Algorithm, from: &mut Reader<'_>) -> Result<Self, ReadError> {
        match algorithm {
            Algorithm::Rsa => Self::read_rsa(from),
            Algorithm::Ed25519 => Self::read_ed25519(from),
            Algorithm::Other(_) => Err(ReadError::Unsupported),
            Algorithm::Dsa => {
                let public = PublicNumbers::read(algorithm, from)?;
                Ok(Self::of(public, SecretNumbers::Dsa { x: from.secret_number()? }))
            }
            Algorithm::Ecdsa(_) => {
                let public = PublicNumbers::read(algorithm, from)?;
                Ok(Self::of(public, SecretNumbers::Ecdsa { scalar: from.secret_number()? }))
            }
            Algorithm::SkEcdsa | Algorithm::SkEd25519 => {
                let public = PublicNumbers::read(algorithm, from)?;
                let (_flags, _handle, _reserved) = (from.byte()?, from.string()?, from.string()?);
                Ok(Self::of(public, SecretNumbers::Sk))
            }
        }
    }

    fn read_rsa(from: &mut Reader<'_>) -> Result<Self, ReadError> {
        let (modulus, exponent) = (from.number()?.to_vec(), from.number()?.to_vec());
        let (d, coefficient) = (from.secret_number()?, from.secret_number()?);
        let (p, q) = (from.secret_number()?, from.secret_number()?);
        let secret = SecretNumbers::Rsa { d, coefficient, p, q };
        Ok(Self::of(PublicNumbers::Rsa { exponent, modulus }, secret))
    }

    /// The private string holds the seed and the public key once more.
    fn read_ed25519(from: &mut Reader<'_>) -> Result<Self, ReadError> {
        let public = PublicNumbers::read(&Algorithm::Ed25519, from)?;
        let (seed, beside) = from.string()?.split_first_chunk().ok_or(ReadError::Malformed)?;
        let beside = beside.try_into().map_err(|_| ReadError::Malformed)?;
        Ok(Self::of(public, SecretNumbers::Ed25519 { seed: Zeroizing::new(*seed), beside }))
    }

    /// Writes algorithm and numbers as [`KeyPair::read`] reads them.
    pub(super) fn write(&self, to: Writer) -> Writer {
        let to = to.string(self.public.algorithm().ssh_name().as_bytes());
        match (&self.public.numbers, &self.secret) {
            (PublicNumbers::Rsa { exponent, modulus }, SecretNumbers::Rsa { d, coefficient, p, q }) => {
                to.number(modulus).number(exponent).number(d).number(coefficient).number(p).number(q)
            }
            (PublicNumbers::Ecdsa { curve, point }, SecretNumbers::Ecdsa { scalar }) => {
                to.string(curve.name().as_bytes()).string(point).number(scalar)
            }
            (PublicNumbers::Ed25519 { key }, SecretNumbers::Ed25519 { seed, .. }) => {
                let both = Zeroizing::new([seed.as_slice(), key].concat());
                to.string(key).string(&both)
            }
            // Nothing else is made.
            _ => to,
        }
    }

    pub(super) fn of(public: PublicNumbers, secret: SecretNumbers) -> Self {
        Self { public: PublicKey::new(public), secret }
    }

    /// The pair of a seed.
    pub(super) fn ed25519(seed: Zeroizing<[u8; 32]>) -> Self {
        let key = ed25519_of(&seed);
        Self::of(PublicNumbers::Ed25519 { key }, SecretNumbers::Ed25519 { seed, beside: key })
    }

    /// The pair of a scalar, if it is one of the curve.
    pub(super) fn ecdsa(curve: Curve, scalar: SecretNumber) -> Result<Self, ReadError> {
        let point = curve.public_of(&scalar).ok_or(ReadError::Malformed)?;
        Ok(Self::of(PublicNumbers::Ecdsa { curve, point }, SecretNumbers::Ecdsa { scalar }))
    }
}

fn ed25519_of(seed: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(seed).verifying_key().to_bytes()
}
