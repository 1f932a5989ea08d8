//! The numbers of the health dashboard over 100,000 items: from the index alone, no record is opened.

use super::Bench;
use crate::Outcome;
use crate::measure::{Processor, Samples, now, repeated};
use crate::report::{Row, Target};
use crate::vaults::{ENV, open, recovery};
use std::convert::Infallible;
use strongroom_credential::Moment;
use strongroom_vault::Unlocked;

/// Openings of the vault: what is found once and kept for the next look is found anew in each.
const OPENINGS: usize = 5;
const ROUNDS: usize = 20;

pub(super) async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let (mut first, mut computing) = (Samples::default(), Samples::default());
    let mut again = Samples::default();
    for _ in 0..OPENINGS {
        let mut vault = open(&bench.vault("100k"), recovery()?).await?;
        let (start, processor) = (now(), Processor::Process.now());
        look(&mut vault);
        first.add(start.elapsed());
        computing.add(Processor::Process.since(processor));
        again = repeated(ROUNDS, || {
            look(&mut vault);
            Ok::<(), Infallible>(())
        })?;
    }
    let row =
        Row::new("health of 100,000 items, first look", "ms", first.fastest()).target(Target::Figure(200.0));
    bench.report.add(row.note(format!("the fastest of {OPENINGS} openings")));
    bench
        .report
        .add(Row::new("  the same in processor time", "ms", computing.fastest()).note("of all threads"));
    bench.report.add(Row::new("  every further look", "ms", again.median()).p99(again.p99()));
    Ok(())
}

fn look(vault: &mut Unlocked) {
    std::hint::black_box(vault.health(Moment(ENV.clock.now()).day()));
}
