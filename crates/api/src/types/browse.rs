//! Lists and single items. Lists carry titles and facts, never a secret.

use super::{AttachmentView, FactView, FindingView};
use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// Which items a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum View {
    /// Everything but the trash.
    #[default]
    All,
    /// The favourites.
    Favourites,
    /// Deleted items that can be restored.
    Trash,
    /// Items of one kind.
    Kind {
        /// The kind's name.
        kind: String,
    },
    /// Items of a folder and of the folders in it.
    Folder {
        /// The folder's id.
        folder: String,
    },
    /// Items with a tag.
    Tag {
        /// The tag.
        tag: String,
    },
    /// Items whose password is weak.
    Weak,
    /// Items whose password another item has too.
    Reused,
    /// Items whose password has that score.
    Strength {
        /// 0 to 4.
        score: u8,
    },
    /// Items whose password is a variation of another item's, but not the same.
    Similar,
    /// Items whose password is at least that many days old, and younger than others.
    OlderThan {
        /// The days.
        days: u32,
        /// Younger than so many days, where that is told.
        below: Option<u32>,
    },
    /// Items of which something ended before today.
    Ended,
    /// Items of which something ends today or within that many days.
    EndsWithin {
        /// The days.
        days: u32,
    },
    /// Items of which the worst that is wrong is that grave, but for weak passwords and what ends.
    Found {
        /// How grave.
        severity: Gravity,
    },
    /// Logins without a one-time code.
    WithoutCode,
    /// Those of them at a site that is known to offer such codes.
    TwoFactorPossible,
    /// Items whose password was found in published breaches.
    Breached,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum Gravity {
    /// Worth a look.
    Low,
    /// Should be changed.
    Medium,
    /// Should be changed now.
    High,
}

/// The order of a list without words to search for; a search is ordered by how well it fits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By title.
    #[default]
    Title,
    /// The latest change first.
    Modified,
    /// The latest created first.
    Created,
}

/// Rows `from` to `from + count` of the items that fit.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ListRequest {
    /// Which items.
    pub view: View,
    /// Words that all must occur; empty for every item of the view.
    #[serde(default)]
    pub search: String,
    /// Their order.
    #[serde(default)]
    pub sort: Sort,
    /// The first row, counted from zero.
    pub from: u32,
    /// How many rows, at most 500.
    pub count: u32,
}

/// Some rows of a list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ItemList {
    /// How many items fit.
    pub total: u32,
    /// The number of the first row.
    pub from: u32,
    /// The rows asked for.
    pub rows: Vec<ItemRow>,
    /// The vault's generation that the list shows.
    #[ts(type = "number")]
    pub generation: u64,
}

/// One item in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ItemRow {
    /// Its id.
    pub id: String,
    /// Its kind's name.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// A second line: user name, host, last four digits.
    pub subtitle: String,
    /// Whether it is a favourite.
    pub favourite: bool,
    /// Strength of its main secret, 0 to 4; none where it has none.
    pub strength: Option<u8>,
    /// Whether another item has the same main secret.
    pub reused: bool,
    /// Whether it has a one-time code.
    pub has_totp: bool,
    /// Last change.
    #[ts(type = "number")]
    pub modified: i64,
}

/// What the left pane shows.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Sidebar {
    /// Items that are not in the trash.
    pub all: u32,
    /// Favourites among them.
    pub favourites: u32,
    /// Items in the trash.
    pub trash: u32,
    /// Items with a weak main secret.
    pub weak: u32,
    /// Items whose main secret another item has too.
    pub reused: u32,
    /// Kinds that occur, with their number.
    pub kinds: Vec<NameCount>,
    /// Tags that occur, with their number.
    pub tags: Vec<NameCount>,
    /// All folders, parents before children, siblings by name.
    pub folders: Vec<FolderRow>,
}

/// A name and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct NameCount {
    /// The name.
    pub name: String,
    /// How often.
    pub count: u32,
}

