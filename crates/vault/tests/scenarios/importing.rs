//! Bringing in many items at once.

use crate::support::{open, titles, view};
use std::sync::Arc;
use strongroom_credential::{Item, Kind};
use strongroom_storage::{Class, Storage, StorageError};
use strongroom_testkit::{Fault, FaultyStorage, Rows, empty_vault, large_vault, login, read_all, reopen};
use strongroom_vault::{
    Comparable, Former, Imported, Incoming, KnownStrength, NewAttachment, NewItem, Standing, Unlocked, View,
};

fn path(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn incoming(item: Item, names: &[&str]) -> Incoming {
    Incoming { new: NewItem::new(item, None), path: path(names) }
}

#[tokio::test]
async fn items_come_with_their_past_their_times_and_their_folders() {
    let (mut vault, _, world) = empty_vault(30).await;
    let known = vault.create_folder("Known", None, world.env()).await.unwrap();
    let mut old = incoming(login("Old", "u", "third"), &["Known", "New"]);
    old.new.history =
        vec![Former::new(login("Old", "u", "first"), 100), Former::new(login("Older", "u", "second"), 200)];
    (old.new.created, old.new.modified) = (Some(50), Some(300));
    let mut trashed = incoming(login("Trashed", "u", "p"), &["Known"]);
    trashed.new.deleted = true;
    let brought = vec![old, trashed, incoming(login("Top", "u", "p"), &[])];
    let outcome = vault.import(brought, &[path(&["Empty"]), path(&["Known"])], "tests", world.env()).await;
    let id = vault.imports().await.unwrap().first().map(|past| past.id);
    assert!(id.is_some());
    assert_eq!(outcome, Ok(Imported { items: 3, merged: 0, folders: 2, versions: 2, id }));

    let tree: Vec<_> = vault.folder_tree().into_iter().map(|node| (node.depth, node.name)).collect();
    assert_eq!(tree, [(0, "Empty".to_owned()), (0, "Known".to_owned()), (1, "New".to_owned())]);
    assert_eq!(titles(&mut vault, &view(View::Folder(known))), ["Old"]);
    assert_eq!(titles(&mut vault, &view(View::Trash)), ["Trashed"]);
    let id = vault.overviews().find(|(_, item)| &*item.title == "Old").unwrap().0;
    let opened = vault.read(id).await.unwrap();
    let record = &opened.record;
    assert_eq!((opened.version, record.created, record.modified), (3, 50, 300));
    for (version, saved, title, secret) in [(1, 100, "Old", "first"), (2, 200, "Older", "second")] {
        let kept = vault.read_version(&opened, version).await.unwrap();
        assert_eq!((kept.saved, kept.item), (saved, login(title, "u", secret)));
    }
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn imported_passwords_are_scored_later_and_no_item_becomes_a_new_version_by_it() {
    let (mut vault, _, world) = empty_vault(31).await;
    let secrets = ["123456", "password", "correct-horse-battery-staple-9", "qwerty", "zJ4#mQ9!vT2@xL7$"];
    let items = secrets.iter().map(|secret| incoming(login("T", "u", secret), &[])).collect();
    vault.import(items, &[], "tests", world.env()).await.unwrap();
    let pending = |vault: &strongroom_vault::Unlocked| {
        vault.overviews().filter(|(_, item)| item.strength == KnownStrength::Pending).count()
    };
    assert_eq!((pending(&vault), vault.counts().weak), (5, 0));
    assert_eq!(vault.score_pending(2, world.env()).await, Ok(true));
    assert_eq!(pending(&vault), 3);
    assert_eq!(vault.score_pending(3, world.env()).await, Ok(false));
    assert_eq!((pending(&vault), vault.counts().weak), (0, 3));
    assert_eq!(vault.score_pending(3, world.env()).await, Ok(false));
    for id in vault.overviews().map(|(id, _)| id).collect::<Vec<_>>() {
        assert_eq!(vault.read(id).await.unwrap().version, 1);
    }
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn items_that_are_there_already_are_recognised_by_fields_and_notes() {
    let (mut vault, _, world) = empty_vault(32).await;
    let known = login("Known", "u", "p");
    vault.create(NewItem::new(known.clone(), None), world.env()).await.unwrap();
    let trashed = login("Trashed", "u", "p");
    let id = vault.create(NewItem::new(trashed.clone(), None), world.env()).await.unwrap();
    vault.set_deleted(&[id], true, world.env()).await.unwrap();
    let mut tagged = known.clone();
    tagged.tags = vec!["other".to_owned()];
    let mut noted = known.clone();
    noted.notes = "other".into();
    let other = login("Known", "u", "another");
    let named = login("Another", "u", "p");
    let items = [&known, &tagged, &noted, &other, &trashed, &named].map(live);
    assert_eq!(same(&mut vault, &items).await, [true, false, false, false, false, false]);
}

#[tokio::test]
async fn what_has_something_more_than_the_one_that_is_there_is_not_the_same_as_it() {
    let (mut vault, _, world) = empty_vault(38).await;
    let scan = |name: &str| {
        let mut new = NewItem::new(login("Scan", "u", "p"), None);
        new.attachments = vec![NewAttachment { name: name.to_owned(), content: vec![7; 5].into() }];
        new
    };
    let mut first = scan("a.pdf");
    let former = Former { item: login("Scan", "u", "old"), saved: 40, attachments: Vec::new() };
    first.history = vec![former];
    first.item.tags = vec!["paper".to_owned()];
    let item = first.item.clone();
    let brought = [first, scan("b.pdf")].map(|new| Incoming { new, path: Vec::new() });
    vault.import(brought.into(), &[], "tests", world.env()).await.unwrap();
    let with = |versions: &[Option<i64>], files: &[(&'static str, u64)]| Comparable {
        versions: versions.to_vec(),
        files: files.to_vec(),
        ..live(&item)
    };
    let (mut favourite, mut untagged) = (item.clone(), item.clone());
    (favourite.favourite, untagged.tags) = (true, Vec::new());
    let cases = [
        (with(&[Some(40)], &[("a.pdf", 5)]), true),
        (with(&[], &[]), true),
        (with(&[], &[("/home/ada/a.pdf", 5)]), true),
        (with(&[Some(41)], &[]), false),
        (with(&[None], &[]), false),
        (with(&[], &[("a.pdf", 6)]), false),
        (with(&[], &[("c.pdf", 5)]), false),
        (live(&favourite), false),
        // It is the other one of the two.
        (Comparable { files: vec![("b.pdf", 5)], ..live(&untagged) }, true),
    ];
    for (number, (one, expected)) in cases.into_iter().enumerate() {
        let answers = vault.compare(&[one]).await.unwrap();
        assert_eq!(answers[0].standing == Standing::Same, expected, "case {number}");
        assert!(answers[0].ours.is_some(), "case {number}");
    }
}

#[tokio::test]
async fn second_one_of_a_file_is_no_duplicate_where_a_file_or_a_version_belongs_to_it() {
    let (mut vault, ..) = empty_vault(39).await;
    let row = login("Scan", "u", "p");
    let scan = Comparable { files: vec![("a.pdf", 5)], ..live(&row) };
    let former = Comparable { versions: vec![Some(40)], ..live(&row) };
    let items = [live(&row), scan, former, live(&row)];
    assert_eq!(same(&mut vault, &items).await, [false, false, false, true]);
}

/// For each item, whether the vault or the file has the same.
async fn same(vault: &mut Unlocked, items: &[Comparable<'_>]) -> Vec<bool> {
    let answers = vault.compare(items).await.unwrap();
    answers.iter().map(|one| one.standing == Standing::Same).collect()
}

fn live(item: &Item) -> Comparable<'_> {
    Comparable::new(item)
}

fn in_trash(item: &Item) -> Comparable<'_> {
    Comparable { trashed: true, ..Comparable::new(item) }
}

#[tokio::test]
async fn what_lies_in_the_trash_is_compared_with_what_lies_in_the_trash() {
    let (mut vault, _, world) = empty_vault(34).await;
    let (kept, trashed) = (login("Kept", "u", "p"), login("Trashed", "u", "p"));
    let mut brought = vec![incoming(kept.clone(), &[]), incoming(trashed.clone(), &[])];
    brought[1].new.deleted = true;
    vault.import(brought, &[], "tests", world.env()).await.unwrap();
    let items = [live(&kept), in_trash(&kept), live(&trashed), in_trash(&trashed)];
    assert_eq!(same(&mut vault, &items).await, [true, false, false, true]);
}

#[tokio::test]
async fn the_very_same_row_of_a_file_is_a_duplicate_of_the_first() {
    let (mut vault, ..) = empty_vault(35).await;
    let row = login("Row", "u", "p");
    let mut tagged = row.clone();
    tagged.tags = vec!["t".to_owned()];
    let other = login("Row", "u", "another");
    let elsewhere = Comparable { folder: Some(1), ..live(&row) };
    let again = elsewhere.clone();
    let items = [live(&row), live(&row), live(&tagged), live(&other), elsewhere, in_trash(&row), again];
    let answers = same(&mut vault, &items).await;
    assert_eq!(answers, [false, true, false, false, false, false, true]);
}

/// A vault of that many notes, of which the index sees no difference.
async fn notes_alike(seed: u64, count: usize) -> (Unlocked, Arc<FaultyStorage>, Vec<Item>) {
    let (mut vault, storage, world) = empty_vault(seed).await;
    let note = |number: usize| {
        let mut note = Item::new(Kind::NOTE, "Note");
        note.notes = format!("text {number}").into();
        note
    };
    let notes: Vec<Item> = (0..2 * count).map(note).collect();
    let brought = notes.iter().take(count).map(|note| incoming(note.clone(), &[])).collect();
    vault.import(brought, &[], "tests", world.env()).await.unwrap();
    let fault = Fault::Error(StorageError::Full);
    let counting = Arc::new(FaultyStorage::new(storage, fault));
    let shared: Arc<dyn Storage> = Arc::<FaultyStorage>::clone(&counting);
    (reopen(&shared, seed).await.unwrap(), counting, notes)
}

#[tokio::test]
async fn each_record_is_read_once_however_many_items_are_alike() {
    let (mut vault, counting, notes) = notes_alike(36, 320).await;
    let before = counting.calls();
    let items: Vec<Comparable<'_>> = notes.iter().map(live).collect();
    let answers = same(&mut vault, &items).await;
    assert!(answers.iter().zip(0..).all(|(known, number)| *known == (number < 320)));
    assert_eq!(counting.calls() - before, 320 / 16);
}

#[tokio::test]
async fn item_of_the_vault_that_cannot_be_read_is_like_none_and_stops_nothing() {
    let (vault, _, notes) = notes_alike(37, 5).await;
    let mut rows = Rows::of(&**vault.storage()).await;
    let place = rows.places(Class::Item)[0];
    rows.records.get_mut(&place).unwrap()[130] ^= 1;
    let mut vault = open(&rows, 37).await.unwrap();
    let items: Vec<Comparable<'_>> = notes.iter().map(live).collect();
    let answers = same(&mut vault, &items).await;
    assert_eq!(answers.iter().filter(|known| **known).count(), 4);
}

#[tokio::test]
async fn thousand_generated_items_are_all_there_and_sound() {
    let (mut vault, _, _) = large_vault(33, 1000).await;
    assert_eq!(vault.counts().all, 1000);
    assert!(read_all(&mut vault).await.is_ok());
}
