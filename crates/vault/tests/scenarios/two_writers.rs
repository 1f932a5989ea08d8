//! Two programs with the same file open, each writing as fast as it can: nothing is lost.

use std::path::Path;
use std::sync::Arc;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_crypto::KdfParams;
use strongroom_storage_sqlite::SqliteStorage;
use strongroom_testkit::{World, login, recovery_code};
use strongroom_vault::{
    Action, AuditEvent, ItemId, ItemRecord, Locked, NewItem, Unlocked, WriteError, prepare,
};
use tempfile::TempDir;

const SEED: u64 = 150;
const WRITERS: u64 = 2;
/// Of each writer.
const OPERATIONS: usize = 5_000;
const COUNTERS: usize = 20;

async fn open(path: &Path) -> Unlocked {
    let storage = Arc::new(SqliteStorage::open(path).await.unwrap());
    Locked::open(storage).await.unwrap().unlock(recovery_code(SEED)).await.unwrap()
}

fn count(item: &Item) -> usize {
    // Exposed to be counted with.
    item.field("count").unwrap().value.expose().parse().unwrap()
}

fn counter(count: usize) -> Item {
    Item::new(Kind::SECRET, "counter").with(Field::new("count", FieldType::Text, count.to_string()))
}

fn one_more(record: &mut ItemRecord, _: u64) -> Result<bool, WriteError> {
    record.item = counter(count(&record.item) + 1);
    Ok(true)
}

/// One item made and one shared counter raised in every ten operations; the others leave an audit entry.
async fn work(mut vault: Unlocked, counters: Vec<ItemId>, writer: u64) -> Vec<ItemId> {
    let world = World::new(SEED + 1 + writer);
    let mut made = Vec::new();
    for number in 0..OPERATIONS {
        match number % 10 {
            0 => {
                let item = NewItem::new(login(&format!("{writer} {number}"), "u", "p"), None);
                made.push(vault.create(item, world.env()).await.unwrap());
            }
            1 => {
                let shared = counters[(number / 10) % COUNTERS];
                vault.rewrite(&[shared], Action::Update, "count", one_more, world.env()).await.unwrap();
            }
            _ => {
                let event = AuditEvent::of_vault(Action::Reveal, format!("{writer} {number}"));
                vault.note(vec![event], world.env()).await.unwrap();
            }
        }
    }
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_writers_lose_nothing_in_ten_thousand_operations() {
    // In memory where there is such a place: the order of commits is at stake here, not the disk.
    let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
    let path = folder.path().join("shared.vault");
    let world = World::new(SEED);
    let (batch, _) = prepare(&[recovery_code(SEED)], KdfParams::FLOOR, world.env()).unwrap();
    SqliteStorage::create(&path, batch).await.unwrap().close().await.unwrap();
    let mut vault = open(&path).await;
    let mut counters = Vec::new();
    for _ in 0..COUNTERS {
        counters.push(vault.create(NewItem::new(counter(0), None), world.env()).await.unwrap());
    }
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        writers.push(tokio::spawn(work(open(&path).await, counters.clone(), writer)));
    }
    let mut made = Vec::new();
    for writer in writers {
        made.extend(writer.await.unwrap());
    }
    let total = usize::try_from(WRITERS).unwrap() * OPERATIONS;
    assert_eq!(made.len(), total / 10);
    // The one that only looked on sees everything, and so does one that comes anew.
    for mut vault in [vault, open(&path).await] {
        let found = vault.verify().await.unwrap();
        assert!(found.is_sound(), "{:?}", found.problems);
        assert_eq!(usize::try_from(found.audit_entries).unwrap(), 1 + COUNTERS + total);
        let mut raised = 0;
        for id in &counters {
            let opened = vault.read(*id).await.unwrap();
            assert_eq!(opened.record.history.len(), count(&opened.record.item));
            raised += count(&opened.record.item);
        }
        assert_eq!(raised, total / 10);
        for id in &made {
            assert!(vault.read(*id).await.is_ok());
        }
    }
}
