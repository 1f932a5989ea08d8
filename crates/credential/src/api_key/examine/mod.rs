//! What is known about the keys in an item's fields, and what is wrong with them.
//!
//! Hidden fields of every kind are read as whole values, visible ones searched for what should not stand there. A value
//! that is no known key is scored only where a key must be.

mod token;

use super::entropy::entropy_bits;
use super::form::{Environment, KeyForm};
use super::read::{Reading, bare, read, secret_inside};
use crate::fold::prefix;
use crate::{
    Day, Examination, Fact, FactName, Field, FieldType, Finding, FindingCode, Item, Kind, Moment, Severity,
};

/// Most fields that are looked at.
const MAX_FIELDS: usize = 256;
/// Days before the end that are soon.
const SOON: i32 = 30;
/// Bits under which a secret can be guessed by who has a copy of what it opens, and those under which by anybody. The first
/// is what OWASP asks of session identifiers.
const WEAK_BITS: f64 = 64.0;
const VERY_WEAK_BITS: f64 = 40.0;
/// Longest title in which a service's name is looked for, in bytes.
const MAX_TITLE: usize = 1024;

/// Facts and findings about the keys of an item of any kind: whose they are and where they are revoked, whether they are
/// whole, and whether a secret stands where everybody sees it. Of an `api_key` also when it expires, and how hard a key of
/// unknown make is to guess.
pub fn examine(item: &Item, now: Moment) -> Examination {
    let mut examiner = Examiner { item, now, at: 0, found: Examination::default() };
    for (index, field) in item.fields.iter().enumerate().take(MAX_FIELDS) {
        examiner.at = index;
        match field.field_type {
            FieldType::Hidden | FieldType::Unknown => examiner.hidden(field),
            FieldType::Text | FieldType::Url => examiner.visible(field),
            FieldType::Date if field.name == "expires" && !field.custom => examiner.last_day(field),
            _ => {}
        }
    }
    examiner.found
}

struct Examiner<'a> {
    item: &'a Item,
    now: Moment,
    /// The place of the field that is being looked at.
    at: usize,
    found: Examination,
}

impl Examiner<'_> {
    fn hidden(&mut self, field: &Field) {
        // Exposed to be read; what leaves are facts about its kind.
        let value = field.value.expose();
        match read(value) {
            Some(Reading::Known { form, checksum_fits }) => self.known(form, checksum_fits, bare(value)),
            Some(Reading::Token(token)) => self.token(&token),
            Some(Reading::Broken { form }) if self.is_about_keys() && self.is_meant(form) => {
                self.fact(FactName::Service, form.service);
                self.find(Severity::Medium, FindingCode::KeyMalformed, form.service);
            }
            Some(Reading::Broken { .. }) | None => self.unknown(field),
        }
    }

    fn visible(&mut self, field: &Field) {
        // Exposed to be searched; what leaves is the kind of what was found.
        let value = field.value.expose();
        let whole = read(value);
        let secret = match &whole {
            Some(reading) if reading.is_secret() => whole.clone(),
            _ => secret_inside(value),
        };
        match whole {
            Some(Reading::Known { form, checksum_fits }) => self.known(form, checksum_fits, bare(value)),
            Some(Reading::Token(token)) => self.token(&token),
            _ => {}
        }
        if let Some(reading) = secret {
            self.find(Severity::High, FindingCode::SecretInPublicField, &reading.description());
        }
    }

    fn known(&mut self, form: &'static KeyForm, checksum_fits: Option<bool>, key: &str) {
        self.fact(FactName::Service, form.service);
        self.fact(FactName::CredentialType, form.what);
        if let Some(environment) = form.environment {
            self.fact(FactName::Environment, environment.name());
        }
        if let Some(scope) = form.scope {
            self.fact(FactName::Scope, scope);
        }
        if let Some(subject) = form.clue.and_then(|clue| clue(key)).filter(|_| checksum_fits != Some(false)) {
            self.fact(FactName::Subject, &subject);
        }
        if let Some(page) = form.revoke_at {
            self.fact(FactName::RevokeAt, page);
        }
        match checksum_fits {
            Some(true) => self.fact(FactName::ChecksumFits, "yes"),
            Some(false) => self.find(Severity::Medium, FindingCode::KeyChecksum, form.service),
            None => {}
        }
        if form.environment == Some(Environment::Test) {
            self.find(Severity::Low, FindingCode::TestKey, form.service);
        }
    }

    /// A key of unknown make. Beside a secret, the key is only its name.
    fn unknown(&mut self, field: &Field) {
        let has_secret = || self.item.field("secret").is_some_and(|secret| !secret.value.is_empty());
        let scored = self.item.kind == Kind::API_KEY
            && !field.custom
            && (field.name == "secret" || (field.name == "key" && !has_secret()));
        // Exposed to be scored.
        let value = field.value.expose().trim();
        if !scored || value.is_empty() {
            return;
        }
        let bits = entropy_bits(value);
        let written = format!("{:.0}", bits.floor());
        self.fact(FactName::EntropyBits, &written);
        let severity = if bits < VERY_WEAK_BITS { Severity::High } else { Severity::Medium };
        if bits < WEAK_BITS {
            self.find(severity, FindingCode::WeakSecret, &written);
        }
    }

    /// The day after which the key does not work any more, as its owner wrote it down.
    fn last_day(&mut self, field: &Field) {
        if self.item.kind != Kind::API_KEY {
            return;
        }
        // Exposed: a date is personal, not secret.
        let Some(day) = Day::parse(field.value.expose()) else { return };
        let today = self.now.day();
        if day < today {
            self.find(Severity::Medium, FindingCode::Expired, &day.to_string());
        } else if day.0.saturating_sub(today.0) <= SOON {
            self.find(Severity::Low, FindingCode::ExpiresSoon, &day.to_string());
        }
    }

    /// Whether hidden values of this kind of item are keys, so that one that is not whole is worth a word.
    fn is_about_keys(&self) -> bool {
        [Kind::API_KEY, Kind::OAUTH, Kind::SECRET].contains(&self.item.kind)
    }

    /// Whether a value that begins as that kind of key is meant to be one: the prefix says so, or the item does.
    fn is_meant(&self, form: &KeyForm) -> bool {
        let service = form.service.to_lowercase();
        let says = |text: &str| prefix(text, MAX_TITLE).to_lowercase().contains(&service);
        // Exposed: the service's name is no secret.
        let field = || self.item.field("service").is_some_and(|field| says(field.value.expose()));
        form.telling || says(&self.item.title) || field()
    }

    fn fact(&mut self, name: FactName, value: &str) {
        self.found.facts.push(Fact { name, value: value.to_owned(), field: Some(self.at) });
    }

    fn find(&mut self, severity: Severity, code: FindingCode, detail: &str) {
        self.found.findings.push(Finding::new(severity, code).with_detail(detail).about(self.at));
    }
}

#[cfg(test)]
mod tests;
