//! Algorithms of keys and signatures by their object identifiers, and what is too weak by now.

use super::asn1;
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Encode};
use rsa::pkcs1::RsaPssParamsOwned;
use std::fmt;

/// Fewest bits of an RSA key that still holds (NIST SP 800-131A, revision 2; CA/Browser Forum, section 6.1.5).
pub const MIN_RSA_BITS: u32 = 2048;
/// Fewest bits of a curve that still hold (NIST SP 800-131A, revision 2).
pub const MIN_EC_BITS: u32 = 224;

/// A kind of public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA (RFC 8017), for any padding.
    Rsa,
    /// RSA for PSS signatures only.
    RsaPss,
    /// A point on a named curve.
    Ec(Curve),
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// Ed448 (RFC 8410).
    Ed448,
    /// X25519, which agrees on keys and signs nothing.
    X25519,
    /// DSA, which nobody accepts any more.
    Dsa,
    /// Any other, by its identifier.
    Other(ObjectIdentifier),
}

/// A named curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// A curve that is known by name and size only.
    Named(&'static str, u32),
    /// Any other, by its identifier.
    Other(ObjectIdentifier),
}

const CURVES: [(&str, Curve); 13] = [
    ("1.2.840.10045.3.1.7", Curve::P256),
    ("1.3.132.0.34", Curve::P384),
    ("1.3.132.0.35", Curve::P521),
    ("1.2.840.10045.3.1.1", Curve::Named("P-192", 192)),
    ("1.3.132.0.33", Curve::Named("P-224", 224)),
    ("1.3.132.0.10", Curve::Named("secp256k1", 256)),
    ("1.3.132.0.6", Curve::Named("secp112r1", 112)),
    ("1.3.132.0.28", Curve::Named("secp128r1", 128)),
    ("1.3.132.0.8", Curve::Named("secp160r1", 160)),
    ("1.3.132.0.9", Curve::Named("secp160k1", 160)),
    ("1.3.36.3.3.2.8.1.1.7", Curve::Named("brainpoolP256r1", 256)),
    ("1.3.36.3.3.2.8.1.1.11", Curve::Named("brainpoolP384r1", 384)),
    ("1.3.36.3.3.2.8.1.1.13", Curve::Named("brainpoolP512r1", 512)),
];

impl Curve {
    pub(super) fn of(oid: ObjectIdentifier) -> Self {
        let text = oid.to_string();
        CURVES.iter().find(|(known, _)| *known == text).map_or(Self::Other(oid), |(_, curve)| *curve)
    }

    /// Its size in bits, where it is known.
    pub fn bits(self) -> Option<u32> {
        match self {
            Self::P256 => Some(256),
            Self::P384 => Some(384),
            Self::P521 => Some(521),
            Self::Named(_, bits) => Some(bits),
            Self::Other(_) => None,
        }
    }
}

impl KeyAlgorithm {
    /// By the identifier and parameters of a key.
    pub(super) fn of(oid: ObjectIdentifier, parameters: Option<AnyRef<'_>>) -> Self {
        match oid.to_string().as_str() {
            "1.2.840.113549.1.1.1" => Self::Rsa,
            "1.2.840.113549.1.1.10" => Self::RsaPss,
            // A curve that is spelt out instead of named is not known, whatever it looks like (RFC 5480, section 2.1.1).
            "1.2.840.10045.2.1" => match parameters.and_then(asn1::oid) {
                Some(curve) => Self::Ec(Curve::of(curve)),
                None => Self::Other(oid),
            },
            "1.3.101.112" => Self::Ed25519,
            "1.3.101.113" => Self::Ed448,
            "1.3.101.110" => Self::X25519,
            "1.2.840.10040.4.1" => Self::Dsa,
            _ => Self::Other(oid),
        }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa => out.write_str("RSA"),
            Self::RsaPss => out.write_str("RSA-PSS"),
            Self::Ec(Curve::P256) => out.write_str("EC P-256"),
            Self::Ec(Curve::P384) => out.write_str("EC P-384"),
            Self::Ec(Curve::P521) => out.write_str("EC P-521"),
            Self::Ec(Curve::Named(name, _)) => write!(out, "EC {name}"),
            Self::Ec(Curve::Other(oid)) => write!(out, "EC {oid}"),
            Self::Ed25519 => out.write_str("Ed25519"),
            Self::Ed448 => out.write_str("Ed448"),
            Self::X25519 => out.write_str("X25519"),
            Self::Dsa => out.write_str("DSA"),
            Self::Other(oid) => write!(out, "{oid}"),
        }
    }
}

