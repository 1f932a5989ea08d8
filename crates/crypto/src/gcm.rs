//! AES-256-GCM in the two shapes that the format uses: sealing in place, and wrapping one key.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce, Tag};
use strongroom_secret::LockedKey;
use zeroize::Zeroizing;

/// Length of a nonce, in bytes.
pub(crate) const NONCE: usize = 12;
/// Length of a tag, in bytes.
pub(crate) const TAG: usize = 16;
/// Length of a wrapped key, in bytes.
pub(crate) const WRAPPED: usize = 32 + TAG;

/// The bytes were not sealed with this key for this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotAuthentic;

/// Seals `buffer` from `start` on, in place, and appends the tag.
pub(crate) fn seal_in_place(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    buffer: &mut Vec<u8>,
    start: usize,
) {
    let cipher = Aes256Gcm::new(key.into());
    let content = buffer.get_mut(start..).unwrap_or_default();
    let Ok(tag) = cipher.encrypt_inout_detached(&Nonce::from(*nonce), aad, content.into()) else {
        unreachable!("contents are far below 64 GiB");
    };
    buffer.extend_from_slice(&tag);
}

/// Opens `content` in place; it is wiped by its owner when this fails.
pub(crate) fn open_in_place(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    content: &mut [u8],
    tag: &[u8; TAG],
) -> Result<(), NotAuthentic> {
    Aes256Gcm::new(key.into())
        .decrypt_inout_detached(&Nonce::from(*nonce), aad, content.into(), &Tag::from(*tag))
        .map_err(|_| NotAuthentic)
}

/// `GCM(key, nonce, aad, wrapped)` for a key of 32 bytes.
pub(crate) fn wrap(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], wrapped: &[u8; 32]) -> [u8; WRAPPED] {
    let mut buffer = Vec::with_capacity(WRAPPED);
    buffer.extend_from_slice(wrapped);
    seal_in_place(key, nonce, aad, &mut buffer, 0);
    let mut out = [0; WRAPPED];
    out.copy_from_slice(&buffer);
    out
}

/// The key in `sealed`, for as long as one record is opened.
pub(crate) fn unwrap(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    sealed: &[u8; WRAPPED],
) -> Result<Zeroizing<[u8; 32]>, NotAuthentic> {
    let mut out = Zeroizing::new([0; 32]);
    unwrap_into(key, nonce, aad, sealed, &mut out)?;
    Ok(out)
}

/// The key in `sealed`, opened inside the locked page, so that no copy is left on the stack.
pub(crate) fn unwrap_locked(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    sealed: &[u8; WRAPPED],
) -> Result<LockedKey, NotAuthentic> {
    LockedKey::make(|out| unwrap_into(key, nonce, aad, sealed, out))
}

fn unwrap_into(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    sealed: &[u8; WRAPPED],
    out: &mut [u8; 32],
) -> Result<(), NotAuthentic> {
    let (Some(content), Some(tag)) = (sealed.first_chunk::<32>(), sealed.last_chunk::<TAG>()) else {
        return Err(NotAuthentic);
    };
    *out = *content;
    open_in_place(key, nonce, aad, out, tag)
}
