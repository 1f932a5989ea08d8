//! Finding items: a plain scan over the pages' search texts, then an order among what it found.

use crate::breaches::{Breaches, is_candidate};
use crate::index::{At, Index};
use crate::order::title_of;
use crate::overview::{ItemOverview, KnownStrength};
use crate::page::{Marks, Page};
use crate::query::{Query, Sort, View};
use crate::{FolderId, ItemId, Timestamp};
use memchr::memmem::Finder;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::iter;
use std::sync::Arc;
use strongroom_credential::fold;

/// Words beyond these are not looked for.
const MAX_WORDS: usize = 16;
/// A score up to this is weak.
const WEAK: u8 = 2;

impl Index {
    /// The items that fit a query, in order. The answer is kept until something changes.
    pub(crate) fn find(&mut self, query: &Query) -> &[At] {
        self.freshen_order();
        if self.answer.as_ref().is_none_or(|(last, _)| last != query) {
            let found = self.search(query);
            self.answer = Some((query.clone(), found));
        }
        self.answer.as_ref().map(|(_, found)| found.as_slice()).unwrap_or_default()
    }

    fn search(&mut self, query: &Query) -> Vec<At> {
        let filter = self.filter(&query.view);
        let words = Words::of(&query.words);
        if words.is_empty() {
            return self.listed(&filter, query.sort);
        }
        // A short word fits most items, and then each has to be ranked: all processors share the pages.
        let runs = self.pages().par_iter().enumerate().fold(Vec::new, |mut hits, (number, page)| {
            words.scan(page, |slot, rank| {
                if let Some(marks) = page.marks().get(slot)
                    && filter.admits(*marks, page, slot)
                {
                    hits.push((At { page: number, slot }, 2 * rank + u8::from(!marks.favourite)));
                }
            });
            hits
        });
        let runs: Vec<Vec<(At, u8)>> = runs.collect();
        let mut levels = self.order.levels();
        runs.into_iter().flatten().for_each(|(at, level)| levels.set(at, level));
        levels.in_order()
    }

    fn listed(&self, filter: &Filter, sort: Sort) -> Vec<At> {
        match sort {
            Sort::Title => {
                let mut levels = self.order.levels();
                self.admitted(filter).for_each(|at| levels.set(at, 0));
                levels.in_order()
            }
            Sort::Modified => self.latest_first(filter, |item| item.modified),
            Sort::Created => self.latest_first(filter, |item| item.created),
        }
    }

    /// In the order of the pages, which is that of memory.
    fn admitted(&self, filter: &Filter) -> impl Iterator<Item = At> {
        self.pages().iter().enumerate().flat_map(move |(number, page)| {
            let marks = page.marks().iter().enumerate();
            marks
                .filter(move |(slot, marks)| filter.admits(**marks, page, *slot))
                .map(move |(slot, _)| At { page: number, slot })
        })
    }

    /// By that time, and by title where it is the same.
    fn latest_first(&self, filter: &Filter, time: impl Fn(&ItemOverview) -> Timestamp) -> Vec<At> {
        let mut found: Vec<_> = self
            .admitted(filter)
            .map(|at| (self.item_at(at).map(|item| Reverse(time(item))), self.order.position(at), at))
            .collect();
        found.sort_unstable_by_key(|(time, position, _)| (*time, *position));
        found.into_iter().map(|(_, _, at)| at).collect()
    }

