//! One of a Keeper record's fields: where it goes by its type, and how its value reads as text.

use crate::import::ImportError;
use crate::import::attached::Attachments;
use crate::import::date::date_of;
use crate::import::draft::Draft;
use crate::import::json::{Object, is_silent, text_of};
use crate::import::links::Titles;
use crate::import::month::parse_month;
use serde_json::Value;
use std::collections::HashMap;
use strongroom_credential::FieldType::{self, Date, Email, Hidden, Month, Phone, Text, Totp, Url};
use strongroom_credential::{Field, Kind};

const HALF_DAY_MS: i64 = 43_200_000;
/// All time zones differ by a multiple of it.
const QUARTER_MS: i64 = 900_000;

/// The fields of one record.
pub(super) struct Fields<'r, 'a> {
    titles: &'r mut Titles,
    attachments: &'r mut Attachments<'a>,
    /// How many values of parts each label has, so that the parts of one are told from those of another.
    seen: HashMap<String, u32>,
}

impl<'r, 'a> Fields<'r, 'a> {
    pub(super) fn new(titles: &'r mut Titles, attachments: &'r mut Attachments<'a>) -> Self {
        Self { titles, attachments, seen: HashMap::new() }
    }

    /// One value, or a list of them.
    pub(super) fn place_all(
        &mut self,
        key: &str,
        value: Value,
        draft: &mut Draft<'_>,
    ) -> Result<(), ImportError> {
        for value in values_of(value) {
            match (key.strip_prefix('$'), value) {
                (Some(named), Value::String(id)) if parts_of(named).0.ends_with("Ref") => {
                    self.reference(named, id, draft)?;
                }
                (Some(named), value) => {
                    draft.saw();
                    self.place(named, value, draft);
                }
                (None, value) => {
                    draft.saw();
                    place_plain(key, value, draft);
                }
            }
        }
        Ok(())
    }

    /// Identifiers of other records, and of files.
    pub(super) fn place_references(
        &mut self,
        key: &str,
        value: Value,
        draft: &mut Draft<'_>,
    ) -> Result<(), ImportError> {
        let named = key.strip_prefix('$').unwrap_or(key);
        for value in values_of(value) {
            self.reference(named, text_of(value), draft)?;
        }
        Ok(())
    }

    /// The title of the record that is named. Files are in no export.
    fn reference(&mut self, named: &str, id: String, draft: &mut Draft<'_>) -> Result<(), ImportError> {
        let (type_name, label) = parts_of(named);
        if type_name == "fileRef" {
            return self.attachments.take(draft, label, |_| false);
        }
        draft.saw();
        match self.titles.title_of(&id) {
            Some(title) => draft.custom_field(label, Text, title),
            None => draft.custom_field(label, Hidden, id),
        }
        Ok(())
    }

    fn place(&mut self, named: &str, value: Value, draft: &mut Draft<'_>) {
        let (type_name, label) = parts_of(named);
        match (type_name, value) {
            ("passkey", value) => draft.custom_field("passkey", Hidden, text_of(value)),
            ("note", Value::String(text)) if draft.parsed.item.kind == Kind::NOTE && label == "note" => {
                draft.mapped_notes(&text);
            }
            (_, Value::Object(object)) => {
                let label = self.numbered(label);
                place_object(type_name, &label, object, draft);
            }
            (_, value) => place_value(type_name, label, value, draft),
        }
    }

    /// The label, with a number from the second value of parts on.
    fn numbered(&mut self, label: &str) -> String {
        let seen = self.seen.entry(label.to_owned()).or_insert(0);
        *seen = seen.saturating_add(1);
        if *seen == 1 { label.to_owned() } else { format!("{label} {seen}") }
    }
}

/// A list's values, or the one, without those that say nothing.
fn values_of(value: Value) -> impl Iterator<Item = Value> {
    let values = match value {
        Value::Array(list) => list,
        one => vec![one],
    };
    values.into_iter().filter(|value| !is_silent(value))
}

/// The type of `type:label:number`, and the label, which is the type where there is none.
fn parts_of(named: &str) -> (&str, &str) {
    let mut parts = named.split(':');
    let type_name = parts.next().unwrap_or_default();
    (type_name, parts.next().filter(|label| !label.is_empty()).unwrap_or(type_name))
}

/// A field from before records had types.
fn place_plain(key: &str, value: Value, draft: &mut Draft<'_>) {
    if key == "TFC:Keeper" {
        draft.place("totp", Totp, key, text_of(value));
    } else {
        draft.custom_field(key, Hidden, text_of(value));
    }
}

