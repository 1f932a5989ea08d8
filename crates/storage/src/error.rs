//! Why a backend could not do what it was asked.

use thiserror::Error;

/// A failure of the storage. The texts say what failed and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StorageError {
    /// Another writer committed first.
    #[error("the vault was changed by another program: try again")]
    Conflict,
    /// There is nothing at that place.
    #[error("there is no file at that place: check the path")]
    Missing,
    /// There is something at that place already.
    #[error("there is a file at that place already: choose another name")]
    Exists,
    /// The file is not a vault.
    #[error("the file is not a Strongroom vault: choose another file")]
    NotAVault,
    /// The file is a vault whose structure was changed, or that is damaged.
    #[error("the vault file is damaged ({what}): restore it from a backup")]
    Damaged {
        /// The place of the damage, never its content.
        what: String,
    },
    /// The file belongs to a program of another version.
    #[error("the vault file has layout {found}, this program knows {known}: use a newer program")]
    Version {
        /// The layout's number in the file.
        found: i64,
        /// The layout's number that this program writes.
        known: i64,
    },
    /// No room is left.
    #[error("the disk is full: free some space; nothing was changed")]
    Full,
    /// The place may be read but not written.
    #[error("the vault file or its folder is read-only: change its permissions; nothing was changed")]
    ReadOnly,
    /// The place may not be read.
    #[error("the vault file may not be opened: change its permissions")]
    Forbidden,
    /// Another program holds the file for longer than this one waits.
    #[error("another program holds the vault: close it and try again")]
    Busy,
    /// The system failed to read or write.
    #[error("reading or writing the vault file failed ({what}): check the disk")]
    Io {
        /// The system's word for it.
        what: String,
    },
}
