//! A random source or a storage that fails at any moment: the state is the one before, or the one after, and the open
//! vault goes on.

use std::sync::Arc;
use strongroom_crypto::{Envelope, Header, KdfParams, PageSum, WRAPS_PER_EPOCH};
use strongroom_secret::SecretBytes;
use strongroom_storage::{Batch, MemoryStorage, Storage, StorageError};
use strongroom_testkit::{
    FailingRandom, Fault, FaultyStorage, FixedClock, Rows, World, login, read_all, recovery_code, reopen,
    seeded_vault,
};
use strongroom_vault::{
    Action, AuditEvent, Env, Former, ImportPlan, Incoming, ItemId, ItemRecord, Merging, NewAttachment,
    NewItem, Order, Unlocked, WriteError, prepare,
};

const SEED: u64 = 140;

#[derive(Debug, Clone, Copy)]
enum Operation {
    Create,
    Update,
    Trash,
    Purge,
    CreateFolder,
    UpdateFolder,
    DeleteFolder,
    Import,
    Merge,
    UndoImport,
    UndoMerge,
    Score,
    Note,
    Slots,
    Store,
    Detach,
    Rename,
}

const OPERATIONS: [Operation; 17] = [
    Operation::Create,
    Operation::Update,
    Operation::Trash,
    Operation::Purge,
    Operation::CreateFolder,
    Operation::UpdateFolder,
    Operation::DeleteFolder,
    Operation::Import,
    Operation::Merge,
    Operation::UndoImport,
    Operation::UndoMerge,
    Operation::Score,
    Operation::Note,
    Operation::Slots,
    Operation::Store,
    Operation::Detach,
    Operation::Rename,
];

impl Operation {
    async fn run(self, vault: &mut Unlocked, env: Env<'_>) -> Result<(), WriteError> {
        let mail = vault.overviews().find(|(_, item)| &*item.title == "Mail").unwrap().0;
        let servers = vault.folder_tree()[1].id;
        match self {
            Self::Create => vault.create(NewItem::new(login("New", "u", "p"), None), env).await.map(drop),
            Self::Update => {
                let version = vault.read(mail).await?.version;
                vault.update(mail, version, |_| Some((login("Mail", "u", "changed"), None)), env).await
            }
            Self::Trash => vault.set_deleted(&[mail], true, env).await.map(drop),
            Self::Purge => vault.purge(&[mail], env).await.map(drop),
            Self::CreateFolder => vault.create_folder("F", None, env).await.map(drop),
            Self::UpdateFolder => vault.update_folder(servers, "F", None, env).await,
            Self::DeleteFolder => vault.delete_folder(servers, env).await.map(drop),
            Self::Import => vault.import(incoming(), &[], "tests", env).await.map(drop),
            Self::Merge => vault.import_all(merging(mail, "other"), env).await.map(drop),
            Self::UndoImport => {
                let first = vault.imports().await?[1].id;
                vault.undo_import(first, env).await.map(|undone| assert_eq!(undone.items, 1))
            }
            Self::UndoMerge => {
                let last = vault.imports().await?[0].id;
                vault.undo_import(last, env).await.map(|undone| assert_eq!(undone.merged, 1))
            }
            Self::Score => vault.score_pending(10, env).await.map(drop),
            Self::Note => vault.note(vec![AuditEvent::of_vault(Action::Lock, "")], env).await,
            Self::Slots => {
                vault.replace_password(recovery_code(SEED + 1), KdfParams::FLOOR, Vec::new(), env).await
            }
            Self::Store => {
                let mut upload = vault.begin_attachment(env)?;
                vault.store_attachment(&mut upload, &vec![7; 100].into(), env).await
            }
            Self::Detach | Self::Rename => {
                let found = vault.overviews().find(|(_, item)| &*item.title == "Imported").unwrap().0;
                let file = vault.read(found).await?.record.attachments[0].id;
                match self {
                    Self::Detach => vault.detach(found, file, env).await,
                    _ => vault.rename_attachment(found, file, "other.txt", env).await,
                }
            }
        }
    }
}

fn incoming() -> Vec<Incoming> {
    let mut new = NewItem::new(login("Imported", "u", "password"), None);
    new.history = vec![Former::new(login("Imported", "u", "before"), 1)];
    new.attachments = vec![NewAttachment { name: "a.txt".to_owned(), content: vec![1, 2, 3].into() }];
    vec![Incoming { new, path: vec!["From".to_owned(), "elsewhere".to_owned()] }]
}

/// A login that is merged into one of the vault, with a file.
fn merging(into: ItemId, secret: &str) -> ImportPlan<'static> {
    let mut new = NewItem::new(login("Mail", "u", secret), None);
    new.attachments = vec![NewAttachment { name: "file".to_owned(), content: SecretBytes::new(vec![7; 9]) }];
    let incoming = Incoming { new, path: Vec::new() };
    let merging = vec![Merging { incoming, into, order: Order::OnTop }];
    ImportPlan { merging, source: "tests", ..ImportPlan::default() }
}

