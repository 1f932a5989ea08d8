//! What a person is told of an index that was made anew.

use crate::session::warning;
use crate::types::Warning;
use strongroom_vault::Rebuilt;

/// What was made, what could not be read, and what cannot be known.
pub(crate) fn warnings_of(rebuilt: &Rebuilt) -> Vec<Warning> {
    let Rebuilt { items, folders, faults, .. } = rebuilt;
    let made = format!(
        "the index was made anew and lists {items} items and {folders} folders: whether single records were removed or \
         put back to an older state before cannot be excluded, so compare with a backup"
    );
    let mut warnings = vec![warning("index_rebuilt", &made)];
    if *faults > 0 {
        let told = format!(
            "{faults} records cannot be read, are missing or are older than they should be: verify the vault to see which"
        );
        warnings.push(warning("record_damaged", &told));
    }
    warnings
}
