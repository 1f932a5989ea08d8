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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SqliteStorage;
    use sqlx::AssertSqlSafe;
    use strongroom_storage::{Batch, Class, Storage};
    use tempfile::TempDir;

    async fn vault() -> (TempDir, SqliteStorage) {
        let folder = TempDir::new().unwrap();
        let first = Batch { generation: 1, ..Batch::default() };
        let storage = SqliteStorage::create(&folder.path().join("vault"), first).await.unwrap();
        (folder, storage)
    }

    async fn assert_settings(connection: &mut SqliteConnection) {
        let wanted = [
            ("synchronous", 2),
            ("secure_delete", 1),
            ("temp_store", 2),
            ("trusted_schema", 0),
            ("cell_size_check", 1),
            ("mmap_size", 0),
            ("busy_timeout", 5000),
            ("cache_size", -4096),
            ("page_size", 8192),
        ];
        for (name, value) in wanted {
            let statement = AssertSqlSafe(format!("PRAGMA {name}"));
            let found: Option<i64> =
                sqlx::query_scalar(statement).fetch_optional(&mut *connection).await.unwrap();
            assert_eq!(found.unwrap_or_default(), value, "{name}");
        }
    }

    async fn journal_mode(connection: &mut SqliteConnection) -> String {
        sqlx::query_scalar("PRAGMA journal_mode").fetch_one(connection).await.unwrap()
    }

    #[tokio::test]
    async fn every_kind_of_connection_has_the_settings() {
        let (_folder, storage) = vault().await;
        for purpose in [Purpose::Look, Purpose::Read, Purpose::Write] {
            assert_settings(&mut connect(storage.place.path(), purpose).await.unwrap()).await;
        }
        let empty = tempfile::NamedTempFile::new().unwrap();
        let mut connection = connect(empty.path(), Purpose::Lay).await.unwrap();
        assert_settings(&mut connection).await;
        assert_eq!(journal_mode(&mut connection).await, "off");
    }

    #[tokio::test]
    async fn the_connections_that_a_storage_holds_have_the_settings_and_a_log() {
        let (_folder, storage) = vault().await;
        storage.header().await.unwrap();
        storage.read(Class::Item, &[]).await.unwrap();
        let mut held = storage.readers.take_all();
        assert_eq!(held.len(), 1);
        held.push(storage.writer.lock().await.take().unwrap().connection);
        for mut connection in held {
            assert_settings(&mut connection).await;
            assert_eq!(journal_mode(&mut connection).await, "wal");
        }
    }

    #[tokio::test]
    async fn a_reader_cannot_write() {
        let (_folder, storage) = vault().await;
        for purpose in [Purpose::Read, Purpose::Look] {
            let mut connection = connect(storage.place.path(), purpose).await.unwrap();
            let outcome = schema::run(&mut connection, "DELETE FROM header").await;
            assert_eq!(outcome, Err(StorageError::ReadOnly));
        }
    }
}
