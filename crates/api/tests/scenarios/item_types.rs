//! Kinds that the user defines: kept, judged by, renamed, forgotten, and carried by a backup; no item ever loses a field.

use crate::support::{Machine, confirm, create};
use strongroom_api::types::{
    BackupRequest, CreateItemRequest, DraftValue, FieldDraft, Gravity, ItemDraft, ItemRequest, ItemType,
    ItemTypeField, ItemTypeRequest, ItemTypeSaved, ItemView, ItemsRequest, ListRequest, Nothing,
    RenamedField, RestoreRequest, SaveItemTypeRequest, Sort, TryPatternRequest, View,
};
use strongroom_api::{ApiError, App, ErrorCode};

fn field(name: &str, pattern: Option<&str>) -> ItemTypeField {
    ItemTypeField {
        name: name.to_owned(),
        field_type: "text".to_owned(),
        repeats: false,
        multiline: false,
        required: pattern.is_none(),
        pattern: pattern.map(str::to_owned),
        hint: None,
    }
}

fn membership() -> ItemType {
    ItemType {
        name: String::new(),
        label: "Membership".to_owned(),
        icon: Some("star".to_owned()),
        fields: vec![field("Club", None), field("Number", Some("[0-9]{6}"))],
    }
}

async fn save(app: &App, definition: ItemType) -> Result<ItemTypeSaved, ApiError> {
    let replace = !definition.name.is_empty();
    app.save_item_type(SaveItemTypeRequest { definition, replace, renamed: Vec::new() }).await
}

async fn add(app: &App, kind: &str, fields: &[(&str, &str)]) -> ItemView {
    let fields = fields.iter().map(|(name, value)| FieldDraft {
        name: (*name).to_owned(),
        field_type: "text".to_owned(),
        custom: false,
        value: DraftValue::New { value: (*value).to_owned().into() },
    });
    let draft = ItemDraft {
        kind: kind.to_owned(),
        title: "Chess".to_owned(),
        fields: fields.collect(),
        notes: String::new().into(),
        tags: Vec::new(),
        favourite: false,
        folder: None,
    };
    app.create_item(CreateItemRequest { draft }).await.unwrap()
}

fn found(item: &ItemView) -> Vec<(&str, Option<u32>, Option<&str>)> {
    item.findings.iter().map(|one| (one.code.as_str(), one.field, one.detail.as_deref())).collect()
}

/// Names and values of what is no secret.
fn fields(item: &ItemView) -> Vec<(&str, &str)> {
    let shown = item.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_ref()?)));
    shown.map(|(name, value)| (name, value.expose().as_str())).collect()
}

