//! What an item of a file is to the vault, and what becomes of both when they are merged.

use proptest::prelude::*;
use std::collections::BTreeSet;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_secret::SecretBytes;
use strongroom_testkit::{empty_vault, login, read_all};
use strongroom_vault::{
    Comparable, Former, ImportPlan, Incoming, ItemId, Merging, NewAttachment, NewItem, Order, Standing,
    Unlocked,
};

/// A login at a site.
fn account(title: &str, user: &str, password: &str, url: &str) -> Item {
    let mut item = login(title, user, password);
    item.fields.retain(|field| field.name != "url");
    if !url.is_empty() {
        item.fields.push(Field::new("url", FieldType::Url, url));
    }
    item
}

fn id_titled(vault: &Unlocked, title: &str) -> ItemId {
    vault.overviews().find(|(_, item)| &*item.title == title).unwrap().0
}

fn dated(item: &Item, modified: Option<i64>) -> Comparable<'_> {
    Comparable { modified, ..Comparable::new(item) }
}

async fn vault_of(seed: u64, items: Vec<(Item, i64)>) -> (Unlocked, strongroom_testkit::World) {
    let (mut vault, _, world) = empty_vault(seed).await;
    let incoming = items.into_iter().map(|(item, modified)| {
        let new = NewItem { modified: Some(modified), ..NewItem::new(item, None) };
        Incoming { new, path: Vec::new() }
    });
    vault.import(incoming.collect(), &[], "tests", world.env()).await.unwrap();
    (vault, world)
}

#[tokio::test]
async fn account_is_known_again_by_site_and_name_and_dates_tell_which_is_newer() {
    let ours = account("Bank", "ada", "old", "https://www.bank.example/login");
    let (mut vault, _) = vault_of(220, vec![(ours.clone(), 1_000_000)]).await;
    let bank = id_titled(&vault, "Bank");
    let table = [
        ("the same content", ours, Some(5), Standing::Same),
        (
            "a newer password",
            account("bank.example", "ada", "new", "http://bank.example"),
            Some(1_002_000),
            Standing::Newer,
        ),
        ("an older one", account("bank.example", "ADA", "older", "bank.example/x"), Some(1), Standing::Older),
        (
            "within a step of time",
            account("Bank", "ada", "new", "bank.example"),
            Some(1_001_999),
            Standing::Different,
        ),
        ("without a date", account("Bank", "ada", "new", "bank.example"), None, Standing::Different),
        ("without a site, but of the title", account("bank", "ada", "new", ""), None, Standing::Different),
        ("another name", account("Bank", "bob", "new", "bank.example"), None, Standing::New),
        ("another site", account("Bank", "ada", "new", "shop.example"), None, Standing::New),
        ("without a site, of another title", account("Shop", "ada", "new", ""), None, Standing::New),
        (
            "another kind",
            {
                let mut item = account("Bank", "ada", "new", "bank.example");
                item.kind = Kind::PASSWORD;
                item
            },
            None,
            Standing::New,
        ),
    ];
    for (what, theirs, modified, standing) in table {
        let found = vault.compare(&[dated(&theirs, modified)]).await.unwrap();
        assert_eq!(found[0].standing, standing, "{what}");
        assert_eq!(found[0].ours, (standing != Standing::New).then_some(bank), "{what}");
    }
}

#[tokio::test]
async fn item_of_the_vault_is_meant_by_one_item_of_the_file_and_never_by_guess() {
    let (mut vault, _) = vault_of(
        221,
        vec![
            (account("Router", "", "one", "http://router/"), 5),
            (account("Twin A", "ada", "a", "twin.example"), 5),
            (account("Twin B", "ada", "b", "twin.example"), 5),
            (account("Once", "ada", "old", "once.example"), 5),
        ],
    )
    .await;
    let theirs = [
        account("Other router", "", "two", "http://router/"),
        account("Router", "", "two", "http://router/setup"),
        account("Twin", "ada", "c", "twin.example"),
        account("Twin B", "ada", "c", "twin.example"),
        account("Once", "ada", "first", "once.example"),
        account("Once", "ada", "old", "once.example"),
    ];
    let items: Vec<Comparable<'_>> = theirs.iter().map(|item| dated(item, None)).collect();
    let found: Vec<Standing> =
        vault.compare(&items).await.unwrap().into_iter().map(|one| one.standing).collect();
    use Standing::{Different, New, Same};
    // A site without a name needs the title too; of two twins only the one of that title; what is there as it is, is taken.
    assert_eq!(found, [New, Different, New, Different, New, Same]);
}

