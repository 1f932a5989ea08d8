//! KeePassXC's notation: five strings of an entry, the key as PEM.

use super::{MAX_PART, Passkey, der, handle_of};
use serde_json::Map;

/// What the names of all such strings begin with.
pub(crate) const PREFIX: &str = "KPEX_PASSKEY_";
pub(crate) const CREDENTIAL_ID: &str = "KPEX_PASSKEY_CREDENTIAL_ID";
pub(crate) const PRIVATE_KEY: &str = "KPEX_PASSKEY_PRIVATE_KEY_PEM";
pub(crate) const RELYING_PARTY: &str = "KPEX_PASSKEY_RELYING_PARTY";
pub(crate) const USERNAME: &str = "KPEX_PASSKEY_USERNAME";
pub(crate) const USER_HANDLE: &str = "KPEX_PASSKEY_USER_HANDLE";
/// All of them.
pub(crate) const NAMES: [&str; 5] = [CREDENTIAL_ID, PRIVATE_KEY, RELYING_PARTY, USERNAME, USER_HANDLE];

/// Reads the strings, which `value` gives by their names.
pub(crate) fn read<'v>(value: impl Fn(&str) -> Option<&'v str>) -> Option<Passkey> {
    let value = |name: &str| value(name).filter(|text| text.len() <= MAX_PART);
    let user_handle = handle_of(value(USER_HANDLE))?;
    Some(Passkey {
        credential_id: der::bytes(value(CREDENTIAL_ID)?).filter(|id| !id.is_empty())?,
        key: der::of_pem(value(PRIVATE_KEY)?)?,
        relying_party: value(RELYING_PARTY)?.to_owned(),
        user_handle,
        user_name: value(USERNAME).unwrap_or_default().to_owned(),
        display_name: None,
        more: Map::new(),
    })
}

pub(super) fn write(passkey: &Passkey) -> Vec<(&'static str, String)> {
    vec![
        (CREDENTIAL_ID, der::text(&passkey.credential_id)),
        (PRIVATE_KEY, der::pem(&passkey.key)),
        (RELYING_PARTY, passkey.relying_party.clone()),
        (USERNAME, passkey.user_name.clone()),
        (USER_HANDLE, der::text(passkey.user_handle.as_deref().unwrap_or_default())),
    ]
}

/// Whether it has to be hidden: the name and the relying party are shown.
pub(crate) fn is_secret(name: &str) -> bool {
    [CREDENTIAL_ID, PRIVATE_KEY, USER_HANDLE].contains(&name)
}
