//! A storage that fails at a chosen call, for tests of what a failure leaves behind.

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use strongroom_storage::{Batch, Class, Record, RecordId, Storage, StorageError, StoredHeader};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The call answers with this error and does nothing.
    Error(StorageError),
    /// A commit is made, and answers with this error all the same.
    AfterCommit(StorageError),
}

/// Hands every call on to another storage, but for the one that fails.
pub struct FaultyStorage {
    inner: Arc<dyn Storage>,
    fault: Fault,
    /// Calls until the failing one; `u64::MAX` when disarmed.
    left: AtomicU64,
    calls: AtomicU64,
}

impl FaultyStorage {
    /// Fails nowhere until it is armed.
    pub fn new(inner: Arc<dyn Storage>, fault: Fault) -> Self {
        Self { inner, fault, left: AtomicU64::new(u64::MAX), calls: AtomicU64::new(0) }
    }

    /// Fails at the call that comes after `calls` others, once.
    pub fn arm(&self, calls: u64) {
        self.left.store(calls, Ordering::SeqCst);
    }

    /// How many calls there were.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    fn strikes(&self) -> bool {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let count = |left: u64| (left != u64::MAX).then(|| left.checked_sub(1).unwrap_or(u64::MAX));
        self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, count) == Ok(0)
    }

    fn pass(&self) -> Result<(), StorageError> {
        match (self.strikes(), &self.fault) {
            (true, Fault::Error(error) | Fault::AfterCommit(error)) => Err(error.clone()),
            (false, _) => Ok(()),
        }
    }
}

#[async_trait]
impl Storage for FaultyStorage {
    async fn header(&self) -> Result<StoredHeader, StorageError> {
        self.pass()?;
        self.inner.header().await
    }

    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        match self.pass() {
            Ok(()) => self.inner.stream(class),
            Err(error) => stream::iter([Err(error)]).boxed(),
        }
    }

    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        self.pass()?;
        self.inner.read(class, ids).await
    }

    async fn changed_since(&self, class: Class, generation: u64) -> Result<Vec<Record>, StorageError> {
        self.pass()?;
        self.inner.changed_since(class, generation).await
    }

    async fn commit(&self, batch: Batch) -> Result<(), StorageError> {
        match (self.strikes(), &self.fault) {
            (false, _) => self.inner.commit(batch).await,
            (true, Fault::Error(error)) => Err(error.clone()),
            (true, Fault::AfterCommit(error)) => {
                self.inner.commit(batch).await?;
                Err(error.clone())
            }
        }
    }

    async fn realign(&self, header: &[u8], generation: u64) -> Result<(), StorageError> {
        self.pass()?;
        self.inner.realign(header, generation).await
    }

    async fn examine(&self) -> Result<(), StorageError> {
        self.pass()?;
        self.inner.examine().await
    }

    async fn settle(&self) -> Result<(), StorageError> {
        self.pass()?;
        self.inner.settle().await
    }

    async fn scrub(&self) -> Result<(), StorageError> {
        self.pass()?;
        self.inner.scrub().await
    }
}
