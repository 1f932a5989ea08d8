//! A vault with records that cannot be read: the rest goes on, and what is damaged can be removed.

use std::sync::Arc;
use strongroom_storage::{Class, MemoryStorage, RecordId, Storage};
use strongroom_testkit::{Rows, World, large_vault, login, read_all, reopen, seeded_vault};
use strongroom_vault::{Action, FolderId, ItemId, ItemRecord, KnownStrength, NewItem, Unlocked, WriteError};

const SEED: u64 = 180;

type Place = (Class, RecordId);

fn named(vault: &Unlocked, title: &str) -> ItemId {
    vault.overviews().find(|(_, item)| &*item.title == title).unwrap().0
}

fn place_of(rows: &Rows, id: ItemId) -> Place {
    let is = |(class, of): &&Place| *class == Class::Item && of.to_string() == id.to_string();
    *rows.records.keys().find(is).unwrap()
}

/// The vault of these rows, open and writable.
async fn over(rows: &Rows) -> Unlocked {
    let storage = MemoryStorage::new();
    storage.commit(rows.batch()).await.unwrap();
    let storage: Arc<dyn Storage> = Arc::new(storage);
    reopen(&storage, SEED).await.unwrap()
}

fn flip(rows: &mut Rows, place: Place) {
    rows.records.get_mut(&place).unwrap()[130] ^= 1;
}

fn spoil(rows: &mut Rows, id: ItemId) {
    let place = place_of(rows, id);
    flip(rows, place);
}

/// A vault in which "Mail" and "Other" have two earlier versions each, and a third item has one.
struct TwoWithHistory {
    rows: Rows,
    mail: ItemId,
    of_mail: Vec<RecordId>,
    other: ItemId,
    of_other: Vec<RecordId>,
}

async fn two_with_history() -> TwoWithHistory {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let other = vault.create(NewItem::new(login("Other", "u", "1"), None), world.env()).await.unwrap();
    for (version, secret) in [(1, "2"), (2, "3")] {
        let item = login("Other", "u", secret);
        vault.update(other, version, |_| Some((item.clone(), None)), world.env()).await.unwrap();
    }
    let rows = Rows::of(&*storage).await;
    let mail = named(&vault, "Mail");
    let (of_mail, of_other) = (history(&mut vault, mail).await, history(&mut vault, other).await);
    TwoWithHistory { rows, mail, of_mail, other, of_other }
}

/// The records of an item's earlier versions.
async fn history(vault: &mut Unlocked, id: ItemId) -> Vec<RecordId> {
    let item = vault.read(id).await.unwrap();
    let ids = item.record.history.iter().map(|one| RecordId::parse(&one.id.to_string()).unwrap());
    ids.collect()
}

/// All versions that there were but these.
fn but(rows: &Rows, gone: &[RecordId]) -> Vec<RecordId> {
    let ids = rows.places(Class::Version).into_iter().map(|(_, id)| id);
    ids.filter(|id| !gone.contains(id)).collect()
}

async fn versions(vault: &Unlocked) -> Vec<RecordId> {
    let rows = Rows::of(&**vault.storage()).await;
    rows.places(Class::Version).into_iter().map(|(_, id)| id).collect()
}

#[tokio::test]
async fn item_that_is_damaged_missing_or_nonsense_is_removed_with_its_versions_and_no_others() {
    let TwoWithHistory { rows, mail, of_mail, .. } = two_with_history().await;
    let place = place_of(&rows, mail);
    let spoil: [&dyn Fn(&mut Rows); 3] =
        [&|rows| flip(rows, place), &|rows| drop(rows.records.remove(&place)), &|rows| {
            drop(rows.records.insert(place, vec![7; 9]))
        }];
    for spoil in spoil {
        let mut rows = rows.clone();
        spoil(&mut rows);
        let mut vault = over(&rows).await;
        assert!(vault.read(mail).await.is_err());
        assert_eq!(vault.purge(&[mail], World::new(1).env()).await, Ok(1));
        assert!(vault.overview(mail).is_none());
        assert_eq!(versions(&vault).await, but(&rows, &of_mail));
        assert!(read_all(&mut vault).await.is_ok());
    }
}

