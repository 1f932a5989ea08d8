//! References of KeePass from one entry to the fields of another.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use strongroom_exchange::{ParsedImport, Warning};
use support::{titled, urls, value, whole};

/// An entry whose identifier is that byte sixteen times, with a title, a name, a password and an address.
fn entry(byte: u8, texts: [&str; 4]) -> String {
    let uuid = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, [byte; 16]);
    let strings: String = ["Title", "UserName", "Password", "URL"]
        .iter()
        .zip(texts)
        .map(|(key, value)| format!("<String><Key>{key}</Key><Value>{value}</Value></String>"))
        .collect();
    format!("<Entry><UUID>{uuid}</UUID>{strings}</Entry>")
}

fn reference(wanted: char, byte: u8) -> String {
    format!("{{REF:{wanted}@I:{}}}", format!("{byte:02X}").repeat(16))
}

fn read(entries: &[String]) -> ParsedImport {
    let entries = entries.concat();
    whole(
        format!("<KeePassFile><Root><Group><Name>Root</Name>{entries}</Group></Root></KeePassFile>")
            .as_bytes(),
    )
}

fn told(import: &ParsedImport) -> (u64, u64) {
    import.warnings.iter().fold((0, 0), |(replaced, kept), warning| match warning {
        Warning::ReferencesReplaced { count } => (*count, kept),
        Warning::ReferencesKept { count } => (replaced, *count),
        _ => (replaced, kept),
    })
}

#[test]
fn references_become_what_they_name_wherever_it_stands() {
    let (title, user, password, url) =
        (reference('T', 2), reference('U', 2), reference('P', 2), reference('A', 2));
    let import = read(&[
        entry(1, ["Clone", &format!("{user}+{title}"), &password.to_lowercase(), &url]),
        entry(2, ["Main", "ann", "made-up", "https://a.example"]),
        entry(3, ["Clone of a clone", &reference('U', 1), &reference('P', 1), ""]),
    ]);
    let clone = &titled(&import, "Clone").item;
    assert_eq!((value(clone, "username"), value(clone, "password")), ("ann+Main", "made-up"));
    assert_eq!(urls(clone), ["https://a.example"]);
    let second = &titled(&import, "Clone of a clone").item;
    assert_eq!((value(second, "username"), value(second, "password")), ("ann+Main", "made-up"));
    assert_eq!(told(&import), (6, 0));
}

#[test]
fn what_cannot_be_followed_stands_as_it_stood() {
    let circle = (reference('P', 1), reference('P', 2));
    for password in [
        reference('P', 9),
        reference('X', 2),
        "{REF:P@T:Main}".to_owned(),
        "{REF:P@I:12}".to_owned(),
        "{REF:}".to_owned(),
        circle.0,
        circle.1.clone(),
    ] {
        let import =
            read(&[entry(1, ["A", "u", &password, ""]), entry(2, ["Main", "u", &reference('P', 1), ""])]);
        assert_eq!(value(&titled(&import, "A").item, "password"), password);
        assert_eq!((told(&import).0, told(&import).1), (0, 2), "{password}");
    }
    let import = read(&[entry(1, ["A", "u", "{REF:P@I:", "{REF é"])]);
    assert_eq!((value(&import.items[0].item, "password"), told(&import)), ("{REF:P@I:", (0, 0)));
}

#[test]
fn references_that_multiply_are_followed_only_so_far() {
    let entries: Vec<String> = (1..=9_u8)
        .map(|byte| entry(byte, ["T", "u", &reference('P', byte + 1).repeat(40), ""]))
        .chain([entry(10, ["End", "u", &"x".repeat(1000), ""])])
        .collect();
    let import = read(&entries);
    let size: usize = import.items.iter().map(|item| value(&item.item, "password").len()).sum();
    assert!(size < (20 << 20) && told(&import).1 > 0, "{size}");
}