    fn filter(&mut self, view: &View) -> Filter {
        match view {
            View::Folder(folder) => Filter::Folders(self.with_folders_in(*folder)),
            View::Reused => Filter::Reused(self.reused().clone()),
            View::Similar => Filter::Similar(self.similar().clone()),
            View::Breached => Filter::Breached(self.breached()),
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

    fn item_at(&self, at: At) -> Option<&ItemOverview> {
        self.page(at.page)?.item(at.slot)
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
    Similar(HashSet<[u8; 16]>),
    Breached(Arc<Breaches>),
}

impl Filter {
    /// Whether the entry in a slot fits. Its overview is looked at only where its marks do not tell.
    fn admits(&self, marks: Marks, page: &Page, slot: usize) -> bool {
        match self {
            _ if !marks.item => false,
            Self::Simple(View::Trash) => marks.deleted,
            _ if marks.deleted => false,
            Self::Simple(View::All) => true,
            Self::Simple(View::Favourites) => marks.favourite,
            Self::Simple(View::CodePossible) => page.is_code_possible(slot),
            _ => page.item(slot).is_some_and(|item| self.fits(item)),
        }
    }

    fn fits(&self, item: &ItemOverview) -> bool {
        match self {
            Self::Folders(folders) => item.folder.is_some_and(|folder| folders.contains(&folder)),
            Self::Reused(prints) => prints.contains(&item.fingerprint),
            Self::Similar(prints) => prints.contains(&item.similar),
            Self::Breached(known) => is_candidate(item) && known.found.contains(&item.fingerprint),
            Self::Simple(view) => fits(view, item),
        }
    }
}

/// Whether an item that is not in the trash fits a view that looks at each item alone.
fn fits(view: &View, item: &ItemOverview) -> bool {
    match view {
        View::Kind(kind) => item.kind.name() == kind,
        View::Tag(tag) => item.tags.iter().any(|own| **own == **tag),
        View::Weak => is_weak(item),
        View::Strength(score) => item.strength == KnownStrength::Score(*score),
        View::SecretSince { from, until } => item.password_since().is_some_and(|since| {
            from.is_none_or(|from| since >= from) && until.is_none_or(|until| since < until)
        }),
        View::Ends { from, to } => {
            item.ends.is_some_and(|day| from.is_none_or(|from| day >= from) && day <= *to)
        }
        View::Found(severity) => item.worst == Some(*severity),
        View::WithoutCode => item.is_login() && !item.has_totp,
        View::All
        | View::Favourites
        | View::Trash
        | View::Folder(_)
        | View::Reused
        | View::Similar
        | View::CodePossible
        | View::Breached => true,
    }
}

/// Whether an item's main secret is weak.
pub(crate) fn is_weak(item: &ItemOverview) -> bool {
    matches!(item.strength, KnownStrength::Score(score) if score <= WEAK)
}

/// The folded words of a query, the longest first: it is the rarest.
struct Words {
    phrase: Finder<'static>,
    finders: Vec<Finder<'static>>,
}

impl Words {
    fn of(text: &str) -> Self {
        let phrase = fold(text).split_whitespace().take(MAX_WORDS).collect::<Vec<_>>().join(" ");
        let mut words: Vec<&str> = phrase.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let finders = words.iter().map(|word| Finder::new(word).into_owned()).collect();
        Self { phrase: Finder::new(&phrase).into_owned(), finders }
    }

    fn is_empty(&self) -> bool {
        self.finders.is_empty()
    }

    /// Calls `hit` with slot and rank of every entry that has all words; a lower rank fits better.
    fn scan(&self, page: &Page, mut hit: impl FnMut(usize, u8)) {
        let Some((first, others)) = self.finders.split_first() else { return };
        let haystack = page.haystack().as_bytes();
        let (mut from, mut slot) = (0, 0);
        while let Some(found) = haystack.get(from..).and_then(|rest| first.find(rest)) {
            let found = from + found;
            slot = page.slot_at(slot, found);
            let (start, end) = page.bounds(slot);
            let text = page.search_text(slot);
            // A match may not run from one entry into the next.
            let inside = found + first.needle().len() <= end;
            if inside && others.iter().all(|word| word.find(text.as_bytes()).is_some()) {
                hit(slot, self.rank(text, found - start));
            }
            from = if inside { end } else { found + 1 };
        }
    }

    /// Title equal, title begins, title has the phrase at a word's begin, title has all words, elsewhere. `found` is where
    /// the longest word is first: what is not in the title then cannot be there as part of the phrase either.
    fn rank(&self, text: &str, found: usize) -> u8 {
        let title = title_of(text);
        if found >= title.len() {
            return 5;
        }
        let mut places = self.phrase.find_iter(title.as_bytes());
        match places.next() {
            Some(0) if title.len() == self.phrase.needle().len() => 0,
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
