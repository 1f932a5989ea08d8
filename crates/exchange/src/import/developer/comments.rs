//! Comments of a file, which become notes of the item that they stand before or in.

use crate::import::{FieldReport, ParsedItem};

/// Comments that wait for the item that they belong to.
#[derive(Default)]
pub(super) struct Comments<'t> {
    waiting: Vec<&'t str>,
}

impl<'t> Comments<'t> {
    /// Keeps a comment without its mark; none where there is no more than that.
    pub(super) fn add(&mut self, line: &'t str) {
        let said = line.trim().trim_start_matches(['#', ';']).trim();
        if !said.is_empty() {
            self.waiting.push(said);
        }
    }

    /// Gives all that waits to that item. The notes of an item are one field, however many comments they are made of.
    pub(super) fn give(&mut self, parsed: &mut ParsedItem, report: &mut FieldReport) {
        for said in self.waiting.drain(..) {
            // Exposed to be filled.
            let notes = parsed.item.notes.expose_mut();
            if notes.is_empty() {
                report.source_fields += 1;
                report.mapped += 1;
            } else {
                notes.push('\n');
            }
            notes.push_str(said);
        }
    }

    /// Gives all that waits to the last item, where there is one.
    pub(super) fn give_last(&mut self, items: &mut [ParsedItem], report: &mut FieldReport) {
        if let Some(last) = items.last_mut() {
            self.give(last, report);
        }
    }
}
