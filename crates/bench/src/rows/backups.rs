//! A backup of 100,000 items, and its verification.

use super::Bench;
use crate::Outcome;
use crate::measure::{Samples, milliseconds, now, timed};
use crate::memory::{Taken, kdf_buffer, probe};
use crate::report::{Row, Target};
use crate::vaults::{KDF, open, recovery};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use strongroom_backup::{BackupDraft, BackupFile};
use strongroom_secret::{OsRandom, SecretString};
use strongroom_vault::Unlocked;

const ROUNDS: usize = 3;

/// Where the backup of a vault goes.
pub(crate) fn path(vault: &Path) -> PathBuf {
    vault.with_extension("backup")
}

fn passphrase() -> SecretString {
    "a passphrase for backups".into()
}

/// Writes a backup and makes it durable; gives the time above the key derivation.
pub(crate) async fn write(vault: &Unlocked, to: &Path) -> Outcome<f64> {
    let draft = BackupDraft::new(&passphrase(), KDF, &OsRandom)?;
    let start = now();
    let snapshot = draft.snapshot(vault, 0, &OsRandom)?;
    let mut out = BufWriter::new(File::create(to)?);
    snapshot.write(&mut out).await?;
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(milliseconds(start.elapsed()))
}

/// Reads a backup back completely.
pub(crate) async fn verify(from: &Path) -> Outcome<usize> {
    let opened = BackupFile::open(Box::new(File::open(from)?), &passphrase())?;
    Ok(opened.verify().await?.summary().items)
}

pub(super) async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let large = bench.vault("100k");
    let backup = path(&large);
    let vault = open(&large, recovery()?).await?;
    let (mut fastest, mut verifying) = (f64::MAX, Samples::default());
    for _ in 0..ROUNDS {
        fastest = fastest.min(write(&vault, &backup).await?);
        let (items, time) = timed(verify(&backup)).await;
        if items? != vault.overviews().count() {
            return Err("the backup lost items".into());
        }
        verifying.add(time);
    }
    drop(vault);
    bench.report.add(Row::new("back up 100,000 items", "ms", fastest).target(Target::Figure(3000.0)));
    let row = Row::new("verify that backup", "ms", verifying.fastest()).target(Target::Figure(3000.0));
    bench.report.add(row.note("with the key derivation of 64 MiB"));
    memory(bench, &large)?;
    Ok(std::fs::remove_file(backup)?)
}

fn memory(bench: &mut Bench<'_>, vault: &Path) -> Outcome<()> {
    let above = |taken: Taken| taken.peak - taken.before - kdf_buffer();
    if let Some(taken) = probe("backup", vault)? {
        let row =
            Row::new("  memory of writing it, above vault and Argon2 buffer", "MB", above(taken).max(0.0));
        bench.report.add(row.note("0 where it takes less than the derivation before it"));
    }
    if let Some(taken) = probe("verify", vault)? {
        let row = Row::new("  memory of verifying it, above the Argon2 buffer", "MB", above(taken));
        bench.report.add(row.note("the index of the vault within"));
    }
    Ok(())
}
