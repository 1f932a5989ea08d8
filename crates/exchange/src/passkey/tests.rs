//! The three notations say the same, and what is not well-formed is none.

use super::*;

const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGjEmGyVJ5G3QtedR7ocfY6Yl_6T11NYMMJhx7_D6E2KhRANCAAT9lJdS_RG8Hhij6LWg-QvjXto0mhEURJyoUm_sQQ0vs0B9qwlYU_CZOazOtPIvOTgvj4uiHX7qrepDSsHfFCQ8";
const EDWARDS: &str = "MC4CAQAwBQYDK2VwBCIEIAYp115c5NsNpGDEGSwE9TdKmZZWqofbUs4W1TwbmfBL";

fn bitwarden(changes: Value) -> String {
    let mut passkey = serde_json::json!({
        "credentialId": "5c105913-8329-435f-8a33-d71bb83295ee", "keyType": "public-key", "keyAlgorithm": "ECDSA",
        "keyCurve": "P-256", "keyValue": KEY, "rpId": "example.com", "userHandle": "dXNlcg", "userName": "anna",
        "counter": "7", "rpName": "Example", "userDisplayName": "Anna", "discoverable": "true",
        "creationDate": "2024-01-01T00:00:00.000Z",
    });
    passkey.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    passkey.to_string()
}

fn none() -> Value {
    Value::Object(Map::new())
}

/// The credential as an import of the exchange keeps it.
fn kept(mut credential: Value) -> String {
    credential.as_object_mut().unwrap().remove("type");
    credential.to_string()
}

#[test]
fn passkey_of_bitwarden_comes_back_from_the_exchange_with_its_counter_and_its_date() {
    for id in ["5c105913-8329-435f-8a33-d71bb83295ee", "b64.AQID"] {
        let text = bitwarden(serde_json::json!({ "credentialId": id }));
        let credential = Passkey::parse(&text).unwrap().to_cxf().unwrap();
        assert_eq!((&credential["type"], &credential["key"]), (&"passkey".into(), &KEY.into()));
        assert_eq!((&credential["username"], &credential["userHandle"]), (&"anna".into(), &"dXNlcg".into()));
        let again = Passkey::parse(&kept(credential)).unwrap().to_bitwarden("now").unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(&text).unwrap());
    }
}

#[test]
fn identifier_that_is_a_uuid_is_its_sixteen_bytes() {
    let credential = Passkey::parse(&bitwarden(none())).unwrap().to_cxf().unwrap();
    assert_eq!(credential["credentialId"], "XBBZE4MpQ1-KM9cbuDKV7g");
}

#[test]
fn passkey_of_the_exchange_gets_what_bitwarden_wants_besides() {
    let text = serde_json::json!({ "credentialId": "AQID", "key": KEY, "rpId": "example.com", "username": "me",
        "userDisplayName": "Me", "userHandle": "dQ" });
    let written = Passkey::parse(&text.to_string()).unwrap().to_bitwarden("now").unwrap();
    for (key, value) in [
        ("credentialId", "b64.AQID"),
        ("keyCurve", "P-256"),
        ("counter", "0"),
        ("rpName", "example.com"),
        ("creationDate", "now"),
    ] {
        assert_eq!(written[key], value);
    }
}

#[test]
fn strings_of_keepassxc_say_the_same_and_hold_a_pem() {
    let passkey = Passkey::parse(&bitwarden(none())).unwrap();
    let strings = passkey.to_keepass();
    let value = |name: &str| strings.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str());
    let pem = value(keepass::PRIVATE_KEY).unwrap();
    assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\nMIGH") && pem.lines().all(|line| line.len() <= 64));
    let again = keepass::read(value).unwrap();
    assert_eq!(again.to_keepass(), strings);
    assert_eq!(again.to_cxf().unwrap()["key"], KEY);
}

#[test]
fn key_that_bitwarden_has_no_use_for_is_written_for_the_others_alone() {
    let text =
        serde_json::json!({ "credentialId": "AQID", "key": EDWARDS, "rpId": "example.com" }).to_string();
    let passkey = Passkey::parse(&text).unwrap();
    assert!(passkey.to_bitwarden("now").is_none() && passkey.to_cxf().is_some());
    assert!(passkey.to_keepass().iter().any(|(_, value)| value.contains("BEGIN PRIVATE KEY")));
}

#[test]
fn what_is_not_well_formed_is_no_passkey() {
    let odd = [
        serde_json::json!({ "keyValue": "MIGHAgEAMBMG" }),
        serde_json::json!({ "keyValue": format!("{KEY}AAAA") }),
        serde_json::json!({ "keyValue": "no base64!" }),
        serde_json::json!({ "keyValue": "" }),
        serde_json::json!({ "keyAlgorithm": "RSA" }),
        serde_json::json!({ "credentialId": "c" }),
        serde_json::json!({ "credentialId": "b64." }),
        serde_json::json!({ "credentialId": "5c105913-8329-435f-8a33-d71bb83295e+" }),
        serde_json::json!({ "rpId": 7 }),
        serde_json::json!({ "userHandle": "?" }),
    ];
    for changes in odd {
        assert!(Passkey::parse(&bitwarden(changes.clone())).is_none(), "{changes}");
    }
    for text in ["", "[]", "{", "{}", r#"{"keyValue":1}"#, r#"{"rpId":"x","privateKey":"k"}"#] {
        assert!(Passkey::parse(text).is_none(), "{text}");
    }
    // A member that would hide one of the other notation.
    let hiding = Passkey::parse(&bitwarden(serde_json::json!({ "key": "mine" }))).unwrap();
    assert!(hiding.to_cxf().is_none() && hiding.to_bitwarden("now").is_some());
}
