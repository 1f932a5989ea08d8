//! The part of a Bitwarden item that its type decides: login, card, identity, SSH key.

use super::papers;
use super::parts::{
    count, keep_rest_of_body, keep_rest_of_element, place_properties, take_list, take_object, take_text,
    text_of,
};
use crate::import::draft::Draft;
use crate::import::json::{Object, Property};
use serde_json::Value;
use strongroom_credential::FieldType::{Email, Hidden, Month, Phone, Text, Totp, Url};

const LOGIN: &[Property] = &[
    ("username", "username", Text),
    ("password", "password", Hidden),
    ("uri", "url", Url),
    ("totp", "totp", Totp),
];

/// What a card has.
pub(crate) const CARD: &[Property] = &[
    ("cardholderName", "cardholder", Text),
    ("number", "number", Hidden),
    ("code", "code", Hidden),
    ("brand", "brand", Text),
];

/// What an identity has.
pub(crate) const IDENTITY: &[Property] = &[
    ("title", "honorific", Text),
    ("firstName", "first_name", Text),
    ("middleName", "middle_name", Text),
    ("lastName", "last_name", Text),
    ("email", "email", Email),
    ("phone", "phone", Phone),
    ("company", "company", Text),
    ("city", "city", Text),
    ("state", "region", Text),
    ("postalCode", "postal_code", Text),
    ("country", "country", Text),
    ("username", "username", Text),
    ("ssn", "national_id", Hidden),
    ("passportNumber", "passport", Hidden),
    ("licenseNumber", "driving_licence", Hidden),
];

const SSH_KEY: &[Property] = &[("privateKey", "private_key", Hidden), ("publicKey", "public_key", Text)];

/// Places whatever bodies the item has, and keeps what is left in them.
pub(super) fn place(object: &mut Object, draft: &mut Draft<'_>) {
    login(take_object(object, "login"), draft);
    card(take_object(object, "card"), draft);
    identity(take_object(object, "identity"), draft);
    ssh_key(take_object(object, "sshKey"), draft);
    papers::place(object, draft);
    let mut note = take_object(object, "secureNote");
    // A note has one type, and the item's kind says it.
    draft.report.mapped += note.remove("type").as_ref().map_or(0, count);
    keep_rest_of_body(draft, note);
}

fn login(mut body: Object, draft: &mut Draft<'_>) {
    // Some exporters repeat the first of the list as `uri`; both are one address.
    if first_uri(&body).is_some_and(|first| body.get("uri") == Some(first)) {
        draft.report.mapped += body.remove("uri").as_ref().map_or(0, count);
    }
    place_properties(&mut body, LOGIN, draft);
    for uri in take_list(&mut body, "uris") {
        place_uri(uri, draft);
    }
    for passkey in take_list(&mut body, "fido2Credentials") {
        draft.custom_field("passkey", Hidden, text_of(passkey));
    }
    keep_rest_of_body(draft, body);
}

fn first_uri(body: &Object) -> Option<&Value> {
    body.get("uris")?.get(0)?.get("uri")
}

/// An address, and beside it how the other program compares it, where that is not the usual way.
fn place_uri(uri: Value, draft: &mut Draft<'_>) {
    let Value::Object(mut object) = uri else { return draft.mapped_field("url", Url, text_of(uri)) };
    let address = take_text(&mut object, "uri").unwrap_or_default();
    if let Some(number) = object.get("match").and_then(Value::as_u64) {
        object.remove("match");
        draft.add_custom("url match", Text, format!("{}: {address}", match_name(number)));
    }
    draft.mapped_field("url", Url, address);
    // Made from the address, and made again by whoever imports.
    object.remove("uriChecksum");
    keep_rest_of_element(draft, object);
}

fn match_name(number: u64) -> &'static str {
    match number {
        0 => "domain",
        1 => "host",
        2 => "starts with",
        3 => "exact",
        4 => "regular expression",
        5 => "never",
        _ => "other",
    }
}

fn card(mut body: Object, draft: &mut Draft<'_>) {
    if let Some(expiry) = expiry_of(&body) {
        body.remove("expMonth");
        body.remove("expYear");
        draft.mapped();
        draft.mapped_field("expiry", Month, expiry);
    }
    place_properties(&mut body, CARD, draft);
    keep_rest_of_body(draft, body);
}

/// `YYYY-MM`, where both halves are numbers.
fn expiry_of(body: &Object) -> Option<String> {
    let number = |key: &str| -> Option<u32> {
        match body.get(key)? {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_u64().and_then(|number| number.try_into().ok()),
        }
    };
    let (year, month) = (number("expYear")?, number("expMonth")?);
    let year = if year < 100 { year + 2000 } else { year };
    ((1..=12).contains(&month) && (1000..=9999).contains(&year)).then(|| format!("{year}-{month:02}"))
}

fn identity(mut body: Object, draft: &mut Draft<'_>) {
    let lines: Vec<String> =
        ["address1", "address2", "address3"].iter().filter_map(|key| take_text(&mut body, key)).collect();
    if !lines.is_empty() {
        draft.report.mapped += lines.len() as u64;
        draft.parsed.item.fields.push(strongroom_credential::Field::new("address", Text, lines.join("\n")));
    }
    place_properties(&mut body, IDENTITY, draft);
    keep_rest_of_body(draft, body);
}

fn ssh_key(mut body: Object, draft: &mut Draft<'_>) {
    place_properties(&mut body, SSH_KEY, draft);
    if let Some(fingerprint) = take_text(&mut body, "keyFingerprint") {
        let public = draft.parsed.item.fields.iter().find(|field| field.name == "public_key");
        // Exposed to be hashed: one that follows from the public key says nothing more.
        let follows = public.and_then(|field| crate::export::bitwarden::fingerprint_of(field.value.expose()));
        match follows == Some(fingerprint.clone()) {
            true => draft.mapped(),
            false => draft.custom_field("fingerprint", Text, fingerprint),
        }
    }
    keep_rest_of_body(draft, body);
}
