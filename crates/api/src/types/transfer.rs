//! Import and backup. What is chosen about duplicates and folders is in `merging`.

use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// Reading another program's file, without changing the vault.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct PreviewImportRequest {
    /// The file.
    pub path: String,
    /// The format's name where the content does not tell.
    #[serde(default)]
    pub format: Option<String>,
    /// The file's own password.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub password: Option<FilePassword>,
    /// A key file.
    #[serde(default)]
    pub key_file: Option<String>,
    /// How a table is to be read, where a person said so.
    #[serde(default)]
    pub table: Option<super::TableMapping>,
}

/// The password of another program's file.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct FilePassword(#[serde(with = "serde_exposed")] pub SecretString);

/// What an import would bring.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportPreview {
    /// The format that was recognised.
    pub format: String,
    /// Items by kind.
    pub kinds: Vec<super::NameCount>,
    /// Items in all.
    pub items: u32,
    /// Folders.
    pub folders: u32,
    /// Earlier versions that come along.
    pub versions: u32,
    /// How many items are what to the vault.
    pub standings: super::Standings,
    /// Items that are not new, at most 200: the very same ones last.
    pub known: Vec<super::KnownItem>,
    /// The folders, each behind its parent, at most 1,000.
    pub tree: Vec<super::ImportFolder>,
    /// Fields in the file.
    #[ts(type = "number")]
    pub source_fields: u64,
    /// Fields that have a place of their own here.
    #[ts(type = "number")]
    pub mapped: u64,
    /// Fields that become custom fields.
    #[ts(type = "number")]
    pub custom: u64,
    /// Names of the fields that become custom fields, with their number.
    pub custom_names: Vec<super::NameCount>,
    /// Fields that cannot be kept, with the reason.
    pub dropped: Vec<DroppedField>,
    /// What a person should know.
    pub warnings: Vec<String>,
    /// The first items, so that a person recognises their own.
    pub sample: Vec<ImportSample>,
    /// Where the file is damaged, when something of it could be read.
    pub damaged: Vec<super::ImportDamage>,
    /// Fields in columns that are left out on purpose.
    #[ts(type = "number")]
    pub left_out: u64,
    /// How a table was read that is of no product.
    pub table: Option<super::ImportTable>,
}

/// A field that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DroppedField {
    /// The item's title.
    pub item: String,
    /// The field's name.
    pub field: String,
    /// Why.
    pub reason: String,
}

/// An item of the preview.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportSample {
    /// Its kind's name.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its second line.
    pub subtitle: String,
    /// Its folder, joined by `/`.
    pub folder: String,
}

/// What an import brought.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// Items that came.
    pub imported: u32,
    /// Items that were merged into ones that the vault has.
    pub merged: u32,
    /// Items left out because the vault had them.
    pub skipped: u32,
    /// Folders that came.
    pub folders: u32,
    /// Earlier versions that came.
    pub versions: u32,
    /// Fields in the file.
    #[ts(type = "number")]
    pub source_fields: u64,
    /// Fields that have a place of their own here.
    #[ts(type = "number")]
    pub mapped: u64,
    /// Fields that became custom fields.
    #[ts(type = "number")]
    pub custom: u64,
    /// Fields that could not be kept, with the reason.
    pub dropped: Vec<DroppedField>,
    /// By what it can be taken back; null where it brought nothing, or more than is kept in mind.
    pub undo: Option<String>,
    /// Where the file was damaged.
    pub damaged: Vec<super::ImportDamage>,
    /// Fields in columns that were left out on purpose.
    #[ts(type = "number")]
    pub left_out: u64,
}

/// The format that stands for the desktop's keyring, which has no path.
pub const KEYRING_FORMAT: &str = "secret_service";

/// How far a long work is; sent as the event `progress`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Progress {
    /// `import`, `export`, `attachment`, `backup`, `verify`, `restore`, `breaches`.
    pub work: String,
    /// Done so far.
    #[ts(type = "number")]
    pub done: u64,
    /// In all.
    #[ts(type = "number")]
    pub total: u64,
}

/// Writing an encrypted backup, or reading one back completely.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct BackupRequest {
    /// The backup file.
    pub path: String,
    /// The backup's own passphrase.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub passphrase: SecretString,
    /// Accept that records are damaged: in writing, the same as in the vault itself; in verifying, whichever.
    #[serde(default)]
    pub accept_faults: bool,
}

/// What a backup holds, after every byte of it was read back and verified.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BackupReport {
    /// The backup file.
    pub path: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Items in it, those in the trash included.
    pub items: u32,
    /// Records of all classes.
    #[ts(type = "number")]
    pub records: u64,
    /// The vault's generation in it.
    #[ts(type = "number")]
    pub generation: u64,
    /// Records that are damaged in it; 0 unless that was accepted.
    pub faults: u32,
    /// When it was made.
    #[ts(type = "number")]
    pub made: i64,
}

/// Making a new vault from a backup: nothing is written until the new recovery code was typed again.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct RestoreRequest {
    /// The backup file.
    pub backup: String,
    /// The backup's own passphrase.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub passphrase: SecretString,
    /// Where the vault goes.
    pub path: String,
    /// The vault's master password from now on.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub password: SecretString,
    /// Whether to use the OS keyring where there is one.
    pub use_keyring: bool,
    /// As in [`super::CreateRequest`].
    #[serde(default)]
    pub kdf_memory_mib: Option<u32>,
    /// Accept that records are damaged in the backup: the vault will have the same faults.
    #[serde(default)]
    pub accept_faults: bool,
}
