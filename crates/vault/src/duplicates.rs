//! What items of a file are to those that the vault has: new, the same, a newer or an older state, or another one of which
//! nobody knows the age. Each record that may be meant is opened once, into a keyed hash and what identifies it, so that
//! thousands of items alike cost no more than others.

use crate::error::ReadError;
use crate::overview::{Judgement, Overview};
use crate::record::{ItemRecord, decode_item, encode};
use crate::{ItemId, ItemOverview, Timestamp, Unlocked, attachment_name};
use std::collections::{HashMap, HashSet};
use strongroom_credential::{Item, Kind, fold, host_of};
use strongroom_storage::{Class, RecordId};

/// Records whose bodies are in memory at one time.
const AT_ONCE: usize = 16;
/// Moments that lie no further apart tell no order: some programs keep every second second.
const SAME_TIME_MS: i64 = 2000;
/// Items of the vault that one of a file is held against; where more are as likely, none is meant.
const MOST_ALIKE: usize = 64;
/// Sites of one item that it is found by.
const MOST_SITES: usize = 8;

/// An item of a file, to be compared.
#[derive(Debug, Clone)]
pub struct Comparable<'a> {
    /// What it is. Secret.
    pub item: &'a Item,
    /// Whether it lies in the file's trash: it is compared with what lies in the vault's.
    pub trashed: bool,
    /// Which of the file's folders it lies in: within a file, the same item in two folders is no duplicate.
    pub folder: Option<usize>,
    /// When it was last changed, where the file says so.
    pub modified: Option<Timestamp>,
    /// When each of its earlier versions was saved, where the file says so.
    pub versions: Vec<Option<Timestamp>>,
    /// Names and sizes, in bytes, of its files.
    pub files: Vec<(&'a str, u64)>,
}

impl<'a> Comparable<'a> {
    /// An item that lies in no folder, and of which nothing else is known.
    pub fn new(item: &'a Item) -> Self {
        Self { item, trashed: false, folder: None, modified: None, versions: Vec::new(), files: Vec::new() }
    }
}

/// What an item of a file is to the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// The vault has none like it.
    New,
    /// The vault has it with the same fields and notes and all that belongs to it, or the file has had the very same before.
    Same,
    /// The vault has the same account with another content, which is older, or without something that belongs to it: a tag,
    /// the mark of a favourite, an earlier version, a file.
    Newer,
    /// The vault has the same account with another content, which is newer.
    Older,
    /// The vault has the same account with another content, and the dates do not tell.
    Different,
}

/// An item of a file, compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// What it is.
    pub standing: Standing,
    /// Which item of the vault it is that to; none for what is new, and for what only the file has twice.
    pub ours: Option<ItemId>,
}

/// A keyed hash of what an item says.
type Print = [u8; 16];

/// What an item is known by besides its content.
#[derive(PartialEq, Eq, Hash, Clone)]
enum Mark {
    Site(String),
    Title(String),
}

/// The kind, whether it lies in the trash, and the second line (of a note, its text: then nothing).
type Group = (String, bool, String);

/// What identifies an item.
struct Face {
    group: Group,
    title: String,
    sites: Vec<String>,
    /// Whether the second line says whose account it is; that of a login without a name is its site.
    is_named: bool,
}

/// An item of the vault that may be meant.
struct Known {
    id: ItemId,
    print: Print,
    face: Face,
    modified: Timestamp,
    tags: Vec<String>,
    favourite: bool,
    versions: Vec<Timestamp>,
    files: Vec<(String, u64)>,
}

impl Known {
    fn of(id: ItemId, record: ItemRecord, face: Face, print: Print) -> Self {
        let ItemRecord { item: Item { tags, favourite, .. }, modified, history, attachments, .. } = record;
        let versions = history.iter().map(|version| version.saved).collect();
        let files = attachments.into_iter().map(|file| (file.name, file.size)).collect();
        Self { id, print, face, modified, tags, favourite, versions, files }
    }

    /// Whether it has everything that belongs to an item of the same content. A version without a date may be any.
    fn has_all_of(&self, one: &Comparable<'_>) -> bool {
        let file = |(name, size): &(&str, u64)| {
            let name = attachment_name(name);
            self.files.iter().any(|known| known.0 == name && known.1 == *size)
        };
        one.item.tags.iter().all(|tag| self.tags.contains(tag))
            && (self.favourite || !one.item.favourite)
            && one.versions.iter().all(|saved| saved.is_some_and(|saved| self.versions.contains(&saved)))
            && one.files.iter().all(file)
    }
}

