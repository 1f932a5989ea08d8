//! One field of a section: where it goes, and how its value reads as text.

use super::category::property;
use crate::export::bitwarden::fingerprint_of;
use crate::import::date::date_of;
use crate::import::draft::Draft;
use crate::import::json::{Object, count_except, keep_rest_of_element, take_text, text_of};
use serde_json::Value;
use strongroom_credential::{Field, FieldType, Kind};

/// A field as both formats have it.
pub(super) struct Source {
    /// Its name in the category; empty, or made up by the program, for a user's own.
    pub(super) id: String,
    /// What the person sees.
    pub(super) label: String,
    /// What kind of value it is, in 1Password's words.
    pub(super) type_name: String,
    pub(super) value: Value,
}

/// Whether an identifier is one that the program made up for a field of the person's own.
pub(super) fn is_made_up(id: &str) -> bool {
    let letters = |letter: u8| matches!(letter, b'a'..=b'z' | b'2'..=b'7');
    id.len() == 26 && id.bytes().all(letters)
}

/// A label with its section before it, where that has a title.
pub(super) fn label_of(section: &str, title: &str, id: &str) -> String {
    let title = if title.is_empty() && !is_made_up(id) { id } else { title };
    if section.is_empty() { title.to_owned() } else { format!("{section}: {title}") }
}

impl Source {
    /// Places the field, which the caller has counted as one.
    pub(super) fn place(self, draft: &mut Draft<'_>) {
        match (self.type_name.as_str(), self.value) {
            ("address", Value::Object(parts)) => address(&self.id, &self.label, parts, draft),
            ("sshKey", Value::Object(parts)) => ssh_key(&self.label, parts, draft),
            ("email", Value::Object(mut parts)) => {
                let address = take_text(&mut parts, "email_address").unwrap_or_default();
                put(&self.id, &self.label, FieldType::Email, address, draft);
                keep_rest_of_element(draft, parts, &["provider"]);
            }
            (name, value) => {
                let (field_type, text) = plain(name, &self.id, value);
                put(&self.id, &self.label, field_type, text, draft);
            }
        }
    }
}

fn put(id: &str, label: &str, field_type: FieldType, text: String, draft: &mut Draft<'_>) {
    if let Some((_, name, template_type)) = property(&draft.parsed.item.kind, id) {
        return draft.place(name, template_type, label, text);
    }
    if field_type == FieldType::Totp && !is_made_up(id) {
        return draft.place("totp", field_type, label, text);
    }
    draft.custom_field(label, field_type, text);
}

/// A value that is one text.
fn plain(type_name: &str, id: &str, value: Value) -> (FieldType, String) {
    let number = value.as_i64();
    match (type_name, number) {
        ("date", Some(seconds)) => match seconds.checked_mul(1_000).and_then(date_of) {
            Some(date) => (FieldType::Date, date),
            None => (FieldType::Text, seconds.to_string()),
        },
        ("monthYear", Some(month)) => (FieldType::Month, month_of(month)),
        ("totp", _) => (FieldType::Totp, text_of(value)),
        _ if id.starts_with("TOTP_") => (FieldType::Totp, text_of(value)),
        ("url" | "URL", _) => (FieldType::Url, text_of(value)),
        ("email", _) => (FieldType::Email, text_of(value)),
        ("phone", _) => (FieldType::Phone, text_of(value)),
        ("string" | "menu" | "gender" | "cctype" | "creditCardType" | "reference", _) => {
            (FieldType::Text, text_of(value))
        }
        _ => (FieldType::Hidden, text_of(value)),
    }
}

/// `202510` as `2025-10`.
fn month_of(number: i64) -> String {
    let (year, month) = (number.div_euclid(100), number.rem_euclid(100));
    if (1000..=9999).contains(&year) && (1..=12).contains(&month) {
        format!("{year}-{month:02}")
    } else {
        number.to_string()
    }
}

const ADDRESS: &[(&str, &str)] = &[
    ("street", "address"),
    ("city", "city"),
    ("state", "region"),
    ("zip", "postal_code"),
    ("country", "country"),
];

/// An identity's address takes the template's fields; any other is one custom field for each of its parts.
fn address(id: &str, label: &str, mut parts: Object, draft: &mut Draft<'_>) {
    let of_person = draft.parsed.item.kind == Kind::IDENTITY
        && id == "address"
        && !ADDRESS.iter().any(|(_, name)| draft.has(name));
    if of_person {
        draft.mapped()
    } else {
        draft.report.custom += 1
    }
    for (part, name) in ADDRESS {
        match take_text(&mut parts, part) {
            Some(text) if of_person => {
                draft.parsed.item.fields.push(Field::new(name, FieldType::Text, text));
            }
            Some(text) => draft.add_custom(&format!("{label} {part}"), FieldType::Text, text),
            None => {}
        }
    }
    keep_rest_of_element(draft, parts, &[]);
}

/// The private key, and beside it what 1Password derived from it.
fn ssh_key(label: &str, mut parts: Object, draft: &mut Draft<'_>) {
    let private = take_text(&mut parts, "privateKey").unwrap_or_default();
    draft.place("private_key", FieldType::Hidden, label, private.as_str());
    let mut derived = crate::import::json::take_object(&mut parts, "metadata");
    if derived.get("privateKey").and_then(Value::as_str) == Some(private.as_str()) {
        derived.remove("privateKey");
    }
    draft.report.source_fields += count_except(&derived, &[]);
    if let Some(public) = take_text(&mut derived, "publicKey") {
        let derived_from_it = derived.get("fingerprint").and_then(Value::as_str);
        if derived_from_it.is_some() && derived_from_it == fingerprint_of(&public).as_deref() {
            derived.remove("fingerprint");
            draft.mapped();
        }
        draft.place("public_key", FieldType::Text, "public key", public);
    }
    key_type(&mut derived, draft);
    for (key, name) in [("fingerprint", "fingerprint"), ("keyType", "key type")] {
        if let Some(text) = take_text(&mut derived, key) {
            draft.custom_field(name, FieldType::Text, text);
        }
    }
    crate::import::json::keep_rest(draft, derived);
    keep_rest_of_element(draft, parts, &[]);
}

/// `{"t": "rsa", "c": 4096}`, which is one text: the algorithm, and where it says anything the size.
fn key_type(derived: &mut Object, draft: &mut Draft<'_>) {
    let Some(Value::Object(parts)) = derived.get_mut("keyType") else { return };
    let Some(algorithm) = take_text(parts, "t") else { return };
    let text = match take_text(parts, "c") {
        Some(size) => {
            draft.mapped();
            format!("{algorithm} {size}")
        }
        None => algorithm,
    };
    draft.custom_field("key type", FieldType::Text, text);
}
