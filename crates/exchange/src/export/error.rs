//! Why an export failed. Never a secret, never a value of an item.

use std::io::ErrorKind;
use strongroom_secret::RandomError;
use thiserror::Error;

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The format is encrypted, and no password was given.
    #[error("this format is encrypted: choose a password for the file")]
    NeedsPassword,
    /// The target is a folder of files.
    #[error("this format is several files: choose a folder for them")]
    NotAFile,
    /// The format cannot hold so much.
    #[error("{what} is larger than the format can hold: export fewer items at a time")]
    TooLarge {
        /// What.
        what: &'static str,
    },
    /// The key of an encrypted format could not be derived.
    #[error("the file's key could not be derived: close other programs and try again")]
    Derivation,
    /// The key file cannot be used as one.
    #[error("the key file is damaged: choose another one")]
    KeyFile,
    /// Nothing of what was chosen can be written in that format.
    #[error("none of the chosen items has anything that this format holds: choose others or another format")]
    Nothing,
    /// The place of the file takes no more.
    #[error("the file could not be written ({0}): check the room on the disk")]
    Write(ErrorKind),
    /// The random source failed.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl From<std::io::Error> for ExportError {
    fn from(error: std::io::Error) -> Self {
        Self::Write(error.kind())
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Write(error.io_error_kind().unwrap_or(ErrorKind::InvalidData))
    }
}
