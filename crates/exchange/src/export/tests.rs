//! What goes out comes in again, equal but for what the list beforehand named: on vaults of every kind, with odd text.

mod generated;
mod passkeys;
mod said;
mod sheet;
mod tables;

use super::*;
use crate::{Request, parse};
use generated::{folders, items, text};
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use strongroom_credential::{Field, FieldType, Item, Kind, Totp};
use strongroom_secret::OsRandom;

pub(super) fn setting(password: Option<&SecretString>) -> Setting<'_> {
    Setting {
        types: &[],
        password,
        key_file: None,
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

    fn because(&self, field: &str, reason: LossReason) -> bool {
        self.0.iter().any(|loss| loss.field == field && loss.reason == reason)
    }

    /// What the value becomes where it is named as one that a spreadsheet takes for a formula.
    fn neutral<'v>(&self, field: &str, value: &'v str) -> Cow<'v, str> {
        if self.because(field, LossReason::Neutralised) {
            formula::harmless(value)
        } else {
            Cow::Borrowed(value)
        }
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
    assert_eq!(named.neutral("title", &old.title), new.title);
    assert_eq!(named.neutral("notes", old.notes.expose()), new.notes.expose().as_str());
    let archived = named.because("deleted", LossReason::Archived).then_some("archived");
    let tags: HashSet<&str> = old.tags.iter().map(String::as_str).chain(archived).collect();
    let there: HashSet<&str> = new.tags.iter().map(String::as_str).collect();
    assert!(named.has("tags") || tags == there, "tags {tags:?} {there:?}");
    assert_eq!(old.favourite, new.favourite);
    assert!(named.has("deleted") || before.deleted == after.deleted, "deleted");
    check_moment("created", before.created_ms, after.created_ms, &named);
    check_moment("modified", before.modified_ms, after.modified_ms, &named);
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
        parsed.folder.map(|place| folders[place].path.clone())
    };
    let (one, other) = (path(before, folders.0), path(after, folders.1));
    let joined = |path: &Option<Vec<String>>| path.as_ref().map(|path| path.join("/")).unwrap_or_default();
    assert!(
        one == other || named.has("folder") && named.neutral("folder", &joined(&one)) == joined(&other),
        "folder {one:?} {other:?}"
    );
    check_fields(old, new, &named);
}

/// A moment is the same, or without the fraction of a second that was named, or gone where that was named.
fn check_moment(what: &str, before: Option<i64>, after: Option<i64>, named: &Named<'_>) {
    let rounded = named.because(what, LossReason::Rounded);
    let expected = if rounded { before.map(|ms| ms.div_euclid(1_000) * 1_000) } else { before };
    assert!(
        expected == after || named.because(what, LossReason::NoDate) && after.is_none(),
        "{what} {before:?} {after:?}"
    );
}

/// Whether both make the same codes.
fn same_code(one: &str, other: &str) -> bool {
    matches!((Totp::parse(one), Totp::parse(other)), (Ok(one), Ok(other)) if {
        let (one, other) = (one.parts(), other.parts());
        one.secret == other.secret && one.digits == other.digits && one.period_seconds == other.period_seconds
            && one.algorithm == other.algorithm && one.encoder == other.encoder
    })
}

fn check_fields(old: &Item, new: &Item, named: &Named<'_>) {
    let mut left: Vec<&Field> = new.fields.iter().collect();
    for field in old.fields.iter().filter(|field| field.custom || !field.value.is_empty()) {
        let found = left.iter().position(|other| *other == field).or_else(|| {
            left.iter().position(|other| {
                named.has(&field.name)
                    && other.name == field.name
                    && (named.neutral(&field.name, field.value.expose()) == other.value.expose().as_str()
                        || named.because(&field.name, LossReason::CodeApart)
                            && same_code(field.value.expose(), other.value.expose())
                        || named.because(&field.name, LossReason::PasskeyForm)
                            && passkeys::same(field.value.expose(), other.value.expose()))
            })
        });
        if found.is_none() && named.because(&field.name, LossReason::NoPlace) {
            continue;
        }
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

/// Every folder is there, empty ones too, at least by its path as one text.
fn check_folders(before: &[ParsedFolder], after: &[ParsedFolder]) {
    let there: HashSet<String> = after.iter().map(|folder| folder.path.join("/")).collect();
    for folder in before {
        assert!(there.contains(&folder.path.join("/")), "{:?} is lost", folder.path);
    }
}

fn round(target: Target, items: &[ParsedItem]) {
    let folders = folders();
    let content = Content { folders: &folders, items };
    let import = parse(&Request::new(&written(target, content))).unwrap();
    assert!(import.report.is_balanced(), "{:?}", import.report);
    assert_eq!(import.items.len(), items.len());
    let losses = losses(target, content);
    for before in items {
        // The number before a title makes it the only one.
        let (number, _) = before.item.title.split_once(' ').unwrap();
        let is_it =
            |after: &&ParsedItem| after.item.title.trim_start_matches('\'').split(' ').next() == Some(number);
        let after = import.items.iter().find(is_it).unwrap();
        check(before, after, (&folders, &import.folders), &losses);
    }
    // A table has no row for a folder.
    if !matches!(target, Target::Csv | Target::CsvSafe) {
        check_folders(&folders, &import.folders);
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
    fn archive_of_1password_comes_in_again_but_for_what_was_named(items in items()) {
        round(Target::OnePux, &items);
    }

    #[test]
    fn credential_exchange_comes_in_again_but_for_what_was_named(items in items()) {
        round(Target::Cxf, &items);
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
        "strongroom_json kdbx bitwarden_encrypted_json bitwarden_json one_password_1pux cxf csv csv_safe dotenv key_files emergency_sheet emergency_sheet_pdf"
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
