//! Kinds of item that the user defines: from a file into the vault, used, and out again.

use crate::machine::{Machine, names};

const CLUB: &str = r#"{"name":"own_club","label":"Chess club","icon":"star","fields":[
    {"name":"Club","type":"text","required":true},
    {"name":"PIN","type":"hidden","pattern":"[0-9]{4}","hint":"Four digits"}]}"#;

#[test]
fn type_is_imported_used_by_its_title_exported_and_deleted() {
    let machine = Machine::with_vault();
    assert_eq!(machine.json(&["types"])["types"].as_array().unwrap().len(), 0);
    let file = machine.file("club.json", CLUB);
    assert_eq!(machine.say(&["types", "import", &file]), "kept own_club  Chess club\n");
    machine.say(&["add", "chess club", "Castle", "--field", "PIN=12", "--field", "Since=1999"]);
    machine.say(&["add", "own_club", "Rook", "--field", "Club=Rook"]);

    let item = machine.json(&["get", "Castle"]);
    assert_eq!(item["kind"], "own_club");
    let fields: Vec<_> = item["fields"].as_array().unwrap().iter().collect();
    assert_eq!(
        (&fields[0]["name"], &fields[0]["type"], &fields[0]["custom"]),
        (&"PIN".into(), &"hidden".into(), &false.into())
    );
    assert_eq!(fields[1]["custom"], true);
    let codes: Vec<_> =
        item["findings"].as_array().unwrap().iter().map(|found| found["code"].clone()).collect();
    assert_eq!(codes, ["required_missing", "pattern_mismatch"]);

    let listed = machine.json(&["types", "list"]);
    assert_eq!(
        names(&listed),
        [
            "types",
            "types[].definition",
            "types[].definition.fields",
            "types[].definition.fields[].hint",
            "types[].definition.fields[].multiline",
            "types[].definition.fields[].name",
            "types[].definition.fields[].pattern",
            "types[].definition.fields[].repeats",
            "types[].definition.fields[].required",
            "types[].definition.fields[].type",
            "types[].definition.icon",
            "types[].definition.label",
            "types[].definition.name",
            "types[].items"
        ]
    );
    assert_eq!(machine.say(&["types"]), "own_club  Chess club  2 items\n");
    assert_eq!(
        machine.say(&["types", "show", "own_club"]),
        "own_club  Chess club  2 items\n  Club: text  required\n  PIN: hidden  pattern [0-9]{4}  Four digits\n"
    );

    let exported = machine.say(&["types", "export", "Chess club"]);
    let other = Machine::with_vault();
    let file = other.file("club.json", &exported);
    other.say(&["types", "import", &file]);
    assert_eq!(other.say(&["types", "export", "own_club"]), exported);
    assert_eq!(other.run(&["types", "import", &file], &[crate::machine::PASSWORD]).exit, 9);
    other.say(&["types", "import", &file, "--replace"]);

    let deleted = machine.say(&["types", "delete", "Chess club"]);
    assert_eq!(deleted, "deleted own_club  Chess club; 2 items keep their fields\n");
    assert_eq!(machine.json(&["get", "Castle"])["fields"], item["fields"]);
}

#[test]
fn file_that_is_no_definition_is_refused() {
    let machine = Machine::with_vault();
    let many: Vec<String> =
        (0..1000).map(|number| format!(r#"{{"name":"{number}","type":"text"}}"#)).collect();
    let with = |fields: &str| format!(r#"{{"name":"own_x","label":"X","fields":[{fields}]}}"#);
    let a = r#"{"name":"a","type":"text"}"#;
    for (content, exit) in [
        (String::new(), 8),
        ("{".to_owned(), 8),
        ("[".repeat(100_000), 8),
        (r#"{"name":"own_x","label":"X","fields":[],"script":"rm"}"#.to_owned(), 8),
        ("x".repeat(300 * 1024), 8),
        (with(&many.join(",")), 2),
        (with(""), 2),
        (with(r#"{"name":"a","type":"program"}"#), 2),
        (with(r#"{"name":"a","type":"text","pattern":"(((a{100}){100}){100})"}"#), 2),
        (with("{\"name\":\"a\u{202e}b\",\"type\":\"text\"}"), 2),
        (with(a).replace("own_x", "login"), 2),
    ] {
        let file = machine.file("x.json", &content);
        let ran = machine.run(&["types", "import", &file], &[crate::machine::PASSWORD]);
        assert_eq!(ran.exit, exit, "{} {}", content.chars().take(80).collect::<String>(), ran.err);
        assert!(ran.out.is_empty());
    }
    assert_eq!(machine.run(&["types", "import", &machine.arg("none.json")], &[]).exit, 5);
    assert_eq!(machine.run(&["types", "show", "none"], &[crate::machine::PASSWORD]).exit, 5);
    assert_eq!(machine.json(&["types"])["types"].as_array().unwrap().len(), 0);
}

#[test]
fn help_of_add_names_every_kind() {
    let machine = Machine::with_vault();
    let help = machine.say(&["add", "--help"]);
    let unknown = machine.run(&["add", "none", "X"], &[crate::machine::PASSWORD]);
    let (_, known) = unknown.err.trim().split_once("choose one of ").unwrap();
    for kind in known.split(", ") {
        assert!(help.contains(kind), "{kind} in {help}");
    }
}

#[test]
fn passphrase_is_of_the_list_that_is_named() {
    let machine = Machine::new();
    for (list, bits) in [
        ("german", 12.925),
        ("spanish", 10.981),
        ("french", 11.0),
        ("italian", 11.0),
        ("portuguese", 11.0),
        ("czech", 11.0),
    ] {
        let ran = machine.run(&["generate", "passphrase", "--list", list, "--words", "1", "--json"], &[]);
        let made: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let words = std::fs::read_to_string(format!(
            "{}/../credential/data/words/{list}.txt",
            env!("CARGO_MANIFEST_DIR")
        ))
        .unwrap();
        assert!(words.lines().any(|word| made["value"] == word), "{made}");
        assert!((made["entropy_bits"].as_f64().unwrap() - bits).abs() < 0.001, "{list} {made}");
    }
}
