//! Passkeys from one program's file in another's, where they are passkeys again; and the list where they are not.

use super::*;
use crate::passkey::Passkey;
use serde_json::{Value, json};

pub(super) const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGjEmGyVJ5G3QtedR7ocfY6Yl_6T11NYMMJhx7_D6E2KhRANCAAT9lJdS_RG8Hhij6LWg-QvjXto0mhEURJyoUm_sQQ0vs0B9qwlYU_CZOazOtPIvOTgvj4uiHX7qrepDSsHfFCQ8";

/// Whether both are the same passkey, in whatever notation.
pub(super) fn same(one: &str, other: &str) -> bool {
    let said = |text: &str| Passkey::parse(text).map(|passkey| passkey.to_keepass());
    said(one).is_some() && said(one) == said(other)
}

fn of_bitwarden() -> String {
    json!({ "counter": "7", "creationDate": "2024-01-01T00:00:00.000Z", "credentialId": "5c105913-8329-435f-8a33-d71bb83295ee",
        "discoverable": "true", "keyAlgorithm": "ECDSA", "keyCurve": "P-256", "keyType": "public-key", "keyValue": KEY,
        "rpId": "x.example", "rpName": "X", "userDisplayName": "Me", "userHandle": "dQ", "userName": "me" })
    .to_string()
}

fn of_the_exchange() -> String {
    json!({ "credentialId": "AQID", "key": KEY, "rpId": "x.example", "userDisplayName": "Me", "userHandle": "dQ", "username": "me" })
        .to_string()
}

fn own(text: &str) -> Vec<Field> {
    vec![Field::custom("passkey", FieldType::Hidden, text)]
}

fn of_keepassxc() -> Vec<Field> {
    let strings = Passkey::parse(&of_the_exchange()).unwrap().to_keepass();
    strings.into_iter().map(|(name, value)| Field::custom(name, FieldType::Hidden, value)).collect()
}

fn login(fields: Vec<Field>) -> ParsedItem {
    let mut item = Item::new(Kind::LOGIN, "Shop");
    item.fields = fields;
    ParsedItem::new(item)
}

/// What is listed, and the passkeys of the file that is written.
fn outcome(target: Target, item: &ParsedItem) -> (Vec<(String, LossReason)>, Vec<Value>) {
    let content = Content { folders: &[], items: std::slice::from_ref(item) };
    let listed = losses(target, content).into_iter().map(|loss| (loss.field, loss.reason)).collect();
    let file: Value = serde_json::from_slice(&written(target, content)).unwrap();
    let passkeys = match target {
        Target::BitwardenJson => file["items"][0]["login"]["fido2Credentials"].clone(),
        _ => {
            let credentials = file["accounts"][0]["items"][0]["credentials"].as_array().unwrap();
            credentials.iter().filter(|one| one["type"] == "passkey").cloned().collect()
        }
    };
    (listed, passkeys.as_array().unwrap().clone())
}

#[test]
fn passkey_of_another_notation_is_a_passkey_in_the_file_and_that_is_listed() {
    let form = |name: &str| (name.to_owned(), LossReason::PasskeyForm);
    let of_strings = || crate::passkey::keepass::NAMES.map(form).to_vec();
    for (target, fields, listed) in [
        (Target::BitwardenJson, own(&of_bitwarden()), Vec::new()),
        (Target::BitwardenJson, own(&of_the_exchange()), vec![form("passkey")]),
        (Target::BitwardenJson, of_keepassxc(), of_strings()),
        (Target::Cxf, own(&of_the_exchange()), Vec::new()),
        (Target::Cxf, own(&of_bitwarden()), vec![form("passkey")]),
        (Target::Cxf, of_keepassxc(), of_strings()),
    ] {
        let (found, passkeys) = outcome(target, &login(fields));
        assert_eq!((found, passkeys.len()), (listed, 1), "{target:?}");
    }
}

#[test]
fn passkey_that_goes_from_bitwarden_to_the_exchange_and_back_is_the_same() {
    let content = [login(own(&of_bitwarden()))];
    let there = written(Target::Cxf, Content { folders: &[], items: &content });
    let import = parse(&Request::new(&there)).unwrap();
    let (_, passkeys) = outcome(Target::BitwardenJson, &import.items[0]);
    assert_eq!(passkeys[0].to_string(), of_bitwarden());
}

#[test]
fn passkey_that_cannot_be_written_as_one_is_listed() {
    let ill_formed = own(r#"{"credentialId":"c","keyValue":"k","rpId":"x.example"}"#);
    let both = [own(&of_bitwarden()), own(&of_the_exchange())].concat();
    let mut note = login(own(&of_bitwarden()));
    note.item.kind = Kind::NOTE;
    for (target, item, count) in [
        // What Bitwarden wrote itself goes back as it is.
        (Target::BitwardenJson, login(ill_formed.clone()), 0),
        (Target::BitwardenJson, login(own(r#"{"credentialId":"c","key":"k","rpId":"x.example"}"#)), 1),
        (Target::Cxf, login(ill_formed.clone()), 1),
        (Target::Kdbx, login(ill_formed.clone()), 1),
        (Target::OnePux, login(ill_formed), 1),
        (Target::OnePux, login(own(&of_bitwarden())), 1),
        (Target::OnePux, login(of_keepassxc()), 1),
        (Target::BitwardenJson, note.clone(), 1),
        (Target::Cxf, note, 1),
        // An entry of KeePassXC has one passkey.
        (Target::Kdbx, login(both), 1),
        (Target::Kdbx, login([of_keepassxc(), own(&of_bitwarden())].concat()), 1),
        (Target::Kdbx, login(own(&of_bitwarden())), 0),
        (Target::Kdbx, login(of_keepassxc()), 0),
        (Target::Kdbx, login(of_keepassxc()[1..].to_vec()), 1),
    ] {
        let losses = losses(target, Content { folders: &[], items: std::slice::from_ref(&item) });
        let texts = losses.iter().filter(|loss| loss.reason == LossReason::PasskeyText).count();
        assert_eq!(texts, count, "{target:?} {:?}", item.item.fields);
    }
}
