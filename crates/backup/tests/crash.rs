//! Killing the program at random moments: what is on the disk is the state before or after, never another.
//!
//! The child is this same program, told by its environment what to do in a loop; it prints a line before and after each
//! piece of work. Its parent kills it and looks at what is left. What is killed are the functions that the program ships:
//! those of this crate, those that give a file its name, and those that make a vault file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails is to panic"
)]

#[allow(dead_code, unreachable_pub, reason = "only new files are made here")]
#[path = "../../api/src/files.rs"]
mod files;

use files::NewFile;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use strongroom_api::Places;
use strongroom_backup::{BackupDraft, BackupFile, Snapshot, VerifiedBackup};
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_crypto::{KdfParams, RecoveryCode, UnlockSecret};
use strongroom_host::create_storage;
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
                ready();
                write_backup(&snapshot, &folder.join(format!("{round}.backup"))).await;
                done(round);
                let _ = std::fs::remove_file(folder.join(format!("{}.backup", round - 1)));
            }
        }
        "restore" => {
            let code = std::fs::read_to_string(folder.join("code.txt")).unwrap();
            for round in 1_u64.. {
                let verified = read_backup(&folder.join("crash.backup")).await;
                ready();
                let secrets = [UnlockSecret::Recovery(RecoveryCode::parse(&code.clone().into()).unwrap())];
                let restored = verified.restore(&secrets, KdfParams::FLOOR, 0, ENV).await.unwrap();
                let path = folder.join(format!("restored {round}.vault"));
                create_storage(&places(folder), &path, restored.first, Some(restored.files)).await.unwrap();
                done(round);
            }
        }
        other => panic!("no such work: {other}"),
    }
}

/// Writes a backup as the program does, but for the reading back, which its parent does: aside, to the disk, and only then
/// under its name.
async fn write_backup(snapshot: &Snapshot, path: &Path) {
    let mut file = NewFile::begin(path).unwrap();
    snapshot.write(BufWriter::new(file.file())).await.unwrap();
    file.file().sync_all().unwrap();
    file.keep().unwrap();
}

/// Reads a backup completely, as the program does before it restores one.
async fn read_backup(path: &Path) -> VerifiedBackup {
    let file = File::open(path).unwrap();
    BackupFile::open(Box::new(file), &passphrase()).unwrap().verify().await.unwrap()
}

fn places(folder: &Path) -> Places {
    Places { data: folder.join("data"), state: folder.join("state"), config: folder.join("config") }
}

/// Says that the next piece of work begins.
fn ready() {
    let mut out = std::io::stdout();
    writeln!(out, "ready").unwrap();
    out.flush().unwrap();
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
        let promised = self.next_done().expect("the child works");
        self.kill_after(random_pause(Duration::from_millis(22)), promised)
    }

    /// Waits until the first piece of work begins, then for a random part of what it takes, kills, and says what was promised.
    fn kill_within(mut self, span: Duration) -> u64 {
        self.next_line(|line| line.ends_with("ready").then_some(())).expect("the child works");
        self.kill_after(random_pause(span), 0)
    }

    fn kill_after(mut self, pause: Duration, mut promised: u64) -> u64 {
        std::thread::sleep(pause);
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        while let Some(round) = self.next_done() {
            promised = round;
        }
        promised
    }

    /// How long the first piece of work takes that nobody interrupts.
    #[allow(clippy::disallowed_methods, reason = "it is the time itself that is measured")]
    fn measure(mut self) -> Duration {
        self.next_line(|line| line.ends_with("ready").then_some(())).expect("the child works");
        let start = Instant::now();
        self.next_done().expect("the child works");
        let took = start.elapsed();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        took
    }

    fn next_done(&mut self) -> Option<u64> {
        self.next_line(|line| line.rsplit_once("done ").and_then(|(_, round)| round.parse().ok()))
    }

    fn next_line<T>(&mut self, wanted: impl Fn(&str) -> Option<T>) -> Option<T> {
        let mut line = String::new();
        while self.lines.read_line(&mut line).unwrap() > 0 {
            if let Some(found) = wanted(line.trim()) {
                return Some(found);
            }
            line.clear();
        }
        None
    }
}

