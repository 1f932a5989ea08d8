//! Making, opening and closing a vault.

use crate::support::{actions, open, whole};
use std::sync::Arc;
use strongroom_crypto::{HeaderError, KdfParams, SlotError, UnlockError, UnlockSecret};
use strongroom_storage::{MemoryStorage, Storage};
use strongroom_testkit::{
    Rows, World, empty_vault, read_all, recovery_code, reopen, seeded_vault, vault_with,
};
use strongroom_vault::{Action, AuditEvent, Locked, OpenVaultError, Unlocked};

fn password(text: &str) -> UnlockSecret {
    UnlockSecret::Password(text.into())
}

async fn unlock(storage: &Arc<MemoryStorage>, secret: UnlockSecret) -> Result<Unlocked, OpenVaultError> {
    let storage: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(storage);
    Locked::open(storage).await.unwrap().unlock(secret).await
}

fn wrong() -> Option<OpenVaultError> {
    Some(OpenVaultError::Unlock(UnlockError::Slot(SlotError::WrongSecret)))
}

#[tokio::test]
async fn vault_opens_with_each_of_its_secrets_and_with_no_other() {
    let world = World::new(1);
    let (vault, storage) = vault_with(&[password("correct horse"), recovery_code(1)], &world).await;
    drop(vault);
    assert!(unlock(&storage, password("correct horse")).await.is_ok());
    assert!(unlock(&storage, recovery_code(1)).await.is_ok());
    assert_eq!(unlock(&storage, password("correct horsf")).await.err(), wrong());
    assert_eq!(unlock(&storage, recovery_code(2)).await.err(), wrong());
    let key_file = UnlockSecret::PasswordKeyFile("correct horse".into(), vec![1].into());
    assert_eq!(unlock(&storage, key_file).await.err(), Some(OpenVaultError::Unlock(UnlockError::NoSlot)));
}

#[tokio::test]
async fn new_password_opens_the_vault_and_the_former_one_no_longer_while_the_recovery_code_stays() {
    let world = World::new(2);
    let (mut vault, storage) = vault_with(&[password("before"), recovery_code(2)], &world).await;
    vault.replace_password(password("after"), KdfParams::FLOOR, Vec::new(), world.env()).await.unwrap();
    drop(vault);
    assert_eq!(unlock(&storage, password("before")).await.err(), wrong());
    assert!(unlock(&storage, password("after")).await.is_ok());
    let mut vault = unlock(&storage, recovery_code(2)).await.unwrap();
    assert!(read_all(&mut vault).await.is_ok());
    let last = vault.audit(0, 1).await.unwrap().remove(0);
    assert_eq!((last.action.as_str(), last.detail.as_str()), ("change_slots", "password"));
}

#[tokio::test]
async fn events_given_with_a_new_password_are_in_the_same_transaction_before_it() {
    let world = World::new(6);
    let (mut vault, _) = vault_with(&[recovery_code(6)], &world).await;
    let generation = vault.header().generation;
    let events = vec![AuditEvent::of_vault(Action::Recover, "told")];
    vault.replace_password(password("new"), KdfParams::FLOOR, events, world.env()).await.unwrap();
    assert_eq!(vault.header().generation, generation + 1);
    let said = [("recover", "told"), ("change_slots", "password")];
    let expected = said.map(|(action, detail)| (action.to_owned(), detail.to_owned()));
    assert_eq!(actions(&vault, vault.audit_len() - 2).await, expected);
}

#[tokio::test]
async fn locked_vault_shows_every_copy_of_its_header_that_may_be_opened() {
    let (_, storage, _) = seeded_vault(7).await;
    let mut rows = Rows::of(&*storage).await;
    let shown = async |rows: &Rows| {
        let locked = Locked::open(rows.storage()).await.unwrap();
        locked.headers().cloned().collect::<Vec<_>>()
    };
    let present = rows.parsed_header();
    assert_eq!(shown(&rows).await, std::slice::from_ref(&present));
    let mut other = present.clone();
    other.generation += 1;
    rows.header.second = Some(other.to_bytes());
    assert_eq!(shown(&rows).await, [present, other.clone()]);
    rows.header.first = Some(vec![1]);
    assert_eq!(shown(&rows).await, [other]);
}

#[tokio::test]
async fn vault_opened_again_says_what_it_said_before() {
    let (mut vault, storage, _) = seeded_vault(3).await;
    let before = read_all(&mut vault).await.unwrap();
    drop(vault);
    let storage: Arc<dyn Storage> = storage;
    assert_eq!(read_all(&mut reopen(&storage, 3).await.unwrap()).await, Ok(before));
}

#[tokio::test]
async fn storage_without_a_header_is_not_a_vault() {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    let outcome = Locked::open(storage).await.err();
    assert_eq!(outcome, Some(OpenVaultError::Header(HeaderError::NotAVault)));
}

#[tokio::test]
async fn header_copy_that_is_missing_or_damaged_is_passed_over_for_the_other() {
    let (_, storage, _) = seeded_vault(4).await;
    let rows = Rows::of(&*storage).await;
    let before = whole(&rows, 4).await;
    assert!(before.is_ok());
    let damaged = rows.header.first.clone().map(|mut bytes| {
        // Inside the manifest: it parses, and is not authentic.
        let place = bytes.len() - 80;
        bytes[place] ^= 1;
        bytes
    });
    for copy in [None, Some(Vec::new()), damaged] {
        let mut first = rows.clone();
        first.header.first.clone_from(&copy);
        assert_eq!(whole(&first, 4).await, before);
        let mut second = rows.clone();
        second.header.second.clone_from(&copy);
        assert_eq!(whole(&second, 4).await, before);
        let mut both = rows.clone();
        (both.header.first, both.header.second) = (copy.clone(), copy);
        assert!(open(&both, 4).await.is_err());
    }
}

#[tokio::test]
async fn vault_whose_first_header_copy_is_damaged_can_be_changed_and_heals() {
    let (_, storage, world) = empty_vault(5).await;
    let mut rows = Rows::of(&*storage).await;
    let keys = reopen(&rows.storage(), 5).await.unwrap().into_keys();
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    storage.commit(rows.batch()).await.unwrap();
    let mut vault = Unlocked::with_keys(Arc::clone(&storage), keys).await.unwrap();
    vault.create_folder("New", None, world.env()).await.unwrap();
    rows = Rows::of(&*storage).await;
    assert_eq!(rows.header.first, rows.header.second);
    assert!(whole(&rows, 5).await.is_ok());
}
