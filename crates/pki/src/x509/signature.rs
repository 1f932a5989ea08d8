//! Checking signatures. It must never accept a broken hash: who asks wants to know whether the issuer signed, and under MD5
//! and SHA-1 nobody can tell.

use super::algorithm::{Curve, Hash, KeyAlgorithm, SignatureAlgorithm};
use super::public_key::{PublicKey, rsa_parts};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{BoxedUint, Pkcs1v15Sign, Pss};
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

/// Why a signature does not convince.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SignatureFault {
    /// The key did not make it.
    Bad,
    /// The hash is broken.
    Weak,
    /// Nothing here checks signatures of this kind, or with such a key.
    Unsupported,
}

/// Whether the key signed the message. Some milliseconds at most: RSA is bounded at 8192 bits and exponents of 33.
pub(super) fn verify(
    key: &PublicKey,
    algorithm: SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureFault> {
    if algorithm.is_weak() {
        return Err(SignatureFault::Weak);
    }
    match (algorithm, key.algorithm()) {
        (SignatureAlgorithm::RsaPkcs1(hash), KeyAlgorithm::Rsa) => pkcs1(key, hash, message, signature),
        (SignatureAlgorithm::RsaPss { hash, salt }, KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss) => {
            pss(key, hash, salt.into(), message, signature)
        }
        (SignatureAlgorithm::Ecdsa(hash), KeyAlgorithm::Ec(curve)) => {
            ecdsa(key, curve, hash, message, signature)
        }
        (SignatureAlgorithm::Ed25519, KeyAlgorithm::Ed25519) => ed25519(key, message, signature),
        (SignatureAlgorithm::Other(_) | SignatureAlgorithm::Dsa(_) | SignatureAlgorithm::Ed448, _) => {
            Err(SignatureFault::Unsupported)
        }
        // One kind of signature, another kind of key.
        _ => Err(SignatureFault::Bad),
    }
}

fn digest(hash: Hash, message: &[u8]) -> Option<Vec<u8>> {
    Some(match hash {
        Hash::Sha224 => Sha224::digest(message).to_vec(),
        Hash::Sha256 => Sha256::digest(message).to_vec(),
        Hash::Sha384 => Sha384::digest(message).to_vec(),
        Hash::Sha512 => Sha512::digest(message).to_vec(),
        Hash::Md2 | Hash::Md5 | Hash::Sha1 => return None,
    })
}

fn rsa_key(key: &PublicKey) -> Result<rsa::PublicKey, SignatureFault> {
    let (modulus, exponent) = rsa_parts(key.bytes()).ok_or(SignatureFault::Bad)?;
    let (modulus, exponent) =
        (BoxedUint::from_be_slice_vartime(modulus), BoxedUint::from_be_slice_vartime(exponent));
    rsa::PublicKey::new(modulus, exponent).map_err(|_| SignatureFault::Unsupported)
}

fn pkcs1(key: &PublicKey, hash: Hash, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
    let scheme = match hash {
        Hash::Sha224 => Pkcs1v15Sign::new::<Sha224>(),
        Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        Hash::Md2 | Hash::Md5 | Hash::Sha1 => return Err(SignatureFault::Weak),
    };
    let digest = digest(hash, message).ok_or(SignatureFault::Weak)?;
    rsa_key(key)?.verify(scheme, &digest, signature).map_err(|_| SignatureFault::Bad)
}

fn pss(
    key: &PublicKey,
    hash: Hash,
    salt: usize,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureFault> {
    let key = rsa_key(key)?;
    let digest = digest(hash, message).ok_or(SignatureFault::Weak)?;
    match hash {
        Hash::Sha224 => key.verify(Pss::<Sha224>::new_with_salt(salt), &digest, signature),
        Hash::Sha256 => key.verify(Pss::<Sha256>::new_with_salt(salt), &digest, signature),
        Hash::Sha384 => key.verify(Pss::<Sha384>::new_with_salt(salt), &digest, signature),
        Hash::Sha512 => key.verify(Pss::<Sha512>::new_with_salt(salt), &digest, signature),
        Hash::Md2 | Hash::Md5 | Hash::Sha1 => return Err(SignatureFault::Weak),
    }
    .map_err(|_| SignatureFault::Bad)
}

/// ECDSA over one of the NIST curves, as the three crates have it in one form.
macro_rules! verify_on {
    ($curve:ident, $key:expr, $digest:expr, $signature:expr) => {{
        let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes($key).map_err(|_| SignatureFault::Bad)?;
        let signature =
            $curve::ecdsa::DerSignature::from_bytes($signature).map_err(|_| SignatureFault::Bad)?;
        key.verify_prehash($digest, &signature).map_err(|_| SignatureFault::Bad)
    }};
}

fn ecdsa(
    key: &PublicKey,
    curve: Curve,
    hash: Hash,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureFault> {
    let digest = digest(hash, message).ok_or(SignatureFault::Weak)?;
    match curve {
        Curve::P256 => verify_on!(p256, key.bytes(), &digest, signature),
        Curve::P384 => verify_on!(p384, key.bytes(), &digest, signature),
        Curve::P521 => verify_on!(p521, key.bytes(), &digest, signature),
        Curve::Named(..) | Curve::Other(_) => Err(SignatureFault::Unsupported),
    }
}

fn ed25519(key: &PublicKey, message: &[u8], signature: &[u8]) -> Result<(), SignatureFault> {
    let bad = |_| SignatureFault::Bad;
    let bytes: &[u8; 32] = key.bytes().try_into().map_err(bad)?;
    let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| SignatureFault::Bad)?;
    let signature = ed25519_dalek::Signature::from_slice(signature).map_err(|_| SignatureFault::Bad)?;
    key.verify_strict(message, &signature).map_err(|_| SignatureFault::Bad)
}
