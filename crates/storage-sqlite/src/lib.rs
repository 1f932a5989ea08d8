//! The vault in one SQLite file. The only crate that names a database; it sees sealed bytes only, and must never
//! report success for a change that is not on the disk.

mod connection;
mod create;
mod failure;
mod place;
mod read;
mod row;
mod schema;
mod write;

use crate::connection::{Purpose, connect};
use crate::failure::{damaged, from_sqlx};
use crate::place::Place;
use crate::read::Readers;
use crate::write::Writer;
use async_trait::async_trait;
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};
use sqlx::{Connection, SqliteConnection};
use std::path::Path;
use strongroom_storage::{Batch, Class, Record, RecordId, Storage, StorageError, StoredHeader};
use tokio::sync::Mutex;

/// A vault in a file. Several may hold the same file, in one process or in many.
#[derive(Debug)]
pub struct SqliteStorage {
    place: Place,
    readers: Readers,
    /// `None` after a failure, until the next commit connects again.
    writer: Mutex<Option<Writer>>,
    read_only: bool,
}

impl SqliteStorage {
    /// Makes a new file with that first state, readable by its owner only, and opens it. What an interrupted making of
    /// the same file left beside it is removed.
    ///
    /// # Errors
    /// [`StorageError::Exists`] when the name is taken, [`StorageError::Missing`] without the folder; and what
    /// [`Storage::commit`] may answer. Nothing has that name then.
    pub async fn create(path: &Path, first: Batch) -> Result<Self, StorageError> {
        create::create(path, first, None).await?;
        Self::open(path).await
    }

    /// The same, with all parts of files that another storage has, one after the other: they may be larger than memory.
    ///
    /// # Errors
    /// As [`SqliteStorage::create`], and what reading the other storage may answer.
    pub async fn create_with_files(
        path: &Path,
        first: Batch,
        files: &dyn Storage,
    ) -> Result<Self, StorageError> {
        create::create(path, first, Some(files)).await?;
        Self::open(path).await
    }

    /// Opens an existing file, after comparing its layout. A file on a medium that cannot be written can be read, but
    /// for one that was not closed properly.
    ///
    /// # Errors
    /// [`StorageError::Missing`], [`StorageError::NotAVault`], [`StorageError::Version`], [`StorageError::Damaged`],
    /// [`StorageError::Forbidden`], [`StorageError::ReadOnly`] for a read-only place with changes in its log,
    /// [`StorageError::Busy`], [`StorageError::Io`].
    pub async fn open(path: &Path) -> Result<Self, StorageError> {
        let place = Place::find(path).await?;
        look(&place).await?;
        match Self::open_to_write(&place).await {
            Err(StorageError::ReadOnly | StorageError::Forbidden) => Self::open_to_look(place).await,
            done => done,
        }
    }

    async fn open_to_write(place: &Place) -> Result<Self, StorageError> {
        let mut writer = Writer::connect(place).await.map_err(within_vault)?;
        schema::check(&mut writer.connection).await.map_err(within_vault)?;
        place.check().await?;
        let read_only = !writer.can_write().await?;
        let readers = Readers::new(place.clone(), Purpose::Read);
        Ok(Self { place: place.clone(), readers, writer: Mutex::new(Some(writer)), read_only })
    }

    async fn open_to_look(place: Place) -> Result<Self, StorageError> {
        if place.log().await?.is_some_and(|(_, length)| length > 0) {
            return Err(StorageError::ReadOnly);
        }
        let readers = Readers::new(place.clone(), Purpose::Look);
        let mut reader = readers.take().await?;
        schema::check(&mut reader).await.map_err(within_vault)?;
        readers.give_back(reader);
        Ok(Self { place, readers, writer: Mutex::new(None), read_only: true })
    }

    /// Whether the place can only be read: every commit is refused with [`StorageError::ReadOnly`].
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The writer, out of its place: a commit that is dropped half-way takes its connection, and the lock, with it.
    async fn take_writer(&self, slot: &mut Option<Writer>) -> Result<Writer, StorageError> {
        match slot.take() {
            Some(writer) => Ok(writer),
            None => Writer::connect(&self.place).await.map_err(within_vault),
        }
    }

