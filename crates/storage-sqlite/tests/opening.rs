//! What is refused when a file is made or opened, and how it is called.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{after, all, closed, folder, names, record, tamper};
use std::fs;
use strongroom_storage::{Storage, StorageError};
use strongroom_storage_sqlite::SqliteStorage;

#[tokio::test]
async fn a_new_vault_is_there_alone_and_for_its_owner_only() {
    let (folder, path) = closed(3).await;
    assert_eq!(names(folder.path()), ["test.vault"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let storage = SqliteStorage::open(&path).await.unwrap();
    assert_eq!(all(&storage).await.unwrap().len(), 3);
    assert!(!storage.is_read_only());
}

#[tokio::test]
async fn an_existing_file_is_never_replaced() {
    let (folder, path) = folder();
    fs::write(&path, b"mine").unwrap();
    assert_eq!(SqliteStorage::create(&path, after(0, vec![])).await.unwrap_err(), StorageError::Exists);
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    assert_eq!(names(folder.path()), ["test.vault"]);
}

#[tokio::test]
async fn of_many_makers_one_makes_the_vault_and_none_leaves_a_trace() {
    let (folder, path) = folder();
    let makers = (0..6_u8).map(|maker| SqliteStorage::create(&path, after(0, vec![record(0, &[maker])])));
    let made: Vec<_> = futures_util::future::join_all(makers).await;
    let winners: Vec<&SqliteStorage> = made.iter().flatten().collect();
    assert_eq!(winners.len(), 1, "{made:?}");
    for error in made.iter().filter_map(|made| made.as_ref().err()) {
        assert!(matches!(error, StorageError::Exists | StorageError::Busy), "{error:?}");
    }
    assert_eq!(all(winners[0]).await.unwrap().len(), 1);
    drop(made);
    assert!(names(folder.path()).iter().all(|name| name.starts_with("test.vault")));
}

#[tokio::test]
async fn what_an_interrupted_making_left_is_swept_by_the_next() {
    let (folder, path) = folder();
    fs::write(folder.path().join(".test.vault.new-abc123"), b"half").unwrap();
    fs::write(folder.path().join(".other.vault.new-abc123"), b"not ours").unwrap();
    SqliteStorage::create(&path, after(0, vec![])).await.unwrap().close().await.unwrap();
    assert_eq!(names(folder.path()), [".other.vault.new-abc123", "test.vault"]);
}

#[tokio::test]
async fn a_making_that_fails_leaves_nothing() {
    let (folder, path) = folder();
    let oversized = record(0, &vec![0; (64 << 20) + 1]);
    let error = SqliteStorage::create(&path, after(0, vec![record(1, b"x"), oversized])).await.unwrap_err();
    assert!(matches!(error, StorageError::Io { .. }), "{error}");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn a_vault_is_not_made_in_a_missing_folder() {
    let (folder, _) = folder();
    let path = folder.path().join("no/such.vault");
    assert_eq!(SqliteStorage::create(&path, after(0, vec![])).await.unwrap_err(), StorageError::Missing);
}

#[tokio::test]
async fn names_that_mean_something_to_sqlite_are_only_names() {
    let (folder, _) = folder();
    for name in [
        "a b?mode=memory#c%20d.vault",
        ":memory:",
        "file:x?immutable=1",
        "Grüße 日本.vault",
        "it's \"q\".vault",
    ] {
        let path = folder.path().join(name);
        SqliteStorage::create(&path, after(0, vec![record(1, b"x")])).await.unwrap().close().await.unwrap();
        assert!(path.is_file(), "{name}");
        assert_eq!(all(&SqliteStorage::open(&path).await.unwrap()).await.unwrap().len(), 1, "{name}");
    }
}

#[tokio::test]
async fn what_is_no_vault_is_told_apart_and_left_alone() {
    let (folder, path) = folder();
    assert_eq!(SqliteStorage::open(&path).await.unwrap_err(), StorageError::Missing);
    assert_eq!(SqliteStorage::open(folder.path()).await.unwrap_err(), StorageError::NotAVault);
    let text = "SQLite format 2\0 and some more text ".repeat(400);
    for content in [&b""[..], b"x", b"SQLite format 3\0", text.as_bytes(), &[0; 8192]] {
        fs::write(&path, content).unwrap();
        assert_eq!(SqliteStorage::open(&path).await.unwrap_err(), StorageError::NotAVault);
        assert_eq!(fs::read(&path).unwrap(), content);
    }
    assert_eq!(names(folder.path()), ["test.vault"]);
}

#[tokio::test]
async fn a_database_of_another_program_is_no_vault_and_is_left_alone() {
    let (folder, path) = folder();
    fs::write(&path, b"").unwrap();
    tamper(&path, "PRAGMA journal_mode = DELETE; CREATE TABLE record (id); INSERT INTO record VALUES (1)")
        .await;
    let before = fs::read(&path).unwrap();
    assert_eq!(SqliteStorage::open(&path).await.unwrap_err(), StorageError::NotAVault);
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(names(folder.path()), ["test.vault"]);
}

#[tokio::test]
async fn another_layout_is_named_with_its_number() {
    for found in [0, 2, -1] {
        let (_folder, path) = closed(1).await;
        tamper(&path, &format!("PRAGMA user_version = {found}")).await;
        let error = SqliteStorage::open(&path).await.unwrap_err();
        assert_eq!(error, StorageError::Version { found, known: 1 });
    }
}

#[tokio::test]
async fn a_changed_schema_is_refused() {
    let changes = [
        "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE more (x)",
        "CREATE INDEX more ON record (body)",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "ALTER TABLE record ADD COLUMN more BLOB",
        "ALTER TABLE header RENAME COLUMN body TO content",
        "DROP INDEX record_generation",
        "DROP TABLE header",
        "DROP INDEX record_generation; CREATE INDEX record_generation ON record (generation, class)",
        "DROP INDEX record_generation; CREATE TRIGGER record_generation AFTER DELETE ON record BEGIN SELECT 1; END",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '')",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE header (broken' WHERE name = 'header'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' -- more' WHERE name = 'record'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 900 WHERE name = 'header'",
        "DELETE FROM header",
        "INSERT INTO record VALUES (8, zeroblob(16), 1, zeroblob(1))",
        "INSERT INTO record VALUES (-1, zeroblob(16), 1, zeroblob(1))",
        "INSERT INTO record VALUES (257, zeroblob(16), 1, zeroblob(1))",
    ];
    for change in changes {
        let (_folder, path) = closed(2).await;
        tamper(&path, change).await;
        let outcome = SqliteStorage::open(&path).await;
        assert!(matches!(outcome, Err(StorageError::Damaged { .. })), "{change}: {outcome:?}");
    }
}

#[tokio::test]
async fn an_id_of_another_length_is_refused_and_named() {
    let (_folder, path) = closed(2).await;
    tamper(&path, "INSERT INTO record VALUES (1, zeroblob(15), 1, zeroblob(1))").await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    let error = all(&storage).await.unwrap_err();
    assert!(error.to_string().contains("record.id in a row of class 1"), "{error}");
}

#[tokio::test]
async fn a_body_of_absurd_size_is_refused_and_named() {
    let (_folder, path) = closed(2).await;
    tamper(&path, "UPDATE record SET body = zeroblob(67108865); UPDATE header SET body = zeroblob(67108865)")
        .await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    let errors = [
        all(&storage).await.unwrap_err(),
        storage.read(strongroom_storage::Class::Item, &[common::id(0)]).await.unwrap_err(),
        storage.changed_since(strongroom_storage::Class::Item, 0).await.unwrap_err(),
    ];
    for error in errors {
        let wanted = "record.body in row 00000000000000000000000000000000 of class 1";
        assert!(error.to_string().contains(wanted), "{error}");
    }
    let error = storage.header().await.unwrap_err();
    assert!(error.to_string().contains("header.body in row 1"), "{error}");
}

#[tokio::test]
async fn a_generation_beside_the_header_that_cannot_be_true_is_a_conflict_until_it_is_set_right() {
    for wrong in ["-1", "0", "3", "9223372036854775807"] {
        let (_folder, path) = closed(2).await;
        tamper(&path, &format!("UPDATE header SET generation = {wrong} WHERE copy = 1")).await;
        let storage = SqliteStorage::open(&path).await.unwrap();
        assert_eq!(storage.commit(after(1, vec![])).await, Err(StorageError::Conflict), "{wrong}");
        let header = storage.header().await.unwrap().first.unwrap();
        storage.realign(&header, 1).await.unwrap();
        storage.commit(after(1, vec![record(9, b"x")])).await.unwrap();
        assert_eq!(all(&storage).await.unwrap().len(), 3);
    }
}
