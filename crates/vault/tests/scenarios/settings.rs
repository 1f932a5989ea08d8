//! Settings: kept, versioned, in the trail, whole after everything that happens to a vault.

use crate::support::{actions, whole};
use std::sync::Arc;
use strongroom_storage::{Class, RecordId, Storage};
use strongroom_testkit::{Rows, empty_vault, read_all, reopen};
use strongroom_vault::{MAX_SETTING, ReadError, RecordFault, Setting, WriteError};

#[tokio::test]
async fn setting_is_what_was_set_last_and_each_change_is_in_the_trail() {
    let (mut vault, storage, world) = empty_vault(90).await;
    assert_eq!(vault.setting(Setting::Policies).await, Ok(None));
    let from = vault.audit_len();
    for text in ["one", "", "three \u{1F511}"] {
        vault.change_setting(Setting::Policies, |_| Some(text.to_owned()), world.env()).await.unwrap();
        assert_eq!(vault.setting(Setting::Policies).await, Ok(Some(text.to_owned())));
    }
    vault.change_setting(Setting::Policies, |_| None, world.env()).await.unwrap();
    let entry = ("setting".to_owned(), "policies".to_owned());
    assert_eq!(actions(&vault, from).await, vec![entry; 3]);
    assert_eq!(vault.setting(Setting::ItemTypes).await, Ok(None));
    let storage: Arc<dyn Storage> = storage;
    let mut again = reopen(&storage, 90).await.unwrap();
    assert_eq!(again.setting(Setting::Policies).await, Ok(Some("three \u{1F511}".to_owned())));
    read_all(&mut again).await.unwrap();
}

#[tokio::test]
async fn two_programs_that_add_to_a_setting_lose_nothing() {
    let (mut vault, storage, world) = empty_vault(91).await;
    let storage: Arc<dyn Storage> = storage;
    let mut other = reopen(&storage, 91).await.unwrap();
    let add = |more: &'static str| {
        move |before: Option<&str>| Some(format!("{}{more}", before.unwrap_or_default()))
    };
    vault.change_setting(Setting::ItemTypes, add("a"), world.env()).await.unwrap();
    other.change_setting(Setting::ItemTypes, add("b"), world.env()).await.unwrap();
    vault.change_setting(Setting::ItemTypes, add("c"), world.env()).await.unwrap();
    assert_eq!(vault.setting(Setting::ItemTypes).await, Ok(Some("abc".to_owned())));
    assert_eq!(other.setting(Setting::ItemTypes).await, Ok(Some("abc".to_owned())));
}

#[tokio::test]
async fn setting_that_is_too_long_is_refused_and_the_former_stays() {
    let (mut vault, _, world) = empty_vault(92).await;
    vault.change_setting(Setting::Breaches, |_| Some("x".repeat(MAX_SETTING)), world.env()).await.unwrap();
    let outcome =
        vault.change_setting(Setting::Breaches, |_| Some("x".repeat(MAX_SETTING + 1)), world.env()).await;
    assert_eq!(outcome, Err(WriteError::TooLarge));
    assert_eq!(vault.setting(Setting::Breaches).await.unwrap().map(|text| text.len()), Some(MAX_SETTING));
}

#[tokio::test]
async fn setting_put_back_to_an_older_state_is_refused() {
    let (mut vault, storage, world) = empty_vault(93).await;
    vault.change_setting(Setting::Policies, |_| Some("old".to_owned()), world.env()).await.unwrap();
    let old = Rows::of(&*storage).await;
    vault.change_setting(Setting::Policies, |_| Some("new".to_owned()), world.env()).await.unwrap();
    let mut rows = Rows::of(&*storage).await;
    let place = (Class::Setting, RecordId::counted(3));
    rows.records.insert(place, old.records[&place].clone());
    let mut vault = crate::support::open(&rows, 93).await.unwrap();
    let replayed = ReadError::Record { class: place.0, id: place.1, fault: RecordFault::Replayed };
    assert_eq!(vault.setting(Setting::Policies).await, Err(replayed));
    assert!(whole(&rows, 93).await.is_err());
}
