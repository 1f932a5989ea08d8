//! Why a backup could not be written, read or restored.

use strongroom_crypto::wire::WireError;
use strongroom_crypto::{BackupKeyError, ChunkError, HeaderError, UnlockError};
use strongroom_secret::RandomError;
use strongroom_storage::StorageError;
use strongroom_vault::{OpenVaultError, Problem, WriteError};
use thiserror::Error;

/// A failure of a backup. The texts say what failed and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BackupError {
    /// Its keys could not be made, or the passphrase does not open it.
    #[error(transparent)]
    Key(#[from] BackupKeyError),
    /// It was changed or cut short.
    #[error("{0}: use another backup")]
    Chunk(#[from] ChunkError),
    /// Its content is not what a backup holds.
    #[error("the backup's content is damaged ({0}): use another backup")]
    Content(#[from] WireError),
    /// Its vault header is not one.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// Its vault header and its root key do not belong together.
    #[error("the backup's header and key do not belong together: use another backup")]
    Root(UnlockError),
    /// The vault in it does not open.
    #[error(transparent)]
    Open(#[from] OpenVaultError),
    /// A record in it is not what it should be.
    #[error("the backup is not sound ({0}): use another backup")]
    Unsound(Problem),
    /// The vault's storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Reading or writing the backup file failed.
    #[error("reading or writing the backup file failed ({0}): check the disk and the path")]
    Io(std::io::ErrorKind),
    /// The restored vault could not be made.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The random source failed.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl From<std::io::Error> for BackupError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.kind())
    }
}
