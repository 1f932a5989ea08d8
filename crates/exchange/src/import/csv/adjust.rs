//! What some products hide in other cells than the header says.

use super::row::Row;
use crate::import::draft::Draft;
use serde_json::Value;
use strongroom_credential::FieldType::{self, Hidden, Month, Text};
use strongroom_credential::{Field, Kind};

/// LastPass marks a note by an address that leads nowhere.
pub(super) fn lastpass_note(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    if row.cell("url") == "http://sn" {
        draft.parsed.item.kind = Kind::NOTE;
        draft.mapped();
        row.placed("url");
    }
}

/// A 1Password 8 row without anything to log in with is a note.
pub(super) fn note_row(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    if ["url", "username", "password", "otpauth"].iter().all(|header| row.cell(header).is_empty()) {
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
