//! What the host packs of the desktop's keyring.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use strongroom_credential::Kind;
use strongroom_exchange::{
    Format, ParsedAttachment, ParsedImport, Request, ServiceCollection, ServiceEntry, pack_service, parse,
};
use strongroom_secret::SecretBytes;
use support::{folder, titled, urls, value};

fn entry(label: &str, secret: Option<&[u8]>, attributes: &[(&str, &str)]) -> ServiceEntry {
    let attributes =
        attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let secret =
        secret.map(|bytes| ParsedAttachment { name: String::new(), bytes: SecretBytes::new(bytes.to_vec()) });
    ServiceEntry { label: label.into(), attributes, secret, created: 1_000, modified: 0 }
}

fn read(collections: &[ServiceCollection]) -> ParsedImport {
    let packed = pack_service(collections).unwrap();
    let request = Request { format: Some(Format::SecretService), ..Request::new(packed.expose()) };
    let import = parse(&request).unwrap();
    assert!(import.report.is_balanced(), "{:?}", import.report);
    import
}

#[test]
fn given_a_keyring_then_everything_that_it_gave_comes_and_the_rest_is_named() {
    let entries = vec![
        entry(
            "Mail",
            Some("pä55".as_bytes()),
            &[("user", "anna"), ("server", "mail.example"), ("protocol", "imap")],
        ),
        entry("Words", Some(b"a note"), &[("xdg:schema", "org.gnome.keyring.Note")]),
        entry("Blob", Some(b"\xff\0"), &[]),
        entry("Kept back", None, &[]),
        entry("", None, &[]),
    ];
    let import = read(&[
        ServiceCollection { label: "Login".into(), locked: false, entries },
        ServiceCollection { label: "Work".into(), locked: true, entries: Vec::new() },
        ServiceCollection { label: String::new(), locked: false, entries: Vec::new() },
    ]);
    let mail = titled(&import, "Mail");
    assert_eq!(
        (folder(&import, mail).as_str(), mail.created_ms, mail.modified_ms),
        ("Login", Some(1_000_000), None)
    );
    assert_eq!((value(&mail.item, "username"), value(&mail.item, "password")), ("anna", "pä55"));
    assert_eq!((urls(&mail.item), value(&mail.item, "protocol")), (vec!["mail.example"], "imap"));
    let note = &titled(&import, "Words").item;
    assert_eq!((note.kind.clone(), note.notes.expose().as_str()), (Kind::NOTE, "a note"));
    assert_eq!(titled(&import, "Blob").attachments[0].bytes.expose(), b"\xff\0");
    let dropped: Vec<_> = import.report.dropped.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(dropped, ["Login", "secret", "Work"]);
    assert_eq!((import.items.len(), import.folders.len()), (4, 1));
}

#[test]
fn given_anything_else_then_it_is_refused() {
    for text in ["", "{}", "[{}]", "[{\"label\":1}]"] {
        let request = Request { format: Some(Format::SecretService), ..Request::new(text.as_bytes()) };
        assert!(parse(&request).is_err(), "{text}");
    }
}
