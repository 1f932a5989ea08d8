//! A file that age encrypted under a password (<https://age-encryption.org/v1>): scrypt, then ChaCha20-Poly1305 in chunks.
//! Files for keys are opened by the user's own `age`, which alone reaches what they are for.

use super::ImportError;
use super::unlock::{self, Key};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use chacha20poly1305::{AeadInOut, ChaCha20Poly1305};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::borrow::Cow;
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

const INTRO: &[u8] = b"age-encryption.org/v1\n";
const ARMOUR: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const ARMOUR_END: &[u8] = b"-----END AGE ENCRYPTED FILE-----";
const STANZA: &[u8] = b"-> scrypt ";
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// What a chunk holds, in bytes; its tag of 16 more follows.
const CHUNK: usize = 64 << 10;
const TAG: usize = 16;
/// The exponent of scrypt's cost beyond which nothing is computed with it; what it may cost is decided below that.
const MAX_EXPONENT: u32 = 40;

/// Whether the file is one of age under a password.
pub(super) fn is_under_password(bytes: &[u8]) -> bool {
    let starts = |bytes: &[u8]| bytes.strip_prefix(INTRO).is_some_and(|rest| rest.starts_with(STANZA));
    let armoured = bytes.trim_ascii_start();
    if !armoured.starts_with(ARMOUR) {
        return starts(bytes);
    }
    // The first line of an armour is longer than what is looked for.
    let line = armoured.split(|byte| *byte == b'\n').nth(1).unwrap_or_default();
    STANDARD.decode(line.trim_ascii()).is_ok_and(|line| starts(&line))
}

/// The file's plain text.
///
/// # Errors
/// [`ImportError::WrongPassword`] where the password does not open the file's key; [`ImportError::Damaged`] for whatever
/// is wrong behind it.
pub(super) fn open(bytes: &[u8], password: Option<&SecretString>) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    open_with(bytes, |header| {
        let salt = [LABEL, &header.salt].concat();
        unlock::scrypt(password.ok_or(ImportError::NeedsPassword)?, &salt, 1 << header.exponent, 8, 1)
    })
}

/// The same with the key above the file's own, however it is made.
pub(super) fn open_with(
    bytes: &[u8],
    key_of: impl FnOnce(&Header<'_>) -> Result<Key, ImportError>,
) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let bytes = dearmoured(bytes)?;
    let header = Header::of(&bytes).ok_or_else(|| ImportError::damaged("age header"))?;
    let wrap = key_of(&header)?;
    let key = sealed_with(&wrap, &[0; 12], &header.wrapped).ok_or(ImportError::WrongPassword)?;
    let key = <[u8; 16]>::try_from(key.as_slice()).map(Zeroizing::new);
    let key = key.map_err(|_| ImportError::damaged("age header"))?;
    if !header.is_authentic(&*key) {
        return Err(ImportError::damaged("age header"));
    }
    payload(header.payload, &*key)
}

/// The bytes inside an armour; without one as they are.
fn dearmoured(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ImportError> {
    if !bytes.trim_ascii_start().starts_with(ARMOUR) {
        return Ok(Cow::Borrowed(bytes));
    }
    let damaged = || ImportError::damaged("age armour");
    let text = std::str::from_utf8(bytes).map_err(|_| damaged())?.trim();
    let body = text.lines().skip(1).take_while(|line| line.as_bytes() != ARMOUR_END);
    let letters: String = body.collect();
    if !text.as_bytes().ends_with(ARMOUR_END) {
        return Err(damaged());
    }
    STANDARD.decode(letters).map(Cow::Owned).map_err(|_| damaged())
}

/// What stands before the payload.
pub(super) struct Header<'a> {
    salt: [u8; 16],
    exponent: u32,
    /// The file's key, sealed.
    wrapped: [u8; 32],
    /// What is authenticated, and with what.
    text: &'a [u8],
    code: [u8; 32],
    payload: &'a [u8],
}

impl<'a> Header<'a> {
    /// One stanza of that kind and nothing else, as the format demands.
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (words, rest) = line(bytes.strip_prefix(INTRO)?.strip_prefix(STANZA)?)?;
        let (salt, exponent) = words.split_once(' ')?;
        let canonical = exponent.bytes().all(|byte| byte.is_ascii_digit()) && !exponent.starts_with('0');
        let exponent = exponent.parse().ok().filter(|exponent| canonical && *exponent <= MAX_EXPONENT)?;
        let (body, rest) = line(rest)?;
        let start = bytes.len().checked_sub(rest.len())?;
        let (code, payload) = line(rest.strip_prefix(b"--- ")?)?;
        Some(Self {
            salt: exactly(salt)?,
            exponent,
            wrapped: exactly(body)?,
            text: bytes.get(..start.checked_add(3)?)?,
            code: exactly(code)?,
            payload,
        })
    }

    fn is_authentic(&self, key: &[u8]) -> bool {
        let mut own = Zeroizing::new([0; 32]);
        let expanded = Hkdf::<Sha256>::new(None, key).expand(b"header", &mut *own);
        let mac = Hmac::<Sha256>::new_from_slice(&*own).map(|mac| mac.chain_update(self.text));
        expanded.is_ok() && mac.is_ok_and(|mac| mac.verify_slice(&self.code).is_ok())
    }
}

/// The first line, and what is behind it.
fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (line, rest) = bytes.split_at_checked(memchr::memchr(b'\n', bytes)?)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

fn exactly<const N: usize>(text: &str) -> Option<[u8; N]> {
    STANDARD_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// The chunks, each authentic for its place, up to the one that says that it is the last.
fn payload(bytes: &[u8], key: &[u8]) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let damaged = || ImportError::damaged("age payload");
    let (salt, sealed) = bytes.split_at_checked(16).ok_or_else(damaged)?;
    let mut own = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), key).expand(b"payload", &mut *own).map_err(|_| damaged())?;
    let mut plain = Zeroizing::new(Vec::new());
    plain.try_reserve_exact(sealed.len()).map_err(|_| ImportError::OutOfMemory)?;
    let mut chunks = sealed.chunks(CHUNK + TAG).enumerate().peekable();
    if chunks.peek().is_none() {
        return Err(damaged());
    }
    while let Some((number, chunk)) = chunks.next() {
        let last = chunks.peek().is_none();
        let mut nonce = [0; 12];
        let [.., a, b, c, d, flag] = &mut nonce;
        [*a, *b, *c, *d] = u32::try_from(number).map_err(|_| damaged())?.to_be_bytes();
        *flag = u8::from(last);
        let opened = sealed_with(&own, &nonce, chunk).ok_or_else(damaged)?;
        // Only an empty file ends with an empty chunk.
        if opened.is_empty() && number > 0 {
            return Err(damaged());
        }
        plain.extend_from_slice(&opened);
    }
    Ok(plain)
}

/// Opens what is sealed without associated data; none where the tag at its end is another.
fn sealed_with(key: &[u8; 32], nonce: &[u8; 12], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut text = Zeroizing::new(sealed.to_vec());
    ChaCha20Poly1305::new(key.into()).decrypt_in_place(nonce.into(), b"", &mut *text).ok()?;
    Some(text)
}
