//! Every byte of a vault's file, changed: what the vault says afterwards is what it said before, or a clear complaint. And
//! where it opens it can be written to.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use strongroom_storage::{MemoryStorage, Storage, StorageError};
use strongroom_storage_sqlite::SqliteStorage;
use strongroom_testkit::{Rows, World, content, empty_vault, login, reopen};
use strongroom_vault::{NewItem, OpenVaultError, ReadError, Unlocked, WriteError};
use tempfile::TempDir;

const SEED: u64 = 160;

/// A closed file with two items, one of them with an earlier version, and a folder; and what it says.
async fn small_file(folder: &Path) -> (PathBuf, Value) {
    let (mut vault, storage, world): (_, Arc<MemoryStorage>, _) = empty_vault(SEED).await;
    let inside = vault.create_folder("Inside", None, world.env()).await.unwrap();
    let id = vault.create(NewItem::new(login("A", "u", "one"), Some(inside)), world.env()).await.unwrap();
    vault.update(id, 1, |_| Some((login("A", "u", "two"), Some(inside))), world.env()).await.unwrap();
    vault.create(NewItem::new(login("B", "u", "three"), None), world.env()).await.unwrap();
    let said = told(content(&mut vault).await.unwrap());
    let path = folder.join("flip.vault");
    let rows = Rows::of(&*storage).await;
    SqliteStorage::create(&path, rows.batch()).await.unwrap().close().await.unwrap();
    (path, said)
}

/// What a vault says, without what the helper takes from folders' records without opening them.
fn told(mut content: Value) -> Value {
    for folder in content["folders"].as_array_mut().unwrap() {
        folder["version"].take();
    }
    content
}

/// What became of a changed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// It does not open, or a record cannot be read, and the error says why.
    Refused,
    /// It says what it said, and verifying finds fault with it.
    Faulty,
    /// Nothing is wrong with it.
    Whole,
}

/// A vault over a file that is closed before it is looked at again.
struct OverFile {
    vault: Unlocked,
    file: Arc<SqliteStorage>,
}

impl OverFile {
    async fn open(path: &Path) -> Result<Self, OpenVaultError> {
        let file = Arc::new(SqliteStorage::open(path).await?);
        let storage: Arc<dyn Storage> = Arc::<SqliteStorage>::clone(&file);
        Ok(Self { vault: reopen(&storage, SEED).await?, file })
    }

    async fn close(self) {
        drop(self.vault);
        let _ = Arc::into_inner(self.file).unwrap().close().await;
    }
}

/// Opens, lists, reads, verifies, writes, and opens again.
async fn judge(path: &Path, said: &Value, place: &str) -> Outcome {
    let Ok(mut opened) = OverFile::open(path).await else { return Outcome::Refused };
    let outcome = match content(&mut opened.vault).await {
        Ok(now) => {
            assert!(told(now) == *said, "{place}: another content");
            match opened.vault.verify().await {
                Ok(found) if found.is_sound() => Outcome::Whole,
                Ok(_) => Outcome::Faulty,
                Err(_) => Outcome::Refused,
            }
        }
        Err(ReadError::Record { .. } | ReadError::Storage(_)) => Outcome::Refused,
        Err(error) => panic!("{place}: {error}"),
    };
    let written = opened.vault.create_folder("After", None, World::new(1).env()).await;
    opened.close().await;
    match (written, outcome) {
        (Ok(_), _) => assert_written(path, outcome, place).await,
        (Err(WriteError::Storage(StorageError::Conflict)), _) => panic!("{place}: a conflict for ever"),
        // That SQLite cannot write the file shows nowhere else.
        (Err(WriteError::Storage(_)), _) | (_, Outcome::Refused | Outcome::Faulty) => {}
        (Err(error), Outcome::Whole) => panic!("{place}: {error}"),
    }
    outcome
}

async fn assert_written(path: &Path, outcome: Outcome, place: &str) {
    let mut again = match OverFile::open(path).await {
        Ok(again) => again,
        // A key in the wrong place of SQLite's tree hides others from it: the fault was told before the change.
        Err(OpenVaultError::Storage(StorageError::Damaged { .. })) if outcome != Outcome::Whole => return,
        Err(error) => panic!("{place}: {error:?}"),
    };
    assert_eq!(again.vault.folders().count(), 2, "{place}");
    if outcome == Outcome::Whole {
        assert!(again.vault.verify().await.unwrap().is_sound(), "{place}: unsound after a change");
    }
    again.close().await;
}

/// The places to change: every byte that is not zero and those beside one; of the empty room, one in 64.
fn places(bytes: &[u8]) -> Vec<usize> {
    let filled = |place: usize| bytes.get(place).is_some_and(|byte| *byte != 0);
    let near = |place: &usize| place.is_multiple_of(64) || (place.saturating_sub(2)..place + 3).any(filled);
    (0..bytes.len()).filter(near).collect()
}

#[tokio::test]
async fn flip_every_byte_of_the_file() {
    // In memory, where there is such a place: a file is written for every byte.
    let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
    let (path, said) = small_file(folder.path()).await;
    let whole = std::fs::read(&path).unwrap();
    assert_eq!(judge(&path, &said, "unchanged").await, Outcome::Whole);
    let mut counts = BTreeMap::<Outcome, usize>::new();
    for (round, place) in places(&whole).into_iter().enumerate() {
        let mut changed = whole.clone();
        changed[place] ^= [0xff, 0x01, 0x80][round % 3];
        let path = folder.path().join(format!("{place}.vault"));
        std::fs::write(&path, &changed).unwrap();
        let outcome = judge(&path, &said, &format!("byte {place}")).await;
        *counts.entry(outcome).or_default() += 1;
        for left in [path.clone(), path.with_extension("vault-wal"), path.with_extension("vault-shm")] {
            let _ = std::fs::remove_file(left);
        }
    }
    assert_eq!(counts.len(), 3, "{counts:?}");
}
