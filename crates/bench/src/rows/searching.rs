//! Searching 100,000 items: the first fifty of all hits, in their order.

use super::Bench;
use crate::Outcome;
use crate::measure::{Processor, Samples, now};
use crate::report::{Row, Target};
use crate::vaults::{open, recovery};
use strongroom_vault::{Query, Unlocked, View};

const ROUNDS: usize = 20;

/// What people type, and what is worst: letters that every item has, words that few or none have.
const QUERIES: [(&str, &[&str]); 6] = [
    ("one letter", &["a", "e", "x", "9"]),
    ("three letters", &["dav", "com", "ros", "ban"]),
    ("a word as it is typed", &["l", "li", "lin", "lind", "linds", "lindsey"]),
    ("two words", &["gray anderson", "bank lind", "example com", "login 4711"]),
    ("no hit", &["zzzz", "qqxj kk", "missing-word"]),
    ("other scripts", &["Дроздова", "西村", "creme", "ÉTOILE", "söhne"]),
];

pub(super) async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let mut vault = open(&bench.vault("100k"), recovery()?).await?;
    vault.find(&Query::default(), 0, 50);
    let (mut all, mut computing) = (Samples::default(), Samples::default());
    let mut slowest = (String::new(), 0.0_f64);
    for (name, words) in QUERIES {
        for word in words {
            let samples = search(&mut vault, word, &mut all, &mut computing);
            if samples.median() > slowest.1 {
                slowest = (format!("{name}: {word}"), samples.median());
            }
        }
    }
    let row = Row::new("search 100,000 items, first 50 ranked hits", "ms", all.median())
        .p99(all.p99())
        .target(Target::P99(10.0))
        .note(format!(
            "{ROUNDS} times each of {} queries",
            QUERIES.iter().map(|(_, words)| words.len()).sum::<usize>()
        ));
    bench.report.add(row);
    let row = Row::new("  the same in processor time", "ms", computing.median()).p99(computing.p99());
    bench.report.add(row.note("of all threads"));
    bench.report.add(Row::new(format!("  slowest query in processor time ({})", slowest.0), "ms", slowest.1));
    Ok(())
}

/// The processor time of one query.
fn search(vault: &mut Unlocked, words: &str, all: &mut Samples, computing: &mut Samples) -> Samples {
    let mut samples = Samples::default();
    let query = Query { words: words.to_owned(), ..Query::default() };
    // The last answer is kept for the next page of the same list; another query lets it go.
    let other = Query { view: View::Trash, ..Query::default() };
    for _ in 0..ROUNDS {
        vault.find(&other, 0, 1);
        let (start, processor) = (now(), Processor::Process.now());
        vault.find(&query, 0, 50);
        let used = Processor::Process.since(processor);
        all.add(start.elapsed());
        computing.add(used);
        samples.add(used);
    }
    samples
}
