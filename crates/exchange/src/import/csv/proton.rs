//! What Proton Pass writes as JSON into cells: cards and identities in the note, addresses with how they are compared.

use super::row::Row;
use super::urls::addresses;
use crate::import::date::parse_iso;
use crate::import::draft::Draft;
use crate::import::json::{Object, is_silent, text_of};
use crate::import::proton::{IDENTITY, mode_name};
use serde_json::Value;
use std::collections::HashSet;
use strongroom_credential::FieldType::{self, Date, Hidden, Month, Text, Totp, Url};
use strongroom_credential::{Field, Kind};

/// The properties of cards.
const CARD: &[(&str, &str, FieldType)] = &[
    ("cardholderName", "cardholder", Text),
    ("number", "number", Hidden),
    ("verificationNumber", "code", Hidden),
    ("expirationDate", "expiry", Month),
    ("pin", "pin", Hidden),
];

/// Places what stands as JSON in a row.
pub(super) fn proton_row(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    place_urls(row, draft);
    let kind = draft.parsed.item.kind.clone();
    if kind != Kind::CARD && kind != Kind::IDENTITY {
        return;
    }
    let Ok(Value::Object(content)) = serde_json::from_str(row.cell("note")) else { return };
    row.placed("note");
    draft.mapped();
    for (property, value) in content {
        match value {
            _ if is_silent(&value) => {}
            Value::Array(list) => list.into_iter().for_each(|one| place_extra(&property, one, draft)),
            other if kind == Kind::CARD => place_property(draft, CARD, Text, &property, text_of(other)),
            other => place_property(draft, IDENTITY, Hidden, &property, text_of(other)),
        }
    }
}

/// A property that is not known is a field of its own of the type `other`.
fn place_property(
    draft: &mut Draft<'_>,
    known: &[(&str, &str, FieldType)],
    other: FieldType,
    property: &str,
    value: String,
) {
    match known.iter().find(|(name, _, _)| *name == property) {
        Some((_, name, field_type)) if !draft.has(name) => {
            draft.parsed.item.fields.push(Field::new(name, *field_type, value));
        }
        _ if property == "note" => draft.parsed.item.notes = value.into(),
        _ if property == "cardType" && value == "0" => {}
        _ if property == "birthdate" && value.len() == 10 && parse_iso(&value).is_some() => {
            draft.parsed.item.fields.push(Field::new("birth_date", Date, value));
        }
        _ => draft.add_custom(property, other, value),
    }
}

/// A field of the person's own, or a section of them; what is of another form is kept as JSON.
fn place_extra(list: &str, value: Value, draft: &mut Draft<'_>) {
    let section = value.get("sectionName").and_then(Value::as_str);
    if let (Some(section), Some(Value::Array(fields)), Some(2)) =
        (section, value.get("sectionFields"), value.as_object().map(Object::len))
    {
        for field in fields {
            place_own(section, list, field, draft);
        }
    } else {
        place_own("", list, &value, draft);
    }
}

fn place_own(section: &str, list: &str, value: &Value, draft: &mut Draft<'_>) {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let data = value.get("data").and_then(Value::as_object).filter(|data| data.len() == 1);
    let content = data.and_then(|data| {
        ["content", "totpUri", "timestamp"].iter().find_map(|key| data.get(*key).and_then(Value::as_str))
    });
    let (Some(name), Some(content), Some(3)) =
        (text("fieldName"), content, value.as_object().map(Object::len))
    else {
        return draft.add_custom(list, Hidden, value.to_string());
    };
    let name = if section.is_empty() { name.to_owned() } else { format!("{section}: {name}") };
    let field_type = match text("type") {
        Some("text" | "timestamp") => Text,
        Some("totp") => Totp,
        _ => Hidden,
    };
    draft.add_custom(&name, field_type, content);
}

/// Addresses as `{"url": …, "mode": …}`. Those that are compared in the usual way stand in the cell before, too.
fn place_urls(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    let Ok(Value::Array(list)) = serde_json::from_str(row.cell("autofillurls")) else { return };
    let is_one = |one: &Value| {
        one.get("url").is_some_and(Value::is_string)
            && one.get("mode").is_none_or(Value::is_u64)
            && one.as_object().is_some_and(|one| one.len() == 1 + usize::from(one.contains_key("mode")))
    };
    if !list.iter().all(is_one) {
        return;
    }
    row.placed("autofillurls");
    draft.mapped();
    let mut known = HashSet::new();
    if !row.cell("url").is_empty() {
        row.placed("url");
        draft.mapped();
        addresses(row.cell("url")).into_iter().for_each(|url| place_url(url, &mut known, draft));
    }
    for one in &list {
        let url = one.get("url").and_then(Value::as_str).unwrap_or_default();
        let mode = one.get("mode").and_then(Value::as_u64).unwrap_or_default();
        if let Some(name) = mode_name(mode) {
            draft.add_custom("url match", Text, format!("{name}: {url}"));
        }
        place_url(url.to_owned(), &mut known, draft);
    }
}

fn place_url(url: String, known: &mut HashSet<String>, draft: &mut Draft<'_>) {
    if !url.is_empty() && known.insert(url.clone()) {
        draft.parsed.item.fields.push(Field::new("url", Url, url));
    }
}
