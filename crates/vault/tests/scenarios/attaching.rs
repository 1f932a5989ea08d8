//! Files that hang on items: what is stored comes back, whole or with a clear error; and nothing of it stays behind.

use crate::support::{actions, whole};
use std::sync::Arc;
use strongroom_secret::SecretBytes;
use strongroom_storage::{Class, MemoryStorage, Storage, StorageError};
use strongroom_testkit::{
    Fault, FaultyStorage, FixedClock, Rows, World, attach_to, login, read_all, reopen, seeded_vault,
    vault_with_files,
};
use strongroom_vault::{
    ATTACHMENT_PART, Attachment, AttachmentId, Env, Former, Incoming, ItemId, MAX_ATTACHMENT,
    MAX_ATTACHMENTS, NewAttachment, NewItem, ReadError, Unlocked, WriteError,
};

const SEED: u64 = 230;
const DAY: i64 = 24 * 60 * 60 * 1000;

fn mail(vault: &Unlocked) -> ItemId {
    vault.overviews().find(|(_, item)| &*item.title == "Mail").unwrap().0
}

async fn content(vault: &Unlocked, file: &Attachment) -> Vec<u8> {
    let mut whole = Vec::new();
    for number in 0..file.parts() {
        whole.extend_from_slice(vault.read_attachment(file, number).await.unwrap().expose());
    }
    whole
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|place| u8::try_from(place % 251).unwrap()).collect()
}

/// The vault with files, and one more that is being stored.
async fn with_one_begun() -> (Unlocked, Arc<MemoryStorage>, World) {
    let (mut vault, storage, world) = vault_with_files(SEED).await;
    let mut unfinished = vault.begin_attachment(world.env()).unwrap();
    vault.store_attachment(&mut unfinished, &bytes(7).into(), world.env()).await.unwrap();
    (vault, storage, world)
}

async fn parts(storage: &MemoryStorage) -> usize {
    Rows::of(storage).await.places(Class::Attachment).len()
}

#[tokio::test]
async fn files_of_every_size_come_back_as_they_were() {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let id = mail(&vault);
    let sizes =
        [0, 1, 60, 1024, ATTACHMENT_PART - 1, ATTACHMENT_PART, ATTACHMENT_PART + 1, 3 * ATTACHMENT_PART];
    for size in sizes {
        let file = attach_to(&mut vault, id, "file.bin", bytes(size), &world).await;
        assert_eq!((file.size, content(&vault, &file).await), (u64::try_from(size).unwrap(), bytes(size)));
    }
    let shared: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
    let mut again = reopen(&shared, SEED).await.unwrap();
    let files = again.read(id).await.unwrap().record.attachments;
    assert_eq!(files.len(), sizes.len());
    for (file, size) in files.iter().zip(sizes) {
        assert_eq!(content(&again, file).await, bytes(size));
        let past_its_end = again.read_attachment(file, file.parts()).await;
        assert!(matches!(past_its_end, Err(ReadError::NotFound { .. })), "{past_its_end:?}");
    }
    assert!(read_all(&mut again).await.is_ok());
}

#[tokio::test]
async fn saving_an_item_does_not_grow_with_its_files() {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let id = mail(&vault);
    let length = async |storage: &MemoryStorage| {
        let rows = Rows::of(storage).await;
        rows.records
            .iter()
            .filter(|((class, _), _)| *class != Class::Attachment)
            .map(|(_, body)| body.len())
            .sum::<usize>()
    };
    let before = length(&storage).await;
    attach_to(&mut vault, id, "large.bin", bytes(4 << 20), &world).await;
    assert!(length(&storage).await - before < 8192);
}

#[tokio::test]
async fn every_step_is_a_version_and_an_entry_of_the_trail() {
    let (mut vault, _, world) = seeded_vault(SEED).await;
    let id = mail(&vault);
    let entries = vault.header().audit_entries;
    let file = attach_to(&mut vault, id, "../a/codes.txt", b"secret".to_vec(), &world).await;
    vault.rename_attachment(id, file.id, "other.txt", world.env()).await.unwrap();
    vault.detach(id, file.id, world.env()).await.unwrap();
    let expected = [("attach", "codes.txt"), ("update", ""), ("detach", "other.txt")];
    assert_eq!(
        actions(&vault, entries).await,
        expected.map(|(action, detail)| (action.to_owned(), detail.to_owned()))
    );
    let now = vault.read(id).await.unwrap();
    assert_eq!((now.version, now.record.attachments.len()), (6, 0));
    // The versions before still have it, under the name that it had then.
    for (version, name) in [(4, "codes.txt"), (5, "other.txt")] {
        let then = vault.read_version(&now, version).await.unwrap();
        assert_eq!(then.attachments[0].name, name);
        assert_eq!(content(&vault, &then.attachments[0]).await, b"secret");
    }
}

