//! Files that hang on items: in, out, as they were, for their owner alone.

use crate::machine::{Machine, PASSWORD, names};
use std::os::unix::fs::PermissionsExt;

fn with_file() -> (Machine, Vec<u8>) {
    let machine = Machine::with_login();
    let content: Vec<u8> = (0..700_000_u32).map(|number| u8::try_from(number % 253).unwrap()).collect();
    let file = machine.file("passport scan.bin", &content);
    machine.say(&["attach", "add", "Example", &file]);
    (machine, content)
}

#[test]
fn file_goes_in_and_comes_out_as_it_was_for_its_owner_alone() {
    let (machine, content) = with_file();
    let listed = machine.json(&["attach", "list", "Example"]);
    assert_eq!(names(&listed[0]), ["added", "id", "name", "size"]);
    assert_eq!(
        (listed[0]["name"].as_str(), listed[0]["size"].as_u64()),
        (Some("passport scan.bin"), Some(700_000))
    );
    let to = machine.arg("out.bin");
    machine.say(&["attach", "save", "Example", "passport scan.bin", "--to", &to]);
    assert_eq!(std::fs::read(&to).unwrap(), content);
    assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        machine.fails(&["attach", "save", "Example", "passport scan.bin", "--to", &to], &[PASSWORD]).0,
        9
    );
    assert!(machine.say(&["get", "Example"]).contains("attachment: "));
    let trail = machine.say(&["audit"]);
    assert!(trail.contains("attach") && trail.contains("read_attachment"), "{trail}");
    machine.say(&["verify"]);
}

#[test]
fn file_is_renamed_taken_off_and_still_there_in_the_version_before() {
    let (machine, _) = with_file();
    machine.say(&["attach", "rename", "Example", "passport scan.bin", "scan.bin"]);
    assert_eq!(machine.fails(&["attach", "remove", "Example", "passport scan.bin"], &[PASSWORD]).0, 5);
    assert_eq!(machine.say(&["attach", "remove", "Example", "scan.bin"]), "");
    let history = machine.say(&["history", "Example"]);
    assert!(history.contains("attachments"), "{history}");
    let backup = machine.arg("with-files.backup");
    machine.done(&["backup", "create", &backup], &[PASSWORD, "a passphrase of its own"]);
}

#[test]
fn file_of_a_name_that_several_have_is_named_by_id() {
    let (machine, _) = with_file();
    let again = machine.path("passport scan.bin").display().to_string();
    machine.say(&["attach", "add", "Example", &again]);
    let (exit, said) = machine.fails(&["attach", "remove", "Example", "passport scan.bin"], &[PASSWORD]);
    assert_eq!(exit, 6, "{said}");
    let listed = machine.json(&["attach", "list", "Example"]);
    machine.say(&["attach", "remove", "Example", listed[1]["id"].as_str().unwrap()]);
    assert_eq!(machine.json(&["attach", "list", "Example"]).as_array().unwrap().len(), 1);
}

#[test]
fn what_is_no_file_is_refused() {
    let (machine, _) = with_file();
    let folder = machine.path(".").display().to_string();
    assert_eq!(machine.fails(&["attach", "add", "Example", &folder], &[PASSWORD]).0, 2);
    assert_eq!(machine.fails(&["attach", "add", "Example", &machine.arg("missing")], &[PASSWORD]).0, 5);
    assert_eq!(machine.fails(&["attach", "add", "No such item", &folder], &[PASSWORD]).0, 5);
}

#[test]
fn file_goes_out_with_an_export_and_comes_back_with_an_import() {
    let (machine, content) = with_file();
    for (format, secret) in
        [("strongroom_json", PASSWORD), ("kdbx", "of the file"), ("one_password_1pux", PASSWORD)]
    {
        let file = machine.arg(&format!("out.{format}"));
        machine.done(&["export", &file, "--format", format], &[PASSWORD, secret]);
        let other = Machine::with_vault();
        other.done(&["import", &file], &[PASSWORD, secret]);
        let to = other.arg("back.bin");
        other.say(&["attach", "save", "Example", "passport scan.bin", "--to", &to]);
        assert_eq!(std::fs::read(&to).unwrap(), content, "{format}");
    }
}
