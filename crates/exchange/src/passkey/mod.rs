//! A passkey as Bitwarden, the Credential Exchange Format and KeePassXC each write it: the same parts in three notations. What is
//! not well-formed in its own is none, and stays the text that it is.

mod bitwarden;
mod cxf;
mod der;
pub(crate) mod keepass;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};
use strongroom_secret::SecretBytes;

/// What an import calls the field of an item that holds a passkey as its source wrote it, in JSON.
pub(crate) const FIELD: &str = "passkey";
/// A longer text is none, in bytes.
const MAX_TEXT: usize = 64 << 10;
/// How many characters a private key, an identifier or a handle has at most.
const MAX_PART: usize = 16 << 10;

/// The parts that all three notations have, and what only one of them has.
pub(crate) struct Passkey {
    /// The credential's identifier, as the relying party knows it.
    credential_id: Vec<u8>,
    /// The private key, PKCS #8 in DER. Secret.
    key: SecretBytes,
    relying_party: String,
    /// What the relying party calls the account.
    user_handle: Option<Vec<u8>>,
    user_name: String,
    display_name: Option<String>,
    /// What its own notation has besides, by its names there.
    more: Map<String, Value>,
}

impl Passkey {
    /// Reads either of the notations in JSON.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_TEXT {
            return None;
        }
        let Value::Object(object) = serde_json::from_str(text).ok()? else { return None };
        if object.contains_key("keyValue") { bitwarden::read(object) } else { cxf::read(object) }
    }

    /// As an element of Bitwarden's `fido2Credentials`; none where its programs have no use for such a key. They want to know
    /// when it was made: `created` is a moment in ISO 8601.
    pub(crate) fn to_bitwarden(&self, created: &str) -> Option<Value> {
        bitwarden::write(self, created)
    }

    /// As a credential of the Credential Exchange Format.
    pub(crate) fn to_cxf(&self) -> Option<Value> {
        cxf::write(self)
    }

    /// As KeePassXC's strings, by name.
    pub(crate) fn to_keepass(&self) -> Vec<(&'static str, String)> {
        keepass::write(self)
    }

    /// Whether what is read of each of its notations is what KeePassXC's strings say of this one.
    #[cfg(fuzzing)]
    pub(crate) fn comes_back(&self) -> bool {
        let strings = self.to_keepass();
        let said = |passkey: Option<Self>| passkey.is_some_and(|passkey| passkey.to_keepass() == strings);
        let exchanged = self.to_cxf().map(|mut passkey| {
            passkey.as_object_mut().map(|object| object.remove("type"));
            passkey
        });
        let objects = exchanged.into_iter().chain(self.to_bitwarden("2024-01-01T00:00:00.000Z"));
        let value =
            |name: &str| strings.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str());
        said(keepass::read(value)) && objects.map(|object| Self::parse(&object.to_string())).all(said)
    }
}

/// What one notation says beside what the other says; none where that would hide something of it.
fn joined(more: &Map<String, Value>, said: Value) -> Option<Value> {
    let Value::Object(said) = said else { return None };
    if said.keys().any(|key| more.contains_key(key)) {
        return None;
    }
    let mut object = more.clone();
    object.extend(said);
    Some(object.into())
}

/// A handle in base64; an empty one is as good as none. Nothing at all where it is no base64.
fn handle_of(text: Option<&str>) -> Option<Option<Vec<u8>>> {
    let Some(text) = text else { return Some(None) };
    der::bytes(text).map(|handle| Some(handle).filter(|handle| !handle.is_empty()))
}

/// The text under that key, taken out; none where it is something else, or too long for a part of a passkey.
fn take_text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    let fits = object.get(key)?.as_str().is_some_and(|text| text.len() <= MAX_PART);
    match fits.then(|| object.remove(key)).flatten() {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

/// A text that may be missing; none of them for what is no text.
fn take_optional(object: &mut Map<String, Value>, key: &str) -> Option<Option<String>> {
    match object.get(key) {
        None | Some(Value::Null) => {
            object.remove(key);
            Some(None)
        }
        Some(_) => take_text(object, key).map(Some),
    }
}
