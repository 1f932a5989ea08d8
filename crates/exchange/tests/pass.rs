//! Folders of `pass` and gopass, as the host packs them once the user's program has decrypted them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use proptest::prelude::*;
use strongroom_credential::{FieldType, Kind};
use strongroom_exchange::{
    Format, ImportError, ParsedImport, Request, Shut, StoreContent, StoreFile, Warning, pack_store, parse,
};
use strongroom_secret::SecretBytes;
use support::{folder, titled, urls, value};

fn opened(name: &str, bytes: impl AsRef<[u8]>) -> StoreFile {
    let content = StoreContent::Opened(SecretBytes::new(bytes.as_ref().to_vec()));
    StoreFile { name: name.to_owned(), content }
}

fn read(files: Vec<StoreFile>) -> ParsedImport {
    let packed = pack_store(files).unwrap();
    let request = Request { format: Some(Format::PassStore), ..Request::new(packed.expose()) };
    let import = parse(&request).unwrap();
    assert!(import.report.is_balanced(), "{:?}", import.report);
    import
}

fn one(text: impl AsRef<[u8]>) -> ParsedImport {
    let import = read(vec![opened("Web/Shops/example.gpg", text)]);
    assert!(import.report.dropped.is_empty());
    import
}

#[test]
fn given_an_entry_then_its_first_line_is_the_password_and_pairs_are_fields() {
    let import = one(
        "pä55: word\nuser: anna\nURL: https://a.example\nurl:https://b.example\nemail: a@b.example\n\
                      otpauth://totp/x?secret=JBSWY3DPEHPK3PXP\nSecurity question: pet\n\nsome words: and\nmore:\n  text\n",
    );
    let item = &import.items[0];
    assert_eq!((item.item.title.as_str(), folder(&import, item).as_str()), ("example", "Web/Shops"));
    assert_eq!(item.item.kind, Kind::LOGIN);
    assert_eq!(value(&item.item, "password"), "pä55: word");
    assert_eq!(value(&item.item, "username"), "anna");
    assert_eq!(urls(&item.item), ["https://a.example", "https://b.example"]);
    assert_eq!(item.item.field("totp").unwrap().field_type, FieldType::Totp);
    assert_eq!(value(&item.item, "Security question"), "pet");
    assert!(item.item.field("email").unwrap().custom);
    assert_eq!(value(&item.item, "some words"), "and");
    assert_eq!(item.item.notes.expose(), "more:\n  text");
    // Title, password, user, two addresses, e-mail, code, question, words, notes.
    assert_eq!((import.report.source_fields, import.report.mapped, import.report.custom), (10, 7, 3));
}

#[test]
fn given_yaml_below_three_hyphens_then_its_values_are_fields_and_what_is_nested_stays_text() {
    let import =
        one("pw\nbefore: here\nwords\n---\n# a comment\nuser: anna\nurl: https://a.example\nport: 0123\n\
         answers:\n  - pet: cat\n  - town\nempty:\nnote: |\n  two\n  lines\n");
    let item = &import.items[0].item;
    for (name, expected) in [
        ("password", "pw"),
        ("before", "here"),
        ("username", "anna"),
        ("port", "0123"),
        ("answers", "- pet: cat\n- town"),
        ("note", "two\nlines"),
    ] {
        assert_eq!(value(item, name), expected, "{name}");
    }
    assert_eq!(urls(item), ["https://a.example"]);
    assert_eq!(item.notes.expose(), "words\n# a comment\nempty:");
}

#[test]
fn given_words_below_three_hyphens_then_they_stay_as_they_stand() {
    for body in ["- a\n- b", "some words\nof no yaml", "user: anna\nuser: bert", "a: &x 1\nb: *x", "a: [\n"] {
        let import = one(format!("pw\n---\n{body}\n"));
        let item = &import.items[0].item;
        assert_eq!(item.fields.len(), 1, "{body}");
        assert_eq!(item.notes.expose().trim_end(), body.trim_end(), "{body}");
    }
}

#[test]
fn given_gopass_s_older_form_then_its_head_is_read() {
    let import = one("GOPASS-SECRET-1.0\nPassword: pw\nUsername: anna\n\nwords: of the body\n");
    let item = &import.items[0].item;
    assert_eq!((value(item, "password"), value(item, "username")), ("pw", "anna"));
    assert_eq!(item.notes.expose(), "words: of the body");
}

