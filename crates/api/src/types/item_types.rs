//! Kinds of item that the user defines.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A kind that the user defined, in the form in which it is exported and imported as a file. Personal, nowhere secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(deny_unknown_fields)]
pub struct ItemType {
    /// Its stable name, which its items carry: 1 to 40 of a to z, digits and _. Empty for one that is to be made.
    pub name: String,
    /// What people call it, 1 to 64 characters.
    pub label: String,
    /// The stable name of its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub icon: Option<String>,
    /// Its fields, in order, 1 to 64.
    pub fields: Vec<ItemTypeField>,
}

/// One field of such a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(deny_unknown_fields)]
pub struct ItemTypeField {
    /// Its name, shown as it is, 1 to 64 characters.
    pub name: String,
    /// As in [`super::FieldView`], but for `unknown`.
    #[serde(rename = "type")]
    pub field_type: String,
    /// Whether an item may have several.
    #[serde(default)]
    pub repeats: bool,
    /// Whether the editor gives it several lines.
    #[serde(default)]
    pub multiline: bool,
    /// Whether it must be filled in.
    #[serde(default)]
    pub required: bool,
    /// A regular expression that the whole value must match, at most 256 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pattern: Option<String>,
    /// What to write into it, 1 to 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hint: Option<String>,
}

/// The kinds that the user defined, in their order.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ItemTypes {
    /// Each with its items.
    pub types: Vec<ItemTypeRow>,
}

/// A kind and how much it is used.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ItemTypeRow {
    /// The kind.
    pub definition: ItemType,
    /// Items of it, those in the trash too.
    pub items: u32,
}

/// Keeping a kind.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct SaveItemTypeRequest {
    /// The kind as it shall be.
    pub definition: ItemType,
    /// Whether it takes the place of the one of its name; else there must be none.
    pub replace: bool,
    /// Fields that have another name now and shall have it in the items too. Items keep what is not named here under its
    /// former name.
    #[serde(default)]
    pub renamed: Vec<RenamedField>,
}

/// A field with another name than before.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct RenamedField {
    /// Its name in the items.
    pub from: String,
    /// Its name in the kind.
    pub to: String,
}

/// What was kept.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ItemTypeSaved {
    /// The kind, with the name that it got.
    pub definition: ItemType,
    /// Items of it.
    pub items: u32,
    /// Items whose fields got another name, each as a new version.
    pub renamed: u32,
}

/// Which kind.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ItemTypeRequest {
    /// Its stable name.
    pub name: String,
}

/// What has to do with a kind that is defined no more.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[ts(export)]
pub struct ItemTypeDeleted {
    /// Items of it, which stay as they are.
    pub items: u32,
}

/// A pattern to be tried.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct TryPatternRequest {
    /// The pattern.
    pub pattern: String,
    /// A value that is made up; it is kept nowhere.
    pub example: String,
}

/// How a pattern did.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[ts(export)]
pub struct PatternTried {
    /// Whether it is a pattern that can be used.
    pub usable: bool,
    /// Whether all of the example fits it.
    pub fits: bool,
}
