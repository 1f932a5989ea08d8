//! What an importer read. One type, many parsers, one pipeline: the vault takes it from here.

use super::{FieldReport, Format, ParsedAttachment, Warning};
use serde::{Deserialize, Serialize};
use strongroom_credential::Item;

/// What an importer read. Serialisable, secrets included: it crosses a pipe from the sandboxed child as JSON and is
/// written nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedImport {
    /// What the file was.
    pub format: Format,
    /// Its folders; items name them by position. A folder's parents are in the list too, and before it.
    pub folders: Vec<ParsedFolder>,
    /// Its items, in the file's order.
    pub items: Vec<ParsedItem>,
    /// What became of every field.
    pub report: FieldReport,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// A folder of the source. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedFolder {
    /// Names from the outermost to its own; never empty.
    pub path: Vec<String>,
}

/// An item of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedItem {
    /// Its content.
    pub item: Item,
    /// Position in [`ParsedImport::folders`]; none is the top level.
    pub folder: Option<usize>,
    /// When it was made, in milliseconds since 1970, UTC.
    pub created_ms: Option<i64>,
    /// When it was last changed, in milliseconds since 1970, UTC.
    pub modified_ms: Option<i64>,
    /// Earlier versions, oldest first.
    pub history: Vec<ParsedVersion>,
    /// Whether it lay in the source's recycle bin or trash.
    pub deleted: bool,
    /// Its attachments.
    pub attachments: Vec<ParsedAttachment>,
}

impl ParsedItem {
    /// An item at the top level, of unknown age.
    pub fn new(item: Item) -> Self {
        Self {
            item,
            folder: None,
            created_ms: None,
            modified_ms: None,
            history: Vec::new(),
            deleted: false,
            attachments: Vec::new(),
        }
    }
}

/// An earlier version of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedVersion {
    /// The content that it had.
    pub item: Item,
    /// When it became that, in milliseconds since 1970, UTC.
    pub modified_ms: Option<i64>,
    /// Attachments that it had and the item itself has no longer.
    pub attachments: Vec<ParsedAttachment>,
}
