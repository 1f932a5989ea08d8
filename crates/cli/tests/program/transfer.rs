//! Import and backup.

use crate::machine::{Machine, PASSWORD, names};
use std::path::Path;

const CSV: &str = "name,url,username,password,note\nExample,https://example.org,anna,correct horse,\n\
                   Shop,https://shop.example,bob,battery staple,green door\n";
const PASSPHRASE: &str = "a passphrase of the backup's own";

#[test]
fn dry_run_says_what_would_come_and_brings_nothing() {
    let machine = Machine::with_vault();
    let file = machine.file("chrome.csv", CSV);
    let preview = machine.json(&["import", &file, "--dry-run"]);
    let expected = [
        "custom",
        "custom_names",
        "dropped",
        "duplicates",
        "folders",
        "format",
        "items",
        "kinds",
        "kinds[].count",
        "kinds[].name",
        "mapped",
        "sample",
        "sample[].folder",
        "sample[].kind",
        "sample[].subtitle",
        "sample[].title",
        "source_fields",
        "versions",
        "warnings",
    ];
    assert_eq!(names(&preview), expected);
    assert_eq!(preview["items"], 2);
    assert!(!preview.to_string().contains("correct horse"));
    assert_eq!(machine.json(&["list"])["total"], 0);
}

#[test]
fn imported_items_are_there_and_come_only_once() {
    let machine = Machine::with_vault();
    let file = machine.file("chrome.csv", CSV);
    let report = machine.json(&["import", &file]);
    let expected =
        ["custom", "dropped", "folders", "imported", "mapped", "skipped", "source_fields", "versions"];
    assert_eq!(names(&report), expected);
    assert_eq!(machine.say(&["get", "Shop", "--field", "password"]), "battery staple");
    let rows = &machine.json(&["list"])["rows"];
    assert!(rows.as_array().unwrap().iter().all(|row| row["strength"].is_u64()), "{rows}");
    let again = machine.json(&["import", &file]);
    assert_eq!((&again["imported"], &again["skipped"]), (&0.into(), &2.into()));
    machine.say(&["import", &file, "--duplicates"]);
    assert_eq!(machine.json(&["list"])["total"], 4);
}

/// A KeePass database or key file of the corpus.
fn corpus(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/kdbx/keepass-rs");
    let file = folder.join(name);
    if !file.exists() {
        eprintln!("passed over: the corpus is not here");
        return None;
    }
    Some(file.to_str().unwrap().to_owned())
}

#[test]
fn file_that_needs_both_a_key_file_and_a_password_is_asked_for_the_password() {
    let Some(file) = corpus("test_db_kdbx4_with_keyfile_v2.kdbx") else { return };
    let Some(key) = corpus("test_db_kdbx4_with_keyfile_v2.keyx") else { return };
    let machine = Machine::with_vault();
    let import = ["import", &file, "--key-file", &key];
    assert_eq!(machine.fails(&import, &[PASSWORD]).0, 2);
    assert_eq!(machine.fails(&import, &[PASSWORD, "wrong"]).0, 3);
    machine.done(&import, &[PASSWORD, "demopass"]);
    assert_ne!(machine.json(&["list"])["total"], 0);
}

#[test]
fn encrypted_file_takes_its_password_from_the_second_line() {
    let Some(file) = corpus("test_db_kdbx4_with_password_argon2id.kdbx") else { return };
    let file = file.as_str();
    let machine = Machine::with_vault();
    assert_eq!(machine.fails(&["import", file], &[PASSWORD]).0, 2);
    assert_eq!(machine.fails(&["import", file], &[PASSWORD, "wrong"]).0, 3);
    machine.done(&["import", file], &[PASSWORD, "demopass"]);
    assert_eq!(machine.json(&["list"])["total"], 2);
}

#[test]
fn file_that_is_none_is_told_from_one_that_is_missing() {
    let machine = Machine::with_vault();
    let odd = machine.file("odd.bin", [0x90, 0, 1, 0xff]);
    assert_eq!(machine.fails(&["import", &odd], &[PASSWORD]).0, 8);
    assert_eq!(machine.fails(&["import", &machine.arg("missing.csv")], &[PASSWORD]).0, 5);
    let csv = machine.file("chrome.csv", CSV);
    let (exit, err) = machine.fails(&["import", &csv, "--format", "pigeon"], &[PASSWORD]);
    assert_eq!(exit, 8);
    assert!(err.contains("pigeon") && err.contains("bitwarden_json"), "{err}");
}

/// A machine with a login and a backup of it.
fn with_backup() -> (Machine, String) {
    let machine = Machine::with_login();
    let backup = machine.arg("my.backup");
    machine.done(&["backup", "create", &backup], &[PASSWORD, PASSPHRASE]);
    (machine, backup)
}

#[test]
fn backup_is_verified_with_its_passphrase_alone() {
    let (machine, backup) = with_backup();
    let report = machine.done(&["--json", "backup", "verify", &backup], &[PASSPHRASE]);
    let report = serde_json::from_str(&report).unwrap();
    assert_eq!(names(&report), ["bytes", "faults", "generation", "items", "made", "path", "records"]);
    assert_eq!(report["items"], 1);
    assert_eq!(machine.fails(&["backup", "verify", &backup], &["wrong"]).0, 3);
    assert_eq!(machine.fails(&["backup", "verify", &machine.arg("missing")], &[PASSPHRASE]).0, 5);
}

#[test]
fn backup_overwrites_nothing() {
    let (machine, backup) = with_backup();
    assert_eq!(machine.fails(&["backup", "create", &backup], &[PASSWORD, PASSPHRASE]).0, 9);
}

#[test]
fn damaged_backup_is_found_out() {
    let (machine, backup) = with_backup();
    let mut bytes = std::fs::read(&backup).unwrap();
    let last = bytes.len() - 40;
    bytes[last] ^= 1;
    std::fs::write(&backup, bytes).unwrap();
    assert_eq!(machine.fails(&["backup", "verify", &backup], &[PASSPHRASE]).0, 8);
}

#[test]
fn restored_backup_is_a_vault_with_a_password_and_code_of_its_own() {
    let (machine, backup) = with_backup();
    let restored = machine.arg("restored.vault");
    let restore = ["backup", "restore", &backup, "--to", &restored, "--no-keyring", "--kdf-memory", "64"];
    let code = machine.done(&restore, &["the restored one", PASSPHRASE]);
    assert_ne!(code.trim(), machine.code);
    let get = ["get", "Example", "--field", "password"];
    let ran = machine.run_in(Path::new(&restored), &get, &["the restored one"]);
    assert_eq!((ran.exit, ran.out.as_str()), (0, "hunter2 and more"), "{}", ran.err);
    assert_eq!(machine.fails(&restore, &["the restored one", PASSPHRASE]).0, 9);
}

#[test]
fn wrong_passphrase_restores_nothing() {
    let (machine, backup) = with_backup();
    let restored = machine.arg("restored.vault");
    let restore = ["backup", "restore", &backup, "--to", &restored, "--no-keyring", "--kdf-memory", "64"];
    assert_eq!(machine.fails(&restore, &["the restored one", "wrong"]).0, 3);
    assert!(!Path::new(&restored).exists());
}
