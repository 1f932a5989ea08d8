//! What is written, in the order in which it is: items in their groups, attachments by their numbers.

use super::Content;
use super::tree::Tree;
use crate::{ParsedAttachment, ParsedItem};

/// The largest attachment that the format's programs can hold, in bytes.
pub(super) const MAX_ATTACHMENT: usize = i32::MAX as usize - 1;

/// Everything that the document says.
pub(super) struct Gathered<'c> {
    pub(super) items: &'c [ParsedItem],
    pub(super) tree: Tree<'c>,
    /// Items in the recycle bin, by position.
    pub(super) deleted: Vec<usize>,
    /// The number of each item's first attachment.
    pub(super) first_attachment: Vec<usize>,
    pub(super) now_ms: i64,
}

impl<'c> Gathered<'c> {
    pub(super) fn of(content: Content<'c>, now_ms: i64) -> Self {
        let mut tree = Tree::of(content.folders);
        let mut deleted = Vec::new();
        let mut first_attachment = Vec::with_capacity(content.items.len());
        let mut attachments = 0;
        for (position, item) in content.items.iter().enumerate() {
            first_attachment.push(attachments);
            attachments += attachments_of(item).count();
            if item.deleted {
                deleted.push(position);
                continue;
            }
            let group = tree.group(item.folder);
            if let Some(node) = tree.nodes.get_mut(group) {
                node.items.push(position);
            }
        }
        Self { items: content.items, tree, deleted, first_attachment, now_ms }
    }

    /// Every attachment, in the order of their numbers.
    pub(super) fn attachments(&self) -> impl Iterator<Item = &'c ParsedAttachment> {
        self.items.iter().flat_map(attachments_of)
    }
}

/// The attachments of an item, then those of its earlier versions.
fn attachments_of(item: &ParsedItem) -> impl Iterator<Item = &ParsedAttachment> {
    written(&item.attachments).chain(item.history.iter().flat_map(|version| written(&version.attachments)))
}

/// Those that can be written.
pub(super) fn written(attachments: &[ParsedAttachment]) -> impl Iterator<Item = &ParsedAttachment> {
    // Exposed to be measured.
    attachments.iter().filter(|attachment| attachment.bytes.expose().len() <= MAX_ATTACHMENT)
}
