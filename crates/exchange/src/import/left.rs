//! What an importer leaves behind on purpose, so that a warning can name it.

use super::Warning;
use super::json::{Object, is_silent};
use std::collections::BTreeSet;

/// Most names that are said.
const MAX_NAMES: usize = 20;

/// Names of what was left.
#[derive(Debug, Default)]
pub(super) struct Left {
    bookkeeping: BTreeSet<String>,
    settings: BTreeSet<String>,
}

impl Left {
    /// Takes statistics out of an object, before it is counted.
    pub(super) fn take(&mut self, object: &mut Object, keys: &[&str]) {
        for key in keys {
            if object.remove(*key).is_some_and(|value| !is_silent(&value)) && !self.bookkeeping.contains(*key)
            {
                self.bookkeeping.insert((*key).to_owned());
            }
        }
    }

    /// Notes statistics that were taken out already, where they say something.
    pub(super) fn take_note(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() && !self.bookkeeping.contains(name) {
            self.bookkeeping.insert(name.to_owned());
        }
    }

    /// Notes something that is said of the whole file, where it says something.
    pub(super) fn setting(&mut self, name: &str, value: Option<&str>) {
        if value.is_some_and(|value| !value.is_empty()) && self.settings.len() < MAX_NAMES {
            self.settings.insert(name.to_owned());
        }
    }

    pub(super) fn warnings(self) -> Vec<Warning> {
        let names = |set: BTreeSet<String>| set.into_iter().collect::<Vec<_>>();
        let mut warnings = Vec::new();
        if !self.bookkeeping.is_empty() {
            warnings.push(Warning::BookkeepingLeft { names: names(self.bookkeeping) });
        }
        if !self.settings.is_empty() {
            warnings.push(Warning::DatabaseSettingsLeft { names: names(self.settings) });
        }
        warnings
    }
}