fn merging(into: ItemId, new: NewItem, order: Order) -> ImportPlan<'static> {
    let incoming = Incoming { new, path: Vec::new() };
    ImportPlan { merging: vec![Merging { incoming, into, order }], source: "tests", ..ImportPlan::default() }
}

/// Titles, notes, tags and values of an item and of everything that it was, with the names and sizes of files.
async fn values(vault: &mut Unlocked, id: ItemId) -> BTreeSet<String> {
    let opened = vault.read(id).await.unwrap();
    let mut all = values_of(&opened.record.item);
    all.extend(opened.record.attachments.iter().map(|file| format!("{} {}", file.name, file.size)));
    for former in &opened.record.history {
        let version = vault.read_version(&opened, former.version).await.unwrap();
        all.extend(values_of(&version.item));
        all.extend(version.attachments.iter().map(|file| format!("{} {}", file.name, file.size)));
    }
    all
}

fn values_of(item: &Item) -> BTreeSet<String> {
    let fields = item.fields.iter().map(|field| format!("{}={}", field.name, field.value.expose()));
    let tags = item.tags.iter().cloned();
    let notes = [item.title.clone(), item.notes.expose().to_owned()];
    fields.chain(tags).chain(notes).filter(|value| !value.is_empty()).collect()
}

fn values_of_new(new: &NewItem) -> BTreeSet<String> {
    let mut all = values_of(&new.item);
    let former = new.history.iter();
    all.extend(former.clone().flat_map(|one| values_of(&one.item)));
    let files = new.attachments.iter().chain(former.flat_map(|one| &one.attachments));
    all.extend(files.map(|file| format!("{} {}", file.name, file.content.expose().len())));
    all
}

