//! Verifying in steps, while the vault is used.

use crate::support::open;
use std::sync::Arc;
use strongroom_storage::{Class, RecordId, Storage, StorageError};
use strongroom_testkit::{Fault, FaultyStorage, Rows, World, large_vault, login, reopen, seeded_vault};
use strongroom_vault::{Check, ItemId, NewItem, Problem, RecordFault, Unlocked, Verification};

const SEED: u64 = 150;

/// Runs a check to its end.
async fn run(vault: &mut Unlocked, check: &mut Check, records: usize) -> Verification {
    loop {
        let progress = vault.check_some(check, records).await.unwrap();
        assert!(progress.records <= records, "{progress:?}");
        if progress.is_done() {
            return check.found().clone();
        }
    }
}

async fn checked(vault: &mut Unlocked, records: usize) -> Verification {
    let mut check = vault.begin_check();
    run(vault, &mut check, records).await
}

async fn rows() -> Rows {
    let (_, storage, _) = seeded_vault(SEED).await;
    Rows::of(&*storage).await
}

#[tokio::test]
async fn steps_of_every_size_look_at_all_that_verifying_at_once_looks_at() {
    let rows = rows().await;
    let whole = open(&rows, SEED).await.unwrap().verify().await.unwrap();
    assert!(whole.is_sound());
    for records in [1, 2, 3, 7, 1000] {
        let mut vault = open(&rows, SEED).await.unwrap();
        assert_eq!(checked(&mut vault, records).await, whole, "in steps of {records}");
    }
    let (mut vault, ..) = large_vault(SEED, 500).await;
    assert_eq!(checked(&mut vault, 64).await, vault.verify().await.unwrap());
}

#[tokio::test]
async fn each_damaged_missing_or_replayed_record_is_found_as_by_verifying_at_once() {
    let rows = rows().await;
    for place in rows.records.keys().copied().filter(|(class, _)| *class != Class::Page) {
        let mut damaged = rows.clone();
        *damaged.records.get_mut(&place).unwrap().last_mut().unwrap() ^= 1;
        let mut missing = rows.clone();
        missing.records.remove(&place);
        for (what, rows) in [("damaged", damaged), ("missing", missing)] {
            let mut vault = open(&rows, SEED).await.unwrap();
            let expected = vault.verify().await.unwrap();
            let found = checked(&mut vault, 2).await;
            assert!(expected.faults > 0, "{place:?} {what}");
            // What a faulty item pins is not known, so that verifying at once calls its versions unlisted as well.
            let named = |found: &Verification| {
                let unlisted =
                    |one: &Problem| matches!(one, Problem::Record { fault: RecordFault::Unlisted, .. });
                found.problems.iter().filter(|one| !unlisted(one)).cloned().collect::<Vec<_>>()
            };
            assert_eq!(named(&found), named(&expected), "{place:?} {what}");
            assert_eq!(found.faults, found.problems.len());
        }
    }
}

#[tokio::test]
async fn page_that_is_damaged_under_an_open_vault_is_found() {
    let (mut vault, storage, _) = seeded_vault(SEED).await;
    let rows = Rows::of(&*storage).await;
    let place = rows.places(Class::Page)[0];
    let mut batch = rows.batch();
    batch.expected = vault.header().generation;
    batch.generation += 1;
    batch.puts.retain(|record| (record.class, record.id) == place);
    batch.puts[0].body[99] ^= 1;
    storage.commit(batch).await.unwrap();
    let found = checked(&mut vault, 5).await;
    let page = Problem::Record { class: Class::Page, id: place.1, fault: RecordFault::Damaged };
    assert!(found.problems.contains(&page), "{:?}", found.problems);
}