#[tokio::test]
async fn readable_and_unreadable_items_are_removed_together() {
    let TwoWithHistory { mut rows, mail, of_mail, other, of_other } = two_with_history().await;
    spoil(&mut rows, mail);
    let mut vault = over(&rows).await;
    assert_eq!(vault.purge(&[mail, other], World::new(1).env()).await, Ok(2));
    assert_eq!(versions(&vault).await, but(&rows, &[of_mail, of_other].concat()));
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn versions_of_an_item_that_cannot_be_read_and_stays_are_kept() {
    let TwoWithHistory { mut rows, mail, of_mail, other, of_other } = two_with_history().await;
    for id in [mail, other] {
        spoil(&mut rows, id);
    }
    // One of the other's versions does not say any more whose it is.
    flip(&mut rows, (Class::Version, of_other[0]));
    let mut vault = over(&rows).await;
    vault.purge(&[mail], World::new(1).env()).await.unwrap();
    assert_eq!(versions(&vault).await, but(&rows, &of_mail));
    vault.purge(&[other], World::new(1).env()).await.unwrap();
    assert_eq!(versions(&vault).await, but(&rows, &[of_mail, of_other].concat()));
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn version_that_cannot_be_read_goes_with_its_item_as_long_as_nobody_else_can_name_it() {
    let TwoWithHistory { mut rows, mail, other, of_other, .. } = two_with_history().await;
    spoil(&mut rows, other);
    flip(&mut rows, (Class::Version, of_other[1]));
    let mut vault = over(&rows).await;
    vault.purge(&[other], World::new(1).env()).await.unwrap();
    assert!(read_all(&mut vault).await.is_ok());
    assert_eq!(vault.read(mail).await.unwrap().record.history.len(), 2);
}

#[tokio::test]
async fn change_of_several_items_names_those_that_cannot_be_read_and_changes_none() {
    let TwoWithHistory { mut rows, mail, other, .. } = two_with_history().await;
    for id in [mail, other] {
        spoil(&mut rows, id);
    }
    let mut vault = over(&rows).await;
    let ids: Vec<ItemId> = vault.overviews().map(|(id, _)| id).collect();
    let world = World::new(1);
    let generation = vault.header().generation;
    let error = vault.set_deleted(&ids, true, world.env()).await.unwrap_err();
    let WriteError::Unreadable { items, titles } = &error else { panic!("{error:?}") };
    let mut expected = vec![(mail, "Mail".to_owned()), (other, "Other".to_owned())];
    expected.sort();
    assert_eq!(items.iter().copied().zip(titles.iter().cloned()).collect::<Vec<_>>(), expected);
    assert!(error.to_string().contains("“Mail”") && error.to_string().contains("“Other”"), "{error}");
    let edit = |record: &mut ItemRecord, _| {
        record.folder = None;
        Ok(true)
    };
    let moved = vault.rewrite(&ids, Action::Update, "folder", edit, world.env()).await.unwrap_err();
    assert!(matches!(moved, WriteError::Unreadable { .. }));
    assert_eq!(vault.header().generation, generation);
    let rest: Vec<ItemId> = ids.into_iter().filter(|id| ![mail, other].contains(id)).collect();
    assert_eq!(vault.rewrite(&rest, Action::Update, "folder", edit, world.env()).await, Ok(2));
}

#[test]
fn of_many_items_that_cannot_be_read_the_first_are_named() {
    let titles: Vec<String> = (1..=7).map(|number| format!("T{number}")).collect();
    let error = WriteError::Unreadable { items: Vec::new(), titles };
    let text = error.to_string();
    assert!(text.starts_with("“T1”, “T2”, “T3”, “T4”, “T5” and 2 more cannot be read: "), "{text}");
}

#[tokio::test]
async fn folder_with_an_item_that_cannot_be_read_says_which_and_goes_after_it_was_removed() {
    let TwoWithHistory { mut rows, mail, .. } = two_with_history().await;
    spoil(&mut rows, mail);
    let mut vault = over(&rows).await;
    let world = World::new(1);
    let folder: FolderId = vault.overview(mail).unwrap().folder.unwrap();
    let error = vault.delete_folder(folder, world.env()).await.unwrap_err();
    assert!(matches!(error, WriteError::Unreadable { items, .. } if items == [mail]));
    vault.purge(&[mail], world.env()).await.unwrap();
    vault.delete_folder(folder, world.env()).await.unwrap();
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn imported_items_are_scored_although_one_cannot_be_read() {
    let (vault, storage, world) = large_vault(SEED, 20).await;
    let pending = |vault: &Unlocked| {
        let waiting = vault.overviews().filter(|(_, item)| item.strength == KnownStrength::Pending);
        waiting.map(|(id, _)| id).collect::<Vec<_>>()
    };
    let ids = pending(&vault);
    assert!(ids.len() > 2);
    let mut rows = Rows::of(&*storage).await;
    spoil(&mut rows, ids[0]);
    let mut vault = over(&rows).await;
    while vault.score_pending(1, world.env()).await.unwrap() {}
    assert_eq!(pending(&vault), []);
    let generation = vault.header().generation;
    assert_eq!(vault.score_pending(1, world.env()).await, Ok(false));
    assert_eq!(vault.header().generation, generation);
}

#[tokio::test]
async fn damaged_version_of_an_item_that_stays_is_kept() {
    let TwoWithHistory { mut rows, of_mail, other, of_other, .. } = two_with_history().await;
    spoil(&mut rows, other);
    flip(&mut rows, (Class::Version, of_mail[0]));
    let mut vault = over(&rows).await;
    vault.purge(&[other], World::new(1).env()).await.unwrap();
    assert_eq!(versions(&vault).await, but(&rows, &of_other));
}
