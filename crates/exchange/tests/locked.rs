//! Exports under a password, made by another library (`samples/make.py`), and zip archives with attachments.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
mod support;

use archive::{archive, stored};
use serde_json::{Value, json};
use strongroom_exchange::{Format, ImportError, ParsedImport, Request, parse, recognise};
use support::{folder, refusal, value, whole};

const PASSWORD: &str = "correct horse";
const PBKDF2: &[u8] = include_bytes!("samples/bitwarden_pbkdf2.json");
const ARGON2: &[u8] = include_bytes!("samples/bitwarden_argon2.json");

fn open(bytes: &[u8], password: &str) -> Result<ParsedImport, ImportError> {
    parse(&Request { password: Some(password.into()), ..Request::new(bytes) })
}

/// The sample with some of its keys changed.
fn changed(changes: Value) -> Vec<u8> {
    let mut file: Value = serde_json::from_slice(PBKDF2).unwrap();
    for (key, value) in changes.as_object().unwrap() {
        file[key] = value.clone();
    }
    file.to_string().into_bytes()
}

#[test]
fn given_a_protected_export_of_either_key_derivation_then_its_password_opens_it() {
    for bytes in [PBKDF2, ARGON2] {
        assert_eq!(recognise(bytes), Some(Format::BitwardenJson));
        assert_eq!(refusal(bytes), ImportError::NeedsPassword);
        assert_eq!(open(bytes, "wrong"), Err(ImportError::WrongPassword));
        let import = open(bytes, PASSWORD).unwrap();
        assert!(import.report.is_balanced() && import.report.dropped.is_empty());
        let item = &import.items[0];
        assert_eq!((value(&item.item, "password"), folder(&import, item).as_str()), ("pä55", "Work"));
    }
}

#[test]
fn given_an_export_that_only_its_account_opens_then_the_refusal_says_what_to_do() {
    let file =
        json!({"encrypted": true, "encKeyValidation_DO_NOT_EDIT": "2.a|b|c", "folders": [], "items": []});
    let error = refusal(file.to_string().as_bytes());
    assert!(matches!(&error, ImportError::EncryptedExport { .. }), "{error}");
}

#[test]
fn given_key_derivation_beyond_any_real_cost_then_it_is_refused_unpaid() {
    for changes in [
        json!({"kdfIterations": u64::MAX}),
        json!({"kdfIterations": 10_000_001}),
        json!({"kdfType": 1, "kdfIterations": 3, "kdfMemory": 1_000_000, "kdfParallelism": 4}),
        json!({"kdfType": 1, "kdfIterations": 1_000_000, "kdfMemory": 64, "kdfParallelism": 4}),
        json!({"kdfType": 1, "kdfIterations": 3, "kdfMemory": 64, "kdfParallelism": 100_000}),
    ] {
        let error = open(&changed(changes.clone()), PASSWORD);
        assert!(matches!(error, Err(ImportError::KdfTooExpensive { .. })), "{changes}: {error:?}");
    }
}

#[test]
fn given_parameters_or_content_that_are_wrong_then_it_is_damaged_and_not_opened() {
    let damaged = |at: &str| Err(ImportError::Damaged { at: at.to_owned().into() });
    for changes in [
        json!({"salt": 5}),
        json!({"kdfIterations": "many"}),
        json!({"kdfIterations": -1}),
        json!({"encKeyValidation_DO_NOT_EDIT": null}),
        json!({"kdfType": 1}),
    ] {
        assert_eq!(open(&changed(changes.clone()), PASSWORD), damaged("encryption parameters"), "{changes}");
    }
    for data in ["", "2.", "2.a|b", "2.AAAA|AAAA|AAAA", "0.AAAA|AAAA", "é"] {
        assert_eq!(open(&changed(json!({"data": data})), PASSWORD), damaged("encrypted export"), "{data}");
    }
    let error = open(&changed(json!({"kdfType": 9})), PASSWORD);
    assert!(matches!(error, Err(ImportError::Unsupported { .. })));
}

#[test]
fn given_a_bitwarden_archive_then_attachments_come_to_their_items() {
    let data = json!({"encrypted": false, "folders": [], "items": [
        {"id": "one", "type": 2, "name": "A", "secureNote": {"type": 0}},
        {"id": "two", "type": 2, "name": "B", "secureNote": {"type": 0}}
    ]});
    let import = whole(&archive(&[
        stored("data.json", data.to_string().as_bytes()),
        stored("attachments/two/plan.txt", b"the plan"),
        stored("attachments/two/../../etc/passwd", b"no path"),
    ]));
    assert_eq!(import.format, Format::BitwardenZip);
    assert!(import.items[0].attachments.is_empty());
    let names: Vec<&str> = import.items[1].attachments.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["plan.txt", "../../etc/passwd"]);
    assert_eq!(import.items[1].attachments[0].bytes.expose(), b"the plan");
}
