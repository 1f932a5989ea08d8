//! What is known about an item, and what a pasted text is: the one place that asks every kind.

use crate::{Fact, Finding, Item, Moment, finding};

/// What is known about an item from the item and the moment alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examination {
    /// What can be shown of it without giving it away.
    pub facts: Vec<Fact>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl Examination {
    /// Adds what another examination found.
    pub fn extend(&mut self, more: Self) {
        self.facts.extend(more.facts);
        self.findings.extend(more.findings);
    }
}

/// Examines an item. Bounded work whatever its fields hold: some milliseconds, mostly for scoring passwords.
pub fn examine(item: &Item, now: Moment) -> Examination {
    let _ = now;
    Examination { facts: Vec::new(), findings: finding::findings(item) }
}
