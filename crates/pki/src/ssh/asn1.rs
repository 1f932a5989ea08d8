//! Keys in ASN.1 between PEM lines: PKCS#1, SEC 1, OpenSSL's DSA, PKCS#8, and the public keys beside them. Of PKCS#8 only
//! what SSH can use.

use super::armour::Block;
use super::numbers;
use super::pair::{KeyPair, SecretNumbers};
use super::public::PublicNumbers;
use super::wire::{MAX_NUMBER, trimmed};
use super::{Contents, Curve, Format, PrivateHalf, PublicKey, ReadError, Sealed, Unlock, legacy};
use der::Decode;
use der::asn1::{ObjectIdentifier, OctetStringRef, UintRef};
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::Kdf;
use pkcs8::{PrivateKeyInfoRef, SubjectPublicKeyInfoRef};
use sec1::{EcParameters, EcPrivateKey};
use zeroize::Zeroizing;

/// What `openssl ecparam -genkey` writes before the key, and what the key says once more.
pub(super) const EC_PARAMETERS: &str = "EC PARAMETERS";

/// RFC 8017, appendix A.1; RFC 5480, section 2.1.1; RFC 3279, section 2.3.2; RFC 8410, section 3.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const DSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10040.4.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

type Pair = Result<KeyPair, ReadError>;

/// Reads a block by its label.
pub(super) fn read(block: &Block<'_>, unlock: Option<Unlock<'_>>) -> Result<Contents, ReadError> {
    match block.label {
        "RSA PRIVATE KEY" => traditional(block, unlock, Format::Pkcs1, rsa),
        "EC PRIVATE KEY" => traditional(block, unlock, Format::Sec1, |content| ec(content, None)),
        "DSA PRIVATE KEY" => traditional(block, unlock, Format::Dsa, dsa),
        "PRIVATE KEY" => {
            let pair = pkcs8(&block.content)?;
            Ok(Contents::of_private(Format::Pkcs8, false, PrivateHalf::Open(Box::new(pair))))
        }
        "ENCRYPTED PRIVATE KEY" => {
            let private = sealed_pkcs8(&block.content, unlock)?;
            Ok(Contents::of_private(Format::Pkcs8, true, private))
        }
        "PUBLIC KEY" => Ok(Contents::new(Format::PublicPem, false, Some(spki(&block.content)?))),
        "RSA PUBLIC KEY" => {
            let key = pkcs1::RsaPublicKeyRef::from_der(&block.content).map_err(malformed)?;
            let numbers = rsa_public(key.modulus, key.public_exponent)?;
            Ok(Contents::new(Format::PublicPem, false, Some(PublicKey::new(numbers))))
        }
        _ => Err(ReadError::NotAKey),
    }
}

/// The formats of OpenSSL before PKCS#8, which are encrypted as a whole if at all.
fn traditional(
    block: &Block<'_>,
    unlock: Option<Unlock<'_>>,
    format: Format,
    parse: impl Fn(&[u8]) -> Pair,
) -> Result<Contents, ReadError> {
    if !legacy::is_sealed(block) {
        return Ok(Contents::of_private(format, false, PrivateHalf::Open(Box::new(parse(&block.content)?))));
    }
    let private = match legacy::open(block, unlock)? {
        // Nothing but its sense tells whether the passphrase was right.
        Ok(plain) => parse(&plain)
            .map_or(PrivateHalf::Sealed(Sealed::WrongPassphrase), |pair| PrivateHalf::Open(Box::new(pair))),
        Err(why) => PrivateHalf::Sealed(why),
    };
    Ok(Contents::of_private(format, true, private))
}

