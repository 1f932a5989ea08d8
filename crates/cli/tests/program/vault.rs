//! Making a vault, opening it, getting back into it, reading the whole of it.

use crate::machine::{Machine, PASSWORD, names, run};
use std::time::Duration;

#[test]
fn init_prints_the_recovery_code_and_nothing_else() {
    let machine = Machine::new();
    let ran = machine.run(&["init", "--no-keyring", "--kdf-memory", "64"], &[PASSWORD]);
    assert_eq!(ran.exit, 0, "{}", ran.err);
    let groups: Vec<&str> = ran.out.strip_suffix('\n').unwrap().split('-').collect();
    assert!(groups.len() == 8 && groups.iter().all(|group| group.len() == 4), "{}", ran.out);
    assert!(machine.path("my.vault").exists());
    assert!(!ran.err.contains(groups[0]), "{}", ran.err);
}

#[test]
fn init_in_json_names_path_code_and_keyring() {
    let machine = Machine::new();
    let made = machine.json(&["init", "--no-keyring", "--kdf-memory", "64"]);
    assert_eq!(names(&made), ["path", "recovery_code", "uses_keyring"]);
    assert_eq!(made["uses_keyring"], false);
}

#[test]
fn init_without_a_keyring_on_the_machine_says_so_and_goes_on() {
    let machine = Machine::new();
    let ran = machine.run(&["init", "--kdf-memory", "64"], &[PASSWORD]);
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert!(ran.err.contains("keyring"), "{}", ran.err);
    machine.say(&["list"]);
}

#[test]
fn init_overwrites_nothing() {
    let machine = Machine::with_vault();
    let before = std::fs::read(machine.path("my.vault")).unwrap();
    assert_eq!(machine.fails(&["init", "--no-keyring", "--kdf-memory", "64"], &["another one"]).0, 9);
    assert_eq!(std::fs::read(machine.path("my.vault")).unwrap(), before);
}

#[test]
fn init_below_the_floor_or_with_an_empty_password_makes_nothing() {
    let machine = Machine::new();
    assert_eq!(machine.fails(&["init", "--no-keyring", "--kdf-memory", "63"], &[PASSWORD]).0, 2);
    assert_eq!(machine.fails(&["init", "--no-keyring", "--kdf-memory", "64"], &[""]).0, 2);
    assert_eq!(machine.fails(&["init", "--no-keyring", "--kdf-memory", "64"], &[]).0, 2);
    assert!(!machine.path("my.vault").exists());
}

#[test]
fn vault_given_by_argument_is_preferred_to_the_one_of_the_environment() {
    let machine = Machine::with_vault();
    let vault = machine.arg("my.vault");
    let elsewhere = machine.path("elsewhere.vault");
    assert_eq!(machine.run_in(&elsewhere, &["--vault", &vault, "list"], &[PASSWORD]).exit, 0);
    assert_eq!(machine.run_in(&elsewhere, &["list"], &[PASSWORD]).exit, 5);
}

#[test]
fn no_vault_named_is_an_error_with_both_ways_to_name_one() {
    let machine = Machine::new();
    let ran = run(machine.bare().args(["--password-stdin", "list"]), &[PASSWORD]);
    assert_eq!(ran.exit, 2);
    assert!(ran.err.contains("--vault") && ran.err.contains("STRONGROOM_VAULT"), "{}", ran.err);
}

#[test]
fn missing_vault_is_not_found_and_not_made() {
    let machine = Machine::new();
    let (exit, err) = machine.fails(&["list"], &[PASSWORD]);
    assert_eq!(exit, 5, "{err}");
    assert!(!machine.path("my.vault").exists());
}

#[test]
fn file_that_is_no_vault_is_of_the_wrong_kind() {
    let machine = Machine::new();
    machine.file("my.vault", "this is a shopping list, long enough to be read as a header");
    assert_eq!(machine.fails(&["list"], &[PASSWORD]).0, 8);
}

#[test]
fn wrong_password_is_refused_and_the_next_one_has_to_wait() {
    let machine = Machine::with_vault();
    let (exit, err) = machine.fails(&["list"], &["wrong"]);
    assert_eq!(exit, 3, "{err}");
    // Each wrong one doubles the wait, so that a slow machine gets there too.
    let throttled = (0..6).any(|_| machine.fails(&["list"], &["wrong"]).0 == 4);
    assert!(throttled);
    assert_eq!(machine.fails(&["list"], &[PASSWORD]).0, 4);
}

