//! A reader of XML that holds no more than so many bytes between two tags: who parses it has to keep all of them in memory.

use super::payload::Plain;
use crate::import::ImportError;
use std::io::{BufRead, Error, Read, Result};

/// Bytes between two `<`: what the attachments of an import take in base64, and some more.
const MAX_RUN: usize = 192 << 20;

/// The text, as far as every run of it is short enough. It is looked at once for each piece that `text` gives: whoever parses
/// takes a few bytes at a time.
pub(super) struct Runs<'a> {
    text: Plain<'a>,
    /// Bytes of the last piece that are not taken yet.
    left: usize,
    /// Bytes from the last `<` to the end of that piece.
    run: usize,
}

impl<'a> Runs<'a> {
    pub(super) fn new(text: Plain<'a>) -> Self {
        Self { text, left: 0, run: 0 }
    }
}

impl BufRead for Runs<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        let text = self.text.fill_buf()?;
        if self.left == 0 {
            self.left = text.len();
            self.run = match memchr::memrchr(b'<', text) {
                Some(last) => text.len().saturating_sub(last),
                None => self.run.saturating_add(text.len()),
            };
        }
        if self.run > MAX_RUN {
            return Err(Error::other(ImportError::too_large(
                "bytes between two tags of XML",
                MAX_RUN as u64,
            )));
        }
        Ok(text)
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.text.consume(count);
    }
}

impl Read for Runs<'_> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_refused_and_as_much_in_short_runs_is_not() {
        let mut zeros = Runs::new(Box::new(std::io::BufReader::new(std::io::repeat(b'a').take(1 << 28))));
        let error = std::io::copy(&mut zeros, &mut std::io::sink()).unwrap_err();
        assert!(error.to_string().contains("bytes between two tags"), "{error}");
        let mut tags = Runs::new(Box::new(std::io::BufReader::new(std::io::repeat(b'<').take(1 << 28))));
        assert_eq!(std::io::copy(&mut tags, &mut std::io::sink()).unwrap(), 1 << 28);
    }
}
