//! The tree of groups. Which folder a group is, and whether it lies in the recycle bin, is known only at the end: its
//! name may stand behind its entries.

use super::layout::{self, Written};
use super::properties::DATA_CHANGED;
use crate::import::ImportError;
use crate::import::folders::Folders;
use std::collections::{HashMap, HashSet};

/// The identifier that means none.
pub(crate) const NO_UUID: &str = "AAAAAAAAAAAAAAAAAAAAAA==";

/// One group.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Position of the group that it is in; the root has none.
    pub(super) parent: Option<usize>,
    pub(super) uuid: String,
    pub(super) name: String,
    pub(super) notes: String,
    pub(super) tags: Vec<String>,
    /// What else somebody set on it: names and values.
    pub(super) kept: Vec<(String, String)>,
    /// Its own name, where the file cannot say it.
    pub(super) renamed: Option<Written<String, String>>,
}

impl Group {
    /// Takes custom data, less what says the group's own name.
    pub(super) fn take_custom_data(&mut self, pairs: Vec<(String, String)>) {
        for (name, value) in pairs {
            let renamed = (name == layout::NAME).then(|| serde_json::from_str(&value).ok()).flatten();
            if renamed.is_some() {
                self.renamed = renamed;
            } else if name != DATA_CHANGED {
                self.kept.push((name, value));
            }
        }
    }

    /// Gives it its own name back, as long as it is called what it was written as.
    pub(super) fn restore_name(&mut self) {
        if let Some(Written { written, was }) = self.renamed.take()
            && written == self.name
        {
            self.name = was;
        }
    }
}

/// Where a group's entries go.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Destination {
    pub(super) folder: Option<usize>,
    pub(super) deleted: bool,
}

/// All groups, parents before children.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) list: Vec<Group>,
    /// The recycle bin's identifier, where there is one.
    pub(super) bin: Option<String>,
}

impl Groups {
    /// A new group in `parent`; its name comes later.
    pub(super) fn open(&mut self, parent: Option<usize>) -> usize {
        self.list.push(Group { parent, ..Group::default() });
        self.list.len() - 1
    }

    pub(super) fn get_mut(&mut self, position: usize) -> Option<&mut Group> {
        self.list.get_mut(position)
    }

    /// The group and those that it is in, itself first.
    pub(super) fn line(&self, position: usize) -> impl Iterator<Item = &Group> {
        let first = self.list.get(position);
        std::iter::successors(first, |group| group.parent.and_then(|parent| self.list.get(parent)))
    }

    /// The names from below the root, or from below the recycle bin, down to the group.
    fn path(&self, position: usize) -> (Vec<&str>, bool) {
        let mut path = Vec::new();
        let mut deleted = false;
        for group in self.line(position) {
            if self.bin.as_ref().is_some_and(|bin| *bin == group.uuid) {
                deleted = true;
                break;
            }
            if group.parent.is_some() {
                path.push(group.name.as_str());
            }
        }
        path.reverse();
        (path, deleted)
    }

    /// Where each group's entries go; makes the folders, in the order of the groups. Groups in the recycle bin become
    /// folders only if an entry of theirs needs one.
    pub(super) fn destinations(
        &self,
        used: &HashSet<usize>,
        folders: &mut Folders,
    ) -> Result<Vec<Destination>, ImportError> {
        let mut all = Vec::with_capacity(self.list.len());
        for position in 0..self.list.len() {
            let (path, deleted) = self.path(position);
            let needed = !deleted || used.contains(&position);
            let folder = if needed { folders.position(&path)? } else { None };
            all.push(Destination { folder, deleted });
        }
        Ok(all)
    }
}

/// Where groups have gone.
pub(super) struct Places {
    pub(super) by_uuid: HashMap<String, usize>,
    pub(super) destinations: Vec<Destination>,
}

impl Places {
    pub(super) fn of(&self, group: usize) -> Destination {
        self.destinations.get(group).copied().unwrap_or_default()
    }
}
