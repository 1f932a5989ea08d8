//! An index that is damaged, and made anew from the records once that was accepted.

use crate::support::{actions, open, whole};
use serde_json::Value;
use std::sync::Arc;
use strongroom_credential::{Item, Kind};
use strongroom_crypto::UnlockError;
use strongroom_storage::{Class, MemoryStorage, RecordId, Storage, StorageError};
use strongroom_testkit::{
    Fault, FaultyStorage, Rows, World, content, large_vault, login, read_all, recovery_code, reopen,
    seeded_vault,
};
use strongroom_vault::{
    FolderId, IndexFault, ItemId, Locked, NewItem, OpenVaultError, Problem, ReadError, Rebuilt, RecordFault,
    Unlocked, WriteError,
};

const SEED: u64 = 170;

type Place = (Class, RecordId);

async fn rebuilding(
    storage: &Arc<dyn Storage>,
    seed: u64,
) -> Result<(Unlocked, Option<Rebuilt>), OpenVaultError> {
    let locked = Locked::open(Arc::clone(storage)).await.unwrap();
    locked.unlock_rebuilding(recovery_code(seed), World::new(seed + 1).env()).await
}

/// These rows in a storage that can be written to.
async fn stored(rows: &Rows) -> Arc<dyn Storage> {
    let storage = MemoryStorage::new();
    storage.commit(rows.batch()).await.unwrap();
    Arc::new(storage)
}

/// Opens these rows with a new index, writes it, and opens the vault again in the usual way.
async fn rebuilt(rows: &Rows, seed: u64) -> (Unlocked, Rebuilt) {
    let storage = stored(rows).await;
    assert!(matches!(reopen(&storage, seed).await.err(), Some(OpenVaultError::Index(_))));
    let (mut vault, rebuilt) = rebuilding(&storage, seed).await.unwrap();
    vault.note(Vec::new(), World::new(seed).env()).await.unwrap();
    (reopen(&storage, seed).await.unwrap(), rebuilt.unwrap())
}

/// What a vault says, but for what a rebuilding adds.
fn said(mut content: Value, entries: u64) -> Value {
    content["generation"].take();
    content["audit"].as_array_mut().unwrap().truncate(usize::try_from(entries).unwrap());
    for item in content["items"].as_array_mut().unwrap() {
        // What is judged again, and what only the versions would tell.
        for judged in ["strength", "worst", "secret_since"] {
            item["overview"][judged].take();
        }
    }
    content
}

fn problem(place: Place, fault: RecordFault) -> Problem {
    Problem::Record { class: place.0, id: place.1, fault }
}

/// Every way in which somebody without the key may spoil the pages.
async fn spoiled(rows: &Rows, older: &Rows) -> Vec<(&'static str, Rows)> {
    let pages = rows.places(Class::Page);
    let change = |change: &dyn Fn(&mut Rows)| {
        let mut rows = rows.clone();
        change(&mut rows);
        rows
    };
    vec![
        ("a byte changed", change(&|rows| rows.records.get_mut(&pages[0]).unwrap()[90] ^= 1)),
        ("a page empty", change(&|rows| drop(rows.records.insert(pages[0], Vec::new())))),
        ("a page removed", change(&|rows| drop(rows.records.remove(&pages[0])))),
        ("all pages removed", change(&|rows| rows.records.retain(|(class, _), _| *class != Class::Page))),
        (
            "a page put back",
            change(&|rows| drop(rows.records.insert(pages[0], older.records[&pages[0]].clone()))),
        ),
        (
            "a page more",
            change(&|rows| {
                drop(rows.records.insert((Class::Page, RecordId([9; 16])), rows.records[&pages[0]].clone()));
            }),
        ),
    ]
}

