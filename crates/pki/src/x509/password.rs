//! Encryption under a password: PBES1 and PBES2 (RFC 8018), the schemes of PKCS#12 (RFC 7292, appendix C) and OpenSSL's old
//! one. What a file asks for is checked before it is done. The libraries for PBES2 that exist do not bound it, and panic on
//! a short vector: hence the parameters are read here.

use super::asn1;
use super::cipher::Cipher;
use super::pkcs12_kdf::{self, Purpose};
use der::Tagged;
use der::asn1::AnyRef;
use hmac::digest::Digest;
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use std::cell::Cell;
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// Longest encrypted content, in bytes.
const MAX_CONTENT: usize = 16 << 20;
/// Longest salt, in bytes.
const MAX_SALT: usize = 1024;
/// Most memory that scrypt may take, in bytes.
const MAX_SCRYPT_MEMORY: u64 = 64 << 20;

/// Why something encrypted cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PasswordFault {
    /// The scheme is not known.
    Unsupported,
    /// It asks for more work than allowed.
    TooCostly,
    /// The password does not open it, or it is damaged.
    Wrong,
}

use PasswordFault::{TooCostly, Unsupported, Wrong};

/// How much work one derivation of a key may ask for, in iterations of a hash. Scrypt counts as one for each
/// 256 bytes that it mixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort(pub u32);

impl Effort {
    /// For opening something once, with somebody waiting: some seconds.
    pub const PATIENT: Self = Self(10_000_000);
    /// For looking at many items: some tens of milliseconds.
    pub const BRIEF: Self = Self(100_000);
}

/// What is left of an effort. Everything that is opened for one question draws on one budget.
#[derive(Debug)]
pub(super) struct Budget(Cell<u32>);

impl Budget {
    pub(super) fn new(effort: Effort) -> Self {
        Self(Cell::new(effort.0))
    }

    /// Takes so many iterations out of it, before they are done.
    pub(super) fn spend(&self, iterations: u64) -> Result<u32, PasswordFault> {
        let iterations = u32::try_from(iterations).map_err(|_| TooCostly)?;
        self.0.set(self.0.get().checked_sub(iterations).ok_or(TooCostly)?);
        if iterations == 0 { Err(Unsupported) } else { Ok(iterations) }
    }
}

/// Decrypts what an AlgorithmIdentifier says how to decrypt.
pub(super) fn decrypt(
    scheme: AnyRef<'_>,
    content: &[u8],
    password: &SecretString,
    budget: &Budget,
) -> Result<Zeroizing<Vec<u8>>, PasswordFault> {
    let (oid, parameters) = asn1::algorithm(scheme).ok_or(Unsupported)?;
    let parameters = parameters.and_then(asn1::sequence).ok_or(Unsupported)?;
    if content.len() > MAX_CONTENT {
        return Err(TooCostly);
    }
    let (cipher, secret) = match oid.to_string().as_str() {
        "1.2.840.113549.1.5.13" => pbes2(&parameters, password, budget)?,
        "1.2.840.113549.1.5.3" => pbes1::<Md5>(&parameters, password, budget)?,
        "1.2.840.113549.1.5.10" => pbes1::<Sha1>(&parameters, password, budget)?,
        "1.2.840.113549.1.12.1.3" => pkcs12(Cipher::TripleDes, &parameters, password, budget)?,
        "1.2.840.113549.1.12.1.4" => pkcs12(Cipher::TripleDesTwoKeys, &parameters, password, budget)?,
        "1.2.840.113549.1.12.1.5" => pkcs12(Cipher::Rc2, &parameters, password, budget)?,
        "1.2.840.113549.1.12.1.6" => pkcs12(Cipher::Rc2Short, &parameters, password, budget)?,
        _ => return Err(Unsupported),
    };
    let (key, iv) = secret.split_at_checked(cipher.key_length()).ok_or(Unsupported)?;
    cipher.decrypt(key, iv, content).ok_or(Wrong)
}

/// The cipher, and key and vector in one piece.
type Derived = (Cipher, Zeroizing<Vec<u8>>);

