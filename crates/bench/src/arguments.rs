//! The command line: what to measure, and where to put the files.

use crate::Outcome;
use crate::memory::Probe;
use std::path::PathBuf;

/// What one run is to measure.
#[derive(Debug, Clone)]
pub(crate) struct Arguments {
    /// Where vaults, backups and the report go.
    pub(crate) folder: PathBuf,
    /// Whether to measure other programs that take minutes; else what an earlier run found is used.
    pub(crate) peers: bool,
    /// Measures only groups whose name holds this.
    pub(crate) only: Option<String>,
}

/// What this process is for.
pub(crate) enum Work {
    /// Measuring, and printing the table.
    Measure(Arguments),
    /// Doing one thing in a process of its own, to see how much memory it takes.
    Probe(Probe),
}

const USAGE: &str = "usage: strongroom-bench [--into FOLDER] [--only GROUP] [--peers]";

/// Reads the command line.
///
/// # Errors
/// The usage, where the words are others.
pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Outcome<Work> {
    let folder = PathBuf::from("target/bench");
    let mut arguments = Arguments { folder, peers: false, only: None };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--peers" => arguments.peers = true,
            "--into" => arguments.folder = words.next().ok_or(USAGE)?.into(),
            "--only" => arguments.only = Some(words.next().ok_or(USAGE)?),
            "probe" => return Ok(Work::Probe(Probe::read(words).ok_or(USAGE)?)),
            _ => return Err(USAGE.into()),
        }
    }
    Ok(Work::Measure(arguments))
}
