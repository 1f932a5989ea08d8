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
        "damaged",
        "dropped",
        "folders",
        "format",
        "items",
        "kinds",
        "kinds[].count",
        "kinds[].name",
        "known",
        "left_out",
        "mapped",
        "sample",
        "sample[].folder",
        "sample[].kind",
        "sample[].subtitle",
        "sample[].title",
        "source_fields",
        "standings",
        "standings.different",
        "standings.new",
        "standings.newer",
        "standings.older",
        "standings.same",
        "table",
        "tree",
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
    let expected = [
        "custom",
        "damaged",
        "dropped",
        "folders",
        "imported",
        "left_out",
        "mapped",
        "merged",
        "skipped",
        "source_fields",
        "undo",
        "versions",
    ];
    assert_eq!(names(&report), expected);
    assert_eq!(machine.say(&["get", "Shop", "--field", "password"]), "battery staple");
    let rows = &machine.json(&["list"])["rows"];
    assert!(rows.as_array().unwrap().iter().all(|row| row["strength"].is_u64()), "{rows}");
    let again = machine.json(&["import", &file]);
    assert_eq!((&again["imported"], &again["skipped"]), (&0.into(), &2.into()));
    machine.say(&["import", &file, "--duplicates", "keep"]);
    assert_eq!(machine.json(&["list"])["total"], 4);
}

/// A table with dates, in folders.
const DATED: &str = r#"{"encrypted":false,"folders":[{"id":"f","name":"Work/Mail"}],"items":[
 {"id":"1","folderId":"f","type":1,"name":"Mail","creationDate":"2020-01-01T00:00:00.000Z","revisionDate":"DATE",
  "login":{"username":"anna","password":"PASSWORD","uris":[{"uri":"https://mail.example"}]}}]}"#;

#[test]
fn duplicates_are_kept_skipped_or_merged_as_it_is_said() {
    let machine = Machine::with_vault();
    let dated = |date: &str, password: &str| DATED.replace("DATE", date).replace("PASSWORD", password);
    let first = machine.file("first.json", dated("2021-01-01T00:00:00.000Z", "first"));
    let newer = machine.file("newer.json", dated("2023-01-01T00:00:00.000Z", "newer"));
    let older = machine.file("older.json", dated("2020-06-01T00:00:00.000Z", "older"));
    machine.say(&["import", &first]);
    let preview = machine.json(&["import", &newer, "--dry-run"]);
    assert_eq!((&preview["standings"]["newer"], &preview["standings"]["new"]), (&1.into(), &0.into()));
    assert_eq!(preview["known"][0]["ours"], "Mail");
    assert_eq!(machine.json(&["import", &newer, "--duplicates", "skip"])["skipped"], 1);
    for (file, password) in [(&newer, "newer"), (&older, "newer")] {
        let report = machine.json(&["import", file]);
        assert_eq!((&report["imported"], &report["merged"]), (&0.into(), &1.into()));
        assert_eq!(machine.say(&["get", "Mail", "--field", "password"]), password);
    }
    // What is on top, the first one, and the one that was older still.
    assert_eq!(machine.json(&["history", "Mail"])["versions"].as_array().unwrap().len(), 3);
    assert_eq!(machine.json(&["import", &older, "--duplicates", "keep"])["imported"], 1);
    assert_eq!(machine.json(&["list"])["total"], 2);
}

#[test]
fn import_goes_into_a_folder_and_is_taken_back_with_it() {
    let machine = Machine::with_login();
    let file = machine.file("work.json", DATED.replace("DATE", "2021-01-01T00:00:00.000Z"));
    let report = machine.json(&["import", &file, "--into", "From/elsewhere"]);
    assert_eq!((&report["imported"], &report["folders"]), (&1.into(), &4.into()));
    assert_eq!(machine.json(&["list", "--folder", "From/elsewhere/Work/Mail"])["total"], 1);
    // A folder that is there is found by its name.
    machine.say(&["import", &file, "--duplicates", "keep", "--into", "elsewhere"]);
    let listed = machine.json(&["import", "--list"]);
    let expected = [
        "imports",
        "imports[].at",
        "imports[].changed",
        "imports[].folders",
        "imports[].id",
        "imports[].items",
        "imports[].merged",
        "imports[].source",
    ];
    assert_eq!(names(&listed), expected);
    assert_eq!((&listed["imports"][0]["folders"], &listed["imports"][1]["id"]), (&0.into(), &report["undo"]));

    let first = format!("--undo={}", report["undo"].as_str().unwrap());
    machine.say(&["edit", "Example", "--field", "username=bob"]);
    let undone = machine.json(&["import", "--undo"]);
    assert_eq!((&undone["items"], &undone["left_total"]), (&1.into(), &0.into()));
    let undone = machine.json(&["import", &first]);
    assert_eq!(names(&undone), ["folders", "items", "left", "left_total", "merged"]);
    assert_eq!((&undone["items"], &undone["folders"]), (&1.into(), &4.into()));
    assert_eq!(machine.json(&["list"])["total"], 1);
    assert_eq!(machine.run(&["import", "--undo"], &[PASSWORD]).exit, 5);
    let both = machine.run(&["import", &file, "--undo"], &[PASSWORD]);
    assert_eq!(both.exit, 2);
    assert_eq!(machine.run(&["import"], &[PASSWORD]).exit, 2);
}

#[test]
fn what_was_changed_after_an_import_is_named_and_stays() {
    let machine = Machine::with_vault();
    machine.say(&["import", &machine.file("chrome.csv", CSV)]);
    machine.say(&["edit", "Shop", "--field", "username=carla"]);
    let lines = machine.say(&["import", "--undo"]);
    assert!(lines.contains("removed 1, as before the merge 0, folders removed 0, left 1"), "{lines}");
    assert!(lines.contains("left Shop: it was changed since"), "{lines}");
    assert_eq!(machine.json(&["list"])["total"], 1);
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
