//! The items by title, kept sorted from one search to the next: a save moves one page's items and leaves the others
//! where they are. What a search finds is put in order by counting, not by sorting.

use crate::index::{At, Index};
use crate::overview::Overview;
use std::collections::BTreeSet;

/// The items by title, and where each is among them.
#[derive(Debug, Default)]
pub(crate) struct Order {
    by_title: Vec<At>,
    /// Place in `by_title`, by page and slot.
    positions: Vec<Vec<u32>>,
    changed: BTreeSet<usize>,
}

impl Order {
    pub(crate) fn page_changed(&mut self, page: usize) {
        self.changed.insert(page);
    }

    /// A level for each item, none set yet.
    pub(crate) fn levels(&self) -> Levels<'_> {
        Levels { order: self, levels: vec![NO_LEVEL; self.by_title.len()] }
    }

    /// An item's place among the titles.
    pub(crate) fn position(&self, at: At) -> Option<usize> {
        usize::try_from(*self.positions.get(at.page)?.get(at.slot)?).ok()
    }
}

const NO_LEVEL: u8 = u8::MAX;

/// How well each item fits, the lowest best, by its position among the titles.
pub(crate) struct Levels<'a> {
    order: &'a Order,
    levels: Vec<u8>,
}

impl Levels<'_> {
    /// Sets an item's level, which must be below 255.
    pub(crate) fn set(&mut self, at: At, level: u8) {
        let position = self.order.position(at);
        if let Some(place) = position.and_then(|position| self.levels.get_mut(position)) {
            *place = level;
        }
    }

    /// The items that have a level: by level, and by title within one.
    pub(crate) fn in_order(&self) -> Vec<At> {
        let mut present = [false; NO_LEVEL as usize];
        let mut count = 0;
        for level in &self.levels {
            if let Some(present) = present.get_mut(usize::from(*level)) {
                *present = true;
                count += 1;
            }
        }
        let mut found = Vec::with_capacity(count);
        for level in (0..NO_LEVEL).zip(present).filter_map(|(level, present)| present.then_some(level)) {
            let positions = memchr::memchr_iter(level, &self.levels);
            found.extend(positions.filter_map(|position| self.order.by_title.get(position)));
        }
        found
    }
}

/// What items are sorted by: folded title, then id, so that the order is the same everywhere. The title's first bytes
/// stand by themselves, because most comparisons end within them and need not go to where the text lies.
type SortKey<'a> = (u128, &'a str, [u8; 16]);

/// The part of a search text that is the folded title.
pub(crate) fn title_of(search_text: &str) -> &str {
    let end = memchr::memchr(b'\n', search_text.as_bytes());
    end.and_then(|end| search_text.get(..end)).unwrap_or(search_text)
}

fn leading_bytes(title: &str) -> u128 {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(title.bytes()).for_each(|(to, from)| *to = from);
    u128::from_be_bytes(bytes)
}

impl Index {
    /// Puts the items of pages that changed since into their places.
    pub(crate) fn freshen_order(&mut self) {
        let changed = std::mem::take(&mut self.order.changed);
        if changed.is_empty() {
            return;
        }
        let mut by_title = std::mem::take(&mut self.order.by_title);
        by_title.retain(|at| !changed.contains(&at.page));
        self.order.by_title = self.merged(&by_title, self.sorted(&changed));
        self.order.positions = self.positions();
    }

    /// The items of those pages by title.
    fn sorted(&self, pages: &BTreeSet<usize>) -> Vec<(SortKey<'_>, At)> {
        let mut items = Vec::new();
        for page in pages {
            let slots = self.page(*page).map_or(0, |page| page.entries().len());
            items.extend((0..slots).filter_map(|slot| {
                let at = At { page: *page, slot };
                Some((self.sort_key(at)?, at))
            }));
        }
        items.sort_unstable_by_key(|(key, _)| *key);
        items
    }

    /// The key of an item; `None` for a folder or a setting.
    fn sort_key(&self, at: At) -> Option<SortKey<'_>> {
        let page = self.page(at.page)?;
        let entry = page.entry(at.slot)?;
        let title = title_of(page.search_text(at.slot));
        matches!(entry.overview, Overview::Item(_)).then(|| (leading_bytes(title), title, entry.id.0))
    }

    /// Two sorted lists as one. Looks only at those of `rest` that new ones are compared with.
    fn merged(&self, mut rest: &[At], new: Vec<(SortKey<'_>, At)>) -> Vec<At> {
        let mut merged = Vec::with_capacity(rest.len() + new.len());
        for (key, at) in new {
            let before = rest.partition_point(|other| self.sort_key(*other).is_some_and(|other| other < key));
            let (smaller, larger) = rest.split_at(before);
            merged.extend_from_slice(smaller);
            merged.push(at);
            rest = larger;
        }
        merged.extend_from_slice(rest);
        merged
    }

    fn positions(&self) -> Vec<Vec<u32>> {
        let mut positions: Vec<Vec<u32>> =
            self.pages().iter().map(|page| vec![u32::MAX; page.entries().len()]).collect();
        for (position, at) in (0..).zip(&self.order.by_title) {
            if let Some(place) = positions.get_mut(at.page).and_then(|page| page.get_mut(at.slot)) {
                *place = position;
            }
        }
        positions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_bytes_never_contradict_the_titles_order() {
        let titles = [
            "",
            "\0",
            "a",
            "a\0",
            "a\0b",
            "ab",
            "abcdefghijklmnop",
            "abcdefghijklmnopq",
            "b",
            "\u{fffd}",
            "西村",
        ];
        for (one, other) in titles.iter().flat_map(|one| titles.iter().map(move |other| (*one, *other))) {
            let key = |title: &'static str| (leading_bytes(title), title);
            assert_eq!(key(one).cmp(&key(other)), one.cmp(other), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn found_items_come_by_level_and_by_title_within_one() {
        let at = |slot| At { page: 0, slot };
        let by_title = vec![at(2), at(0), at(3), at(1)];
        let order = Order { by_title, positions: vec![vec![1, 3, 0, 2]], ..Order::default() };
        let mut levels = order.levels();
        [(0, 1), (1, 0), (2, 1)].into_iter().for_each(|(slot, level)| levels.set(at(slot), level));
        assert_eq!(levels.in_order(), [at(1), at(2), at(0)]);
    }
}