async fn low(app: &App) -> u32 {
    let view = View::Found { severity: Gravity::Low };
    let request = ListRequest { view, search: String::new(), sort: Sort::Title, from: 0, count: 10 };
    app.list_items(request).await.unwrap().total
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_judged_by_their_type_from_the_moment_that_it_is_kept() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let name = save(&app, membership()).await.unwrap().definition.name;
    assert_eq!(name, "own_membership");
    let kinds = app.kinds(Nothing {}).await.unwrap().kinds;
    let kind = kinds.last().unwrap();
    assert_eq!((kind.label.as_deref(), kind.icon.as_deref()), (Some("Membership"), Some("star")));
    assert_eq!((kind.fields[0].required, kind.fields[1].required), (true, false));

    let item = add(&app, &name, &[("Number", "12345")]).await;
    assert_eq!(
        found(&item),
        [("required_missing", None, Some("Club")), ("pattern_mismatch", Some(0), Some("Number"))]
    );
    assert_eq!(low(&app).await, 1);
    // The definition changes, and what was wrong is not.
    let fields = vec![field("Number", Some("[0-9]{5}"))];
    let saved = save(&app, ItemType { name: name.clone(), fields, ..membership() }).await.unwrap();
    assert_eq!((saved.items, saved.renamed), (1, 0));
    assert_eq!(low(&app).await, 0);
    let item = app.open_item(ItemRequest { id: item.id }).await.unwrap();
    assert_eq!((found(&item), item.version), (vec![], 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn renaming_and_forgetting_lose_nothing() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let name = save(&app, membership()).await.unwrap().definition.name;
    let item = add(&app, &name, &[("Club", "Castle"), ("Number", "123456")]).await;
    let trashed = add(&app, &name, &[("Club", "Old"), ("Number", "1")]).await;
    app.delete_items(ItemsRequest { ids: vec![trashed.id.clone()] }).await.unwrap();
    let read = async |id: &str| app.open_item(ItemRequest { id: id.to_owned() }).await.unwrap();

    // As the user wishes: a field follows its new name, another stays under its former one.
    let definition = ItemType {
        name: name.clone(),
        label: "Clubs".to_owned(),
        fields: vec![field("Society", None), field("Member no.", Some("[0-9]+"))],
        ..membership()
    };
    let renamed = vec![RenamedField { from: "Club".to_owned(), to: "Society".to_owned() }];
    let saved = app.save_item_type(SaveItemTypeRequest { definition, replace: true, renamed }).await.unwrap();
    assert_eq!((saved.items, saved.renamed, saved.definition.name.as_str()), (2, 2, name.as_str()));
    let now = read(&item.id).await;
    assert_eq!(fields(&now), [("Society", "Castle"), ("Number", "123456")]);
    assert_eq!((now.version, now.kind.as_str(), found(&now)), (2, name.as_str(), vec![]));
    assert_eq!(fields(&read(&trashed.id).await), [("Society", "Old"), ("Number", "1")]);

    let deleted = app.delete_item_type(ItemTypeRequest { name: name.clone() }).await.unwrap();
    assert_eq!(deleted.items, 2);
    assert_eq!(fields(&read(&item.id).await), [("Society", "Castle"), ("Number", "123456")]);
    assert!(app.item_types(Nothing {}).await.unwrap().types.is_empty());
    let again = app.delete_item_type(ItemTypeRequest { name }).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::NotFound);
    // A new type of the same title does not take the old one's items by accident.
    assert_eq!(save(&app, membership()).await.unwrap().definition.name, "own_membership_2");
}

#[tokio::test(flavor = "multi_thread")]
async fn backup_carries_the_types() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let saved = save(&app, membership()).await.unwrap().definition;
    let request = BackupRequest {
        path: machine.path("a.backup"),
        passphrase: "a passphrase of its own".into(),
        accept_faults: false,
    };
    app.create_backup(request).await.unwrap();
    let request = RestoreRequest {
        backup: machine.path("a.backup"),
        passphrase: "a passphrase of its own".into(),
        path: machine.path("b.vault"),
        password: "another password".into(),
        use_keyring: false,
        kdf_memory_mib: Some(64),
        accept_faults: false,
    };
    let code = app.restore_vault(request).await.unwrap();
    confirm(&app, &code).await.unwrap();
    let types = app.item_types(Nothing {}).await.unwrap().types;
    assert_eq!(types.into_iter().map(|row| row.definition).collect::<Vec<_>>(), [saved]);
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_definitions_are_refused_and_nothing_is_kept() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let with = |fields| ItemType { fields, ..membership() };
    let named = |name: &str| ItemType { name: name.to_owned(), ..membership() };
    let many = (0..1000).map(|number| field(&number.to_string(), None)).collect();
    let refused = [
        with(many),
        with(vec![]),
        with(vec![field("a", Some("(((a{100}){100}){100})"))]),
        with(vec![field("a", Some(&"a".repeat(257)))]),
        with(vec![ItemTypeField { field_type: "program".to_owned(), ..field("a", None) }]),
        with(vec![field("pay\u{202e}lap", None)]),
        with(vec![field("a", None), field("a", None)]),
        ItemType { label: "\u{202e}nigol".to_owned(), ..membership() },
        named("login"),
        named("../x"),
    ];
    for definition in refused {
        let error = save(&app, definition.clone()).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid, "{definition:?}");
    }
    assert!(app.item_types(Nothing {}).await.unwrap().types.is_empty());

    let definition = save(&app, membership()).await.unwrap().definition;
    let again = SaveItemTypeRequest { definition, replace: false, renamed: Vec::new() };
    assert_eq!(app.save_item_type(again).await.unwrap_err().code, ErrorCode::Exists);
    for _ in 1..64 {
        save(&app, membership()).await.unwrap();
    }
    assert_eq!(save(&app, membership()).await.unwrap_err().code, ErrorCode::Invalid);
}

#[tokio::test]
async fn pattern_is_tried_without_a_vault() {
    let app = Machine::new().start();
    let bomb = r"(\w{1000}){1000}";
    for (pattern, example, expected) in [
        ("[0-9]+", "12", (true, true)),
        ("[0-9]+", "12a", (true, false)),
        ("(", "", (false, false)),
        (bomb, "a", (false, false)),
        ("(a+)+b", &"a".repeat(10_000), (true, false)),
    ] {
        let request = TryPatternRequest { pattern: pattern.to_owned(), example: example.to_owned() };
        let tried = app.try_pattern(request).await.unwrap();
        assert_eq!((tried.usable, tried.fits), expected, "{pattern}");
    }
    let long = TryPatternRequest { pattern: "a".to_owned(), example: "a".repeat(1 << 20) };
    assert_eq!(app.try_pattern(long).await.unwrap_err().code, ErrorCode::Invalid);
    let listed = app.kinds(Nothing {}).await.unwrap().kinds;
    assert!(listed.iter().all(|kind| kind.label.is_none()));
}
