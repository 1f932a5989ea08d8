//! The cost of guessing, pinned outside the file.

use std::sync::Arc;
use strongroom_crypto::{Header, HeaderError, KdfLimit, KdfParams, UnlockSecret};
use strongroom_storage::Storage;
use strongroom_testkit::{Rows, World, recovery_code, vault_with};
use strongroom_vault::{Anchor, Locked, OpenVaultError};

/// Where the memory and the passes of the first slot lie in a header.
const SLOT: usize = 47;

fn password(text: &str) -> UnlockSecret {
    UnlockSecret::Password(text.into())
}

#[tokio::test]
async fn key_derivation_that_became_cheaper_than_the_anchor_remembers_is_noticed() {
    let world = World::new(120);
    let (mut vault, _) = vault_with(&[password("p"), recovery_code(120)], &world).await;
    let cheap = vault.anchor();
    let dear = KdfParams::new(96 * 1024, 4, 4).unwrap();
    vault.replace_password(password("q"), dear, Vec::new(), world.env()).await.unwrap();
    let pinned = vault.anchor();
    assert_eq!(pinned.kdf, Some(dear));
    assert!(!pinned.kdf_lowered(vault.header()) && !cheap.kdf_lowered(vault.header()));
    vault.replace_password(password("q"), KdfParams::FLOOR, Vec::new(), world.env()).await.unwrap();
    assert!(pinned.kdf_lowered(vault.header()));
}

#[tokio::test]
async fn vault_that_only_a_recovery_code_opens_has_no_cost_to_pin() {
    let world = World::new(121);
    let (vault, _) = vault_with(&[recovery_code(121)], &world).await;
    assert_eq!(Anchor::of(vault.header()).kdf, None);
    assert!(!vault.anchor().kdf_lowered(vault.header()));
}

#[tokio::test]
async fn cost_that_was_changed_in_the_file_is_refused_before_any_memory_is_taken() {
    let world = World::new(122);
    let (_, storage) = vault_with(&[password("p")], &world).await;
    let rows = Rows::of(&*storage).await;
    let bytes = rows.header.first.clone().unwrap();
    for (offset, value, limit) in [
        (17, 65_535_u32, KdfLimit::BelowFloor),
        (21, 2, KdfLimit::BelowFloor),
        (17, u32::MAX, KdfLimit::AboveCeiling),
        (21, 65, KdfLimit::AboveCeiling),
    ] {
        let mut changed = bytes.clone();
        changed[SLOT + offset..SLOT + offset + 4].copy_from_slice(&value.to_be_bytes());
        let mut rows = rows.clone();
        rows.set_header(&changed);
        let outcome = Locked::open(rows.storage()).await.err();
        assert_eq!(outcome, Some(OpenVaultError::Header(HeaderError::Kdf(limit))));
    }
}

#[tokio::test]
async fn cost_that_was_lowered_within_the_limits_opens_nothing_and_is_noticed_by_the_anchor() {
    let world = World::new(123);
    let (mut vault, storage) = vault_with(&[password("p"), recovery_code(123)], &world).await;
    vault
        .replace_password(password("p"), KdfParams::new(96 * 1024, 3, 4).unwrap(), Vec::new(), world.env())
        .await
        .unwrap();
    let anchor = vault.anchor();
    let mut rows = Rows::of(&*storage).await;
    let mut bytes = rows.header.first.clone().unwrap();
    let from = (96_u32 * 1024).to_be_bytes();
    let place = bytes.windows(4).position(|window| window == from).unwrap();
    bytes[place..place + 4].copy_from_slice(&(64_u32 * 1024).to_be_bytes());
    assert!(anchor.kdf_lowered(&Header::parse(&bytes).unwrap()));
    rows.set_header(&bytes);
    let storage: Arc<dyn Storage> = rows.storage();
    let locked = Locked::open(storage).await.unwrap();
    assert!(matches!(locked.unlock(password("p")).await.err(), Some(OpenVaultError::Unlock(_))));
}
