//! Older files and older rows put back: each has an outcome of its own.

use crate::support::{Replaceable, open, whole};
use std::sync::Arc;
use strongroom_storage::{Class, MemoryStorage, Storage};
use strongroom_testkit::{Rows, login, reopen, seeded_vault};
use strongroom_vault::{
    IndexFault, ItemId, Lineage, OpenVaultError, Problem, ReadError, RecordFault, Unlocked, WriteError,
};

const SEED: u64 = 100;

/// A vault before and after a change of the item "Mail".
async fn two_states() -> (Rows, Rows, Unlocked, ItemId) {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let before = Rows::of(&*storage).await;
    let id = vault.overviews().find(|(_, item)| &*item.title == "Mail").unwrap().0;
    vault.update(id, 3, |_| Some((login("Mail", "alice", "fourth"), None)), world.env()).await.unwrap();
    (before, Rows::of(&*storage).await, vault, id)
}

fn item_place(rows: &Rows, id: ItemId) -> (Class, strongroom_storage::RecordId) {
    *rows
        .records
        .keys()
        .find(|(class, of)| *class == Class::Item && of.to_string() == id.to_string())
        .unwrap()
}

#[tokio::test]
async fn older_file_opens_and_is_known_to_be_older() {
    let (before, after, vault, _) = two_states().await;
    let anchor = vault.anchor();
    assert!(whole(&before, SEED).await.is_ok());
    assert_eq!(anchor.compare(&before.parsed_header()), Lineage::Older);
    assert_eq!(anchor.compare(&after.parsed_header()), Lineage::Expected);
    let earlier = open(&before, SEED).await.unwrap().anchor();
    assert_eq!(earlier.compare(&after.parsed_header()), Lineage::Expected);
}

#[tokio::test]
async fn two_copies_changed_apart_from_each_other_are_forked() {
    let (before, _, vault, id) = two_states().await;
    let fork = Arc::new(MemoryStorage::new());
    fork.commit(before.batch()).await.unwrap();
    let storage: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&fork);
    let mut other = reopen(&storage, SEED).await.unwrap();
    let world = strongroom_testkit::World::new(7);
    other.set_deleted(&[id], true, world.env()).await.unwrap();
    assert_eq!(other.header().generation, vault.header().generation);
    assert_eq!(vault.anchor().compare(other.header()), Lineage::Forked);
    assert_eq!(other.anchor().compare(vault.header()), Lineage::Forked);
    assert_eq!(vault.anchor().compare(vault.header()), Lineage::Expected);
}

#[tokio::test]
async fn older_row_is_replayed() {
    let (before, mut after, _, id) = two_states().await;
    let place = item_place(&after, id);
    after.records.insert(place, before.records[&place].clone());
    let mut vault = open(&after, SEED).await.unwrap();
    let fault = RecordFault::Replayed;
    let outcome = vault.read(id).await.err();
    assert_eq!(outcome, Some(ReadError::Record { class: Class::Item, id: place.1, fault }));
    let problems = vault.verify().await.unwrap().problems;
    assert_eq!(problems[0], Problem::Record { class: Class::Item, id: place.1, fault });
}

#[tokio::test]
async fn deleted_row_is_missing() {
    let (_, mut after, _, id) = two_states().await;
    let place = item_place(&after, id);
    after.records.remove(&place);
    let mut vault = open(&after, SEED).await.unwrap();
    let fault = RecordFault::Missing;
    let outcome = vault.read(id).await.err();
    assert_eq!(outcome, Some(ReadError::Record { class: Class::Item, id: place.1, fault }));
    let problems = vault.verify().await.unwrap().problems;
    assert_eq!(problems[0], Problem::Record { class: Class::Item, id: place.1, fault });
}

#[tokio::test]
async fn older_removed_or_further_page_is_not_of_the_manifest() {
    let (before, after, _, _) = two_states().await;
    let page = after.places(Class::Page)[0];
    let mut older = after.clone();
    older.records.insert(page, before.records[&page].clone());
    let mut removed = after.clone();
    removed.records.remove(&page);
    for rows in [older, removed] {
        let outcome = open(&rows, SEED).await.err();
        assert_eq!(outcome, Some(OpenVaultError::Index(IndexFault::Manifest)));
    }
}

#[tokio::test]
async fn deleted_version_is_missing_and_an_item_without_entry_is_unlisted() {
    let (_, after, _, id) = two_states().await;
    for place in after.places(Class::Version) {
        let mut rows = after.clone();
        rows.records.remove(&place);
        let problems = open(&rows, SEED).await.unwrap().verify().await.unwrap().problems;
        let fault = RecordFault::Missing;
        assert_eq!(problems, [Problem::Record { class: Class::Version, id: place.1, fault }]);
    }
    let mut rows = after.clone();
    let stray = (Class::Item, strongroom_storage::RecordId([1; 16]));
    rows.records.insert(stray, after.records[&item_place(&after, id)].clone());
    let problems = open(&rows, SEED).await.unwrap().verify().await.unwrap().problems;
    assert_eq!(problems, [Problem::Record { class: Class::Item, id: stray.1, fault: RecordFault::Unlisted }]);
}

#[tokio::test]
async fn file_that_is_replaced_by_an_older_one_under_an_open_vault_is_noticed_by_the_next_write() {
    let (before, after, _, id) = two_states().await;
    let world = strongroom_testkit::World::new(8);
    let storage = Replaceable::new(after);
    let shared: Arc<dyn Storage> = Arc::<Replaceable>::clone(&storage);
    let mut vault = reopen(&shared, SEED).await.unwrap();
    *storage.0.lock().unwrap() = before;
    let outcome = vault.set_deleted(&[id], true, world.env()).await.err();
    let replaced = matches!(&outcome, Some(WriteError::Reload(error)) if **error == OpenVaultError::Replaced);
    // The item's own row is older as well, so that reading it may come first.
    let replayed = matches!(&outcome, Some(WriteError::Unreadable { .. }));
    assert!(replaced || replayed, "{outcome:?}");
    let outcome = vault.create_folder("F", None, world.env()).await.err();
    assert_eq!(outcome, Some(WriteError::Reload(Box::new(OpenVaultError::Replaced))));
    let problems = vault.verify().await.unwrap().problems;
    assert!(problems.contains(&Problem::Header), "{problems:?}");
}
