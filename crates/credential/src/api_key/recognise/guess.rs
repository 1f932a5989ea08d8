//! A key of unknown shape under a name that says what it is: `MISTRAL_API_KEY=…`.

use super::super::registry::forms;
use super::Seen;
use crate::{Field, FieldType, Item, Kind};

/// How names of keys end.
const ENDS: &[&str] = &[
    "_API_KEY",
    "_APIKEY",
    "_API_TOKEN",
    "_API_SECRET",
    "_ACCESS_TOKEN",
    "_ACCESS_KEY",
    "_AUTH_TOKEN",
    "_SECRET_KEY",
];
/// What build tools put before a name.
const STARTS: &[&str] = &["NEXT_PUBLIC_", "REACT_APP_", "VITE_", "PUBLIC_"];
/// Shortest and longest value that is taken for a key.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=512;

/// An item for one named value alone.
pub(super) fn item(seen: Vec<Seen>) -> Option<Item> {
    let [one] = <[Seen; 1]>::try_from(seen).ok()?;
    // Exposed to see whether it can be a key: one word, and no placeholder.
    let value = one.value.expose();
    let word = LENGTHS.contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic());
    if !word || value.contains(['<', '>', '{', '}', '*']) || value.contains("://") {
        return None;
    }
    let service = service(&one.spelled())?;
    let item = Item::new(Kind::API_KEY, service.as_str())
        .with(Field::new("service", FieldType::Text, service))
        .with(Field::new("key", FieldType::Hidden, one.value));
    Some(item)
}

/// The service in a name: one that is known, or the words before its end.
fn service(name: &str) -> Option<String> {
    let words = ENDS.iter().find_map(|end| name.strip_suffix(end))?;
    let words = STARTS.iter().find_map(|start| words.strip_prefix(start)).unwrap_or(words).trim_matches('_');
    if !words.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let known = forms().map(|form| form.service).find(|service| plain(service) == plain(words));
    Some(known.map_or_else(|| titled(words), str::to_owned))
}

/// `OPEN_WEATHER` as `Open Weather`.
fn titled(words: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().chain(letters.map(|c| c.to_ascii_lowercase())).collect::<String>()
    };
    words.split('_').filter(|part| !part.is_empty()).map(word).collect::<Vec<_>>().join(" ")
}
