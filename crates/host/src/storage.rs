//! The vault file: which backend keeps it is decided here and nowhere else.

use std::path::Path;
use std::sync::Arc;
use strongroom_api::Places;
use strongroom_storage::{Batch, Storage, StorageError};
use strongroom_storage_sqlite::SqliteStorage;

/// Opens the vault file at that place.
///
/// # Errors
/// As [`SqliteStorage::open`].
pub async fn open_storage(path: &Path) -> Result<Arc<dyn Storage>, StorageError> {
    Ok(Arc::new(SqliteStorage::open(path).await?))
}

/// Makes a new vault file, complete with its first state and the files of another storage, at a place where there is none. Of
/// missing folders only the program's own for data is made: a mistyped path shall not leave folders behind.
///
/// # Errors
/// As [`SqliteStorage::create`], and where the folder for data cannot be made.
pub async fn create_storage(
    places: &Places,
    path: &Path,
    first: Batch,
    files: Option<Arc<dyn Storage>>,
) -> Result<Arc<dyn Storage>, StorageError> {
    if path.parent() == Some(places.data.as_path()) {
        make_private_folder(&places.data).await.map_err(from_io)?;
    }
    Ok(Arc::new(match files {
        Some(files) => SqliteStorage::create_with_files(path, first, &*files).await?,
        None => SqliteStorage::create(path, first).await?,
    }))
}

/// Makes the folder and those above it where they are missing, for the person alone to enter.
async fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut folders = tokio::fs::DirBuilder::new();
    folders.recursive(true);
    #[cfg(unix)]
    folders.mode(0o700);
    folders.create(folder).await
}

fn from_io(error: std::io::Error) -> StorageError {
    match error.kind() {
        std::io::ErrorKind::StorageFull => StorageError::Full,
        std::io::ErrorKind::ReadOnlyFilesystem => StorageError::ReadOnly,
        std::io::ErrorKind::PermissionDenied => StorageError::Forbidden,
        kind => StorageError::Io { what: kind.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn places_in(folder: &Path) -> Places {
        let at = |name: &str| folder.join(name);
        Places { data: at("a/data"), state: at("state"), config: at("config") }
    }

    fn first() -> Batch {
        Batch { expected: 0, generation: 1, header: vec![1, 2, 3], ..Batch::default() }
    }

    async fn created(
        path: impl FnOnce(&Places) -> PathBuf,
    ) -> (tempfile::TempDir, Places, Result<(), StorageError>) {
        let folder = tempfile::tempdir().unwrap();
        let places = places_in(folder.path());
        let outcome = create_storage(&places, &path(&places), first(), None).await.map(drop);
        (folder, places, outcome)
    }

    #[tokio::test]
    async fn vault_made_in_the_data_folder_opens_again() {
        let (_folder, places, outcome) = created(|places| places.data.join("my.vault")).await;
        assert_eq!(outcome, Ok(()));
        let storage = open_storage(&places.data.join("my.vault")).await.unwrap();
        assert_eq!(storage.header().await.unwrap().first, Some(vec![1, 2, 3]));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn folder_for_data_is_made_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, places, _) = created(|places| places.data.join("my.vault")).await;
        assert_eq!(std::fs::metadata(&places.data).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[tokio::test]
    async fn missing_folder_of_another_place_is_not_made() {
        let (_folder, places, outcome) = created(|places| places.state.join("my.vault")).await;
        assert_eq!(outcome, Err(StorageError::Missing));
        assert!(!places.state.exists());
    }
}
