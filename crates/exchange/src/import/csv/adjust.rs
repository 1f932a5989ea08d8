//! What some products hide in other cells than the header says.

use super::columns::Target;
use super::row::Row;
use crate::import::draft::Draft;
use crate::import::month::of_parts;
use serde_json::Value;
use strongroom_credential::FieldType::{self, Hidden, Month, Text};
use strongroom_credential::{Field, Kind};

/// LastPass marks a note by an address that leads nowhere, and writes its fields into the note.
pub(super) fn lastpass_note(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    if row.cell("url") == "http://sn" {
        draft.parsed.item.kind = Kind::NOTE;
        draft.mapped();
        row.placed("url");
        if super::lastpass::place(row.cell("extra"), draft) {
            row.placed("extra");
        }
    }
}

/// Dashlane gives month and year of a card in two cells.
pub(super) fn dashlane_card(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    let (month, year) = (row.cell("expiration_month"), row.cell("expiration_year"));
    if let Some(month) = of_parts(year, month).filter(|_| draft.parsed.item.kind == Kind::CARD) {
        draft.mapped();
        draft.mapped_field("expiry", Month, month);
        row.placed("expiration_month");
        row.placed("expiration_year");
    }
    if draft.parsed.item.kind == Kind::BANK_ACCOUNT && !row.cell("account_holder").is_empty() {
        draft.mapped_field("holder", Text, row.cell("account_holder"));
        row.placed("account_holder");
    }
}

/// NordPass writes further addresses, and a person's own fields, as JSON into one cell each.
pub(super) fn nordpass_urls(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    if let Ok(Value::Array(urls)) = serde_json::from_str(row.cell("additional_urls"))
        && urls.iter().all(Value::is_string)
    {
        // Before the others, as the person sees them.
        if !row.cell("url").is_empty() {
            draft.mapped_field("url", FieldType::Url, row.cell("url"));
            row.placed("url");
        }
        row.placed("additional_urls");
        draft.mapped();
        let urls = urls.iter().filter_map(Value::as_str).filter(|url| !url.is_empty());
        draft.parsed.item.fields.extend(urls.map(|url| Field::new("url", FieldType::Url, url)));
    }
    if let Ok(Value::Array(fields)) = serde_json::from_str(row.cell("custom_fields")) {
        row.placed("custom_fields");
        draft.report.custom += 1;
        for field in fields {
            let part = |key: &str| field.get(key).and_then(Value::as_str);
            match (part("label"), part("value")) {
                (Some(label), Some(value)) => draft.add_custom(label, Hidden, value),
                _ => draft.add_custom("custom_fields", Hidden, field.to_string()),
            }
        }
    }
}

/// Behind Keeper's seven columns stand labels and values in turn.
pub(super) fn keeper_pairs(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    for (label, value) in row.pairs_from(super::KEEPER_HEADER.len()) {
        // Each filled cell was counted; the label is in the field's name.
        if !label.is_empty() {
            draft.mapped();
        }
        match label {
            _ if value.is_empty() => draft.add_custom(label, Hidden, ""),
            "TFC:Keeper" => draft.place("totp", FieldType::Totp, label, value),
            _ => draft.custom_field(label, Hidden, value),
        }
    }
}

/// A 1Password 8 row without anything to log in with is a note.
pub(super) fn note_row(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    if ["url", "username", "password", "otpauth"].iter().all(|header| row.cell(header).is_empty()) {
        draft.parsed.item.kind = Kind::NOTE;
    }
}

/// A row of any table without anything to log in with is a note, where nothing says what it is.
pub(super) fn note_without_login(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    if !row.any(|target| matches!(target, Target::Field(..) | Target::Urls | Target::Kind)) {
        draft.parsed.item.kind = Kind::NOTE;
    }
}

/// The properties of Proton Pass's cards, which stand as JSON in the note.
const PROTON_CARD: &[(&str, &str, FieldType)] = &[
    ("cardholderName", "cardholder", Text),
    ("number", "number", Hidden),
    ("verificationNumber", "code", Hidden),
    ("expirationDate", "expiry", Month),
    ("pin", "pin", Hidden),
];

/// Proton Pass writes a card as JSON into the note.
pub(super) fn proton_card(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    if row.cell("type") != "creditCard" {
        return;
    }
    let Ok(Value::Object(card)) = serde_json::from_str(row.cell("note")) else { return };
    row.placed("note");
    draft.mapped();
    for (property, value) in card {
        place_card_property(draft, &property, value);
    }
}

fn place_card_property(draft: &mut Draft<'_>, property: &str, value: Value) {
    let value = match value {
        Value::String(text) => text,
        Value::Null => return,
        other => other.to_string(),
    };
    let field = PROTON_CARD.iter().find(|(known, _, _)| *known == property);
    match field {
        _ if value.is_empty() => {}
        Some((_, name, field_type)) => {
            let field = Field::new(name, *field_type, value);
            draft.parsed.item.fields.push(field);
        }
        None if property == "note" => draft.parsed.item.notes = value.into(),
        None if property == "cardType" && value == "0" => {}
        None => draft.add_custom(property, Text, value),
    }
}
