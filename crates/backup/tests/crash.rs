//! Killing the program at random moments: what is on the disk is the state before or after, never another.
//!
//! The child is this same program, told by its environment what to do in a loop; it prints a line after each piece of work
//! that it was told is done. Its parent kills it and looks at what is left.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails is to panic"
)]

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use strongroom_backup::{BackupDraft, BackupFile};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_crypto::{KdfParams, RecoveryCode, UnlockSecret};
use strongroom_secret::{OsRandom, Random, SecretString};
use strongroom_storage::Storage;
use strongroom_storage_sqlite::SqliteStorage;
use strongroom_vault::{
    Action, Clock, Env, Incoming, ItemRecord, Locked, NewItem, Query, Timestamp, Unlocked, prepare,
};

const JOB: &str = "STRONGROOM_CRASH_JOB";
const FOLDER: &str = "STRONGROOM_CRASH_FOLDER";
/// Kills of each kind of work.
const KILLS: u32 = 200;
/// Items in the vault before anything is killed.
const ITEMS: usize = 20;
/// Items in one import.
const IMPORTED: usize = 150;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        1_700_000_000_000
    }
}

const ENV: Env<'static> = Env { clock: &Still, random: &OsRandom };

fn passphrase() -> SecretString {
    "a passphrase for the backup".into()
}

fn item(title: &str, password: &str) -> Item {
    Item::new(Kind::LOGIN, title).with(Field::new("password", FieldType::Hidden, password))
}

/// A vault that opens with the code in `code.txt` beside it, so that no attempt costs a key derivation.
async fn make_vault(folder: &Path) -> PathBuf {
    let code = RecoveryCode::make(&OsRandom).unwrap();
    std::fs::write(folder.join("code.txt"), code.to_text().expose()).unwrap();
    let (first, keys) = prepare(&[UnlockSecret::Recovery(code)], KdfParams::FLOOR, ENV).unwrap();
    let path = folder.join("crash.vault");
    let storage = SqliteStorage::create(&path, first).await.unwrap();
    let mut vault = Unlocked::with_keys(Arc::new(storage), keys).await.unwrap();
    let incoming = (0..ITEMS).map(|n| incoming(&format!("item {n}"))).collect();
    vault.import(incoming, &[], "test", ENV).await.unwrap();
    path
}

fn incoming(title: &str) -> Incoming {
    Incoming { new: NewItem::new(item(title, "0"), None), path: vec!["folder".to_owned()] }
}

async fn open_vault(path: &Path) -> Unlocked {
    let text = std::fs::read_to_string(path.with_file_name("code.txt")).unwrap();
    let code = RecoveryCode::parse(&text.into()).unwrap();
    let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::open(path).await.unwrap());
    Locked::open(storage).await.unwrap().unlock(UnlockSecret::Recovery(code)).await.unwrap()
}

/// What the child does, for ever; each `done` is a promise to the parent.
async fn work(job: &str, folder: &Path) {
    let path = folder.join("crash.vault");
    match job {
        "edit" => {
            let mut vault = open_vault(&path).await;
            let (_, ids) = vault.find(&Query::default(), 0, 1);
            for round in 1_u64.. {
                let edit = |record: &mut ItemRecord, _| {
                    record.item = item(&record.item.title, &round.to_string());
                    Ok(true)
                };
                vault.rewrite(&ids, Action::Update, "", edit, ENV).await.unwrap();
                done(round);
            }
        }
        "import" => {
            let mut vault = open_vault(&path).await;
            for round in 1_u64.. {
                let batch = (0..IMPORTED).map(|n| incoming(&format!("import {round} {n}"))).collect();
                vault.import(batch, &[], "test", ENV).await.unwrap();
                done(round);
            }
        }
        "backup" => {
            let vault = open_vault(&path).await;
            let draft = BackupDraft::new(&passphrase(), KdfParams::FLOOR, &OsRandom).unwrap();
            let snapshot = draft.snapshot(&vault, 0, &OsRandom).unwrap();
            for round in 1_u64.. {
                let aside = folder.join(".backup.part");
                let file = File::create(&aside).unwrap();
                let mut out = BufWriter::new(file);
                snapshot.write(&mut out).await.unwrap();
                out.into_inner().unwrap().sync_all().unwrap();
                std::fs::rename(&aside, folder.join("crash.backup")).unwrap();
                done(round);
            }
        }
        "restore" => {
            for round in 1_u64.. {
                let mut vault = open_vault(&path).await;
                let text = std::fs::read_to_string(folder.join("code.txt")).unwrap();
                let code = RecoveryCode::parse(&text.into()).unwrap();
                let first =
                    vault.copy(&[UnlockSecret::Recovery(code)], KdfParams::FLOOR, 0, ENV).await.unwrap();
                let restored = folder.join(format!("restored {round}.vault"));
                let _ = std::fs::remove_file(&restored);
                SqliteStorage::create(&restored, first).await.unwrap();
                done(round);
            }
        }
        other => panic!("no such work: {other}"),
    }
}

