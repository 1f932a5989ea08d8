//! KeePass 1 databases: those of the corpus and of another program, and those that are cut, flipped or built to hurt.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

#[path = "support/kdb.rs"]
mod kdb;
mod support;

use kdb::{AES, Kdb, PASSWORD, TWOFISH, entry, group, record};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use strongroom_exchange::{
    Format, ImportError, MAX_ATTACHMENT_BYTES, ParsedImport, ParsedItem, Request, Warning, parse, recognise,
};
use support::{corpus, corpus_path, folder, titled, value};

const SAMPLE: &str = "kdbx/keepass-rs/test_db_kdb_with_password.kdb";

fn open(bytes: &[u8]) -> Result<ParsedImport, ImportError> {
    parse(&Request { password: Some(PASSWORD.into()), ..Request::new(bytes) })
}

fn open_with(bytes: &[u8], password: &str) -> ParsedImport {
    let import = parse(&Request { password: Some(password.into()), ..Request::new(bytes) }).unwrap();
    assert!(import.report.is_balanced() && import.report.dropped.is_empty(), "{:?}", import.report);
    import
}

/// What File::KeePass does with that file; none, with a word, where it is not installed.
fn judge(verb: &str, path: &Path, password: &str) -> Option<String> {
    let found = Command::new("perl").args(["-MFile::KeePass", "-e", "1"]).output();
    if !found.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no File::KeePass for perl (libfile-keepass-perl)");
        return None;
    }
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/judges/kdb.pl");
    let output = Command::new("perl").arg(script).arg(verb).arg(path).arg(password).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Each entry that is no stream of the program's own is an item, field for field.
