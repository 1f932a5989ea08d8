//! Where a database broke. What comes before that place is whole: its blocks are as they were written, each in its place.

use crate::import::ImportError;
use crate::import::damage::Damage;
use crate::import::mend;

const CUT: &str = "the database breaks off";
const CHANGED: &str = "a block of the database is damaged";
const PADDING: &str = "the end of the database is damaged";
const XML_CUT: &str = "the XML breaks off";
const XML_BROKEN: &str = "the XML is broken";

/// The first place at which a database is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// Bytes of the body before it.
    at: usize,
    how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Cut(u64),
    Changed(u64),
    Padding,
}

impl Broken {
    /// The file ends within the block of that number.
    pub(super) fn cut(number: u64, at: usize) -> Self {
        Self { at, how: How::Cut(number) }
    }

    /// The block of that number is another than was written.
    pub(super) fn changed(number: u64, at: usize) -> Self {
        Self { at, how: How::Changed(number) }
    }

    /// All blocks are right, and what fills up the last one is not.
    pub(super) fn padding(at: usize) -> Self {
        Self { at, how: How::Padding }
    }

    /// The same with so many bytes more before it.
    pub(super) fn behind(self, more: usize) -> Self {
        Self { at: self.at.saturating_add(more), ..self }
    }

    /// As the reason why nothing could be read.
    pub(super) fn error(self) -> ImportError {
        match self.how {
            How::Cut(number) | How::Changed(number) => ImportError::damaged(format!("block {number}")),
            How::Padding => ImportError::damaged("padding of the payload"),
        }
    }

    /// As the place behind which nothing was read, where the body begins at `body`.
    pub(super) fn damage(self, body: usize) -> Damage {
        let what = match self.how {
            How::Cut(_) => CUT,
            How::Changed(_) => CHANGED,
            How::Padding => PADDING,
        };
        Damage::byte(body.saturating_add(self.at), what)
    }
}

/// The place in a text of XML, in lines where it has several.
pub(super) fn in_text(text: &str, at: usize) -> Damage {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    let what = if at >= text.trim_end().len() { XML_CUT } else { XML_BROKEN };
    mend::at_line(before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1), at, what)
}
