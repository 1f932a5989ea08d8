//! Folders: a tree of any sensible depth. Removing one moves what lies in it one level up; nothing gets lost.

use crate::commit::Change;
use crate::error::{ReadError, WriteError};
use crate::overview::{FolderOverview, Overview};
use crate::put::{Content, Put};
use crate::record::{FolderRecord, ItemRecord, encode};
use crate::{Action, AuditEvent, Env, FolderId, ItemId, Unlocked};
use std::collections::{BTreeSet, HashMap, HashSet};
use strongroom_storage::Class;

/// Characters of a name.
const MAX_NAME: usize = 255;
/// Folders above one.
pub(crate) const MAX_DEPTH: usize = 64;
/// What an imported folder without a name is called.
const NAMELESS: &str = "(no name)";

/// A folder in its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderNode {
    /// Its id.
    pub id: FolderId,
    /// The folder it lies in.
    pub parent: Option<FolderId>,
    /// Its name.
    pub name: String,
    /// How many folders are above it.
    pub depth: usize,
}

impl Unlocked {
    /// All folders, each behind its parent, siblings by name.
    pub fn folder_tree(&self) -> Vec<FolderNode> {
        let mut children: HashMap<Option<FolderId>, Vec<(String, FolderId)>> = HashMap::new();
        for (id, folder) in self.index.folders() {
            // A folder whose parent is gone is shown at the top.
            let parent = folder.parent.filter(|parent| self.index.folder(*parent).is_some());
            children.entry(parent).or_default().push((folder.sort_key(), id));
        }
        children.values_mut().for_each(|siblings| siblings.sort_by(|a, b| b.cmp(a)));
        let mut tree = Vec::new();
        let mut open: Vec<(FolderId, usize)> = Vec::new();
        let below = |parent: Option<FolderId>, depth: usize, open: &mut Vec<(FolderId, usize)>| {
            open.extend(children.get(&parent).into_iter().flatten().map(|(_, id)| (*id, depth)));
        };
        // What the top does not lead to leads to itself through its parents: no program makes that, old rows put together may.
        let ids: BTreeSet<FolderId> = self.index.folders().map(|(id, _)| id).collect();
        let mut shown = HashSet::new();
        below(None, 0, &mut open);
        for start in std::iter::once(None).chain(ids.into_iter().map(Some)) {
            open.extend(start.map(|id| (id, 0)));
            while let Some((id, depth)) = open.pop() {
                if let Some(folder) = self.index.folder(id).filter(|_| shown.insert(id)) {
                    tree.push(FolderNode { id, parent: folder.parent, name: folder.name.to_string(), depth });
                    below(Some(id), depth + 1, &mut open);
                }
            }
        }
        tree
    }

