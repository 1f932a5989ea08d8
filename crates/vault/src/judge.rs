//! What an overview says of an item that only the item itself can tell: how strong its password is, what is wrong with it,
//! since when its secret has been what it is. Judged when it is saved; after an import, later.

use crate::overview::{Judgement, KnownStrength};
use crate::record::{ItemRecord, VersionRecord};
use crate::types::KnownTypes;
use crate::{Timestamp, VersionId};
use strongroom_credential::{Day, Item, Kind, Moment, expiry, strength, worst_at_rest};

impl Judgement {
    /// Nothing was looked at yet.
    pub(crate) const PENDING: Self = Self { strength: KnownStrength::Pending, worst: None };

    /// Judges an item: takes a millisecond, mostly for its password.
    pub(crate) fn of(item: &Item, types: &KnownTypes, now: Timestamp) -> Self {
        Self { strength: score(item), worst: worst_at_rest(item, types.of(&item.kind), Moment(now)) }
    }

    /// What was known before, as long as nothing changed that it was judged by: thousands of items may be moved at once. What
    /// waits to be judged goes on waiting.
    pub(crate) fn after(
        before: &Item,
        known: Option<Self>,
        item: &Item,
        types: &KnownTypes,
        now: Timestamp,
    ) -> Self {
        match known {
            Some(known) if known.strength == KnownStrength::Pending => Self::PENDING,
            Some(known) if is_judged_alike(before, item) => known,
            _ => Self::of(item, types, now),
        }
    }
}

/// Whether an item's main secret is a password that a person or a generator chose.
pub(crate) fn is_scored(item: &Item) -> bool {
    is_scored_kind(&item.kind) && item.password_field().is_some()
}

/// Whether the main secret of a kind's items is such a password.
pub(crate) fn is_scored_kind(kind: &Kind) -> bool {
    matches!(kind.name(), "login" | "password" | "server")
}

/// The first day on which something of the item ends.
pub(crate) fn ends(item: &Item) -> Option<Day> {
    expiry::expiries(item, Moment(0)).into_iter().map(|expiry| expiry.day).min()
}

/// Since when the main secret of a new item has been what it is, by the versions that it brings along, the latest last.
pub(crate) fn secret_since(record: &ItemRecord, history: &[(VersionId, VersionRecord)]) -> Timestamp {
    let now = secret(&record.item);
    let alike = history.iter().rev().take_while(|(_, former)| secret(&former.item) == now);
    alike.last().map_or(record.modified, |(_, former)| former.saved)
}

/// The same after a change: the time that was known, unless the secret is another now.
pub(crate) fn secret_since_change(
    former: &VersionRecord,
    known: Option<Timestamp>,
    record: &ItemRecord,
) -> Timestamp {
    match known {
        Some(known) if secret(&former.item) == secret(&record.item) => known,
        _ => record.modified,
    }
}

fn secret(item: &Item) -> Option<&strongroom_secret::SecretString> {
    item.password_field().map(|field| &field.value)
}

fn is_judged_alike(one: &Item, other: &Item) -> bool {
    one.kind == other.kind && one.fields == other.fields && one.own_words() == other.own_words()
}

/// Scores the main secret in the light of the item's own words.
fn score(item: &Item) -> KnownStrength {
    match item.password_field() {
        Some(field) if is_scored(item) => {
            let words = item.own_words();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            // Exposed to be scored.
            KnownStrength::Score(strength(field.value.expose(), &words).score)
        }
        _ => KnownStrength::None,
    }
}
