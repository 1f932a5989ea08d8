//! An open vault, and what can be asked of it without a change.

use crate::error::{ReadError, RecordFault};
use crate::index::Index;
use crate::rebuild::Pending;
use crate::record::{ItemRecord, VersionRecord, decode, decode_item};
use crate::search::is_weak;
use crate::types::KnownTypes;
use crate::{Anchor, Clock, FolderId, FolderOverview, ItemId, ItemOverview, Query};
use std::collections::BTreeMap;
use std::sync::Arc;
use strongroom_crypto::{Envelope, Header, OpenError, PageSum, Place, RecordTag, VaultKeys};
use strongroom_secret::{Random, SecretBytes};
use strongroom_storage::{Class, RecordId, Storage};

/// Time and randomness, as a change needs them.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    /// The time.
    pub clock: &'a dyn Clock,
    /// The random source.
    pub random: &'a dyn Random,
}

/// An open vault. It holds keys and the index; the secrets stay sealed in the storage until one is asked for.
/// Dropping it wipes the keys.
pub struct Unlocked {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) keys: VaultKeys,
    pub(crate) header: Header,
    pub(crate) sum: PageSum,
    pub(crate) index: Index,
    /// Records that were sealed for changes that were given up, and that no header has counted yet.
    pub(crate) given_up: u64,
    /// An index that was made anew, and is not stored yet.
    pub(crate) pending: Option<Pending>,
    /// The kinds that the user defined, as they were last read.
    pub(crate) types: KnownTypes,
}

impl Unlocked {
    /// A vault that was just opened.
    pub(crate) fn opened(
        storage: Arc<dyn Storage>,
        keys: VaultKeys,
        header: Header,
        sum: PageSum,
        index: Index,
    ) -> Self {
        Self { storage, keys, header, sum, index, given_up: 0, pending: None, types: KnownTypes::default() }
    }
}

/// An item, opened.
#[derive(Debug, Clone)]
pub struct OpenedItem {
    /// Its id.
    pub id: ItemId,
    /// The number of this version.
    pub version: u64,
    /// What it is. Secret.
    pub record: ItemRecord,
}

/// How often things occur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items that are not in the trash.
    pub all: usize,
    /// Favourites among them.
    pub favourites: usize,
    /// Items in the trash.
    pub trash: usize,
    /// Items with a weak main secret.
    pub weak: usize,
    /// Items whose main secret another has too.
    pub reused: usize,
    /// By kind.
    pub kinds: BTreeMap<String, usize>,
    /// By tag.
    pub tags: BTreeMap<String, usize>,
    /// By folder, without the folders in it.
    pub folders: BTreeMap<FolderId, usize>,
}

impl Unlocked {
    /// The header of the state that this is.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The vault's keys, for a backup.
    pub fn keys(&self) -> &VaultKeys {
        &self.keys
    }

    /// Where the records are kept.
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// What this machine shall remember of this state.
    pub fn anchor(&self) -> Anchor {
        Anchor::of(&self.header)
    }

    /// What a list shows of an item.
    pub fn overview(&self, id: ItemId) -> Option<&ItemOverview> {
        self.index.item(id)
    }

    /// All items, in no order.
    pub fn overviews(&self) -> impl Iterator<Item = (ItemId, &ItemOverview)> {
        self.index.items()
    }

    /// All folders, in no order.
    pub fn folders(&self) -> impl Iterator<Item = (FolderId, &FolderOverview)> {
        self.index.folders()
    }

    /// How many items fit a query, and those from `from` on, at most `count`.
    pub fn find(&mut self, query: &Query, from: usize, count: usize) -> (usize, Vec<ItemId>) {
        let found = self.index.find(query);
        let total = found.len();
        let window: Vec<_> = found.iter().skip(from).take(count).copied().collect();
        (total, window.into_iter().filter_map(|at| self.index.id_at(at)).collect())
    }

    /// Whether another item has the same main secret.
    pub fn is_reused(&mut self, id: ItemId) -> bool {
        let Some(print) = self.overview(id).map(|item| item.fingerprint) else { return false };
        self.index.reused().contains(&print)
    }

