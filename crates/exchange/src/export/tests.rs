//! What goes out comes in again, equal but for what the list beforehand named: on vaults of every kind, with odd text.

use super::*;
use crate::{ParsedAttachment, ParsedVersion, Request, parse};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::HashSet;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_secret::OsRandom;

const ODD: &[&str] = &[
    "",
    "a",
    " padded ",
    "=1+1",
    "+49",
    "-x",
    "@home",
    "\ttab",
    "\rcr",
    "two\r\nlines",
    "semi;comma,",
    "\"quoted\"",
    "'",
    "back\\slash",
    "a/b",
    "\u{202e}reversed",
    "e\u{301}\u{323}",
    "👩\u{200d}💻",
    "東京",
    "שלום",
    "\u{feff}mark",
    "\0nul",
    "2027-03",
    "2027-13",
    "true",
    "{\"a\":1}",
    "x\u{2028}y",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(ODD).prop_map(str::to_owned), 1 => any::<String>(), 2 => "[a-z]{1,8}"]
}

fn field_type() -> impl Strategy<Value = FieldType> {
    use FieldType::*;
    select(&[Text, Hidden, Url, Date, Month, Number, Email, Phone, Boolean, Totp, Unknown][..])
}

fn kind() -> impl Strategy<Value = Kind> {
    let mut kinds: Vec<Kind> = Kind::templates().iter().map(|template| Kind::named(template.kind)).collect();
    kinds.extend([Kind::named("own_router"), Kind::named("from_a_newer_program")]);
    select(kinds)
}

fn item(number: usize) -> impl Strategy<Value = Item> {
    let own = proptest::collection::vec((text(), field_type(), text()), 0..4);
    let values = proptest::collection::vec(proptest::option::of(text()), 20);
    let tags = proptest::collection::vec(text(), 0..3);
    (kind(), own, values, (text(), text(), any::<bool>()), tags).prop_map(
        move |(kind, own, values, (title, notes, favourite), mut tags)| {
            let mut item = Item::new(kind.clone(), format!("{number} {title}"));
            let fields = kind.template().map(|template| template.fields).unwrap_or_default();
            for (template, value) in fields.iter().zip(&values) {
                if let Some(value) = value {
                    item.fields.push(Field::new(template.name, template.field_type, value.as_str()));
                }
            }
            if let (Some(template), Some(again)) = (fields.first(), values.last().cloned().flatten()) {
                item.fields.push(Field::new(template.name, template.field_type, again));
            }
            item.fields.extend(
                own.iter().map(|(name, field_type, value)| Field::custom(name, *field_type, value.as_str())),
            );
            item.notes = notes.into();
            item.favourite = favourite;
            let mut seen = HashSet::new();
            tags.retain(|tag| !tag.is_empty() && seen.insert(tag.clone()));
            item.tags = tags;
            item
        },
    )
}

fn moment() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        1 => Just(None),
        6 => (0..4_000_000_000_000_i64).prop_map(Some),
        1 => select(&[-1, i64::MIN, i64::MAX][..]).prop_map(Some),
    ]
}

fn parsed(number: usize) -> impl Strategy<Value = ParsedItem> {
    let version = (item(number), moment()).prop_map(|(item, modified_ms)| ParsedVersion {
        item,
        modified_ms,
        attachments: Vec::new(),
    });
    let attachment = (text(), any::<Vec<u8>>())
        .prop_map(|(name, bytes)| ParsedAttachment { name: format!("file {name}"), bytes: bytes.into() });
    let history = proptest::collection::vec(version, 0..3);
    let attachments = proptest::collection::vec(attachment, 0..2);
    (item(number), proptest::option::of(0..4_usize), moment(), moment(), any::<bool>(), history, attachments)
        .prop_map(|(item, folder, created_ms, modified_ms, deleted, history, attachments)| ParsedItem {
            item,
            folder,
            created_ms,
            modified_ms,
            history,
            deleted,
            attachments,
        })
}

