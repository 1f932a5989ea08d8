//! The manifest over the index pages, kept so that one save changes one leaf.

use crate::envelope::RecordTag;

/// The XOR of all pages' leaves. It never leaves the program: with it, somebody without the key could look for pages
/// whose leaves cancel out.
#[derive(Clone, Default)]
pub struct PageSum {
    pub(crate) sum: [u8; 32],
    pub(crate) pages: u32,
}

/// One index page, as the manifest sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLeaf {
    /// The page's id.
    pub id: [u8; 16],
    /// The page's version.
    pub version: u64,
    /// The page's tag.
    pub tag: RecordTag,
}

impl PageSum {
    /// Adds a leaf that is not in the sum, or takes out one that is.
    pub(crate) fn toggle(&mut self, leaf: &[u8; 32]) {
        for (sum, byte) in self.sum.iter_mut().zip(leaf) {
            *sum ^= byte;
        }
    }
}

impl std::fmt::Debug for PageSum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PageSum of {} pages", self.pages)
    }
}
