//! Taking back a whole import: what it brought goes, what a person changed and what was there before stays.

use crate::support::{actions, titles, view};
use std::collections::BTreeMap;
use std::sync::Arc;
use strongroom_secret::SecretBytes;
use strongroom_storage::{Class, RecordId, Storage};
use strongroom_testkit::{Rows, empty_vault, login, read_all, reopen, seeded_vault};
use strongroom_vault::{
    Former, ImportPlan, Incoming, ItemId, Left, Merging, NewAttachment, NewItem, Order, ReadError, Undone,
    Unlocked, View, WhyLeft, WriteError,
};

fn incoming(title: &str, names: &[&str]) -> Incoming {
    let mut new = NewItem::new(login(title, "u", "second"), None);
    new.history = vec![Former::new(login(title, "u", "first"), 100)];
    new.attachments = vec![file("scan", 300_000)];
    Incoming { new, path: names.iter().map(|name| (*name).to_owned()).collect() }
}

fn file(name: &str, size: usize) -> NewAttachment {
    NewAttachment { name: name.to_owned(), content: SecretBytes::new(vec![7; size]) }
}

fn id_of(vault: &Unlocked, title: &str) -> ItemId {
    vault.overviews().find(|(_, item)| &*item.title == title).unwrap().0
}

/// Every record that says something of an item, a folder or a file; versions of the index and of settings come and go.
async fn content(storage: &dyn Storage) -> BTreeMap<(Class, RecordId), Vec<u8>> {
    let rows = Rows::of(storage).await;
    let lasting = |class| [Class::Item, Class::Version, Class::Folder, Class::Attachment].contains(&class);
    rows.records.into_iter().filter(|((class, _), _)| lasting(*class)).collect()
}

#[tokio::test]
async fn import_is_taken_back_after_a_restart_and_no_record_of_it_stays() {
    let (mut vault, storage, world) = seeded_vault(210).await;
    let before = content(&*storage).await;
    let brought = vec![incoming("One", &["New", "Inner"]), incoming("Two", &["New"]), incoming("Top", &[])];
    let imported = vault.import(brought, &[vec!["Empty".to_owned()]], "tests", world.env()).await.unwrap();
    assert_eq!((imported.items, imported.folders, imported.versions), (3, 3, 3));
    drop(vault);

    let shared: Arc<dyn Storage> = Arc::<_>::clone(&storage) as _;
    let mut vault = reopen(&shared, 210).await.unwrap();
    let past = vault.imports().await.unwrap();
    assert_eq!(past.len(), 1);
    let (items, folders, changed) = (past[0].items, past[0].folders, past[0].changed);
    assert_eq!((items, folders, changed, past[0].source.as_str()), (3, 3, 0, "tests"));
    let from = vault.audit_len();
    let undone = vault.undo_import(imported.id.unwrap(), world.env()).await.unwrap();
    assert_eq!(undone, Undone { items: 3, merged: 0, folders: 3, left: Vec::new() });
    assert_eq!(content(&*storage).await, before);
    let entry = ("undo_import".to_owned(), "3 items from tests".to_owned());
    assert_eq!(actions(&vault, from).await, [entry]);
    assert!(read_all(&mut vault).await.is_ok());
    assert_eq!(vault.imports().await, Ok(Vec::new()));
    let again = vault.undo_import(imported.id.unwrap(), world.env()).await;
    assert_eq!(again, Err(WriteError::Read(ReadError::NotFound { what: "import" })));
}

#[tokio::test]
async fn what_was_changed_since_stays_with_its_folder_and_is_named() {
    let (mut vault, _, world) = empty_vault(211).await;
    let env = world.env();
    let known = vault.create_folder("Known", None, env).await.unwrap();
    let brought = vec![
        incoming("Edited", &["Used"]),
        incoming("Moved", &["Known"]),
        incoming("Trashed", &[]),
        incoming("Purged", &["Gone", "Deep"]),
        incoming("Untouched", &["Gone"]),
        incoming("Scored", &["Renamed"]),
    ];
    let import = vault.import(brought, &[], "tests", env).await.unwrap().id.unwrap();
    while vault.score_pending(1, env).await.unwrap() {}
    let edited = id_of(&vault, "Edited");
    vault
        .update(edited, 2, |record| Some((login("Edited", "u", "third"), record.folder)), env)
        .await
        .unwrap();
    let moved = id_of(&vault, "Moved");
    vault.update(moved, 2, |record| Some((record.item.clone(), None)), env).await.unwrap();
    vault.set_deleted(&[id_of(&vault, "Trashed")], true, env).await.unwrap();
    vault.purge(&[id_of(&vault, "Purged")], env).await.unwrap();
    let renamed = vault.folder_tree().into_iter().find(|node| node.name == "Renamed").unwrap().id;
    vault.update_folder(renamed, "Mine", None, env).await.unwrap();
    vault.create(NewItem::new(login("Own", "u", "p"), Some(known)), env).await.unwrap();
    assert_eq!(vault.imports().await.unwrap()[0].changed, 4);

    let undone = vault.undo_import(import, env).await.unwrap();
    assert_eq!((undone.items, undone.folders), (2, 2));
    let mut left: Vec<(String, WhyLeft)> =
        undone.left.into_iter().map(|Left { title, why }| (title, why)).collect();
    left.sort_by(|one, next| one.0.cmp(&next.0));
    let expected = [
        ("Edited", WhyLeft::Changed),
        ("Mine", WhyLeft::FolderChanged),
        ("Moved", WhyLeft::Changed),
        ("Trashed", WhyLeft::Changed),
        ("Used", WhyLeft::FolderUsed),
    ];
    assert_eq!(left, expected.map(|(title, why)| (title.to_owned(), why)));
    assert_eq!(titles(&mut vault, &view(View::All)), ["Edited", "Moved", "Own"]);
    let folders: Vec<String> = vault.folder_tree().into_iter().map(|node| node.name).collect();
    assert_eq!(folders, ["Known", "Mine", "Used"]);
    assert!(read_all(&mut vault).await.is_ok());
}

