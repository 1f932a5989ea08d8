//! Imports of which only a part can be read: files that break off, files among others that no password opens; and tables
//! whose reading is remembered.

use crate::machine::{Machine, PASSWORD, names};
use serde_json::Value;
use std::path::Path;

const CSV: &str = "name,url,username,password,note\nExample,https://example.org,anna,correct horse,\n";
/// What opens the samples.
const SAMPLE: &str = "correct horse";

/// A folder with a table, and exports under a password.
fn mixed(machine: &Machine, locked: &[&str]) -> String {
    std::fs::create_dir(machine.path("mixed")).unwrap();
    machine.file("mixed/chrome.csv", CSV);
    for name in locked {
        machine.file(&format!("mixed/{name}"), sample(name));
    }
    machine.arg("mixed")
}

fn sample(name: &str) -> Vec<u8> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/samples");
    std::fs::read(samples.join(name)).unwrap()
}

/// The file and the reason of each that was dropped.
fn dropped(report: &Value) -> Vec<(&str, &str)> {
    let dropped = report["dropped"].as_array().unwrap().iter();
    dropped.map(|one| (one["field"].as_str().unwrap(), one["reason"].as_str().unwrap())).collect()
}

fn told(machine: &Machine, arguments: &[&str], lines: &[&str]) -> Value {
    let all: Vec<&str> = ["--json"].into_iter().chain(arguments.iter().copied()).collect();
    serde_json::from_str(&machine.done(&all, lines)).unwrap()
}

#[test]
fn locked_files_among_others_are_asked_for_skipped_or_named() {
    let machine = Machine::with_vault();
    let folder = mixed(&machine, &["bitwarden_argon2.json", "aegis_encrypted.json"]);
    assert_eq!(machine.fails(&["import", &folder], &[PASSWORD]).0, 2);

    let skipped = told(&machine, &["import", &folder, "--skip-locked", "--dry-run"], &[PASSWORD]);
    assert_eq!(skipped["items"], 1);
    assert_eq!(dropped(&skipped).len(), 2, "{skipped}");
    // A password that opens none of them leaves the table, and says of each why.
    let wrong = told(&machine, &["import", &folder, "--dry-run"], &[PASSWORD, "wrong"]);
    assert_eq!(wrong["items"], 1);
    for report in [&skipped, &wrong] {
        for (file, reason) in dropped(report) {
            assert!(
                file.ends_with(".json") && reason.starts_with("the password does not open"),
                "{file}: {reason}"
            );
        }
    }
    let all = told(&machine, &["import", &folder], &[PASSWORD, SAMPLE]);
    assert_eq!((&all["imported"], dropped(&all).len()), (&3.into(), 0), "{all}");
}

#[test]
fn folder_of_which_nothing_opens_is_a_wrong_password() {
    let machine = Machine::with_vault();
    std::fs::create_dir(machine.path("locked")).unwrap();
    machine.file("locked/a.json", sample("bitwarden_pbkdf2.json"));
    let folder = machine.arg("locked");
    assert_eq!(machine.fails(&["import", &folder], &[PASSWORD, "wrong"]).0, 3);
    assert_eq!(machine.fails(&["import", &folder, "--skip-locked"], &[PASSWORD]).0, 3);
    assert_eq!(machine.json(&["list"])["total"], 0);
}

#[test]
fn databases_with_other_passwords_among_files_are_named() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/kdbx/keepass-rs");
    if !corpus.is_dir() {
        eprintln!("passed over: the corpus is not here");
        return;
    }
    let machine = Machine::with_vault();
    let folder = mixed(&machine, &[]);
    for (name, file) in
        [("a.kdbx", "test_db_few_rounds.kdbx"), ("b.kdbx", "test_db_kdbx4_with_totp_entry.kdbx")]
    {
        machine.file(&format!("mixed/{name}"), std::fs::read(corpus.join(file)).unwrap());
    }
    // That of the first; the other one has another.
    let report = told(&machine, &["import", &folder], &[PASSWORD, "demopass"]);
    assert_eq!(report["imported"], 2, "{report}");
    let (file, reason) = dropped(&report)[0];
    assert!(file.ends_with("b.kdbx") && reason.contains("does not open this database"), "{file}: {reason}");
}