#[tokio::test]
async fn newer_one_goes_on_top_and_gets_what_it_does_not_know() {
    let mut ours = account("Mail", "ada", "old", "mail.example");
    ours.fields.push(Field::custom("PIN", FieldType::Hidden, "1234"));
    ours.tags = vec!["mine".to_owned()];
    ours.notes = "a note".into();
    let (mut vault, world) = vault_of(222, vec![(ours.clone(), 100)]).await;
    let mail = id_titled(&vault, "Mail");
    let mut new = NewItem::new(account("mail.example", "ada", "new", "mail.example"), None);
    (new.modified, new.item.tags) = (Some(9000), vec!["theirs".to_owned()]);
    new.history = vec![Former::new(ours.clone(), 50), Former::new(account("Mail", "ada", "between", ""), 60)];
    let imported = vault.import_all(merging(mail, new, Order::OnTop), world.env()).await.unwrap();
    assert_eq!((imported.items, imported.merged), (0, 1));
    let merged = vault.read(mail).await.unwrap();
    let item = &merged.record.item;
    assert_eq!((item.title.as_str(), item.notes.expose().as_str()), ("mail.example", "a note"));
    assert_eq!(item.tags, ["theirs", "mine"]);
    let value =
        |name: &str| item.fields.iter().find(|field| field.name == name).unwrap().value.expose().as_str();
    assert_eq!((value("password"), value("PIN")), ("new", "1234"));
    assert_eq!(merged.record.modified, 9000);
    // Ours, and the one of theirs that it never was.
    let versions: Vec<u64> = merged.record.history.iter().map(|one| one.version).collect();
    assert_eq!((versions.as_slice(), merged.version), ([1, 2].as_slice(), 3));
    assert_eq!(vault.read_version(&merged, 1).await.unwrap().item, ours);
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn older_one_goes_into_the_history_and_the_item_stays_as_it_is() {
    let ours = account("Mail", "ada", "now", "mail.example");
    let (mut vault, world) = vault_of(223, vec![(ours.clone(), 100)]).await;
    let mail = id_titled(&vault, "Mail");
    let theirs = account("mail.example", "ada", "then", "mail.example");
    for merged in [1, 0] {
        let new = NewItem { modified: Some(7), ..NewItem::new(theirs.clone(), None) };
        let imported = vault.import_all(merging(mail, new, Order::Beneath), world.env()).await.unwrap();
        assert_eq!(imported.merged, merged, "a second time there is nothing to be added");
    }
    let opened = vault.read(mail).await.unwrap();
    assert_eq!((&opened.record.item, opened.record.modified), (&ours, 100));
    let former = &opened.record.history[0];
    assert_eq!((opened.record.history.len(), former.saved), (1, 7));
    assert_eq!(vault.read_version(&opened, former.version).await.unwrap().item, theirs);
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn file_that_both_have_is_stored_once_and_others_hang_on_the_merged_item() {
    let (mut vault, storage, world) = empty_vault(224).await;
    let file = |name: &str, fill: u8| NewAttachment {
        name: name.to_owned(),
        content: SecretBytes::new(vec![fill; 300_000]),
    };
    let mut ours = NewItem::new(login("Mail", "ada", "old"), None);
    ours.attachments = vec![file("both", 1), file("ours", 2), file("differs", 3)];
    let mail = vault.create(ours, world.env()).await.unwrap();
    let mut theirs = NewItem::new(login("Mail", "ada", "new"), None);
    theirs.attachments = vec![file("both", 1), file("differs", 4)];
    vault.import_all(merging(mail, theirs, Order::OnTop), world.env()).await.unwrap();
    let merged = vault.read(mail).await.unwrap().record;
    let names: Vec<&str> = merged.attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["both", "ours", "differs", "differs"]);
    let rows = strongroom_testkit::Rows::of(&*storage).await;
    assert_eq!(rows.places(strongroom_storage::Class::Attachment).len(), 4 * 2);
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn item_that_is_gone_or_in_the_trash_by_now_is_not_merged_into_but_comes_as_a_new_one() {
    let (mut vault, world) =
        vault_of(225, vec![(login("Mail", "ada", "old"), 1), (login("Gone", "ada", "old"), 1)]).await;
    let (mail, gone) = (id_titled(&vault, "Mail"), id_titled(&vault, "Gone"));
    vault.set_deleted(&[mail], true, world.env()).await.unwrap();
    vault.purge(&[gone], world.env()).await.unwrap();
    for into in [mail, gone] {
        let new = NewItem::new(login("New", "ada", "new"), None);
        let imported = vault.import_all(merging(into, new, Order::OnTop), world.env()).await.unwrap();
        assert_eq!((imported.items, imported.merged), (1, 0));
    }
    assert_eq!(vault.counts().all, 2);
}

/// A small alphabet, so that names and values meet.
fn any_item() -> impl Strategy<Value = Item> {
    let field = ("[ab]", "[xy]?", any::<bool>());
    let fields = prop::collection::vec(field, 0..4);
    (fields, "[mn]?", prop::collection::vec("[st]", 0..2)).prop_map(|(fields, notes, tags)| {
        let mut item = Item::new(Kind::LOGIN, "Title");
        item.fields = fields
            .into_iter()
            .map(|(name, value, custom)| Field { custom, ..Field::custom(&name, FieldType::Hidden, value) })
            .collect();
        (item.notes, item.tags) = (notes.into(), tags);
        item
    })
}

fn any_file() -> impl Strategy<Value = NewAttachment> {
    ("[fg]", 0_usize..3)
        .prop_map(|(name, size)| NewAttachment { name, content: SecretBytes::new(vec![1; size]) })
}

fn any_new() -> impl Strategy<Value = NewItem> {
    let files = || prop::collection::vec(any_file(), 0..3);
    let history = prop::collection::vec((any_item(), 0_i64..9, files()), 0..3);
    (any_item(), history, files(), prop::option::of(0_i64..9)).prop_map(
        |(item, history, attachments, modified)| {
            let former = |(item, saved, attachments)| Former { item, saved, attachments };
            let history = history.into_iter().map(former).collect();
            NewItem { history, attachments, modified, ..NewItem::new(item, None) }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn merging_loses_no_value_and_undoing_it_leaves_no_trace(ours in any_new(), theirs in any_new(), on_top in any::<bool>()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (mut vault, _, world) = empty_vault(226).await;
            let mut all = values_of_new(&ours);
            all.extend(values_of_new(&theirs));
            let id = vault.create(ours, world.env()).await.unwrap();
            let (before, known) = (vault.read(id).await.unwrap().record, values(&mut vault, id).await);
            let order = if on_top { Order::OnTop } else { Order::Beneath };
            let imported = vault.import_all(merging(id, theirs, order), world.env()).await.unwrap();
            assert_eq!(values(&mut vault, id).await, all);
            assert!(read_all(&mut vault).await.is_ok());
            if let Some(import) = imported.id {
                vault.undo_import(import, world.env()).await.unwrap();
            }
            assert_eq!(vault.read(id).await.unwrap().record, before);
            assert_eq!(values(&mut vault, id).await, known);
            assert!(read_all(&mut vault).await.is_ok());
        });
    }
}
