//! Files of SQLite, real and not: nothing is made, changed or left beside them.

use crate::support::told;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().is_file());
    files
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

/// Made by the library itself, through another connection than the one that is tested.
async fn make(path: &Path, wal: bool) {
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
    use sqlx::{ConnectOptions, Connection, Executor};
    let mode = if wal { SqliteJournalMode::Wal } else { SqliteJournalMode::Delete };
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true).journal_mode(mode);
    let mut connection = options.connect().await.unwrap();
    connection.execute("CREATE TABLE books (title TEXT)").await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn sqlite_file_is_read_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    make(&at("plain.db"), false).await;
    make(&at("wal.db"), true).await;
    std::fs::write(at("text.db"), "this is no database, however long it may be ".repeat(100)).unwrap();
    std::fs::write(at("empty.db"), "").unwrap();
    let whole = std::fs::read(at("plain.db")).unwrap();
    std::fs::write(at("cut.db"), &whole[..whole.len() / 2]).unwrap();
    std::fs::create_dir(at("folder.db")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe.db")).status().unwrap().success());
    let before = content(folder.path());
    for (name, expected) in [
        ("plain.db", "ok clear  ? "),
        ("wal.db", "ok clear  ? "),
        ("empty.db", "ok clear  ? "),
        ("text.db", "not_that_server"),
        ("cut.db", "not_that_server"),
        ("folder.db", "not_that_server"),
        ("pipe.db", "not_that_server"),
        ("missing.db", "no_file"),
    ] {
        let url = format!("sqlite:///{}", at(name).display());
        assert_eq!(told(&url).await, expected, "{name}");
    }
    assert_eq!(content(folder.path()), before);
}