/// A vault in which every operation has something to do.
async fn prepared() -> (Arc<MemoryStorage>, World) {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    vault.import(incoming(), &[], "tests", world.env()).await.unwrap();
    let mail = vault.overviews().find(|(_, item)| &*item.title == "Mail").unwrap().0;
    vault.import_all(merging(mail, "merged"), world.env()).await.unwrap();
    (storage, world)
}

#[tokio::test]
async fn write_without_randomness_fails_and_changes_nothing() {
    for operation in OPERATIONS {
        let (storage, world) = prepared().await;
        let before = Rows::of(&*storage).await;
        let shared: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
        let mut vault = reopen(&shared, SEED).await.unwrap();
        let clock = FixedClock::default();
        let mut calls = 0;
        loop {
            let random = FailingRandom::after(calls);
            match operation.run(&mut vault, Env { clock: &clock, random: &random }).await {
                Ok(()) => break,
                Err(WriteError::Random(_) | WriteError::Slot(_)) => {}
                Err(other) => panic!("{operation:?} at {calls}: {other}"),
            }
            assert_eq!(Rows::of(&*storage).await, before, "{operation:?} at {calls}");
            calls += 1;
        }
        assert!(calls > 0, "{operation:?} took no randomness");
        assert_ne!(Rows::of(&*storage).await, before);
        // The vault that saw all these failures is sound and can still be changed.
        vault.create_folder("After", None, world.env()).await.unwrap();
        assert!(read_all(&mut vault).await.is_ok(), "{operation:?}");
    }
}

/// Fails each call of each operation once, and hands what came of it to `check`.
async fn at_every_call(
    fault: Fault,
    check: impl AsyncFn(Operation, u64, Result<(), WriteError>, &Rows, &Rows),
) {
    for operation in OPERATIONS {
        let mut calls = 0;
        loop {
            let (storage, world) = prepared().await;
            let before = Rows::of(&*storage).await;
            let faulty = Arc::new(FaultyStorage::new(Arc::<MemoryStorage>::clone(&storage), fault.clone()));
            let shared: Arc<dyn Storage> = Arc::<FaultyStorage>::clone(&faulty);
            let mut vault = reopen(&shared, SEED).await.unwrap();
            let start = faulty.calls();
            faulty.arm(calls);
            let outcome = operation.run(&mut vault, world.env()).await;
            let struck = faulty.calls() - start > calls;
            faulty.arm(u64::MAX);
            check(operation, calls, outcome, &before, &Rows::of(&*storage).await).await;
            vault.create_folder("After", None, world.env()).await.unwrap();
            assert!(read_all(&mut vault).await.is_ok(), "{operation:?} at {calls}");
            let direct: Arc<dyn Storage> = storage;
            let mut again = reopen(&direct, SEED).await.unwrap();
            assert!(read_all(&mut again).await.is_ok(), "{operation:?} at {calls}");
            if !struck {
                break;
            }
            calls += 1;
        }
        assert!(calls > 0, "{operation:?} did not reach the storage");
    }
}

#[tokio::test]
async fn storage_that_is_full_at_any_call_leaves_the_state_before() {
    at_every_call(Fault::Error(StorageError::Full), async |operation, calls, outcome, before, now| {
        match outcome {
            Err(_) => assert_eq!(now, before, "{operation:?} at {calls}"),
            // Only what was not reached by the fault succeeds.
            Ok(()) => assert_ne!(now, before, "{operation:?} at {calls}"),
        }
    })
    .await;
}

#[tokio::test]
async fn storage_that_reports_a_conflict_is_written_to_again() {
    at_every_call(Fault::Error(StorageError::Conflict), async |operation, calls, outcome, before, now| {
        // A read never answers so; where this one does, the operation may give up, and then has changed nothing.
        match outcome {
            Err(_) => assert_eq!(now, before, "{operation:?} at {calls}"),
            Ok(()) => assert_eq!(now.parsed_header().generation, before.parsed_header().generation + 1),
        }
    })
    .await;
}

#[tokio::test]
async fn commit_that_was_made_and_reported_as_failed_leaves_the_state_after() {
    let fault = Fault::AfterCommit(StorageError::Io { what: "lost".to_owned() });
    at_every_call(fault, async |operation, calls, _, before, now| {
        let steps = now.parsed_header().generation - before.parsed_header().generation;
        assert!(steps <= 1, "{operation:?} at {calls}: {steps} changes");
    })
    .await;
}

/// A new vault whose first epoch wraps that many more keys.
async fn nearly_used_up(left: u64) -> Arc<MemoryStorage> {
    let (batch, keys) = prepare(&[recovery_code(SEED)], KdfParams::FLOOR, World::new(SEED).env()).unwrap();
    let mut header = Header::parse(&batch.header).unwrap();
    // The first audit entry was a wrap.
    header.add_wraps(WRAPS_PER_EPOCH - 1 - left);
    keys.finish(&mut header, &PageSum::default());
    let storage = Arc::new(MemoryStorage::new());
    storage.commit(Batch { header: header.to_bytes(), ..batch }).await.unwrap();
    storage
}

