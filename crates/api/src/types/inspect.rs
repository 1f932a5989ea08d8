//! What is known about an item, or about a text that is none yet.

use super::ItemDraft;
use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// Something noteworthy about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FindingView {
    /// `info`, `warning` or `danger`.
    pub severity: String,
    /// Stable name, the key of its words: `weak_password`, `insecure_url`, ….
    pub code: String,
    /// The field it is about; none where it is the item as a whole.
    pub field: Option<u32>,
    /// What makes it concrete, such as `RSA 1024` or `2026-01-31`; never a secret.
    pub detail: Option<String>,
}

/// Something that can be said about an item without giving it away. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FactView {
    /// Stable name, the key of its words: `service`, `valid_until`, ….
    pub name: String,
    /// As people write it; times as `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`.
    pub value: String,
    /// The field it is about; none where it is the item as a whole.
    pub field: Option<u32>,
}

/// A text to be recognised: whatever a person pasted. It is kept nowhere.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct RecogniseRequest {
    /// The text, at most 1 MiB.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub text: SecretString,
}

/// Where a picture with QR codes is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum PictureRequest {
    /// In a file: PNG, JPEG, WebP, GIF or PNM.
    File {
        /// The file.
        path: String,
    },
    /// On the clipboard.
    Clipboard,
    /// On the screen, without the window itself where that can be.
    Screen,
}

/// What a text is.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct Recognised {
    /// The items that it would make; none where it is nothing that is known.
    pub items: Vec<RecognisedItem>,
}

/// An item that a text would make, or a new key or certificate that is in no vault yet.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct RecognisedItem {
    /// The item, with the secrets of the text that the page sent, or of the key that was made.
    pub draft: ItemDraft,
    /// What can be said about it; `field` counts the draft's fields.
    pub facts: Vec<FactView>,
    /// What is noteworthy about it; `field` counts the draft's fields.
    pub findings: Vec<FindingView>,
}