fn place_value(type_name: &str, label: &str, value: Value, draft: &mut Draft<'_>) {
    let (name, mut field_type) = target(type_name, label);
    let moment = value.as_i64().filter(|_| matches!(type_name, "date" | "birthDate" | "expirationDate"));
    let mut text = text_of(value);
    if let Some((date, ms)) = moment.and_then(|ms| Some((day_of(ms)?, ms))) {
        (text, field_type) = (date, Date);
        if ms.rem_euclid(QUARTER_MS) != 0 {
            draft.add_custom(&format!("{label}: milliseconds since 1970"), Text, ms.to_string());
        }
    }
    match name.filter(|_| field_type == Date || !matches!(type_name, "birthDate" | "expirationDate")) {
        Some(name) => draft.place(name, field_type, label, text),
        None => draft.custom_field(label, field_type, text),
    }
}

/// The day that somebody chose, of which the file has the midnight wherever that was; of any other moment its day in UTC.
fn day_of(ms: i64) -> Option<String> {
    let is_midnight = ms.rem_euclid(QUARTER_MS) == 0;
    date_of(if is_midnight { ms.checked_add(HALF_DAY_MS)? } else { ms })
}

/// The template field of a type, and how the value is treated.
fn target(type_name: &str, label: &str) -> (Option<&'static str>, FieldType) {
    match type_name {
        "oneTimeCode" => (Some("totp"), Totp),
        "url" => (Some("url"), Url),
        "login" => (Some("username"), Text),
        "password" => (Some("password"), Hidden),
        "pinCode" => (Some("pin"), Hidden),
        "email" => (Some("email"), Email),
        "licenseNumber" => (Some("key"), Hidden),
        "text" if label == "cardholderName" => (Some("cardholder"), Text),
        "text" if label == "company" => (Some("company"), Text),
        "text" if label == "SSID" => (Some("ssid"), Text),
        "accountNumber" if label == "passportNumber" => (Some("passport"), Hidden),
        "accountNumber" if label == "identityNumber" => (Some("national_id"), Hidden),
        "accountNumber" if label == "dlNumber" => (Some("driving_licence"), Hidden),
        "birthDate" => (Some("birth_date"), Text),
        "expirationDate" => (Some("expires"), Text),
        "text" | "multiline" | "date" | "dropdown" => (None, Text),
        _ => (None, Hidden),
    }
}

/// The parts of a value that is made of some, and their template fields.
const PARTS: &[(&str, &str, &str, FieldType)] = &[
    ("name", "first", "first_name", Text),
    ("name", "middle", "middle_name", Text),
    ("name", "last", "last_name", Text),
    ("address", "street1", "address", Text),
    ("address", "city", "city", Text),
    ("address", "state", "region", Text),
    ("address", "zip", "postal_code", Text),
    ("address", "country", "country", Text),
    ("paymentCard", "cardNumber", "number", Hidden),
    ("paymentCard", "cardSecurityCode", "code", Hidden),
    ("paymentCard", "cardExpirationDate", "expiry", Month),
    ("bankAccount", "accountNumber", "account_number", Hidden),
    ("bankAccount", "routingNumber", "routing_number", Text),
    ("keyPair", "privateKey", "private_key", Hidden),
    ("keyPair", "publicKey", "public_key", Text),
    ("host", "hostName", "host", Text),
    ("host", "port", "port", FieldType::Number),
    ("phone", "number", "phone", Phone),
];

/// One source field whose parts go where they belong.
fn place_object(type_name: &str, label: &str, object: Object, draft: &mut Draft<'_>) {
    let mut mapped = false;
    for (part, value) in object.into_iter().filter(|(_, value)| !is_silent(value)) {
        let text = text_of(value);
        let place = PARTS.iter().find(|(of, known, _, _)| *of == type_name && *known == part);
        let in_template = |name: &str| {
            let template = draft.parsed.item.kind.template();
            template.is_some_and(|template| template.fields.iter().any(|field| field.name == name))
        };
        match place.filter(|(_, _, name, _)| in_template(name) && !draft.has(name)) {
            Some((_, _, name, Month)) if parse_month(&text).is_some() => {
                let month = parse_month(&text).unwrap_or_default();
                draft.parsed.item.fields.push(Field::new(name, Month, month));
                mapped = true;
            }
            Some((_, _, name, field_type)) if *field_type != Month => {
                draft.parsed.item.fields.push(Field::new(name, *field_type, text));
                mapped = true;
            }
            _ => draft.add_custom(&format!("{label}: {part}"), Hidden, text),
        }
    }
    if mapped { draft.mapped() } else { draft.report.custom += 1 }
}
