//! Decompression that stops where no honest file would go on.

use crate::import::ImportError;
use flate2::read::GzDecoder;
use std::io::Read;
use zeroize::Zeroizing;

/// What a payload may expand to, and how large one without compression may be, in bytes.
pub(super) const MAX_PAYLOAD: usize = 512 << 20;
/// How many times its size something may expand to.
pub(crate) const MAX_RATIO: usize = 100;
/// Small things may expand to this all the same, in bytes: a few lines of repeated text beat the ratio honestly.
pub(crate) const FREE: usize = 1 << 20;
/// What is expanded at a time, in bytes.
const PIECE: usize = 64 << 10;

/// Expands gzip, to at most `limit` bytes and a hundred times its size.
pub(super) fn gunzip(packed: &[u8], limit: usize) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let limit = limit.min(packed.len().saturating_mul(MAX_RATIO).max(FREE));
    let mut plain = Zeroizing::new(Vec::new());
    let mut decoder = GzDecoder::new(packed);
    let mut piece = Zeroizing::new(vec![0; PIECE]);
    loop {
        let count = decoder.read(&mut piece).map_err(|_| ImportError::damaged("compressed data"))?;
        let read = piece.get(..count).unwrap_or_default();
        if read.is_empty() {
            return Ok(plain);
        }
        if plain.len() + read.len() > limit {
            return Err(ImportError::too_large("bytes after decompression", limit as u64));
        }
        make_room(&mut plain, read.len(), limit)?;
        plain.extend_from_slice(read);
    }
}

/// Makes room for more, doubling it but never beyond what may be needed: a wiping reallocation holds both at once.
fn make_room(plain: &mut Zeroizing<Vec<u8>>, more: usize, limit: usize) -> Result<(), ImportError> {
    if plain.capacity() - plain.len() >= more {
        return Ok(());
    }
    let length = plain.len();
    let wanted = plain.capacity().saturating_mul(2).clamp(length + more, limit);
    plain.try_reserve_exact(wanted - length).map_err(|_| ImportError::OutOfMemory)
}
