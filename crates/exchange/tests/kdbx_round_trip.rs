//! What is written as KDBX is read back equal: every kind, odd text, history, attachments; and what others change is kept.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/out.rs"]
mod out;
mod support;

use out::{CHEAP, NOW, PASSWORD, Seeded, attachment, comparable, folder, parsed, read, write};
use proptest::prelude::*;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_exchange::{
    Content, ImportError, KdbxCosts, KdbxKey, KdbxWriteError, ParsedAttachment, ParsedFolder, ParsedItem,
    ParsedVersion, Request, Target, losses, parse, write_kdbx,
};
use strongroom_secret::SecretString;

const TYPES: [FieldType; 11] = [
    FieldType::Text,
    FieldType::Hidden,
    FieldType::Url,
    FieldType::Date,
    FieldType::Month,
    FieldType::Number,
    FieldType::Email,
    FieldType::Phone,
    FieldType::Boolean,
    FieldType::Totp,
    FieldType::Unknown,
];
/// Names that mean something to KeePass, to a plugin or to the importer.
const NAMES: [&str; 24] = [
    "Title",
    "UserName",
    "Password",
    "URL",
    "Notes",
    "otp",
    "TOTP Seed",
    "TimeOtp-Secret",
    "KP2A_URL",
    "KP2A_URL_1",
    "expires",
    "icon",
    "foreground colour",
    "override URL",
    "quality check",
    "auto-type",
    "tags",
    "Strongroom",
    "username",
    "password",
    "url",
    "totp",
    "KPEX_PASSKEY_PRIVATE_KEY_PEM",
    "",
];
/// Values that a property might take for its own.
const VALUES: [&str; 16] = [
    "",
    " ",
    "False",
    "0",
    "12",
    "69",
    "2026-02-28",
    "2026-2-8",
    "#00ff00",
    "enabled: no",
    "sequence: {TAB}",
    "window:  → ",
    "otpauth://totp/x?secret=MY",
    "otpauth://hotp/x?secret=MY&counter=1",
    "jbsw y3dp ehpk 3pxp",
    "a\r\nb\rc\n",
];

fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        '\0',
        '\u{1}',
        '\u{8}',
        '\t',
        '\n',
        '\r',
        '\u{b}',
        '\u{1f}',
        ' ',
        '<',
        '&',
        '>',
        ']',
        '"',
        '\'',
        '\u{7f}',
        '\u{85}',
        '\u{2028}',
        '\u{fffd}',
        '\u{fffe}',
        '\u{ffff}',
        '\u{feff}',
        '\u{1fffe}',
        '\u{10ffff}',
        '\u{200d}',
        'é',
        'ß',
        '🙂',
        ';',
        ',',
        '/',
        '\\',
        '\u{301}',
        '\u{202e}',
    ]);
    prop_oneof![
        3 => prop::collection::vec(prop_oneof![odd, any::<char>(), prop::char::range('a', 'z')], 0..12)
            .prop_map(|characters| characters.into_iter().collect()),
        1 => prop::sample::select(VALUES.to_vec()).prop_map(str::to_owned),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![text(), prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned)]
}

fn custom() -> impl Strategy<Value = Field> {
    (name(), prop::sample::select(TYPES.to_vec()), text(), any::<bool>())
        .prop_map(|(name, field_type, value, custom)| Field { name, field_type, value: value.into(), custom })
}

/// An item of a known kind with some of its template's fields, or of a kind that nobody knows.
fn item() -> impl Strategy<Value = Item> {
    let kinds = Kind::templates();
    let content = (
        0..=kinds.len(),
        prop::collection::vec((any::<bool>(), text()), 20),
        prop::collection::vec(custom(), 0..6),
    );
    (
        content,
        text(),
        text(),
        prop::collection::hash_set("[a-z ;,\u{1}é\u{ffff}]{1,6}", 0..4),
        any::<bool>(),
        any::<u64>(),
    )
        .prop_map(move |((kind, values, customs), title, notes, tags, favourite, turn)| {
            let template = kinds.get(kind);
            let mut item =
                Item::new(Kind::named(template.map_or("spaceship", |template| template.kind)), title);
            for (field, (there, value)) in template.iter().flat_map(|template| template.fields).zip(values) {
                if there {
                    item.fields.push(Field::new(field.name, field.field_type, value));
                }
            }
            item.fields.extend(customs);
            let turned = usize::try_from(turn).unwrap_or_default() % item.fields.len().max(1);
            item.fields.rotate_left(turned);
            item.notes = notes.into();
            item.tags = tags.into_iter().collect();
            item.favourite = favourite;
            item
        })
}

fn files() -> impl Strategy<Value = Vec<ParsedAttachment>> {
    prop::collection::vec((name(), prop::collection::vec(any::<u8>(), 0..40)), 0..3)
        .prop_map(|files| files.iter().map(|(name, bytes)| attachment(name, bytes)).collect())
}

fn moment() -> impl Strategy<Value = Option<i64>> {
    prop::option::of(prop_oneof![any::<i64>(), -70_000_000_000_000..300_000_000_000_000_i64])
}

