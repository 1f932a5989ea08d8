//! What a pasted text is, when it is a key: a new item with its fields filled in.
//!
//! Only what is certain counts: a key by its shape, a token by its claims, a value under a name that says so. Several keys
//! of one service make one item, its public half and its secret apart; keys of several services make none.

mod account;
mod guess;
mod lines;

use super::form::{Half, KeyForm};
use super::read::{Reading, read, secret_inside};
use super::shape::fits;
use crate::fold::prefix;
use crate::{Day, Field, FieldType, Item, Kind};
use lines::{Entry, entries, spelled};
use strongroom_secret::SecretString;

/// Longest text that is looked at, in bytes.
const MAX_TEXT: usize = 32_768;
/// Longest name of a field, in bytes.
const MAX_NAME: usize = 100;
/// Ends of names whose values everybody may see, unless they hold a password or a key.
const PLAIN_ENDS: &[&str] =
    &["REGION", "PROFILE", "OUTPUT", "URL", "HOST", "ENDPOINT", "EMAIL", "USER", "USERNAME", "USER_NAME"];

/// One value and what it is.
struct Seen {
    name: Option<String>,
    value: SecretString,
    reading: Option<Reading>,
}

/// The key in a pasted text, as a new item: kind `api_key`, the service for a title, key and secret in hidden fields, what
/// else was pasted with them in fields of the user's own. `None` for any text that is not clearly that.
pub fn recognise(text: &str) -> Option<Item> {
    if text.len() > MAX_TEXT {
        return None;
    }
    if let Some(item) = account::item(text) {
        return Some(item);
    }
    let seen: Vec<Seen> = entries(text)?.into_iter().map(Seen::of).collect();
    let mut services = seen.iter().filter_map(Seen::service);
    let Some(service) = services.next() else { return guess::item(seen) };
    if services.any(|other| other != service) {
        return None;
    }
    Halves::of(seen)?.into_item(&service)
}

impl Seen {
    fn of(entry: Entry) -> Self {
        // Exposed to see what it is; only a known kind counts.
        let reading = read(entry.value.expose()).filter(|reading| !matches!(reading, Reading::Broken { .. }));
        Self { name: entry.name, value: entry.value, reading }
    }

    fn service(&self) -> Option<String> {
        match self.reading.as_ref()? {
            Reading::Known { form, .. } | Reading::Broken { form } => Some(form.service.to_owned()),
            Reading::Token(token) => Some(token.service()),
        }
    }

    fn half(&self) -> Option<Half> {
        self.reading.as_ref().map(|reading| if reading.is_secret() { Half::Secret } else { Half::Public })
    }

    fn form(&self) -> Option<&'static KeyForm> {
        match self.reading.as_ref()? {
            Reading::Known { form, .. } => Some(form),
            _ => None,
        }
    }

    /// Whether it is the half that that key has beside it, which by itself looks like nothing.
    fn is_partner_of(&self, form: Option<&KeyForm>) -> bool {
        let partner = form.map_or(&[][..], |form| form.partner);
        // Exposed to compare its shape.
        self.reading.is_none() && !partner.is_empty() && fits(partner, self.value.expose().as_bytes())
    }

    /// The first word of a variable's name, `STRIPE` of `STRIPE_SECRET_KEY`; `None` for other names.
    fn owner(&self) -> Option<&str> {
        let name = self.name.as_deref()?;
        let variable =
            name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        name.split_once('_').filter(|_| variable).map(|(owner, _)| owner)
    }

    fn spelled(&self) -> String {
        self.name.as_deref().map(spelled).unwrap_or_default()
    }
}

/// What was pasted, sorted out.
struct Halves {
    key: Seen,
    secret: Option<Seen>,
    others: Vec<Seen>,
}

impl Halves {
    /// `None` where something is left that nobody can say anything about: a value without a name, or another program's
    /// variable.
    fn of(mut seen: Vec<Seen>) -> Option<Self> {
        let public = take(&mut seen, |one| one.half() == Some(Half::Public));
        let secret = take(&mut seen, |one| one.half() == Some(Half::Secret));
        let (key, secret) = match (public, secret) {
            (Some(public), Some(secret)) => (public, Some(secret)),
            (Some(public), None) => {
                let secret = take(&mut seen, |one| one.is_partner_of(public.form()));
                (public, secret)
            }
            (None, Some(secret)) => match take(&mut seen, |one| one.is_partner_of(secret.form())) {
                Some(id) => (id, Some(secret)),
                None => (secret, None),
            },
            (None, None) => return None,
        };
        let strange = |one: &Seen| {
            let another = one.owner().is_some_and(|owner| key.owner().is_some_and(|own| own != owner));
            one.reading.is_none() && (one.name.is_none() || another)
        };
        (!seen.iter().any(strange)).then_some(Self { key, secret, others: seen })
    }

    fn into_item(mut self, service: &str) -> Option<Item> {
        let page = [Some(&self.key), self.secret.as_ref()].into_iter().flatten().find_map(Seen::form);
        let expires = self.expires();
        let mut item = Item::new(Kind::API_KEY, service)
            .with(Field::new("service", FieldType::Text, service))
            .with(Field::new("key", FieldType::Hidden, self.key.value));
        if let Some(secret) = self.secret {
            item = item.with(Field::new("secret", FieldType::Hidden, secret.value));
        }
        if let Some(page) = page.and_then(|form| form.revoke_at) {
            item = item.with(Field::new("url", FieldType::Url, page));
        }
        if let Some(day) = expires {
            item = item.with(Field::new("expires", FieldType::Date, day.to_string()));
        }
        item.fields.extend(self.others.into_iter().filter(|one| !one.value.is_empty()).map(own_field));
        Some(item)
    }

    /// The day on which it expires: what a token claims, or what was pasted beside it.
    fn expires(&mut self) -> Option<Day> {
        let claimed = [Some(&self.key), self.secret.as_ref()].into_iter().flatten().find_map(|one| match one
            .reading
            .as_ref()?
        {
            Reading::Token(token) => token.expires,
            _ => None,
        });
        let written = |one: &Seen| {
            // Exposed to read a date from it.
            one.spelled()
                .contains("EXPIR")
                .then(|| one.value.expose().get(..10).and_then(Day::parse))
                .flatten()
        };
        let beside = take(&mut self.others, |one| written(one).is_some());
        claimed.map(|moment| moment.day()).or(beside.as_ref().and_then(written))
    }
}

/// What was pasted beside the key. It stays hidden unless its name says that everybody may see it.
fn own_field(one: Seen) -> Field {
    // Exposed to see that nothing in it is secret.
    let value = one.value.expose();
    let harmless =
        || !(value.contains("://") && value.contains(['@', '?'])) && secret_inside(value).is_none();
    let named_plain = || PLAIN_ENDS.iter().any(|end| one.spelled().ends_with(end));
    let plain = one.half() == Some(Half::Public) || (named_plain() && harmless());
    let field_type = if plain { FieldType::Text } else { FieldType::Hidden };
    let what = one.form().map_or("token", |form| form.what);
    Field::custom(prefix(one.name.as_deref().unwrap_or(what), MAX_NAME), field_type, one.value)
}

/// Takes the first that fits out of the list.
fn take(from: &mut Vec<Seen>, fits: impl Fn(&Seen) -> bool) -> Option<Seen> {
    let at = from.iter().position(fits)?;
    Some(from.remove(at))
}

#[cfg(test)]
mod tests;
