//! Databases that are cut, flipped, contradictory or built to hurt: a clear error every time, soon, and never a panic.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/kdbx.rs"]
mod kdbx;
mod support;

use kdbx::{Kdbx, PASSWORD, inner_header, parameters};
use std::io::Read;
use strongroom_exchange::{ImportError, MAX_ATTACHMENT_BYTES, ParsedImport, Request, parse, recognise};
use support::{corpus, folder, refusal, value};

fn open(bytes: &[u8]) -> Result<ParsedImport, ImportError> {
    parse(&Request { password: Some(PASSWORD.into()), ..Request::new(bytes) })
}

fn open_xml(groups: &str) -> Result<ParsedImport, ImportError> {
    open(&Kdbx::of_xml(&document(groups), &[b"one", b"two"]).write())
}

fn document(groups: &str) -> String {
    format!("<KeePassFile><Meta/><Root><Group><Name>Root</Name>{groups}</Group></Root></KeePassFile>")
}

fn string(name: &str, value: &str) -> String {
    format!("<String><Key>{name}</Key><Value>{value}</Value></String>")
}

fn damaged(at: &str) -> Result<ParsedImport, ImportError> {
    Err(ImportError::Damaged { at: at.to_owned().into() })
}

#[test]
fn given_a_file_of_our_writer_then_it_opens_and_keeps_strings_urls_tags_and_attachments() {
    let entry = format!(
        "<Entry>{}{}{}{}<Binary><Key>f</Key><Value Ref=\"1\"/></Binary><Tags>own</Tags></Entry>",
        string("Title", "a &lt;b&gt; &#xe9;"),
        string("KP2A_URL_1", "https://b.example"),
        string("URL", "https://a.example"),
        string("Empty", ""),
    );
    let import =
        open_xml(&format!("<Group>{entry}<Name>Sub</Name><Tags>inherited</Tags><Notes>n</Notes></Group>"))
            .unwrap();
    let item = &import.items[0];
    assert_eq!((item.item.title.as_str(), folder(&import, item).as_str()), ("a <b> é", "Sub"));
    assert_eq!(support::urls(&item.item), ["https://a.example", "https://b.example"]);
    assert_eq!(
        (item.item.tags.join(","), item.item.field("Empty").is_some()),
        ("own,inherited".to_owned(), true)
    );
    assert_eq!(
        (item.attachments[0].name.as_str(), item.attachments[0].bytes.expose().as_slice()),
        ("f", b"two".as_slice())
    );
    assert_eq!(
        (import.items[1].item.title.as_str(), import.items[1].item.notes.expose().as_str()),
        ("Sub", "n")
    );
    assert!(import.report.is_balanced() && import.report.dropped.is_empty());
}

#[test]
fn given_a_gibibyte_of_zeros_in_the_payload_then_it_is_too_large() {
    // No inner cipher, a key of one byte, the end of the inner header.
    let header: &[u8] = &[1, 4, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 7, 0, 0, 0, 0, 0];
    let file = Kdbx::of_compressed(header.chain(std::io::repeat(0).take(1 << 30))).write();
    assert!(file.len() < 8 << 20);
    assert!(
        matches!(open(&file), Err(ImportError::TooLarge { what, .. }) if what == "bytes between two tags of XML")
    );
}

#[test]
fn given_a_bomb_among_the_attachments_of_the_xml_then_it_is_too_large() {
    use base64::Engine;
    let bomb = Kdbx::of_compressed(std::io::repeat(0).take(64 << 20)).payload;
    let bomb = base64::engine::general_purpose::STANDARD.encode(bomb);
    let xml = format!(
        "<KeePassFile><Meta><Binaries><Binary ID=\"0\" Compressed=\"True\">{bomb}</Binary></Binaries></Meta></KeePassFile>"
    );
    let error = open(&Kdbx::of_xml(&xml, &[]).write());
    assert!(matches!(error, Err(ImportError::TooLarge { what, .. }) if what == "bytes after decompression"));
}