fn pbes2(
    parameters: &[AnyRef<'_>],
    password: &SecretString,
    budget: &Budget,
) -> Result<Derived, PasswordFault> {
    let [derivation, encryption] = *parameters else { return Err(Unsupported) };
    let (cipher, iv) = asn1::algorithm(encryption).ok_or(Unsupported)?;
    let cipher = match cipher.to_string().as_str() {
        "2.16.840.1.101.3.4.1.2" => Cipher::Aes128,
        "2.16.840.1.101.3.4.1.22" => Cipher::Aes192,
        "2.16.840.1.101.3.4.1.42" => Cipher::Aes256,
        "1.2.840.113549.3.7" => Cipher::TripleDes,
        "1.3.14.3.2.7" => Cipher::Des,
        _ => return Err(Unsupported),
    };
    let iv = iv.and_then(asn1::octets).ok_or(Unsupported)?;
    let mut secret = derive(derivation, password, cipher.key_length(), budget)?;
    secret.extend_from_slice(iv);
    Ok((cipher, secret))
}

/// A key by PBKDF2 (RFC 8018, appendix A.2) or scrypt (RFC 7914, section 7).
pub(super) fn derive(
    derivation: AnyRef<'_>,
    password: &SecretString,
    length: usize,
    budget: &Budget,
) -> Result<Zeroizing<Vec<u8>>, PasswordFault> {
    let (oid, parameters) = asn1::algorithm(derivation).ok_or(Unsupported)?;
    let parameters = parameters.and_then(asn1::sequence).ok_or(Unsupported)?;
    // Room for the vector that is put behind it: no copy of the key stays where it was before it grew.
    let mut key = Zeroizing::new(Vec::with_capacity(length + 16));
    key.resize(length, 0);
    match oid.to_string().as_str() {
        "1.2.840.113549.1.5.12" => pbkdf2(&parameters, password, budget, &mut key)?,
        "1.3.6.1.4.1.11591.4.11" => scrypt(&parameters, password, budget, &mut key)?,
        _ => return Err(Unsupported),
    }
    Ok(key)
}

fn salt(value: AnyRef<'_>) -> Result<&[u8], PasswordFault> {
    asn1::octets(value).filter(|salt| salt.len() <= MAX_SALT).ok_or(Unsupported)
}

fn number(value: AnyRef<'_>) -> Result<u64, PasswordFault> {
    asn1::number(value).ok_or(Unsupported)
}

fn pbkdf2(
    parameters: &[AnyRef<'_>],
    password: &SecretString,
    budget: &Budget,
    key: &mut [u8],
) -> Result<(), PasswordFault> {
    let [bytes, iterations, optional @ ..] = parameters else { return Err(Unsupported) };
    let (bytes, iterations) = (salt(*bytes)?, budget.spend(number(*iterations)?)?);
    let (lengths, functions): (Vec<&AnyRef<'_>>, Vec<&AnyRef<'_>>) =
        optional.iter().partition(|part| part.tag() == der::Tag::Integer);
    let stated = lengths.first().map(|length: &&AnyRef<'_>| number(**length)).transpose()?;
    if stated.is_some_and(|stated| usize::try_from(stated) != Ok(key.len())) {
        return Err(Unsupported);
    }
    let function =
        functions.first().map(|function| asn1::algorithm(**function).ok_or(Unsupported)).transpose()?;
    let function = function.map_or_else(|| "1.2.840.113549.2.7".to_owned(), |(oid, _)| oid.to_string());
    // Exposed to make the key from it.
    let password = password.expose().as_bytes();
    match function.as_str() {
        "1.2.840.113549.2.7" => pbkdf2::pbkdf2_hmac::<Sha1>(password, bytes, iterations, key),
        "1.2.840.113549.2.8" => pbkdf2::pbkdf2_hmac::<Sha224>(password, bytes, iterations, key),
        "1.2.840.113549.2.9" => pbkdf2::pbkdf2_hmac::<Sha256>(password, bytes, iterations, key),
        "1.2.840.113549.2.10" => pbkdf2::pbkdf2_hmac::<Sha384>(password, bytes, iterations, key),
        "1.2.840.113549.2.11" => pbkdf2::pbkdf2_hmac::<Sha512>(password, bytes, iterations, key),
        _ => return Err(Unsupported),
    }
    Ok(())
}

fn scrypt(
    parameters: &[AnyRef<'_>],
    password: &SecretString,
    budget: &Budget,
    key: &mut [u8],
) -> Result<(), PasswordFault> {
    let [bytes, cost, block, lanes, ..] = *parameters else { return Err(Unsupported) };
    let (cost, block, lanes) = (number(cost)?, number(block)?, number(lanes)?);
    let memory = cost.saturating_mul(block).saturating_mul(128);
    let work = cost.saturating_mul(block).saturating_mul(lanes.max(1));
    if memory > MAX_SCRYPT_MEMORY || lanes > 64 {
        return Err(TooCostly);
    }
    if !cost.is_power_of_two() || cost < 2 {
        return Err(Unsupported);
    }
    budget.spend((work / 2).max(1))?;
    let small = |number: u64| u32::try_from(number).map_err(|_| TooCostly);
    let log = u8::try_from(cost.trailing_zeros()).map_err(|_| TooCostly)?;
    let parameters = scrypt::Params::new(log, small(block)?, small(lanes)?).map_err(|_| Unsupported)?;
    // Exposed to make the key from it.
    scrypt::scrypt(password.expose().as_bytes(), salt(bytes)?, &parameters, key).map_err(|_| Unsupported)
}

/// PBKDF1 with DES (RFC 8018, sections 5.1 and 6.1): the first 16 bytes of the hash are key and vector.
fn pbes1<D: Digest>(
    parameters: &[AnyRef<'_>],
    password: &SecretString,
    budget: &Budget,
) -> Result<Derived, PasswordFault> {
    let [bytes, iterations] = *parameters else { return Err(Unsupported) };
    let (bytes, iterations) = (salt(bytes)?, budget.spend(number(iterations)?)?);
    // Exposed to make the key from it.
    let first = D::new().chain_update(password.expose().as_bytes()).chain_update(bytes).finalize();
    let mut hash = Zeroizing::new(first.to_vec());
    for _ in 1..iterations {
        let next = D::digest(hash.as_slice());
        hash.copy_from_slice(&next);
    }
    hash.truncate(16);
    Ok((Cipher::Des, hash))
}

fn pkcs12(
    cipher: Cipher,
    parameters: &[AnyRef<'_>],
    password: &SecretString,
    budget: &Budget,
) -> Result<Derived, PasswordFault> {
    let [bytes, iterations] = *parameters else { return Err(Unsupported) };
    let (bytes, iterations) = (salt(bytes)?, budget.spend(number(iterations)?)?);
    let password = pkcs12_kdf::encode(password);
    let derive = |purpose, length| pkcs12_kdf::derive::<Sha1>(&password, bytes, purpose, iterations, length);
    let mut secret = Zeroizing::new(Vec::with_capacity(cipher.key_length() + cipher.block_length()));
    secret.extend_from_slice(&derive(Purpose::Key, cipher.key_length()));
    secret.extend_from_slice(&derive(Purpose::Vector, cipher.block_length()));
    Ok((cipher, secret))
}

/// OpenSSL's old encryption of PEM: one round of MD5 over password and the first eight bytes of the vector, again and again
/// until there is enough (`EVP_BytesToKey`).
pub(super) fn decrypt_pem(
    info: &str,
    content: &[u8],
    password: &SecretString,
) -> Result<Zeroizing<Vec<u8>>, PasswordFault> {
    let (name, iv) = info.split_once(',').ok_or(Unsupported)?;
    let cipher = match name.trim() {
        "AES-128-CBC" => Cipher::Aes128,
        "AES-192-CBC" => Cipher::Aes192,
        "AES-256-CBC" => Cipher::Aes256,
        "DES-EDE3-CBC" => Cipher::TripleDes,
        "DES-CBC" => Cipher::Des,
        _ => return Err(Unsupported),
    };
    let iv = data_encoding::HEXUPPER_PERMISSIVE.decode(iv.trim().as_bytes()).map_err(|_| Unsupported)?;
    let salt = iv.get(..8).ok_or(Unsupported)?;
    let mut key = Zeroizing::new(Vec::with_capacity(cipher.key_length() + 16));
    let mut block = Zeroizing::new(Vec::new());
    while key.len() < cipher.key_length() {
        // Exposed to make the key from it.
        let hash =
            Md5::new().chain_update(&*block).chain_update(password.expose().as_bytes()).chain_update(salt);
        block = Zeroizing::new(hash.finalize().to_vec());
        key.extend_from_slice(&block);
    }
    key.truncate(cipher.key_length());
    cipher.decrypt(&key, &iv, content).ok_or(Wrong)
}