/// A random while, at most that long.
fn random_pause(most: Duration) -> Duration {
    let mut bytes = [0; 2];
    OsRandom.fill(&mut bytes).unwrap();
    most * u32::from(u16::from_be_bytes(bytes)) / u32::from(u16::MAX)
}

/// The names in a folder.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
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
fn crash_while_backing_up_leaves_nothing_or_a_whole_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = runtime().block_on(make_vault(folder.path()));
    let span = Victim::start("backup", folder.path()).measure() * 2;
    remove(folder.path(), |name| name.ends_with(".backup"));
    let before = names(folder.path());
    let (mut unfinished, mut promises) = (0, 0);
    for _ in 0..KILLS {
        let promised = Victim::start("backup", folder.path()).kill_within(span);
        promises += promised;
        let left: BTreeSet<String> = names(folder.path()).difference(&before).cloned().collect();
        assert!(promised == 0 || left.contains(&format!("{promised}.backup")), "{promised} of {left:?}");
        // What is unfinished has no name, or one that no person takes for a backup's.
        let (parts, whole): (Vec<_>, Vec<_>) = left.into_iter().partition(|name| name.starts_with('.'));
        unfinished += u32::from(whole.is_empty() || parts.iter().any(|name| name.ends_with(".part")));
        for name in whole {
            let verified = runtime().block_on(read_backup(&folder.path().join(&name)));
            assert_eq!(verified.summary().items, ITEMS, "{name}");
        }
        remove(folder.path(), |name| name.ends_with(".backup") || name.ends_with(".part"));
    }
    assert!(unfinished > 0 && promises > 0, "{unfinished} were unfinished, {promises} finished");
    runtime().block_on(async { is_sound(&mut open_vault(&path).await).await });
}

/// Removes what has such a name. What is half of one is left: it is for the next to deal with.
fn remove(folder: &Path, wanted: impl Fn(&str) -> bool) {
    for name in names(folder).iter().filter(|name| wanted(name)) {
        // The log beside a vault goes by itself, when the last who looked at it has closed it.
        let _ = std::fs::remove_file(folder.join(name));
    }
}

#[test]
fn crash_while_restoring_leaves_nothing_or_a_whole_vault() {
    let folder = tempfile::tempdir().unwrap();
    let path = runtime().block_on(make_vault(folder.path()));
    runtime().block_on(async {
        let draft = BackupDraft::new(&passphrase(), KdfParams::FLOOR, &OsRandom).unwrap();
        let snapshot = draft.snapshot(&open_vault(&path).await, 0, &OsRandom).unwrap();
        write_backup(&snapshot, &folder.path().join("crash.backup")).await;
    });
    let span = Victim::start("restore", folder.path()).measure() * 2;
    let (mut unfinished, mut finished) = (0, 0);
    for _ in 0..KILLS {
        remove(folder.path(), |name| name.starts_with("restored "));
        let promised = Victim::start("restore", folder.path()).kill_within(span);
        let left = names(folder.path());
        unfinished += left.iter().filter(|name| name.starts_with(".restored ")).count();
        assert!(
            promised == 0 || left.contains(&format!("restored {promised}.vault")),
            "{promised} of {left:?}"
        );
        for name in left.iter().filter(|name| name.starts_with("restored ") && name.ends_with(".vault")) {
            finished += 1;
            runtime().block_on(async {
                let mut vault = open_vault(&folder.path().join(name)).await;
                assert_eq!(vault.find(&Query::default(), 0, 0).0, ITEMS);
                is_sound(&mut vault).await;
            });
        }
    }
    assert!(unfinished > 0 && finished > 0, "{unfinished} were unfinished, {finished} finished");
}
