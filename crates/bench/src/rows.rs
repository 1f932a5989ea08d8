//! What is measured, group by group. The vaults are made on the way, which measures the import.

pub(crate) mod backups;
mod health;
pub(crate) mod importing;
mod opening;
mod reading;
mod saving;
mod sealing;
mod searching;

use crate::Outcome;
use crate::arguments::Arguments;
use crate::peers::Peers;
use crate::report::Report;
use crate::{report, vaults};
use std::path::PathBuf;

/// What a group needs.
pub(crate) struct Bench<'a> {
    pub(crate) arguments: &'a Arguments,
    pub(crate) peers: &'a Peers,
    pub(crate) report: Report,
}

impl Bench<'_> {
    /// The vault with that many items.
    pub(crate) fn vault(&self, name: &str) -> PathBuf {
        self.arguments.folder.join(format!("{name}.srmv"))
    }

    fn wants(&self, group: &str) -> bool {
        self.arguments.only.as_ref().is_none_or(|only| group.contains(only.as_str()))
    }
}

/// Measures every group that is wanted.
pub(crate) async fn measure(arguments: &Arguments, peers: &Peers) -> Outcome<Report> {
    let mut bench = Bench { arguments, peers, report: Report::default() };
    if bench.wants("sealing") {
        sealing::measure(&mut bench)?;
    }
    make_vaults(&mut bench).await?;
    if bench.wants("opening") {
        opening::measure(&mut bench).await?;
    }
    if bench.wants("searching") {
        searching::measure(&mut bench).await?;
    }
    if bench.wants("health") {
        health::measure(&mut bench).await?;
    }
    if bench.wants("reading") {
        reading::measure(&mut bench).await?;
    }
    if bench.wants("saving") {
        saving::measure(&mut bench).await?;
    }
    if bench.wants("backups") {
        backups::measure(&mut bench).await?;
    }
    Ok(bench.report)
}

/// Makes the vaults anew, unless a single group is looked at that finds them from an earlier run.
async fn make_vaults(bench: &mut Bench<'_>) -> Outcome<()> {
    let (small, large) = (bench.vault("10k"), bench.vault("100k"));
    if bench.wants("importing") || !large.exists() {
        importing::measure(bench).await?;
    }
    if !small.exists() {
        report::progress("making a vault of 10,000 items");
        let mut vault = vaults::make(&small).await?;
        vault.import(vaults::incoming(10_000), &[], "bench", vaults::ENV).await?;
        vault.storage().settle().await?;
    }
    Ok(())
}
