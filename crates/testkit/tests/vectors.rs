//! The vaults and backups in `tests/vectors`, which this program and the reader in Python must open for ever.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use strongroom_backup::BackupFile;
use strongroom_crypto::{KdfParams, RecoveryCode, UnlockSecret};
use strongroom_secret::{Secret, SecretString};
use strongroom_storage_sqlite::SqliteStorage;
use strongroom_testkit::{World, read_all, recovery_code};
use strongroom_vault::{Locked, Unlocked};
use tempfile::TempDir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn manifests() -> Vec<(String, Value)> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    found.sort();
    let read = |path: &PathBuf| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    found.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

fn bytes(hex: &Value) -> Vec<u8> {
    let digits = hex.as_str().unwrap().as_bytes();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

fn secret(way: &Value) -> UnlockSecret {
    let password = || SecretString::from(way["password"].as_str().unwrap());
    if let Some(code) = way["recovery_code"].as_str() {
        UnlockSecret::Recovery(RecoveryCode::parse(&code.into()).unwrap())
    } else if !way["device_secret"].is_null() {
        UnlockSecret::PasswordDevice(
            password(),
            Secret::new(bytes(&way["device_secret"]).try_into().unwrap()),
        )
    } else if !way["key_file"].is_null() {
        UnlockSecret::PasswordKeyFile(password(), bytes(&way["key_file"]).into())
    } else {
        UnlockSecret::Password(password())
    }
}

/// What a copy of the file says: opening one may write to it.
async fn read(file: &Path, way: &Value) -> Result<Value, String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("copy.vault");
    std::fs::copy(file, &path).unwrap();
    let storage = SqliteStorage::open(&path).await.map_err(|error| error.to_string())?;
    let locked = Locked::open(Arc::new(storage)).await.map_err(|error| error.to_string())?;
    let mut vault = locked.unlock(secret(way)).await.map_err(|error| error.to_string())?;
    read_all(&mut vault).await
}

#[tokio::test]
async fn every_vector_gives_its_content_in_each_way_it_opens_or_is_refused() {
    let mut contents = 0;
    for (name, manifest) in manifests() {
        let file = folder().join(manifest["file"].as_str().unwrap());
        for (number, way) in manifest["open"].as_array().unwrap().iter().enumerate() {
            let outcome = read(&file, way).await;
            match manifest.get("content") {
                Some(content) => {
                    contents += 1;
                    assert_eq!(outcome.as_ref(), Ok(content), "{name}, way {number}");
                }
                None => assert!(outcome.is_err(), "{name}, way {number}: was not refused"),
            }
        }
    }
    assert!(contents > 0);
}

/// What the vault says that is restored from a backup.
async fn restored(file: &Path, passphrase: &str) -> Value {
    let opened = BackupFile::open(Box::new(std::fs::File::open(file).unwrap()), &passphrase.into()).unwrap();
    let backup = opened.verify().await.unwrap();
    let world = World::new(1);
    let restored = backup.restore(&[recovery_code(1)], KdfParams::FLOOR, 0, world.env()).await.unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("restored.vault");
    let storage = SqliteStorage::create_with_files(&path, restored.first, &*restored.files).await.unwrap();
    read_all(&mut Unlocked::with_keys(Arc::new(storage), restored.keys).await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn every_backup_gives_the_content_of_its_vault_and_the_entry_of_its_restoring() {
    let mut backups = 0;
    for (name, manifest) in manifests().into_iter().filter(|(_, manifest)| !manifest["backup"].is_null()) {
        backups += 1;
        let (of, mut expected) = (&manifest["backup"], manifest["content"].clone());
        let mut found =
            restored(&folder().join(of["file"].as_str().unwrap()), of["password"].as_str().unwrap()).await;
        let last = found["audit"].as_array_mut().unwrap().pop().unwrap();
        assert_eq!(last["action"], "restore_vault");
        expected["generation"] = Value::from(expected["generation"].as_u64().unwrap() + 1);
        assert_eq!(found, expected, "{name}");
    }
    assert!(backups > 0);
}
