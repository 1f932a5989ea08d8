//! Values of the Credential Exchange Format, and where each of a credential's properties goes.

use crate::import::draft::Draft;
use crate::import::json::{Object, keep_rest_of_element, take_text};
use crate::import::otp::Code;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use strongroom_credential::FieldType::{self, Boolean, Date, Email, Hidden, Month, Number, Phone, Text, Url};

/// A credential's type, a property of it, the template field, and its type.
type Place = (&'static str, &'static str, &'static str, FieldType);

const PLACES: &[Place] = &[
    ("basic-auth", "username", "username", Text),
    ("basic-auth", "password", "password", Hidden),
    ("generated-password", "password", "password", Hidden),
    ("credit-card", "number", "number", Hidden),
    ("credit-card", "fullName", "cardholder", Text),
    ("credit-card", "cardType", "brand", Text),
    ("credit-card", "verificationNumber", "code", Hidden),
    ("credit-card", "pin", "pin", Hidden),
    ("credit-card", "expiryDate", "expiry", Month),
    ("address", "streetAddress", "address", Text),
    ("address", "postalCode", "postal_code", Text),
    ("address", "city", "city", Text),
    ("address", "territory", "region", Text),
    ("address", "country", "country", Text),
    ("address", "tel", "phone", Phone),
    ("person-name", "title", "honorific", Text),
    ("person-name", "given", "first_name", Text),
    ("person-name", "given2", "middle_name", Text),
    ("person-name", "surname", "last_name", Text),
    ("identity-document", "identificationNumber", "national_id", Hidden),
    ("identity-document", "birthDate", "birth_date", Date),
    ("passport", "passportNumber", "passport", Hidden),
    ("passport", "birthDate", "birth_date", Date),
    ("drivers-license", "licenseNumber", "driving_licence", Hidden),
    ("drivers-license", "birthDate", "birth_date", Date),
    ("wifi", "ssid", "ssid", Text),
    ("wifi", "passphrase", "password", Hidden),
    ("wifi", "networkSecurityType", "security", Text),
    ("wifi", "hidden", "hidden", Boolean),
    ("api-key", "key", "key", Hidden),
    ("api-key", "url", "url", Url),
    ("api-key", "expiryDate", "expires", Date),
];

/// A field with a type of its own. One source field.
pub(super) fn editable(credential: &str, key: &str, mut field: Object, draft: &mut Draft<'_>) {
    draft.saw();
    let type_name = take_text(&mut field, "fieldType");
    let value = take_text(&mut field, "value").unwrap_or_default();
    let field_type = type_name.as_deref().map_or(Hidden, |name| match name {
        "string" | "country-code" | "subdivision-code" | "wifi-network-security-type" => Text,
        "email" => Email,
        "number" => Number,
        "boolean" => Boolean,
        "date" => Date,
        "year-month" => Month,
        _ => Hidden,
    });
    place_scalar(credential, key, Some(field_type), value, draft);
    keep_rest_of_element(draft, field, &["id"]);
}

/// A value that the caller has counted.
pub(super) fn place_scalar(
    credential: &str,
    key: &str,
    field_type: Option<FieldType>,
    text: String,
    draft: &mut Draft<'_>,
) {
    if credential == "note" && key == "content" {
        return draft.mapped_notes(&text);
    }
    let text = if key == "networkSecurityType" { security(text) } else { text };
    match PLACES.iter().find(|(of, property, _, _)| *of == credential && *property == key) {
        Some((_, _, name, template_type)) => draft.place(name, *template_type, key, text),
        None => draft.custom_field(key, field_type.unwrap_or(Hidden), text),
    }
}

/// The format's names of a network's security, and ours.
pub(crate) const SECURITY: &[(&str, &str)] = &[
    ("wep", "WEP"),
    ("wpa-personal", "WPA"),
    ("wpa2-personal", "WPA2"),
    ("wpa3-personal", "WPA3"),
    ("unsecured", "nopass"),
];

fn security(text: String) -> String {
    let ours = SECURITY.iter().find(|(theirs, _)| *theirs == text);
    ours.map_or(text, |(_, ours)| (*ours).to_owned())
}

/// The address of a code, from its parts.
pub(crate) fn totp_uri(object: &Object) -> Option<String> {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |key: &str, default: u64| object.get(key).map_or(Some(default), Value::as_u64);
    Code {
        secret: text("secret"),
        issuer: text("issuer"),
        account: text("username"),
        algorithm: text("algorithm"),
        digits: number("digits", 6)?,
        period: number("period", 30)?,
        counter: None,
        steam: false,
    }
    .uri()
}

/// A private key in PKCS #8, which the format writes in base64 for addresses, as PEM.
pub(super) fn pem_of_pkcs8(text: &str) -> Option<String> {
    let der =
        URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok().filter(|der| der.first() == Some(&0x30))?;
    let base64 = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    for (position, character) in base64.chars().enumerate() {
        if position > 0 && position % 64 == 0 {
            pem.push('\n');
        }
        pem.push(character);
    }
    pem.push_str("\n-----END PRIVATE KEY-----\n");
    Some(pem)
}
