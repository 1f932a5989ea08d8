//! The payload in blocks: hashed after decryption in KDBX 3.1, authenticated before it in 4. Behind a block that is not as it
//! was written nothing is read.

use super::broken::Broken;
use super::cursor::Cursor;
use super::keys::FileKeys;
use crate::import::ImportError;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What is sound of a payload, and where it breaks, if it does.
pub(super) type Sound<T> = (T, Option<Broken>);

/// The ciphertext of a KDBX 4 file, every block of it authentic before any is used. The blocks end with an empty one; what
/// follows it is not the file's.
///
/// # Errors
/// [`ImportError::Damaged`] where not even the first block is authentic.
pub(super) fn authenticated<'a>(
    body: &'a [u8],
    keys: &FileKeys,
) -> Result<Sound<Vec<&'a [u8]>>, ImportError> {
    let mut cursor = Cursor::new(body);
    let mut all = Vec::new();
    for number in 0.. {
        let at = body.len().saturating_sub(cursor.rest().len());
        let Some((code, length, data)) = block(&mut cursor) else {
            return sound(all, Broken::cut(number, at));
        };
        if !keys.authenticates(number, &[&number.to_le_bytes(), &length, data], &code) {
            return sound(all, Broken::changed(number, at));
        }
        if data.is_empty() {
            break;
        }
        all.push(data);
    }
    Ok((all, None))
}

/// Its code, its length and its content.
fn block<'a>(cursor: &mut Cursor<'a>) -> Option<([u8; 32], [u8; 4], &'a [u8])> {
    let code = cursor.array()?;
    let mut length = *cursor;
    Some((code, length.array()?, cursor.sized()?))
}

fn sound(all: Vec<&[u8]>, broken: Broken) -> Result<Sound<Vec<&[u8]>>, ImportError> {
    if all.is_empty() { Err(broken.error()) } else { Ok((all, Some(broken))) }
}

/// The content of a decrypted KDBX 3.1 payload, every block of it as it was hashed.
///
/// # Errors
/// [`ImportError::Damaged`] where not even the first block is.
pub(super) fn hashed(payload: &[u8]) -> Result<Sound<Zeroizing<Vec<u8>>>, ImportError> {
    let mut cursor = Cursor::new(payload);
    let mut all = Zeroizing::new(Vec::with_capacity(payload.len()));
    for number in 0_u32.. {
        let at = payload.len().saturating_sub(cursor.rest().len());
        let broken = match hashed_block(&mut cursor) {
            None => Broken::cut(number.into(), at),
            // The last block is empty, and its hash is nought.
            Some((stated, hash, [])) if stated == number && hash == [0; 32] => return Ok((all, None)),
            Some((stated, hash, data))
                if stated == number && !data.is_empty() && hash == <[u8; 32]>::from(Sha256::digest(data)) =>
            {
                all.extend_from_slice(data);
                continue;
            }
            Some(_) => Broken::changed(number.into(), at),
        };
        return if all.is_empty() { Err(broken.error()) } else { Ok((all, Some(broken))) };
    }
    Err(ImportError::damaged("blocks without end"))
}

/// Its number, its hash and its content.
fn hashed_block<'a>(cursor: &mut Cursor<'a>) -> Option<(u32, [u8; 32], &'a [u8])> {
    Some((cursor.word()?, cursor.array()?, cursor.sized()?))
}
