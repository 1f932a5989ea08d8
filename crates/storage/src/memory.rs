//! The backend in memory: for tests, and for a vault that must never reach a disk.

use crate::{Batch, Class, Record, RecordId, Storage, StorageError, StoredHeader};
use async_trait::async_trait;
use futures_util::stream::{self, BoxStream, StreamExt};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A vault's records in memory.
#[derive(Debug, Default)]
pub struct MemoryStorage {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    generation: u64,
    header: Option<Vec<u8>>,
    records: BTreeMap<(Class, RecordId), Stamped>,
}

#[derive(Debug)]
struct Stamped {
    generation: u64,
    body: Vec<u8>,
}

impl MemoryStorage {
    /// An empty place.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn collect(&self, class: Class, later_than: Option<u64>) -> Vec<Record> {
        let state = self.state();
        state
            .records
            .iter()
            .filter(|((of, _), stamped)| {
                *of == class && later_than.is_none_or(|generation| stamped.generation > generation)
            })
            .map(|((class, id), stamped)| Record { class: *class, id: *id, body: stamped.body.clone() })
            .collect()
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    async fn header(&self) -> Result<StoredHeader, StorageError> {
        let header = self.state().header.clone();
        Ok(StoredHeader { first: header.clone(), second: header })
    }

    fn stream(&self, class: Class) -> BoxStream<'_, Result<Record, StorageError>> {
        stream::iter(self.collect(class, None).into_iter().map(Ok)).boxed()
    }

    async fn read(&self, class: Class, ids: &[RecordId]) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        let state = self.state();
        Ok(ids
            .iter()
            .map(|id| state.records.get(&(class, *id)).map(|stamped| stamped.body.clone()))
            .collect())
    }

    async fn changed_since(&self, class: Class, generation: u64) -> Result<Vec<Record>, StorageError> {
        Ok(self.collect(class, Some(generation)))
    }

    async fn commit(&self, batch: Batch) -> Result<(), StorageError> {
        let mut state = self.state();
        if state.generation != batch.expected || batch.generation <= batch.expected {
            return Err(StorageError::Conflict);
        }
        for key in &batch.deletes {
            state.records.remove(key);
        }
        for Record { class, id, body } in batch.puts {
            state.records.insert((class, id), Stamped { generation: batch.generation, body });
        }
        state.generation = batch.generation;
        state.header = Some(batch.header);
        Ok(())
    }

    async fn realign(&self, header: &[u8], generation: u64) -> Result<(), StorageError> {
        let mut state = self.state();
        if state.header.as_deref() != Some(header) {
            return Err(StorageError::Conflict);
        }
        state.generation = generation;
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::Place;
    use std::sync::Arc;

    #[derive(Default)]
    struct Memory(Arc<MemoryStorage>);

    #[async_trait]
    impl Place for Memory {
        async fn create(&self, first: Batch) -> Result<Arc<dyn Storage>, StorageError> {
            self.0.commit(first).await?;
            self.open().await
        }

        async fn open(&self) -> Result<Arc<dyn Storage>, StorageError> {
            Ok(Arc::<MemoryStorage>::clone(&self.0))
        }
    }

    crate::conformance_tests!(Memory::default());
}
