//! From values to the bytes of another program's file. The writers know nothing of each other, and take what the importers
//! give: what one program's file was read into, another's can be written from.

use crate::{ParsedFolder, ParsedItem};

/// What is written: folders, parents first, and the items in them.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// Every folder; items name them by position.
    pub folders: &'a [ParsedFolder],
    /// Every item with its earlier versions and its attachments. Secret.
    pub items: &'a [ParsedItem],
}

mod kdbx;

pub use kdbx::{KdbxCosts, KdbxKey, KdbxWriteError, kdbx_losses, write_kdbx};
