//! Adding, finding, reading, changing and deleting items.

use crate::machine::{Machine, PASSWORD, names};

const ITEM: &[&str] = &[
    "attachments",
    "created",
    "deleted",
    "earlier_versions",
    "facts",
    "favourite",
    "fields",
    "fields[].by_counter",
    "fields[].custom",
    "fields[].filled",
    "fields[].index",
    "fields[].name",
    "fields[].secret",
    "fields[].strength",
    "fields[].type",
    "fields[].value",
    "findings",
    "folder",
    "id",
    "kind",
    "modified",
    "notes",
    "tags",
    "title",
    "version",
];

/// The names of an item, of which facts and findings have more where there are any.
fn item_names(item: &serde_json::Value) -> Vec<String> {
    names(item)
        .into_iter()
        .filter(|name| !name.starts_with("findings[]") && !name.starts_with("facts[]"))
        .collect()
}

#[test]
fn added_item_is_printed_without_its_secrets() {
    let machine = Machine::with_login();
    let item = machine.json(&["get", "Example"]);
    assert_eq!(item_names(&item), ITEM);
    let text = machine.say(&["get", "Example"]);
    assert!(text.contains("username: anna") && text.contains("password: ********"), "{text}");
    assert!(!text.contains("hunter2") && !item.to_string().contains("hunter2"));
}

#[test]
fn one_field_is_printed_as_it_is() {
    let machine = Machine::with_login();
    assert_eq!(machine.say(&["get", "Example", "--field", "password"]), "hunter2 and more");
    assert_eq!(machine.say(&["get", "Example", "--field", "username"]), "anna");
    assert_eq!(machine.say(&["get", "Example", "--field", "title"]), "Example");
    let json = machine.json(&["get", "Example", "--field", "password"]);
    assert_eq!(names(&json), ["seconds", "value"]);
}

#[test]
fn field_that_the_item_does_not_have_is_named_with_those_it_has() {
    let machine = Machine::with_login();
    let (exit, err) = machine.fails(&["get", "Example", "--field", "pin"], &[PASSWORD]);
    assert_eq!(exit, 5);
    assert!(err.contains("pin") && err.contains("username"), "{err}");
}

