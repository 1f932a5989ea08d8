//! Signatures of SSH, checked and never made: RFC 4253, section 6.6; RFC 5656, section 3.1.2; RFC 8332; RFC 8709; and
//! those of security keys (OpenSSH's PROTOCOL.u2f).

use super::curve::Curve;
use super::public::PublicNumbers;
use super::wire::Reader;
use super::{PublicKey, ReadError};
use ed25519_dalek::{Signature, VerifyingKey};
use rsa::{BoxedUint, Pkcs1v15Sign};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// Bits of an RSA modulus that a signature is checked with.
const RSA_BITS: std::ops::RangeInclusive<usize> = 1024..=16_384;

/// What became of the check of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureCheck {
    /// It is the key's.
    Valid,
    /// It is not.
    Invalid,
    /// It was not checked: DSA, RSA of unusual numbers, or an algorithm that is not known.
    Unchecked,
}

impl From<bool> for SignatureCheck {
    fn from(valid: bool) -> Self {
        if valid { Self::Valid } else { Self::Invalid }
    }
}

/// Checks a signature's blob against the message; with the signature's algorithm by its name.
pub(super) fn check(
    key: &PublicKey,
    message: &[u8],
    blob: &[u8],
) -> Result<(String, SignatureCheck), ReadError> {
    let mut from = Reader::new(blob);
    let name = from.text()?.to_owned();
    let signature = from.string()?;
    let checked = match &key.numbers {
        PublicNumbers::Rsa { exponent, modulus } => rsa(&name, modulus, exponent, message, signature),
        _ if name != key.algorithm().ssh_name() => SignatureCheck::Invalid,
        PublicNumbers::Ecdsa { curve, point } => ecdsa(*curve, point, message, signature).into(),
        PublicNumbers::Ed25519 { key } => ed25519(key, message, signature).into(),
        PublicNumbers::SkEcdsa { point, application } => {
            let message = of_security_key(application, &mut from, message)?;
            ecdsa(Curve::P256, point, &message, signature).into()
        }
        PublicNumbers::SkEd25519 { key, application } => {
            let message = of_security_key(application, &mut from, message)?;
            ed25519(key, &message, signature).into()
        }
        PublicNumbers::Dsa { .. } | PublicNumbers::Other { .. } => {
            return Ok((name, SignatureCheck::Unchecked));
        }
    };
    from.end()?;
    Ok((name, checked))
}

fn rsa(name: &str, modulus: &[u8], exponent: &[u8], message: &[u8], signature: &[u8]) -> SignatureCheck {
    let (scheme, hash) = match name {
        "ssh-rsa" => (Pkcs1v15Sign::new::<Sha1>(), Sha1::digest(message).to_vec()),
        "rsa-sha2-256" => (Pkcs1v15Sign::new::<Sha256>(), Sha256::digest(message).to_vec()),
        "rsa-sha2-512" => (Pkcs1v15Sign::new::<Sha512>(), Sha512::digest(message).to_vec()),
        _ => return SignatureCheck::Invalid,
    };
    let number = BoxedUint::from_be_slice_vartime;
    match rsa::PublicKey::new_with_size_limits(number(modulus), number(exponent), RSA_BITS) {
        Ok(key) => key.verify(scheme, &hash, signature).is_ok().into(),
        Err(_) => SignatureCheck::Unchecked,
    }
}

fn ecdsa(curve: Curve, point: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let mut from = Reader::new(signature);
    match (from.number(), from.number(), from.end()) {
        (Ok(r), Ok(s), Ok(())) => curve.verifies(point, message, r, s),
        _ => false,
    }
}

fn ed25519(key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(key) else { return false };
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
}

/// What a security key really signs: the hashes of application and message, with its flags and its counter between.
fn of_security_key(application: &str, from: &mut Reader<'_>, message: &[u8]) -> Result<Vec<u8>, ReadError> {
    let (flags, counter) = (from.byte()?, from.u32()?);
    let (application, message) = (Sha256::digest(application), Sha256::digest(message));
    Ok([&application[..], &[flags], &counter.to_be_bytes(), &message[..]].concat())
}
