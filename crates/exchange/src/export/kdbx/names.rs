//! What fields are called in a KeePass entry: the standard strings where there is a likely one, else a name in plain words.

use std::collections::HashMap;
use strongroom_credential::{Field, FieldType, Kind};

/// Names that an entry's own parts have.
const STANDARD: [&str; 5] = ["Title", "UserName", "Password", "URL", "Notes"];
/// What stands for a name that is empty.
const UNNAMED: &str = "Field";
/// Words that are written in capitals.
const CAPITALS: [&str; 7] = ["url", "pin", "iban", "bic", "ssid", "id", "totp"];

/// The standard string that a field of the kind's template is most like.
pub(super) fn standard(kind: &Kind, field: &Field) -> Option<&'static str> {
    if field.custom {
        return None;
    }
    let name = match (kind.name(), field.name.as_str()) {
        (_, "username") | ("secret", "key") | ("oauth", "client_id") | ("wifi", "ssid") => "UserName",
        ("card", "cardholder") | ("licence", "licensee") | ("bank_account", "holder") => "UserName",
        (_, "password") | ("api_key" | "licence", "key") | ("secret", "value") => "Password",
        ("ssh_key" | "certificate", "passphrase") | ("oauth", "client_secret") => "Password",
        (_, "url") if field.field_type == FieldType::Url => "URL",
        _ => return None,
    };
    // Other programs show these on one line. Exposed to be looked at for an end of line.
    let lines = field.value.expose().contains(['\n', '\r']);
    (!lines).then_some(name)
}

/// `first_name` as a person reads it.
pub(super) fn label(field: &Field) -> String {
    if field.custom {
        return field.name.clone();
    }
    let words = field.name.split('_').enumerate().map(|(position, word)| match word.chars().next() {
        _ if CAPITALS.contains(&word) => word.to_uppercase(),
        Some(first) if position == 0 => first.to_uppercase().chain(word.chars().skip(1)).collect(),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Names, each given once: other programs keep only one of two that are equal.
#[derive(Default)]
pub(super) struct Names {
    /// How often each was asked for.
    given: HashMap<String, u32>,
}

impl Names {
    /// Names of strings, the standard ones not among them.
    pub(super) fn of_strings() -> Self {
        Self { given: STANDARD.iter().map(|name| ((*name).to_owned(), 1)).collect() }
    }

    /// The name, or the name with a number.
    pub(super) fn give(&mut self, name: &str) -> String {
        let name = if name.trim().is_empty() { UNNAMED } else { name };
        let mut tried = name.to_owned();
        loop {
            let count = self.given.entry(tried.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return tried;
            }
            let count = if tried == name { *count } else { self.again(name) };
            tried = format!("{name} ({count})");
        }
    }

    /// Whether nobody asked for any of them yet.
    pub(super) fn are_free(&self, names: &[&str]) -> bool {
        !names.iter().any(|name| self.given.contains_key(*name))
    }

    fn again(&mut self, name: &str) -> u32 {
        let count = self.given.entry(name.to_owned()).or_default();
        *count += 1;
        *count
    }
}