/// `EncryptedPrivateKeyInfo` (RFC 5958, section 3) under PBES2 (RFC 8018, section 6.2).
fn sealed_pkcs8(content: &[u8], unlock: Option<Unlock<'_>>) -> Result<PrivateHalf, ReadError> {
    let Ok(info) = pkcs8::EncryptedPrivateKeyInfoRef::from_der(content) else {
        // A scheme that the library does not know, or no such structure at all.
        let [_scheme, data] = sequence::<der::AnyRef<'_>, 2>(content)?;
        data.decode_as::<&OctetStringRef>().map_err(malformed)?;
        return Ok(PrivateHalf::Sealed(Sealed::Unsupported));
    };
    let Some(unlock) = unlock else { return Ok(PrivateHalf::Sealed(Sealed::NoPassphrase)) };
    if let Some(why) = refused(&info.encryption_algorithm, &unlock) {
        return Ok(PrivateHalf::Sealed(why));
    }
    // Exposed to be hashed into the key.
    Ok(match info.decrypt(unlock.passphrase.expose()) {
        // A passphrase that is wrong now and then leaves a padding that looks right, but no key behind it.
        Ok(plain) => match pkcs8(plain.as_bytes()) {
            Ok(pair) => PrivateHalf::Open(Box::new(pair)),
            Err(ReadError::Unsupported) => return Err(ReadError::Unsupported),
            Err(_) => PrivateHalf::Sealed(Sealed::WrongPassphrase),
        },
        Err(_) => PrivateHalf::Sealed(Sealed::WrongPassphrase),
    })
}

/// Why the scheme is not even tried: before any work is done, and before any memory is taken.
fn refused(scheme: &EncryptionScheme, unlock: &Unlock<'_>) -> Option<Sealed> {
    let EncryptionScheme::Pbes2(scheme) = scheme else { return Some(Sealed::Unsupported) };
    let affordable = match &scheme.kdf {
        Kdf::Pbkdf2(kdf) => kdf.iteration_count <= unlock.effort.pbkdf2_rounds,
        // A power of two (RFC 7914, section 2); the library takes the logarithm before it looks.
        Kdf::Scrypt(kdf) if !kdf.cost_parameter.is_power_of_two() => return Some(Sealed::Unsupported),
        Kdf::Scrypt(kdf) => {
            let factors = [u64::from(kdf.block_size), u64::from(kdf.parallelization)];
            let blocks = factors.iter().try_fold(kdf.cost_parameter, |product, n| product.checked_mul(*n));
            blocks.is_some_and(|blocks| blocks <= unlock.effort.scrypt_blocks)
        }
        _ => return Some(Sealed::Unsupported),
    };
    (!affordable).then_some(Sealed::TooCostly)
}

fn malformed(_: der::Error) -> ReadError {
    ReadError::Malformed
}

/// A sequence of so many elements of one type.
fn sequence<'a, T, const N: usize>(content: &'a [u8]) -> Result<[T; N], ReadError>
where
    T: Decode<'a, Error = der::Error>,
{
    let elements = Vec::<T>::from_der(content).map_err(malformed)?;
    elements.try_into().map_err(|_| ReadError::Malformed)
}

fn positive(number: UintRef<'_>) -> Result<Vec<u8>, ReadError> {
    match trimmed(number.as_bytes()) {
        [] => Err(ReadError::Malformed),
        digits if digits.len() > MAX_NUMBER => Err(ReadError::TooLong),
        digits => Ok(digits.to_vec()),
    }
}

fn secret(number: UintRef<'_>) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    positive(number).map(Zeroizing::new)
}

fn rsa_public(modulus: UintRef<'_>, exponent: UintRef<'_>) -> Result<PublicNumbers, ReadError> {
    Ok(PublicNumbers::Rsa { exponent: positive(exponent)?, modulus: positive(modulus)? })
}

fn rsa(content: &[u8]) -> Pair {
    let key = pkcs1::RsaPrivateKeyRef::from_der(content).map_err(malformed)?;
    let public = rsa_public(key.modulus, key.public_exponent)?;
    let (p, q) = (secret(key.prime1)?, secret(key.prime2)?);
    let (d, coefficient) = (secret(key.private_exponent)?, secret(key.coefficient)?);
    Ok(KeyPair::of(public, SecretNumbers::Rsa { d, coefficient, p, q }))
}

fn dsa(content: &[u8]) -> Pair {
    let [_version, p, q, g, y, x] = sequence::<UintRef<'_>, 6>(content)?;
    let public = PublicNumbers::Dsa { p: positive(p)?, q: positive(q)?, g: positive(g)?, y: positive(y)? };
    Ok(KeyPair::of(public, SecretNumbers::Dsa { x: secret(x)? }))
}

