//! Changing items and folders.

use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// An item as the person wants it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ItemDraft {
    /// Its kind's name.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its fields, in order.
    pub fields: Vec<FieldDraft>,
    /// Its notes.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub notes: SecretString,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether it is a favourite.
    pub favourite: bool,
    /// The folder it shall lie in.
    pub folder: Option<String>,
}

/// A field as the person wants it: a new value, or the one that it has.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldDraft {
    /// A template's name, or the person's own for a custom field.
    pub name: String,
    /// As in [`super::FieldView`].
    #[serde(rename = "type")]
    pub field_type: String,
    /// Whether the person brought it.
    pub custom: bool,
    /// The value.
    pub value: DraftValue,
}

/// Where a field's value comes from: a secret that the page never saw is kept by naming it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum DraftValue {
    /// Typed or generated now.
    New {
        /// The value.
        #[serde(with = "serde_exposed")]
        #[ts(type = "string")]
        value: SecretString,
    },
    /// The value of that field of the version that is edited.
    Keep {
        /// The field's place in that version.
        field: u32,
    },
}

/// A new item.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct CreateItemRequest {
    /// The item.
    pub draft: ItemDraft,
}

/// A change of an item.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct UpdateItemRequest {
    /// Which one.
    pub id: String,
    /// The version that the person saw; a newer one is not overwritten.
    #[ts(type = "number")]
    pub version: u64,
    /// What it shall be.
    pub draft: ItemDraft,
}

/// Some items.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ItemsRequest {
    /// Their ids.
    pub ids: Vec<String>,
}

/// Moving items.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct MoveItemsRequest {
    /// Their ids.
    pub ids: Vec<String>,
    /// Where to; none for outside every folder.
    pub folder: Option<String>,
}

/// Favouring items.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct FavouriteRequest {
    /// Their ids.
    pub ids: Vec<String>,
    /// Whether they shall be favourites.
    pub on: bool,
}

/// Tagging items.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct TagItemsRequest {
    /// Their ids.
    pub ids: Vec<String>,
    /// Tags that they shall have.
    pub add: Vec<String>,
    /// Tags that they shall not have.
    pub remove: Vec<String>,
}

/// Going back to an earlier version: it becomes the newest one.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct RestoreVersionRequest {
    /// Which item.
    pub id: String,
    /// The version's number.
    #[ts(type = "number")]
    pub version: u64,
}

/// How many items a change touched.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[ts(export)]
pub struct Touched {
    /// That many.
    pub items: u32,
}

/// A new folder.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct CreateFolderRequest {
    /// The folder it lies in.
    pub parent: Option<String>,
    /// Its name.
    pub name: String,
}

/// A change of a folder.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct UpdateFolderRequest {
    /// Which one.
    pub id: String,
    /// The folder it shall lie in.
    pub parent: Option<String>,
    /// Its name from now on.
    pub name: String,
}

/// Which folder.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct FolderRequest {
    /// Its id.
    pub id: String,
}

/// The folder that came to be.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FolderCreated {
    /// Its id.
    pub id: String,
}

/// The kinds of item that this program knows.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Kinds {
    /// In the order in which a person is offered them.
    pub kinds: Vec<KindView>,
}

/// A kind and the fields it starts with.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct KindView {
    /// Its stable name.
    pub name: String,
    /// What the user calls it, where the user defined it; others have their name in the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub label: Option<String>,
    /// The stable name of the picture that the user chose for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub icon: Option<String>,
    /// Its fields.
    pub fields: Vec<TemplateFieldView>,
}

/// A field of a kind.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TemplateFieldView {
    /// Its stable name.
    pub name: String,
    /// As in [`super::FieldView`].
    #[serde(rename = "type")]
    pub field_type: String,
    /// Whether its value is shown only when asked for.
    pub secret: bool,
    /// Whether an item may have several.
    pub repeats: bool,
    /// Whether the editor gives it several lines.
    pub multiline: bool,
    /// Whether it must be filled in.
    #[ts(as = "Option<bool>", optional)]
    pub required: bool,
    /// What to write into it, as the user put it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hint: Option<String>,
}
