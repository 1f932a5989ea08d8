//! Bringing in many items at once: folders by path, items with their past, what is merged into items that are there, and the
//! list by which all of it can be taken back; one audit entry, one transaction.

use crate::commit::Change;
use crate::error::{ReadError, WriteError};
use crate::folders::{MAX_DEPTH, fitting_name};
use crate::imports::Brought;
use crate::items::{NewItem, Scoring};
use crate::put::TOGETHER;
use crate::record::FolderRecord;
use crate::{Action, AuditEvent, Env, FolderId, ImportId, ItemId, Setting, Unlocked};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// An item to be brought in, and the path of its folder; an empty path is no further folder.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The item; the path begins in its `folder`, or outside every folder.
    pub new: NewItem,
    /// Names of folders from the top down.
    pub path: Vec<String>,
}

/// Which of two states of an item is what it is from now on; the other one goes into its history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The one that is brought.
    OnTop,
    /// The one that the vault has.
    Beneath,
}

/// An item to be merged into one that the vault has. Where that one is gone, in the trash or out of it by now, or cannot be
/// read, it is brought in as a new one.
#[derive(Debug, Clone)]
pub struct Merging {
    /// The item, and where it lies if it becomes a new one; without further folders, if that is known only while it is done.
    pub incoming: Incoming,
    /// The item that the vault has.
    pub into: ItemId,
    /// Which of them stays on top.
    pub order: Order,
}

/// Everything that an import is to do.
#[derive(Debug, Default)]
pub struct ImportPlan<'a> {
    /// Items to be added.
    pub incoming: Vec<Incoming>,
    /// Items to be merged into others.
    pub merging: Vec<Merging>,
    /// Folders to be made even where no item lies in them: in which folder they begin, and their names from the top down.
    pub folders: Vec<(Option<FolderId>, Vec<String>)>,
    /// The name of what they come from.
    pub source: &'a str,
}

/// What an import brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Items.
    pub items: usize,
    /// Items of the vault that something was merged into.
    pub merged: usize,
    /// Folders that were not there before.
    pub folders: usize,
    /// Earlier versions.
    pub versions: usize,
    /// By what it can be taken back; none where it brought nothing, or more than can be kept in mind.
    pub id: Option<ImportId>,
}

impl Unlocked {
    /// Brings in items. Folders that are there already are used; their passwords are scored later. `empty_folders` are made
    /// even where no item lies in them. A folder's name that the vault does not allow is cut, or replaced where it is blank.
    ///
    /// # Errors
    /// As [`Unlocked::import_all`].
    pub async fn import(
        &mut self,
        incoming: Vec<Incoming>,
        empty_folders: &[Vec<String>],
        source: &str,
        env: Env<'_>,
    ) -> Result<Imported, WriteError> {
        let folders = empty_folders.iter().map(|path| (None, path.clone())).collect();
        self.import_all(ImportPlan { incoming, merging: Vec::new(), folders, source }, env).await
    }

    /// The same, with items that are merged into others, and with folders that begin in others.
    ///
    /// # Errors
    /// [`WriteError::FolderName`] for a folder with more than 64 above it; [`ReadError::NotFound`] where a folder that others
    /// begin in is not there.
    pub async fn import_all(&mut self, plan: ImportPlan<'_>, env: Env<'_>) -> Result<Imported, WriteError> {
        let ImportPlan { mut incoming, mut merging, folders, source } = plan;
        let mut change = Change::default();
        let mut paths = FolderPaths::of(self);
        for (base, path) in &folders {
            paths.place(self, &mut change, *base, path, env)?;
        }
        let gone = |one: &mut Merging| {
            self.index.item(one.into).is_none_or(|ours| ours.deleted != one.incoming.new.deleted)
        };
        incoming.extend(merging.extract_if(.., gone).map(|one| one.incoming));
        for one in &mut incoming {
            one.new.folder = paths.place(self, &mut change, one.new.folder, &one.path, env)?;
        }
        let mut brought = Brought {
            id: ImportId::make(env.random)?,
            at: env.clock.now(),
            source: source.to_owned(),
            items: Vec::new(),
            merged: Vec::new(),
            folders: paths.made,
        };
        let mut imported = Imported { folders: brought.folders.len(), ..Imported::default() };
        imported.versions = incoming.iter().map(|one| one.new.history.len()).sum();
        self.plan_incoming(incoming, &mut change, &mut brought, env)?;
        self.commit_import(change, brought, &merging, imported, env).await
    }

