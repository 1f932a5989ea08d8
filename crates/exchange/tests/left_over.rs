//! What a reader could pass over in silence: files that nothing names, lines that nobody reads, settings of groups.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
mod support;

use archive::{Member, archive, stored};
use serde_json::json;
use strongroom_credential::{FieldType, Kind};
use strongroom_exchange::{Format, ParsedImport, Request, parse};
use support::{titled, value, whole};

const MARK: &str = "***5642bee8-a5ff-11dc-8314-0800200c9a66***";
const TABLE: &[u8] = b"name,url,username,password\nShop,https://a.example,u,p\n";

fn pif() -> String {
    let item = json!({"uuid": "U", "title": "Bank", "typeName": "webforms.WebForm", "secureContents": {"notesPlain": "n"}});
    format!("{item}\n{MARK}\n")
}

fn read(members: &[Member]) -> ParsedImport {
    let import = parse(&Request::new(&archive(members))).unwrap();
    assert!(import.report.is_balanced(), "{:?}", import.report);
    import
}

fn dropped(import: &ParsedImport) -> Vec<&str> {
    import.report.dropped.iter().map(|one| one.field.as_str()).collect()
}

#[test]
fn given_a_1pif_among_other_files_then_all_of_them_are_read() {
    let import = read(&[stored("old.1pif/data.1pif", pif().as_bytes()), stored("chrome.csv", TABLE)]);
    assert_eq!((import.format, import.items.len()), (Format::Bundle, 2));
    let import = read(&[stored("a.1pif", pif().as_bytes()), stored("b.1pif", pif().as_bytes())]);
    assert_eq!((import.format, dropped(&import)), (Format::OnePasswordPif, vec!["b.1pif"]));
}

#[test]
fn given_files_that_no_item_names_then_they_are_dropped_by_name() {
    let bitwarden =
        json!({"encrypted": false, "folders": [], "items": [{"id": "one", "type": 2, "name": "A"}]})
            .to_string();
    let pux = json!({"accounts": []}).to_string();
    let proton = json!({"encrypted": false, "version": "1", "vaults": {}}).to_string();
    let cxf = json!({"version": {"major": 1, "minor": 0}, "exporterRpId": "a.example", "exporterDisplayName": "a", "timestamp": 1, "accounts": []});
    for (format, data, others, stray) in [
        (
            Format::BitwardenZip,
            ("data.json", bitwarden),
            vec!["attachments/one/a.txt"],
            "attachments/two/b.txt",
        ),
        (Format::OnePasswordPux, ("export.data", pux), vec!["export.attributes"], "files/b.txt"),
        (Format::ProtonPassZip, ("Proton Pass/data.json", proton), vec![], "Proton Pass/files/b.txt"),
        (
            Format::OnePasswordPif,
            ("x.1pif/data.1pif", pif()),
            vec!["x.1pif/attachments/U/a.txt"],
            "x.1pif/attachments/V/b.txt",
        ),
        (Format::Cxf, ("cxf.json", cxf.to_string()), vec![], "documents/b.txt"),
    ] {
        let mut members = vec![stored(data.0, data.1.as_bytes()), stored(stray, b"?")];
        members.extend(others.iter().map(|name| stored(name, b"{}")));
        let import = read(&members);
        assert_eq!((import.format, dropped(&import)), (format, vec![stray]));
    }
}

#[test]
fn given_variables_that_are_repeated_and_comments_then_both_are_kept() {
    let import = whole(
        b"# of the staging server\nA_NAME=one\nB_NAME=x # until May\nA_NAME=two\nA_NAME='three' #last\n",
    );
    let item = &import.items[0].item;
    assert_eq!((value(item, "A_NAME"), value(item, "B_NAME")), ("three", "x"));
    let earlier: Vec<&str> = item
        .fields
        .iter()
        .filter(|field| field.name == "A_NAME (overridden)" && field.field_type == FieldType::Hidden)
        .map(|field| field.value.expose().as_str())
        .collect();
    assert_eq!(earlier, ["one", "two"]);
    assert_eq!(item.notes.expose(), "of the staging server\nuntil May\nlast");
    assert_eq!(import.report.source_fields, 5);
}

#[test]
fn given_a_text_that_is_said_to_be_variables_then_names_of_one_letter_are_read() {
    assert_eq!(whole(b"API_KEY=1\nA=2\n").format, Format::Dotenv);
    for (text, fields) in [("A=2", 2), ("a=1\nb=2\n", 2), ("EMPTY=\n", 2)] {
        let format = Some(Format::Dotenv);
        let import = parse(&Request { format, ..Request::new(text.as_bytes()) }).unwrap();
        assert!(import.report.is_balanced());
        assert_eq!((import.items.len(), import.items[0].item.fields.len()), (1, fields), "{text}");
    }
}

fn xml(groups: &str) -> ParsedImport {
    whole(
        format!(
            "<KeePassFile><Meta><RecycleBinEnabled>True</RecycleBinEnabled>\
             <RecycleBinUUID>AQAAAAAAAAAAAAAAAAAAAA==</RecycleBinUUID></Meta>\
             <Root><Group><Name>Root</Name>{groups}</Group></Root></KeePassFile>"
        )
        .as_bytes(),
    )
}

#[test]
fn given_a_group_with_tags_and_no_entry_then_a_note_has_them() {
    let import = xml(
        "<Group><Name>Alone</Name><Tags>red;blue</Tags><Group><Name>Below</Name></Group></Group>\
                      <Group><Name>Shared</Name><Tags>green</Tags><Group><Name>Deep</Name><Entry/></Group></Group>",
    );
    assert_eq!(import.items.len(), 2);
    let alone = &titled(&import, "Alone").item;
    assert_eq!(
        (&alone.kind, alone.tags.as_slice()),
        (&Kind::NOTE, ["red".to_owned(), "blue".to_owned()].as_slice())
    );
    assert_eq!(titled(&import, "").item.tags, ["green"]);
}

#[test]
fn given_what_keepass_sets_on_its_recycle_bin_then_it_is_no_note_and_elsewhere_it_is() {
    let off = "<EnableAutoType>False</EnableAutoType><EnableSearching>false</EnableSearching>";
    let import = xml(&format!(
        "<Group><UUID>AQAAAAAAAAAAAAAAAAAAAA==</UUID><Name>Bin</Name>{off}</Group><Group><Name>Off</Name>{off}</Group>"
    ));
    let titles: Vec<&str> = import.items.iter().map(|item| item.item.title.as_str()).collect();
    assert_eq!(titles, ["Off"]);
    assert_eq!(import.report.custom, 2);
}

#[test]
fn given_a_type_of_the_older_1password_table_that_is_a_login_here_then_its_name_is_kept() {
    let import =
        whole(b"Url,Username,Password,Notes,Title,Type\n,u,p,,A,Server\n,u,p,,B,Password\n,u,p,,C,Login\n");
    let types: Vec<&str> = import.items.iter().map(|item| value(&item.item, "Type")).collect();
    assert_eq!(types, ["Server", "Password", ""]);
    assert!(import.items.iter().all(|item| item.item.kind == Kind::LOGIN));
}