/// An export of two items that breaks off in the second.
fn cut(text: &str, second: &str) -> String {
    text[..text.find(second).unwrap() + second.len() + 3].to_owned()
}

#[test]
fn json_that_breaks_off_says_where_and_offers_what_could_be_read() {
    let source = Machine::with_login();
    source.say(&["add", "note", "Zweite"]);
    let whole = source.arg("own.json");
    source.done(&["export", &whole, "--format", "strongroom_json"], &[PASSWORD, PASSWORD]);
    let own = cut(&std::fs::read_to_string(&whole).unwrap(), "Zweite");
    let bitwarden = cut(
        r#"{"encrypted":false,"folders":[],"items":[
            {"type":1,"name":"Example","login":{"username":"anna","password":"hunter2 and more"}},
            {"type":2,"name":"Zweite","notes":"n","secureNote":{"type":0}}]}"#,
        "Zweite",
    );
    let line = own.lines().count();
    for (name, text, line) in [("own.json", own, line), ("bitwarden.json", bitwarden, 3)] {
        let machine = Machine::with_vault();
        let file = machine.file(name, text);
        let preview = machine.json(&["import", &file, "--dry-run"]);
        assert_eq!(
            names(&preview["damaged"]),
            ["[].at", "[].file", "[].unit", "[].what"].map(|name| name.to_owned())
        );
        let damage = &preview["damaged"][0];
        assert_eq!((&damage["unit"], &damage["at"]), (&"line".into(), &line.into()), "{name}: {preview}");
        let (exit, said) = machine.fails(&["import", &file], &[PASSWORD]);
        assert!(exit == 8 && said.contains(&format!("line {line}: the JSON breaks off")), "{name}: {said}");
        assert_eq!(machine.json(&["list"])["total"], 0);
        let report = machine.json(&["import", &file, "--accept-damaged"]);
        assert_eq!((&report["imported"], report["damaged"].as_array().unwrap().len()), (&1.into(), 1));
        assert_eq!(machine.say(&["get", "Example", "--field", "password"]), "hunter2 and more");
    }
}

#[test]
fn how_a_table_was_read_is_remembered_in_the_vault_for_the_next_with_its_header() {
    let machine = Machine::with_vault();
    let file = machine.file("first.csv", "Was,Nummer,Farbe\nBank,4711,rot\n");
    let map = ["--map", "Was=title", "--map", "#2=password", "--map", "Farbe=leave_out"];
    let with = |more: &[&'static str]| [&["import", &file], map.as_slice(), more].concat();
    machine.say(&with(&[]));
    let reasons = |preview: &Value| -> Vec<String> {
        let columns = preview["table"]["columns"].as_array().unwrap().iter();
        columns.map(|column| column["reason"].as_str().unwrap().to_owned()).collect()
    };
    let next = machine.file("next.csv", "Was,Nummer,Farbe\nPost,0815,gelb\n");
    let preview = machine.json(&["import", &next, "--dry-run"]);
    assert!(!reasons(&preview).contains(&"remembered".to_owned()), "{preview}");

    machine.say(&with(&["--remember"]));
    let preview = machine.json(&["import", &next, "--dry-run"]);
    assert_eq!(reasons(&preview), ["remembered"; 3]);
    let report = machine.json(&["import", &next]);
    assert_eq!((&report["left_out"], &report["mapped"]), (&1.into(), &2.into()));
    assert_eq!(machine.say(&["get", "Post", "--field", "password"]), "0815");
    let other = machine.file("other.csv", "Was,Nummer,Form\nPost,0815,rund\n");
    assert!(!reasons(&machine.json(&["import", &other, "--dry-run"])).contains(&"remembered".to_owned()));
}
