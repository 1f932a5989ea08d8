//! The published file that has every hash in order: looked up by a few bounded reads, however many gigabytes it has.
//!
//! Nothing of the file is believed: its lines may have any length up to a limit, and where two that were read are not in
//! order the answer is an error, not "not found".

mod block;

use crate::digest::{Algorithm, Digest};
use block::{Block, Line, MAX_LINE, SIZE};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use thiserror::Error;

/// Places at which a file is looked at before it is believed to be in order.
const SAMPLES: u64 = 48;
/// The byte order mark that some editors write.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Why a file cannot be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FileFault {
    /// Nothing is in it.
    #[error("the file of hashes is empty: download it again")]
    Empty,
    /// Its lines are not `HASH:COUNT` with SHA-1 or NTLM.
    #[error(
        "the file is no list of SHA-1 or NTLM hashes with counts: choose the one that is ordered by hash"
    )]
    NotAList,
    /// It has such lines, but not in order.
    #[error("the hashes in the file are not in order: choose the file that is ordered by hash, not by count")]
    Unordered,
    /// Its last line is cut off.
    #[error("the file of hashes ends in the middle of a line: download it again")]
    Truncated,
    /// It got shorter or longer meanwhile, or the system failed.
    #[error("the file of hashes could not be read ({0}): check the path, its permissions and the disk")]
    Read(ErrorKind),
}

/// A file of hashes in ascending order, one `HASH:COUNT` a line.
#[derive(Debug)]
pub struct OrderedFile<S> {
    source: S,
    algorithm: Algorithm,
    /// Where the first line begins.
    start: u64,
    /// Bytes in all.
    end: u64,
    first: Digest,
    last: Digest,
}

/// The part of a file that a hash can still be in: its line begins at `from` or later and before `to`.
struct Span {
    /// Where a line begins.
    from: u64,
    to: u64,
    /// Hashes that lie before and behind it, as far as they were seen.
    above: Option<Digest>,
    below: Option<Digest>,
}

impl<S: Read + Seek> OrderedFile<S> {
    /// Looks at the beginning, the end and some places between them.
    pub fn open(mut source: S) -> Result<Self, FileFault> {
        let end = source.seek(SeekFrom::End(0)).map_err(read)?;
        let block = Block::read(&mut source, 0, end)?;
        let start = if block.bytes().starts_with(MARK) { len(MARK) } else { 0 };
        if end <= start {
            return Err(FileFault::Empty);
        }
        let block = Block::read(&mut source, start, end)?;
        let first = block.line_at(0)?.ok_or(FileFault::NotAList)?.digest;
        let last = last_of(&mut source, start, end)?;
        let mut file = Self { source, algorithm: first.algorithm(), start, end, first, last };
        if file.last.algorithm() != file.algorithm {
            return Err(FileFault::NotAList);
        }
        file.sample()?;
        Ok(file)
    }

    /// How its hashes were made.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether it has hashes of the first and of the last millionth of them all. One that has not is an excerpt, or was cut
    /// off between two lines.
    pub fn is_whole(&self) -> bool {
        let edge = u64::MAX >> 20;
        self.first.leading() <= edge && self.last.leading() >= u64::MAX - edge
    }

    /// How often a hash was seen; 0 where it is not in the file. About five reads of 4 KiB in a published file, whatever its
    /// size; no more than its logarithm in any file.
    pub fn count(&mut self, digest: &Digest) -> Result<u64, FileFault> {
        let mut span = Span { from: self.start, to: self.end, above: None, below: None };
        let mut guesses = true;
        while span.to.saturating_sub(span.from) > len_of(SIZE) {
            let at = if guesses { span.guess(digest) } else { span.middle() };
            // A guess that was wrong is followed by a halving, so that no file can make it take long.
            guesses = !guesses;
            let block = Block::read(&mut self.source, at, self.end)?;
            let (first, last) = self.edges(&block)?;
            span.check(&first.digest, &last.digest)?;
            if *digest < first.digest {
                (span.to, span.below) = (at + first.start, Some(first.digest));
            } else if *digest > last.digest {
                (span.from, span.above) = (at + last.end, Some(last.digest));
            } else {
                return block.count(digest, first.start, u64::MAX);
            }
        }
        if span.from >= span.to {
            return Ok(0);
        }
        let block = Block::read(&mut self.source, span.from, self.end)?;
        block.count(digest, 0, span.to - span.from)
    }

