//! Every database of the corpus against what two other programs read from it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod support;

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use strongroom_credential::{FieldType, Item, Kind};
use strongroom_exchange::{Format, ImportError, ParsedImport, ParsedItem, Request, Warning, parse};
use support::{corpus, value, whole};

fn open(
    name: &str,
    password: Option<&str>,
    key_file: Option<&str>,
) -> Option<Result<ParsedImport, ImportError>> {
    let bytes = corpus(&format!("kdbx/{name}"))?;
    let key_file = match key_file {
        Some(key) => Some(corpus(&format!("kdbx/{key}"))?),
        None => None,
    };
    let password = password.map(Into::into);
    Some(parse(&Request { password, key_file: key_file.as_deref(), ..Request::new(&bytes) }))
}

/// Key files are named from the archive's root or from the database's own folder.
fn key_path(database: &str, key: &str) -> String {
    let (archive, _) = database.split_once('/').unwrap();
    format!("{archive}/{key}")
}

fn expected() -> Vec<(String, Value)> {
    let Some(bytes) = corpus("kdbx/expected.json") else { return Vec::new() };
    let Ok(Value::Object(files)) = serde_json::from_slice(&bytes) else { panic!("expected.json") };
    files.into_iter().collect()
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value[key].as_str()
}

#[test]
fn given_every_database_that_opens_then_it_holds_what_other_readers_found() {
    for (name, file) in expected() {
        if file["must_be_refused"] == true {
            continue;
        }
        let key = text(&file, "keyfile").map(|key| key_path(&name, key));
        let import = match open(&name, text(&file, "password"), key.as_deref()) {
            Some(import) => import.unwrap_or_else(|error| panic!("{name}: {error}")),
            None => return,
        };
        assert!(
            import.report.is_balanced() && import.report.dropped.is_empty(),
            "{name}: {:?}",
            import.report
        );
        let entries = file["entries"].as_array().unwrap();
        // Behind the entries stands a note for every group that has notes.
        let logins = import.items.iter().filter(|item| item.item.kind == Kind::LOGIN).count();
        assert_eq!(logins, entries.len(), "{name}");
        for (item, entry) in import.items.iter().zip(entries) {
            compare(&name, &import, item, entry);
        }
    }
}