/// A folder in the left pane.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FolderRow {
    /// Its id.
    pub id: String,
    /// The folder it lies in.
    pub parent: Option<String>,
    /// Its name.
    pub name: String,
    /// How many folders are above it.
    pub depth: u32,
    /// Items in it and in the folders below it.
    pub count: u32,
}

/// Which item.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ItemRequest {
    /// Its id.
    pub id: String,
}

/// An item, opened: everything but its secrets.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ItemView {
    /// Its id.
    pub id: String,
    /// Its kind's name.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its fields, in order.
    pub fields: Vec<FieldView>,
    /// Its notes.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub notes: SecretString,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether it is a favourite.
    pub favourite: bool,
    /// The folder it lies in.
    pub folder: Option<String>,
    /// Whether it is in the trash.
    pub deleted: bool,
    /// When it came to be.
    #[ts(type = "number")]
    pub created: i64,
    /// Last change.
    #[ts(type = "number")]
    pub modified: i64,
    /// The number of this version, counted from 1.
    #[ts(type = "number")]
    pub version: u64,
    /// Earlier versions that are kept.
    pub earlier_versions: u32,
    /// Files that hang on it.
    pub attachments: Vec<AttachmentView>,
    /// What can be said about it without giving it away.
    pub facts: Vec<FactView>,
    /// What is noteworthy about it.
    pub findings: Vec<FindingView>,
}

/// A field of an opened item.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FieldView {
    /// Its place among the item's fields; `reveal` and `copy` name it by this.
    pub index: u32,
    /// A template's name, or the person's own for a custom field.
    pub name: String,
    /// `text`, `hidden`, `url`, `date`, `month`, `number`, `email`, `phone`, `boolean`, `totp`, `unknown`.
    #[serde(rename = "type")]
    pub field_type: String,
    /// Whether the person brought it.
    pub custom: bool,
    /// Whether its value is shown only when asked for.
    pub secret: bool,
    /// The value of a field that is no secret.
    #[serde(serialize_with = "optional_exposed")]
    #[ts(type = "string | null")]
    pub value: Option<SecretString>,
    /// Whether it has a value at all.
    pub filled: bool,
    /// Strength of a password, 0 to 4.
    pub strength: Option<u8>,
    /// Whether it is a one-time code by a counter, which is used up by being looked at.
    pub by_counter: bool,
}

fn optional_exposed<S: serde::Serializer>(value: &Option<SecretString>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => to.serialize_some(value.expose()),
        None => to.serialize_none(),
    }
}

/// Which field of which item; of an earlier version where one is named.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct FieldRequest {
    /// The item's id.
    pub id: String,
    /// The field's place.
    pub field: u32,
    /// An earlier version's number.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub version: Option<u64>,
}

/// One secret, because a person asked for it.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct Revealed {
    /// The secret.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub value: SecretString,
    /// For how many seconds the page shows it.
    pub seconds: u32,
}

/// What became of a copy.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Copied {
    /// After how many seconds the clipboard is cleared; 0 when it is not.
    pub clears_in: u32,
}

/// A one-time code: of this moment, or the next one of a counter.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct OneTimeCode {
    /// The code.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub code: SecretString,
    /// How long a code lives; 0 for one of a counter, which lives until it is used.
    pub period_seconds: u32,
    /// How long this one still lives; 0 for one of a counter.
    pub remaining_seconds: u32,
    /// The counter that it was made from; none for a code of the clock.
    #[ts(type = "number | null")]
    pub counter: Option<u64>,
}

/// Earlier versions of an item, the latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct History {
    /// The versions.
    pub versions: Vec<VersionRow>,
}

/// One version of an item.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct VersionRow {
    /// Its number.
    #[ts(type = "number")]
    pub version: u64,
    /// When it was saved.
    #[ts(type = "number")]
    pub saved: i64,
    /// Its title then.
    pub title: String,
    /// The names of the fields in which it differs from the version before it.
    pub changed: Vec<String>,
    /// Whether it is the present one.
    pub present: bool,
}
