//! When the disk, the folder or another program is in the way: a clear error, nothing half-done, and never a success
//! that is not on the disk.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod common;

use common::{after, all, child, closed, names, record, vault_of_child};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use strongroom_storage::{Storage, StorageError};
use strongroom_storage_sqlite::SqliteStorage;

/// Runs the child's test where a file cannot grow over that many blocks of 512 bytes; the signal is ignored, so that
/// writing fails with an error as on a full disk.
fn run_limited(test: &str, vault: &Path, blocks: u64) {
    let child = child(test, vault);
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\" 2>&1 | cat"));
    shell.arg(child.get_program()).args(child.get_args()).env("TEST_VAULT", vault);
    let output = shell.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn a_commit_that_finds_no_room_changes_nothing_and_the_next_one_works() {
    let (_folder, path) = closed(10).await;
    run_limited("child_commits_more_than_fits", &path, 2_000);
    let storage = SqliteStorage::open(&path).await.unwrap();
    assert_eq!(all(&storage).await.unwrap().len(), 11);
    assert_eq!(storage.header().await.unwrap().first, Some(2_u64.to_be_bytes().to_vec()));
}

#[tokio::test]
#[ignore = "runs in a process of its own"]
async fn child_commits_more_than_fits() {
    let storage = SqliteStorage::open(&vault_of_child()).await.unwrap();
    let before = all(&storage).await.unwrap();
    for _ in 0..3 {
        let puts = (0..40).map(|number| record(number, &[1; 100_000])).collect();
        let error = storage.commit(after(1, puts)).await.unwrap_err();
        assert!(matches!(error, StorageError::Io { .. } | StorageError::Full), "{error:?}");
        assert_eq!(all(&storage).await.unwrap(), before);
    }
    storage.commit(after(1, vec![record(77, b"small")])).await.unwrap();
    storage.close().await.unwrap();
}

