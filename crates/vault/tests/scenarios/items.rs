//! Items: made, changed, put into the trash, taken out, removed; and what each of these leaves behind.

use crate::support::{Insider, Interrupted, actions, open, whole};
use std::sync::Arc;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_crypto::KdfParams;
use strongroom_storage::{Class, MemoryStorage, Storage};
use strongroom_testkit::{Rows, empty_vault, login, read_all, recovery_code, reopen, seeded_vault};
use strongroom_vault::{
    Action, AuditEvent, ItemRecord, KnownStrength, NewItem, Problem, ReadError, RecordFault, WriteError,
};

fn entry(action: &str, detail: &str) -> (String, String) {
    (action.to_owned(), detail.to_owned())
}

#[tokio::test]
async fn item_is_read_back_as_it_was_made_whatever_it_holds() {
    let (mut vault, storage, world) = empty_vault(10).await;
    let mut item = Item::new(Kind::named("of a newer program"), "\u{0}\u{1F511}\u{202E}\"\\\n");
    for (name, value) in [("", ""), ("a", "\u{7f}\u{10ffff}"), ("a", " kept \n as it is ")] {
        item.fields.push(Field::custom(name, FieldType::Hidden, value));
    }
    item.notes = "x".repeat(100_000).into();
    item.tags = vec!["one".to_owned(), String::new()];
    let id = vault.create(NewItem::new(item.clone(), None), world.env()).await.unwrap();
    let storage: Arc<dyn Storage> = storage;
    let mut vault = reopen(&storage, 10).await.unwrap();
    assert_eq!(vault.read(id).await.unwrap().record.item, item);
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn every_save_keeps_the_version_before_it() {
    let (mut vault, storage, world) = empty_vault(11).await;
    let version = |number: u64| login(&format!("Title {number}"), "u", &format!("secret {number}"));
    let id = vault.create(NewItem::new(version(1), None), world.env()).await.unwrap();
    let folder = vault.create_folder("F", None, world.env()).await.unwrap();
    let mut saved = vec![vault.read(id).await.unwrap().record.modified];
    for number in 1..20 {
        let next = version(number + 1);
        vault.update(id, number, |_| Some((next.clone(), Some(folder))), world.env()).await.unwrap();
        saved.push(vault.read(id).await.unwrap().record.modified);
    }
    let storage: Arc<dyn Storage> = storage;
    let mut vault = reopen(&storage, 11).await.unwrap();
    let opened = vault.read(id).await.unwrap();
    assert_eq!((opened.version, &opened.record.item), (20, &version(20)));
    assert_eq!(opened.record.history.len(), 19);
    for number in 1..20 {
        let kept = vault.read_version(&opened, number).await.unwrap();
        let at = usize::try_from(number).unwrap() - 1;
        assert_eq!(
            (kept.of, kept.version, kept.saved, &kept.item),
            (id, number, saved[at], &version(number))
        );
        assert_eq!(kept.folder, (number > 1).then_some(folder));
    }
    let missing = vault.read_version(&opened, 20).await.err();
    assert_eq!(missing, Some(ReadError::NotFound { what: "version" }));
}

#[tokio::test]
async fn change_of_a_version_that_is_no_longer_the_present_one_is_outdated_and_changes_nothing() {
    let (mut vault, storage, world) = empty_vault(12).await;
    let id = vault.create(NewItem::new(login("A", "u", "1"), None), world.env()).await.unwrap();
    vault.update(id, 1, |_| Some((login("B", "u", "2"), None)), world.env()).await.unwrap();
    let before = Rows::of(&*storage).await;
    let outcome = vault.update(id, 1, |_| Some((login("C", "u", "3"), None)), world.env()).await;
    assert_eq!(outcome, Err(WriteError::Outdated));
    assert_eq!(Rows::of(&*storage).await, before);
}

#[tokio::test]
async fn change_by_another_program_makes_an_update_outdated_rather_than_lost() {
    let (mut vault, storage, world) = empty_vault(13).await;
    let id = vault.create(NewItem::new(login("A", "u", "1"), None), world.env()).await.unwrap();
    let shared: Arc<dyn Storage> = storage;
    let mut other = reopen(&shared, 13).await.unwrap();
    other.update(id, 1, |_| Some((login("B", "u", "2"), None)), world.env()).await.unwrap();
    let outcome = vault.update(id, 1, |_| Some((login("C", "u", "3"), None)), world.env()).await;
    assert_eq!(outcome, Err(WriteError::Outdated));
    assert_eq!(vault.read(id).await.unwrap().record.item, login("B", "u", "2"));
}

#[tokio::test]
async fn update_that_changes_nothing_saves_nothing() {
    let (mut vault, storage, world) = empty_vault(14).await;
    let id = vault.create(NewItem::new(login("A", "u", "1"), None), world.env()).await.unwrap();
    let before = Rows::of(&*storage).await;
    vault.update(id, 1, |_| Some((login("A", "u", "1"), None)), world.env()).await.unwrap();
    assert_eq!(Rows::of(&*storage).await, before);
}

#[tokio::test]
async fn item_that_is_named_twice_is_changed_once() {
    let (mut vault, _, world) = empty_vault(15).await;
    let id = vault.create(NewItem::new(login("A", "u", "1"), None), world.env()).await.unwrap();
    assert_eq!(vault.set_deleted(&[id, id], true, world.env()).await, Ok(1));
    assert_eq!(vault.read(id).await.unwrap().version, 2);
    assert!(read_all(&mut vault).await.is_ok());
    assert_eq!(vault.purge(&[id, id], world.env()).await, Ok(1));
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn trash_is_left_and_entered_as_versions_and_a_second_time_is_no_change() {
    let (mut vault, _, world) = empty_vault(16).await;
    let id = vault.create(NewItem::new(login("A", "u", "1"), None), world.env()).await.unwrap();
    assert_eq!(vault.set_deleted(&[id], true, world.env()).await, Ok(1));
    assert_eq!(vault.set_deleted(&[id], true, world.env()).await, Ok(0));
    let deleted = vault.read(id).await.unwrap();
    assert!(deleted.record.deleted.is_some() && vault.overview(id).unwrap().deleted);
    assert_eq!(vault.set_deleted(&[id], false, world.env()).await, Ok(1));
    let opened = vault.read(id).await.unwrap();
    assert_eq!((opened.version, opened.record.deleted), (3, None));
}

#[tokio::test]
async fn purged_item_leaves_no_record_behind() {
    let (mut vault, storage, world) = seeded_vault(17).await;
    let ids: Vec<_> = vault.overviews().map(|(id, _)| id).collect();
    assert_eq!(vault.purge(&ids, world.env()).await, Ok(3));
    let rows = Rows::of(&*storage).await;
    assert!(rows.places(Class::Item).is_empty() && rows.places(Class::Version).is_empty());
    assert_eq!(vault.read(ids[0]).await.err(), Some(ReadError::NotFound { what: "item" }));
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn every_operation_is_one_transaction_with_its_audit_entries() {
    let (mut vault, _, world) = empty_vault(18).await;
    let mut id = None;
    for step in 0..12 {
        let (generation, from) = (vault.header().generation, vault.audit_len());
        let env = world.env();
        let expected = match step {
            0 => {
                id = Some(vault.create(NewItem::new(login("A", "u", "1"), None), env).await.unwrap());
                vec![entry("create", "")]
            }
            1 => {
                let event = AuditEvent::of_item(Action::Reveal, id.unwrap(), "password");
                vault.note(vec![event], env).await.unwrap();
                vec![entry("reveal", "password")]
            }
            2 => {
                let copied = AuditEvent::of_item(Action::Copy, id.unwrap(), "password");
                vault.note(vec![copied, AuditEvent::of_vault(Action::Lock, "idle")], env).await.unwrap();
                vec![entry("copy", "password"), entry("lock", "idle")]
            }
            3 => {
                vault.update(id.unwrap(), 1, |_| Some((login("B", "u", "2"), None)), env).await.unwrap();
                vec![entry("update", "")]
            }
            4 => {
                vault.set_deleted(&[id.unwrap()], true, env).await.unwrap();
                vec![entry("delete", "")]
            }
            5 => {
                vault.set_deleted(&[id.unwrap()], false, env).await.unwrap();
                vec![entry("restore", "")]
            }
            6 => {
                let favourite = |record: &mut ItemRecord, _| {
                    record.item.favourite = true;
                    Ok(true)
                };
                vault.rewrite(&[id.unwrap()], Action::Update, "favourite", favourite, env).await.unwrap();
                vec![entry("update", "favourite")]
            }
            7 => {
                vault.create_folder("F", None, env).await.unwrap();
                vec![entry("folder", "created")]
            }
            8 => {
                let folder = vault.folder_tree()[0].id;
                vault.update_folder(folder, "G", None, env).await.unwrap();
                let item = vault.read(id.unwrap()).await.unwrap();
                assert_eq!(item.version, 5);
                vec![entry("folder", "changed")]
            }
            9 => {
                let folder = vault.folder_tree()[0].id;
                vault.delete_folder(folder, env).await.unwrap();
                vec![entry("folder", "removed")]
            }
            10 => {
                vault.import(Vec::new(), &[vec!["x".to_owned()]], "nothing", env).await.unwrap();
                vec![entry("import", "0 items from nothing")]
            }
            _ => {
                vault.purge(&[id.unwrap()], env).await.unwrap();
                vec![entry("purge", "")]
            }
        };
        assert_eq!(actions(&vault, from).await, expected, "step {step}");
        assert_eq!(vault.header().generation, generation + 1, "step {step}");
    }
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn title_beyond_the_limit_of_lists_is_kept_whole_and_shown_cut_between_characters() {
    let (mut vault, storage, world) = empty_vault(19).await;
    let title = format!("x{}", "\u{fc}".repeat(600));
    let item = Item::new(Kind::NOTE, title.clone());
    let id = vault.create(NewItem::new(item, None), world.env()).await.unwrap();
    let storage: Arc<dyn Storage> = storage;
    let mut vault = reopen(&storage, 19).await.unwrap();
    assert_eq!(&*vault.overview(id).unwrap().title, &title[..1023]);
    assert_eq!(vault.read(id).await.unwrap().record.item.title, title);
}

/// A rewrite between whose reads another program changes the same items.
async fn rewrite_with_interruption(forgetful: bool) {
    let (mut vault, storage, world) = empty_vault(20).await;
    let mut ids = Vec::new();
    for title in ["A", "B"] {
        ids.push(vault.create(NewItem::new(login(title, "u", "1"), None), world.env()).await.unwrap());
    }
    ids.sort();
    let shared: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
    let other = reopen(&shared, 20).await.unwrap();
    // Before the second read: the first item is planned by then.
    let between = Interrupted::new(storage, 1, (other, ids.clone()), forgetful);
    let shared: Arc<dyn Storage> = between;
    let mut vault = reopen(&shared, 20).await.unwrap();
    let edit = |record: &mut ItemRecord, _| {
        record.item.favourite = true;
        Ok(true)
    };
    assert_eq!(vault.rewrite(&ids, Action::Update, "", edit, world.env()).await, Ok(2));
    for id in ids {
        let opened = vault.read(id).await.unwrap();
        let expected = (3, vec!["other".to_owned()], true);
        assert_eq!((opened.version, opened.record.item.tags, opened.record.item.favourite), expected);
    }
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn change_that_another_program_makes_between_two_reads_of_a_rewrite_is_kept() {
    rewrite_with_interruption(false).await;
}

#[tokio::test]
async fn change_of_another_program_is_taken_over_where_the_storage_lost_when_its_records_changed() {
    rewrite_with_interruption(true).await;
}

#[tokio::test]
async fn vault_is_written_to_where_what_the_storage_compares_with_is_damaged() {
    let (mut vault, storage, world) = seeded_vault(54).await;
    for wrong in [0, 1, u64::MAX] {
        storage.realign(&vault.header().to_bytes(), wrong).await.unwrap();
        vault.create_folder("After", None, world.env()).await.unwrap();
        storage.realign(&vault.header().to_bytes(), wrong).await.unwrap();
        let id = vault.create(NewItem::new(login("A", "u", "1"), None), world.env()).await.unwrap();
        storage.realign(&vault.header().to_bytes(), wrong).await.unwrap();
        vault.set_deleted(&[id], true, world.env()).await.unwrap();
        storage.realign(&vault.header().to_bytes(), wrong).await.unwrap();
        vault.replace_password(recovery_code(1), KdfParams::FLOOR, Vec::new(), world.env()).await.unwrap();
    }
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn save_scores_a_secret_anew_only_where_something_changed_that_it_is_judged_by() {
    let (mut vault, _, world) = empty_vault(21).await;
    let id = vault.create(NewItem::new(login("T", "u", "zurich-lake"), None), world.env()).await.unwrap();
    let mut scores = Vec::new();
    let mut noted = login("T", "u", "zurich-lake");
    noted.notes = "a note".into();
    let renamed = login("zurich-lake", "u", "zurich-lake");
    let changed = login("zurich-lake", "u", "zJ4#mQ9!vT2@xL7$");
    let card = Item::new(Kind::CARD, "zurich-lake").with(Field::new("number", FieldType::Hidden, "1"));
    for (version, item) in (1..).zip([noted, renamed, changed, card]) {
        scores.push(vault.overview(id).unwrap().strength);
        vault.update(id, version, |_| Some((item.clone(), None)), world.env()).await.unwrap();
    }
    scores.push(vault.overview(id).unwrap().strength);
    let KnownStrength::Score(first) = scores[0] else { panic!("a new password is scored at once") };
    let expected = [first, first, 0, 4].map(KnownStrength::Score);
    assert_eq!(scores, [&expected[..], &[KnownStrength::None]].concat());
    assert!(first > 0);
}

#[tokio::test]
async fn history_that_is_not_in_ascending_order_below_the_item_is_unreadable() {
    let (vault, storage, _) = seeded_vault(52).await;
    let mail = vault.overviews().find(|(_, item)| &*item.title == "Mail").unwrap().0;
    let rows = Rows::of(&*storage).await;
    let place = *rows
        .records
        .keys()
        .find(|(class, id)| *class == Class::Item && id.to_string() == mail.to_string())
        .unwrap();
    let mut insider = Insider::of(rows, 52).await;
    let honest = insider.json(place);
    assert_eq!(honest["history"].as_array().unwrap().len(), 2);
    insider.write(place, &honest);
    assert!(whole(&insider.rows, 52).await.is_ok());
    let versions = |numbers: [u64; 2]| {
        let mut changed = honest.clone();
        for (at, number) in numbers.into_iter().enumerate() {
            changed["history"][at]["version"] = number.into();
        }
        changed
    };
    let mut swapped = honest.clone();
    swapped["history"].as_array_mut().unwrap().reverse();
    for changed in [swapped, versions([1, 1]), versions([2, 1]), versions([1, 3]), versions([1, 9])] {
        insider.write(place, &changed);
        let mut vault = open(&insider.rows, 52).await.unwrap();
        let fault = RecordFault::Unreadable;
        let expected = ReadError::Record { class: Class::Item, id: place.1, fault };
        assert_eq!(vault.read(mail).await.err(), Some(expected));
        let problem = Problem::Record { class: Class::Item, id: place.1, fault };
        assert_eq!(vault.verify().await.unwrap().problems.first(), Some(&problem));
    }
}
