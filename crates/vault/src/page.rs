//! A page of the index: up to 64 entries and their search texts, sealed as one record.

use crate::overview::{ItemOverview, Judgement, Overview};
use std::sync::OnceLock;
use strongroom_credential::text_offers_codes;
use strongroom_crypto::wire::{Reader, WireError, Writer};
use strongroom_crypto::{PageLeaf, RecordTag};
use strongroom_secret::SecretBytes;
use strongroom_storage::{Class, RecordId};

/// Entries in a full page.
pub(crate) const PAGE_ENTRIES: usize = 64;
const PAGE_FORMAT: u8 = 1;

/// What the index knows of one record.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) class: Class,
    pub(crate) id: RecordId,
    pub(crate) version: u64,
    pub(crate) tag: RecordTag,
    pub(crate) overview: Overview,
}

/// What a search asks of every entry that it finds. Kept side by side: to go to each overview for it would take as long
/// as the search itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) item: bool,
    pub(crate) deleted: bool,
    pub(crate) favourite: bool,
}

impl Marks {
    fn of(overview: &Overview) -> Self {
        match overview {
            Overview::Item(item) => Self { item: true, deleted: item.deleted, favourite: item.favourite },
            _ => Self::default(),
        }
    }
}

/// A page as it is held in memory. The search texts of its entries lie one behind the other, so that a search walks
/// through memory without a jump.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) id: [u8; 16],
    pub(crate) version: u64,
    pub(crate) tag: RecordTag,
    entries: Vec<Entry>,
    marks: Vec<Marks>,
    haystack: String,
    /// Where each entry's search text ends in `haystack`.
    ends: Vec<usize>,
    /// For each slot, once somebody asked, whether its item is a login without a code at a site that offers them.
    code_possible: OnceLock<Box<[bool]>>,
}

impl Page {
    /// An empty page that was never stored.
    pub(crate) fn new(id: [u8; 16]) -> Self {
        Self { id, ..Self::default() }
    }

