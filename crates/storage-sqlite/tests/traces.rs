//! What was deleted or replaced is found nowhere in the files once the vault is scrubbed, and not in the log once it is
//! settled.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{after, folder, id, record};
use std::fs;
use std::path::Path;
use strongroom_storage::{Class, Record, Storage};
use strongroom_storage_sqlite::SqliteStorage;

/// A body of that length full of marks that tell which write of which record it is.
fn marked(number: u64, write: u64, length: usize) -> Record {
    let mark = format!("<canary {number:05} {write:03}>").into_bytes();
    record(number, &mark.iter().copied().cycle().take(length.max(mark.len())).collect::<Vec<u8>>())
}

/// Numbers and writes of all whole marks in the files of the folder.
fn marks(folder: &Path) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let content = fs::read(entry.unwrap().path()).unwrap();
        for (at, _) in content.iter().enumerate().filter(|(_, byte)| **byte == b'<') {
            let Some(mark) = content.get(at..at + 18).and_then(|mark| std::str::from_utf8(mark).ok()) else {
                continue;
            };
            let Some(mark) = mark.strip_prefix("<canary ").and_then(|mark| mark.strip_suffix('>')) else {
                continue;
            };
            let Some((number, write)) = mark.split_once(' ') else { continue };
            found.push((number.parse().unwrap(), write.parse().unwrap()));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Scattered, but the same in every run.
fn scatter(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) % 4_000
}

const LENGTHS: [usize; 9] = [60, 450, 450, 450, 900, 1_900, 2_500, 9_000, 40_000];

fn length(number: u64, write: u64) -> usize {
    let place = number.wrapping_mul(7).wrapping_add(write * 3) % 9;
    LENGTHS.into_iter().zip(0..).find(|(_, at)| *at == place).map_or(0, |(length, _)| length)
}

#[tokio::test]
async fn deleted_and_replaced_bodies_leave_no_trace() {
    let (folder, path) = folder();
    let storage = SqliteStorage::create(&path, after(0, vec![])).await.unwrap();
    let mut present = std::collections::BTreeMap::new();
    for round in 1..=30_u64 {
        let mut batch = after(round, Vec::new());
        for step in 0..20 {
            let from = scatter(round * 1_000 + step);
            if let Some(number) = present.range(from..).next().map(|(number, _)| *number) {
                batch.deletes.push((Class::Item, id(number)));
                present.remove(&number);
            }
        }
        for step in 0..60 {
            let number = scatter(round * 1_000 + 500 + step);
            present.insert(number, round);
            batch.puts.push(marked(number, round, length(number, round)));
        }
        storage.commit(batch).await.unwrap();
    }
    assert!(marks(folder.path()).len() > present.len(), "the log shows what the test looks for");
    storage.settle().await.unwrap();
    assert_eq!(fs::metadata(path.with_extension("vault-wal")).unwrap().len(), 0);
    let gone = |mark: &&(u64, u64)| present.get(&mark.0) != Some(&mark.1);
    let stale = marks(folder.path()).iter().filter(gone).count();
    assert!(stale < 30, "{stale} of 1,800 bodies are left");
    storage.scrub().await.unwrap();
    let left: Vec<(u64, u64)> = present.iter().map(|(number, write)| (*number, *write)).collect();
    assert!(marks(folder.path()) == left, "a body was left");
    storage.close().await.unwrap();
    assert!(marks(folder.path()) == left, "a body came back");
}

#[tokio::test]
async fn when_all_is_deleted_nothing_is_left() {
    let (folder, path) = folder();
    let puts = (0..500).map(|number| marked(number, 1, length(number, 1))).collect();
    let storage = SqliteStorage::create(&path, after(0, puts)).await.unwrap();
    assert_eq!(marks(folder.path()).len(), 500);
    let mut batch = after(1, Vec::new());
    batch.deletes = (0..500).map(|number| (Class::Item, id(number))).collect();
    storage.commit(batch).await.unwrap();
    storage.settle().await.unwrap();
    assert_eq!(marks(folder.path()), []);
}

#[tokio::test]
async fn the_log_is_gone_after_closing() {
    let (folder, path) = folder();
    let storage = SqliteStorage::create(&path, after(0, vec![])).await.unwrap();
    storage.commit(after(1, vec![record(1, b"x")])).await.unwrap();
    storage.header().await.unwrap();
    storage.close().await.unwrap();
    assert_eq!(common::names(folder.path()), ["test.vault"]);
}
