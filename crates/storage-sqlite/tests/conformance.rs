//! The SQLite file keeps the promises of every backend.
#![allow(clippy::unwrap_used, reason = "a test")]

use async_trait::async_trait;
use std::path::PathBuf;
use std::sync::Arc;
use strongroom_storage::conformance::Place;
use strongroom_storage::{Batch, Storage, StorageError};
use strongroom_storage_sqlite::SqliteStorage;
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("conformance.vault")
    }
}

#[async_trait]
impl Place for Folder {
    async fn create(&self, first: Batch) -> Result<Arc<dyn Storage>, StorageError> {
        Ok(Arc::new(SqliteStorage::create(&self.path(), first).await?))
    }

    async fn open(&self) -> Result<Arc<dyn Storage>, StorageError> {
        Ok(Arc::new(SqliteStorage::open(&self.path()).await?))
    }
}

strongroom_storage::conformance_tests!(Folder::new());