#[test]
fn given_key_derivation_beyond_any_real_cost_then_it_is_refused_unpaid() {
    for rounds in [100_000_001, u64::MAX] {
        let mut file = Kdbx::of_xml(&document(""), &[]);
        file.set(11, parameters(rounds));
        assert!(matches!(open(&file.write()), Err(ImportError::KdfTooExpensive { .. })));
    }
}

#[test]
fn given_entities_or_a_document_type_then_the_xml_is_refused() {
    let bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><KeePassFile>&b;</KeePassFile>";
    assert_eq!(open(&Kdbx::of_xml(bomb, &[]).write()), damaged("XML with a document type"));
    assert_eq!(refusal(bomb.as_bytes()), ImportError::Damaged { at: "XML with a document type".into() });
    for text in ["&b;", "&#x110000;", "&#0;", "&", "&lt"] {
        assert!(
            matches!(
                open_xml(&format!("<Entry>{}</Entry>", string("Title", text))),
                Err(ImportError::Damaged { .. })
            ),
            "{text}"
        );
    }
}

#[test]
fn given_deep_xml_then_the_limit_is_named() {
    let limit = ImportError::TooLarge { what: "levels of XML".into(), limit: 80 };
    assert_eq!(open_xml(&"<Group>".repeat(1_000_000)), Err(limit.clone()));
    assert_eq!(open_xml(&format!("<Entry>{}", "<a>".repeat(1_000_000))), Err(limit));
    let deepest = format!("{}{}", "<Group><Name>g</Name>".repeat(60), "</Group>".repeat(60));
    assert_eq!(open_xml(&deepest).map(|import| import.folders.len()), Ok(60));
}

#[test]
fn given_an_entry_of_too_many_elements_then_the_limit_is_named() {
    let error = open_xml(&format!("<Entry>{}</Entry>", "<a/>".repeat(1_000_001)));
    assert_eq!(
        error,
        Err(ImportError::TooLarge { what: "XML elements of one entry".into(), limit: 1_000_000 })
    );
}

#[test]
fn given_long_names_on_deep_groups_then_they_do_not_multiply() {
    let name = "n".repeat(1 << 20);
    let groups = format!(
        "<Group><Name>{name}</Name>{}</Group>",
        "<Group><Name>x</Name></Group><Group><Name>y</Name></Group>".repeat(16)
    );
    assert_eq!(open_xml(&groups).map(|import| import.folders.len()), Ok(3));
    let many: String = (0..32).map(|n| format!("<Group><Name>{n}</Name></Group>")).collect();
    let error = open_xml(&format!("<Group><Name>{name}</Name>{many}</Group>"));
    assert!(matches!(error, Err(ImportError::TooLarge { what, .. }) if what == "bytes of folder names"));
}

#[test]
fn given_many_entries_with_one_attachment_then_copies_stop_at_the_limit_and_are_reported() {
    let large = vec![b'x'; 8 << 20];
    let entry = "<Entry><Binary><Key>f</Key><Value Ref=\"0\"/></Binary></Entry>";
    let import = open(&Kdbx::of_xml(&document(&entry.repeat(20)), &[&large]).write()).unwrap();
    let carried: usize =
        import.items.iter().flat_map(|item| &item.attachments).map(|one| one.bytes.expose().len()).sum();
    assert_eq!(carried as u64, MAX_ATTACHMENT_BYTES);
    assert_eq!(import.report.dropped.len(), 4);
    assert!(import.report.is_balanced());
}

#[test]
fn given_an_attachment_that_is_not_there_then_it_is_reported() {
    let import = open_xml("<Entry><Binary><Key>gone</Key><Value Ref=\"9\"/></Binary></Entry>").unwrap();
    assert_eq!(import.report.dropped.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["gone"]);
    assert!(import.report.is_balanced());
}