fn kept() -> impl Strategy<Value = ParsedItem> {
    let version = (item(), moment(), files()).prop_map(|(item, modified_ms, attachments)| ParsedVersion {
        item,
        modified_ms,
        attachments,
    });
    let history = prop::collection::vec(version, 0..3);
    (item(), moment(), moment(), history, files(), any::<bool>(), prop::option::of(0..4_usize)).prop_map(
        |(item, created_ms, modified_ms, mut history, attachments, deleted, folder)| {
            history.sort_by_key(|version| version.modified_ms);
            ParsedItem { item, folder, created_ms, modified_ms, history, deleted, attachments }
        },
    )
}

/// Four folders, two in others; no name is empty.
fn folders() -> impl Strategy<Value = Vec<ParsedFolder>> {
    let name = || text().prop_map(|name| format!("{name}x"));
    [name(), name(), name(), name()].prop_map(|[a, b, c, d]| {
        let path = |names: &[&String], own: &str| ParsedFolder {
            path: names.iter().map(|name| (*name).clone()).chain([own.to_owned()]).collect(),
        };
        vec![
            path(&[], &format!("{a}1")),
            path(&[], &format!("{b}2")),
            path(&[&format!("{a}1")], &c),
            path(&[&format!("{a}1"), &c], &d),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn given_any_content_then_the_database_is_read_back_equal(
        folders in folders(),
        items in prop::collection::vec(kept(), 0..4),
    ) {
        let import = read(&write(&folders, &items));
        prop_assert_eq!(comparable(&import.folders, &import.items), comparable(&folders, &items));
    }
}

fn write_with(key: KdbxKey<'_>, costs: KdbxCosts) -> Result<Vec<u8>, KdbxWriteError> {
    let items = [parsed(Item::new(Kind::NOTE, "n"))];
    let mut file = Vec::new();
    write_kdbx(Content { folders: &[], items: &items }, key, costs, NOW, &Seeded::default(), &mut file)
        .map(|()| file)
}

#[test]
fn given_a_key_file_with_and_without_a_password_then_both_are_needed_again() {
    let password = SecretString::from(PASSWORD);
    let key_file = Some(b"any file".as_slice());
    for password in [None, Some(&password)] {
        let file = write_with(KdbxKey { password, key_file }, CHEAP).unwrap();
        let open =
            |key_file| parse(&Request { password: password.cloned(), key_file, ..Request::new(&file) });
        assert_eq!(open(key_file).unwrap().items.len(), 1);
        assert_eq!(open(Some(b"another".as_slice())), Err(ImportError::WrongCredentials));
    }
}

#[test]
fn given_no_key_or_impossible_costs_then_nothing_is_written() {
    let empty = SecretString::default();
    for password in [None, Some(&empty)] {
        let error = write_with(KdbxKey { password, key_file: None }, CHEAP).unwrap_err();
        assert!(matches!(error, KdbxWriteError::NoKey));
    }
    let password = SecretString::from(PASSWORD);
    let key = KdbxKey { password: Some(&password), key_file: None };
    for costs in [
        KdbxCosts { memory_kib: u32::MAX, ..CHEAP },
        KdbxCosts { iterations: 0, ..CHEAP },
        KdbxCosts { lanes: 0, ..CHEAP },
        KdbxCosts { iterations: 1001, ..CHEAP },
    ] {
        assert!(matches!(write_with(key, costs), Err(KdbxWriteError::Costs(_))), "{costs:?}");
    }
}

#[test]
fn given_content_that_packs_like_a_bomb_then_it_opens_all_the_same() {
    let mut item = parsed(Item::new(Kind::NOTE, "zeros"));
    item.attachments.push(attachment("zeros", &vec![0; 20 << 20]));
    let file = write(&[], std::slice::from_ref(&item));
    assert!(file.len() < 1 << 20, "{}", file.len());
    assert_eq!(comparable(&[], &read(&file).items), comparable(&[], &[item]));
}

#[test]
fn given_folders_deeper_than_a_database_has_then_they_are_listed_and_move_up() {
    let names: Vec<String> = (0..70).map(|number| number.to_string()).collect();
    let folders: Vec<ParsedFolder> =
        (1..=70).map(|depth| ParsedFolder { path: names[..depth].to_vec() }).collect();
    let mut items = [parsed(Item::new(Kind::NOTE, "deep"))];
    items[0].folder = Some(69);
    let content = Content { folders: &folders, items: &items };
    assert_eq!(losses(Target::Kdbx, content).len(), 6);
    let password = SecretString::from(PASSWORD);
    let key = KdbxKey { password: Some(&password), key_file: None };
    let mut file = Vec::new();
    write_kdbx(content, key, CHEAP, NOW, &Seeded::default(), &mut file).unwrap();
    let import = read(&file);
    assert_eq!((import.folders.len(), import.items[0].folder), (64, Some(63)));
}

#[test]
fn given_a_folder_that_is_not_there_then_the_item_lies_at_the_top() {
    let mut item = parsed(Item::new(Kind::NOTE, "lost"));
    item.folder = Some(7);
    assert_eq!(read(&write(&[folder(&["a"])], &[item])).items[0].folder, None);
}