/// A hash under a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hash {
    /// MD2, broken.
    Md2,
    /// MD5, broken.
    Md5,
    /// SHA-1, broken.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    fn of(oid: ObjectIdentifier) -> Option<Self> {
        Some(match oid.to_string().as_str() {
            "1.3.14.3.2.26" => Self::Sha1,
            "2.16.840.1.101.3.4.2.4" => Self::Sha224,
            "2.16.840.1.101.3.4.2.1" => Self::Sha256,
            "2.16.840.1.101.3.4.2.2" => Self::Sha384,
            "2.16.840.1.101.3.4.2.3" => Self::Sha512,
            _ => return None,
        })
    }

    /// Whether two texts with one hash can be made, and so a signature be moved.
    pub fn is_broken(self) -> bool {
        matches!(self, Self::Md2 | Self::Md5 | Self::Sha1)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Md2 => "MD2",
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        })
    }
}

/// How a certificate is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2).
    RsaPkcs1(Hash),
    /// RSASSA-PSS (RFC 8017, section 8.1), with MGF1 over the same hash.
    RsaPss {
        /// The hash of the message and of the mask.
        hash: Hash,
        /// Length of the salt, in bytes.
        salt: u8,
    },
    /// ECDSA (RFC 5758, section 3.2).
    Ecdsa(Hash),
    /// DSA (RFC 5758, section 3.1).
    Dsa(Hash),
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// Ed448 (RFC 8410).
    Ed448,
    /// Any other, by its identifier.
    Other(ObjectIdentifier),
}

impl SignatureAlgorithm {
    pub(super) fn of(oid: ObjectIdentifier, parameters: Option<AnyRef<'_>>) -> Self {
        match oid.to_string().as_str() {
            "1.2.840.113549.1.1.2" => Self::RsaPkcs1(Hash::Md2),
            "1.2.840.113549.1.1.4" => Self::RsaPkcs1(Hash::Md5),
            "1.2.840.113549.1.1.5" | "1.3.14.3.2.29" => Self::RsaPkcs1(Hash::Sha1),
            "1.2.840.113549.1.1.14" => Self::RsaPkcs1(Hash::Sha224),
            "1.2.840.113549.1.1.11" => Self::RsaPkcs1(Hash::Sha256),
            "1.2.840.113549.1.1.12" => Self::RsaPkcs1(Hash::Sha384),
            "1.2.840.113549.1.1.13" => Self::RsaPkcs1(Hash::Sha512),
            "1.2.840.113549.1.1.10" => pss(parameters).unwrap_or(Self::Other(oid)),
            "1.2.840.10045.4.1" => Self::Ecdsa(Hash::Sha1),
            "1.2.840.10045.4.3.1" => Self::Ecdsa(Hash::Sha224),
            "1.2.840.10045.4.3.2" => Self::Ecdsa(Hash::Sha256),
            "1.2.840.10045.4.3.3" => Self::Ecdsa(Hash::Sha384),
            "1.2.840.10045.4.3.4" => Self::Ecdsa(Hash::Sha512),
            "1.2.840.10040.4.3" => Self::Dsa(Hash::Sha1),
            "2.16.840.1.101.3.4.3.1" => Self::Dsa(Hash::Sha224),
            "2.16.840.1.101.3.4.3.2" => Self::Dsa(Hash::Sha256),
            "1.3.101.112" => Self::Ed25519,
            "1.3.101.113" => Self::Ed448,
            _ => Self::Other(oid),
        }
    }

    /// Whether a signature of this kind can be forged.
    pub fn is_weak(self) -> bool {
        match self {
            Self::RsaPkcs1(hash) | Self::RsaPss { hash, .. } | Self::Ecdsa(hash) | Self::Dsa(hash) => {
                hash.is_broken()
            }
            _ => false,
        }
    }
}

/// RFC 4055, section 3.1. Parameters that nobody uses, such as a mask over another hash, are not known.
fn pss(parameters: Option<AnyRef<'_>>) -> Option<SignatureAlgorithm> {
    let parameters = RsaPssParamsOwned::from_der(&parameters?.to_der().ok()?).ok()?;
    let hash = Hash::of(parameters.hash.oid)?;
    let mask = parameters.mask_gen;
    let over = mask.parameters.map(|over| over.oid);
    let is_usual = mask.oid.to_string() == "1.2.840.113549.1.1.8" && over == Some(parameters.hash.oid);
    is_usual.then_some(SignatureAlgorithm::RsaPss { hash, salt: parameters.salt_len })
}

impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RsaPkcs1(hash) => write!(out, "RSA with {hash}"),
            Self::RsaPss { hash, .. } => write!(out, "RSA-PSS with {hash}"),
            Self::Ecdsa(hash) => write!(out, "ECDSA with {hash}"),
            Self::Dsa(hash) => write!(out, "DSA with {hash}"),
            Self::Ed25519 => out.write_str("Ed25519"),
            Self::Ed448 => out.write_str("Ed448"),
            Self::Other(oid) => write!(out, "{oid}"),
        }
    }
}
