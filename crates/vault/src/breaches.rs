//! What was found of the vault's passwords in published breaches: the setting `breaches`, by keyed fingerprints. A result
//! belongs to a password, so that it dies when the password is changed; it must never hold a hash of one.

use crate::error::{ReadError, WriteError};
use crate::index::Index;
use crate::{Env, ItemId, ItemOverview, MAX_SETTING, Setting, Timestamp, Unlocked, judge};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use strongroom_credential::Day;
use strongroom_storage::Class;

/// A keyed fingerprint of a main secret.
pub type Fingerprint = [u8; 16];

/// Where a password was looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BreachSource {
    /// A range service.
    Online,
    /// A file or folder of published hashes.
    File,
}

/// What a lookup of one password said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreachResult {
    /// How often the password was seen; 0 for not at all.
    pub count: u64,
    /// The day, in UTC.
    pub day: Day,
    /// Where.
    pub source: BreachSource,
}

/// The last time that the whole vault was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreachCheck {
    /// When it ended.
    pub at: Timestamp,
    /// Against what.
    pub source: BreachSource,
    /// How many items were checked.
    pub checked: u64,
    /// How many of them had a password that was found.
    pub breached: u64,
}

/// All results.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaches {
    /// By fingerprint.
    pub results: HashMap<Fingerprint, BreachResult>,
    /// The last check of the whole vault.
    pub last: Option<BreachCheck>,
    /// The fingerprints that were found.
    pub(crate) found: HashSet<Fingerprint>,
}

/// The setting's text. `docs/format.md` section 7.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Text {
    last: Option<BreachCheck>,
    results: BTreeMap<String, (u64, i32, BreachSource)>,
}

impl Breaches {
    /// Reads the setting's text; one that is of another form says nothing.
    fn parse(text: &str) -> Self {
        let Text { last, results } = serde_json::from_str(text).unwrap_or_default();
        let result = |(print, (count, day, source)): (String, (u64, i32, BreachSource))| {
            let print = u128::from_str_radix(&print, 16).ok().filter(|_| print.len() == 32)?;
            Some((print.to_be_bytes(), BreachResult { count, day: Day(day), source }))
        };
        let results: HashMap<_, _> = results.into_iter().filter_map(result).collect();
        let found = results.iter().filter(|(_, result)| result.count > 0).map(|(print, _)| *print).collect();
        Self { results, last, found }
    }

    fn text(&self) -> Option<String> {
        let result = |(print, result): (&Fingerprint, &BreachResult)| {
            (format!("{:032x}", u128::from_be_bytes(*print)), (result.count, result.day.0, result.source))
        };
        let results = self.results.iter().map(result).collect();
        serde_json::to_string(&Text { last: self.last, results }).ok()
    }
}

impl Unlocked {
    /// What was found so far. It is read when it is first asked for, and again after a change; kept with the index meanwhile.
    pub async fn breaches(&mut self) -> Result<Arc<Breaches>, ReadError> {
        let version = self.index.entry(Class::Setting, Setting::Breaches.id()).map(|entry| entry.version);
        if self.index.breaches.as_ref().is_none_or(|(known, _)| *known != version) {
            let text = self.setting(Setting::Breaches).await?;
            let breaches = Arc::new(text.as_deref().map(Breaches::parse).unwrap_or_default());
            // The setting may have been read from a vault that another program changed meanwhile.
            let version = self.index.entry(Class::Setting, Setting::Breaches.id()).map(|entry| entry.version);
            self.index.breaches = Some((version, breaches));
            self.index.answer = None;
        }
        Ok(self.index.breached())
    }

    /// The items whose main secret is a password that can have been published, by fingerprint; each password once, with one
    /// of the items that have it. What is in the trash is left out.
    pub fn breach_candidates(&self) -> HashMap<Fingerprint, ItemId> {
        let items = self.index.items().filter(|(_, item)| !item.deleted && is_candidate(item));
        items.map(|(id, item)| (item.fingerprint, id)).collect()
    }

    /// Whether an item's main secret is such a password.
    pub fn is_breach_candidate(&self, id: ItemId) -> bool {
        self.overview(id).is_some_and(is_candidate)
    }

    /// Keeps what a check found. Results for passwords that no item has any more are forgotten.
    pub async fn record_breaches(
        &mut self,
        fresh: HashMap<Fingerprint, BreachResult>,
        last: Option<BreachCheck>,
        env: Env<'_>,
    ) -> Result<(), WriteError> {
        let kept: HashSet<_> = self.index.items().map(|(_, item)| item.fingerprint).collect();
        let change = |text: Option<&str>| {
            let mut breaches = text.map(Breaches::parse).unwrap_or_default();
            breaches.results.extend(&fresh);
            breaches.results.retain(|print, _| kept.contains(print));
            breaches.last = last.or(breaches.last);
            let text = breaches.text()?;
            if text.len() <= MAX_SETTING {
                return Some(text);
            }
            // Of more items than fit, what was found is kept.
            breaches.results.retain(|_, result| result.count > 0);
            breaches.text()
        };
        self.change_setting(Setting::Breaches, change, env).await
    }
}

impl Index {
    /// What was last read of the setting.
    pub(crate) fn breached(&self) -> Arc<Breaches> {
        self.breaches.as_ref().map(|(_, breaches)| Arc::clone(breaches)).unwrap_or_default()
    }
}

/// Whether an item's main secret is a password that somebody chose.
pub(crate) fn is_candidate(item: &ItemOverview) -> bool {
    item.fingerprint != [0; 16] && judge::is_scored_kind(&item.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_the_one_of_the_format_and_reads_back() {
        let result = |count| BreachResult { count, day: Day(20_000), source: BreachSource::Online };
        let last = BreachCheck { at: 7, source: BreachSource::File, checked: 2, breached: 1 };
        let mut breaches = Breaches { last: Some(last), ..Breaches::default() };
        breaches.results.insert([1; 16], result(5));
        breaches.results.insert([2; 16], result(0));
        let text = breaches.text().unwrap();
        assert_eq!(
            text,
            "{\"last\":{\"at\":7,\"source\":\"file\",\"checked\":2,\"breached\":1},\"results\":{\
             \"01010101010101010101010101010101\":[5,20000,\"online\"],\
             \"02020202020202020202020202020202\":[0,20000,\"online\"]}}"
        );
        breaches.found.insert([1; 16]);
        assert_eq!(Breaches::parse(&text), breaches);
        for other in ["", "{}", "[]", "{\"last\":null,\"results\":{\"01\":[1,2,\"online\"]}}"] {
            assert_eq!(Breaches::parse(other), Breaches::default(), "{other}");
        }
    }
}