#[test]
fn given_a_file_that_gopass_keeps_then_it_is_an_attachment() {
    let import = one(
        "\nContent-Disposition: attachment; filename=\"key.bin\"\nContent-Transfer-Encoding: Base64\n\nAAH/\n/w==\n",
    );
    let file = &import.items[0].attachments[0];
    assert_eq!(
        (file.name.as_str(), file.bytes.expose().as_slice()),
        ("key.bin", b"\0\x01\xff\xff".as_slice())
    );
}

#[test]
fn given_bytes_that_are_no_text_then_they_are_an_attachment_of_a_note() {
    for bytes in [b"\xff\xfe\0".as_slice(), b"a\0b"] {
        let import = one(bytes);
        assert_eq!(import.items[0].item.kind, Kind::NOTE);
        assert_eq!(import.items[0].attachments[0].bytes.expose(), bytes);
    }
}

#[test]
fn given_a_code_alone_then_it_is_a_code_and_no_password() {
    let import = one("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP");
    let item = &import.items[0].item;
    assert!(item.field("password").is_none() && item.field("totp").is_some());
}

#[test]
fn given_a_private_key_alone_then_it_is_a_key_with_the_entry_s_name() {
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB6M2Qf0G0Dq4r6pD4pU0bS8n2Qe0l3q5yqFzT1xXy2V anna@example";
    let import = one(key);
    let item = &import.items[0].item;
    assert_eq!((item.kind.clone(), item.title.as_str()), (Kind::SSH_KEY, "example"));
}

#[test]
fn given_a_password_above_a_certificate_then_neither_is_lost() {
    let import = one("pw\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let item = &import.items[0].item;
    assert_eq!(value(item, "password"), "pw");
    assert!(item.notes.expose().contains("BEGIN CERTIFICATE"));
}

#[test]
fn given_files_that_stay_shut_then_each_is_named_with_its_reason_and_the_others_come() {
    let shut = |name: &str, why| StoreFile { name: name.into(), content: StoreContent::Shut(why) };
    let plain = |name: &str| StoreFile { name: name.into(), content: StoreContent::Plain };
    let import = read(vec![
        opened("a.gpg", "pw"),
        shut("b.gpg", Shut::NoKey),
        shut("c/d.age", Shut::TimedOut),
        plain(".gpg-id"),
        plain(".public-keys/0xABC"),
        plain("README.md"),
    ]);
    assert_eq!(titled(&import, "a").item.field("password").unwrap().value.expose(), "pw");
    let dropped: Vec<_> =
        import.report.dropped.iter().map(|one| (one.field.as_str(), one.reason.as_str())).collect();
    assert_eq!(
        dropped,
        [
            ("b.gpg", Shut::NoKey.words()),
            ("c/d.age", Shut::TimedOut.words()),
            ("README.md", "a file of a password store that is not encrypted"),
        ]
    );
    let names = vec![".gpg-id".to_owned(), ".public-keys/0xABC".to_owned()];
    assert_eq!(import.warnings, [Warning::DatabaseSettingsLeft { names }]);
}

#[test]
fn given_an_archive_that_the_host_did_not_pack_then_it_is_refused() {
    let packed = strongroom_exchange::pack_folder(&[strongroom_exchange::NamedFile {
        name: "somewhere/a".into(),
        bytes: SecretBytes::default(),
    }])
    .unwrap();
    let request = Request { format: Some(Format::PassStore), ..Request::new(packed.expose()) };
    assert!(matches!(parse(&request), Err(ImportError::Damaged { .. })));
}

proptest! {
    #[test]
    fn whatever_an_entry_says_is_accounted_for(
        lines in proptest::collection::vec(
            prop_oneof![
                "\\PC{0,20}", "(user|url|otp|x y|-|#): ?\\PC{0,9}", Just("---".to_owned()), Just("GOPASS-SECRET-1.0".to_owned()),
                Just("content-disposition: attachment; filename=\"f\"".to_owned()),
                Just("content-transfer-encoding: base64".to_owned()), Just("otpauth://totp/a?secret=b".to_owned()),
            ],
            0..12,
        )
    ) {
        read(vec![opened("a/b.gpg", lines.join("\n"))]);
    }

    #[test]
    fn whatever_bytes_an_entry_has_are_accounted_for(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        read(vec![opened("a/b.gpg", bytes)]);
    }
}
