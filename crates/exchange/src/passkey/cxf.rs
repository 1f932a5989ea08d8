//! The Credential Exchange Format's notation: bytes in base64 for addresses, keys of PKCS #8.

use super::{Passkey, der, handle_of, joined, take_optional, take_text};
use serde_json::{Map, Value, json};

pub(super) fn read(mut object: Map<String, Value>) -> Option<Passkey> {
    if object.contains_key("type") {
        return None;
    }
    let credential_id = der::bytes(&take_text(&mut object, "credentialId")?)?;
    let user_handle = handle_of(take_optional(&mut object, "userHandle")?.as_deref())?;
    Some(Passkey {
        credential_id: Some(credential_id).filter(|id| !id.is_empty())?,
        key: der::key(der::bytes(&take_text(&mut object, "key")?)?)?,
        relying_party: take_text(&mut object, "rpId")?,
        user_handle,
        user_name: take_optional(&mut object, "username")?.unwrap_or_default(),
        display_name: take_optional(&mut object, "userDisplayName")?,
        more: object,
    })
}

/// What another notation has besides stands beside the format's own members, which readers pass over.
pub(super) fn write(passkey: &Passkey) -> Option<Value> {
    let display_name = passkey.display_name.as_ref().unwrap_or(&passkey.user_name);
    let said = json!({
        "type": "passkey",
        "credentialId": der::text(&passkey.credential_id),
        // Exposed to be written.
        "key": der::text(passkey.key.expose()),
        "rpId": passkey.relying_party,
        "userHandle": der::text(passkey.user_handle.as_deref().unwrap_or_default()),
        "username": passkey.user_name,
        "userDisplayName": display_name,
    });
    joined(&passkey.more, said)
}