/// Number and wraps of every epoch in a header, as `docs/format.md` section 4 lays them.
fn epochs(header: &Header) -> Vec<(u32, u64)> {
    let bytes = header.to_bytes();
    let start = 46 + 1 + header.slots().len() * 153;
    let count = usize::from(u16::from_be_bytes(bytes[start..start + 2].try_into().unwrap()));
    let epochs = bytes[start + 2..start + 2 + count * 72].chunks(72);
    let number = |epoch: &[u8]| u32::from_be_bytes(epoch[..4].try_into().unwrap());
    epochs.map(|epoch| (number(epoch), u64::from_be_bytes(epoch[4..12].try_into().unwrap()))).collect()
}

/// How many of the stored records each epoch has sealed.
fn sealed_under(rows: &Rows, epoch: u32) -> u64 {
    let of_epoch = rows.records.values().filter(|body| Envelope::peek(body).unwrap().epoch == epoch);
    u64::try_from(of_epoch.count()).unwrap()
}

#[tokio::test]
async fn epoch_wraps_no_key_more_than_it_may_whatever_a_change_writes() {
    for left in 0..20 {
        let storage = nearly_used_up(left).await;
        let shared: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
        let mut vault = reopen(&shared, SEED).await.unwrap();
        let mut new = NewItem::new(login("Imported", "u", "now"), None);
        new.history =
            (0..15).map(|number| Former::new(login("Imported", "u", &format!("{number}")), number)).collect();
        let incoming = vec![Incoming { new, path: Vec::new() }];
        vault.import(incoming, &[], "tests", World::new(SEED + 2).env()).await.unwrap();
        // 15 versions, the item and what is kept in mind of the import together, a page, an entry of the trail: 19 in one
        // change, and the first entry before it.
        let rows = Rows::of(&*storage).await;
        let mut expected = vec![(1, WRAPS_PER_EPOCH - left)];
        for together in [17, 1, 1] {
            let (number, wraps) = *expected.last().unwrap();
            if wraps + together <= WRAPS_PER_EPOCH {
                *expected.last_mut().unwrap() = (number, wraps + together);
            } else {
                expected.push((number + 1, together));
            }
        }
        let second = expected.get(1).map_or(0, |(_, wraps)| *wraps);
        assert_eq!(epochs(&rows.parsed_header()), expected, "{left} left");
        assert_eq!((sealed_under(&rows, 1), sealed_under(&rows, 2)), (20 - second, second), "{left} left");
        assert!(read_all(&mut reopen(&shared, SEED).await.unwrap()).await.is_ok());
    }
}

#[tokio::test]
async fn records_of_a_change_that_failed_are_counted_by_the_next() {
    let (storage, world) = prepared().await;
    let fault = Fault::Error(StorageError::Full);
    let faulty = Arc::new(FaultyStorage::new(Arc::<MemoryStorage>::clone(&storage), fault));
    let shared: Arc<dyn Storage> = Arc::<FaultyStorage>::clone(&faulty);
    let mut vault = reopen(&shared, SEED).await.unwrap();
    let event = || vec![AuditEvent::of_vault(Action::Lock, "")];
    let before = epochs(vault.header());
    for _ in 0..3 {
        faulty.arm(0);
        assert!(vault.note(event(), world.env()).await.is_err());
    }
    vault.note(event(), world.env()).await.unwrap();
    assert_eq!(epochs(vault.header()), [(1, before[0].1 + 4)]);
    vault.note(event(), world.env()).await.unwrap();
    assert_eq!(epochs(vault.header()), [(1, before[0].1 + 5)]);
}

#[tokio::test]
async fn epoch_that_was_begun_for_a_change_that_failed_seals_nothing() {
    for left in 0..12 {
        let storage = nearly_used_up(left).await;
        let fault = Fault::Error(StorageError::Full);
        let faulty = Arc::new(FaultyStorage::new(Arc::<MemoryStorage>::clone(&storage), fault));
        let shared: Arc<dyn Storage> = Arc::<FaultyStorage>::clone(&faulty);
        let mut vault = reopen(&shared, SEED).await.unwrap();
        let world = World::new(SEED + 1);
        let id = vault.create(NewItem::new(login("A", "u", "1"), None), world.env()).await.unwrap();
        for version in 1..4 {
            let next = login("A", "u", &format!("next {version}"));
            let edit = |_: &ItemRecord| Some((next.clone(), None));
            // The read passes, the commit does not.
            faulty.arm(1);
            let failed = vault.update(id, version, edit, world.env()).await;
            assert_eq!(failed, Err(WriteError::Storage(StorageError::Full)));
            vault.update(id, version, edit, world.env()).await.unwrap();
        }
        let direct: Arc<dyn Storage> = storage;
        let found = read_all(&mut reopen(&direct, SEED).await.unwrap()).await;
        assert!(found.is_ok(), "{left} left: {found:?}");
    }
}
