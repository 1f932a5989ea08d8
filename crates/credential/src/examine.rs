//! What is known about an item, and what a pasted text is: the one place that asks every kind.

use crate::{
    Fact, Finding, FindingCode, Item, Moment, Severity, api_key, bank_account, card, certificate, connection,
    dotenv, expiry, finding, oauth, ssh_key, totp, user_type, wifi,
};
use user_type::UserType;

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

/// Examines an item. Bounded work whatever its fields hold: some milliseconds, mostly for scoring passwords; more where a
/// passphrase stands beside the key that it opens, whose derivation is tried.
pub fn examine(item: &Item, now: Moment) -> Examination {
    examine_as(item, None, now)
}

/// The same for an item of a kind that the user defined, if it is of one.
pub fn examine_as(item: &Item, definition: Option<&UserType>, now: Moment) -> Examination {
    let mut all = examine_at_rest(item, definition, now);
    all.findings.extend(finding::weak_passwords(item));
    all.extend(expiry::examine(item, now));
    all.findings.sort_by_key(|finding| (finding.field, std::cmp::Reverse(finding.severity), finding.code));
    // A date may be known to its kind and as a date. Several fields may be missing, and are none to be told apart by.
    all.findings.dedup_by(|one, other| {
        (one.field, one.code) == (other.field, other.code)
            && (one.field.is_some() || one.detail == other.detail)
    });
    all
}

/// The same, without what takes long and what changes from day to day by itself: neither strength nor dates.
fn examine_at_rest(item: &Item, definition: Option<&UserType>, now: Moment) -> Examination {
    let mut all = Examination { facts: Vec::new(), findings: finding::findings(item) };
    if let Some(definition) = definition {
        all.extend(user_type::examine_with(definition, item));
    }
    all.extend(totp::examine(item, now));
    all.extend(api_key::examine(item, now));
    all.extend(match item.kind.name() {
        "card" => card::examine(item, now),
        "bank_account" => bank_account::examine(item, now),
        "certificate" => certificate::examine(item, now),
        "database" => connection::examine(item, now),
        "oauth" => oauth::examine(item, now),
        "ssh_key" => ssh_key::examine(item, now),
        "wifi" => wifi::examine(item, now),
        _ => Examination::default(),
    });
    all
}

/// The worst that is wrong with an item whatever the day, but for the strength of its password: for an index of many items,
/// where each takes a fraction of a millisecond. Passphrases are not tried.
pub fn worst_at_rest(item: &Item, definition: Option<&UserType>, now: Moment) -> Option<Severity> {
    let mut quick = item.clone();
    quick
        .fields
        .iter_mut()
        .filter(|field| field.name == "passphrase")
        .for_each(|field| field.value = "".into());
    let found = examine_at_rest(&quick, definition, now).findings.into_iter();
    let lasting =
        found.filter(|finding| !matches!(finding.code, FindingCode::Expired | FindingCode::ExpiresSoon));
    lasting.map(|finding| finding.severity).max()
}

/// What a pasted text is, as the items that it would make; empty where it is nothing that is known. Surest kinds first: each
/// says no at once to a text that is clearly something else.
pub fn recognise(text: &str) -> Vec<Item> {
    let codes = totp::recognise_all(text);
    if !codes.is_empty() {
        return codes;
    }
    let one = certificate::recognise(text)
        .or_else(|| ssh_key::recognise(text))
        .or_else(|| wifi::recognise(text))
        .or_else(|| oauth::recognise(text))
        .or_else(|| connection::recognise(text))
        .or_else(|| api_key::recognise(text))
        .or_else(|| card::recognise(text))
        .or_else(|| bank_account::recognise(text))
        .or_else(|| dotenv::recognise(text));
    one.into_iter().collect()
}
