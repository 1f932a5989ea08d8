//! OPVault: a vault that an independent writer in Python made (`judges/opvault.py`), read whole; changed, refused.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr, missing_docs, reason = "tests")]

mod support;

use std::path::Path;
use std::process::Command;
use strongroom_credential::{FieldType, Kind};
use strongroom_exchange::{
    Format, ImportError, NamedFile, ParsedImport, Request, Warning, pack_folder, parse, recognise,
};
use strongroom_secret::SecretBytes;
use support::{folder, titled, urls, value};

/// The files of a new vault; none, with a notice, where Python lacks what it needs.
fn vault() -> Option<Vec<NamedFile>> {
    let scratch = tempfile::tempdir().unwrap();
    let place = scratch.path().join("test.opvault");
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/opvault.py");
    let made = Command::new("python3").arg(judge).arg(&place).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: python3 lacks what this needs");
        return None;
    }
    let entries = std::fs::read_dir(place.join("default")).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<NamedFile> = entries
        .map(|entry| NamedFile {
            name: format!("test.opvault/default/{}", entry.file_name().to_str().unwrap()),
            bytes: SecretBytes::new(std::fs::read(entry.path()).unwrap()),
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Some(files)
}

fn open(files: &[NamedFile], password: Option<&str>) -> Result<ParsedImport, ImportError> {
    let packed = pack_folder(files).unwrap();
    assert_eq!(recognise(packed.expose()), Some(Format::OnePasswordVault));
    parse(&Request { password: password.map(Into::into), ..Request::new(packed.expose()) })
}

#[test]
fn given_a_vault_of_another_writer_then_everything_in_it_comes() {
    let Some(files) = vault() else { return };
    assert_eq!(open(&files, None), Err(ImportError::NeedsPassword));
    assert_eq!(open(&files, Some("Freddy")), Err(ImportError::WrongPassword));
    let import = open(&files, Some("freddy")).unwrap();
    assert!(import.report.is_balanced() && import.report.dropped.is_empty(), "{:?}", import.report);
    assert_eq!(import.folders.iter().map(|folder| folder.path.join("/")).collect::<Vec<_>>(), ["Social"]);
    let login = titled(&import, "Example");
    let item = &login.item;
    assert_eq!(
        (item.kind.clone(), folder(&import, login).as_str(), item.favourite),
        (Kind::LOGIN, "Social", true)
    );
    assert_eq!((value(item, "username"), value(item, "password")), ("anna", "päss"));
    assert_eq!(urls(item), ["https://example.org", "https://admin.example.org"]);
    assert_eq!(item.field("totp").unwrap().field_type, FieldType::Totp);
    assert_eq!((value(item, "company"), value(item, "More: question")), ("ACME", "pet"));
    assert_eq!((item.notes.expose().as_str(), item.tags.join(",").as_str()), ("two\nlines", "work"));
    assert_eq!((login.created_ms, login.modified_ms), (Some(1_325_483_950_000), Some(1_371_148_480_000)));
    assert_eq!(login.history.len(), 1);
    let names: Vec<_> =
        login.attachments.iter().map(|file| (file.name.as_str(), file.bytes.expose().len())).collect();
    assert_eq!(names, [("keys.txt", 9), ("large.bin", 16_384)]);
    assert_eq!(login.attachments[0].bytes.expose(), b"attached\n");
    let note = titled(&import, "A note");
    assert!(note.deleted && note.item.notes.expose() == "deleted");
    assert_eq!(value(&titled(&import, "Wi-Fi").item, "password"), "only this");
}

#[test]
fn given_any_changed_byte_then_nothing_wrong_is_read_and_nothing_panics() {
    let Some(files) = vault() else { return };
    let whole = open(&files, Some("freddy")).unwrap();
    let secrets = |import: &ParsedImport| {
        let values = import.items.iter().flat_map(|item| item.item.fields.iter());
        values.map(|field| field.value.expose().clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let known = secrets(&whole);
    for position in 0..files.len() {
        let length = files[position].bytes.expose().len();
        for at in (0..length).step_by(length / 12 + 1) {
            let mut changed = vault_of(&files);
            changed[position].bytes.expose_mut()[at] ^= 1;
            let packed = pack_folder(&changed).unwrap();
            let request = Request { password: Some("freddy".into()), ..Request::new(packed.expose()) };
            if let Ok(import) = parse(&request) {
                assert!(import.report.is_balanced());
                // What lies open may read otherwise; what was sealed does not.
                let sealed = |text: &String| known.contains(text) || text.len() < 48;
                assert!(secrets(&import).iter().all(sealed), "{} at {at}", files[position].name);
            }
            changed[position].bytes.expose_mut().truncate(at);
            let packed = pack_folder(&changed).unwrap();
            let _ = parse(&Request { password: Some("freddy".into()), ..Request::new(packed.expose()) });
        }
    }
}

#[test]
fn given_open_parts_that_were_changed_then_their_items_are_named_and_no_others() {
    let Some(files) = vault() else { return };
    assert_eq!(open(&files, Some("freddy")).unwrap().warnings.iter().filter_map(names).count(), 0);
    for (from, to, title) in [
        (r#""category": "001""#, r#""category": "005""#, "Example"),
        (r#""folder": "F1""#, r#""folder": "F2""#, "Example"),
        (r#""folder": "F1", "#, "", "Example"),
        (r#""fave": 5000"#, r#""fave": 5001"#, "Example"),
        (r#""updated": 1371148480"#, r#""updated": 1371148481"#, "Example"),
        (r#""trashed": true"#, r#""trashed": false"#, "A note"),
        (r#""trashed": true"#, r#""trashed": true, "more": "x""#, "A note"),
        (r#""trashed": true"#, r#""trashed": [true]"#, "A note"),
        (r#""hmac": ""#, r#""hmac": "AA"#, ""),
    ] {
        let mut changed = vault_of(&files);
        let mut times = 0;
        for file in changed.iter_mut().filter(|file| file.name.contains("band_")) {
            let text = String::from_utf8(file.bytes.expose().clone()).unwrap();
            times += text.matches(from).count();
            *file.bytes.expose_mut() = text.replace(from, to).into_bytes();
        }
        let import = open(&changed, Some("freddy")).unwrap();
        let named: Vec<_> = import.warnings.iter().filter_map(names).flatten().collect();
        assert!(times > 0, "{from}");
        if title.is_empty() {
            assert_eq!(named.len(), 3, "{from}");
        } else {
            assert_eq!(named, [title], "{from}");
        }
        assert!(import.report.is_balanced(), "{from}");
    }
}

fn names(warning: &Warning) -> Option<&Vec<String>> {
    match warning {
        Warning::OpenPartsChanged { names } => Some(names),
        _ => None,
    }
}

fn vault_of(files: &[NamedFile]) -> Vec<NamedFile> {
    let copy = |file: &NamedFile| NamedFile { name: file.name.clone(), bytes: file.bytes.clone() };
    files.iter().map(copy).collect()
}

#[test]
fn given_more_rounds_than_anybody_has_then_they_are_not_paid() {
    let profile = r#"var profile={"salt":"AAAA","iterations":10000001,"masterKey":"x","overviewKey":"x"};"#;
    let bytes = SecretBytes::new(profile.as_bytes().to_vec());
    let files = [NamedFile { name: "a.opvault/default/profile.js".into(), bytes }];
    assert!(matches!(open(&files, Some("x")), Err(ImportError::KdfTooExpensive { .. })));
}
