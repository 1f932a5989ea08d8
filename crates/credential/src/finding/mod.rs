//! What is wrong with an item, as far as the item alone can tell. It must never ask a network or a clock, and a finding
//! says where something is wrong, never what stands there.

mod code;

pub use code::FindingCode;

use crate::day::is_month;
use crate::host::{host, is_local};
use crate::strength::cut;
use crate::totp::Otp;
use crate::{Day, Field, FieldType, Item, strength};
use serde::{Deserialize, Serialize};

const MAX_DETAIL: usize = 200;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look.
    Low,
    /// Should be changed.
    Medium,
    /// Should be changed now.
    High,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is.
    pub code: FindingCode,
    /// The field's place in [`Item::fields`]; `None` where the item as a whole is meant.
    pub field: Option<usize>,
    /// A fact that makes it concrete, such as `RSA 1024` or `2026-01-31`; never a secret. At most 200 characters.
    pub detail: Option<String>,
}

impl Finding {
    /// A finding about a text that is no field of an item yet, or about the item as a whole.
    pub fn new(severity: Severity, code: FindingCode) -> Self {
        Self { severity, code, field: None, detail: None }
    }

    /// The same finding with its fact.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(cut(&detail.into(), MAX_DETAIL).to_owned()), ..self }
    }

    /// The same finding about that field.
    #[must_use]
    pub fn about(self, field: usize) -> Self {
        Self { field: Some(field), ..self }
    }
}

/// What is wrong with the fields of any kind, in their order, but for how strong passwords are.
pub(crate) fn findings(item: &Item) -> Vec<Finding> {
    of_each_field(item, inspect)
}

/// Which passwords can be guessed. Scoring one takes up to some milliseconds.
pub(crate) fn weak_passwords(item: &Item) -> Vec<Finding> {
    of_each_field(item, |item, field| {
        let is_password = matches!(
            (item.kind.name(), field.name.as_str()),
            ("login" | "password", "password")
                | ("ssh_key" | "certificate", "passphrase")
                | ("server", "password")
        );
        if field.custom || field.field_type != FieldType::Hidden || !is_password {
            return None;
        }
        // Exposed to be judged; only the judgement leaves.
        Some((weakness(field.value.expose(), &item.own_words())?, FindingCode::WeakPassword))
    })
}

fn of_each_field(
    item: &Item,
    inspect: impl Fn(&Item, &Field) -> Option<(Severity, FindingCode)>,
) -> Vec<Finding> {
    let filled = item.fields.iter().enumerate().filter(|(_, field)| !field.value.is_empty());
    filled
        .filter_map(|(index, field)| {
            let (severity, code) = inspect(item, field)?;
            Some(Finding::new(severity, code).about(index))
        })
        .collect()
}

fn inspect(item: &Item, field: &Field) -> Option<(Severity, FindingCode)> {
    // Exposed to be judged; only the judgement leaves.
    let value = field.value.expose();
    match field.field_type {
        FieldType::Url => (item.kind.name() == "login" && is_in_the_clear(value))
            .then_some((Severity::Medium, FindingCode::InsecureUrl)),
        FieldType::Totp => Otp::parse(value).is_err().then_some((Severity::Medium, FindingCode::BadTotp)),
        FieldType::Date => Day::parse(value).is_none().then_some((Severity::Low, FindingCode::BadDate)),
        FieldType::Month => (!is_month(value)).then_some((Severity::Low, FindingCode::BadDate)),
        _ => None,
    }
}

/// How much it matters that the password can be guessed by someone who knows `words`; `None` where it cannot.
pub(crate) fn weakness(password: &str, words: &[String]) -> Option<Severity> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match strength(password, &words).score {
        0 | 1 => Some(Severity::High),
        2 => Some(Severity::Medium),
        _ => None,
    }
}

impl Item {
    /// Words that someone who knows the item's name would try first in its password: title, user name, hosts, and their
    /// parts. For [`strength`]'s context.
    pub fn own_words(&self) -> Vec<String> {
        // Exposed to be compared with the password.
        let user = self.username_field().map(|field| field.value.expose().clone());
        let whole: Vec<String> =
            std::iter::once(self.title.clone()).chain(user).chain(self.hosts()).collect();
        let parts = whole.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let parts: Vec<String> =
            parts.filter(|part| part.chars().nth(2).is_some()).map(str::to_owned).collect();
        whole.into_iter().chain(parts).filter(|word| !word.is_empty()).collect()
    }
}

