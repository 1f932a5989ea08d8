//! The payload as a stream: decrypted, and unpacked, a piece at a time, so that its plain text is never whole in memory.
//! What comes out is counted, and refused where no honest file would go on.

use super::cipher::{Cipher, Stream};
use super::inflate::{FREE, MAX_PAYLOAD, MAX_RATIO};
use crate::import::ImportError;
use flate2::bufread::GzDecoder;
use std::io::{BufRead, Error, Read, Result};
use zeroize::Zeroizing;

/// What is handled at a time, in bytes. A multiple of every cipher's block.
const PIECE: usize = 64 << 10;

/// What reads as plain text.
pub(super) type Plain<'a> = Box<dyn BufRead + 'a>;

/// The reason that a reader here failed for, or that what it read is damaged.
pub(super) fn reason(error: &Error, damaged: &'static str) -> ImportError {
    let own = error.get_ref().and_then(|inner| inner.downcast_ref::<ImportError>());
    own.cloned().unwrap_or_else(|| ImportError::damaged(damaged))
}

/// The ciphertext in its blocks, all of which are authentic, as what it says.
pub(super) struct Decrypting<'a> {
    blocks: std::vec::IntoIter<&'a [u8]>,
    block: &'a [u8],
    stream: Stream,
    /// Ciphertext that was not taken yet, in bytes.
    left: usize,
    /// Whether the last block is the file's last one, which is filled up.
    padded: bool,
}

impl<'a> Decrypting<'a> {
    pub(super) fn new(
        blocks: Vec<&'a [u8]>,
        cipher: Cipher,
        key: &[u8; 32],
        iv: &[u8],
    ) -> std::result::Result<Self, ImportError> {
        let left = blocks.iter().map(|block| block.len()).sum();
        let stream = cipher.stream(key, iv, left)?;
        Ok(Self { blocks: blocks.into_iter(), block: &[], stream, left, padded: true })
    }

    /// The first blocks of a ciphertext whose rest is lost.
    pub(super) fn of_part(
        mut blocks: Vec<&'a [u8]>,
        cipher: Cipher,
        key: &[u8; 32],
        iv: &[u8],
    ) -> std::result::Result<Self, ImportError> {
        let all: usize = blocks.iter().map(|block| block.len()).sum();
        let mut over = all.saturating_sub(cipher.whole(all));
        // What is more than whole blocks of the cipher lies at the end, in the last of these blocks or in several.
        while let Some(last) = blocks.last_mut().filter(|_| over > 0) {
            let kept = last.len().saturating_sub(over);
            over = over.saturating_sub(last.len());
            *last = last.get(..kept).unwrap_or_default();
            if kept == 0 {
                blocks.pop();
            }
        }
        Ok(Self { padded: false, ..Self::new(blocks, cipher, key, iv)? })
    }

    /// As a reader of what was packed in it.
    pub(super) fn into_plain(self, packed: bool) -> Plain<'a> {
        let length = self.left;
        plain(Pieces::new(self, MAX_PAYLOAD), length, packed)
    }

    fn take(&mut self, piece: &mut [u8]) -> usize {
        let mut filled = 0;
        while let Some(room) = piece.get_mut(filled..).filter(|room| !room.is_empty()) {
            if self.block.is_empty() {
                let Some(next) = self.blocks.next() else { break };
                self.block = next;
            }
            let count = room.len().min(self.block.len());
            let (now, later) = self.block.split_at(count);
            room.iter_mut().zip(now).for_each(|(to, from)| *to = *from);
            self.block = later;
            filled += count;
        }
        self.left = self.left.saturating_sub(filled);
        filled
    }
}

/// A reader of what `from`, which is `length` bytes, holds.
pub(super) fn plain<'a>(from: impl BufRead + 'a, length: usize, packed: bool) -> Plain<'a> {
    if !packed {
        return Box::new(from);
    }
    let limit = MAX_PAYLOAD.min(length.saturating_mul(MAX_RATIO).max(FREE));
    Box::new(Pieces::new(GzDecoder::new(from), limit))
}

/// Something that fills a piece as far as there is anything: a short piece is the last one.
trait Source {
    fn fill(&mut self, piece: &mut [u8]) -> Result<usize>;
}

impl Source for Decrypting<'_> {
    fn fill(&mut self, piece: &mut [u8]) -> Result<usize> {
        let filled = self.take(piece);
        let text = piece.get_mut(..filled).unwrap_or_default();
        self.stream.decrypt(text).map_err(Error::other)?;
        let padding =
            if self.left == 0 && self.padded { self.stream.padding(text).map_err(Error::other)? } else { 0 };
        Ok(filled.saturating_sub(padding))
    }
}

impl<R: BufRead> Source for GzDecoder<R> {
    fn fill(&mut self, piece: &mut [u8]) -> Result<usize> {
        self.read(piece)
    }
}

/// What a source gives, in a buffer that is wiped, up to a limit in bytes.
struct Pieces<S> {
    source: S,
    piece: Zeroizing<Vec<u8>>,
    from: usize,
    to: usize,
    limit: usize,
    left: usize,
    ended: bool,
}

impl<S: Source> Pieces<S> {
    fn new(source: S, limit: usize) -> Self {
        let piece = Zeroizing::new(vec![0; PIECE]);
        Self { source, piece, from: 0, to: 0, limit, left: limit, ended: false }
    }
}

impl<S: Source> BufRead for Pieces<S> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.from >= self.to && !self.ended {
            let count = self.source.fill(&mut self.piece)?;
            (self.from, self.to, self.ended) = (0, count, count == 0);
            self.left = self.left.checked_sub(count).ok_or_else(|| {
                Error::other(ImportError::too_large("bytes after decompression", self.limit as u64))
            })?;
        }
        Ok(self.piece.get(self.from..self.to).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.from = self.from.saturating_add(count).min(self.to);
    }
}

impl<S: Source> Read for Pieces<S> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}