fn compare(import: &ParsedImport, judged: &str) {
    let entries: Vec<Value> = serde_json::from_str(judged).unwrap();
    let entries: Vec<&Value> = entries.iter().filter(|entry| entry["file"] != "bin-stream").collect();
    let items: Vec<&ParsedItem> =
        import.items.iter().filter(|item| item.item.kind == strongroom_credential::Kind::LOGIN).collect();
    assert_eq!(items.len(), entries.len());
    for entry in entries {
        let title = entry["title"].as_str().unwrap();
        let path: Vec<&str> =
            entry["path"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let item = items
            .iter()
            .find(|item| item.item.title == title && folder(import, item) == path.join("/"))
            .unwrap();
        for (key, found) in [
            ("username", value(&item.item, "username")),
            ("password", value(&item.item, "password")),
            ("url", value(&item.item, "url")),
            ("comment", item.item.notes.expose()),
            ("file", item.attachments.first().map(|file| file.name.as_str()).unwrap_or_default()),
        ] {
            assert_eq!(found, entry[key].as_str().unwrap(), "{title}: {key}");
        }
        let size = item.attachments.first().map_or(0, |file| file.bytes.expose().len());
        assert_eq!(size as u64, entry["size"].as_u64().unwrap());
    }
}

#[test]
fn given_the_database_of_the_corpus_then_it_holds_what_another_reader_finds() {
    let Some(bytes) = corpus(SAMPLE) else { return };
    assert_eq!(recognise(&bytes), Some(Format::Kdb));
    let import = open_with(&bytes, "foobar");
    assert_eq!(import.format, Format::Kdb);
    let deep = titled(&import, "title");
    assert_eq!(folder(&import, deep), "depth0/depth1.1/depth2");
    assert_eq!((deep.created_ms, deep.modified_ms), (Some(1_590_509_573_000), Some(1_590_509_573_000)));
    assert!(import.warnings.contains(&Warning::DatabaseSettingsLeft {
        names: vec!["Simple UI State".to_owned(), "Default User Name".to_owned()]
    }));
    if let Some(judged) = judge("read", &corpus_path(SAMPLE), "foobar") {
        compare(&import, &judged);
    }
    let refused = parse(&Request { password: Some("foobaz".into()), ..Request::new(&bytes) });
    assert_eq!(refused, Err(ImportError::WrongCredentials));
    assert_eq!(parse(&Request::new(&bytes)), Err(ImportError::NeedsPassword));
}

#[test]
fn given_a_database_of_another_program_then_every_field_of_it_is_there() {
    let path = std::env::temp_dir().join(format!("strongroom-{}.kdb", std::process::id()));
    if judge("write", &path, "geheim").is_none() {
        return;
    }
    let import = open_with(&std::fs::read(&path).unwrap(), "geheim");
    compare(&import, &judge("read", &path, "geheim").unwrap());
    std::fs::remove_file(&path).unwrap();
    let post = titled(&import, "Post");
    assert_eq!(post.attachments[0].bytes.expose(), &vec![0, 1, 255]);
    assert_eq!((value(&post.item, "icon"), value(&post.item, "expires")), ("7", "2030-12-31"));
    assert_eq!(folder(&import, titled(&import, "Empty")), "Mail/Alt ä🙂");
    assert_eq!(value(&titled(&import, "Alt ä🙂").item, "expires"), "2031-02-03");
}

#[test]
fn given_either_cipher_and_every_kind_of_key_then_the_database_opens() {
    let hashed = |bytes: &[u8]| <[u8; 32]>::from(Sha256::digest(bytes));
    let raw = [7_u8; 32];
    let hex = "07".repeat(32);
    let both: [u8; 32] = Sha256::new().chain_update(Sha256::digest("pw")).chain_update(raw).finalize().into();
    let cases: [(&[u8], Option<&str>, [u8; 32]); 7] = [
        (&[], Some("pw"), hashed(b"pw")),
        (&[], Some("stra\u{df}e"), hashed(b"stra\xdfe")),
        (&[], Some("stra\u{df}e"), hashed("stra\u{df}e".as_bytes())),
        (&raw, None, raw),
        (&raw, Some(""), raw),
        (hex.as_bytes(), Some("pw"), both),
        (b"any other file", None, hashed(b"any other file")),
    ];
    for flags in [AES, TWOFISH] {
        for (file, password, key) in cases {
            let bytes = Kdb { flags, key, ..Kdb::new(&[group(1, "g", 0)], &[entry(1, "e", &[])]) }.write();
            let key_file = (!file.is_empty()).then_some(file);
            let import =
                parse(&Request { password: password.map(Into::into), key_file, ..Request::new(&bytes) });
            assert_eq!(import.map(|import| import.items.len()), Ok(1), "{flags} {password:?}");
        }
    }
}

#[test]
fn given_groups_that_jump_or_repeat_then_each_lies_in_the_last_above_it() {
    let groups = [group(1, "a", 0), group(2, "b", 3), group(3, "c", 1), group(1, "d", 0)];
    let import =
        open(&Kdb::new(&groups, &[entry(2, "x", &[]), entry(1, "y", &[]), entry(9, "z", &[])]).write());
    let import = import.unwrap();
    let place = |title: &str| folder(&import, titled(&import, title));
    assert_eq!((place("x"), place("y"), place("z")), ("a/b".into(), "a".into(), String::new()));
    let deep = open(&Kdb::new(&[group(1, "a", 64)], &[]).write());
    assert!(matches!(deep, Err(ImportError::TooLarge { .. })));
}

#[test]
fn given_pictures_then_they_are_counted_and_the_entry_says_which_it_had() {
    let stream =
        [[1_u32, 1, 0, 3].map(u32::to_le_bytes).concat(), b"png".to_vec(), vec![9; 16], vec![0; 4]].concat();
    let meta = entry(
        1,
        "Meta-Info",
        &[(5, b"$\0"), (6, b"SYSTEM\0"), (8, b"KPX_CUSTOM_ICONS_4\0"), (13, b"bin-stream\0"), (14, &stream)],
    );
    let import =
        open(&Kdb::new(&[group(1, "g", 0)], &[entry(1, "e", &[(99, b"odd\0")]), meta]).write()).unwrap();
    assert_eq!(import.items.len(), 1);
    let item = &import.items[0].item;
    assert_eq!((value(item, "custom icon"), value(item, "field 99")), ("0", "odd"));
    assert_eq!(import.warnings, [Warning::IconsLeft { count: 1 }]);
}

#[test]
fn given_more_attachments_than_are_read_then_the_rest_is_reported() {
    let large = vec![b'x'; 50 << 20];
    let entries: Vec<Vec<u8>> = (0..3).map(|_| entry(1, "e", &[(13, b"f\0"), (14, &large)])).collect();
    let import = open(&Kdb::new(&[group(1, "g", 0)], &entries).write()).unwrap();
    let carried: usize =
        import.items.iter().flat_map(|item| &item.attachments).map(|one| one.bytes.expose().len()).sum();
    assert!(carried as u64 <= MAX_ATTACHMENT_BYTES && import.report.dropped.len() == 1);
    assert!(import.report.is_balanced());
}

#[test]
fn given_a_header_that_lies_then_it_is_refused_and_nothing_is_paid() {
    let sound = || Kdb::new(&[group(1, "g", 0)], &[entry(1, "e", &[])]);
    for (file, refused) in [
        (Kdb { flags: 1, ..sound() }, "cipher"),
        (Kdb { flags: 10, ..sound() }, "cipher"),
        (Kdb { version: 0x0002_0000, ..sound() }, "version"),
        (Kdb { rounds: 100_000_001, ..sound() }, "cost"),
        (Kdb { rounds: u32::MAX, ..sound() }, "cost"),
        (Kdb { groups: 2, ..sound() }, "damaged"),
        (Kdb { groups: u32::MAX, ..sound() }, "damaged"),
        (Kdb { entries: u32::MAX, ..sound() }, "damaged"),
    ] {
        let found = match open(&file.write()) {
            Err(ImportError::Unsupported { .. }) => "cipher",
            Err(ImportError::UnsupportedVersion { .. }) => "version",
            Err(ImportError::KdfTooExpensive { .. }) => "cost",
            Err(ImportError::Damaged { .. }) => "damaged",
            other => panic!("{other:?}"),
        };
        assert_eq!(found, refused);
    }
}

#[test]
fn given_fields_of_a_wrong_length_then_the_content_is_damaged() {
    for (groups, entries) in [
        (vec![record(&[])], vec![]),
        (vec![record(&[(1, &[0; 3])])], vec![]),
        (vec![record(&[(1, &[0; 4]), (8, &[0; 4])])], vec![]),
        (vec![], vec![record(&[])]),
        (vec![], vec![record(&[(1, &[0; 15])])]),
        (vec![], vec![record(&[(1, &[0; 16]), (2, &[0; 2])])]),
        (vec![vec![1, 0, 0xff, 0xff, 0xff, 0xff]], vec![]),
        (vec![vec![1]], vec![]),
    ] {
        assert!(matches!(open(&Kdb::new(&groups, &entries).write()), Err(ImportError::Damaged { .. })));
    }
}

#[test]
fn given_a_database_cut_or_changed_at_any_byte_of_its_content_then_it_never_opens() {
    let bytes = Kdb::new(&[group(1, "g", 0)], &[entry(1, "e", &[(7, b"p\0")])]).write();
    assert!(open(&bytes).is_ok());
    for at in 0..bytes.len() {
        assert!(open(&bytes[..at]).is_err(), "cut at {at}");
    }
    for at in 124..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x10;
        assert_eq!(open(&flipped), Err(ImportError::WrongCredentials), "byte {at}");
    }
}
