//! Reading one secret from an open vault: from the file, decrypted, verified, parsed.

use super::Bench;
use crate::Outcome;
use crate::data::Seeded;
use crate::measure::{Samples, timed};
use crate::report::{Row, Target};
use crate::vaults::{open, recovery};

const READS: usize = 5000;

pub(super) async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let mut vault = open(&bench.vault("100k"), recovery()?).await?;
    let ids: Vec<_> = vault.overviews().map(|(id, _)| id).collect();
    let random = Seeded::new(2);
    let mut samples = Samples::default();
    for _ in 0..READS {
        let Some(id) = ids.get(random.below(ids.len())) else { continue };
        let (item, time) = timed(vault.read(*id)).await;
        drop(item?);
        samples.add(time);
    }
    let row = Row::new("read one secret among 100,000", "ms", samples.median())
        .p99(samples.p99())
        .target(Target::P99(1.0))
        .note(format!("{READS} reads of random items, the file in the system's cache"));
    bench.report.add(row);
    Ok(())
}