#[test]
fn field_types_come_from_the_kind_and_from_the_prefix() {
    let machine = Machine::with_vault();
    let add = ["add", "login", "Shop", "--field", "url=https://shop.example", "--field", "hidden:pin=1234"];
    machine.say(&[add.as_slice(), &["--field", "colour=green", "--field", "notes=by the door"]].concat());
    let item = machine.json(&["get", "Shop"]);
    let fields: Vec<(&str, &str, bool)> = item["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|field| field["filled"] == true)
        .map(|field| {
            (field["name"].as_str().unwrap(), field["type"].as_str().unwrap(), field["custom"] == true)
        })
        .collect();
    assert_eq!(fields, [("url", "url", false), ("pin", "hidden", true), ("colour", "text", true)]);
    assert_eq!(item["notes"], "by the door");
}

#[test]
fn several_hyphens_are_the_next_lines_in_their_order() {
    let machine = Machine::with_vault();
    machine.done(
        &[
            "add",
            "login",
            "Two",
            "--field",
            "password=-",
            "--field",
            "username=bob",
            "--field",
            "hidden:pin=-",
        ],
        &[PASSWORD, "first", "second"],
    );
    assert_eq!(machine.say(&["get", "Two", "--field", "password"]), "first");
    assert_eq!(machine.say(&["get", "Two", "--field", "pin"]), "second");
    let (exit, err) = machine.fails(&["add", "login", "Three", "--field", "password=-"], &[PASSWORD]);
    assert_eq!(exit, 2, "{err}");
    assert!(!machine.say(&["list"]).contains("Three"));
}

#[test]
fn unknown_kind_is_refused_with_the_known_ones() {
    let machine = Machine::with_vault();
    let (exit, err) = machine.fails(&["add", "spaceship", "X"], &[PASSWORD]);
    assert_eq!(exit, 2);
    assert!(err.contains("login") && err.contains("ssh_key"), "{err}");
}

#[test]
fn name_is_the_exact_title_else_another_case_else_the_id() {
    let machine = Machine::with_vault();
    for (title, user) in [("Bank", "one"), ("bank", "two"), ("Post", "three")] {
        machine.say(&["add", "login", title, "--field", &format!("username={user}")]);
    }
    let user = |name: &str| machine.say(&["get", name, "--field", "username"]);
    assert_eq!((user("Bank"), user("bank"), user("POST")), ("one".into(), "two".into(), "three".into()));
    let id = machine.json(&["get", "Post"])["id"].as_str().unwrap().to_owned();
    assert_eq!(user(&id), "three");
    assert_eq!(machine.fails(&["get", "Harbour"], &[PASSWORD]).0, 5);
}

#[test]
fn name_that_fits_several_is_an_error_with_their_ids() {
    let machine = Machine::with_vault();
    let ids = [0, 1].map(|_| machine.json(&["add", "note", "Twin"])["id"].as_str().unwrap().to_owned());
    let (exit, err) = machine.fails(&["get", "Twin"], &[PASSWORD]);
    assert_eq!(exit, 6);
    assert!(ids.iter().all(|id| err.contains(id)), "{err}");
}

#[test]
fn title_without_a_word_is_found() {
    let machine = Machine::with_vault();
    machine.say(&["add", "note", "§§§", "--field", "notes=signs"]);
    assert_eq!(machine.say(&["get", "§§§", "--field", "notes"]), "signs");
}

#[test]
fn list_shows_titles_by_kind_and_folder_and_no_secret() {
    let machine = Machine::with_login();
    machine.say(&["add", "note", "Shopping"]);
    let list = machine.json(&["list"]);
    assert_eq!(
        names(&list),
        [
            "from",
            "generation",
            "rows",
            "rows[].favourite",
            "rows[].has_totp",
            "rows[].id",
            "rows[].kind",
            "rows[].modified",
            "rows[].reused",
            "rows[].strength",
            "rows[].subtitle",
            "rows[].title",
            "total"
        ]
    );
    assert_eq!(list["total"], 2);
    assert_eq!(machine.json(&["list", "--kind", "note"])["rows"][0]["title"], "Shopping");
    assert_eq!(machine.json(&["list", "--kind", "card"])["total"], 0);
    assert!(!machine.say(&["list"]).contains("hunter2"));
    assert_eq!(machine.fails(&["list", "--folder", "Nowhere"], &[PASSWORD]).0, 5);
}

#[test]
fn search_wants_all_the_words() {
    let machine = Machine::with_login();
    machine.say(&["add", "note", "Example of a poem"]);
    assert_eq!(machine.json(&["search", "example"])["total"], 2);
    assert_eq!(machine.json(&["search", "poem", "exam"])["total"], 1);
    assert_eq!(machine.json(&["search", "poem", "anna"])["total"], 0);
}

#[test]
fn edit_changes_what_is_named_and_keeps_the_rest() {
    let machine = Machine::with_login();
    let edit =
        ["edit", "example", "--field", "password=-", "--field", "title=Sample", "--field", "colour=red"];
    machine.done(&edit, &[PASSWORD, "a better one"]);
    let get = |field: &str| machine.say(&["get", "Sample", "--field", field]);
    assert_eq!(
        (get("password"), get("username"), get("colour")),
        ("a better one".into(), "anna".into(), "red".into())
    );
    machine.say(&["edit", "Sample", "--remove", "colour"]);
    assert_eq!(machine.fails(&["get", "Sample", "--field", "colour"], &[PASSWORD]).0, 5);
    assert_eq!(get("password"), "a better one");
}

#[test]
fn several_addresses_are_told_apart_by_number() {
    let machine = Machine::with_vault();
    machine.say(&[
        "add",
        "login",
        "Two",
        "--field",
        "url=https://a.example",
        "--field",
        "url=https://b.example",
    ]);
    assert_eq!(machine.say(&["get", "Two", "--field", "url#2"]), "https://b.example");
    assert_eq!(machine.fails(&["edit", "Two", "--field", "url=https://c.example"], &[PASSWORD]).0, 6);
    machine.say(&["edit", "Two", "--field", "url#1=https://c.example", "--field", "url#3=https://d.example"]);
    let urls = ["url#1", "url#2", "url#3"].map(|field| machine.say(&["get", "Two", "--field", field]));
    assert_eq!(urls, ["https://c.example", "https://b.example", "https://d.example"]);
}

#[test]
fn edit_without_a_change_is_refused() {
    let machine = Machine::with_login();
    assert_eq!(machine.fails(&["edit", "Example"], &[PASSWORD]).0, 2);
    assert_eq!(machine.fails(&["edit", "Example", "--remove", "pin"], &[PASSWORD]).0, 5);
    assert_eq!(machine.fails(&["edit", "Harbour", "--field", "a=b"], &[PASSWORD]).0, 5);
}

#[test]
fn history_lists_versions_and_their_changes_without_values() {
    let machine = Machine::with_login();
    machine.say(&["edit", "Example", "--field", "password=second"]);
    let history = machine.json(&["history", "Example"]);
    assert_eq!(
        names(&history),
        [
            "versions",
            "versions[].changed",
            "versions[].present",
            "versions[].saved",
            "versions[].title",
            "versions[].version"
        ]
    );
    let versions = history["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0]["changed"], serde_json::json!(["password"]));
    let text = machine.say(&["history", "Example"]);
    assert!(!text.contains("hunter2") && !text.contains("second"), "{text}");
}

#[test]
fn deleted_item_is_in_no_list() {
    let machine = Machine::with_login();
    let touched = machine.json(&["delete", "Example"]);
    assert_eq!(names(&touched), ["items"]);
    assert_eq!(machine.json(&["list"])["total"], 0);
    assert_eq!(machine.fails(&["delete", "Example"], &[PASSWORD]).0, 5);
}

#[test]
fn one_time_code_has_six_digits() {
    let machine = Machine::with_login();
    assert_eq!(machine.fails(&["get", "Example", "--code"], &[PASSWORD]).0, 5);
    machine.done(&["edit", "Example", "--field", "totp=-"], &[PASSWORD, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"]);
    let code = machine.say(&["get", "Example", "--code"]);
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    let json = machine.json(&["get", "Example", "--code"]);
    assert_eq!(names(&json), ["code", "counter", "period_seconds", "remaining_seconds"]);
}
