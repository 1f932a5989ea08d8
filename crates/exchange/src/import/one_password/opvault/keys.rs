//! OPVault's envelopes and keys: AES-256 in CBC mode below HMAC-SHA-256, and a master password above them.
//! After 1Password's own description of the format ("OPVault design").

use crate::import::ImportError;
use crate::import::unlock::{Key, pbkdf2_sha512};
use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha512};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

const MAGIC: &[u8] = b"opdata01";
/// Length of an initialisation vector, in bytes.
const IV: usize = 16;
/// Length of a tag, in bytes.
const TAG: usize = 32;

/// A key to encrypt with and one to authenticate with.
pub(super) struct Pair {
    encryption: Key,
    authentication: Key,
}

impl Pair {
    fn of(both: &[u8; 64]) -> Self {
        let (first, second) = both.split_at(32);
        let half = |bytes: &[u8]| {
            let mut key = Zeroizing::new([0; 32]);
            key.copy_from_slice(bytes);
            key
        };
        Self { encryption: half(first), authentication: half(second) }
    }

    /// The pair that a password makes.
    pub(super) fn of_password(
        password: &SecretString,
        salt: &[u8],
        rounds: u64,
    ) -> Result<Self, ImportError> {
        pbkdf2_sha512(password, salt, rounds).map(|both| Self::of(&both))
    }

    /// The pair inside an envelope: its content, hashed.
    pub(super) fn inside(&self, envelope: &str) -> Option<Self> {
        let seed = self.open_text(envelope)?;
        let both: Zeroizing<[u8; 64]> = Zeroizing::new(Sha512::digest(seed.as_slice()).into());
        Some(Self::of(&both))
    }

    /// The pair of an item: both keys, encrypted as they are.
    pub(super) fn of_item(&self, wrapped: &str) -> Option<Self> {
        let bytes = STANDARD.decode(wrapped.trim()).ok()?;
        let (sealed, iv) = (self.authenticated(&bytes)?.get(IV..)?, bytes.get(..IV)?);
        let both = self.decrypted(iv, sealed)?;
        Some(Self::of(both.as_slice().try_into().ok()?))
    }

    /// Opens an envelope in base64.
    pub(super) fn open_text(&self, envelope: &str) -> Option<Zeroizing<Vec<u8>>> {
        self.open(&STANDARD.decode(envelope.trim()).ok()?)
    }

    /// Opens an envelope: `opdata01`, the length of the content in eight bytes, a vector, content with random bytes before it,
    /// a tag.
    pub(super) fn open(&self, envelope: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let body = self.authenticated(envelope)?.strip_prefix(MAGIC)?;
        let (length, rest) = body.split_first_chunk::<8>()?;
        let (iv, sealed) = rest.split_at_checked(IV)?;
        let mut plain = self.decrypted(iv, sealed)?;
        let before = plain.len().checked_sub(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        plain.drain(..before);
        Some(plain)
    }

    /// Whether that code, in base64, is the one of those bytes.
    pub(super) fn is_code_of(&self, bytes: &[u8], code: &str) -> bool {
        let code = STANDARD.decode(code.trim()).unwrap_or_default();
        let mac = Hmac::<Sha256>::new_from_slice(self.authentication.as_slice());
        mac.is_ok_and(|mac| mac.chain_update(bytes).verify_slice(&code).is_ok())
    }

    /// The bytes before the tag, if it is theirs.
    fn authenticated<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let (body, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG)?)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(self.authentication.as_slice()).ok()?;
        mac.update(body);
        mac.verify_slice(tag).ok()?;
        Some(body)
    }

    fn decrypted(&self, iv: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let iv: [u8; IV] = iv.try_into().ok()?;
        let cipher = cbc::Decryptor::<Aes256>::new(self.encryption.as_slice().try_into().ok()?, &iv.into());
        let mut plain = Zeroizing::new(sealed.to_vec());
        let length = cipher.decrypt_padded::<NoPadding>(&mut plain).ok()?.len();
        plain.truncate(length);
        Some(plain)
    }
}
