//! Where the file lies, and whether it is still the file that was opened. A file that was deleted or replaced must not
//! be written to as if it were there: what is committed into it would be lost with the last handle.

use crate::failure::{failed, from_io};
use std::ffi::OsString;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use strongroom_storage::StorageError;
use tokio::fs;

/// What tells a file from another that later has its name. On Windows an open file can be neither deleted nor
/// replaced, so that there is nothing to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    number: u64,
}

impl Identity {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self { device: metadata.dev(), number: metadata.ino() }
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Self {
        Self {}
    }
}

/// The path of an opened vault with the identity of its file.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    path: PathBuf,
    identity: Identity,
}

impl Place {
    /// The file at that path, which must be a file and not empty. It is not opened: closing a file that SQLite holds
    /// in the same process would let go of SQLite's locks.
    pub(crate) async fn find(path: &Path) -> Result<Self, StorageError> {
        let path = absolute(path)?;
        let metadata = fs::metadata(&path).await.map_err(|error| from_io(&error))?;
        if !metadata.is_file() || metadata.len() == 0 {
            return Err(StorageError::NotAVault);
        }
        Ok(Self { path, identity: Identity::of(&metadata) })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file is still at its path.
    pub(crate) async fn check(&self) -> Result<(), StorageError> {
        self.compare(fs::metadata(&self.path).await)
    }

    /// Whether the file and the log beside it are still the ones that were opened.
    pub(crate) async fn check_with_log(&self, log: Option<Identity>) -> Result<(), StorageError> {
        let (path, beside) = (self.path.clone(), beside(&self.path, "-wal"));
        // Both in one visit to the threads that may block: a commit waits for it.
        let found = tokio::task::spawn_blocking(move || (std::fs::metadata(path), std::fs::metadata(beside)));
        let (file, beside) = found.await.map_err(|_| failed("the file could not be looked at"))?;
        self.compare(file)?;
        match log_of(beside)?.map(|(identity, _)| identity) == log {
            true => Ok(()),
            false => Err(failed("the log beside the file was removed")),
        }
    }

    fn compare(&self, found: io::Result<Metadata>) -> Result<(), StorageError> {
        match Identity::of(&found.map_err(|error| from_io(&error))?) == self.identity {
            true => Ok(()),
            false => Err(failed("the file was replaced by another")),
        }
    }

    /// The identity of the log beside the file; `None` when there is no log.
    pub(crate) async fn log(&self) -> Result<Option<(Identity, u64)>, StorageError> {
        log_of(fs::metadata(beside(&self.path, "-wal")).await)
    }
}

fn log_of(found: io::Result<Metadata>) -> Result<Option<(Identity, u64)>, StorageError> {
    match found {
        Ok(metadata) => Ok(Some((Identity::of(&metadata), metadata.len()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(from_io(&error)),
    }
}

/// The path from the root: a relative one could read as a URI to SQLite, and change its meaning with the folder.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, StorageError> {
    let path = std::path::absolute(path).map_err(|error| from_io(&error))?;
    if path.to_str().is_none() {
        return Err(failed("the path is not Unicode"));
    }
    Ok(path)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}
