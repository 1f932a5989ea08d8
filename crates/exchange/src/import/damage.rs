//! Where a file broke, when something of it could be read all the same.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Most places that are named; a file that is broken in more is refused.
pub(super) const MAX_PLACES: usize = 100;

/// A place where the file is damaged. What lies behind it, or the part that it names, is not in the import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// The file inside the archive or folder that is damaged, where it is not the whole. Personal.
    pub file: Option<String>,
    /// Where in it.
    pub place: Place,
    /// What is wrong there, in words; never a value of the file.
    pub what: Cow<'static, str>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A line, counted from 1.
    Line(u64),
    /// A byte, counted from 0.
    Byte(u64),
}

impl Damage {
    pub(super) fn line(line: u64, what: &'static str) -> Self {
        Self { file: None, place: Place::Line(line), what: what.into() }
    }

    pub(super) fn byte(byte: usize, what: &'static str) -> Self {
        Self { file: None, place: Place::Byte(byte as u64), what: what.into() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(to, "line {line}"),
            Self::Byte(byte) => write!(to, "byte {byte}"),
        }
    }
}
