//! Tables: the order of fields, the folders that have no row, and cells that a spreadsheet would take for formulas.

use super::*;
use LossReason::{FolderEmpty, FolderMerged, FolderName, FolderPath};

#[test]
fn fields_of_a_table_come_back_in_their_order_and_one_that_fits_needs_no_word() {
    let text = |name: &str| Field::new(name, FieldType::Text, name);
    let hidden = |name: &str| Field::new(name, FieldType::Hidden, name);
    let url = |value: &str| Field::new("url", FieldType::Url, value);
    let totp = || Field::new("totp", FieldType::Totp, "JBSWY3DPEHPK3PXP");
    for (kind, fields, says) in [
        (Kind::SERVER, vec![text("host"), text("username"), hidden("password")], true),
        (Kind::WIFI, vec![text("ssid"), hidden("password")], true),
        (Kind::DATABASE, vec![hidden("connection"), text("username"), hidden("password")], true),
        (Kind::LOGIN, vec![url("https://a.example"), url("https://b.example"), totp()], true),
        (Kind::LOGIN, vec![Field::custom("x", FieldType::Text, "1"), hidden("password")], true),
        (Kind::LOGIN, vec![text("username"), hidden("password"), url("https://a.example"), totp()], false),
        (Kind::LOGIN, vec![text("username"), Field::custom("x", FieldType::Text, "1")], false),
    ] {
        let mut item = Item::new(kind, "One");
        item.fields = fields;
        let items = [ParsedItem::new(item)];
        for target in [Target::Csv, Target::CsvSafe] {
            let content = Content { folders: &[], items: &items };
            let table = written(target, content);
            assert_eq!(String::from_utf8_lossy(&table).contains("order"), says);
            let import = parse(&Request::new(&table)).unwrap();
            assert_eq!(import.items[0].item.fields, items[0].item.fields);
            assert!(losses(target, content).is_empty() && import.report.is_balanced());
        }
    }
}

#[test]
fn order_of_a_table_that_was_changed_since_says_nothing() {
    let item = Item::new(Kind::WIFI, "Net").with(Field::new("ssid", FieldType::Text, "s")).with(Field::new(
        "password",
        FieldType::Hidden,
        "pw",
    ));
    let items = [ParsedItem::new(item)];
    let table = String::from_utf8(written(Target::Csv, Content { folders: &[], items: &items })).unwrap();
    assert!(table.contains("[1,0]"));
    for changed in ["[0]", "[1,1]", "[7,0]", "[1,0,2]"] {
        let import = parse(&Request::new(table.replace("[1,0]", changed).as_bytes())).unwrap();
        let names: Vec<_> = import.items[0].item.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["password", "ssid"], "{changed}");
        assert!(import.report.is_balanced());
    }
}

#[test]
fn what_becomes_of_folders_is_listed_for_each() {
    let folder = |path: &[&str]| ParsedFolder { path: path.iter().map(|name| (*name).to_owned()).collect() };
    let folders =
        [folder(&["A"]), folder(&["A", "B"]), folder(&["A/B"]), folder(&["C"]), folder(&["C", "D"])];
    let mut item = ParsedItem::new(Item::new(Kind::NOTE, "In D"));
    item.folder = Some(4);
    let content = Content { folders: &folders, items: &[item] };
    for (target, expected) in [
        (Target::BitwardenJson, vec![("A/B", FolderName), ("A/B", FolderMerged)]),
        (Target::OnePux, vec![("folder", FolderPath), ("A/B", FolderPath), ("A/B", FolderMerged)]),
        (Target::Csv, vec![("A", FolderEmpty), ("A/B", FolderEmpty), ("A/B", FolderEmpty)]),
        (Target::Cxf, vec![]),
        (Target::StrongroomJson, vec![]),
    ] {
        let losses = losses(target, content);
        let listed: Vec<_> = losses.iter().map(|loss| (loss.field.as_str(), loss.reason)).collect();
        assert_eq!(listed, expected, "{target:?}");
    }
}

#[test]
fn cell_that_another_separator_would_split_is_no_formula_in_any_part() {
    let value = "x;=HYPERLINK(\"http://x.example\")";
    let item = Item::new(Kind::LOGIN, "One")
        .with(Field::new("password", FieldType::Hidden, value))
        .with(Field::custom("own", FieldType::Text, value));
    let items = [ParsedItem::new(item)];
    let content = Content { folders: &[], items: &items };
    let table = String::from_utf8(written(Target::CsvSafe, content)).unwrap();
    assert!(!table.contains(";=") && table.contains("x;'=HYPERLINK"), "{table}");
    let import = parse(&Request::new(table.as_bytes())).unwrap();
    // What stands in the last column comes back as it was: JSON has another way to write it.
    assert_eq!(import.items[0].item.field("own").unwrap().value.expose(), value);
    let listed = losses(Target::CsvSafe, content);
    assert!(
        matches!(&listed[..], [loss] if loss.field == "password" && loss.reason == LossReason::Neutralised)
    );
}
