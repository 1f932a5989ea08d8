//! What KDBX has no place for, as this program writes it into an entry's custom data: which field of which kind each string
//! is. Values stay in the strings, where other programs show and change them; a string that is gone or came later is
//! read as if there were no layout. Hostile like the rest of the file, and never larger than what it describes.

use serde::{Deserialize, Serialize};
use strongroom_credential::totp::Encoder;
use strongroom_credential::{FieldType, Totp};

/// The name of the custom data.
pub(crate) const NAME: &str = "Strongroom";

/// What an entry was here. Personal: it names fields.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Layout {
    /// The item's kind.
    pub(crate) kind: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) favourite: bool,
    /// The fields, in order.
    #[serde(default)]
    pub(crate) fields: Vec<Slot>,
    /// The tags, where the entry's own cannot say them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tags: Option<Written<String, Vec<String>>>,
    /// Names of attachments that stand changed in the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) attachments: Vec<Written<String, String>>,
    /// When it was made, in milliseconds since 1970, where that is not what the entry says in seconds since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) created: Option<Written<i64, Option<i64>>>,
    /// When it was last changed, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) modified: Option<Written<i64, Option<i64>>>,
    /// Whether the string `otp` was made from a bare one-time secret that stands in another string.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) otp_made: bool,
    /// Whether the strings of a code by counter were made from an address that stands in another string.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) counter_made: bool,
    /// Whether KeePassXC's strings of a passkey were made from the one that stands in another string.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) passkey_made: bool,
}

/// One field, and where its value stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slot {
    /// The string's name, or the property's.
    pub(crate) at: String,
    /// Whether it is a property of the entry and not one of its strings.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) property: bool,
    /// The field's name, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(rename = "type")]
    pub(crate) field_type: FieldType,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) custom: bool,
}

/// A value that the file states in another way; it counts as long as the file still states that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Written<W, T> {
    pub(crate) written: W,
    pub(crate) was: T,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// The one-time code's address that KeePassXC understands, made from a bare secret in base32 or from a code of Steam that is
/// written in another way; none from anything else.
pub(crate) fn address_of(bare: &str) -> Option<String> {
    if let Some(steam) = steam_address(bare) {
        return Some(steam);
    }
    let secret = super::otp::base32_text(bare)?;
    Some(format!("otpauth://totp/Strongroom?secret={secret}&period=30&digits=6&algorithm=SHA1"))
}

/// What an address of a code of Steam's says of it to KeePassXC.
const STEAM: &str = "encoder=steam";

fn steam_address(text: &str) -> Option<String> {
    let code = Totp::parse(text).ok().filter(|code| code.parts().encoder == Encoder::Steam)?;
    // Exposed to be written into the database, where it is encrypted.
    (!text.to_ascii_lowercase().contains(STEAM)).then(|| code.to_uri().expose().clone())
}
