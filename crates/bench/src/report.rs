//! The table: one row for each promise, with its figure, what another program takes, and the target.

use crate::Outcome;
use serde_json::{Value, json};
use std::path::Path;

/// One measured promise. Figures are in the row's unit; less is better in all of them.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) unit: &'static str,
    pub(crate) figure: f64,
    pub(crate) p99: Option<f64>,
    pub(crate) peer: Option<(String, f64)>,
    pub(crate) target: Option<Target>,
    pub(crate) note: String,
}

/// What the figure should be at most, or its 99th percentile.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    Figure(f64),
    P99(f64),
    /// So many times the peer's.
    OfPeer(f64),
}

impl Row {
    pub(crate) fn new(name: impl Into<String>, unit: &'static str, figure: f64) -> Self {
        let (p99, peer, target, note) = (None, None, None, String::new());
        Self { name: name.into(), unit, figure, p99, peer, target, note }
    }

    pub(crate) fn p99(self, p99: f64) -> Self {
        Self { p99: Some(p99), ..self }
    }

    pub(crate) fn peer(self, peer: Option<(String, f64)>) -> Self {
        Self { peer, ..self }
    }

    pub(crate) fn target(self, target: Target) -> Self {
        Self { target: Some(target), ..self }
    }

    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// How often the figure goes into the peer's.
    fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().map(|(_, peer)| peer / self.figure)
    }

    fn is_met(&self) -> Option<bool> {
        match self.target? {
            Target::Figure(most) => Some(self.figure <= most),
            Target::P99(most) => self.p99.map(|p99| p99 <= most),
            Target::OfPeer(times) => self.peer.as_ref().map(|(_, peer)| self.figure <= times * peer),
        }
    }

    fn target_text(&self) -> String {
        match self.target {
            None => String::new(),
            Some(Target::Figure(most)) => format!("{} {}", short(most), self.unit),
            Some(Target::P99(most)) => format!("p99 {} {}", short(most), self.unit),
            Some(Target::OfPeer(times)) => format!("{} x peer", short(times)),
        }
    }

    fn cells(&self) -> [String; 7] {
        let with_unit = |figure: f64| format!("{} {}", short(figure), self.unit);
        [
            self.name.clone(),
            with_unit(self.figure),
            self.p99.map(with_unit).unwrap_or_default(),
            self.peer
                .as_ref()
                .map(|(name, peer)| format!("{} ({name})", with_unit(*peer)))
                .unwrap_or_default(),
            self.ratio().map(|ratio| format!("{}x", short(ratio))).unwrap_or_default(),
            self.target_text(),
            self.is_met().map(|met| if met { "met" } else { "MISSED" }.to_owned()).unwrap_or_default(),
        ]
    }

    fn json(&self) -> Value {
        json!({
            "name": self.name,
            "unit": self.unit,
            "figure": self.figure,
            "p99": self.p99,
            "peer": self.peer.as_ref().map(|(name, figure)| json!({ "name": name, "figure": figure })),
            "ratio": self.ratio(),
            "target": self.target_text(),
            "met": self.is_met(),
            "note": self.note,
        })
    }
}

/// Three digits that count.
fn short(figure: f64) -> String {
    match figure.abs() {
        size if size >= 100.0 => format!("{figure:.0}"),
        size if size >= 10.0 => format!("{figure:.1}"),
        size if size >= 1.0 => format!("{figure:.2}"),
        _ => format!("{figure:.3}"),
    }
}

/// All rows of a run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

const HEAD: [&str; 7] = ["what", "figure", "p99", "peer", "ratio", "target", ""];

impl Report {
    pub(crate) fn add(&mut self, row: Row) {
        progress(&format!("{}: {} {}", row.name, short(row.figure), row.unit));
        self.rows.push(row);
    }

    /// The table, on standard output.
    pub(crate) fn print(&self) {
        let mut lines = vec![HEAD.map(str::to_owned)];
        lines.extend(self.rows.iter().map(Row::cells));
        let width = |column: usize| {
            lines
                .iter()
                .filter_map(|line| line.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
        for line in &lines {
            let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            say(cells.collect::<Vec<_>>().join("  ").trim_end());
        }
    }

    /// The same as JSON, with the notes.
    pub(crate) fn write(&self, path: &Path) -> Outcome<()> {
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        let cores = std::thread::available_parallelism()?.get();
        let report = json!({ "cores": cores, "rows": rows });
        Ok(std::fs::write(path, serde_json::to_vec_pretty(&report)?)?)
    }
}

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn say(line: &str) {
    println!("{line}");
}

/// Tells the person who waits what is going on.
#[expect(clippy::print_stderr, reason = "standard output has the table alone")]
pub(crate) fn progress(line: &str) {
    eprintln!("{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn target_is_met_by_what_it_is_about() {
        let row = Row::new("x", "ms", 2.0).p99(9.0).peer(Some(("y".into(), 1.0)));
        for (target, met) in [
            (Target::Figure(2.0), true),
            (Target::Figure(1.9), false),
            (Target::P99(9.0), true),
            (Target::P99(8.0), false),
            (Target::OfPeer(2.0), true),
            (Target::OfPeer(1.1), false),
        ] {
            assert_eq!(row.clone().target(target).is_met(), Some(met), "{target:?}");
        }
        assert_eq!(Row::new("x", "ms", 2.0).target(Target::OfPeer(1.0)).is_met(), None);
    }
}
