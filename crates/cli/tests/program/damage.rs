//! Vaults of which a record or the index is damaged: what is refused, and what can be accepted.

use crate::machine::{Machine, PASSWORD};
use std::path::Path;

const PASSPHRASE: &str = "a passphrase of the backup's own";

/// Where sealed records begin in the file: suite 1, epoch 1, and a small version (docs/format.md, section 5).
fn sealed_records(bytes: &[u8]) -> Vec<usize> {
    let head = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
    (0..bytes.len() - 200).filter(|at| bytes[*at..].starts_with(&head)).collect()
}

/// Changes one record after the other until the program ends with that exit code; the vault stays as it is then.
fn damage_until(machine: &Machine, arguments: &[&str], exit: i32) {
    let path = machine.path("my.vault");
    let whole = std::fs::read(&path).unwrap();
    for at in sealed_records(&whole) {
        let mut bytes = whole.clone();
        bytes[at + 110] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        // What the machine remembers of the runs before: the file goes back behind it each time.
        let _ = std::fs::remove_dir_all(machine.path("state"));
        if machine.run(arguments, &[PASSWORD]).exit == exit {
            return;
        }
    }
    panic!("no record leads to exit code {exit}");
}

#[test]
fn damaged_index_is_made_anew_once_that_is_accepted() {
    let machine = Machine::with_login();
    damage_until(&machine, &["list"], 14);
    let (exit, said) = machine.fails(&["get", "Example", "--field", "password"], &[PASSWORD]);
    assert!(exit == 14 && said.contains("index"), "{said}");
    let ran = machine.run(&["--accept-rebuild", "list"], &[PASSWORD]);
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert!(ran.out.contains("Example"), "{}", ran.out);
    assert!(ran.err.contains("lists 1 items") && ran.err.contains("cannot be excluded"), "{}", ran.err);
    assert_eq!(machine.say(&["get", "Example", "--field", "password"]), "hunter2 and more");
    machine.say(&["verify"]);
    assert!(machine.say(&["audit"]).contains("rebuild_index"));
}

#[test]
fn vault_whose_index_is_damaged_is_recovered_with_its_code_once_that_is_accepted() {
    const NEW: &str = "a new master password";
    let machine = Machine::with_login();
    damage_until(&machine, &["list"], 14);
    let lines = [NEW, &machine.code];
    let (exit, said) = machine.fails(&["recover", "--no-keyring"], &lines);
    assert!(exit == 14 && said.contains("index"), "{said}");
    let ran = machine.run(&["--accept-rebuild", "recover", "--no-keyring"], &lines);
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert!(ran.err.contains("lists 1 items"), "{}", ran.err);
    assert_eq!(machine.done(&["get", "Example", "--field", "password"], &[NEW]), "hunter2 and more");
    assert_eq!(machine.fails(&["list"], &[PASSWORD]).0, 3);
}

#[test]
fn vault_with_a_damaged_record_is_backed_up_and_restored_once_that_is_accepted() {
    let machine = Machine::with_login();
    machine.say(&["add", "note", "Other"]);
    damage_until(&machine, &["verify"], 8);
    let backup = machine.arg("my.backup");
    let (exit, said) = machine.fails(&["backup", "create", &backup], &[PASSWORD, PASSPHRASE]);
    assert!(exit == 8 && said.contains("the vault is damaged"), "{said}");
    assert!(!Path::new(&backup).exists());
    let report =
        machine.done(&["--json", "backup", "create", &backup, "--accept-faults"], &[PASSWORD, PASSPHRASE]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert!(report["faults"].as_u64().unwrap() > 0, "{report}");

    assert_eq!(machine.fails(&["backup", "verify", &backup], &[PASSPHRASE]).0, 8);
    let said = machine.done(&["backup", "verify", &backup, "--accept-faults"], &[PASSPHRASE]);
    assert!(said.contains("damaged records"), "{said}");
    let restored = machine.arg("restored.vault");
    let restore = ["backup", "restore", &backup, "--to", &restored, "--no-keyring", "--kdf-memory", "64"];
    assert_eq!(machine.fails(&restore, &["the restored one", PASSPHRASE]).0, 8);
    let mut accepting = restore.to_vec();
    accepting.push("--accept-faults");
    machine.done(&accepting, &["the restored one", PASSPHRASE]);
    let listed = machine.run_in(Path::new(&restored), &["list"], &["the restored one"]);
    assert!(listed.out.contains("Example") && listed.out.contains("Other"), "{}{}", listed.out, listed.err);
}
