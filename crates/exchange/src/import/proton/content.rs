//! What an item of Proton Pass holds by its type, and the fields that a person added to it.

use crate::import::date::parse_iso;
use crate::import::draft::Draft;
use crate::import::json::{
    Object, Property, count_except, keep_rest, keep_rest_of_element, place_properties, take_list,
    take_object, take_text, text_of,
};
use crate::import::month::parse_month;
use serde_json::Value;
use strongroom_credential::FieldType::{Date, Email, Hidden, Month, Phone, Text, Totp};
use strongroom_credential::Kind;

const LOGIN: &[Property] = &[
    ("itemUsername", "username", Text),
    ("username", "username", Text),
    ("itemEmail", "username", Email),
    ("password", "password", Hidden),
    ("totpUri", "totp", Totp),
];

const CARD: &[Property] = &[
    ("cardholderName", "cardholder", Text),
    ("number", "number", Hidden),
    ("verificationNumber", "code", Hidden),
    ("pin", "pin", Hidden),
];

pub(in crate::import) const IDENTITY: &[Property] = &[
    ("firstName", "first_name", Text),
    ("middleName", "middle_name", Text),
    ("lastName", "last_name", Text),
    ("email", "email", Email),
    ("phoneNumber", "phone", Phone),
    ("company", "company", Text),
    ("organization", "company", Text),
    ("streetAddress", "address", Text),
    ("city", "city", Text),
    ("stateOrProvince", "region", Text),
    ("zipOrPostalCode", "postal_code", Text),
    ("countryOrRegion", "country", Text),
    ("socialSecurityNumber", "national_id", Hidden),
    ("passportNumber", "passport", Hidden),
    ("licenseNumber", "driving_licence", Hidden),
];

const OTHERS: &[Property] =
    &[("privateKey", "private_key", Hidden), ("publicKey", "public_key", Text), ("ssid", "ssid", Text)];

/// Lists of fields of the person's own, some of them in sections.
pub(super) const EXTRA_LISTS: &[&str] = &[
    "sections",
    "extraSections",
    "extraPersonalDetails",
    "extraAddressDetails",
    "extraContactDetails",
    "extraWorkDetails",
];

pub(super) fn place_content(content: &mut Object, draft: &mut Draft<'_>) {
    let kind = draft.parsed.item.kind.clone();
    if kind == Kind::CARD {
        place_month(content, draft);
        // The program's number for "unknown".
        if content.get("cardType").and_then(Value::as_u64) == Some(0) {
            content.remove("cardType");
            draft.mapped();
        }
        place_properties(content, CARD, draft);
    } else if kind == Kind::IDENTITY {
        if let Some(date) = content.get("birthdate").and_then(Value::as_str)
            && parse_iso(date).is_some()
            && date.len() == 10
            && let Some(date) = take_text(content, "birthdate")
        {
            draft.place("birth_date", Date, "birthdate", date);
        }
        place_properties(content, IDENTITY, draft);
    } else {
        place_security(content, draft);
        place_properties(content, LOGIN, draft);
        place_properties(content, OTHERS, draft);
    }
    super::urls::place(content, draft);
    for passkey in take_list(content, "passkeys") {
        draft.custom_field("passkey", Hidden, text_of(passkey));
    }
}

fn place_month(content: &mut Object, draft: &mut Draft<'_>) {
    if let Some(month) = content.get("expirationDate").and_then(Value::as_str).and_then(parse_month) {
        content.remove("expirationDate");
        draft.place("expiry", Month, "expirationDate", month);
    }
}

fn place_security(content: &mut Object, draft: &mut Draft<'_>) {
    let name = match content.get("security").and_then(Value::as_u64) {
        Some(1) => "WPA",
        Some(2) => "WPA2",
        Some(3) => "WPA3",
        Some(4) => "WEP",
        _ => return,
    };
    content.remove("security");
    draft.place("security", Text, "security", name);
}

/// A section of fields, or a field.
pub(super) fn place_section(list: &str, value: Value, draft: &mut Draft<'_>) {
    let Value::Object(mut section) = value else {
        draft.saw();
        return draft.custom_field(list, Hidden, text_of(value));
    };
    if !section.contains_key("sectionFields") {
        return place_extra("", Value::Object(section), draft);
    }
    let name = take_text(&mut section, "sectionName").unwrap_or_default();
    for field in take_list(&mut section, "sectionFields") {
        place_extra(&name, field, draft);
    }
    keep_rest_of_element(draft, section, &[]);
}

/// A field of the person's own. An empty one is kept: somebody gave it a name.
pub(super) fn place_extra(section: &str, value: Value, draft: &mut Draft<'_>) {
    draft.saw();
    let Value::Object(mut field) = value else {
        return draft.custom_field("field", Hidden, text_of(value));
    };
    let name = take_text(&mut field, "fieldName").unwrap_or_default();
    let name = if section.is_empty() { name } else { format!("{section}: {name}") };
    let type_name = take_text(&mut field, "type").unwrap_or_default();
    let mut data = take_object(&mut field, "data");
    let found = ["content", "totpUri", "timestamp"].iter().find_map(|key| take_text(&mut data, key));
    let text = found.unwrap_or_default();
    let field_type = match type_name.as_str() {
        "text" | "timestamp" => Text,
        "totp" => Totp,
        _ => Hidden,
    };
    draft.custom_field(&name, field_type, text);
    for part in [field, data] {
        draft.report.source_fields += count_except(&part, &[]);
        keep_rest(draft, part);
    }
}
