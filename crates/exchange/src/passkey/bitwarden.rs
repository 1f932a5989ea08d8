//! Bitwarden's notation: an identifier as a UUID or after `b64.`, and truth and numbers as texts.

use super::{Passkey, der, handle_of, joined, take_optional, take_text};
use serde_json::{Map, Value, json};

/// What is before an identifier that is no UUID.
const BASE64: &str = "b64.";
/// What its programs can use; other keys are none of theirs.
const KEY_TYPE: &str = "public-key";
const ALGORITHM: &str = "ECDSA";
const CURVE: &str = "P-256";

pub(super) fn read(mut object: Map<String, Value>) -> Option<Passkey> {
    for (key, value) in [("keyType", KEY_TYPE), ("keyAlgorithm", ALGORITHM), ("keyCurve", CURVE)] {
        // It follows from the private key.
        if object.remove(key).is_some_and(|said| said != value) {
            return None;
        }
    }
    let user_handle = handle_of(take_optional(&mut object, "userHandle")?.as_deref())?;
    Some(Passkey {
        credential_id: id_of(&take_text(&mut object, "credentialId")?)?,
        key: der::key(der::bytes(&take_text(&mut object, "keyValue")?)?)?,
        relying_party: take_text(&mut object, "rpId")?,
        user_handle,
        user_name: take_optional(&mut object, "userName")?.unwrap_or_default(),
        display_name: take_optional(&mut object, "userDisplayName")?,
        more: object,
    })
}

pub(super) fn write(passkey: &Passkey, created: &str) -> Option<Value> {
    if !der::is_p256(&passkey.key) {
        return None;
    }
    let said = json!({
        "credentialId": text_of(&passkey.credential_id),
        "keyType": KEY_TYPE, "keyAlgorithm": ALGORITHM, "keyCurve": CURVE,
        // Exposed to be written.
        "keyValue": der::text(passkey.key.expose()),
        "rpId": passkey.relying_party,
        "userHandle": passkey.user_handle.as_deref().map(der::text),
        "userName": passkey.user_name,
        "userDisplayName": passkey.display_name,
    });
    let mut more = passkey.more.clone();
    let needed = [
        ("counter", "0"),
        ("rpName", passkey.relying_party.as_str()),
        ("discoverable", "true"),
        ("creationDate", created),
    ];
    for (key, value) in needed {
        more.entry(key).or_insert_with(|| value.into());
    }
    joined(&more, said)
}

fn id_of(text: &str) -> Option<Vec<u8>> {
    if let Some(base64) = text.strip_prefix(BASE64) {
        return der::bytes(base64).filter(|id| !id.is_empty());
    }
    let lengths = text.split('-').map(str::len);
    if !lengths.eq([8, 4, 4, 4, 12]) {
        return None;
    }
    let digits = text.replace('-', "");
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    Some(u128::from_str_radix(&digits, 16).ok()?.to_be_bytes().to_vec())
}

fn text_of(id: &[u8]) -> String {
    let Ok(bytes) = <[u8; 16]>::try_from(id) else { return format!("{BASE64}{}", der::text(id)) };
    let text = format!("{:032x}", u128::from_be_bytes(bytes));
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}