impl Face {
    fn of(item: &Item, trashed: bool, overview: &ItemOverview) -> Self {
        let group = group(&overview.kind, trashed, &overview.subtitle);
        let sites: Vec<String> = item.hosts().into_iter().map(|site| fold(&site)).take(MOST_SITES).collect();
        let is_named = !group.2.is_empty() && !sites.contains(&group.2);
        Self { group, title: fold(&overview.title), sites, is_named }
    }

    fn marks(&self) -> impl Iterator<Item = Mark> {
        let sites = self.sites.iter().cloned().map(Mark::Site);
        sites.chain(std::iter::once(Mark::Title(self.title.clone())))
    }

    /// Whether both are the same account: by site and name where both have a site, else by title and second line.
    fn is_of(&self, other: &Self) -> bool {
        let same_title = !self.title.is_empty() && self.title == other.title;
        let by_site = !self.sites.is_empty() && !other.sites.is_empty();
        let same_site = self.sites.iter().any(|site| other.sites.contains(site));
        self.group == other.group
            && if by_site { same_site && (self.is_named || same_title) } else { same_title }
    }
}

fn group(kind: &Kind, trashed: bool, subtitle: &str) -> Group {
    let line = if *kind == Kind::NOTE { String::new() } else { fold(subtitle) };
    (kind.name().to_owned(), trashed, line)
}

