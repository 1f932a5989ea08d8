//! What an error of SQLite means to the vault. Only codes and places are passed on: SQLite's own texts can repeat
//! names from a hostile file.

use std::io;
use strongroom_storage::StorageError;

/// The error that a failed statement or connection comes to.
pub(crate) fn from_sqlx(error: sqlx::Error) -> StorageError {
    match error {
        sqlx::Error::Database(error) => from_code(error.code().and_then(|code| code.parse().ok())),
        sqlx::Error::Io(error) => from_io(&error),
        sqlx::Error::ColumnDecode { index, .. } => {
            damaged(format!("column {index} has a value of another type"))
        }
        sqlx::Error::ColumnNotFound(_) | sqlx::Error::ColumnIndexOutOfBounds { .. } => {
            damaged("a column is missing")
        }
        sqlx::Error::RowNotFound => damaged("a row is missing"),
        _ => failed("the database's thread stopped"),
    }
}

/// The error for a result code of SQLite; the primary code is its lowest byte.
fn from_code(code: Option<i32>) -> StorageError {
    let Some(code) = code else { return failed("unknown result code") };
    match (code & 0xff, code) {
        (_, 1032) => StorageError::Missing, // SQLITE_READONLY_DBMOVED
        (5 | 6, _) => StorageError::Busy,
        (3 | 14 | 23, _) => StorageError::Forbidden,
        (8, _) => StorageError::ReadOnly,
        (13, _) | (_, 4874) => StorageError::Full, // SQLITE_IOERR_SHMSIZE: the log's index cannot grow
        (26, _) => StorageError::NotAVault,
        (1 | 11 | 17 | 18 | 19 | 20, _) | (_, 522 | 8458) => damaged(format!("result code {code}")),
        _ => failed(format!("result code {code}")),
    }
}

/// The error for a failure of the system.
pub(crate) fn from_io(error: &io::Error) -> StorageError {
    match error.kind() {
        io::ErrorKind::NotFound => StorageError::Missing,
        io::ErrorKind::AlreadyExists => StorageError::Exists,
        io::ErrorKind::PermissionDenied => StorageError::Forbidden,
        io::ErrorKind::ReadOnlyFilesystem => StorageError::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StorageError::Full,
        kind => failed(kind.to_string()),
    }
}

/// Damage at that place.
pub(crate) fn damaged(what: impl Into<String>) -> StorageError {
    StorageError::Damaged { what: what.into() }
}

/// A failure of the system, in its words.
pub(crate) fn failed(what: impl Into<String>) -> StorageError {
    StorageError::Io { what: what.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_codes_mean_what_their_primary_codes_mean() {
        assert_eq!(from_code(Some(517)), StorageError::Busy); // SQLITE_BUSY_SNAPSHOT
        assert_eq!(from_code(Some(1544)), StorageError::ReadOnly); // SQLITE_READONLY_DIRECTORY
        assert_eq!(from_code(Some(13)), StorageError::Full);
        assert!(matches!(from_code(Some(267)), StorageError::Damaged { .. })); // SQLITE_CORRUPT_VTAB
        assert!(matches!(from_code(Some(778)), StorageError::Io { .. })); // SQLITE_IOERR_WRITE
    }

    #[test]
    fn some_extended_codes_mean_more_than_their_primary_code() {
        assert_eq!(from_code(Some(1032)), StorageError::Missing);
        assert!(matches!(from_code(Some(522)), StorageError::Damaged { .. })); // SQLITE_IOERR_SHORT_READ
    }
}