#[tokio::test]
async fn an_edit_of_the_item_leaves_its_files() {
    let (mut vault, _, world) = vault_with_files(SEED).await;
    let id = mail(&vault);
    let before = vault.read(id).await.unwrap();
    let edit = |_: &_| Some((login("Mail", "alice", "changed"), None));
    vault.update(id, before.version, edit, world.env()).await.unwrap();
    assert_eq!(vault.read(id).await.unwrap().record.attachments, before.record.attachments);
}

#[tokio::test]
async fn what_is_too_large_or_too_many_is_refused() {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let id = mail(&vault);
    let mut upload = vault.begin_attachment(world.env()).unwrap();
    vault.store_attachment(&mut upload, &bytes(10).into(), world.env()).await.unwrap();
    let more = vault.store_attachment(&mut upload, &bytes(10).into(), world.env()).await;
    assert!(matches!(more, Err(WriteError::TooLarge)), "behind a part that is not whole: {more:?}");
    vault.give_up(&upload, world.env()).await.unwrap();
    assert_eq!(parts(&storage).await, 0);
    for _ in 0..MAX_ATTACHMENTS {
        attach_to(&mut vault, id, "a", Vec::new(), &world).await;
    }
    let one_more = vault.begin_attachment(world.env()).unwrap();
    assert!(matches!(vault.attach(&one_more, id, "a", world.env()).await, Err(WriteError::TooLarge)));
    assert_eq!(MAX_ATTACHMENT, 2_147_483_648);
}

