//! Bringing in many items at once: folders by path, items with their past, one audit entry, one transaction.

use crate::commit::Change;
use crate::error::WriteError;
use crate::folders::{MAX_DEPTH, fitting_name};
use crate::items::{NewItem, Scoring};
use crate::put::TOGETHER;
use crate::record::FolderRecord;
use crate::{Action, AuditEvent, Env, FolderId, Unlocked};
use rayon::prelude::*;
use std::collections::HashMap;

/// An item to be brought in, and the path of its folder; an empty path is outside every folder.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The item; its `folder` is set from the path.
    pub new: NewItem,
    /// Names of folders from the top down.
    pub path: Vec<String>,
}

/// What an import brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Items.
    pub items: usize,
    /// Folders that were not there before.
    pub folders: usize,
    /// Earlier versions.
    pub versions: usize,
}

impl Unlocked {
    /// Brings in items. Folders that are there already are used; their passwords are scored later. `empty_folders` are made
    /// even where no item lies in them. A folder's name that the vault does not allow is cut, or replaced where it is blank.
    ///
    /// # Errors
    /// [`WriteError::FolderName`] for a folder with more than 64 above it.
    pub async fn import(
        &mut self,
        incoming: Vec<Incoming>,
        empty_folders: &[Vec<String>],
        source: &str,
        env: Env<'_>,
    ) -> Result<Imported, WriteError> {
        let mut change = Change::default();
        let mut folders = FolderPaths::of(self);
        for path in empty_folders {
            folders.place(self, &mut change, path, env)?;
        }
        let mut imported = Imported::default();
        let mut items = Vec::with_capacity(incoming.len());
        for Incoming { mut new, path } in incoming {
            new.folder = folders.place(self, &mut change, &path, env)?;
            imported.items += 1;
            imported.versions += new.history.len();
            items.push(new);
        }
        let plan = |new| self.plan_item(new, Scoring::Later, env).map(|(_, puts)| puts);
        let items = items.into_par_iter().with_min_len(TOGETHER).map(plan);
        change.puts.extend(items.collect::<Result<Vec<_>, WriteError>>()?.into_iter().flatten());
        imported.folders = folders.made;
        let detail = format!("{} items from {source}", imported.items);
        change.events.push(AuditEvent::of_vault(Action::Import, detail));
        self.commit(change, env).await?;
        Ok(imported)
    }
}

/// The folders that are there or planned, by parent and name.
struct FolderPaths {
    known: HashMap<(Option<FolderId>, String), FolderId>,
    made: usize,
}

impl FolderPaths {
    fn of(vault: &Unlocked) -> Self {
        let known = vault.index.folders().map(|(id, folder)| ((folder.parent, folder.name.to_string()), id));
        Self { known: known.collect(), made: 0 }
    }

    fn place(
        &mut self,
        vault: &Unlocked,
        change: &mut Change,
        path: &[String],
        env: Env<'_>,
    ) -> Result<Option<FolderId>, WriteError> {
        if path.len() > MAX_DEPTH + 1 {
            return Err(WriteError::FolderName);
        }
        let mut parent = None;
        for name in path {
            let name = fitting_name(name);
            let key = (parent, name.clone());
            let id = match self.known.get(&key) {
                Some(id) => *id,
                None => {
                    let id = FolderId::make(env.random)?;
                    change.puts.push(vault.folder_put(id, FolderRecord { name, parent }));
                    self.known.insert(key, id);
                    self.made += 1;
                    id
                }
            };
            parent = Some(id);
        }
        Ok(parent)
    }
}