fn is_in_the_clear(url: &str) -> bool {
    let url = url.trim_start();
    url.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"))
        && host(url).is_some_and(|host| !is_local(&host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn all(item: &Item) -> Vec<Finding> {
        [findings(item), weak_passwords(item)].concat()
    }

    fn found(kind: Kind, name: &str, field_type: FieldType, value: &str) -> Option<(&'static str, Severity)> {
        let item = Item::new(kind, "Example").with(Field::new(name, field_type, value));
        let found = all(&item);
        assert!(found.iter().all(|finding| finding.field == Some(0)) && found.len() < 2);
        found.first().map(|finding| (finding.code.code(), finding.severity))
    }

    #[test]
    fn weak_password_is_found_and_a_strong_one_is_not() {
        let password = |value| found(Kind::LOGIN, "password", FieldType::Hidden, value);
        assert_eq!(password("password1"), Some(("weak_password", Severity::High)));
        assert_eq!(password("qvF7!wzM2#kdLp9$"), None);
        assert_eq!(password(""), None);
        assert_eq!(
            found(Kind::SSH_KEY, "passphrase", FieldType::Hidden, "abc"),
            Some(("weak_password", Severity::High))
        );
        assert_eq!(found(Kind::CARD, "pin", FieldType::Hidden, "1234"), None);
    }

    #[test]
    fn password_made_of_the_user_name_and_the_host_is_weak() {
        let login = |user: &str| {
            let item = Item::new(Kind::LOGIN, "X")
                .with(Field::new("username", FieldType::Text, user))
                .with(Field::new("password", FieldType::Hidden, "grumbelsnatch7"));
            all(&item).first().map(|finding| (finding.field, finding.severity))
        };
        assert_eq!(login("grumbelsnatch@example.org"), Some((Some(1), Severity::High)));
        assert_eq!(login("someone@example.org"), None);
    }

    #[test]
    fn address_in_the_clear_is_found_unless_it_is_on_ones_own_network() {
        let url = |value| found(Kind::LOGIN, "url", FieldType::Url, value);
        for value in ["http://example.com/login", " HTTP://example.com", "http://8.8.8.8/"] {
            assert_eq!(url(value), Some(("insecure_url", Severity::Medium)), "{value}");
        }
        for value in [
            "https://example.com",
            "example.com",
            "http://localhost:80",
            "http://192.168.1.1",
            "http://nas.local",
            "http://[::1]:8080",
            "http://[fe80::1]",
            "http://router/",
            "http://",
            "httpé://",
        ] {
            assert_eq!(url(value), None, "{value}");
        }
        assert_eq!(found(Kind::API_KEY, "url", FieldType::Url, "http://example.com"), None);
    }

    #[test]
    fn code_and_date_that_cannot_be_read_are_found() {
        assert_eq!(
            found(Kind::LOGIN, "totp", FieldType::Totp, "hello!"),
            Some(("bad_totp", Severity::Medium))
        );
        assert_eq!(found(Kind::LOGIN, "totp", FieldType::Totp, "JBSWY3DPEHPK3PXP"), None);
        let by_counter = "otpauth://hotp/?secret=JBSWY3DPEHPK3PXP&counter=1";
        assert_eq!(found(Kind::LOGIN, "totp", FieldType::Totp, by_counter), None);
        assert_eq!(found(Kind::CARD, "expiry", FieldType::Month, "09/27"), Some(("bad_date", Severity::Low)));
        assert_eq!(
            found(Kind::NOTE, "due", FieldType::Date, "2023-02-29"),
            Some(("bad_date", Severity::Low))
        );
        assert_eq!(found(Kind::NOTE, "due", FieldType::Date, "2024-02-29"), None);
    }

    #[test]
    fn secrets_of_the_users_own_are_not_scored() {
        let item = Item::new(Kind::LOGIN, "").with(Field::custom("password", FieldType::Hidden, "1234"));
        assert_eq!(all(&item), []);
    }
}
