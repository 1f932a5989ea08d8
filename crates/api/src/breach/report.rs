//! What a check came to, in words and numbers that may be shown.

use crate::types::{BreachChecked, BreachReport, BreachRequest, BreachRow};
use std::collections::{HashMap, HashSet};
use strongroom_vault::{BreachCheck, BreachSource, Fingerprint, Unlocked};

/// Items that a report lists.
const MAX_FOUND: usize = 1000;

/// What was found, counted in items: several may have one password.
pub(super) fn report(
    vault: &Unlocked,
    request: &BreachRequest,
    asked: &HashSet<Fingerprint>,
    results: &HashMap<Fingerprint, u64>,
) -> BreachReport {
    let mut report = BreachReport {
        source: String::new(),
        checked: 0,
        breached: 0,
        unanswered: 0,
        requests: 0,
        stopped: false,
        excerpt: false,
        found: Vec::new(),
    };
    let only = request.item.as_deref();
    for (id, item) in vault.overviews().filter(|(_, item)| !item.deleted) {
        if !vault.is_breach_candidate(id) || only.is_some_and(|only| only != id.to_string()) {
            continue;
        }
        match results.get(&item.fingerprint) {
            None => report.unanswered += u32::from(asked.contains(&item.fingerprint)),
            Some(0) => report.checked += 1,
            Some(count) => {
                report.checked += 1;
                report.breached += 1;
                report.found.push(BreachRow {
                    id: id.to_string(),
                    title: item.title.to_string(),
                    count: *count,
                });
            }
        }
    }
    report.found.sort_unstable_by(|one, other| (other.count, &one.title).cmp(&(one.count, &other.title)));
    report.found.truncate(MAX_FOUND);
    report
}

pub(crate) fn checked_view(check: &BreachCheck) -> BreachChecked {
    let BreachCheck { at, source, checked, breached } = *check;
    BreachChecked { at, source: source_name(source).to_owned(), checked, breached }
}

pub(super) fn source_name(source: BreachSource) -> &'static str {
    match source {
        BreachSource::Online => "online",
        _ => "file",
    }
}