    /// Makes a folder.
    pub async fn create_folder(
        &mut self,
        name: &str,
        parent: Option<FolderId>,
        env: Env<'_>,
    ) -> Result<FolderId, WriteError> {
        let id = FolderId::make(env.random)?;
        let mut attempt = 0;
        loop {
            self.check_folder(name, parent)?;
            self.check_depth(parent, 0)?;
            let mut change = Change::noting(AuditEvent::of_vault(Action::Folder, "created"));
            change.puts.push(self.folder_put(id, FolderRecord { name: name.to_owned(), parent }));
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(id);
            }
        }
    }

    /// Renames or moves a folder.
    pub async fn update_folder(
        &mut self,
        id: FolderId,
        name: &str,
        parent: Option<FolderId>,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let mut attempt = 0;
        loop {
            self.index.folder(id).ok_or(ReadError::NotFound { what: "folder" })?;
            self.check_folder(name, parent)?;
            self.check_depth(parent, self.height(id))?;
            // Checked again after a conflict: two programs could each make one half of a cycle.
            if parent.is_some_and(|parent| self.index.with_folders_in(id).contains(&parent)) {
                return Err(WriteError::FolderCycle);
            }
            let mut change = Change::noting(AuditEvent::of_vault(Action::Folder, "changed"));
            change.puts.push(self.folder_put(id, FolderRecord { name: name.to_owned(), parent }));
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(());
            }
        }
    }

    /// Removes a folder; its folders and items go one level up, in the same transaction. Says how many items moved.
    pub async fn delete_folder(&mut self, id: FolderId, env: Env<'_>) -> Result<usize, WriteError> {
        let mut attempt = 0;
        loop {
            let seen = self.header.generation;
            let (change, moved) = self.plan_delete_folder(id, env).await?;
            if self.header.generation != seen {
                continue;
            }
            let outcome = self.try_commit(&change, env).await;
            if !self.again(outcome, &mut attempt).await? {
                return Ok(moved);
            }
        }
    }

    async fn plan_delete_folder(
        &mut self,
        id: FolderId,
        env: Env<'_>,
    ) -> Result<(Change, usize), WriteError> {
        let parent = self.index.folder(id).ok_or(ReadError::NotFound { what: "folder" })?.parent;
        let inside: Vec<ItemId> =
            self.index.items().filter(|(_, item)| item.folder == Some(id)).map(|(item, _)| item).collect();
        let up = |record: &mut ItemRecord, _| {
            record.folder = parent;
            Ok(true)
        };
        let mut change = Change::default();
        for before in self.read_all_of(inside.iter().copied()).await? {
            self.plan_rewrite(&mut change, &before, Action::Update, "folder", up, env)?;
        }
        let below: Vec<(FolderId, String)> = self
            .index
            .folders()
            .filter(|(_, folder)| folder.parent == Some(id))
            .map(|(below, folder)| (below, folder.name.to_string()))
            .collect();
        for (below, name) in below {
            change.puts.push(self.folder_put(below, FolderRecord { name, parent }));
        }
        change.deletes.push((Class::Folder, id.0));
        change.events.push(AuditEvent::of_vault(Action::Folder, "removed"));
        Ok((change, inside.len()))
    }

    pub(crate) fn folder_put(&self, id: FolderId, record: FolderRecord) -> Put {
        let version = self.index.entry(Class::Folder, id.0).map_or(1, |entry| entry.version + 1);
        let listed = Some((Overview::Folder(FolderOverview::of(&record)), String::new()));
        Put { class: Class::Folder, id: id.0, version, content: Content::Ready(encode(&record)), listed }
    }

    fn check_folder(&self, name: &str, parent: Option<FolderId>) -> Result<(), WriteError> {
        if name.trim().is_empty() || name.chars().count() > MAX_NAME {
            return Err(WriteError::FolderName);
        }
        match parent {
            Some(parent) if self.index.folder(parent).is_none() => {
                Err(ReadError::NotFound { what: "folder" }.into())
            }
            _ => Ok(()),
        }
    }

    /// Whether a folder in `parent` that has `height` levels of folders in it lies no deeper than allowed.
    fn check_depth(&self, parent: Option<FolderId>, height: usize) -> Result<(), WriteError> {
        let mut above = HashSet::new();
        let mut next = parent;
        while let Some(id) = next {
            if !above.insert(id) || above.len() + height > MAX_DEPTH {
                return Err(WriteError::FolderName);
            }
            next = self.index.folder(id).and_then(|folder| folder.parent);
        }
        Ok(())
    }

    /// How many folders are above a folder; no more than there are levels, where they lead in a circle.
    pub(crate) fn folders_above(&self, id: FolderId) -> usize {
        let parent = |below: &FolderId| self.index.folder(*below)?.parent;
        std::iter::successors(parent(&id), parent).take(MAX_DEPTH + 1).count()
    }

    /// How many levels of folders are in a folder.
    fn height(&self, id: FolderId) -> usize {
        let inside = self.index.with_folders_in(id);
        let above = |folder: FolderId| {
            let parents = std::iter::successors(Some(folder), |below| self.index.folder(*below)?.parent);
            parents.take(inside.len()).take_while(|parent| *parent != id).count()
        };
        inside.iter().map(|folder| above(*folder)).max().unwrap_or(0)
    }
}

/// The name that an imported folder gets: what another program allows must not keep its items out.
pub(crate) fn fitting_name(name: &str) -> String {
    match name.trim().is_empty() {
        true => NAMELESS.to_owned(),
        false => name.chars().take(MAX_NAME).collect(),
    }
}
