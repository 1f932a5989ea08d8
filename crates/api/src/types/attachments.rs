//! Files that hang on items.

use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// A file that hangs on an item, without what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AttachmentView {
    /// Its id: 24 hexadecimal digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Bytes that it holds.
    #[ts(type = "number")]
    pub size: u64,
    /// When it was attached.
    #[ts(type = "number")]
    pub added: i64,
}

/// A file of this machine that is to hang on an item.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct AddAttachmentRequest {
    /// The item's id.
    pub id: String,
    /// The file.
    pub path: String,
}

/// Which file of which item; of an earlier version where one is named.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentRequest {
    /// The item's id.
    pub id: String,
    /// The file's id.
    pub attachment: String,
    /// An earlier version's number.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub version: Option<u64>,
}

/// Where a file of an item is to be written.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SaveAttachmentRequest {
    /// The file.
    #[serde(flatten)]
    pub of: AttachmentRequest,
    /// A path where nothing is yet.
    pub path: String,
}

/// Another name for a file of an item.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct RenameAttachmentRequest {
    /// The item's id.
    pub id: String,
    /// The file's id.
    pub attachment: String,
    /// The name.
    pub name: String,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AttachmentSaved {
    /// Where.
    pub path: String,
    /// Its bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum PreviewForm {
    /// Text; `content` is the text.
    Text,
    /// A picture; `content` is a `data:` address of it.
    Picture,
    /// Nothing that can be shown, or too large for it; `content` is empty.
    None,
}

/// A file on show.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct AttachmentPreview {
    /// What it looks like.
    pub form: PreviewForm,
    /// What to show.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub content: SecretString,
    /// Whether only the beginning of a text is shown.
    pub cut: bool,
    /// For how many seconds the page shows it.
    pub seconds: u32,
}