fn done(round: u64) {
    let mut out = std::io::stdout();
    writeln!(out, "done {round}").unwrap();
    out.flush().unwrap();
}

/// Not a test: what the child runs. Without the environment that its parent sets it has nothing to do.
#[test]
fn child() {
    let (Ok(job), Ok(folder)) = (std::env::var(JOB), std::env::var(FOLDER)) else { return };
    runtime().block_on(work(&job, Path::new(&folder)));
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

struct Victim {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Victim {
    fn start(job: &str, folder: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture", "--test-threads=1"])
            .env(JOB, job)
            .env(FOLDER, folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    /// Waits for the first piece of work, then for a random while, kills, and says what was promised by then.
    fn kill_at_random(mut self) -> u64 {
        let mut promised = self.next_done().expect("the child works");
        std::thread::sleep(random_pause());
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        while let Some(round) = self.next_done() {
            promised = round;
        }
        promised
    }

    fn next_done(&mut self) -> Option<u64> {
        let mut line = String::new();
        while self.lines.read_line(&mut line).unwrap() > 0 {
            if let Some(round) = line.trim().rsplit_once("done ").and_then(|(_, round)| round.parse().ok()) {
                return Some(round);
            }
            line.clear();
        }
        None
    }
}

fn random_pause() -> Duration {
    let mut bytes = [0; 2];
    OsRandom.fill(&mut bytes).unwrap();
    Duration::from_micros(u64::from(u16::from_be_bytes(bytes)) / 3)
}

async fn is_sound(vault: &mut Unlocked) {
    let found = vault.verify().await.unwrap();
    assert!(found.is_sound(), "{:?}", found.problems);
}

#[test]
fn crash_while_editing_leaves_the_state_before_or_after() {
    let folder = tempfile::tempdir().unwrap();
    let path = runtime().block_on(make_vault(folder.path()));
    for _ in 0..KILLS {
        let promised = Victim::start("edit", folder.path()).kill_at_random();
        runtime().block_on(async {
            let mut vault = open_vault(&path).await;
            let (total, ids) = vault.find(&Query::default(), 0, 1);
            assert_eq!(total, ITEMS);
            let item = vault.read(ids[0]).await.unwrap();
            let kept: u64 = item.record.item.field("password").unwrap().value.expose().parse().unwrap();
            assert!(kept == promised || kept == promised + 1, "promised {promised}, kept {kept}");
        });
    }
    runtime().block_on(async { is_sound(&mut open_vault(&path).await).await });
}

#[test]
fn crash_while_importing_leaves_whole_imports_only() {
    // Several vaults one after the other, so that none grows too large to be looked at two hundred times.
    for _ in 0..KILLS / 20 {
        let folder = tempfile::tempdir().unwrap();
        let path = runtime().block_on(make_vault(folder.path()));
        let mut before = ITEMS;
        for _ in 0..20 {
            let promised = usize::try_from(Victim::start("import", folder.path()).kill_at_random()).unwrap();
            let (now, _) =
                runtime().block_on(async { open_vault(&path).await.find(&Query::default(), 0, 0) });
            let came = (now - before) / IMPORTED;
            assert_eq!((now - before) % IMPORTED, 0, "a part of an import was kept");
            assert!(came == promised || came == promised + 1, "promised {promised}, kept {came}");
            before = now;
        }
        runtime().block_on(async { is_sound(&mut open_vault(&path).await).await });
    }
}

#[test]
fn crash_while_backing_up_leaves_a_whole_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = runtime().block_on(make_vault(folder.path()));
    for kill in 0..KILLS {
        Victim::start("backup", folder.path()).kill_at_random();
        // The key derivation is slow; the bytes are complete or the file would not have its name.
        if kill % 10 == 0 {
            let file = File::open(folder.path().join("crash.backup")).unwrap();
            let backup = BackupFile::open(Box::new(file), &passphrase()).unwrap();
            let verified = runtime().block_on(backup.verify()).unwrap();
            assert_eq!(verified.summary().items, ITEMS);
        }
    }
    runtime().block_on(async { is_sound(&mut open_vault(&path).await).await });
}

#[test]
fn crash_while_restoring_leaves_nothing_or_a_whole_vault() {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(make_vault(folder.path()));
    for _ in 0..KILLS {
        let promised = Victim::start("restore", folder.path()).kill_at_random();
        runtime().block_on(async {
            for round in promised..promised + 2 {
                let restored = folder.path().join(format!("restored {round}.vault"));
                if !restored.exists() {
                    assert!(round > promised, "a restored vault that was promised is gone");
                    continue;
                }
                let mut vault = open_vault(&restored).await;
                assert_eq!(vault.find(&Query::default(), 0, 0).0, ITEMS);
                is_sound(&mut vault).await;
            }
        });
        for round in 1..=promised + 1 {
            let _ = std::fs::remove_file(folder.path().join(format!("restored {round}.vault")));
        }
    }
}