fn compare(name: &str, import: &ParsedImport, parsed: &ParsedItem, entry: &Value) {
    compare_fields(name, &parsed.item, &entry["fields"]);
    let history = entry["history"].as_array().unwrap();
    assert_eq!(parsed.history.len(), history.len(), "{name}");
    for (version, fields) in parsed.history.iter().zip(history) {
        compare_fields(name, &version.item, fields);
    }
    // The root is no folder, nor is the recycle bin.
    let group: Vec<&str> = entry["group"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let below = if parsed.deleted { &group[2..] } else { &group[1..] };
    let folder = parsed.folder.map(|position| import.folders[position].path.clone()).unwrap_or_default();
    assert_eq!(folder, below, "{name}");
    let tags: BTreeSet<&str> = entry["tags"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(tags.iter().all(|tag| parsed.item.tags.iter().any(|own| own == tag)), "{name}: {tags:?}");
    compare_attachments(name, parsed, &entry["attachment_data"]);
    let icon = entry["icon"].as_u64().unwrap();
    assert_eq!(
        value(&parsed.item, "icon"),
        if icon == 0 { String::new() } else { icon.to_string() },
        "{name}"
    );
    assert_eq!(parsed.item.field("expires").is_some(), entry["expires"] == true, "{name}");
    assert!(parsed.created_ms.is_some() && parsed.modified_ms.is_some(), "{name}");
}

fn compare_fields(name: &str, item: &Item, fields: &Value) {
    for (key, expected) in fields.as_object().unwrap() {
        let found = match key.as_str() {
            "Title" => &item.title,
            "Notes" => item.notes.expose(),
            "UserName" => value(item, "username"),
            "Password" => value(item, "password"),
            "URL" => value(item, "url"),
            "otp" => value(item, "totp"),
            custom => value(item, custom),
        };
        assert_eq!(found, expected.as_str().unwrap(), "{name}: {key}");
    }
}

fn compare_attachments(name: &str, parsed: &ParsedItem, expected: &Value) {
    let expected = expected.as_object().unwrap();
    assert_eq!(parsed.attachments.len(), expected.len(), "{name}");
    for attachment in &parsed.attachments {
        let data = &expected[&attachment.name];
        let hash: String =
            Sha256::digest(attachment.bytes.expose()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(Some(hash.as_str()), data["sha256"].as_str(), "{name}: {}", attachment.name);
        assert_eq!(Some(attachment.bytes.expose().len() as u64), data["size"].as_u64(), "{name}");
    }
}

#[test]
fn given_the_large_database_then_it_agrees_with_the_table_that_it_was_made_from() {
    let (Some(bytes), Some(table)) = (corpus("large/big1000.kdbx"), corpus("large/big1000.csv")) else {
        return;
    };
    let import = parse(&Request { password: Some("bigpass".into()), ..Request::new(&bytes) }).unwrap();
    assert!(import.report.is_balanced() && import.report.dropped.is_empty());
    let keys = |import: &ParsedImport| -> BTreeSet<String> {
        let key = |item: &ParsedItem| {
            format!("{}|{}|{}", item.item.title, value(&item.item, "username"), value(&item.item, "password"))
        };
        import.items.iter().map(key).collect()
    };
    assert_eq!(import.items.len(), 1000);
    assert_eq!(keys(&import), keys(&whole(&table)));
}

#[test]
fn given_a_wrong_password_a_missing_key_or_a_hardware_key_then_the_refusal_says_all_three() {
    for (name, password, key) in [
        ("keepass-rs/test_db_few_rounds.kdbx", Some("wrong"), None),
        ("keepass-rs/test_db_few_rounds.kdbx", Some(""), None),
        ("keepass-rs/test_db_with_password.kdbx", Some("wrong"), None),
        ("keepass-rs/test_db_with_keyfile.kdbx", Some("x"), None),
        ("keepass-rs/test_db_with_keyfile.kdbx", None, Some("keepass-rs/test_key_xml.key")),
        ("keepass-rs/test_db_with_challenge_response_key.kdbx", Some("demopass"), None),
    ] {
        let Some(result) = open(name, password, key) else { return };
        assert_eq!(result, Err(ImportError::WrongCredentials), "{name}");
    }
    assert!(ImportError::WrongCredentials.to_string().contains("challenge-response"));
    let Some(result) = open("keepass-rs/test_db_few_rounds.kdbx", None, None) else { return };
    assert_eq!(result, Err(ImportError::NeedsPassword));
}

#[test]
fn given_an_empty_password_beside_a_key_file_then_the_key_file_alone_opens() {
    let Some(result) =
        open("keepass-rs/test_db_with_keyfile.kdbx", Some(""), Some("keepass-rs/test_key.key"))
    else {
        return;
    };
    assert_eq!(result.map(|import| import.items.len()), Ok(1));
}

#[test]
fn given_files_of_no_version_that_there_is_then_each_is_refused_for_its_reason() {
    let Some(result) = open("keepass-rs/broken_kdbx_version.kdbx", Some(""), None) else { return };
    assert!(matches!(result, Err(ImportError::UnsupportedVersion { found }) if found.starts_with("42.")));
    let Some(result) = open("keepass-rs/broken_random_data.kdbx", Some(""), None) else { return };
    assert_eq!(result, Err(ImportError::NotRecognised));
}

#[test]
fn given_keepass_xml_then_it_is_read_as_a_database_without_encryption() {
    let Some(bytes) = corpus("importers/buttercup/test.kdbx.xml") else { return };
    let import = whole(&bytes);
    assert_eq!(import.format, Format::KeePassXml);
    let first = &import.items[0];
    assert_eq!(
        (first.item.title.as_str(), value(&first.item, "password")),
        ("Buttercup test", "test password")
    );
    assert_eq!((value(&first.item, "Buttercup"), first.history.len()), ("I will never love again.", 1));
    assert!(value(&first.item, "auto-type").starts_with("window: Target Window"));
    assert!(import.warnings.contains(&Warning::ProtectedValuesTakenAsTheyStand));
}

#[test]
fn given_elements_that_nobody_knows_then_they_are_kept() {
    let Some(bytes) = corpus("kdbx/keepass-rs/inner_xml_with_custom_fields.xml") else { return };
    let import = whole(&bytes);
    let item = &import.items[0].item;
    assert_eq!(value(item, "AnUnknownEntryField"), "ASubField/ASubSubField: hello");
    assert_eq!(item.field("expires").map(|field| field.field_type), Some(FieldType::Date));
    assert_eq!(item.tags, ["keepass-rs", "test"]);
    let group = &import.items.iter().find(|item| item.item.title == "Root").unwrap().item;
    let kept = value(group, "AnUnknownGroupField");
    assert!(kept.contains("42") && kept.contains("asdf"), "{kept}");
}

#[test]
fn given_what_41_brought_then_quality_icons_tags_and_previous_groups_are_kept() {
    let Some(result) = open("keepass-rs/test_db_kdbx41_with_password_aes.kdbx", Some("demopass"), None)
    else {
        return;
    };
    let import = result.unwrap();
    let named = |name: &str| import.items.iter().filter(|item| item.item.field(name).is_some()).count();
    assert_eq!((named("quality check"), named("custom icon")), (1, 1));
    assert!(named("previous group") + import.items.iter().filter(|item| item.deleted).count() > 0);
    assert!(import.warnings.iter().any(|warning| matches!(warning, Warning::IconsLeft { .. })));
}
