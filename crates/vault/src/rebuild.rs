//! Making the index anew from the records, where the header is authentic and the pages are not those that it covers. Each
//! record proves itself; that none was removed or put back to an older state, only the lost index could have proved.

use crate::error::{OpenVaultError, RecordFault};
use crate::folders::MAX_DEPTH;
use crate::index::Index;
use crate::open::{open_page, page_id, read_pages};
use crate::overview::{FolderOverview, ItemOverview, Judgement, KnownStrength, Overview};
use crate::page::{Entry, Page};
use crate::put::{Content, Put};
use crate::record::{FolderRecord, ItemRecord, SettingRecord, decode, decode_item, encode};
use crate::verify::{Problem, Verification};
use crate::{Action, AuditEvent, Env, FolderId, Unlocked};
use futures_util::TryStreamExt;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use strongroom_credential::Kind;
use strongroom_crypto::{Envelope, Header, PageSum, Place, RecordTag, VaultKeys};
use strongroom_storage::{Class, Record, RecordId, Storage};

/// What an item or a folder is called that cannot be read and whose name is not known.
const UNREADABLE: &str = "(unreadable)";

/// What making the index anew has found. That a record was removed, or put back to an older state, before this moment cannot
/// be excluded: say so to the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Items that are listed, those that cannot be read included.
    pub items: usize,
    /// Folders that are listed.
    pub folders: usize,
    /// Records that cannot be read, and those of which a page that was left says more than is there; at most 100 of them.
    pub problems: Vec<Problem>,
    /// How many problems there are.
    pub faults: usize,
}

impl Rebuilt {
    fn event(&self) -> AuditEvent {
        let Self { items, folders, faults, .. } = self;
        let detail = format!("{items} items, {folders} folders, {faults} faults");
        AuditEvent::of_vault(Action::RebuildIndex, detail)
    }
}

/// What the next change writes because the index was made anew.
pub(crate) struct Pending {
    /// The pages that the new ones replace.
    pub(crate) stale: Vec<RecordId>,
    /// Folders that lay in themselves, taken out.
    pub(crate) puts: Vec<Put>,
    pub(crate) event: AuditEvent,
}

/// The vault that these records make, whatever its pages say.
pub(crate) async fn rebuild(
    storage: Arc<dyn Storage>,
    keys: VaultKeys,
    header: Header,
    env: Env<'_>,
) -> Result<(Unlocked, Rebuilt), OpenVaultError> {
    let mut work = Rebuilding::over(&*storage, &keys, env).await?;
    for class in [Class::Item, Class::Folder, Class::Setting] {
        let mut records = storage.stream(class);
        while let Some(record) = records.try_next().await? {
            work.take(&record)?;
        }
    }
    let Rebuilding { pages, stale, mut found, hints, .. } = work;
    for (class, id) in hints.into_keys() {
        found.add(Problem::Record { class, id, fault: RecordFault::Missing });
    }
    let index = Index::build(pages).map_err(OpenVaultError::Index)?;
    let rebuilt = Rebuilt {
        items: index.items().count(),
        folders: index.folders().count(),
        problems: found.problems,
        faults: found.faults,
    };
    let puts = untangled(&index);
    let mut vault = Unlocked::opened(storage, keys, header, PageSum::default(), index);
    vault.pending = Some(Pending { stale, puts, event: rebuilt.event() });
    Ok((vault, rebuilt))
}

struct Rebuilding<'a> {
    keys: &'a VaultKeys,
    env: Env<'a>,
    pages: Vec<Page>,
    stale: Vec<RecordId>,
    found: Verification,
    /// What those pages say that still open. They may be old; they are asked for names, scores, and what may be missing.
    hints: HashMap<(Class, RecordId), (Entry, String)>,
}

impl<'a> Rebuilding<'a> {
    async fn over(storage: &dyn Storage, keys: &'a VaultKeys, env: Env<'a>) -> Result<Self, OpenVaultError> {
        let records = read_pages(storage).await?;
        let stale = records.iter().map(|record| record.id).collect();
        let mut hints: HashMap<(Class, RecordId), (Entry, String)> = HashMap::new();
        for page in records.into_iter().filter_map(|record| open_page(keys, record).ok()) {
            for (slot, entry) in page.entries().iter().enumerate() {
                let key = (entry.class, entry.id);
                if hints.get(&key).is_none_or(|(known, _)| known.version < entry.version) {
                    hints.insert(key, (entry.clone(), page.search_text(slot).to_owned()));
                }
            }
        }
        Ok(Self { keys, env, pages: Vec::new(), stale, found: Verification::default(), hints })
    }

