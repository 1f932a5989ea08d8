//! Key derivation and opening for *other* programs' files, with whatever parameters they chose; the caller sets the limits.
//! Nothing of Strongroom's own is derived or opened here.

use crate::argon::{self, ArgonError, Call};
use crate::gcm;
use argon2::{Algorithm, Version};
use strongroom_secret::SecretBytes;
use zeroize::Zeroizing;

/// The variants that other programs use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Data-dependent addressing.
    Argon2d,
    /// Hybrid addressing.
    Argon2id,
}

/// Argon2 as another program configured it: `version` is 0x10 or 0x13, memory in KiB, 32 bytes out.
///
/// # Errors
/// [`ArgonError::Parameters`] outside RFC 9106, [`ArgonError::Memory`] where the system has not enough.
pub fn argon2(
    variant: Variant,
    version: u32,
    password: &[u8],
    salt: &[u8],
    memory_kib: u32,
    iterations: u32,
    lanes: u32,
) -> Result<Zeroizing<[u8; 32]>, ArgonError> {
    let algorithm = match variant {
        Variant::Argon2d => Algorithm::Argon2d,
        Variant::Argon2id => Algorithm::Argon2id,
    };
    let version = Version::try_from(version).map_err(|_| ArgonError::Parameters)?;
    argon::argon2(Call { algorithm, version, memory_kib, iterations, lanes }, password, salt)
}

/// Opens what another program sealed with AES-256-GCM: the ciphertext and its tag of 16 bytes apart, no associated data.
/// `None` where the key is another or a byte was changed.
pub fn open_aes256_gcm(
    key: &[u8; 32],
    nonce: &[u8; 12],
    sealed: &[u8],
    tag: &[u8; 16],
) -> Option<SecretBytes> {
    let mut content = SecretBytes::new(sealed.to_vec());
    gcm::open_in_place(key, nonce, b"", content.expose_mut(), tag).ok()?;
    Some(content)
}
