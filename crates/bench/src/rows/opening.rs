//! Opening: with the recovery code, which needs no Argon2, so that the rest is seen alone; and with a password.

use super::Bench;
use crate::Outcome;
use crate::measure::{Processor, Samples, milliseconds, timed};
use crate::memory::{kdf_buffer, probe};
use crate::report::{Row, Target};
use crate::vaults::{open, password, recovery, storage};
use std::path::Path;
use strongroom_crypto::VaultKeys;
use strongroom_vault::{Locked, Query, View};

const ROUNDS: usize = 11;

pub(super) async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    for (name, count, target) in [("10k", "10,000", 30.0), ("100k", "100,000", 150.0)] {
        let path = bench.vault(name);
        let (bare, computing) = opened(&path).await?;
        let row = Row::new(format!("open {count} items, no KDF"), "ms", bare.fastest())
            .peer(bench.peers.keepassxc(&format!("open_{name}")))
            .note(format!(
                "fastest of {ROUNDS}, median {:.1}: the key is known at once, nothing runs beside",
                bare.median()
            ));
        bench.report.add(row);
        bench.report.add(Row::new("  the same in processor time of all threads", "ms", computing));
        let above = above_kdf(&path).await?;
        let row = Row::new(format!("open {count} items with a password, above the KDF"), "ms", above)
            .peer(bench.peers.keepassxc(&format!("open_{name}")))
            .target(Target::Figure(target))
            .note(format!(
                "fastest of {ROUNDS} less the fastest derivation: pages are read while Argon2 runs"
            ));
        bench.report.add(row);
    }
    first_list(bench).await?;
    memory(bench)
}

/// From the path to the open vault.
async fn opened(path: &Path) -> Outcome<(Samples, f64)> {
    let (mut samples, mut computing) = (Samples::default(), f64::MAX);
    for _ in 0..ROUNDS {
        let secret = recovery()?;
        let processor = Processor::Process.now();
        let (vault, time) = timed(open(path, secret)).await;
        computing = computing.min(milliseconds(Processor::Process.since(processor)));
        drop(vault?);
        samples.add(time);
    }
    Ok((samples, computing))
}

async fn above_kdf(path: &Path) -> Outcome<f64> {
    let mut derivations = Samples::default();
    let mut whole = Samples::default();
    // In turns, so that a machine that slows down does so for both.
    for _ in 0..ROUNDS {
        let header = Locked::open(storage(path).await?).await?.header().clone();
        let work = tokio::task::spawn_blocking(move || VaultKeys::unlock(&header, &password()));
        let (keys, time) = timed(work).await;
        drop(keys??);
        derivations.add(time);
        let (vault, time) = timed(open(path, password())).await;
        drop(vault?);
        whole.add(time);
    }
    Ok(whole.fastest() - derivations.fastest())
}

/// What the person waits for after that: the first list, sorted by title.
async fn first_list(bench: &mut Bench<'_>) -> Outcome<()> {
    let mut samples = Samples::default();
    for _ in 0..ROUNDS {
        let mut vault = open(&bench.vault("100k"), recovery()?).await?;
        let query = Query { view: View::All, ..Query::default() };
        let processor = Processor::Thread.now();
        vault.find(&query, 0, 50);
        samples.add(Processor::Thread.since(processor));
    }
    bench.report.add(Row::new("  first list of 100,000 items, processor time", "ms", samples.fastest()));
    Ok(())
}

fn memory(bench: &mut Bench<'_>) -> Outcome<()> {
    let path = bench.vault("100k");
    let Some(bare) = probe("open", &path)? else { return Ok(()) };
    let row = Row::new("peak memory of opening 100,000 items, no KDF", "MB", bare.peak)
        .target(Target::Figure(120.0))
        .peer(bench.peers.keepassxc("peak_100k"))
        .note(format!("the whole process, which has {:.1} before; {:.1} remain", bare.before, bare.after));
    bench.report.add(row);
    if let Some(with) = probe("open-password", &path)? {
        let row =
            Row::new("  the same with a password, above the Argon2 buffer", "MB", with.peak - kdf_buffer())
                .target(Target::Figure(120.0))
                .note(format!("buffer {:.1}; {:.1} remain", kdf_buffer(), with.after));
        bench.report.add(row);
        bench.report.add(Row::new("  what stays after opening", "MB", with.after));
    }
    Ok(())
}
