//! A few kilobytes of the file, read at once, and the lines that are whole in them.

use super::{FileFault, read};
use crate::digest::Digest;
use crate::line;
use std::io::{Read, Seek, SeekFrom};

/// Bytes of a block.
pub(super) const SIZE: usize = 4096;
/// Bytes of a line at most, its end included: 40 digits, a colon, 20 digits, and the blanks of early files.
pub(super) const MAX_LINE: usize = 128;

/// Bytes of the file.
pub(super) struct Block {
    bytes: Vec<u8>,
    /// Whether the file ends with it.
    is_last: bool,
}

/// A line of it.
#[derive(Debug)]
pub(super) struct Line {
    /// Where it begins, from the block's beginning.
    pub(super) start: u64,
    /// Where the next one begins.
    pub(super) end: u64,
    pub(super) digest: Digest,
    count: u64,
}

impl Block {
    /// The bytes from `at` on, as many as there are and fit.
    pub(super) fn read(source: &mut (impl Read + Seek), at: u64, end: u64) -> Result<Self, FileFault> {
        let left = usize::try_from(end.saturating_sub(at)).unwrap_or(usize::MAX);
        // A line more, so that one that begins within a block's size is whole.
        let mut bytes = vec![0; left.min(SIZE + MAX_LINE)];
        source.seek(SeekFrom::Start(at)).map_err(read)?;
        source.read_exact(&mut bytes).map_err(read)?;
        let is_last = left <= bytes.len();
        Ok(Self { bytes, is_last })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The line that begins there; none where the block ends before it does.
    pub(super) fn line_at(&self, start: usize) -> Result<Option<Line>, FileFault> {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let (text, end) = match rest.iter().take(MAX_LINE).position(|byte| *byte == b'\n') {
            Some(place) => (rest.get(..place).unwrap_or_default(), start + place + 1),
            None if self.is_last && rest.len() < MAX_LINE => (rest, self.bytes.len()),
            None if rest.len() < MAX_LINE => return Ok(None),
            None => return Err(FileFault::NotAList),
        };
        if text.is_empty() && self.is_last && end == self.bytes.len() {
            return Ok(None);
        }
        let (digits, count) = line::split(text).ok_or(FileFault::NotAList)?;
        let digest = Digest::parse(digits).ok_or(FileFault::NotAList)?;
        let [start, end] = [start, end].map(|place| u64::try_from(place).unwrap_or(u64::MAX));
        Ok(Some(Line { start, end, digest, count }))
    }

    /// Its whole lines, from the one that begins at `start` on.
    fn lines(&self, start: u64) -> impl Iterator<Item = Result<Line, FileFault>> {
        let mut next = usize::try_from(start).ok();
        std::iter::from_fn(move || {
            let line = self.line_at(next?).transpose();
            next = match &line {
                Some(Ok(line)) => usize::try_from(line.end).ok(),
                _ => None,
            };
            line
        })
    }

    /// The first and the last whole line of a block that begins anywhere.
    pub(super) fn edges(&self) -> Result<(Line, Line), FileFault> {
        let place = self.bytes.iter().take(MAX_LINE).position(|byte| *byte == b'\n');
        let start = u64::try_from(place.ok_or(FileFault::NotAList)? + 1).unwrap_or(u64::MAX);
        let first = self.lines(start).next().ok_or(FileFault::NotAList)??;
        // Looked for from the end: the lines between are read only where the hash is among them.
        let whole = match self.is_last {
            true => self.bytes.trim_ascii_end(),
            false => self
                .bytes
                .iter()
                .rposition(|byte| *byte == b'\n')
                .and_then(|end| self.bytes.get(..end))
                .unwrap_or_default(),
        };
        let last = whole.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let last = self.line_at(last)?.ok_or(FileFault::NotAList)?;
        Ok((first, last))
    }

    /// How often a hash was seen, by the lines from `start` on that begin before `until`.
    pub(super) fn count(&self, digest: &Digest, start: u64, until: u64) -> Result<u64, FileFault> {
        let (mut before, mut count) = (None, 0);
        for line in self.lines(start) {
            let line = line?;
            if line.start >= until {
                break;
            }
            if before.is_some_and(|before| line.digest < before)
                || line.digest.algorithm() != digest.algorithm()
            {
                return Err(FileFault::Unordered);
            }
            if line.digest == *digest {
                count = count.max(line.count);
            }
            before = Some(line.digest);
        }
        Ok(count)
    }

    /// Whether all its lines are in order.
    pub(super) fn check_order(&self) -> Result<(), FileFault> {
        let mut before: Option<Digest> = None;
        for line in self.lines(0) {
            let line = line?;
            if before
                .is_some_and(|before| line.digest < before || line.digest.algorithm() != before.algorithm())
            {
                return Err(FileFault::Unordered);
            }
            before = Some(line.digest);
        }
        Ok(())
    }

    /// The hash of the file's last line, of a block with the file's end.
    pub(super) fn last_line(&self, from_start: bool) -> Result<Digest, FileFault> {
        let text = self.bytes.trim_ascii_end();
        let start = match text.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => end + 1,
            None if from_start => 0,
            None => return Err(FileFault::NotAList),
        };
        let line = text.get(start..).unwrap_or_default();
        let digest = line::split(line).and_then(|(digits, _)| Digest::parse(digits));
        digest.ok_or(match is_begun(line) {
            true => FileFault::Truncated,
            false => FileFault::NotAList,
        })
    }
}

/// Whether it can be the beginning of a line.
fn is_begun(line: &[u8]) -> bool {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    digits <= 40 && matches!(line.get(digits..), Some([] | [b':']))
}