#[tokio::test]
async fn damaged_removed_or_replayed_pages_are_made_anew_and_nothing_else_changes() {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let older = Rows::of(&*storage).await;
    vault.create(NewItem::new(login("More", "u", "p"), None), world.env()).await.unwrap();
    let rows = Rows::of(&*storage).await;
    let entries = vault.audit_len();
    let before = said(read_all(&mut vault).await.unwrap(), entries);
    for (what, rows) in spoiled(&rows, &older).await {
        let (mut vault, report) = rebuilt(&rows, SEED).await;
        assert_eq!(said(read_all(&mut vault).await.unwrap(), entries), before, "{what}");
        let counted = (report.items, report.folders, report.faults, report.problems.len());
        assert_eq!(counted, (4, 2, 0, 0), "{what}");
        let noted = ("rebuild_index".to_owned(), "4 items, 2 folders, 0 faults".to_owned());
        assert_eq!(actions(&vault, entries).await, [noted], "{what}");
    }
}

#[tokio::test]
async fn large_index_is_made_anew_in_full_pages_and_scored_later() {
    let (mut vault, storage, world) = large_vault(SEED, 700).await;
    let entries = vault.audit_len();
    let before = said(content(&mut vault).await.unwrap(), entries);
    let mut rows = Rows::of(&*storage).await;
    rows.records.retain(|(class, _), _| *class != Class::Page);
    let (mut vault, report) = rebuilt(&rows, SEED).await;
    assert_eq!((report.items, report.faults), (700, 0));
    assert_eq!(vault.header().pages as usize, (report.items + report.folders).div_ceil(64));
    assert_eq!(said(read_all(&mut vault).await.unwrap(), entries), before);
    while vault.score_pending(1000, world.env()).await.unwrap() {}
    assert!(vault.counts().weak > 0);
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn vault_whose_index_is_whole_is_opened_as_it_is() {
    let (_, storage, _) = seeded_vault(SEED).await;
    let before = Rows::of(&*storage).await;
    let storage: Arc<dyn Storage> = storage;
    let (mut vault, report) = rebuilding(&storage, SEED).await.unwrap();
    assert_eq!(report, None);
    assert!(read_all(&mut vault).await.is_ok());
    assert_eq!(Rows::of(&*storage).await, before);
}

#[tokio::test]
async fn header_that_is_not_authentic_is_no_ground_for_a_new_index() {
    let (_, storage, _) = seeded_vault(SEED).await;
    let mut rows = Rows::of(&*storage).await;
    rows.records.retain(|(class, _), _| *class != Class::Page);
    let mut header = rows.parsed_header();
    header.generation += 1;
    rows.set_header(&header.to_bytes());
    let storage = rows.storage();
    let outcome = rebuilding(&storage, SEED).await.err();
    assert_eq!(outcome, Some(OpenVaultError::Unlock(UnlockError::NotAuthentic)));
    let wrong = Locked::open(storage).await.unwrap();
    let outcome = wrong.unlock_rebuilding(recovery_code(1), World::new(1).env()).await.err();
    assert!(matches!(outcome, Some(OpenVaultError::Unlock(UnlockError::Slot(_)))));
}

#[tokio::test]
async fn nothing_is_written_before_the_first_change_and_a_vault_that_cannot_be_written_can_be_read() {
    let (_, storage, world) = seeded_vault(SEED).await;
    let mut rows = Rows::of(&*storage).await;
    rows.records.retain(|(class, _), _| *class != Class::Page);
    // As a storage, rows can be read only.
    let (mut vault, _) = rebuilding(&rows.storage(), SEED).await.unwrap();
    assert_eq!(vault.counts().all, 2);
    content(&mut vault).await.unwrap();
    let refused = Err(WriteError::Storage(StorageError::ReadOnly));
    assert_eq!(vault.note(Vec::new(), world.env()).await, refused);
    content(&mut vault).await.unwrap();

    let fault = Fault::Error(StorageError::Full);
    let faulty = Arc::new(FaultyStorage::new(stored(&rows).await, fault));
    let shared: Arc<dyn Storage> = Arc::<FaultyStorage>::clone(&faulty);
    let (mut vault, _) = rebuilding(&shared, SEED).await.unwrap();
    assert_eq!(Rows::of(&*shared).await, rows);
    faulty.arm(0);
    assert!(vault.create_folder("F", None, world.env()).await.is_err());
    assert_eq!(Rows::of(&*shared).await, rows);
    vault.create_folder("F", None, world.env()).await.unwrap();
    let (opened, written) = (reopen(&shared, SEED).await.unwrap(), vault.audit_len() - 2);
    assert_eq!(opened.folders().count(), 3);
    let names: Vec<String> = actions(&opened, written).await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(names, ["rebuild_index", "folder"]);
}

#[tokio::test]
async fn of_two_programs_that_make_the_index_anew_the_second_takes_over_what_the_first_wrote() {
    let (_, storage, world) = seeded_vault(SEED).await;
    let mut rows = Rows::of(&*storage).await;
    rows.records.retain(|(class, _), _| *class != Class::Page);
    let storage = stored(&rows).await;
    let (mut first, _) = rebuilding(&storage, SEED).await.unwrap();
    let (mut second, _) = rebuilding(&storage, SEED).await.unwrap();
    first.create_folder("First", None, world.env()).await.unwrap();
    second.create_folder("Second", None, world.env()).await.unwrap();
    assert_eq!(second.folders().count(), 4);
    let times = actions(&second, 0).await.into_iter().filter(|(action, _)| action == "rebuild_index").count();
    assert_eq!(times, 1);
    assert!(read_all(&mut second).await.is_ok());
}

/// A vault with more than one page, and the place of an item that the last page lists.
async fn two_pages() -> (Rows, Place, ItemId) {
    let (mut vault, storage, world) = large_vault(SEED, 64).await;
    let last = vault.create(NewItem::new(login("Last", "u", "p"), None), world.env()).await.unwrap();
    let rows = Rows::of(&*storage).await;
    assert!(rows.places(Class::Page).len() > 1);
    let place = *rows.records.keys().find(|(_, id)| id.to_string() == last.to_string()).unwrap();
    (rows, place, last)
}

/// The page that was written last: it lists the item that was made last.
fn last_page(rows: &Rows) -> Place {
    let version = |place: &Place| {
        let sealed = strongroom_crypto::Envelope::peek(&rows.records[place]).unwrap();
        sealed.version
    };
    rows.places(Class::Page).into_iter().max_by_key(version).unwrap()
}

#[tokio::test]
async fn item_that_cannot_be_read_is_listed_by_its_name_where_its_page_is_left_and_can_be_removed() {
    let (rows, place, last) = two_pages().await;
    let kept = last_page(&rows);
    for page_left in [true, false] {
        let mut rows = rows.clone();
        rows.records.retain(|(class, id), _| *class != Class::Page || (page_left && (*class, *id) == kept));
        rows.records.get_mut(&place).unwrap()[150] ^= 1;
        let (mut vault, report) = rebuilt(&rows, SEED).await;
        assert_eq!((report.items, report.faults), (65, 1));
        assert_eq!(report.problems, [problem(place, RecordFault::Damaged)]);
        let title = if page_left { "Last" } else { "(unreadable)" };
        assert_eq!(&*vault.overview(last).unwrap().title, title);
        let fault = RecordFault::Damaged;
        let expected = ReadError::Record { class: Class::Item, id: place.1, fault };
        assert_eq!(vault.read(last).await.err(), Some(expected));
        assert_eq!(vault.verify().await.unwrap().problems, report.problems);
    }
}

#[tokio::test]
async fn rows_of_nonsense_are_listed_too() {
    let (_, storage, _) = seeded_vault(SEED).await;
    let mut rows = Rows::of(&*storage).await;
    rows.records.retain(|(class, _), _| *class != Class::Page);
    let places = [Class::Item, Class::Folder, Class::Setting].map(|class| (class, RecordId([7; 16])));
    for place in places {
        rows.records.insert(place, vec![1, 2, 3]);
    }
    let (mut vault, report) = rebuilt(&rows, SEED).await;
    assert_eq!(report.problems, places.map(|place| problem(place, RecordFault::Damaged)));
    assert_eq!(vault.verify().await.unwrap().problems, report.problems);
    assert!(vault.folder_tree().iter().any(|node| node.name == "(unreadable)"));
}

#[tokio::test]
async fn row_that_was_put_back_or_removed_is_told_where_a_page_still_knows_better() {
    let (rows, place, last) = two_pages().await;
    let storage = stored(&rows).await;
    let mut vault = reopen(&storage, SEED).await.unwrap();
    vault.set_deleted(&[last], true, World::new(5).env()).await.unwrap();
    let mut now = Rows::of(&*storage).await;
    let page = last_page(&now);
    let other = now.places(Class::Page).into_iter().find(|other| *other != page).unwrap();
    now.records.get_mut(&other).unwrap()[90] ^= 1;

    let mut replayed = now.clone();
    replayed.records.insert(place, rows.records[&place].clone());
    let (mut vault, report) = rebuilt(&replayed, SEED).await;
    assert_eq!(report.problems, [problem(place, RecordFault::Replayed)]);
    // What is there is shown all the same.
    assert_eq!(vault.read(last).await.unwrap().version, 1);
    assert!(!vault.overview(last).unwrap().deleted);

    let mut removed = now.clone();
    removed.records.remove(&place);
    let (vault, report) = rebuilt(&removed, SEED).await;
    assert_eq!(report.problems, [problem(place, RecordFault::Missing)]);
    assert!(vault.overview(last).is_none());
}

#[tokio::test]
async fn folders_that_old_rows_put_into_each_other_come_to_the_top_again() {
    let (mut vault, storage, world) = strongroom_testkit::empty_vault(SEED).await;
    let a = vault.create_folder("a", None, world.env()).await.unwrap();
    let b = vault.create_folder("b", Some(a), world.env()).await.unwrap();
    let item = NewItem::new(Item::new(Kind::NOTE, "inside"), Some(b));
    vault.create(item, world.env()).await.unwrap();
    let before = Rows::of(&*storage).await;
    vault.update_folder(b, "b", None, world.env()).await.unwrap();
    vault.update_folder(a, "a", Some(b), world.env()).await.unwrap();
    let mut rows = Rows::of(&*storage).await;
    rows.records.retain(|(class, _), _| *class != Class::Page);
    let place = *rows.records.keys().find(|(_, id)| id.to_string() == b.to_string()).unwrap();
    rows.records.insert(place, before.records[&place].clone());
    let storage = stored(&rows).await;
    let (mut vault, _) = rebuilding(&storage, SEED).await.unwrap();
    // All are shown even before the first change.
    assert_eq!(vault.folder_tree().len(), 2);
    vault.note(Vec::new(), world.env()).await.unwrap();
    let mut vault = reopen(&storage, SEED).await.unwrap();
    let depths: Vec<usize> = vault.folder_tree().iter().map(|node| node.depth).collect();
    assert_eq!(depths, [0, 1]);
    let top: FolderId = vault.folder_tree()[0].id;
    vault.delete_folder(top, world.env()).await.unwrap();
    assert_eq!(vault.folder_tree().len(), 1);
    vault.delete_folder(vault.folder_tree()[0].id, world.env()).await.unwrap();
    assert_eq!(vault.folder_tree(), []);
    read_all(&mut vault).await.unwrap();
}

#[tokio::test]
async fn opening_without_acceptance_says_which_damage_there_is() {
    let (_, storage, _) = seeded_vault(SEED).await;
    let mut rows = Rows::of(&*storage).await;
    let page = rows.places(Class::Page)[0];
    rows.records.get_mut(&page).unwrap()[90] ^= 1;
    assert_eq!(open(&rows, SEED).await.err(), Some(OpenVaultError::Index(IndexFault::Damaged)));
    rows.records.remove(&page);
    assert_eq!(open(&rows, SEED).await.err(), Some(OpenVaultError::Index(IndexFault::Manifest)));
    assert!(whole(&rows, SEED).await.is_err());
}
