//! What the last imports brought, kept in the setting `imports`, so that one of them can be taken back after a restart.
//! `docs/format.md` section 7.

use crate::error::ReadError;
use crate::settings::MAX_SETTING;
use crate::{FolderId, ImportId, ItemId, Setting, Timestamp, Unlocked};
use serde::{Deserialize, Serialize};
use strongroom_storage::Class;

/// Imports that are kept at the most.
const KEPT: usize = 8;

/// The text of the setting: the imports, the earliest first.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Imports {
    pub(crate) imports: Vec<Brought>,
}

/// What one import brought.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brought {
    pub(crate) id: ImportId,
    pub(crate) at: Timestamp,
    /// The name of the format that it came from.
    pub(crate) source: String,
    /// New items, and the version that each was brought as.
    pub(crate) items: Vec<(ItemId, u64)>,
    /// Items that were there and that something was merged into: the version before it, and the one behind it.
    pub(crate) merged: Vec<(ItemId, u64, u64)>,
    /// Folders that were made, parents first.
    pub(crate) folders: Vec<FolderId>,
}

impl Brought {
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.merged.is_empty() && self.folders.is_empty()
    }

    /// Every item, and the version that it has if nobody changed it.
    fn versions(&self) -> impl Iterator<Item = (ItemId, u64)> {
        self.items.iter().copied().chain(self.merged.iter().map(|(id, _, after)| (*id, *after)))
    }
}

impl Imports {
    /// An item is again what it was at a version, under another number: to what brought that version it is not changed.
    pub(crate) fn renumber(&mut self, item: ItemId, version: u64, now: u64) {
        for one in &mut self.imports {
            let merged = one.merged.iter_mut().map(|(id, _, after)| (id, after));
            let versions = one.items.iter_mut().map(|(id, version)| (id, version)).chain(merged);
            versions.filter(|(id, at)| **id == item && **at == version).for_each(|(_, at)| *at = now);
        }
    }

    /// The setting's text with the latest imports, as many as fit, and whether the very last does.
    pub(crate) fn text(&self) -> (String, bool) {
        let mut room = MAX_SETTING.saturating_sub(32);
        // Ids, numbers and short texts always serialise.
        let texts = self.imports.iter().rev().map(|one| serde_json::to_string(one).unwrap_or_default());
        let fitting = |text: &String| match room.checked_sub(text.len() + 1) {
            Some(rest) => {
                room = rest;
                true
            }
            None => false,
        };
        let mut kept: Vec<String> = texts.take(KEPT).take_while(fitting).collect();
        kept.reverse();
        let fits = !kept.is_empty() || self.imports.is_empty();
        (format!("{{\"imports\":[{}]}}", kept.join(",")), fits)
    }
}

/// An import that can be taken back. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastImport {
    /// Names it.
    pub id: ImportId,
    /// When it was.
    pub at: Timestamp,
    /// The name of the format that it came from.
    pub source: String,
    /// New items.
    pub items: usize,
    /// Items that were there before and that something was merged into.
    pub merged: usize,
    /// Folders that were made.
    pub folders: usize,
    /// Items of both that were changed or removed since: they stay as they are when it is taken back.
    pub changed: usize,
}

impl Unlocked {
    /// The imports that can be taken back, the latest first.
    pub async fn imports(&mut self) -> Result<Vec<PastImport>, ReadError> {
        let Imports { imports } = self.imports_kept().await?;
        let version = |id: ItemId| self.index.entry(Class::Item, id.0).map(|entry| entry.version);
        let past = imports.into_iter().rev().map(|one| PastImport {
            changed: one.versions().filter(|(id, as_brought)| version(*id) != Some(*as_brought)).count(),
            id: one.id,
            at: one.at,
            items: one.items.len(),
            merged: one.merged.len(),
            folders: one.folders.len(),
            source: one.source,
        });
        Ok(past.collect())
    }

    /// What is kept of the last imports. Where it cannot be read, nothing is: no import shall fail for it.
    pub(crate) async fn imports_kept(&mut self) -> Result<Imports, ReadError> {
        match self.setting(Setting::Imports).await {
            Ok(text) => Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()),
            Err(ReadError::Record { .. }) => Ok(Imports::default()),
            Err(error) => Err(error),
        }
    }
}
