//! A copy of the whole vault for a new place, as restoring a backup makes one.

use std::collections::BTreeSet;
use std::sync::Arc;
use strongroom_crypto::{Envelope, KdfParams};
use strongroom_storage::{Batch, MemoryStorage, Storage};
use strongroom_testkit::{Rows, login, read_all, recovery_code, reopen, seeded_vault};
use strongroom_vault::{Lineage, NewItem, Unlocked, WriteError};

const SEED: u64 = 140;

/// The vault of a copy, opened with the way in that the copy was given.
async fn placed(batch: Batch, seed: u64) -> Unlocked {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    storage.commit(batch).await.unwrap();
    reopen(&storage, seed).await.unwrap()
}

#[tokio::test]
async fn copy_is_later_than_what_the_machine_has_seen_and_the_live_vault_then_is_the_older_one() {
    let (mut vault, _, world) = seeded_vault(SEED).await;
    let own = vault.header().generation;
    for (above, expected) in [(0, own + 1), (own, own + 1), (own + 40, own + 41)] {
        let copy =
            vault.copy(&[recovery_code(SEED + 1)], KdfParams::FLOOR, above, world.env()).await.unwrap();
        assert_eq!(copy.generation, expected);
        let copied = placed(copy, SEED + 1).await;
        assert_eq!(copied.header().generation, expected);
        assert_eq!(copied.anchor().compare(vault.header()), Lineage::Older);
        assert_eq!(vault.anchor().compare(copied.header()), Lineage::Expected);
    }
}

#[tokio::test]
async fn remembered_generation_that_no_vault_reaches_is_refused() {
    let (mut vault, _, world) = seeded_vault(SEED).await;
    for above in [u64::MAX, i64::MAX.unsigned_abs()] {
        let copy = vault.copy(&[recovery_code(1)], KdfParams::FLOOR, above, world.env()).await;
        assert_eq!(copy.err(), Some(WriteError::Generation));
    }
}

/// The epochs that records of a vault were sealed under.
async fn epochs(vault: &Unlocked) -> BTreeSet<u32> {
    let rows = Rows::of(&**vault.storage()).await;
    rows.records.values().map(|body| Envelope::peek(body).unwrap().epoch).collect()
}

#[tokio::test]
async fn copy_and_live_vault_seal_under_different_keys_and_both_go_on() {
    let (mut vault, _, world) = seeded_vault(SEED).await;
    let copy = vault.copy(&[recovery_code(SEED + 1)], KdfParams::FLOOR, 0, world.env()).await.unwrap();
    let mut copied = placed(copy, SEED + 1).await;
    for (vault, expected) in [(&mut vault, BTreeSet::from([1])), (&mut copied, BTreeSet::from([1, 2]))] {
        let new = NewItem::new(login("After", "u", "p"), None);
        let id = vault.create(new, world.env()).await.unwrap();
        vault.set_deleted(&[id], true, world.env()).await.unwrap();
        assert_eq!(epochs(vault).await, expected);
        read_all(vault).await.unwrap();
    }
    let again = copied.copy(&[recovery_code(SEED)], KdfParams::FLOOR, 0, world.env()).await.unwrap();
    assert_eq!(epochs(&placed(again, SEED).await).await, BTreeSet::from([1, 2, 3]));
}

#[tokio::test]
async fn restored_keys_open_the_copy_and_write_to_it() {
    let (mut vault, _, world) = seeded_vault(SEED).await;
    let copy = vault.copy(&[recovery_code(SEED + 1)], KdfParams::FLOOR, 0, world.env()).await.unwrap();
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    storage.commit(copy).await.unwrap();
    let mut copied = Unlocked::with_keys(storage, vault.into_keys()).await.unwrap();
    copied.create(NewItem::new(login("After", "u", "p"), None), world.env()).await.unwrap();
    read_all(&mut copied).await.unwrap();
}

#[tokio::test]
async fn vault_whose_epochs_are_used_up_can_still_be_copied() {
    let (vault, storage, world) = seeded_vault(SEED).await;
    let rows = Rows::of(&*storage).await;
    let (mut header, mut keys) = (vault.header().clone(), vault.into_keys());
    while keys.begin_epoch(&mut header, &world.random).is_ok() {}
    keys.finish(&mut header, &rows.page_sum(&keys));
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    storage.commit(Batch { header: header.to_bytes(), ..rows.batch() }).await.unwrap();
    let mut vault = Unlocked::with_keys(storage, keys).await.unwrap();
    let copy = vault.copy(&[recovery_code(SEED + 1)], KdfParams::FLOOR, 0, world.env()).await.unwrap();
    read_all(&mut placed(copy, SEED + 1).await).await.unwrap();
}
