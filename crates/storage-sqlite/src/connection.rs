//! Connections and what is set on each: the only place where one is made, so that none is without these settings.

use crate::failure::from_sqlx;
use crate::schema;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};
use std::path::Path;
use std::time::Duration;
use strongroom_storage::StorageError;

/// Bytes of a page of a new file. 8 KiB streams and inserts faster than 4 KiB with records of a few hundred bytes,
/// 16 KiB makes small commits larger for nothing.
const PAGE_SIZE: u32 = 8192;

/// How long a connection waits for another program before the answer is [`StorageError::Busy`].
const PATIENCE: Duration = Duration::from_secs(5);

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Laying a new file, aside. Without a log: the file is thrown away when anything fails.
    Lay,
    /// Committing.
    Write,
    /// Reading while others may write.
    Read,
    /// Reading a file that nobody changes, without touching it: no log, no locks.
    Look,
}

/// Connects to an existing file.
pub(crate) async fn connect(path: &Path, purpose: Purpose) -> Result<SqliteConnection, StorageError> {
    let mut connection = options(path, purpose).connect().await.map_err(from_sqlx)?;
    if purpose == Purpose::Read {
        schema::run(&mut connection, "PRAGMA query_only = ON").await?;
    }
    Ok(connection)
}

fn options(path: &Path, purpose: Purpose) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
        .page_size(PAGE_SIZE)
        .synchronous(SqliteSynchronous::Full)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("mmap_size", "0")
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-4096")
        .disable_statement_logging();
    match purpose {
        Purpose::Lay => options.journal_mode(SqliteJournalMode::Off),
        Purpose::Write | Purpose::Read => options.journal_mode(SqliteJournalMode::Wal),
        Purpose::Look => options.read_only(true).immutable(true),
    }
}