    /// The first and the last line that are whole in a block, of the file's own algorithm.
    fn edges(&self, block: &Block) -> Result<(Line, Line), FileFault> {
        let (first, last) = block.edges()?;
        if first.digest.algorithm() != self.algorithm || last.digest.algorithm() != self.algorithm {
            return Err(FileFault::NotAList);
        }
        Ok((first, last))
    }

    /// Refuses a file of which some places are not in order: one in another order is, but for a chance of nothing.
    fn sample(&mut self) -> Result<(), FileFault> {
        let size = self.end - self.start;
        let mut before: Option<Digest> = None;
        if size <= len_of(SIZE) {
            return Block::read(&mut self.source, self.start, self.end)?.check_order();
        }
        for number in 0..SAMPLES {
            let offset = u128::from(size - len_of(SIZE)) * u128::from(number) / u128::from(SAMPLES - 1);
            let at = self.start + u64::try_from(offset).unwrap_or_default();
            let block = Block::read(&mut self.source, at, self.end)?;
            let (first, last) = self.edges(&block)?;
            // Blocks of a small file overlap.
            if last.digest < first.digest || before.is_some_and(|before| last.digest < before) {
                return Err(FileFault::Unordered);
            }
            before = Some(last.digest);
        }
        Ok(())
    }
}

impl Span {
    /// A place in the span, such that a block from there begins in it and has whole lines in it.
    fn clamp(&self, at: u64) -> u64 {
        at.clamp(self.from, self.to.saturating_sub(2 * len_of(MAX_LINE)).max(self.from))
    }

    fn middle(&self) -> u64 {
        self.clamp(self.from + (self.to - self.from) / 2)
    }

    /// Where a hash is, if hashes are evenly spread, as those of a good function are.
    fn guess(&self, digest: &Digest) -> u64 {
        let low = self.above.as_ref().map_or(0, Digest::leading);
        let high = self.below.as_ref().map_or(u64::MAX, Digest::leading);
        let (size, wide) = (u128::from(self.to - self.from), u128::from(high.saturating_sub(low)).max(1));
        let into = u128::from(digest.leading().saturating_sub(low)).min(wide);
        let offset = u64::try_from(size * into / wide).unwrap_or_default();
        self.clamp(self.from + offset.saturating_sub(len_of(SIZE) / 2))
    }

    /// What lies in the span must lie between what was seen around it.
    fn check(&self, first: &Digest, last: &Digest) -> Result<(), FileFault> {
        let is_above = self.above.as_ref().is_none_or(|above| above <= first);
        if first > last || !is_above || self.below.as_ref().is_some_and(|below| first > below) {
            return Err(FileFault::Unordered);
        }
        Ok(())
    }
}

/// The hash of the last line, which may lack its end.
fn last_of(source: &mut (impl Read + Seek), start: u64, end: u64) -> Result<Digest, FileFault> {
    let from = end.saturating_sub(2 * len_of(MAX_LINE)).max(start);
    let block = Block::read(source, from, end)?;
    block.last_line(from == start)
}

fn len(bytes: &[u8]) -> u64 {
    len_of(bytes.len())
}

fn len_of(size: usize) -> u64 {
    u64::try_from(size).unwrap_or(u64::MAX)
}

fn read(error: std::io::Error) -> FileFault {
    FileFault::Read(error.kind())
}

#[cfg(test)]
mod tests;
