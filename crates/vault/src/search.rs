//! Finding items: a plain scan over the pages' search texts, then an order among what it found.

use crate::index::{At, Index};
use crate::overview::{ItemOverview, KnownStrength, Overview};
use crate::page::Page;
use crate::{FolderId, ItemId};
use memchr::memmem::Finder;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::iter;
use strongroom_credential::fold;

/// Words beyond these are not looked for.
const MAX_WORDS: usize = 16;
/// A score up to this is weak.
const WEAK: u8 = 2;

/// Which items are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum View {
    /// Everything but the trash.
    #[default]
    All,
    /// The favourites.
    Favourites,
    /// The trash.
    Trash,
    /// Items of the kind with that name.
    Kind(String),
    /// Items of a folder and of the folders in it.
    Folder(FolderId),
    /// Items with that tag.
    Tag(String),
    /// Items with a weak main secret.
    Weak,
    /// Items whose main secret another item has too.
    Reused,
}

/// The order of items when no words are looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// By title.
    #[default]
    Title,
    /// The latest change first.
    Modified,
    /// The latest made first.
    Created,
}

/// What to find.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Among which items.
    pub view: View,
    /// Words that all must occur.
    pub words: String,
    /// The order when there are none.
    pub sort: Sort,
}

/// The items by title, kept sorted from one search to the next, and the answer to the last query.
#[derive(Debug, Default)]
pub(crate) struct Order {
    by_title: Vec<At>,
    /// Place in `by_title`, by page and slot.
    positions: Vec<Vec<u32>>,
    changed: BTreeSet<usize>,
    reused: Option<HashSet<[u8; 16]>>,
    last: Option<(Query, Vec<At>)>,
}

impl Order {
    pub(crate) fn page_changed(&mut self, page: usize) {
        self.changed.insert(page);
        self.last = None;
        self.reused = None;
    }
}

impl Index {
    /// The items that fit a query, in order. The answer is kept until something changes.
    pub(crate) fn find(&mut self, query: &Query) -> &[At] {
        self.freshen_order();
        if self.order.last.as_ref().is_none_or(|(last, _)| last != query) {
            let found = self.search(query);
            self.order.last = Some((query.clone(), found));
        }
        self.order.last.as_ref().map(|(_, found)| found.as_slice()).unwrap_or_default()
    }

    /// The fingerprints that more than one item has.
    pub(crate) fn reused(&mut self) -> &HashSet<[u8; 16]> {
        if self.order.reused.is_none() {
            let mut seen = HashMap::new();
            for (_, item) in self.items().filter(|(_, item)| !item.deleted && item.fingerprint != [0; 16]) {
                *seen.entry(item.fingerprint).or_insert(0_u32) += 1;
            }
            let reused = seen.into_iter().filter(|(_, count)| *count > 1).map(|(print, _)| print).collect();
            self.order.reused = Some(reused);
        }
        self.order.reused.get_or_insert_default()
    }

    fn freshen_order(&mut self) {
        let changed = std::mem::take(&mut self.order.changed);
        if changed.is_empty() {
            return;
        }
        let mut by_title = std::mem::take(&mut self.order.by_title);
        by_title.retain(|at| !changed.contains(&at.page));
        for page in &changed {
            let slots = self.page(*page).map_or(0, |page| page.entries().len());
            by_title.extend((0..slots).map(|slot| At { page: *page, slot }).filter(|at| self.is_item(*at)));
        }
        // Nearly sorted after a small change, which the standard sort notices.
        by_title.sort_by(|a, b| self.sort_key(*a).cmp(&self.sort_key(*b)));
        self.order.positions = self.positions(&by_title);
        self.order.by_title = by_title;
    }

    fn is_item(&self, at: At) -> bool {
        self.entry_at(at).is_some_and(|entry| matches!(entry.overview, Overview::Item(_)))
    }

    /// Folded title, then id, so that the order is the same everywhere.
    fn sort_key(&self, at: At) -> (&str, [u8; 16]) {
        let text = self.page(at.page).map(|page| page.search_text(at.slot)).unwrap_or_default();
        let title = text.split_once('\n').map_or(text, |(title, _)| title);
        (title, self.entry_at(at).map(|entry| entry.id.0).unwrap_or_default())
    }

    fn positions(&self, by_title: &[At]) -> Vec<Vec<u32>> {
        let mut positions: Vec<Vec<u32>> =
            self.pages().iter().map(|page| vec![u32::MAX; page.entries().len()]).collect();
        for (position, at) in by_title.iter().enumerate() {
            if let Some(place) = positions.get_mut(at.page).and_then(|page| page.get_mut(at.slot)) {
                *place = u32::try_from(position).unwrap_or(u32::MAX);
            }
        }
        positions
    }

    fn position(&self, at: At) -> u32 {
        let page = self.order.positions.get(at.page);
        page.and_then(|page| page.get(at.slot)).copied().unwrap_or(u32::MAX)
    }

    fn search(&mut self, query: &Query) -> Vec<At> {
        let filter = self.filter(&query.view);
        let words = Words::of(&query.words);
        if words.is_empty() {
            return self.listed(&filter, query.sort);
        }
        let mut hits = Vec::new();
        for (number, page) in self.pages().iter().enumerate() {
            words.scan(page, |slot, rank| {
                let at = At { page: number, slot };
                if let Some(Overview::Item(item)) = page.entry(slot).map(|entry| &entry.overview)
                    && filter.admits(item)
                {
                    let favourite = u64::from(!item.favourite);
                    let key = (u64::from(rank) << 40) | (favourite << 36) | u64::from(self.position(at));
                    hits.push((key, at));
                }
            });
        }
        hits.sort_unstable_by_key(|(key, _)| *key);
        hits.into_iter().map(|(_, at)| at).collect()
    }