    pub(crate) fn leaf(&self) -> PageLeaf {
        PageLeaf { id: self.id, version: self.version, tag: self.tag }
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(crate) fn entry(&self, slot: usize) -> Option<&Entry> {
        self.entries.get(slot)
    }

    /// The item in a slot, if it is one.
    pub(crate) fn item(&self, slot: usize) -> Option<&ItemOverview> {
        match &self.entries.get(slot)?.overview {
            Overview::Item(item) => Some(item),
            _ => None,
        }
    }

    /// What every entry is, by slot.
    pub(crate) fn marks(&self) -> &[Marks] {
        &self.marks
    }

    /// Whether a slot's item is a login that has no one-time code, at a site that is known to offer them. Worked out once for
    /// the page: the search texts have the addresses, so that no record is opened for it.
    pub(crate) fn is_code_possible(&self, slot: usize) -> bool {
        let all = self.code_possible.get_or_init(|| {
            let fits = |slot| {
                let lacks = self.item(slot).is_some_and(|item| item.is_login() && !item.has_totp);
                lacks && text_offers_codes(self.search_text(slot))
            };
            (0..self.entries.len()).map(fits).collect()
        });
        all.get(slot).copied().unwrap_or(false)
    }

    /// Sets what is known of a slot's item now.
    pub(crate) fn set_judgement(&mut self, slot: usize, judgement: Judgement) {
        if let Some(Overview::Item(item)) = self.entries.get_mut(slot).map(|entry| &mut entry.overview) {
            (item.strength, item.worst) = (judgement.strength, judgement.worst);
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.entries.len() >= PAGE_ENTRIES
    }

    pub(crate) fn haystack(&self) -> &str {
        &self.haystack
    }

    /// The slot whose search text holds the byte at `offset` of the haystack, looked for from slot `from` on.
    pub(crate) fn slot_at(&self, from: usize, offset: usize) -> usize {
        let later = self.ends.get(from..).unwrap_or_default();
        from + later.iter().take_while(|end| **end <= offset).count()
    }

    /// The bounds of a slot's search text in the haystack.
    pub(crate) fn bounds(&self, slot: usize) -> (usize, usize) {
        let start = slot.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        (start, self.ends.get(slot).copied().unwrap_or(start))
    }

    pub(crate) fn search_text(&self, slot: usize) -> &str {
        let (start, end) = self.bounds(slot);
        self.haystack.get(start..end).unwrap_or_default()
    }

    /// Adds an entry, or replaces the one of the same record.
    pub(crate) fn set(&mut self, entry: Entry, search: &str) {
        self.code_possible = OnceLock::new();
        let place = self.entries.iter().position(|old| (old.class, old.id) == (entry.class, entry.id));
        match place {
            Some(slot) => {
                self.replace_search(slot, search);
                if let (Some(old), Some(marks)) = (self.entries.get_mut(slot), self.marks.get_mut(slot)) {
                    *marks = Marks::of(&entry.overview);
                    *old = entry;
                }
            }
            None => self.push(entry, search),
        }
    }

    fn push(&mut self, entry: Entry, search: &str) {
        self.marks.push(Marks::of(&entry.overview));
        self.entries.push(entry);
        self.haystack.push_str(search);
        self.ends.push(self.haystack.len());
    }

    pub(crate) fn remove(&mut self, slot: usize) {
        if slot < self.entries.len() {
            self.code_possible = OnceLock::new();
            self.replace_search(slot, "");
            self.ends.remove(slot);
            self.marks.remove(slot);
            self.entries.remove(slot);
        }
    }

    fn replace_search(&mut self, slot: usize, search: &str) {
        let (start, end) = self.bounds(slot);
        if self.haystack.get(start..end) == Some(search) {
            return;
        }
        self.haystack.replace_range(start..end, search);
        for later in self.ends.iter_mut().skip(slot) {
            *later = *later - (end - start) + search.len();
        }
    }

    /// The page's content, to be sealed.
    pub(crate) fn encode(&self) -> Result<SecretBytes, WireError> {
        let mut writer = Writer::new();
        writer.u8(PAGE_FORMAT).u16(u16::try_from(self.entries.len()).map_err(|_| WireError::TooLong)?);
        for (slot, entry) in self.entries.iter().enumerate() {
            writer.u8(entry.class.number()).raw(&entry.id.0).u64(entry.version).raw(&entry.tag);
            let mut overview = Writer::new();
            entry.overview.write(self.search_text(slot), &mut overview)?;
            writer.blob(&overview.finish())?;
        }
        Ok(SecretBytes::new(writer.finish()))
    }

    /// A page from its opened content.
    pub(crate) fn decode(leaf: PageLeaf, content: &SecretBytes) -> Result<Self, WireError> {
        let mut reader = Reader::new(content.expose());
        if reader.u8()? != PAGE_FORMAT {
            return Err(WireError::Range);
        }
        let count = usize::from(reader.u16()?);
        if count > PAGE_ENTRIES {
            return Err(WireError::Range);
        }
        let mut page = Self { version: leaf.version, tag: leaf.tag, ..Self::new(leaf.id) };
        page.entries.reserve_exact(count);
        page.marks.reserve_exact(count);
        page.ends.reserve_exact(count);
        page.haystack.reserve(content.expose().len() / 2);
        for _ in 0..count {
            page.read_entry(&mut reader)?;
        }
        reader.finish()?;
        page.haystack.shrink_to_fit();
        Ok(page)
    }

    fn read_entry(&mut self, reader: &mut Reader<'_>) -> Result<(), WireError> {
        let class = Class::from_number(reader.u8()?).ok_or(WireError::Range)?;
        let (id, version, tag) = (RecordId(reader.array()?), reader.u64()?, reader.array()?);
        let mut blob = Reader::new(reader.blob()?);
        let (overview, search) = match class {
            Class::Item => Overview::read_item(&mut blob)?,
            Class::Folder => (Overview::read_folder(&mut blob)?, ""),
            Class::Setting => (Overview::Setting, ""),
            _ => return Err(WireError::Range),
        };
        blob.finish()?;
        self.push(Entry { class, id, version, tag, overview }, search);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