#[tokio::test]
async fn purged_item_takes_all_its_files_along_and_no_others() {
    let (mut vault, storage, world) = with_one_begun().await;
    let id = mail(&vault);
    let other = vault.create(NewItem::new(login("Other", "u", "p"), None), world.env()).await.unwrap();
    let kept = attach_to(&mut vault, other, "kept.txt", b"kept".to_vec(), &world).await;
    assert_eq!(parts(&storage).await, 4);
    vault.purge(&[id], world.env()).await.unwrap();
    // What is being stored stays as well.
    assert_eq!(parts(&storage).await, 2);
    assert_eq!(content(&vault, &kept).await, b"kept");
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn purged_item_that_cannot_be_read_takes_its_files_along_all_the_same() {
    let (vault, storage, world) = with_one_begun().await;
    let id = mail(&vault);
    let mut rows = Rows::of(&*storage).await;
    let place =
        rows.places(Class::Item).into_iter().find(|(_, of)| of.to_string() == id.to_string()).unwrap();
    rows.records.get_mut(&place).unwrap()[130] ^= 1;
    let storage = Arc::new(MemoryStorage::new());
    storage.commit(rows.batch()).await.unwrap();
    let shared: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
    let mut vault = reopen(&shared, SEED).await.unwrap();
    vault.purge(&[id], world.env()).await.unwrap();
    assert_eq!(parts(&storage).await, 1);
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn every_part_that_is_missing_cut_or_another_is_noticed_and_named() {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let id = mail(&vault);
    let first = attach_to(&mut vault, id, "first", bytes(2 * ATTACHMENT_PART + 9), &world).await;
    attach_to(&mut vault, id, "second", bytes(2 * ATTACHMENT_PART + 9), &world).await;
    let rows = Rows::of(&*storage).await;
    let places = rows.places(Class::Attachment);
    assert_eq!(places.len(), 6);
    assert!(whole(&rows, SEED).await.is_ok());
    for from in &places {
        let mut missing = rows.clone();
        missing.records.remove(from);
        let said = whole(&missing, SEED).await.unwrap_err();
        assert!(said.contains(&from.1.to_string()) && said.contains("Missing"), "{said}");
        for to in places.iter().filter(|to| *to != from) {
            let mut copied = rows.clone();
            copied.records.insert(*to, rows.records[from].clone());
            assert!(whole(&copied, SEED).await.is_err(), "{from:?} as {to:?}");
        }
    }
    let mut missing = rows.clone();
    missing.records.remove(&places[1]);
    let vault = reopen(&missing.storage(), SEED).await.unwrap();
    let holding = first.id.to_string() == places[1].1.to_string()[..24];
    assert_eq!(vault.read_attachment(&first, 1).await.is_err(), holding);
}

#[tokio::test]
async fn storing_that_is_cut_off_anywhere_loses_nothing_and_leaves_nothing_after_a_day() {
    let faults =
        [Fault::Error(StorageError::Full), Fault::AfterCommit(StorageError::Io { what: "lost".to_owned() })];
    for fault in faults {
        let mut calls = 0;
        loop {
            let (vault, storage, world) = seeded_vault(SEED).await;
            let id = mail(&vault);
            let faulty = Arc::new(FaultyStorage::new(Arc::<MemoryStorage>::clone(&storage), fault.clone()));
            let shared: Arc<dyn Storage> = Arc::<FaultyStorage>::clone(&faulty);
            let mut vault = reopen(&shared, SEED).await.unwrap();
            let start = faulty.calls();
            faulty.arm(calls);
            let outcome = store_in_two_steps(&mut vault, id, &world).await;
            let struck = faulty.calls() - start > calls;
            faulty.arm(u64::MAX);
            assert!(read_all(&mut vault).await.is_ok(), "{fault:?} at {calls}");
            let direct: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
            let mut again = reopen(&direct, SEED).await.unwrap();
            let files = again.read(id).await.unwrap().record.attachments;
            assert!(outcome.is_err() || files.len() == 1, "{fault:?} at {calls}");
            let later = World { clock: FixedClock::new(FixedClock::START + 2 * DAY, 1), ..World::new(1) };
            again.remove_given_up(later.env()).await.unwrap();
            assert_eq!(parts(&storage).await, 3 * files.len(), "{fault:?} at {calls}");
            assert!(read_all(&mut again).await.is_ok(), "{fault:?} at {calls}");
            if !struck {
                break;
            }
            calls += 1;
        }
        assert!(calls > 3);
    }
}

async fn store_in_two_steps(vault: &mut Unlocked, id: ItemId, world: &World) -> Result<(), WriteError> {
    let mut upload = vault.begin_attachment(world.env())?;
    for length in [2 * ATTACHMENT_PART, 5] {
        vault.store_attachment(&mut upload, &bytes(length).into(), world.env()).await?;
    }
    vault.attach(&upload, id, "two.bin", world.env()).await.map(drop)
}

#[tokio::test]
async fn file_that_was_given_up_elsewhere_is_not_hung_on_an_item() {
    let (mut vault, _, world) = seeded_vault(SEED).await;
    let id = mail(&vault);
    let mut upload = vault.begin_attachment(world.env()).unwrap();
    vault.store_attachment(&mut upload, &bytes(9).into(), world.env()).await.unwrap();
    let clock = FixedClock::new(FixedClock::START + 2 * DAY, 1);
    vault.remove_given_up(Env { clock: &clock, random: &world.random }).await.unwrap();
    let late = vault.attach(&upload, id, "late", world.env()).await;
    assert!(matches!(late, Err(WriteError::Read(ReadError::NotFound { .. }))), "{late:?}");
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn what_is_being_stored_for_less_than_a_day_is_left() {
    let (mut vault, storage, world) = with_one_begun().await;
    vault.remove_given_up(world.env()).await.unwrap();
    assert_eq!(parts(&storage).await, 3);
}

#[tokio::test]
async fn imported_file_that_several_versions_share_is_stored_once() {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let file = |name: &str, content: &[u8]| NewAttachment {
        name: name.to_owned(),
        content: SecretBytes::new(content.to_vec()),
    };
    let mut new = NewItem::new(login("With files", "u", "p"), None);
    new.history = (0..3)
        .map(|saved| Former {
            attachments: vec![file("a.txt", b"same")],
            ..Former::new(login("W", "u", "p"), saved)
        })
        .collect();
    // Two of one name and content on one item are two files.
    new.attachments =
        vec![file("a.txt", b"same"), file("a.txt", b"same"), file("b.txt", b"same"), file("a.txt", b"more")];
    vault.import(vec![Incoming { new, path: Vec::new() }], &[], "tests", world.env()).await.unwrap();
    assert_eq!(parts(&storage).await, 4);
    let id = vault.overviews().find(|(_, item)| &*item.title == "With files").unwrap().0;
    let item = vault.read(id).await.unwrap();
    let names: Vec<_> = item.record.attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a.txt", "a.txt", "b.txt", "a.txt"]);
    let ids: std::collections::BTreeSet<AttachmentId> =
        item.record.attachments.iter().map(|file| file.id).collect();
    assert_eq!(ids.len(), 4);
    let first = vault.read_version(&item, 1).await.unwrap();
    assert_eq!(first.attachments[0].id, item.record.attachments[0].id);
    assert!(read_all(&mut vault).await.is_ok());
    vault.purge(&[id], world.env()).await.unwrap();
    assert_eq!(parts(&storage).await, 0);
}