fn merging(vault: &Unlocked, into: &str, secret: &str, order: Order) -> ImportPlan<'static> {
    let mut new = NewItem::new(login(into, "u", secret), None);
    new.history = vec![Former::new(login(into, "u", "long ago"), 5)];
    new.attachments = vec![file("theirs", 300_000)];
    let incoming = Incoming { new, path: Vec::new() };
    let merging = vec![Merging { incoming, into: id_of(vault, into), order }];
    ImportPlan { merging, source: "tests", ..ImportPlan::default() }
}

#[tokio::test]
async fn item_that_something_was_merged_into_is_again_what_it_was() {
    for order in [Order::OnTop, Order::Beneath] {
        let (mut vault, storage, world) = empty_vault(212).await;
        let env = world.env();
        let brought = vault.import(vec![incoming("Mail", &["Mine"])], &[], "first", env).await.unwrap();
        let mail = id_of(&vault, "Mail");
        let before = vault.read(mail).await.unwrap();
        let versions = Rows::of(&*storage).await.places(Class::Version);
        let files = Rows::of(&*storage).await.places(Class::Attachment);
        let plan = merging(&vault, "Mail", "other", order);
        let merged = vault.import_all(plan, env).await.unwrap();
        assert_eq!((merged.items, merged.merged, merged.versions), (0, 1, 2), "{order:?}");
        assert!(read_all(&mut vault).await.is_ok());
        assert_ne!(Rows::of(&*storage).await.places(Class::Attachment), files);

        let undone = vault.undo_import(merged.id.unwrap(), env).await.unwrap();
        assert_eq!(undone, Undone { merged: 1, ..Undone::default() });
        assert_eq!(vault.read(mail).await.unwrap().record, before.record, "{order:?}");
        assert_eq!(Rows::of(&*storage).await.places(Class::Version), versions);
        assert_eq!(Rows::of(&*storage).await.places(Class::Attachment), files);
        assert!(read_all(&mut vault).await.is_ok());

        // The first import can still be taken back: to it, the item is as it came.
        let undone = vault.undo_import(brought.id.unwrap(), env).await.unwrap();
        assert_eq!(undone, Undone { items: 1, folders: 1, ..Undone::default() });
        assert!(content(&*storage).await.is_empty());
    }
}

#[tokio::test]
async fn item_that_was_changed_after_a_merge_stays_merged() {
    let (mut vault, _, world) = seeded_vault(213).await;
    let env = world.env();
    let plan = merging(&vault, "Mail", "other", Order::OnTop);
    let merged = vault.import_all(plan, env).await.unwrap();
    let mail = id_of(&vault, "Mail");
    let version = vault.read(mail).await.unwrap().version;
    vault.update(mail, version, |_| Some((login("Mail", "u", "own"), None)), env).await.unwrap();
    let undone = vault.undo_import(merged.id.unwrap(), env).await.unwrap();
    let left = vec![Left { title: "Mail".to_owned(), why: WhyLeft::Changed }];
    assert_eq!(undone, Undone { left, ..Undone::default() });
    assert_eq!(vault.read(mail).await.unwrap().record.item, login("Mail", "u", "own"));
}

#[tokio::test]
async fn last_eight_imports_are_kept_in_mind() {
    let (mut vault, _, world) = empty_vault(214).await;
    for number in 0..10 {
        let brought = vec![incoming(&format!("Item {number}"), &[])];
        vault.import(brought, &[], &format!("source {number}"), world.env()).await.unwrap();
    }
    let past = vault.imports().await.unwrap();
    assert_eq!(past.len(), 8);
    assert_eq!((past[0].source.as_str(), past[7].source.as_str()), ("source 9", "source 2"));
    let nothing = vault.import(Vec::new(), &[], "nothing", world.env()).await.unwrap();
    assert_eq!((nothing.id, vault.imports().await.unwrap().len()), (None, 8));
}
