//! Writing items into a file of another form.

use super::{DroppedField, NameCount};
use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// The formats that are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ExportFormats {
    /// In the order in which a person is offered them.
    pub formats: Vec<ExportFormat>,
}

/// A format that is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ExportFormat {
    /// Its stable name.
    pub name: String,
    /// The name that people know it by.
    pub title: String,
    /// What a file's name ends with, without the dot; empty for a folder.
    pub extension: String,
    /// Whether a password of the file's own protects it; if not, the master password is asked for.
    pub encrypted: bool,
    /// Whether it is a folder of files.
    pub folder: bool,
    /// What it has a place for: `logins`, `kinds`, `fields`, `folders`, `tags`, `history`, `trash`, `attachments`.
    pub carries: Vec<String>,
}

/// Which items go out: those that fit everything that is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
#[serde(default)]
pub struct ExportSelection {
    /// Only items of that folder and those in it.
    pub folder: Option<String>,
    /// Only items of that kind.
    pub kind: Option<String>,
    /// Only items with that tag.
    pub tag: Option<String>,
    /// Only these items; all where none are named.
    pub items: Option<Vec<String>>,
    /// Whether items in the trash are among them.
    pub include_deleted: bool,
    /// Whether earlier versions go with their items.
    pub with_history: bool,
}

impl ExportSelection {
    /// Whether it may be less than all that there is.
    pub(crate) fn is_part(&self) -> bool {
        self.folder.is_some() || self.kind.is_some() || self.tag.is_some() || self.items.is_some()
    }
}

/// Looking at what an export would write, before it does.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct PreviewExportRequest {
    /// The format's stable name.
    pub format: String,
    /// Which items.
    pub selection: ExportSelection,
}

/// What an export would write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ExportPreview {
    /// How many items.
    pub items: u32,
    /// How many folders.
    pub folders: u32,
    /// How many earlier versions.
    pub versions: u32,
    /// How many items are in the trash.
    pub deleted: u32,
    /// What the format cannot say as it is, by reason, the most frequent first.
    pub reasons: Vec<NameCount>,
    /// How often that is, altogether.
    pub losses_total: u32,
    /// The same one by one, at most a thousand of them.
    pub losses: Vec<DroppedField>,
}

/// Writing items into a new file.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct RunExportRequest {
    /// The new file, or the new folder.
    pub path: String,
    /// The format's stable name.
    pub format: String,
    /// Which items.
    pub selection: ExportSelection,
    /// For a format that is encrypted, the password of the file; for any other, the master password of the vault.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub password: SecretString,
    /// The language of the emergency sheet: `en` or `de`; English where none is named.
    #[serde(default)]
    pub language: Option<String>,
    /// The key file that a KeePass database needs beside its password; any file will do.
    #[serde(default)]
    pub key_file: Option<String>,
    /// Whether that is a new one to be made.
    #[serde(default)]
    pub make_key_file: bool,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ExportReport {
    /// The file or folder.
    pub path: String,
    /// The format's name that people know.
    pub format: String,
    /// How many items.
    pub items: u32,
    /// How many files: more than one for a folder.
    pub files: u32,
    /// How much was written, in bytes.
    pub bytes: u64,
    /// Whether a password protects it.
    pub encrypted: bool,
    /// How often something is not in it as it is in the vault.
    pub losses_total: u32,
}

/// Writing one item as a `.env` file.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SaveDotenvRequest {
    /// The item.
    pub id: String,
    /// The new file.
    pub path: String,
}
