//! The contents of records, as JSON inside the envelope. `docs/format.md` section 7.

use crate::attachment::Attachment;
use crate::{FolderId, ItemId, Timestamp, VersionId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use strongroom_credential::Item;
use strongroom_crypto::RecordTag;
use strongroom_secret::SecretBytes;
use strongroom_storage::RecordId;

/// An item with what the vault knows about it. Its fields are secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRecord {
    /// The item.
    pub item: Item,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// When it came to be.
    pub created: Timestamp,
    /// When it was last saved.
    pub modified: Timestamp,
    /// When it was put into the trash.
    pub deleted: Option<Timestamp>,
    /// Earlier versions, in ascending order.
    pub history: Vec<VersionRef>,
    /// Files that hang on it, in the order in which they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// Names an earlier version and pins it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionRef {
    /// The number that it had.
    pub version: u64,
    /// Its record.
    pub id: VersionId,
    /// Its record's tag.
    #[serde(with = "tag_text")]
    pub tag: RecordTag,
    /// When it was saved.
    pub saved: Timestamp,
}

/// An earlier version of an item. Its fields are secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionRecord {
    /// The item.
    pub of: ItemId,
    /// The number that it had.
    pub version: u64,
    /// When it was saved.
    pub saved: Timestamp,
    /// The folder it lay in.
    pub folder: Option<FolderId>,
    /// What it was.
    pub item: Item,
    /// Files that hung on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// A folder. Its name is personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FolderRecord {
    /// Its name.
    pub name: String,
    /// The folder it lies in.
    pub parent: Option<FolderId>,
}

/// A setting that travels with the vault. Its text is personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingRecord {
    /// Which.
    pub name: String,
    /// What it is set to, in a form of its own.
    pub value: String,
}

/// The content of a record.
pub(crate) fn encode<T: Serialize>(record: &T) -> SecretBytes {
    let mut bytes = Vec::with_capacity(512);
    // Strings, numbers and ids always serialise; a vector takes what is written.
    if serde_json::to_writer(&mut bytes, record).is_err() {
        unreachable!("records hold nothing that JSON cannot say");
    }
    SecretBytes::new(bytes)
}

/// The content of an item's record with another history than its own.
pub(crate) fn encode_item(record: &ItemRecord, history: &[VersionRef]) -> SecretBytes {
    /// As [`ItemRecord`], borrowed: its secrets are not copied for it.
    #[derive(Serialize)]
    struct Borrowed<'a> {
        item: &'a Item,
        folder: Option<FolderId>,
        created: Timestamp,
        modified: Timestamp,
        deleted: Option<Timestamp>,
        history: &'a [VersionRef],
        #[serde(skip_serializing_if = "<[Attachment]>::is_empty")]
        attachments: &'a [Attachment],
    }
    let ItemRecord { item, folder, created, modified, deleted, history: _, attachments } = record;
    let (folder, created, modified, deleted) = (*folder, *created, *modified, *deleted);
    encode(&Borrowed { item, folder, created, modified, deleted, history, attachments })
}

/// What a record says; `None` where it is not what its class says. The parser's words are not kept: they could quote.
pub(crate) fn decode<T: DeserializeOwned>(content: &SecretBytes) -> Option<T> {
    serde_json::from_slice(content.expose()).ok()
}

/// The item that a record of that version says, with its earlier versions in strictly ascending order below it.
pub(crate) fn decode_item(content: &SecretBytes, version: u64) -> Option<ItemRecord> {
    let item: ItemRecord = decode(content)?;
    let ascending = item.history.is_sorted_by(|one, next| one.version < next.version);
    let below = item.history.last().is_none_or(|last| last.version < version);
    (ascending && below).then_some(item)
}

/// A tag as 32 hexadecimal digits.
mod tag_text {
    use super::*;

    pub(super) fn serialize<S: Serializer>(tag: &RecordTag, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&RecordId(*tag))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<RecordTag, D::Error> {
        let text = String::deserialize(from)?;
        RecordId::parse(&text)
            .map(|id| id.0)
            .ok_or_else(|| D::Error::custom("a tag has 32 hexadecimal digits"))
    }
}