    fn listed(&self, filter: &Filter, sort: Sort) -> Vec<At> {
        let item = |at: &At| match self.entry_at(*at).map(|entry| &entry.overview) {
            Some(Overview::Item(item)) => Some(item.as_ref()),
            _ => None,
        };
        let admitted = |at: &&At| item(at).is_some_and(|item| filter.admits(item));
        let mut found: Vec<At> = self.order.by_title.iter().filter(admitted).copied().collect();
        match sort {
            Sort::Title => {}
            Sort::Modified => found.sort_by_key(|at| item(at).map(|item| std::cmp::Reverse(item.modified))),
            Sort::Created => found.sort_by_key(|at| item(at).map(|item| std::cmp::Reverse(item.created))),
        }
        found
    }

    fn filter(&mut self, view: &View) -> Filter {
        match view {
            View::Folder(folder) => Filter::Folders(self.with_folders_in(*folder)),
            View::Reused => Filter::Reused(self.reused().clone()),
            other => Filter::Simple(other.clone()),
        }
    }

    /// A folder and every folder below it.
    pub(crate) fn with_folders_in(&self, folder: FolderId) -> HashSet<FolderId> {
        let mut children: HashMap<FolderId, Vec<FolderId>> = HashMap::new();
        for (id, overview) in self.folders() {
            if let Some(parent) = overview.parent {
                children.entry(parent).or_default().push(id);
            }
        }
        let mut all = HashSet::new();
        let mut open = vec![folder];
        while let Some(next) = open.pop() {
            if all.insert(next) {
                open.extend(children.get(&next).into_iter().flatten());
            }
        }
        all
    }

    /// The ids of found items.
    pub(crate) fn id_at(&self, at: At) -> Option<ItemId> {
        self.entry_at(at).map(|entry| ItemId(entry.id))
    }
}

enum Filter {
    Simple(View),
    Folders(HashSet<FolderId>),
    Reused(HashSet<[u8; 16]>),
}

impl Filter {
    fn admits(&self, item: &ItemOverview) -> bool {
        match self {
            Self::Simple(View::Trash) => item.deleted,
            _ if item.deleted => false,
            Self::Folders(folders) => item.folder.is_some_and(|folder| folders.contains(&folder)),
            Self::Reused(prints) => prints.contains(&item.fingerprint),
            Self::Simple(View::Favourites) => item.favourite,
            Self::Simple(View::Kind(kind)) => item.kind.name() == kind,
            Self::Simple(View::Tag(tag)) => item.tags.iter().any(|own| **own == **tag),
            Self::Simple(View::Weak) => is_weak(item),
            Self::Simple(_) => true,
        }
    }
}

/// Whether an item's main secret is weak.
pub(crate) fn is_weak(item: &ItemOverview) -> bool {
    matches!(item.strength, KnownStrength::Score(score) if score <= WEAK)
}

/// The folded words of a query, the longest first: it is the rarest.
struct Words {
    phrase: String,
    finders: Vec<Finder<'static>>,
}

impl Words {
    fn of(text: &str) -> Self {
        let phrase = fold(text).split_whitespace().take(MAX_WORDS).collect::<Vec<_>>().join(" ");
        let mut words: Vec<&str> = phrase.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let finders = words.iter().map(|word| Finder::new(word).into_owned()).collect();
        Self { phrase, finders }
    }

    fn is_empty(&self) -> bool {
        self.finders.is_empty()
    }

    /// Calls `hit` with slot and rank of every entry that has all words; a lower rank fits better.
    fn scan(&self, page: &Page, mut hit: impl FnMut(usize, u8)) {
        let Some((first, others)) = self.finders.split_first() else { return };
        let haystack = page.haystack().as_bytes();
        let mut from = 0;
        while let Some(found) = haystack.get(from..).and_then(|rest| first.find(rest)) {
            let slot = page.slot_at(from + found);
            let (_, end) = page.bounds(slot);
            let text = page.search_text(slot);
            // A match may not run from one entry into the next.
            let inside = from + found + first.needle().len() <= end;
            if inside && others.iter().all(|word| word.find(text.as_bytes()).is_some()) {
                hit(slot, self.rank(text));
            }
            from = if inside { end } else { from + found + 1 };
        }
    }

    /// Title equal, title begins, title has the phrase at a word's begin, title has all words, elsewhere.
    fn rank(&self, text: &str) -> u8 {
        let title = text.split_once('\n').map_or(text, |(title, _)| title);
        let mut places = title.match_indices(self.phrase.as_str()).map(|(place, _)| place);
        match places.next() {
            Some(0) if title.len() == self.phrase.len() => 0,
            Some(0) => 1,
            Some(first) if iter::once(first).chain(places).any(|place| starts_word(title, place)) => 2,
            Some(_) => 3,
            None if self.finders.iter().all(|word| word.find(title.as_bytes()).is_some()) => 4,
            None => 5,
        }
    }
}

fn starts_word(title: &str, place: usize) -> bool {
    title.get(..place).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
}
