//! A group: its name and how deep it lies. The order of the groups makes the tree.

use super::super::cursor::Cursor;
use super::fields::{damaged, each, short, text, word};
use super::moment;
use crate::import::ImportError;
use crate::import::date::date_of;
use crate::import::folders::Folders;
use crate::import::limits::MAX_FOLDER_DEPTH;

const WHAT: &str = "a group";

/// One group.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) id: u32,
    pub(super) name: String,
    /// The day on which it ends, where it does.
    pub(super) expires: Option<String>,
    /// How many groups it is in.
    level: usize,
    /// Its position among the folders.
    pub(super) folder: Option<usize>,
}

impl Group {
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Self, ImportError> {
        let mut group = Self::default();
        let mut id = None;
        each(cursor, WHAT, |field, value| {
            match field {
                1 => id = Some(word(value, WHAT)?),
                2 => group.name = text(value),
                6 => group.expires = moment::parse(value).and_then(date_of),
                8 => group.level = usize::from(short(value, WHAT)?),
                // Times, an icon and flags say how it is shown; nought is for plugins to ignore.
                _ => {}
            }
            Ok(())
        })?;
        group.id = id.ok_or_else(|| damaged(WHAT))?;
        Ok(group)
    }
}

/// Gives each group its folder: it lies in the last group before it that is one level higher.
pub(super) fn settle(groups: &mut [Group], folders: &mut Folders) -> Result<(), ImportError> {
    let mut path: Vec<String> = Vec::new();
    for group in groups {
        if group.level >= MAX_FOLDER_DEPTH {
            return Err(ImportError::too_large("levels of folders", MAX_FOLDER_DEPTH as u64));
        }
        path.truncate(group.level);
        path.push(group.name.clone());
        group.folder = folders.position(&path)?;
    }
    Ok(())
}