/// A key of the curve that it names, or else of the one that stands around it.
fn ec(content: &[u8], around: Option<ObjectIdentifier>) -> Pair {
    let key = EcPrivateKey::from_der(content).map_err(malformed)?;
    let named = key.parameters.map(|EcParameters::NamedCurve(oid)| oid);
    if let (Some(named), Some(around)) = (named, around)
        && named != around
    {
        return Err(ReadError::Malformed);
    }
    let curve = named.or(around).ok_or(ReadError::Malformed)?;
    let curve = Curve::of_oid(curve).ok_or(ReadError::Unsupported)?;
    let scalar = Zeroizing::new(key.private_key.to_vec());
    match key.public_key.filter(|point| point.first() == Some(&4)) {
        Some(point) if curve.holds(point) => {
            let public = PublicNumbers::Ecdsa { curve, point: point.to_vec() };
            Ok(KeyPair::of(public, SecretNumbers::Ecdsa { scalar }))
        }
        Some(_) => Err(ReadError::Malformed),
        None => KeyPair::ecdsa(curve, scalar),
    }
}

/// `PrivateKeyInfo` (RFC 5208, section 5; RFC 5958, section 2).
fn pkcs8(content: &[u8]) -> Pair {
    let info = PrivateKeyInfoRef::from_der(content).map_err(malformed)?;
    let key = info.private_key.as_bytes();
    match info.algorithm.oid {
        RSA => rsa(key),
        EC => ec(key, Some(info.algorithm.parameters_oid().map_err(|_| ReadError::Malformed)?)),
        ED25519 => {
            let seed = <&OctetStringRef>::from_der(key).map_err(malformed)?.as_bytes();
            let seed: [u8; 32] = seed.try_into().map_err(|_| ReadError::Malformed)?;
            let mut pair = KeyPair::ed25519(Zeroizing::new(seed));
            if let Some(stated) = info.public_key {
                let stated = stated.as_bytes().and_then(|key| key.try_into().ok());
                let key = stated.ok_or(ReadError::Malformed)?;
                pair.public = PublicKey::new(PublicNumbers::Ed25519 { key });
            }
            Ok(pair)
        }
        DSA => {
            let [p, q, g] = dsa_parameters(info.algorithm.parameters)?;
            let x = secret(UintRef::from_der(key).map_err(malformed)?)?;
            let y = numbers::dsa_public(&p, &g, &x).filter(|y| !y.is_empty()).ok_or(ReadError::Malformed)?;
            Ok(KeyPair::of(PublicNumbers::Dsa { p, q, g, y }, SecretNumbers::Dsa { x }))
        }
        _ => Err(ReadError::Unsupported),
    }
}

fn dsa_parameters(parameters: Option<der::AnyRef<'_>>) -> Result<[Vec<u8>; 3], ReadError> {
    let parameters = parameters.ok_or(ReadError::Malformed)?;
    let parameters = parameters.decode_as::<Vec<UintRef<'_>>>().map_err(malformed)?;
    let [p, q, g] = parameters.try_into().map_err(|_| ReadError::Malformed)?;
    Ok([positive(p)?, positive(q)?, positive(g)?])
}

/// `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7).
fn spki(content: &[u8]) -> Result<PublicKey, ReadError> {
    let info = SubjectPublicKeyInfoRef::from_der(content).map_err(malformed)?;
    let key = info.subject_public_key.as_bytes().ok_or(ReadError::Malformed)?;
    let numbers = match info.algorithm.oid {
        RSA => {
            let key = pkcs1::RsaPublicKeyRef::from_der(key).map_err(malformed)?;
            rsa_public(key.modulus, key.public_exponent)?
        }
        EC => {
            let curve = info.algorithm.parameters_oid().map_err(|_| ReadError::Malformed)?;
            let curve = Curve::of_oid(curve).ok_or(ReadError::Unsupported)?;
            if !curve.holds(key) {
                return Err(ReadError::Malformed);
            }
            PublicNumbers::Ecdsa { curve, point: key.to_vec() }
        }
        ED25519 => PublicNumbers::Ed25519 { key: key.try_into().map_err(|_| ReadError::Malformed)? },
        DSA => {
            let [p, q, g] = dsa_parameters(info.algorithm.parameters)?;
            PublicNumbers::Dsa { p, q, g, y: positive(UintRef::from_der(key).map_err(malformed)?)? }
        }
        _ => return Err(ReadError::Unsupported),
    };
    Ok(PublicKey::new(numbers))
}