    /// Makes a change in one transaction. It never leaves the lock held, whatever fails.
    async fn write(
        &self,
        work: impl AsyncFnOnce(&mut Writer, &Place) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        if self.read_only {
            return Err(StorageError::ReadOnly);
        }
        let mut slot = self.writer.lock().await;
        self.place.check().await?;
        let mut writer = self.take_writer(&mut slot).await?;
        let outcome = work(&mut writer, &self.place).await.map_err(within_vault);
        if outcome.is_ok() || writer.roll_back().await.is_ok() {
            *slot = Some(writer);
        } else {
            // Ends the transaction whatever its state. The change's own error says more than this one's.
            let _ = close(writer.connection).await;
        }
        outcome
    }

    /// Does what changes no record. There is nothing to do where nothing can be written.
    async fn with_writer(
        &self,
        work: impl AsyncFnOnce(&mut Writer) -> Result<(), StorageError>,
    ) -> Result<(), StorageError> {
        if self.read_only {
            return Ok(());
        }
        let mut slot = self.writer.lock().await;
        let mut writer = self.take_writer(&mut slot).await?;
        let outcome = work(&mut writer).await.map_err(within_vault);
        *slot = Some(writer);
        outcome
    }

    /// Closes the file. When nobody else holds it, its log is brought home and removed. Dropping does the same in the
    /// background, as far as the process lives long enough.
    ///
    /// # Errors
    /// When SQLite fails to close; what was committed stays committed.
    pub async fn close(self) -> Result<(), StorageError> {
        for reader in self.readers.take_all() {
            close(reader).await?;
        }
        match self.writer.into_inner() {
            Some(writer) => close(writer.connection).await,
            None => Ok(()),
        }
    }
}

async fn close(connection: SqliteConnection) -> Result<(), StorageError> {
    connection.close().await.map_err(from_sqlx)
}

/// Tells a vault from other files without making anything beside it, and without waiting for anybody. Without a lock, a
/// file that another program writes at this moment can look damaged: whether it is shows when it is opened with one.
async fn look(place: &Place) -> Result<(), StorageError> {
    let mut connection = match connect(place.path(), Purpose::Look).await {
        Err(StorageError::Damaged { .. }) => return Ok(()),
        done => done?,
    };
    match schema::identify(&mut connection).await {
        Err(StorageError::Damaged { .. }) => Ok(()),
        Err(error) => Err(error),
        Ok(()) => close(connection).await,
    }
}

/// Once the file is known to be a vault, a page that is none is damage.
fn within_vault(error: StorageError) -> StorageError {
    match error {
        StorageError::NotAVault => damaged("a page is none of this database"),
        other => other,
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn header(&self) -> Result<StoredHeader, StorageError> {
        self.readers.header().await.map_err(within_vault)
    }

    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        self.readers.stream(class).map_err(within_vault).boxed()
    }

    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        self.readers.read(class, ids).await.map_err(within_vault)
    }

    async fn changed_since(&self, class: Class, generation: u64) -> Result<Vec<Record>, StorageError> {
        self.readers.changed_since(class, generation).await.map_err(within_vault)
    }

    async fn commit(&self, batch: Batch) -> Result<(), StorageError> {
        self.write(async |writer, place| writer.commit(place, batch).await).await
    }

    async fn realign(&self, header: &[u8], generation: u64) -> Result<(), StorageError> {
        self.write(async |writer, place| writer.realign(place, header, generation).await).await
    }

    async fn examine(&self) -> Result<(), StorageError> {
        self.readers.examine().await.map_err(within_vault)
    }

    async fn settle(&self) -> Result<(), StorageError> {
        self.with_writer(Writer::settle).await
    }

    async fn scrub(&self) -> Result<(), StorageError> {
        self.with_writer(Writer::scrub).await
    }
}
