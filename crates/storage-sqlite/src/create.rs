//! Making a new file: the complete first state is written aside and gets its name last, so that a crash leaves either
//! nothing under that name or a whole vault. An existing file is never replaced.

use crate::connection::{Purpose, connect};
use crate::failure::{failed, from_io, from_sqlx};
use crate::place::absolute;
use crate::{schema, write};
use futures_util::TryStreamExt;
use sqlx::{Connection, SqliteConnection};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use strongroom_storage::{Batch, Class, Storage, StorageError};
use tempfile::TempPath;
use tokio::task::spawn_blocking;

/// Parts of files that are in memory at one time.
const PARTS: usize = 16;

/// Writes a new file with that first state, which is durable when this returns.
pub(crate) async fn create(
    path: &Path,
    first: Batch,
    files: Option<&dyn Storage>,
) -> Result<(), StorageError> {
    let path = absolute(path)?;
    let aside = blocking({
        let path = path.clone();
        move || start_aside(&path)
    })
    .await?;
    fill(&aside, first, files).await.map_err(|error| unless_swept(&aside, error))?;
    blocking(move || publish(aside, &path)).await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    spawn_blocking(work).await.map_err(|_| failed("the runtime stopped"))?
}

/// An empty side file that only its owner may read, and that goes with the returned path.
fn start_aside(path: &Path) -> Result<TempPath, StorageError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(StorageError::Exists);
    }
    let (folder, prefix) = aside(path)?;
    sweep(&folder, &prefix).map_err(|error| from_io(&error))?;
    let file =
        tempfile::Builder::new().prefix(&prefix).tempfile_in(&folder).map_err(|error| from_io(&error))?;
    Ok(file.into_temp_path())
}

/// The folder of the side file, and how its name begins.
fn aside(path: &Path) -> Result<(PathBuf, String), StorageError> {
    match (path.parent(), path.file_name().and_then(|name| name.to_str())) {
        (Some(folder), Some(name)) => Ok((folder.to_owned(), format!(".{name}.new-"))),
        _ => Err(failed("the path names no file")),
    }
}

/// Removes what an interrupted making of the same file has left.
fn sweep(folder: &Path, prefix: &str) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix)) {
            match fs::remove_file(entry.path()) {
                // Another program that makes the same file has swept it.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                done => done?,
            }
        }
    }
    Ok(())
}

/// What went wrong, unless another program making the same file has swept this side file away.
fn unless_swept(aside: &Path, error: StorageError) -> StorageError {
    if aside.exists() { error } else { StorageError::Busy }
}

async fn fill(path: &Path, first: Batch, files: Option<&dyn Storage>) -> Result<(), StorageError> {
    let mut connection = connect(path, Purpose::Lay).await?;
    let outcome = lay(&mut connection, first, files).await;
    // Waited for after an error too: an open file keeps its room on the disk after it was removed.
    outcome.and(connection.close().await.map_err(from_sqlx))
}

async fn lay(
    connection: &mut SqliteConnection,
    first: Batch,
    files: Option<&dyn Storage>,
) -> Result<(), StorageError> {
    let Batch { expected, generation, header, .. } = &first;
    let (expected, generation, header) = (*expected, *generation, header.clone());
    let state = Batch { expected, generation, header, ..Batch::default() };
    schema::lay(connection).await?;
    schema::run(connection, "BEGIN").await?;
    write::apply(connection, first).await?;
    if let Some(files) = files {
        let mut parts = files.stream(Class::Attachment).try_chunks(PARTS);
        while let Some(puts) = parts.try_next().await.map_err(|error| error.1)? {
            write::apply(connection, Batch { puts, ..state.clone() }).await?;
        }
    }
    schema::run(connection, "COMMIT").await?;
    // Marks the file as one with a log, and leaves none: nobody who opens it has to change it for that.
    schema::run(connection, "PRAGMA journal_mode = WAL").await
}

/// Makes the side file durable and gives it its name, which is refused when the name is taken meanwhile.
fn publish(aside: TempPath, path: &Path) -> Result<(), StorageError> {
    File::open(&aside)
        .and_then(|file| file.sync_all())
        .map_err(|error| unless_swept(&aside, from_io(&error)))?;
    aside.persist_noclobber(path).map_err(|error| unless_swept(&error.path, from_io(&error.error)))?;
    sync_folder(path).map_err(|error| from_io(&error))
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Windows makes a rename durable with the file, and opens no folder.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
