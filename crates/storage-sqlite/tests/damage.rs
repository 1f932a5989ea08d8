//! A damaged file comes to an error with a name, or to the data that were put in; never to a panic. What flipped bits
//! do to a sealed body is for the vault to find: here a body may differ, but no record may appear twice.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{after, all, closed, id, record};
use std::fs;
use std::path::Path;
use strongroom_storage::{Class, Record, Storage, StorageError};
use strongroom_storage_sqlite::SqliteStorage;

const RECORDS: u64 = 100;

/// Opens, reads all there is, and commits.
async fn use_all(path: &Path) -> Result<Vec<Record>, StorageError> {
    let storage = SqliteStorage::open(path).await?;
    storage.header().await?;
    let mut records = all(&storage).await?;
    for record in &mut records {
        record.body.truncate(4);
    }
    storage.read(Class::Item, &[id(0), id(50)]).await?;
    storage.changed_since(Class::Item, 0).await?;
    storage.commit(after(1, vec![record(7, b"new"), record(5_000, &[1; 20_000])])).await?;
    storage.settle().await?;
    storage.close().await?;
    Ok(records)
}

fn assert_named(outcome: &Result<Vec<Record>, StorageError>, place: &str) {
    if let Err(error) = outcome {
        assert!(
            matches!(
                error,
                StorageError::Damaged { .. }
                    | StorageError::NotAVault
                    | StorageError::Version { .. }
                    | StorageError::Io { .. }
                    | StorageError::Conflict
                    | StorageError::ReadOnly
            ),
            "{place}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_truncated_file_is_refused_at_every_length() {
    let (_folder, path) = closed(RECORDS).await;
    let whole = fs::read(&path).unwrap();
    for length in (0..whole.len()).step_by(4096).chain([1, 99, 100, 511, 512]) {
        fs::write(&path, &whole[..length]).unwrap();
        let outcome = use_all(&path).await;
        assert!(outcome.is_err(), "{length} of {} bytes", whole.len());
        assert_named(&outcome, &format!("{length} bytes"));
        let _ = fs::remove_file(path.with_extension("vault-wal"));
        let _ = fs::remove_file(path.with_extension("vault-shm"));
    }
}

#[tokio::test]
async fn flipped_bits_come_to_a_named_error_or_to_records_of_the_same_shape() {
    let (_folder, path) = closed(RECORDS).await;
    let whole = fs::read(&path).unwrap();
    let structure = (0..2 * 8192).step_by(127).chain((0..whole.len()).step_by(1021));
    // The header of the file, and of each page, where the structure is.
    let heads = (0..whole.len()).step_by(8192).flat_map(|page| page..page + 16).chain(0..100);
    let mut refused = 0;
    for (round, place) in structure.chain(heads).enumerate() {
        let mut changed = whole.clone();
        changed[place] ^= [0xff, 0x01, 0x80][round % 3];
        fs::write(&path, &changed).unwrap();
        let outcome = use_all(&path).await;
        assert_named(&outcome, &format!("byte {place}"));
        refused += usize::from(outcome.is_err());
        if let Ok(records) = outcome {
            assert!(records.len() <= 200, "byte {place}: {} records", records.len());
        }
        let _ = fs::remove_file(path.with_extension("vault-wal"));
        let _ = fs::remove_file(path.with_extension("vault-shm"));
    }
    assert!(refused > 20, "only {refused} of the changes were noticed");
}

#[tokio::test]
async fn garbage_in_place_of_the_log_loses_nothing_and_never_panics() {
    let (_folder, path) = closed(RECORDS).await;
    for garbage in [vec![0; 40_000], vec![0xff; 40_000], b"7\x7f\x06\x82".repeat(9_000)] {
        fs::write(path.with_extension("vault-wal"), garbage).unwrap();
        let storage = SqliteStorage::open(&path).await.unwrap();
        assert_eq!(all(&storage).await.unwrap().len(), 100);
        storage.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_record_in_the_wrong_place_of_its_tree_is_named() {
    let (_folder, path) = closed(RECORDS).await;
    let mut bytes = fs::read(&path).unwrap();
    let found = |window: &[u8]| window == id(5).0;
    // In the table and in its index.
    let places: Vec<usize> = (0..bytes.len() - 16).filter(|at| found(&bytes[*at..at + 16])).collect();
    places.into_iter().for_each(|at| bytes[at + 15] = 50);
    fs::write(&path, &bytes).unwrap();
    let storage = SqliteStorage::open(&path).await.unwrap();
    let error = all(&storage).await.map(|records| records.len()).unwrap_err().to_string();
    assert!(error.contains("of class 1 is out of order"), "{error}");
    assert!(matches!(storage.examine().await, Err(StorageError::Damaged { .. })));
}
