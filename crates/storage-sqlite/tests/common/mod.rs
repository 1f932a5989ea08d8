//! Vaults in folders of their own, and a way past the crate to the database in them.
#![allow(dead_code, unreachable_pub, reason = "each test file uses some of it")]

use futures_util::TryStreamExt;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::path::{Path, PathBuf};
use std::process::Command;
use strongroom_storage::{Batch, Class, Record, RecordId, Storage, StorageError};
use strongroom_storage_sqlite::SqliteStorage;
use tempfile::TempDir;

pub fn id(number: u64) -> RecordId {
    RecordId::counted(number)
}

pub fn record(number: u64, body: &[u8]) -> Record {
    Record { class: Class::Item, id: id(number), body: body.to_vec() }
}

/// The batch that follows a generation, with the generation as its header.
pub fn after(expected: u64, puts: Vec<Record>) -> Batch {
    let generation = expected + 1;
    Batch { expected, generation, header: generation.to_be_bytes().to_vec(), puts, deletes: Vec::new() }
}

/// A folder with the path of a vault that is not there yet.
pub fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.vault");
    (folder, path)
}

/// A closed vault of one header and that many records.
pub async fn closed(records: u64) -> (TempDir, PathBuf) {
    let (folder, path) = folder();
    let puts = (0..records).map(|number| record(number, &[0xa5; 450])).collect();
    SqliteStorage::create(&path, after(0, puts)).await.unwrap().close().await.unwrap();
    (folder, path)
}

pub async fn all(storage: &SqliteStorage) -> Result<Vec<Record>, StorageError> {
    storage.stream(Class::Item).try_collect().await
}

/// Runs statements on the file as a stranger would.
pub async fn tamper(path: &Path, statements: &str) {
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// This test program again, to run that ignored test in a process of its own on that vault.
pub fn child(test: &str, vault: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]).env("TEST_VAULT", vault);
    command
}

/// The vault that a child is to work on.
pub fn vault_of_child() -> PathBuf {
    std::env::var_os("TEST_VAULT").map(PathBuf::from).unwrap()
}
