//! A copy of the whole vault for a new place, as restoring a backup makes one.

use std::sync::Arc;
use strongroom_crypto::KdfParams;
use strongroom_storage::{Batch, MemoryStorage, Storage};
use strongroom_testkit::{recovery_code, reopen, seeded_vault};
use strongroom_vault::{Lineage, Unlocked, WriteError};

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