#[test]
fn given_history_then_a_version_carries_only_attachments_that_the_entry_has_no_longer() {
    let binary =
        |name: &str, number: u8| format!("<Binary><Key>{name}</Key><Value Ref=\"{number}\"/></Binary>");
    let import = open_xml(&format!(
        "<Entry><History><Entry>{}{}</Entry></History>{}</Entry>",
        binary("a", 0),
        binary("b", 1),
        binary("a", 0)
    ));
    let import = import.unwrap();
    let names = |list: &[strongroom_exchange::ParsedAttachment]| {
        list.iter().map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&import.items[0].attachments), ["a"]);
    assert_eq!(names(&import.items[0].history[0].attachments), ["b"]);
    assert!(import.report.is_balanced());
}

#[test]
fn given_a_recycle_bin_then_its_entries_are_deleted_and_come_from_where_they_lay() {
    let (bin, old) = ("AQAAAAAAAAAAAAAAAAAAAA==", "AgAAAAAAAAAAAAAAAAAAAA==");
    let xml = format!(
        "<KeePassFile><Meta><RecycleBinEnabled>True</RecycleBinEnabled><RecycleBinUUID>{bin}</RecycleBinUUID></Meta>\
         <Root><Group><Name>R</Name><Group><UUID>{bin}</UUID><Name>Bin</Name>\
         <Entry>{}<PreviousParentGroup>{old}</PreviousParentGroup></Entry>\
         <Group><Name>Gone</Name><Entry>{}</Entry></Group><Group><Name>Empty</Name></Group></Group>\
         <Group><UUID>{old}</UUID><Name>Old</Name><Entry>{}<PreviousParentGroup>{bin}</PreviousParentGroup></Entry></Group>\
         </Group></Root></KeePassFile>",
        string("Title", "a"),
        string("Title", "b"),
        string("Title", "c")
    );
    let import = open(&Kdbx::of_xml(&xml, &[]).write()).unwrap();
    let seen: Vec<_> = import
        .items
        .iter()
        .map(|item| (item.item.title.as_str(), folder(&import, item), item.deleted))
        .collect();
    assert_eq!(
        seen,
        [("a", "Old".to_owned(), true), ("b", "Gone".to_owned(), true), ("c", "Old".to_owned(), false)]
    );
    assert_eq!(value(&import.items[2].item, "previous group"), "Bin");
    assert_eq!(import.folders.len(), 2);
    assert!(import.report.is_balanced());
}

#[test]
fn given_header_fields_in_another_order_then_the_file_opens_and_twice_or_missing_is_refused() {
    let whole = Kdbx::of_xml(&document(""), &[]);
    let mut turned =
        Kdbx { header: whole.header.iter().rev().cloned().collect(), ..Kdbx::of_xml(&document(""), &[]) };
    assert!(open(&turned.write()).is_ok());
    turned.header.push((1, b"comment".to_vec()));
    turned.header.push((1, b"another".to_vec()));
    assert!(open(&turned.write()).is_ok());
    for field in &whole.header {
        let mut twice = Kdbx::of_xml(&document(""), &[]);
        twice.header.push(field.clone());
        assert_eq!(open(&twice.write()), damaged("header: a field twice"));
        let mut less = Kdbx::of_xml(&document(""), &[]);
        less.header.retain(|(id, _)| *id != field.0);
        assert!(matches!(open(&less.write()), Err(ImportError::Damaged { .. })));
    }
}

#[test]
fn given_a_header_that_asks_for_the_unknown_then_it_is_named() {
    for (id, wrong, error) in
        [(2, vec![0; 16], "an unknown cipher"), (3, vec![2, 0, 0, 0], "an unknown compression")]
    {
        let mut file = Kdbx::of_xml(&document(""), &[]);
        file.set(id, wrong);
        assert_eq!(open(&file.write()), Err(ImportError::Unsupported { what: error.to_owned().into() }));
    }
    for (id, wrong) in
        [(3, vec![0; 3]), (4, vec![4; 31]), (7, vec![7; 16]), (11, vec![]), (11, vec![0, 2, 0])]
    {
        let mut file = Kdbx::of_xml(&document(""), &[]);
        file.set(id, wrong);
        assert!(matches!(open(&file.write()), Err(ImportError::Damaged { .. })), "field {id}");
    }
    let mut odd = Kdbx::of_xml(&document(""), &[]);
    odd.header.push((99, vec![]));
    assert_eq!(open(&odd.write()), damaged("header: unknown field"));
}

