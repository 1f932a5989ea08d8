//! The index of an open vault: all pages in memory, where each record's entry lies, and which page has room.

use crate::breaches::Breaches;
use crate::error::IndexFault;
use crate::order::Order;
use crate::overview::{FolderOverview, ItemOverview, Overview};
use crate::page::{Entry, Page};
use crate::query::Query;
use crate::{FolderId, ItemId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use strongroom_storage::{Class, RecordId};

/// Where an entry lies: page and slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) page: usize,
    pub(crate) slot: usize,
}

/// The index. Changes are made on copies of pages, which take their place only after they are on the disk.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pages: Vec<Page>,
    numbers: HashMap<[u8; 16], usize>,
    places: HashMap<(Class, RecordId), At>,
    pub(crate) order: Order,
    /// The last query and what it found.
    pub(crate) answer: Option<(Query, Vec<At>)>,
    /// The fingerprints that more than one item has, once somebody asked.
    pub(crate) reused: Option<HashSet<[u8; 16]>>,
    /// What passwords that are alike but not equal are made of, once somebody asked.
    pub(crate) similar: Option<HashSet<[u8; 16]>>,
    /// What was found in breaches, and the version of the setting that says it, once somebody asked.
    pub(crate) breaches: Option<(Option<u64>, Arc<Breaches>)>,
    /// Rises with every change of a page.
    pub(crate) revision: u64,
}

impl Index {
    pub(crate) fn build(pages: Vec<Page>) -> Result<Self, IndexFault> {
        let entries = pages.iter().map(|page| page.entries().len()).sum();
        let mut index = Self { places: HashMap::with_capacity(entries), ..Self::default() };
        for page in pages {
            index.put(page)?;
        }
        Ok(index)
    }

    pub(crate) fn pages(&self) -> &[Page] {
        &self.pages
    }

    pub(crate) fn page(&self, number: usize) -> Option<&Page> {
        self.pages.get(number)
    }

    pub(crate) fn page_by_id(&self, id: &[u8; 16]) -> Option<&Page> {
        self.pages.get(*self.numbers.get(id)?)
    }

    /// Takes a page in the place of its former version, whose places are forgotten already, or behind the others.
    fn put(&mut self, page: Page) -> Result<(), IndexFault> {
        let next = self.pages.len();
        let number = *self.numbers.entry(page.id).or_insert(next);
        for (slot, entry) in page.entries().iter().enumerate() {
            let former = self.places.insert((entry.class, entry.id), At { page: number, slot });
            if former.is_some() {
                return Err(IndexFault::Repeated);
            }
        }
        self.order.page_changed(number);
        self.answer = None;
        self.reused = None;
        self.similar = None;
        self.revision += 1;
        match self.pages.get_mut(number) {
            Some(old) => *old = page,
            None => self.pages.push(page),
        }
        Ok(())
    }

    /// Takes several pages at once: a record may have moved from one of them to another, so that all former places are
    /// forgotten before the first new one is known.
    pub(crate) fn put_all(&mut self, pages: Vec<Page>) -> Result<(), IndexFault> {
        for page in &pages {
            if let Some(number) = self.numbers.get(&page.id) {
                self.forget_places(*number);
            }
        }
        pages.into_iter().try_for_each(|page| self.put(page))
    }

    fn forget_places(&mut self, number: usize) {
        let Some(page) = self.pages.get(number) else { return };
        for entry in page.entries() {
            self.places.remove(&(entry.class, entry.id));
        }
    }

    pub(crate) fn place(&self, class: Class, id: RecordId) -> Option<At> {
        self.places.get(&(class, id)).copied()
    }

    pub(crate) fn entry_at(&self, at: At) -> Option<&Entry> {
        self.pages.get(at.page)?.entry(at.slot)
    }

    pub(crate) fn entry(&self, class: Class, id: RecordId) -> Option<&Entry> {
        self.entry_at(self.place(class, id)?)
    }

    pub(crate) fn item(&self, id: ItemId) -> Option<&ItemOverview> {
        match &self.entry(Class::Item, id.0)?.overview {
            Overview::Item(item) => Some(item),
            _ => None,
        }
    }

    pub(crate) fn folder(&self, id: FolderId) -> Option<&FolderOverview> {
        match &self.entry(Class::Folder, id.0)?.overview {
            Overview::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    /// The fingerprints that more than one item has.
    pub(crate) fn reused(&mut self) -> &HashSet<[u8; 16]> {
        if self.reused.is_none() {
            let mut seen = HashMap::new();
            for (_, item) in self.items().filter(|(_, item)| !item.deleted && item.fingerprint != [0; 16]) {
                *seen.entry(item.fingerprint).or_insert(0_u32) += 1;
            }
            let reused = seen.into_iter().filter(|(_, count)| *count > 1).map(|(print, _)| print).collect();
            self.reused = Some(reused);
        }
        self.reused.get_or_insert_default()
    }

    /// What passwords are made of that are alike but not equal: items that have one of these have a password that is a
    /// variation of another item's.
    pub(crate) fn similar(&mut self) -> &HashSet<[u8; 16]> {
        if self.similar.is_none() {
            let mut seen: HashMap<[u8; 16], [u8; 16]> = HashMap::new();
            let mut similar = HashSet::new();
            for (_, item) in self.items().filter(|(_, item)| !item.deleted && item.similar != [0; 16]) {
                if *seen.entry(item.similar).or_insert(item.fingerprint) != item.fingerprint {
                    similar.insert(item.similar);
                }
            }
            self.similar = Some(similar);
        }
        self.similar.get_or_insert_default()
    }

    /// Every entry, with its place.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (At, &Entry)> {
        self.pages.iter().enumerate().flat_map(|(page, content)| {
            content.entries().iter().enumerate().map(move |(slot, entry)| (At { page, slot }, entry))
        })
    }

    pub(crate) fn items(&self) -> impl Iterator<Item = (ItemId, &ItemOverview)> {
        self.entries().filter_map(|(_, entry)| match &entry.overview {
            Overview::Item(item) => Some((ItemId(entry.id), item.as_ref())),
            _ => None,
        })
    }

    pub(crate) fn folders(&self) -> impl Iterator<Item = (FolderId, &FolderOverview)> {
        self.entries().filter_map(|(_, entry)| match &entry.overview {
            Overview::Folder(folder) => Some((FolderId(entry.id), folder)),
            _ => None,
        })
    }
}