fn items() -> impl Strategy<Value = Vec<ParsedItem>> {
    (parsed(0), parsed(1), parsed(2)).prop_map(|(one, two, three)| vec![one, two, three])
}

fn folders() -> Vec<ParsedFolder> {
    let paths: [&[&str]; 4] = [&["Work"], &["Work", "東京"], &["with/slash"], &["=formula"]];
    paths
        .iter()
        .map(|path| ParsedFolder { path: path.iter().map(|name| (*name).to_owned()).collect() })
        .collect()
}

pub(super) fn setting(password: Option<&SecretString>) -> Setting<'_> {
    Setting {
        types: &[],
        password,
        now_ms: 1_700_000_000_000,
        vault: "/home/<me>/Personal.vault",
        language: SheetLanguage::English,
        random: &OsRandom,
    }
}

pub(super) fn written(target: Target, content: Content<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(target, content, &setting(None), &mut bytes).unwrap();
    bytes
}

/// What of an item the list names.
struct Named<'a>(Vec<&'a Loss>);

impl Named<'_> {
    fn has(&self, field: &str) -> bool {
        self.0.iter().any(|loss| loss.field == field)
    }

    fn neutral<'v>(&self, field: &str, value: &'v str) -> &'v str {
        let named = self.0.iter().any(|loss| loss.field == field && loss.reason == LossReason::Neutralised);
        if named { value.strip_prefix('\'').expect("an apostrophe") } else { value }
    }
}

/// Everything of the item that is not named is the same; what is named as kept has its value.
fn check(
    before: &ParsedItem,
    after: &ParsedItem,
    folders: (&[ParsedFolder], &[ParsedFolder]),
    losses: &[Loss],
) {
    let named = Named(losses.iter().filter(|loss| loss.item == before.item.title).collect());
    let (old, new) = (&before.item, &after.item);
    assert!(named.has("kind") || old.kind == new.kind, "kind");
    assert_eq!(old.title, named.neutral("title", &new.title));
    assert_eq!(old.notes.expose(), named.neutral("notes", new.notes.expose()));
    assert!(named.has("tags") || old.tags == new.tags, "tags {:?} {:?}", old.tags, new.tags);
    assert_eq!(old.favourite, new.favourite);
    assert_eq!(before.deleted, after.deleted);
    assert!(named.has("created") || before.created_ms == after.created_ms, "created");
    assert!(named.has("modified") || before.modified_ms == after.modified_ms, "modified");
    assert!(named.has("history") || before.history.len() == after.history.len(), "history");
    if !named.has("history") {
        for (one, other) in before.history.iter().zip(&after.history) {
            assert_eq!((&one.item, one.modified_ms), (&other.item, other.modified_ms));
        }
    }
    for attachment in &before.attachments {
        assert!(named.has(&attachment.name) || after.attachments.contains(attachment));
    }
    let path = |parsed: &ParsedItem, folders: &[ParsedFolder]| {
        parsed.folder.map(|place| folders[place].path.join("/"))
    };
    let (one, other) = (path(before, folders.0), path(after, folders.1));
    assert!(named.has("folder") || one == other, "folder {one:?} {other:?}");
    check_fields(old, new, &named);
}

fn check_fields(old: &Item, new: &Item, named: &Named<'_>) {
    let mut left: Vec<&Field> = new.fields.iter().collect();
    for field in old.fields.iter().filter(|field| field.custom || !field.value.is_empty()) {
        let found = left.iter().position(|other| *other == field).or_else(|| {
            left.iter().position(|other| {
                named.has(&field.name)
                    && other.name == field.name
                    && named.neutral(&field.name, other.value.expose()) == field.value.expose()
            })
        });
        let place = found.unwrap_or_else(|| {
            panic!(
                "{} {:?} {:?} is lost, and nobody said so",
                field.name,
                field.field_type,
                field.value.expose()
            )
        });
        left.remove(place);
    }
    left.retain(|field| field.name != "tags" || !named.has("tags"));
    assert!(left.is_empty(), "{left:?} was not there");
}