#[test]
fn given_versions_before_and_after_then_only_known_ones_open() {
    for (version, opens) in [
        (0x0004_0000, true),
        (0x0004_0001, true),
        (0x0004_0009, true),
        (0x0002_0000, false),
        (0x0005_0000, false),
    ] {
        let file = Kdbx { version, ..Kdbx::of_xml(&document(""), &[]) }.write();
        assert_eq!(recognise(&file), Some(strongroom_exchange::Format::Kdbx));
        match open(&file) {
            Ok(import) => {
                assert!(opens && import.warnings.is_empty() == (version < 0x0004_0002), "{version:x}")
            }
            Err(error) => {
                assert!(!opens && matches!(error, ImportError::UnsupportedVersion { .. }), "{version:x}")
            }
        }
    }
}

#[test]
fn given_a_broken_inner_header_then_it_is_damaged() {
    let header = inner_header(&[b"x"]);
    for end in 0..header.len() {
        assert_eq!(
            open(&Kdbx::of_payload(header[..end].to_vec()).write()),
            damaged("inner header"),
            "cut at {end}"
        );
    }
    for payload in [vec![9, 0, 0, 0, 0], vec![3, 0, 0, 0, 0], [header.clone(), header].concat()] {
        assert!(matches!(open(&Kdbx::of_payload(payload).write()), Err(ImportError::Damaged { .. })));
    }
}

#[test]
fn given_xml_of_any_wrong_shape_then_it_is_damaged_or_empty_and_never_a_panic() {
    for xml in [
        "",
        "<",
        "<a/>",
        "text",
        "<KeePassFile>",
        "</KeePassFile>",
        "<KeePassFile></a>",
        "<KeePassFile><Root><Group>",
        "\u{0}",
    ] {
        assert!(matches!(open(&Kdbx::of_xml(xml, &[]).write()), Err(ImportError::Damaged { .. })), "{xml}");
    }
    for entry in [
        "<Binary/>",
        "<String/>",
        "<History/>",
        "<History><Entry/></History>",
        "<Times><CreationTime>x</CreationTime></Times>",
        "<CustomData><Item/></CustomData>",
        "<AutoType><Association/></AutoType>",
        "<Tags>;,</Tags>",
        "<IconID>x</IconID>",
        "<PreviousParentGroup>x</PreviousParentGroup>",
        "<Binary><Key>k</Key><Value Compressed=\"True\"/></Binary>",
        "<Binary><Key>k</Key><Value>AAA=</Value></Binary>",
        "<String><Key>k</Key><Value Protected=\"True\">AAA=</Value></String>",
    ] {
        if let Ok(import) = open_xml(&format!("<Entry>{entry}</Entry>")) {
            assert!(import.report.is_balanced(), "{entry}");
        }
    }
    let late = "<KeePassFile><Root><Group/></Root><Meta/></KeePassFile>";
    assert_eq!(open(&Kdbx::of_xml(late, &[]).write()), damaged("XML with the settings after the entries"));
}

/// What was read of a damaged copy: nothing, or all of it, and then the place that is damaged is named.
fn nothing_or_named(result: Result<ParsedImport, ImportError>, whole: &ParsedImport, how: &str) -> bool {
    let Ok(import) = result else { return false };
    assert!(!import.report.damaged.is_empty(), "{how}");
    let titles = |import: &ParsedImport| -> Vec<String> {
        import.items.iter().map(|item| item.item.title.clone()).collect()
    };
    assert_eq!(titles(&import), titles(whole), "{how}");
    true
}

