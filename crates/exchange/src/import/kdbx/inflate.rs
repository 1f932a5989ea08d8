//! Decompression that stops where no honest file would go on.

use crate::import::ImportError;
use flate2::read::GzDecoder;
use std::io::Read;
use zeroize::Zeroizing;

/// What a payload may expand to, and how large one without compression may be, in bytes.
pub(super) const MAX_PAYLOAD: usize = 512 << 20;
/// How many times its size something may expand to.
const MAX_RATIO: usize = 100;
/// Small things may expand to this all the same, in bytes: a few lines of repeated text beat the ratio honestly.
const FREE: usize = 1 << 20;

/// Expands gzip, to at most `limit` bytes and a hundred times its size.
pub(super) fn gunzip(packed: &[u8], limit: usize) -> Result<Zeroizing<Vec<u8>>, ImportError> {
    let limit = limit.min(packed.len().saturating_mul(MAX_RATIO).max(FREE));
    let mut plain = Zeroizing::new(Vec::new());
    let mut decoder = GzDecoder::new(packed).take(limit as u64 + 1);
    decoder.read_to_end(&mut plain).map_err(|_| ImportError::damaged("compressed data"))?;
    if plain.len() > limit {
        return Err(ImportError::too_large("bytes after decompression", limit as u64));
    }
    Ok(plain)
}