fn round(target: Target, items: &[ParsedItem]) {
    let folders = folders();
    let content = Content { folders: &folders, items };
    let import = parse(&Request::new(&written(target, content))).unwrap();
    assert!(import.report.is_balanced(), "{:?}", import.report);
    assert_eq!(import.items.len(), items.len());
    let losses = losses(target, content);
    for (before, after) in items.iter().zip(&import.items) {
        check(before, after, (&folders, &import.folders), &losses);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn own_json_comes_in_again_as_it_went_out(items in items()) {
        let folders = folders();
        let content = Content { folders: &folders, items: &items };
        prop_assert!(losses(Target::StrongroomJson, content).is_empty());
        let import = parse(&Request::new(&written(Target::StrongroomJson, content))).unwrap();
        prop_assert_eq!(&import.items, &items);
        prop_assert_eq!(&import.folders, &folders);
        prop_assert!(import.report.is_balanced());
    }

    #[test]
    fn bitwarden_json_comes_in_again_but_for_what_was_named(items in items()) {
        round(Target::BitwardenJson, &items);
    }

    #[test]
    fn table_comes_in_again_but_for_what_was_named(items in items()) {
        round(Target::Csv, &items);
    }

    #[test]
    fn harmless_table_comes_in_again_but_for_the_apostrophes(items in items()) {
        round(Target::CsvSafe, &items);
    }

    #[test]
    fn every_format_is_written_without_a_failure(items in items()) {
        let content = Content { folders: &folders(), items: &items };
        let password = SecretString::from("file");
        for target in Target::all().filter(|target| !target.is_folder() && target.protection() == Protection::None) {
            let done = write(target, content, &setting(Some(&password)), &mut Vec::new());
            prop_assert!(done.is_ok() || done == Err(ExportError::Nothing), "{:?} {:?}", target, done);
            losses(target, content);
        }
    }

    #[test]
    fn no_name_of_an_item_is_a_path(titles in proptest::collection::vec(text(), 1..6)) {
        let one = |title: &String| {
            let item = Item::new(Kind::SSH_KEY, title.as_str());
            ParsedItem::new(item.with(Field::new("private_key", FieldType::Hidden, "KEY")))
        };
        let items: Vec<ParsedItem> = titles.iter().map(one).collect();
        let files = key_files(Content { folders: &[], items: &items });
        let names: HashSet<String> = files.iter().map(|file| file.name.to_lowercase()).collect();
        prop_assert_eq!(names.len(), titles.len());
        for file in &files {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            prop_assert!(file.name.bytes().all(plain) && !file.name.starts_with('.'), "{}", file.name);
        }
    }
}

#[test]
fn names_of_formats_are_stable_and_each_is_listed() {
    let names: Vec<_> = Target::all().map(Target::name).collect();
    assert_eq!(
        names.join(" "),
        "strongroom_json kdbx bitwarden_encrypted_json bitwarden_json one_password_1pux cxf csv csv_safe dotenv key_files emergency_sheet"
    );
    for target in Target::all() {
        assert_eq!(Target::named(target.name()), Some(target));
    }
}

#[test]
fn identifiers_are_of_their_notations_and_differ() {
    let mut ids = ids::Ids::new(&OsRandom).unwrap();
    let (one, other) = (ids.uuid(), ids.uuid());
    assert_ne!(one, other);
    assert_eq!((one.len(), &one[14..15]), (36, "4"));
    assert!(matches!(&one[19..20], "8" | "9" | "a" | "b"));
    assert_eq!(ids.base32().len(), 26);
    assert_eq!(ids.base64url().len(), 22);
}

#[test]
fn encrypted_format_without_a_password_is_refused() {
    let empty = Content { folders: &[], items: &[] };
    let done = write(Target::BitwardenEncryptedJson, empty, &setting(None), &mut Vec::new());
    assert_eq!(done, Err(ExportError::NeedsPassword));
}