#[test]
fn given_a_real_database_cut_at_every_byte_then_it_opens_only_where_its_blocks_are_whole_and_says_so() {
    let Some(bytes) = corpus("kdbx/keepass-rs/test_db_few_rounds.kdbx") else { return };
    let open = |bytes: &[u8]| parse(&Request { password: Some("demopass".into()), ..Request::new(bytes) });
    let whole = open(&bytes).unwrap();
    // The last block, which is empty, has a code and a length.
    let last = bytes.len() - 36;
    for end in 0..bytes.len() {
        assert_eq!(nothing_or_named(open(&bytes[..end]), &whole, &format!("cut at {end}")), end >= last);
    }
}

#[test]
fn given_a_real_database_with_any_byte_changed_then_it_opens_only_where_its_blocks_are_whole_and_says_so() {
    let Some(bytes) = corpus("kdbx/keepass-rs/test_db_few_rounds.kdbx") else { return };
    let open = |bytes: &[u8]| parse(&Request { password: Some("demopass".into()), ..Request::new(bytes) });
    let whole = open(&bytes).unwrap();
    let last = bytes.len() - 36;
    for at in 0..bytes.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut flipped = bytes.clone();
            flipped[at] ^= change;
            let how = format!("byte {at} changed by {change:#x}");
            assert_eq!(nothing_or_named(open(&flipped), &whole, &how), at >= last, "{how}");
        }
    }
}

#[test]
fn given_an_old_database_with_any_byte_changed_or_cut_then_it_opens_only_where_its_blocks_are_whole() {
    let Some(bytes) = corpus("kdbx/keepass-rs/test_db_with_keyfile.kdbx") else { return };
    let Some(key) = corpus("kdbx/keepass-rs/test_key.key") else { return };
    let open = |bytes: &[u8]| parse(&Request { key_file: Some(&key), ..Request::new(bytes) });
    let whole = open(&bytes).unwrap();
    // What fills up the last block of the cipher, and the empty block before it, of 40 bytes.
    let last = bytes.len() - 40 - 16;
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x10;
        for (how, bytes) in [("cut", &bytes[..at]), ("changed", &flipped)] {
            let how = format!("{how} at {at}");
            assert!(!nothing_or_named(open(bytes), &whole, &how) || at >= last, "{how}");
        }
    }
}

#[test]
fn given_layouts_that_lie_then_every_string_is_kept_and_the_account_balances() {
    let entry = |layout: &str| {
        let data =
            format!("<CustomData><Item><Key>Strongroom</Key><Value>{layout}</Value></Item></CustomData>");
        let history = "<History><Entry><String><Key>a</Key><Value>0</Value></String></Entry></History>";
        format!("<Entry>{}{}{data}{history}</Entry>", string("a", "1"), string("b", "2"))
    };
    let slot =
        |at: &str, name: &str| format!(r#"{{"at":"{at}","name":"{name}","type":"hidden","custom":true}}"#);
    let long = "n".repeat(10_000);
    for (fields, named) in [
        (slot("a", "x"), Some("x")),
        ([slot("a", "x"), slot("a", "y")].join(","), Some("y")),
        (slot("gone", "x"), None),
        ([slot("b", "y"), slot("a", "x")].join(","), Some("y")),
        (slot("a", &long), Some(long.as_str())),
    ] {
        let import = open_xml(&entry(&format!(r#"{{"kind":"card","fields":[{fields}]}}"#))).unwrap();
        assert!(import.report.is_balanced());
        let item = &import.items[0];
        assert_eq!((item.item.kind.name(), item.item.fields.len()), ("card", 2));
        assert!(named.is_none_or(|name| item.item.field(name).is_some()));
        // What is long is not repeated in versions that say nothing of it.
        let former = &item.history[0].item;
        assert_eq!(former.fields[0].name == "a", !fields.contains(r#""at":"a""#) || fields.len() > 5_000);
    }
    for broken in ["", "{}", "[1]", r#"{"kind":1}"#, r#"{"kind":"card","fields":[{"at":"a"}]}"#] {
        let import = open_xml(&entry(broken)).unwrap();
        assert!(import.report.is_balanced(), "{broken}");
        assert_eq!(value(&import.items[0].item, "Strongroom"), broken);
    }
}