    /// Counts everything that the left pane shows.
    pub fn counts(&mut self) -> Counts {
        let reused = self.index.reused().clone();
        let mut counts = Counts::default();
        for (_, item) in self.index.items() {
            if item.deleted {
                counts.trash += 1;
                continue;
            }
            counts.all += 1;
            counts.favourites += usize::from(item.favourite);
            counts.weak += usize::from(is_weak(item));
            counts.reused += usize::from(reused.contains(&item.fingerprint));
            count(&mut counts.kinds, item.kind.name());
            item.tags.iter().for_each(|tag| count(&mut counts.tags, tag));
            if let Some(folder) = item.folder {
                *counts.folders.entry(folder).or_default() += 1;
            }
        }
        counts
    }

    /// A folder and all folders in it.
    pub fn with_folders_in(&self, folder: FolderId) -> Vec<FolderId> {
        self.index.with_folders_in(folder).into_iter().collect()
    }

    /// Reads and verifies an item. Where another program changed the vault, it is looked at anew.
    pub async fn read(&mut self, id: ItemId) -> Result<OpenedItem, ReadError> {
        match self.read_listed(id).await {
            Err(fault @ (ReadError::Record { .. } | ReadError::NotFound { .. })) => {
                let seen = self.header.generation;
                if self.reload().await.is_err() || self.header.generation == seen {
                    return Err(fault);
                }
                self.read_listed(id).await
            }
            done => done,
        }
    }

    pub(crate) async fn read_listed(&self, id: ItemId) -> Result<OpenedItem, ReadError> {
        let entry = self.index.entry(Class::Item, id.0).ok_or(ReadError::NotFound { what: "item" })?;
        let body = self.storage.read(Class::Item, &[id.0]).await?.pop().flatten();
        let body = body.ok_or(fault(Class::Item, id.0, RecordFault::Missing))?;
        let record = self.open_item(id, entry.version, &entry.tag, &body)?;
        Ok(OpenedItem { id, version: entry.version, record })
    }

    /// Opens an item's record, which must be the one that the index pins.
    pub(crate) fn open_item(
        &self,
        id: ItemId,
        version: u64,
        tag: &RecordTag,
        body: &[u8],
    ) -> Result<ItemRecord, ReadError> {
        let content = self.open_pinned(Class::Item, id.0, version, tag, body)?;
        decode_item(&content, version).ok_or(fault(Class::Item, id.0, RecordFault::Unreadable))
    }

    /// Opens a record that must have this version and this tag.
    pub(crate) fn open_pinned(
        &self,
        class: Class,
        id: RecordId,
        version: u64,
        tag: &RecordTag,
        body: &[u8],
    ) -> Result<SecretBytes, ReadError> {
        self.open_as(class, id, version, tag, body).map_err(|found| fault(class, id, found))
    }

    /// The same, for those who know which record it is about.
    pub(crate) fn open_as(
        &self,
        class: Class,
        id: RecordId,
        version: u64,
        tag: &RecordTag,
        body: &[u8],
    ) -> Result<SecretBytes, RecordFault> {
        let damaged = |_: OpenError| RecordFault::Damaged;
        let envelope = Envelope::peek(body).map_err(damaged)?;
        let place = Place { class: class.number(), id: id.0, version: envelope.version };
        let content = self.keys.open(&place, body).map_err(damaged)?;
        // It is genuine; but is it the present one?
        if envelope.version != version || envelope.tag != *tag {
            return Err(RecordFault::Replayed);
        }
        Ok(content)
    }

    /// Reads an earlier version of an item.
    pub async fn read_version(&self, item: &OpenedItem, version: u64) -> Result<VersionRecord, ReadError> {
        let missing = ReadError::NotFound { what: "version" };
        let pinned = item.record.history.iter().find(|one| one.version == version).ok_or(missing)?;
        let body = self.storage.read(Class::Version, &[pinned.id.0]).await?.pop().flatten();
        let body = body.ok_or(fault(Class::Version, pinned.id.0, RecordFault::Missing))?;
        let content = self.open_pinned(Class::Version, pinned.id.0, version, &pinned.tag, &body)?;
        decode(&content).ok_or(fault(Class::Version, pinned.id.0, RecordFault::Unreadable))
    }
}

pub(crate) fn fault(class: Class, id: RecordId, fault: RecordFault) -> ReadError {
    ReadError::Record { class, id, fault }
}

fn count(counts: &mut BTreeMap<String, usize>, name: &str) {
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => {
            counts.insert(name.to_owned(), 1);
        }
    }
}