impl Unlocked {
    /// What each of `items` is to the vault. What is in the trash is compared with what is in the trash. An item of the vault
    /// that cannot be read is like none, and each is found at most once with another content: where several are as likely,
    /// or one is taken, the item counts as new.
    pub async fn compare(&mut self, items: &[Comparable<'_>]) -> Result<Vec<Compared>, ReadError> {
        let faces: Vec<Face> = items.iter().map(|one| self.face_of(one)).collect();
        let known = self.open_known(self.candidates(&faces)).await?;
        let mut by_print: HashMap<Print, Vec<usize>> = HashMap::with_capacity(known.len());
        let mut by_mark: HashMap<(&Group, Mark), Vec<usize>> = HashMap::new();
        for (place, one) in known.iter().enumerate() {
            by_print.entry(one.print).or_default().push(place);
            for mark in one.face.marks() {
                by_mark.entry((&one.face.group, mark)).or_default().push(place);
            }
        }
        let mut taken = vec![false; known.len()];
        let same = self.same_of(items, &by_print, &known, &mut taken);
        let rest = items.iter().zip(&faces).zip(same).map(|((one, face), same)| {
            same.unwrap_or_else(|| {
                let mut places: Vec<usize> = Vec::new();
                for mark in face.marks() {
                    places
                        .extend(by_mark.get(&(&face.group, mark)).into_iter().flatten().take(MOST_ALIKE + 1));
                }
                match only_one(face, places, &known, &taken) {
                    Some((place, ours)) => {
                        if let Some(taken) = taken.get_mut(place) {
                            *taken = true;
                        }
                        Compared { standing: by_date(one.modified, ours.modified), ours: Some(ours.id) }
                    }
                    None => Compared { standing: Standing::New, ours: None },
                }
            })
        });
        Ok(rest.collect())
    }

    /// Those of the content of one of the vault, or that are as one before them.
    fn same_of(
        &self,
        items: &[Comparable<'_>],
        by_print: &HashMap<Print, Vec<usize>>,
        known: &[Known],
        taken: &mut [bool],
    ) -> Vec<Option<Compared>> {
        let mut in_file = HashSet::with_capacity(items.len());
        let answer = |one: &Comparable<'_>| {
            let places = by_print.get(&self.print(one.item, one.trashed)).map_or(&[][..], Vec::as_slice);
            let mut alike =
                places.iter().take(MOST_ALIKE).filter_map(|place| Some((*place, known.get(*place)?)));
            let found = alike.clone().find(|(_, ours)| ours.has_all_of(one)).or_else(|| alike.next());
            if let Some(taken) = found.and_then(|(place, _)| taken.get_mut(place)) {
                *taken = true;
            }
            let ours = found.map(|(_, ours)| ours);
            // Put in, whatever the answer, to be found by the next.
            let repeated = !in_file.insert(self.print_in_file(one));
            match ours {
                Some(ours) => {
                    let same = ours.has_all_of(one);
                    let standing = if same { Standing::Same } else { Standing::Newer };
                    Some(Compared { standing, ours: Some(ours.id) })
                }
                // What belongs to it may be another's.
                None if repeated && one.versions.is_empty() && one.files.is_empty() => {
                    Some(Compared { standing: Standing::Same, ours: None })
                }
                None => None,
            }
        };
        items.iter().map(answer).collect()
    }

    fn face_of(&self, one: &Comparable<'_>) -> Face {
        let (item, deleted) = (one.item.clone(), one.trashed.then_some(0));
        let (folder, history, attachments) = (None, Vec::new(), Vec::new());
        let record = ItemRecord { item, folder, created: 0, modified: 0, deleted, history, attachments };
        let overview = ItemOverview::of(&record, Judgement::PENDING, 0, &self.keys).0;
        Face::of(one.item, one.trashed, &overview)
    }

    /// The items that may be meant, as far as the index tells: it has titles, names, and the addresses among what is searched.
    fn candidates(&self, faces: &[Face]) -> Vec<ItemId> {
        let mut wanted: HashMap<&Group, HashSet<Mark>> = HashMap::new();
        for face in faces {
            wanted.entry(&face.group).or_default().extend(face.marks());
        }
        let mut found = Vec::new();
        for page in self.index.pages() {
            for (slot, entry) in page.entries().iter().enumerate() {
                let Overview::Item(item) = &entry.overview else { continue };
                let group = group(&item.kind, item.deleted, &item.subtitle);
                let Some(marks) = wanted.get(&group) else { continue };
                let site = |line: &str| host_of(&format!("x://{line}")).map(Mark::Site);
                let mut lines = page.search_text(slot).lines().filter_map(site);
                if marks.contains(&Mark::Title(fold(&item.title))) || lines.any(|mark| marks.contains(&mark))
                {
                    found.push(ItemId(entry.id));
                }
            }
        }
        found
    }

    async fn open_known(&mut self, ids: Vec<ItemId>) -> Result<Vec<Known>, ReadError> {
        let mut known = Vec::with_capacity(ids.len());
        for ids in ids.chunks(AT_ONCE) {
            let places: Vec<RecordId> = ids.iter().map(|id| id.0).collect();
            let bodies = self.storage.read(Class::Item, &places).await?;
            for (id, body) in ids.iter().zip(bodies) {
                let record = match body.and_then(|body| self.opened_as_listed(*id, &body)) {
                    Some(record) => record,
                    // Another program may have changed it.
                    None => match self.read(*id).await {
                        Ok(item) => item.record,
                        Err(ReadError::Record { .. } | ReadError::NotFound { .. }) => continue,
                        Err(error) => return Err(error),
                    },
                };
                let Some(overview) = self.index.item(*id) else { continue };
                let trashed = record.deleted.is_some();
                let face = Face::of(&record.item, trashed, overview);
                let print = self.print(&record.item, trashed);
                known.push(Known::of(*id, record, face, print));
            }
        }
        Ok(known)
    }

    fn opened_as_listed(&self, id: ItemId, body: &[u8]) -> Option<ItemRecord> {
        let entry = self.index.entry(Class::Item, id.0)?;
        let content = self.open_as(Class::Item, id.0, entry.version, &entry.tag, body).ok()?;
        decode_item(&content, entry.version)
    }

    /// What the vault and a file are compared by.
    fn print(&self, item: &Item, trashed: bool) -> Print {
        let Item { kind, title, fields, notes, .. } = item;
        // Exposed to be hashed under the vault's key.
        self.keys.fingerprint(encode(&(kind, title, fields, notes.expose(), trashed)).expose())
    }

    /// What two items of a file are compared by.
    fn print_in_file(&self, one: &Comparable<'_>) -> Print {
        // Exposed to be hashed under the vault's key.
        self.keys.fingerprint(encode(&(one.item, one.trashed, one.folder)).expose())
    }
}

/// The one item of the vault that is meant, if it is only one; of several, the one of the same title.
fn only_one<'k>(
    face: &Face,
    mut places: Vec<usize>,
    known: &'k [Known],
    taken: &[bool],
) -> Option<(usize, &'k Known)> {
    if places.len() > MOST_ALIKE {
        return None;
    }
    places.sort_unstable();
    places.dedup();
    let free = places.into_iter().filter(|place| taken.get(*place) == Some(&false));
    let fitting = free.filter_map(|place| known.get(place).map(|one| (place, one)));
    let fitting: Vec<_> = fitting.filter(|(_, one)| face.is_of(&one.face)).collect();
    let mut titled = fitting.iter().filter(|(_, one)| one.face.title == face.title);
    match (fitting.as_slice(), titled.next(), titled.next()) {
        ([one], _, _) | (_, Some(one), None) => Some(*one),
        _ => None,
    }
}

fn by_date(theirs: Option<Timestamp>, ours: Timestamp) -> Standing {
    match theirs.map(|theirs| theirs.saturating_sub(ours)) {
        Some(later) if later >= SAME_TIME_MS => Standing::Newer,
        Some(later) if later <= -SAME_TIME_MS => Standing::Older,
        _ => Standing::Different,
    }
}