    /// Lists a record: as it is, as it was known, or at least by its id, so that it can be seen and removed.
    fn take(&mut self, record: &Record) -> Result<(), OpenVaultError> {
        let hint = self.hints.remove(&(record.class, record.id));
        let (entry, search) = match self.read(record) {
            Ok((mut entry, search)) => {
                match &hint {
                    Some((known, _)) if (known.version, known.tag) == (entry.version, entry.tag) => {
                        entry.overview = known.overview.clone();
                    }
                    Some((known, _)) if known.version >= entry.version => {
                        self.report(record, RecordFault::Replayed);
                    }
                    _ => {}
                }
                (entry, search)
            }
            Err(fault) => {
                self.report(record, fault);
                hint.unwrap_or_else(|| (nameless(record), String::new()))
            }
        };
        let full = self.pages.last().is_none_or(Page::is_full);
        if full {
            self.pages.push(Page::new(page_id(self.env.random)?));
        }
        if let Some(page) = self.pages.last_mut() {
            page.set(entry, &search);
        }
        Ok(())
    }

    fn report(&mut self, record: &Record, fault: RecordFault) {
        self.found.add(Problem::Record { class: record.class, id: record.id, fault });
    }

    fn read(&self, record: &Record) -> Result<(Entry, String), RecordFault> {
        let Record { class, id, body } = record;
        let envelope = Envelope::peek(body).map_err(|_| RecordFault::Damaged)?;
        let (version, tag) = (envelope.version, envelope.tag);
        let place = Place { class: class.number(), id: id.0, version };
        let content = self.keys.open(&place, body).map_err(|_| RecordFault::Damaged)?;
        let (overview, search) = match class {
            Class::Item => {
                let item = decode_item(&content, version).ok_or(RecordFault::Unreadable)?;
                self.overview_of(&item)
            }
            Class::Folder => {
                let folder: FolderRecord = decode(&content).ok_or(RecordFault::Unreadable)?;
                (Overview::Folder(FolderOverview::of(&folder)), String::new())
            }
            _ => {
                decode::<SettingRecord>(&content).ok_or(RecordFault::Unreadable)?;
                (Overview::Setting, String::new())
            }
        };
        Ok((Entry { class: *class, id: *id, version, tag, overview }, search))
    }

    fn overview_of(&self, record: &ItemRecord) -> (Overview, String) {
        // Judged later, as what an import brings. Since when the secret is what it is, only the versions tell.
        let (overview, search) = ItemOverview::of(record, Judgement::PENDING, record.modified, self.keys);
        (Overview::Item(Box::new(overview)), search)
    }
}

/// An entry for a record of which nothing can be read.
fn nameless(record: &Record) -> Entry {
    let Record { class, id, body } = record;
    let (version, tag) = Envelope::peek(body).map_or((0, RecordTag::default()), |one| (one.version, one.tag));
    let overview = match class {
        Class::Item => Overview::Item(Box::new(ItemOverview {
            favourite: false,
            deleted: false,
            has_totp: false,
            kind: Kind::NOTE,
            title: UNREADABLE.into(),
            subtitle: "".into(),
            folder: None,
            tags: Box::default(),
            created: 0,
            modified: 0,
            strength: KnownStrength::None,
            fingerprint: [0; 16],
            similar: [0; 16],
            secret_since: 0,
            ends: None,
            worst: None,
        })),
        Class::Folder => Overview::Folder(FolderOverview { parent: None, name: UNREADABLE.into() }),
        _ => Overview::Setting,
    };
    Entry { class: *class, id: *id, version, tag, overview }
}

/// Folders that lie in themselves, or too deep, because one of the rows above them is an old one: each is put to the top.
fn untangled(index: &Index) -> Vec<Put> {
    let mut freed: HashSet<FolderId> = HashSet::new();
    let mut puts = Vec::new();
    let mut ids: Vec<FolderId> = index.folders().map(|(id, _)| id).collect();
    ids.sort_unstable();
    for id in ids {
        let parent = |of: FolderId| match freed.contains(&of) {
            true => None,
            false => index.folder(of)?.parent,
        };
        let above = std::iter::successors(parent(id), |of| parent(*of));
        if above.take(MAX_DEPTH + 1).count() > MAX_DEPTH
            && let (Some(folder), Some(entry)) = (index.folder(id), index.entry(Class::Folder, id.0))
        {
            freed.insert(id);
            let record = FolderRecord { name: folder.name.to_string(), parent: None };
            let listed = Some((Overview::Folder(FolderOverview::of(&record)), String::new()));
            let content = Content::Ready(encode(&record));
            puts.push(Put { class: Class::Folder, id: id.0, version: entry.version + 1, content, listed });
        }
    }
    puts
}
