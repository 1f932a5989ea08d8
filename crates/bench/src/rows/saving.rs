//! Saving one change, beside what the disk takes to make the same bytes durable; and what an audit entry adds.

use super::Bench;
use crate::Outcome;
use crate::data::Seeded;
use crate::measure::{Processor, Samples, now, timed};
use crate::report::{Row, Target};
use crate::vaults::{ENV, open, recovery};
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use strongroom_vault::{Action, AuditEvent, ItemId, Query, Unlocked};

const SAVES: usize = 300;
/// The most bytes of one fsync; a save that also empties the log writes more.
const MOST: usize = 1 << 18;
/// Entries of one batch, so that one of them can be told from the commit.
const ENTRIES: usize = 100;

pub(super) async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let path = bench.vault("100k");
    let mut vault = open(&path, recovery()?).await?;
    let ids: Vec<_> = vault.overviews().map(|(id, _)| id).collect();
    let mut disk = Disk::beside(&path)?;
    let random = Seeded::new(3);
    let (mut saves, mut syncs, mut lists) = (Samples::default(), Samples::default(), Samples::default());
    let mut computing = Samples::default();
    for _ in 0..SAVES {
        let Some(id) = ids.get(random.below(ids.len())) else { continue };
        let before = written();
        let processor = Processor::Process.now();
        saves.add(save(&mut vault, *id).await?);
        computing.add(Processor::Process.since(processor));
        syncs.add(disk.sync(written().saturating_sub(before))?);
        let processor = Processor::Thread.now();
        vault.find(&Query::default(), 0, 50);
        lists.add(Processor::Thread.since(processor));
    }
    disk.remove()?;
    report(bench, &saves, &syncs);
    let row = Row::new("  processor time of a save", "ms", computing.median()).p99(computing.p99());
    bench.report.add(row.note("of all threads, with the reading of the item before"));
    let row = Row::new("  list of 100,000 items after a save, processor time", "ms", lists.median());
    bench.report.add(row.p99(lists.p99()));
    audit(bench, &mut vault).await?;
    vault.storage().settle().await?;
    Ok(())
}

async fn save(vault: &mut Unlocked, id: ItemId) -> Outcome<Duration> {
    let item = vault.read(id).await?;
    let generation = vault.header().generation;
    let mut changed = item.record.item;
    // Other than whatever an earlier run left, or nothing would be saved.
    changed.notes = format!("saved in generation {generation}").into();
    let folder = item.record.folder;
    let (saved, time) = timed(vault.update(id, item.version, |_| Some((changed.clone(), folder)), ENV)).await;
    saved?;
    if vault.header().generation == generation {
        return Err("the save did nothing".into());
    }
    Ok(time)
}

fn report(bench: &mut Bench<'_>, saves: &Samples, syncs: &Samples) {
    let row = Row::new("save one change in 100,000, above one fsync", "ms", saves.median() - syncs.median())
        .p99(saves.p99() - syncs.p99())
        .target(Target::Figure(1.0))
        .peer(bench.peers.keepassxc("open_100k"))
        .note("KeePassXC writes the whole file anew, which takes at least what reading it takes");
    bench.report.add(row);
    bench.report.add(Row::new("  the whole save", "ms", saves.median()).p99(saves.p99()));
    bench.report.add(Row::new("  one fsync of as many bytes", "ms", syncs.median()).p99(syncs.p99()));
}

async fn audit(bench: &mut Bench<'_>, vault: &mut Unlocked) -> Outcome<()> {
    let (mut one, mut many) = (Samples::default(), Samples::default());
    let events = |count: usize| vec![AuditEvent::of_vault(Action::Verify, "bench"); count];
    for _ in 0..SAVES / 3 {
        let (noted, time) = timed(vault.note(events(1), ENV)).await;
        noted?;
        one.add(time);
        let (noted, time) = timed(vault.note(events(1 + ENTRIES), ENV)).await;
        noted?;
        many.add(time);
    }
    #[expect(clippy::cast_precision_loss, reason = "a hundred")]
    let each = (many.median() - one.median()) / ENTRIES as f64;
    let row = Row::new("audit entry, within a transaction", "ms", each).target(Target::Figure(0.1));
    bench.report.add(row.note(format!(
        "a hundred in one transaction; alone it is one transaction of {:.2} ms",
        one.median()
    )));
    Ok(())
}

/// The disk that the vault lies on, without the vault.
struct Disk {
    path: PathBuf,
    file: File,
}

impl Disk {
    fn beside(vault: &Path) -> Outcome<Self> {
        let path = vault.with_extension("sync");
        let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
        // The log mostly overwrites what it has: the length of the file does not change then.
        file.write_all(&vec![0; MOST])?;
        file.sync_all()?;
        Ok(Self { path, file })
    }

    /// How long it takes to make that many bytes durable.
    fn sync(&mut self, bytes: usize) -> Outcome<Duration> {
        let block = vec![1; bytes.min(MOST)];
        self.file.seek(SeekFrom::Start(0))?;
        let start = now();
        self.file.write_all(&block)?;
        self.file.sync_data()?;
        Ok(start.elapsed())
    }

    fn remove(&self) -> Outcome<()> {
        Ok(std::fs::remove_file(&self.path)?)
    }
}

/// Bytes that this process has written so far; 0 where the system does not tell.
fn written() -> usize {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    io.lines().find_map(|line| line.strip_prefix("wchar: ")?.parse().ok()).unwrap_or(0)
}
