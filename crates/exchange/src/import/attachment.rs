//! Files that hang on an item.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strongroom_secret::SecretBytes;

/// A file that hangs on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedAttachment {
    /// Its file name. Personal; not safe as a path.
    pub name: String,
    /// Its content. Secret. Base64 in JSON.
    #[serde(with = "as_base64")]
    pub bytes: SecretBytes,
}

mod as_base64 {
    use super::{Deserialize, Deserializer, Engine, STANDARD, SecretBytes, Serializer};
    use serde::de::Error;

    pub(super) fn serialize<S: Serializer>(bytes: &SecretBytes, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes.expose()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SecretBytes, D::Error> {
        let text = String::deserialize(from)?;
        STANDARD.decode(text).map(SecretBytes::new).map_err(|_| D::Error::custom("attachment is not base64"))
    }
}