/// What may happen to a vault between two steps; `turn` chooses.
async fn disturb(vault: &mut Unlocked, turn: usize, world: &World) {
    let ids: Vec<ItemId> = vault.overviews().map(|(id, _)| id).collect();
    let id = ids[turn * 7 % ids.len()];
    match turn % 4 {
        0 => {
            let item = login("Changed", "u", &turn.to_string());
            let version = vault.read(id).await.unwrap().version;
            vault.update(id, version, |_| Some((item.clone(), None)), world.env()).await.unwrap();
        }
        1 => drop(vault.purge(&[id], world.env()).await.unwrap()),
        2 => drop(vault.create(NewItem::new(login("New", "u", "p"), None), world.env()).await.unwrap()),
        _ => drop(vault.create_folder("New", None, world.env()).await.unwrap()),
    }
}

#[tokio::test]
async fn changes_between_the_steps_are_never_called_faults() {
    let (mut vault, ..) = large_vault(SEED, 150).await;
    let world = World::new(9);
    let mut check = vault.begin_check();
    for turn in 0.. {
        if vault.check_some(&mut check, 5).await.unwrap().is_done() {
            break;
        }
        disturb(&mut vault, turn, &world).await;
    }
    assert_eq!(check.found().problems, []);
    assert_eq!(check.found().audit_entries, vault.audit_len());
}

#[tokio::test]
async fn item_that_is_removed_before_its_versions_were_looked_at_is_no_fault() {
    for steps in 0..12 {
        let (mut vault, _, world) = seeded_vault(SEED).await;
        let mail = vault.overviews().find(|(_, item)| &*item.title == "Mail").unwrap().0;
        let mut check = vault.begin_check();
        for _ in 0..steps {
            vault.check_some(&mut check, 1).await.unwrap();
        }
        vault.purge(&[mail], world.env()).await.unwrap();
        assert_eq!(run(&mut vault, &mut check, 1).await.problems, [], "after {steps} steps");
    }
}

#[tokio::test]
async fn changes_of_another_program_between_the_steps_are_never_called_faults() {
    let (mut vault, storage, _) = large_vault(SEED, 150).await;
    let storage: Arc<dyn Storage> = storage;
    let mut other = reopen(&storage, SEED).await.unwrap();
    let world = World::new(9);
    let mut check = vault.begin_check();
    for turn in 0.. {
        if vault.check_some(&mut check, 5).await.unwrap().is_done() {
            break;
        }
        disturb(&mut other, turn, &world).await;
    }
    assert_eq!(check.found().problems, []);
    assert!(check.found().records > 150);
}

#[tokio::test]
async fn file_that_was_replaced_by_an_older_one_is_said_once() {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let before = Rows::of(&*storage).await;
    let ids: Vec<ItemId> = vault.overviews().map(|(id, _)| id).collect();
    vault.set_deleted(&ids, true, world.env()).await.unwrap();
    let replaceable = crate::support::Replaceable::new(Rows::of(&*storage).await);
    let shared: Arc<dyn Storage> = Arc::<crate::support::Replaceable>::clone(&replaceable);
    let mut vault = reopen(&shared, SEED).await.unwrap();
    let mut check = vault.begin_check();
    *replaceable.0.lock().unwrap() = before;
    let found = run(&mut vault, &mut check, 1).await;
    let headers = found.problems.iter().filter(|one| **one == Problem::Header).count();
    assert_eq!(headers, 1, "{:?}", found.problems);
}

#[tokio::test]
async fn storage_that_fails_once_is_told_and_the_check_goes_on_behind_it() {
    let rows = rows().await;
    let error = StorageError::Io { what: "made up".to_owned() };
    let mut damaged = rows.clone();
    let place: (Class, RecordId) = damaged.places(Class::Folder)[0];
    damaged.records.get_mut(&place).unwrap()[50] ^= 1;
    let faulty = Arc::new(FaultyStorage::new(damaged.storage(), Fault::Error(error.clone())));
    let shared: Arc<dyn Storage> = Arc::<FaultyStorage>::clone(&faulty);
    let mut vault = reopen(&shared, SEED).await.unwrap();
    let mut check = vault.begin_check();
    faulty.arm(0);
    assert_eq!(vault.check_some(&mut check, 100).await, Err(error));
    let found = run(&mut vault, &mut check, 100).await;
    let problem = Problem::Record { class: Class::Folder, id: place.1, fault: RecordFault::Damaged };
    assert_eq!(found.problems, [problem]);
}
