//! Passkeys in KDBX: what came from another program stands there as KeePassXC has it, and is read back as it was.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/judges.rs"]
mod judges;
#[path = "support/out.rs"]
mod out;
mod support;

use judges::{Scratch, keepassxc};
use out::{PASSWORD, comparable, parsed, read, write};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_exchange::{ParsedItem, ParsedVersion};
use support::value;

const TEXT: &str = r#"{"counter":"7","credentialId":"5c105913-8329-435f-8a33-d71bb83295ee","keyValue":"MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGjEmGyVJ5G3QtedR7ocfY6Yl_6T11NYMMJhx7_D6E2KhRANCAAT9lJdS_RG8Hhij6LWg-QvjXto0mhEURJyoUm_sQQ0vs0B9qwlYU_CZOazOtPIvOTgvj4uiHX7qrepDSsHfFCQ8","rpId":"x.example","userHandle":"dQ","userName":"me"}"#;

fn item() -> ParsedItem {
    let login = Item::new(Kind::LOGIN, "Shop")
        .with(Field::custom("passkey", FieldType::Hidden, TEXT))
        .with(Field::new("username", FieldType::Text, "me"));
    let mut item = parsed(login.clone());
    item.history.push(ParsedVersion { item: login, modified_ms: Some(1), attachments: Vec::new() });
    item
}

#[test]
fn given_a_passkey_of_bitwarden_then_it_is_read_back_as_it_was_with_its_versions() {
    let items = [item()];
    let import = read(&write(&[], &items));
    assert_eq!(comparable(&[], &import.items), comparable(&[], &items));
}

#[test]
fn given_a_passkey_of_bitwarden_then_keepassxc_has_it_and_saves_it() {
    let file = Scratch::of("passkey.kdbx", &write(&[], &[item()]));
    let path = file.0.to_str().unwrap();
    for (name, expected) in [
        ("KPEX_PASSKEY_CREDENTIAL_ID", "XBBZE4MpQ1-KM9cbuDKV7g"),
        ("KPEX_PASSKEY_RELYING_PARTY", "x.example"),
        ("KPEX_PASSKEY_USERNAME", "me"),
        ("KPEX_PASSKEY_USER_HANDLE", "dQ"),
    ] {
        let shown = ["show", "-q", "-s", "-a", name, path, "/Shop"];
        let Some(said) = keepassxc(&shown, PASSWORD) else { return };
        assert_eq!(String::from_utf8(said).unwrap().trim(), expected);
    }
    let key = ["show", "-q", "-s", "-a", "KPEX_PASSKEY_PRIVATE_KEY_PEM", path, "/Shop"];
    let key = String::from_utf8(keepassxc(&key, PASSWORD).unwrap()).unwrap();
    assert!(key.starts_with("-----BEGIN PRIVATE KEY-----\nMIGH"));
    // An entry that it changed, and the version that it keeps, have the passkey once.
    keepassxc(&["edit", "-q", "-u", "you", path, "/Shop"], PASSWORD).unwrap();
    let import = read(&file.read());
    let now = &import.items[0].item;
    assert_eq!((value(now, "passkey"), value(now, "username"), now.fields.len()), (TEXT, "you", 2));
    assert!(import.items[0].history.iter().all(|version| version.item.fields.len() == 2));
}

#[test]
fn given_another_passkey_that_was_put_in_its_place_then_both_are_kept() {
    let file = Scratch::of("other-passkey.kdbx", &write(&[], &[item()]));
    let path = file.0.to_str().unwrap();
    let Some(xml) = keepassxc(&["export", "-q", "-f", "xml", path], PASSWORD) else { return };
    let xml = String::from_utf8(xml).unwrap().replace("XBBZE4MpQ1-KM9cbuDKV7g", "AQID");
    let import = strongroom_exchange::parse(&strongroom_exchange::Request::new(xml.as_bytes())).unwrap();
    assert!(import.report.is_balanced());
    let now = &import.items[0].item;
    assert_eq!((value(now, "passkey"), value(now, "KPEX_PASSKEY_CREDENTIAL_ID")), (TEXT, "AQID"));
    assert_eq!(now.fields.len(), 7);
}
