//! What some products hide in other cells than the header says.

use super::columns::Target;
use super::row::Row;
use crate::import::date::{date_of, parse_unix_seconds};
use crate::import::draft::Draft;
use crate::import::month::of_parts;
use serde_json::Value;
use strongroom_credential::FieldType::{self, Boolean, Hidden, Month, Text};
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

/// Dashlane's networks often have no other name than that which they send.
pub(super) fn dashlane_wifi(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    draft.parsed.item.kind = Kind::WIFI;
    if row.cell("name").is_empty() {
        row.cell("ssid").clone_into(&mut draft.parsed.item.title);
    }
    if let Some(hidden) = super::row::truth_of(row.cell("hidden")) {
        draft.mapped_field("hidden", Boolean, hidden.to_string());
        row.placed("hidden");
    }
    let security = match row.cell("encription_type").to_ascii_lowercase().as_str() {
        "unsecured" => "open",
        "wep" => "WEP",
        "wpa" | "wpa_personal" => "WPA",
        "wpa2" | "wpa2_personal" => "WPA2",
        "wpa3" | "wpa3_personal" => "WPA3",
        _ => return,
    };
    draft.mapped_field("security", Text, security);
    row.placed("encription_type");
}

/// A part of what Dashlane knows of a person is called by what it says, where the person gave it no name.
pub(super) fn dashlane_person(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    draft.parsed.item.kind = Kind::IDENTITY;
    if !row.cell("item_name").is_empty() {
        return;
    }
    let names = ["first_name", "middle_name", "last_name"].map(|header| row.cell(header));
    let name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
    let others = ["email", "phone_number", "address", "city", "job_title", "login"];
    let other = others.iter().map(|header| row.cell(header)).find(|cell| !cell.is_empty());
    draft.parsed.item.title = if name.is_empty() { other.unwrap_or_default().to_owned() } else { name };
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
            place_nordpass_field(&field, draft);
        }
    }
}

/// A date is a day's first second, counted since 1970.
fn place_nordpass_field(field: &Value, draft: &mut Draft<'_>) {
    let part = |key: &str| field.get(key).and_then(Value::as_str);
    let (Some(label), Some(value)) = (part("label"), part("value")) else {
        return draft.add_custom("custom_fields", Hidden, field.to_string());
    };
    let day = || parse_unix_seconds(value).and_then(date_of);
    match part("type") {
        Some("text") => draft.add_custom(label, Text, value),
        Some("date") => match day() {
            Some(day) => draft.add_custom(label, FieldType::Date, day),
            None => draft.add_custom(label, Text, value),
        },
        _ => draft.add_custom(label, Hidden, value),
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
