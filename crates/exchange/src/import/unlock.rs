//! Keys from passwords, and what they open, as other managers' exports do it. Each cost is checked before it is paid.

use super::ImportError;
use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use strongroom_crypto::ArgonError;
use strongroom_crypto::foreign::{Variant, argon2};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// PBKDF2 rounds; programs choose some hundred thousand.
const MAX_ROUNDS: u64 = 10_000_000;
/// Memory of Argon2 and scrypt, in KiB.
const MAX_MEMORY_KIB: u64 = 512 << 10;
/// Argon2 memory times passes, in KiB: what is really paid for.
const MAX_WORK_KIB: u64 = 16 << 20;
/// Argon2 lanes, and blocks of scrypt one after the other.
const MAX_LANES: u64 = 64;

/// A key, wiped when dropped.
pub(super) type Key = Zeroizing<[u8; 32]>;

fn within(value: u64, limit: u64, what: &'static str) -> Result<u32, ImportError> {
    match u32::try_from(value) {
        Ok(small) if value <= limit => Ok(small),
        _ => Err(ImportError::KdfTooExpensive { what: what.into(), limit }),
    }
}

fn damaged() -> ImportError {
    ImportError::damaged("key derivation parameters")
}

/// PBKDF2 with HMAC-SHA-256.
pub(super) fn pbkdf2_sha256(password: &SecretString, salt: &[u8], rounds: u64) -> Result<Key, ImportError> {
    let rounds = within(rounds, MAX_ROUNDS, "PBKDF2 rounds")?;
    // Exposed to be derived from.
    Ok(Zeroizing::new(pbkdf2::pbkdf2_hmac_array::<Sha256, 32>(password.expose().as_bytes(), salt, rounds)))
}

/// PBKDF2 with HMAC-SHA-1.
pub(super) fn pbkdf2_sha1(password: &SecretString, salt: &[u8], rounds: u64) -> Result<Key, ImportError> {
    let rounds = within(rounds, MAX_ROUNDS, "PBKDF2 rounds")?;
    // Exposed to be derived from.
    Ok(Zeroizing::new(pbkdf2::pbkdf2_hmac_array::<Sha1, 32>(password.expose().as_bytes(), salt, rounds)))
}

/// PBKDF2 with HMAC-SHA-512, two keys long.
pub(super) fn pbkdf2_sha512(
    password: &SecretString,
    salt: &[u8],
    rounds: u64,
) -> Result<Zeroizing<[u8; 64]>, ImportError> {
    let rounds = within(rounds, MAX_ROUNDS, "PBKDF2 rounds")?;
    // Exposed to be derived from.
    Ok(Zeroizing::new(pbkdf2::pbkdf2_hmac_array::<Sha512, 64>(password.expose().as_bytes(), salt, rounds)))
}

/// What Argon2id costs. Memory in KiB.
pub(super) struct Argon2id {
    pub(super) memory_kib: u64,
    pub(super) iterations: u64,
    pub(super) lanes: u64,
}

/// Argon2id, version 1.3.
pub(super) fn argon2id(password: &SecretString, salt: &[u8], cost: &Argon2id) -> Result<Key, ImportError> {
    let memory = within(cost.memory_kib, MAX_MEMORY_KIB, "KiB of Argon2 memory")?;
    let work = cost.memory_kib.saturating_mul(cost.iterations);
    within(work, MAX_WORK_KIB, "KiB of Argon2 memory times iterations")?;
    let iterations = within(cost.iterations, u64::from(u32::MAX), "Argon2 iterations")?;
    let lanes = within(cost.lanes, MAX_LANES, "Argon2 lanes")?;
    // Exposed to be derived from.
    let password = password.expose().as_bytes();
    argon2(Variant::Argon2id, 0x13, password, salt, memory, iterations, lanes).map_err(|error| match error {
        ArgonError::Memory => ImportError::OutOfMemory,
        _ => damaged(),
    })
}

/// scrypt; `n` is the cost itself, a power of two.
pub(super) fn scrypt(
    password: &SecretString,
    salt: &[u8],
    n: u64,
    r: u64,
    p: u64,
) -> Result<Key, ImportError> {
    if !n.is_power_of_two() || n < 2 || r == 0 || p == 0 {
        return Err(damaged());
    }
    let memory = n.checked_mul(r).map_or(u64::MAX, |blocks| blocks / 8);
    within(memory, MAX_MEMORY_KIB, "KiB of scrypt memory")?;
    within(memory.saturating_mul(p), MAX_WORK_KIB, "KiB of scrypt memory times blocks")?;
    let (r, p) = (within(r, 1024, "scrypt block size")?, within(p, MAX_LANES, "scrypt blocks")?);
    let log_n = u8::try_from(n.ilog2()).map_err(|_| damaged())?;
    let params = scrypt::Params::new(log_n, r, p).map_err(|_| damaged())?;
    let mut key = Zeroizing::new([0; 32]);
    // Exposed to be derived from.
    scrypt::scrypt(password.expose().as_bytes(), salt, &params, &mut *key).map_err(|_| damaged())?;
    Ok(key)
}

/// The two halves of a key that HKDF's expansion (RFC 5869) makes of one, for encryption and for authentication.
pub(super) fn expand(key: &Key) -> Option<(Key, Key)> {
    let half = |info: &[u8]| -> Option<Key> {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).ok()?;
        // One block is all that 32 bytes take: the info, and the block's number.
        mac.update(info);
        mac.update(&[1]);
        Some(Zeroizing::new(mac.finalize().into_bytes().into()))
    };
    Some((half(b"enc")?, half(b"mac")?))
}

/// Opens `2.<iv>|<ciphertext>|<mac>`, AES-256 in CBC mode below HMAC-SHA-256 of both, all in base64. `None` where the key
/// is another, or the text none of that form.
pub(super) fn open_cbc_hmac(text: &str, keys: &(Key, Key)) -> Option<Zeroizing<Vec<u8>>> {
    let mut parts = text.strip_prefix("2.")?.split('|').map(|part| STANDARD.decode(part));
    let (iv, sealed, tag) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let mut mac = Hmac::<Sha256>::new_from_slice(keys.1.as_slice()).ok()?;
    mac.update(&iv);
    mac.update(&sealed);
    mac.verify_slice(&tag).ok()?;
    let iv: [u8; 16] = iv.try_into().ok()?;
    let mut sealed = Zeroizing::new(sealed);
    let cipher = cbc::Decryptor::<Aes256>::new(keys.0.as_slice().try_into().ok()?, &iv.into());
    let length = cipher.decrypt_padded::<Pkcs7>(&mut sealed).ok()?.len();
    sealed.truncate(length);
    Some(sealed)
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let plain = rest.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| pairs.iter().map(byte).collect()).flatten()
}
