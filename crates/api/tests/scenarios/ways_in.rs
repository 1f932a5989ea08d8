//! The device secret and the ceremony of a new vault: nothing that a person does to one copy of a vault may lock them out
//! of another.

use crate::support::{Machine, PASSWORD, add_login, confirm, create, lock, unlock, unlock_with};
use strongroom_api::types::{
    BackupRequest, ChangePasswordRequest, CreateRequest, Nothing, RecoverRequest, RestoreRequest,
};
use strongroom_api::{ErrorCode, Event, LockReason};
use strongroom_storage::StorageError;

fn backup(machine: &Machine) -> BackupRequest {
    BackupRequest { path: machine.path("b.backup"), passphrase: "a passphrase".into(), accept_faults: false }
}

fn restore(machine: &Machine, name: &str) -> RestoreRequest {
    RestoreRequest {
        backup: machine.path("b.backup"),
        passphrase: "a passphrase".into(),
        path: machine.path(name),
        password: "another password".into(),
        use_keyring: true,
        kdf_memory_mib: Some(64),
        accept_faults: false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn vault_opens_as_before_after_its_backup_was_restored_beside_it() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "live.vault", true).await;
    app.create_backup(backup(&machine)).await.unwrap();
    lock(&app).await;
    let code = app.restore_vault(restore(&machine, "restored.vault")).await.unwrap();
    confirm(&app, &code).await.unwrap();
    lock(&app).await;
    unlock_with(&app, &machine, "live.vault", PASSWORD, true).await.unwrap();
    lock(&app).await;
    unlock_with(&app, &machine, "restored.vault", "another password", true).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn restore_that_cannot_be_written_leaves_the_device_secret_of_the_live_vault() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "live.vault", true).await;
    app.create_backup(backup(&machine)).await.unwrap();
    lock(&app).await;
    let code = app.restore_vault(restore(&machine, "restored.vault")).await.unwrap();
    machine.refuse(StorageError::Full);
    assert_eq!(confirm(&app, &code).await.unwrap_err().code, ErrorCode::System);
    machine.refuse(None);
    unlock(&app, &machine, "live.vault").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn vault_that_could_not_be_written_can_be_confirmed_again_and_leaves_no_secret_in_the_keyring() {
    let machine = Machine::new();
    let app = machine.start();
    let request = CreateRequest {
        path: machine.path("new.vault"),
        password: PASSWORD.into(),
        use_keyring: true,
        kdf_memory_mib: Some(64),
    };
    let code = app.create_vault(request).await.unwrap();
    machine.refuse(StorageError::Full);
    assert_eq!(confirm(&app, &code).await.unwrap_err().code, ErrorCode::System);
    assert!(machine.keyring.kept.lock().unwrap().is_empty());
    machine.refuse(None);
    confirm(&app, &code).await.unwrap();
    assert_eq!(machine.keyring.kept.lock().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn recovery_that_cannot_be_written_leaves_the_old_ways_in() {
    let machine = Machine::new();
    let app = machine.start();
    let code = create(&app, &machine, "a.vault", true).await;
    lock(&app).await;
    machine.refuse(StorageError::Full);
    let request = RecoverRequest {
        path: machine.path("a.vault"),
        code: code.code.clone(),
        new_password: "another password".into(),
        use_keyring: true,
        accept_older: false,
        accept_rebuild: false,
    };
    assert_eq!(app.recover(request).await.unwrap_err().code, ErrorCode::System);
    machine.refuse(None);
    unlock(&app, &machine, "a.vault").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn keyring_that_answers_and_takes_nothing_gives_a_vault_that_the_password_opens() {
    let machine = Machine::new();
    *machine.keyring.refuses.lock().unwrap() = true;
    let app = machine.start();
    let code = create(&app, &machine, "a.vault", true).await;
    assert!(!code.uses_keyring && code.keyring_message.is_some());
    lock(&app).await;
    let open = unlock(&app, &machine, "a.vault").await.unwrap();
    assert!(!open.slots.contains(&"password_device".to_owned()), "{:?}", open.slots);
}

#[tokio::test(flavor = "multi_thread")]
async fn place_that_cannot_be_is_said_before_a_recovery_code_is_shown() {
    let machine = Machine::new();
    let app = machine.start();
    let request = CreateRequest {
        path: machine.path("no/such/folder/new.vault"),
        password: PASSWORD.into(),
        use_keyring: false,
        kdf_memory_mib: Some(64),
    };
    assert_eq!(app.create_vault(request).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn new_vault_is_not_idle_when_writing_its_code_down_took_long_and_is_dropped_aloud_when_nobody_comes() {
    let machine = Machine::new();
    let app = machine.start();
    let request = || CreateRequest {
        path: machine.path("new.vault"),
        password: PASSWORD.into(),
        use_keyring: false,
        kdf_memory_mib: Some(64),
    };
    app.create_vault(request()).await.unwrap();
    machine.clock.pass(3600);
    app.tick().await;
    assert_eq!(machine.events.lock().unwrap().last(), Some(&Event::Locked { reason: LockReason::Idle }));
    let code = app.create_vault(request()).await.unwrap();
    machine.clock.pass(200);
    confirm(&app, &code).await.unwrap();
    machine.clock.pass(200);
    app.tick().await;
    assert!(app.status(Nothing {}).await.unwrap().open.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_typed_to_change_it_are_in_the_trail() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    add_login(&app, "Mail").await;
    let change = |password: &str| ChangePasswordRequest {
        password: password.into(),
        new_password: "another password".into(),
        use_keyring: false,
    };
    assert_eq!(app.change_password(change("wrong")).await.unwrap_err().code, ErrorCode::WrongPassword);
    machine.clock.pass(10);
    app.change_password(change(PASSWORD)).await.unwrap();
    let trail = app.audit(strongroom_api::types::AuditRequest { skip: 0, count: 10 }).await.unwrap();
    assert!(trail.entries.iter().any(|entry| entry.action == "failed_unlock"));
}
