//! What a backend of the vault must do: keep opaque sealed records, and commit a batch of changes only onto the
//! generation that the writer has seen. A backend needs no secret and understands no record.

mod batch;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod error;
mod memory;
mod record;

pub use batch::{Batch, StoredHeader};
pub use error::StorageError;
pub use memory::MemoryStorage;
pub use record::{Class, Record, RecordId};

use async_trait::async_trait;
use futures_util::stream::BoxStream;

/// A place that keeps one vault. All methods may be called at the same time from several tasks; several processes may
/// hold the same place, and [`Storage::commit`] is what settles who was first.
#[async_trait]
pub trait Storage: Send + Sync {
    /// The header, both copies as stored. The reader decides which of them is whole.
    async fn header(&self) -> Result<StoredHeader, StorageError>;

    /// All records of a class, in the order of their ids, as of one moment.
    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>>;

    /// The bodies of these records, in the order asked for; `None` where there is none.
    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError>;

    /// The records of a class that were put by a generation later than `generation`.
    async fn changed_since(&self, class: Class, generation: u64) -> Result<Vec<Record>, StorageError>;

    /// Makes every change of the batch, durably, or none.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when the stored generation is not `batch.expected`; nothing was changed then.
    async fn commit(&self, batch: Batch) -> Result<(), StorageError>;

    /// Sets the generation that [`Storage::commit`] compares with, if `header` is still the one that is stored. For a vault
    /// that is told of conflicts although nobody else has changed it: the generation is also in the header, authenticated,
    /// and what a backend keeps beside it for comparing can be damaged by itself.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when another header is stored; nothing was changed then.
    async fn realign(&self, header: &[u8], generation: u64) -> Result<(), StorageError>;

    /// Looks at the place's own structure, all of it: without that, a record that is missing may be there and hidden from
    /// every search. The cost grows with the vault.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] when records may be hidden, or shown twice.
    async fn examine(&self) -> Result<(), StorageError>;

    /// Leaves nothing of deleted or older data in side files (for SQLite: checkpoints and truncates the log).
    async fn settle(&self) -> Result<(), StorageError>;

    /// Settles, and leaves nothing of deleted or older data anywhere in the place: for when a secret has gone for good,
    /// or a key was retired. The cost grows with the vault (for SQLite: the file is rewritten, through memory).
    async fn scrub(&self) -> Result<(), StorageError>;
}
