//! The payload in blocks: hashed after decryption in KDBX 3.1, authenticated before it in 4.

use super::cursor::Cursor;
use super::keys::FileKeys;
use crate::import::ImportError;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The ciphertext of a KDBX 4 file, every block of it authentic before any is used. The blocks end with an empty one; what
/// follows it is not the file's.
pub(super) fn authenticated<'a>(body: &'a [u8], keys: &FileKeys) -> Result<Vec<&'a [u8]>, ImportError> {
    let mut cursor = Cursor::new(body);
    let mut all = Vec::new();
    for number in 0.. {
        let damaged = || ImportError::damaged(format!("block {number}"));
        let code: [u8; 32] = cursor.array().ok_or_else(damaged)?;
        let mut length = cursor;
        let data = cursor.sized().ok_or_else(damaged)?;
        let length: [u8; 4] = length.array().ok_or_else(damaged)?;
        if !keys.authenticates(number, &[&number.to_le_bytes(), &length, data], &code) {
            return Err(damaged());
        }
        if data.is_empty() {
            break;
        }
        all.push(data);
    }
    Ok(all)
}

/// The content of a decrypted KDBX 3.1 payload, every block of it as it was hashed.
pub(super) fn hashed(payload: &[u8]) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let mut cursor = Cursor::new(payload);
    let mut all = Zeroizing::new(Vec::with_capacity(payload.len()));
    for number in 0_u32.. {
        let damaged = || ImportError::damaged(format!("block {number}"));
        if cursor.word() != Some(number) {
            return Err(damaged());
        }
        let hash: [u8; 32] = cursor.array().ok_or_else(damaged)?;
        let data = cursor.sized().ok_or_else(damaged)?;
        if data.is_empty() {
            // The last block is empty, and its hash is nought.
            return if hash == [0; 32] { Ok(all) } else { Err(damaged()) };
        }
        if hash != <[u8; 32]>::from(Sha256::digest(data)) {
            return Err(damaged());
        }
        all.extend_from_slice(data);
    }
    Err(ImportError::damaged("blocks without end"))
}
