//! What the machine remembers: older files, forks, cheaper derivations, and a memory that was changed.

use crate::support::{Machine, PASSWORD, add_login, create, lock, unlock, unlock_with};
use std::sync::Arc;
use strongroom_api::ErrorCode;
use strongroom_storage::{Batch, Class, MemoryStorage, Record, Storage, StoredHeader};

/// A copy of the vault as it is on the disk now.
async fn copied(machine: &Machine, name: &str) -> Arc<MemoryStorage> {
    use futures_util::TryStreamExt;
    let path = std::path::PathBuf::from(machine.path(name));
    let storage = Arc::clone(&machine.disk.lock().unwrap()[&path]);
    let header = storage.header().await.unwrap().first.unwrap();
    let mut puts: Vec<Record> = Vec::new();
    for class in Class::ALL {
        puts.extend(storage.stream(class).try_collect::<Vec<_>>().await.unwrap());
    }
    let copy = MemoryStorage::new();
    let generation = u64::from_be_bytes(*header[38..46].first_chunk().unwrap());
    copy.commit(Batch { expected: 0, generation, header, puts, deletes: Vec::new() }).await.unwrap();
    Arc::new(copy)
}

fn put_back(machine: &Machine, name: &str, copy: Arc<MemoryStorage>) {
    machine.disk.lock().unwrap().insert(machine.path(name).into(), copy);
}

#[tokio::test(flavor = "multi_thread")]
async fn older_file_is_refused_until_it_is_accepted() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    lock(&app).await;
    let older = copied(&machine, "a.vault").await;
    unlock(&app, &machine, "a.vault").await.unwrap();
    add_login(&app, "Mail").await;
    lock(&app).await;
    put_back(&machine, "a.vault", older);
    assert_eq!(unlock(&app, &machine, "a.vault").await.unwrap_err().code, ErrorCode::OlderFile);
    let open = unlock_with(&app, &machine, "a.vault", PASSWORD, true).await.unwrap();
    assert_eq!(open.warnings[0].code, "older_file");
}

#[tokio::test(flavor = "multi_thread")]
async fn older_file_is_noticed_by_the_keyring_alone_where_the_state_folder_was_lost() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", true).await;
    lock(&app).await;
    let older = copied(&machine, "a.vault").await;
    unlock(&app, &machine, "a.vault").await.unwrap();
    add_login(&app, "Mail").await;
    lock(&app).await;
    std::fs::remove_file(machine.state(".anchor.json")).unwrap();
    put_back(&machine, "a.vault", older);
    assert_eq!(unlock(&app, &machine, "a.vault").await.unwrap_err().code, ErrorCode::OlderFile);
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_that_somebody_changed_is_not_believed_and_not_passed_over() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    lock(&app).await;
    let anchor = machine.state(".anchor.json");
    let text = std::fs::read_to_string(&anchor).unwrap();
    std::fs::write(&anchor, text.replacen("\"generation\":", "\"generation\":1", 1)).unwrap();
    assert_eq!(unlock(&app, &machine, "a.vault").await.unwrap_err().code, ErrorCode::OlderFile);
    let open = unlock_with(&app, &machine, "a.vault", PASSWORD, true).await.unwrap();
    assert_eq!(open.warnings[0].code, "anchor_changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_states_with_one_number_are_called_a_fork() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    lock(&app).await;
    let copy = copied(&machine, "a.vault").await;
    put_back(&machine, "b.vault", copy);
    for name in ["a.vault", "b.vault"] {
        std::fs::remove_file(machine.state(".anchor.json")).unwrap();
        unlock(&app, &machine, name).await.unwrap();
        machine.clock.pass(1);
        lock(&app).await;
    }
    let other = unlock_with(&app, &machine, "a.vault", PASSWORD, true).await.unwrap();
    assert!(other.warnings.iter().any(|warning| warning.code == "forked_file"), "{:?}", other.warnings);
}

#[tokio::test(flavor = "multi_thread")]
async fn derivation_that_became_cheaper_is_refused_before_it_runs() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    lock(&app).await;
    let anchor = machine.state(".anchor.json");
    let text = std::fs::read_to_string(&anchor).unwrap();
    // As if the vault had been seen with more memory: its own file is the cheaper one then.
    let dearer = text.replacen("[65536,", "[131072,", 1);
    assert_ne!(text, dearer);
    std::fs::write(&anchor, dearer).unwrap();
    let refused = unlock_with(&app, &machine, "a.vault", "wrong", false).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadFile);
}

#[tokio::test(flavor = "multi_thread")]
async fn costly_derivation_is_asked_about_in_the_second_copy_of_the_header_too() {
    const AUTHENTICATION: usize = 32;
    /// Where the first slot's memory stands: behind the fixed fields, the number of slots, type and id.
    const MEMORY: usize = 46 + 1 + 1 + 16;
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    lock(&app).await;
    let path = std::path::PathBuf::from(machine.path("a.vault"));
    let storage = Arc::clone(&machine.disk.lock().unwrap()[&path]);
    let genuine = storage.header().await.unwrap().first.unwrap();
    let (mut broken, mut costly) = (genuine.clone(), genuine.clone());
    let end = broken.len() - AUTHENTICATION;
    broken[end] ^= 1;
    // The recovery slot has no derivation; the password's may come first or second.
    let memory = if costly[MEMORY..MEMORY + 4] == [0; 4] { MEMORY + 153 } else { MEMORY };
    costly[memory..memory + 4].copy_from_slice(&(8_u32 << 20).to_be_bytes());
    *machine.headers.lock().unwrap() = Some(StoredHeader { first: Some(broken), second: Some(costly) });
    let refused = unlock_with(&app, &machine, "a.vault", "wrong", false).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::CostlyFile);
}
