//! Entries that are none: what KeePass 1 and KeePassX keep in a database for themselves.

use super::super::cursor::Cursor;
use super::entry::Entry;
use std::collections::HashMap;

/// The pictures of a database; later versions of this stream have later numbers.
const ICONS: &str = "KPX_CUSTOM_ICONS_4";

/// What was found in such entries.
#[derive(Default)]
pub(super) struct Meta {
    /// Names of the streams, pictures not among them.
    pub(super) names: Vec<String>,
    /// How many pictures there are.
    pub(super) icons: u64,
    /// The picture of an entry, by its identifier.
    icon_of: HashMap<[u8; 16], u32>,
}

/// Whether the entry is one of the program's own.
pub(super) fn is_meta(entry: &Entry<'_>) -> bool {
    entry.title == "Meta-Info"
        && entry.user == "SYSTEM"
        && entry.url == "$"
        && entry.file == "bin-stream"
        && !entry.notes.is_empty()
        && !entry.bytes.is_empty()
}

impl Meta {
    pub(super) fn take(&mut self, entry: Entry<'_>) {
        if entry.notes != ICONS || self.icons(entry.bytes).is_none() {
            self.names.push(entry.notes);
        }
    }

    /// The picture of the entry of that identifier.
    pub(super) fn icon(&self, uuid: Option<[u8; 16]>) -> Option<u32> {
        self.icon_of.get(&uuid?).copied()
    }

    /// Counts of pictures, entries and groups; the pictures; the picture of each entry, then of each group.
    fn icons(&mut self, stream: &[u8]) -> Option<()> {
        let mut cursor = Cursor::new(stream);
        let (icons, entries, _groups) = (cursor.word()?, cursor.word()?, cursor.word()?);
        for _ in 0..icons {
            cursor.sized()?;
        }
        for _ in 0..entries {
            let (uuid, icon) = (cursor.array()?, cursor.word()?);
            self.icon_of.insert(uuid, icon);
        }
        self.icons = self.icons.saturating_add(u64::from(icons));
        Some(())
    }
}
