//! The folders as the tree that KDBX wants, with the items in each.

use crate::ParsedFolder;
use crate::import::limits::MAX_FOLDER_DEPTH;
use std::collections::HashMap;

/// The top, which is no folder.
pub(super) const ROOT: usize = 0;

/// One group.
#[derive(Debug, Default)]
pub(super) struct Node<'c> {
    pub(super) name: &'c str,
    /// Positions of the groups in it.
    pub(super) groups: Vec<usize>,
    /// Positions of the items in it.
    pub(super) items: Vec<usize>,
}

/// All groups, the top first.
#[derive(Debug)]
pub(super) struct Tree<'c> {
    pub(super) nodes: Vec<Node<'c>>,
    /// The group of each folder.
    of_folder: Vec<usize>,
}

impl<'c> Tree<'c> {
    pub(super) fn of(folders: &'c [ParsedFolder]) -> Self {
        let mut tree = Self { nodes: vec![Node::default()], of_folder: Vec::with_capacity(folders.len()) };
        let mut known: HashMap<(usize, &str), usize> = HashMap::new();
        for folder in folders {
            let mut at = ROOT;
            // Deeper ones lie in the deepest that there can be.
            for name in folder.path.iter().take(MAX_FOLDER_DEPTH) {
                let nodes = &mut tree.nodes;
                at = *known.entry((at, name)).or_insert_with(|| {
                    let position = nodes.len();
                    nodes.push(Node { name, ..Node::default() });
                    if let Some(parent) = nodes.get_mut(at) {
                        parent.groups.push(position);
                    }
                    position
                });
            }
            tree.of_folder.push(at);
        }
        tree
    }

    /// The group of that folder; the top for none.
    pub(super) fn group(&self, folder: Option<usize>) -> usize {
        folder.and_then(|folder| self.of_folder.get(folder)).copied().unwrap_or(ROOT)
    }
}