#[test]
fn right_password_after_the_wait_opens() {
    let machine = Machine::with_vault();
    machine.fails(&["list"], &["wrong"]);
    std::thread::sleep(Duration::from_millis(1_100));
    machine.say(&["list"]);
    assert!(machine.say(&["audit"]).contains("failed_unlock"));
}

#[test]
fn recovery_code_gives_the_vault_a_new_password() {
    let machine = Machine::with_login();
    machine.done(&["recover", "--no-keyring"], &["a new master password", &machine.code]);
    let field = machine.done(&["get", "Example", "--field", "password"], &["a new master password"]);
    assert_eq!(field, "hunter2 and more");
    assert_eq!(machine.fails(&["list"], &[PASSWORD]).0, 3);
}

#[test]
fn wrong_recovery_code_changes_nothing() {
    let machine = Machine::with_vault();
    let other = Machine::with_vault().code;
    assert_eq!(machine.fails(&["recover", "--no-keyring"], &["a new master password", &other]).0, 3);
    std::thread::sleep(Duration::from_millis(1_100));
    machine.say(&["list"]);
}

#[test]
fn verify_reads_everything_and_counts_it() {
    let machine = Machine::with_login();
    let report = machine.json(&["verify"]);
    assert_eq!(names(&report), ["audit_entries", "items", "ok", "problems", "records"]);
    assert_eq!((&report["ok"], &report["items"]), (&true.into(), &1.into()));
}

#[test]
fn damaged_vault_ends_with_its_own_exit_code() {
    let machine = Machine::with_login();
    let path = machine.path("my.vault");
    let mut bytes = std::fs::read(&path).unwrap();
    let length = bytes.len();
    // All but the file's own first page, where SQLite says what it is.
    bytes[4096..].iter_mut().step_by(64).for_each(|byte| *byte ^= 0x55);
    std::fs::write(&path, bytes).unwrap();
    let ran = machine.run(&["verify"], &[PASSWORD]);
    assert_eq!(ran.exit, 8, "{length}: {}{}", ran.out, ran.err);
}

#[test]
fn older_file_is_refused_until_it_is_accepted() {
    let machine = Machine::with_vault();
    let older = std::fs::read(machine.path("my.vault")).unwrap();
    machine.say(&["add", "note", "Later"]);
    std::fs::write(machine.path("my.vault"), older).unwrap();
    for side in ["my.vault-wal", "my.vault-shm"] {
        let _ = std::fs::remove_file(machine.path(side));
    }
    assert_eq!(machine.fails(&["list"], &[PASSWORD]).0, 11);
    machine.say(&["--accept-older", "list"]);
    machine.say(&["list"]);
}

#[test]
fn costly_file_is_asked_about_before_any_memory_is_taken() {
    let machine = Machine::with_vault();
    let path = machine.path("my.vault");
    let bytes = std::fs::read(&path).unwrap();
    // The slot's parameters, as docs/format.md lays them out: memory in KiB, passes, lanes.
    let cheap: Vec<u8> = [64 * 1024_u32, 3, 4].iter().flat_map(|number| number.to_be_bytes()).collect();
    let dear: Vec<u8> =
        [8 * 1024 * 1024_u32, 64, 16].iter().flat_map(|number| number.to_be_bytes()).collect();
    let mut changed = bytes.clone();
    let places: Vec<usize> =
        (0..bytes.len() - cheap.len()).filter(|at| bytes[*at..].starts_with(&cheap)).collect();
    assert!(!places.is_empty());
    for at in places {
        changed[at..at + dear.len()].copy_from_slice(&dear);
    }
    std::fs::write(&path, changed).unwrap();
    let started = machine.run(&["list"], &[PASSWORD]);
    assert_eq!(started.exit, 13, "{}", started.err);
    assert!(started.err.contains("8192 MiB"), "{}", started.err);
}

#[test]
fn audit_names_what_was_done_the_latest_first() {
    let machine = Machine::with_login();
    machine.say(&["get", "Example", "--field", "password"]);
    let audit = machine.json(&["audit"]);
    assert_eq!(
        names(&audit),
        [
            "entries",
            "entries[].action",
            "entries[].at",
            "entries[].detail",
            "entries[].item",
            "entries[].number",
            "entries[].title",
            "total"
        ]
    );
    let entries = audit["entries"].as_array().unwrap();
    let actions: Vec<&str> = entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    let (revealed, created) = ("reveal", "create");
    let at = |action| {
        actions.iter().position(|known| *known == action).unwrap_or_else(|| panic!("{action}: {actions:?}"))
    };
    assert!(at(revealed) < at(created));
    assert_eq!(machine.json(&["audit", "--last", "2"])["entries"].as_array().unwrap().len(), 2);
}
