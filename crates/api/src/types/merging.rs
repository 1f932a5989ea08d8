//! What a person chooses of an import: what becomes of items that the vault has in some way, where folders go; and what can
//! be taken back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How many items of a file are what to the vault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Standings {
    /// The vault has none like it.
    pub new: u32,
    /// The vault has it with the same content and all that belongs to it, or the file has it twice.
    pub same: u32,
    /// The vault has an older state of it, or one without some tag, file or earlier version of it.
    pub newer: u32,
    /// The vault has a newer state of it.
    pub older: u32,
    /// The vault has another state of it, and the dates do not tell which is newer.
    pub different: u32,
}

/// What an item of a file is to the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Standing {
    /// See [`Standings`].
    New,
    /// See [`Standings`].
    Same,
    /// See [`Standings`].
    Newer,
    /// See [`Standings`].
    Older,
    /// See [`Standings`].
    Different,
}

/// An item of a file that is not new. Personal.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct KnownItem {
    /// Its place in the file, from 0.
    pub position: u32,
    /// What it is to the vault.
    pub standing: Standing,
    /// Its kind's name.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its second line.
    pub subtitle: String,
    /// When it was last changed, as the file says.
    #[ts(type = "number | null")]
    pub modified: Option<i64>,
    /// The title of the vault's item; null where only the file has it twice.
    pub ours: Option<String>,
    /// When that was last changed.
    #[ts(type = "number | null")]
    pub ours_modified: Option<i64>,
}

/// A folder of a file. Personal.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportFolder {
    /// Its place among the file's folders, from 0.
    pub position: u32,
    /// Its name.
    pub name: String,
    /// How many folders are above it.
    pub depth: u32,
    /// Items that lie in it.
    pub items: u32,
}

/// What becomes of an item that the vault has in some way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Treatment {
    /// It is left out.
    Skip,
    /// It comes as an item of its own.
    Keep,
    /// It is merged into the vault's: the newer one on top, the other one into the history. Where the dates do not tell, the one
    /// that comes goes on top.
    Merge,
}

/// What becomes of items, by what they are to the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Treatments {
    /// The same.
    pub same: Treatment,
    /// Newer ones.
    pub newer: Treatment,
    /// Older ones.
    pub older: Treatment,
    /// Ones of which the dates do not tell.
    pub different: Treatment,
}

impl Treatments {
    /// One for all.
    pub fn all(one: Treatment) -> Self {
        Self { same: one, newer: one, older: one, different: one }
    }
}

/// `docs/decisions/0027-merging.md` says why.
impl Default for Treatments {
    fn default() -> Self {
        let (skip, keep, merge) = (Treatment::Skip, Treatment::Keep, Treatment::Merge);
        Self { same: skip, newer: merge, older: merge, different: keep }
    }
}

/// What becomes of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ItemTreatment {
    /// Its place in the file.
    pub position: u32,
    /// What becomes of it.
    pub treatment: Treatment,
}

/// A folder of the vault, or one to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct FolderTarget {
    /// The id of a folder that is there; null is outside every folder.
    #[serde(default)]
    pub folder: Option<String>,
    /// Names of further folders in it, from the top down; they are made where they are not there.
    #[serde(default)]
    pub path: Vec<String>,
}

/// Where one folder of a file goes; what is in it goes with it, unless it is named too.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct FolderMapping {
    /// Its place among the file's folders; null for items that lie in no folder.
    pub position: Option<u32>,
    /// The folder that it becomes.
    pub target: FolderTarget,
}

/// Where the folders of a file go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "how", rename_all = "snake_case")]
#[ts(export)]
pub enum FolderPlan {
    /// As they are.
    #[default]
    AsTheyAre,
    /// All into one folder, in which they are as they were.
    Into {
        /// Which.
        target: FolderTarget,
    },
    /// Each where it is said; the others as they are.
    Each {
        /// Those that go elsewhere.
        folders: Vec<FolderMapping>,
    },
}

/// Bringing in what was previewed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct RunImportRequest {
    /// What becomes of items that the vault has in some way.
    pub duplicates: Treatments,
    /// Items for which something else was chosen.
    pub each: Vec<ItemTreatment>,
    /// Where the folders go.
    pub folders: FolderPlan,
    /// Import what could be read of a damaged file; without it such a file is refused, and stays previewed.
    pub accept_damaged: bool,
    /// Remember how a table was read, for the next with the same header.
    pub remember: bool,
}

/// An import that can be taken back. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PastImport {
    /// Names it.
    pub id: String,
    /// When it was.
    #[ts(type = "number")]
    pub at: i64,
    /// The format that it came from.
    pub source: String,
    /// New items.
    pub items: u32,
    /// Items that something was merged into.
    pub merged: u32,
    /// Folders that were made.
    pub folders: u32,
    /// Items of both that were changed or removed since, and stay as they are.
    pub changed: u32,
}

/// The imports that can be taken back, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PastImports {
    /// They.
    pub imports: Vec<PastImport>,
}

/// Taking an import back.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct UndoImportRequest {
    /// Which.
    pub id: String,
}

/// Why something stays that an import brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum WhyLeft {
    /// The item was changed since.
    Changed,
    /// It cannot be read.
    Unreadable,
    /// The folder was renamed or moved since.
    FolderChanged,
    /// Something is in the folder.
    FolderUsed,
}

/// Something that an import brought and that stays. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LeftBehind {
    /// What it is called.
    pub title: String,
    /// Why it stays.
    pub why: WhyLeft,
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UndoReport {
    /// Items that were removed.
    pub items: u32,
    /// Items that are again what they were before something was merged into them.
    pub merged: u32,
    /// Folders that were removed.
    pub folders: u32,
    /// What stays, at most 1,000 of it.
    pub left: Vec<LeftBehind>,
    /// How much stays in all.
    pub left_total: u32,
}

/// Something that was dropped onto the window of an open vault; sent as the event `dropped`. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Dropped {
    /// The file or folder; null where it was none, or more than one.
    pub path: Option<String>,
}
