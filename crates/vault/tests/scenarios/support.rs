//! What several scenarios need: short ways to say things, and a storage whose file is replaced under an open vault.

use async_trait::async_trait;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use strongroom_crypto::{Envelope, Place, VaultKeys};
use strongroom_storage::{
    Batch, Class, MemoryStorage, Record, RecordId, Storage, StorageError, StoredHeader,
};
use strongroom_testkit::{Rows, SeededRandom, World, read_all, reopen};
use strongroom_vault::{Action, AuditEntry, ItemId, ItemRecord, OpenVaultError, Query, Unlocked, View};

/// What all of a vault's files say to somebody who opens them with `recovery_code(seed)`; or the first complaint.
pub(crate) async fn whole(rows: &Rows, seed: u64) -> Result<Value, String> {
    let mut vault = open(rows, seed).await.map_err(|error| format!("{error:?}"))?;
    read_all(&mut vault).await
}

pub(crate) async fn open(rows: &Rows, seed: u64) -> Result<Unlocked, OpenVaultError> {
    reopen(&rows.storage(), seed).await
}

pub(crate) fn words(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

pub(crate) fn view(view: View) -> Query {
    Query { view, ..Query::default() }
}

/// The titles of what is found, in order.
pub(crate) fn titles(vault: &mut Unlocked, query: &Query) -> Vec<String> {
    let (_, ids) = vault.find(query, 0, usize::MAX);
    ids.into_iter().map(|id| vault.overview(id).unwrap().title.to_string()).collect()
}

/// The whole trail, the oldest entry first.
pub(crate) async fn trail(vault: &Unlocked) -> Vec<AuditEntry> {
    let mut entries = vault.audit(0, u64::MAX).await.unwrap();
    entries.reverse();
    entries
}

/// Action and detail of the entries from `from` on.
pub(crate) async fn actions(vault: &Unlocked, from: u64) -> Vec<(String, String)> {
    let entries = trail(vault).await.into_iter().filter(|entry| entry.number >= from);
    entries.map(|entry| (entry.action, entry.detail)).collect()
}

/// Rows that a test may put others in the place of while a vault is open over them.
pub(crate) struct Replaceable(pub(crate) Mutex<Rows>);

impl Replaceable {
    pub(crate) fn new(rows: Rows) -> Arc<Self> {
        Arc::new(Self(Mutex::new(rows)))
    }

    fn now(&self) -> Rows {
        self.0.lock().unwrap().clone()
    }
}

#[async_trait]
impl Storage for Replaceable {
    async fn header(&self) -> Result<StoredHeader, StorageError> {
        self.now().header().await
    }

    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        let rows = self.now();
        stream::once(async move { rows.stream(class).collect::<Vec<_>>().await })
            .flat_map(stream::iter)
            .boxed()
    }

    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        self.now().read(class, ids).await
    }

    async fn changed_since(&self, class: Class, _: u64) -> Result<Vec<Record>, StorageError> {
        self.now().stream(class).try_collect().await
    }

    async fn commit(&self, batch: Batch) -> Result<(), StorageError> {
        match self.now().parsed_header().generation == batch.expected {
            true => Err(StorageError::ReadOnly),
            false => Err(StorageError::Conflict),
        }
    }

    async fn realign(&self, _: &[u8], _: u64) -> Result<(), StorageError> {
        Err(StorageError::ReadOnly)
    }

    async fn examine(&self) -> Result<(), StorageError> {
        Ok(())
    }

    async fn settle(&self) -> Result<(), StorageError> {
        Ok(())
    }

    async fn scrub(&self) -> Result<(), StorageError> {
        Ok(())
    }
}

/// A storage over which another program tags some items just before a chosen read.
pub(crate) struct Interrupted {
    inner: Arc<MemoryStorage>,
    reads: AtomicU64,
    at: u64,
    other: tokio::sync::Mutex<(Unlocked, Vec<ItemId>)>,
    /// Whether it has lost what it knew of when records changed.
    forgetful: bool,
}