    /// Plans new items, all of them at the same time.
    fn plan_incoming(
        &self,
        incoming: Vec<Incoming>,
        change: &mut Change,
        brought: &mut Brought,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let items = incoming.into_par_iter().with_min_len(TOGETHER);
        let planned = items.map(|one| self.plan_item(one.new, Scoring::Later, env));
        for (id, puts) in planned.collect::<Result<Vec<_>, WriteError>>()? {
            // The item comes behind the parts of its files.
            brought.items.push((id, puts.last().map_or(1, |put| put.version)));
            change.puts.extend(puts);
        }
        Ok(())
    }

    /// Commits what was planned, with what is merged, which depends on what the vault has at that moment.
    async fn commit_import(
        &mut self,
        mut change: Change,
        mut brought: Brought,
        merging: &[Merging],
        sure: Imported,
        env: Env<'_>,
    ) -> Result<Imported, WriteError> {
        let (puts, items) = (change.puts.len(), brought.items.len());
        let mut attempt = 0;
        loop {
            let seen = self.header.generation;
            change.puts.truncate(puts);
            brought.items.truncate(items);
            brought.merged.clear();
            let mut imported = sure;
            let mut taken = HashSet::new();
            for one in merging {
                // What two items are merged into at once would be counted wrongly by the first of them.
                let free = taken.insert(one.into);
                imported.versions += self.plan_merging(one, free, &mut change, &mut brought, env).await?;
            }
            (imported.items, imported.merged) = (brought.items.len(), brought.merged.len());
            if !brought.is_empty() {
                let mut imports = self.imports_kept().await?;
                imports.imports.push(brought.clone());
                let (text, fits) = imports.text();
                imported.id = fits.then_some(brought.id);
                change.puts.push(self.setting_put(Setting::Imports, text));
            }
            if self.header.generation != seen {
                continue;
            }
            let detail = format!("{} items from {}", imported.items + imported.merged, brought.source);
            change.events = vec![AuditEvent::of_vault(Action::Import, detail)];
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(imported);
            }
        }
    }
}

/// The folders that are there or planned, by parent and name.
struct FolderPaths {
    known: HashMap<(Option<FolderId>, String), FolderId>,
    made: Vec<FolderId>,
}

impl FolderPaths {
    fn of(vault: &Unlocked) -> Self {
        let known = vault.index.folders().map(|(id, folder)| ((folder.parent, folder.name.to_string()), id));
        Self { known: known.collect(), made: Vec::new() }
    }

    fn place(
        &mut self,
        vault: &Unlocked,
        change: &mut Change,
        base: Option<FolderId>,
        path: &[String],
        env: Env<'_>,
    ) -> Result<Option<FolderId>, WriteError> {
        let above = match base {
            Some(base) => {
                vault.index.folder(base).ok_or(ReadError::NotFound { what: "folder" })?;
                vault.folders_above(base).saturating_add(1)
            }
            None => 0,
        };
        if !path.is_empty() && above + path.len() > MAX_DEPTH + 1 {
            return Err(WriteError::FolderName);
        }
        let mut parent = base;
        for name in path {
            let name = fitting_name(name);
            let key = (parent, name.clone());
            let id = match self.known.get(&key) {
                Some(id) => *id,
                None => {
                    let id = FolderId::make(env.random)?;
                    change.puts.push(vault.folder_put(id, FolderRecord { name, parent }));
                    self.known.insert(key, id);
                    self.made.push(id);
                    id
                }
            };
            parent = Some(id);
        }
        Ok(parent)
    }
}