#[tokio::test]
async fn a_vault_that_finds_no_room_is_not_made() {
    let (folder, path) = common::folder();
    run_limited("child_makes_more_than_fits", &path, 2_000);
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[tokio::test]
#[ignore = "runs in a process of its own"]
async fn child_makes_more_than_fits() {
    let puts = (0..40).map(|number| record(number, &[1; 100_000])).collect();
    let error = SqliteStorage::create(&vault_of_child(), after(0, puts)).await.unwrap_err();
    assert!(matches!(error, StorageError::Io { .. } | StorageError::Full), "{error:?}");
}

/// A small file system in memory, taken away again when it goes out of scope.
struct Mounted(PathBuf);

impl Mounted {
    fn small(at: &Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(at);
        mount.output().is_ok_and(|output| output.status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_called_full_and_changes_nothing() {
    let folder = tempfile::TempDir::new().unwrap();
    let Some(_mounted) = Mounted::small(folder.path()) else {
        eprintln!("skipped: no small file system can be mounted here");
        return;
    };
    let path = folder.path().join("test.vault");
    let storage = SqliteStorage::create(&path, after(0, vec![record(1, b"x")])).await.unwrap();
    let puts = || (0..40).map(|number| record(number, &[1; 100_000])).collect();
    assert_eq!(storage.commit(after(1, puts())).await, Err(StorageError::Full));
    assert_eq!(all(&storage).await.unwrap(), [record(1, b"x")]);
    let second = SqliteStorage::create(&folder.path().join("second.vault"), after(0, puts())).await;
    assert_eq!(second.unwrap_err(), StorageError::Full);
    storage.commit(after(1, vec![])).await.unwrap();
    storage.close().await.unwrap();
    assert_eq!(names(folder.path()), ["test.vault"]);
}

#[tokio::test]
async fn a_vanished_vault_is_missed_and_not_made_anew() {
    let (folder, path) = closed(5).await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    storage.commit(after(1, vec![])).await.unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(storage.commit(after(2, vec![record(9, b"lost")])).await, Err(StorageError::Missing));
    assert_eq!(storage.commit(after(2, vec![record(9, b"lost")])).await, Err(StorageError::Missing));
    assert!(!path.exists());
    drop(storage);
    assert!(!names(folder.path()).contains(&"test.vault".to_owned()));
}

#[tokio::test]
async fn a_vault_that_was_moved_away_and_back_goes_on() {
    let (folder, path) = closed(5).await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    let aside = folder.path().join("aside");
    fs::rename(&path, &aside).unwrap();
    assert_eq!(storage.commit(after(1, vec![])).await, Err(StorageError::Missing));
    fs::rename(&aside, &path).unwrap();
    storage.commit(after(1, vec![])).await.unwrap();
}

#[tokio::test]
async fn a_vault_that_was_replaced_by_another_is_not_written_to() {
    let (_folder, path) = closed(5).await;
    let (_other_folder, other) = closed(1).await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    let content = fs::read(&other).unwrap();
    fs::rename(&other, &path).unwrap();
    let error = storage.commit(after(1, vec![record(9, b"x")])).await.unwrap_err();
    assert!(matches!(error, StorageError::Io { .. }), "{error:?}");
    let error = all(&storage).await.unwrap_err();
    assert!(matches!(error, StorageError::Io { .. }), "{error:?}");
    assert_eq!(fs::read(&path).unwrap(), content);
}

#[tokio::test]
async fn nothing_is_committed_into_a_log_that_was_removed() {
    let (_folder, path) = closed(5).await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    storage.commit(after(1, vec![])).await.unwrap();
    fs::remove_file(path.with_extension("vault-wal")).unwrap();
    let error = storage.commit(after(2, vec![record(9, b"x")])).await.unwrap_err();
    assert!(matches!(error, StorageError::Io { .. }), "{error:?}");
}

/// Runs the child's test as a user who is held to permissions; false where that cannot be.
fn run_unprivileged(test: &str, vault: &Path) -> bool {
    let mut child = child(test, vault);
    let root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if root {
        child.uid(65_534).gid(65_534);
    }
    let Ok(output) = child.output() else {
        eprintln!("skipped: the test program cannot be run by another user");
        return false;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
    true
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn a_vault_in_a_read_only_folder_can_be_read() {
    let (folder, path) = closed(5).await;
    for (of_file, of_folder) in [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777)] {
        allow(&path, of_file);
        allow(folder.path(), of_folder);
        run_unprivileged("child_reads_what_it_may_not_write", &path);
        allow(folder.path(), 0o755);
        for side in ["vault-wal", "vault-shm"] {
            let _ = fs::remove_file(path.with_extension(side));
        }
    }
}

#[tokio::test]
#[ignore = "runs in a process of its own"]
async fn child_reads_what_it_may_not_write() {
    let storage = SqliteStorage::open(&vault_of_child()).await.unwrap();
    assert_eq!(all(&storage).await.unwrap().len(), 5);
    assert!(storage.header().await.unwrap().second.is_some());
    assert_eq!(storage.commit(after(1, vec![record(9, b"x")])).await, Err(StorageError::ReadOnly));
    assert_eq!(all(&storage).await.unwrap().len(), 5);
    assert!(storage.is_read_only());
    storage.settle().await.unwrap();
    storage.close().await.unwrap();
}

#[tokio::test]
async fn a_vault_that_may_not_be_read_is_forbidden() {
    let (folder, path) = closed(5).await;
    allow(&path, 0o000);
    allow(folder.path(), 0o755);
    run_unprivileged("child_may_not_read", &path);
    allow(&path, 0o644);
    allow(folder.path(), 0o000);
    run_unprivileged("child_may_not_read", &path);
    allow(folder.path(), 0o755);
}

#[tokio::test]
#[ignore = "runs in a process of its own"]
async fn child_may_not_read() {
    assert_eq!(SqliteStorage::open(&vault_of_child()).await.unwrap_err(), StorageError::Forbidden);
}