impl Interrupted {
    pub(crate) fn new(
        inner: Arc<MemoryStorage>,
        at: u64,
        other: (Unlocked, Vec<ItemId>),
        forgetful: bool,
    ) -> Arc<Self> {
        Arc::new(Self {
            inner,
            reads: AtomicU64::new(0),
            at,
            other: tokio::sync::Mutex::new(other),
            forgetful,
        })
    }

    async fn interrupt(&self) {
        let (vault, items) = &mut *self.other.lock().await;
        let tag = |record: &mut ItemRecord, _| {
            record.item.tags.push("other".to_owned());
            Ok(true)
        };
        vault.rewrite(items, Action::Update, "", tag, World::new(1).env()).await.unwrap();
    }
}

#[async_trait]
impl Storage for Interrupted {
    async fn header(&self) -> Result<StoredHeader, StorageError> {
        self.inner.header().await
    }

    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        self.inner.stream(class)
    }

    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        if self.reads.fetch_add(1, Ordering::SeqCst) == self.at {
            self.interrupt().await;
        }
        self.inner.read(class, ids).await
    }

    async fn changed_since(&self, class: Class, generation: u64) -> Result<Vec<Record>, StorageError> {
        match self.forgetful {
            true => Ok(Vec::new()),
            false => self.inner.changed_since(class, generation).await,
        }
    }

    async fn commit(&self, batch: Batch) -> Result<(), StorageError> {
        self.inner.commit(batch).await
    }

    async fn realign(&self, header: &[u8], generation: u64) -> Result<(), StorageError> {
        self.inner.realign(header, generation).await
    }

    async fn examine(&self) -> Result<(), StorageError> {
        self.inner.examine().await
    }

    async fn settle(&self) -> Result<(), StorageError> {
        self.inner.settle().await
    }

    async fn scrub(&self) -> Result<(), StorageError> {
        self.inner.scrub().await
    }
}

/// Somebody who has the vault's keys and writes records past the program.
pub(crate) struct Insider {
    pub(crate) rows: Rows,
    keys: VaultKeys,
    random: SeededRandom,
}

impl Insider {
    pub(crate) async fn of(rows: Rows, seed: u64) -> Self {
        let keys = open(&rows, seed).await.unwrap().into_keys();
        Self { rows, keys, random: SeededRandom::new(1) }
    }

    fn place_of(&self, place: (Class, RecordId)) -> Place {
        let version = Envelope::peek(&self.rows.records[&place]).unwrap().version;
        Place { class: place.0.number(), id: place.1.0, version }
    }

    pub(crate) fn content(&self, place: (Class, RecordId)) -> Vec<u8> {
        self.keys.open(&self.place_of(place), &self.rows.records[&place]).unwrap().expose().clone()
    }

    pub(crate) fn json(&self, place: (Class, RecordId)) -> Value {
        serde_json::from_slice(&self.content(place)).unwrap()
    }

    /// Writes another content under the version that is there.
    fn put(&mut self, place: (Class, RecordId), content: &[u8]) {
        let mut header = self.rows.parsed_header();
        let body = self.keys.seal(&mut header, &self.place_of(place), content, &self.random).unwrap();
        self.rows.records.insert(place, body);
        self.keys.finish(&mut header, &self.rows.page_sum(&self.keys));
        self.rows.set_header(&header.to_bytes());
    }

    /// Writes a record's content anew, and the tag in the page that lists it.
    pub(crate) fn write(&mut self, place: (Class, RecordId), content: &Value) {
        let before = Envelope::peek(&self.rows.records[&place]).unwrap().tag;
        self.put(place, content.to_string().as_bytes());
        let after = Envelope::peek(&self.rows.records[&place]).unwrap().tag;
        for page in self.rows.places(Class::Page) {
            let mut content = self.content(page);
            if let Some(at) = content.windows(16).position(|tag| tag == before) {
                content[at..at + 16].copy_from_slice(&after);
                self.put(page, &content);
            }
        }
    }
}
