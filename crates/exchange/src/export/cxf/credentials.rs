//! The credentials of an item, as far as the format has types for them.

use super::editable;
use crate::export::fields::Rest;
use crate::export::loss::{LossReason, Losses};
use serde_json::{Map, Value, json};
use strongroom_credential::FieldType::{self, Date, Hidden, Month, Phone, Text};
use strongroom_credential::{Item, Kind, Totp};

/// Our name and type, and the format's name and type.
type Place = (&'static str, FieldType, &'static str, &'static str);

const BASIC: &[Place] =
    &[("username", Text, "username", "string"), ("password", Hidden, "password", "concealed-string")];
const CARD: &[Place] = &[
    ("number", Hidden, "number", "concealed-string"),
    ("cardholder", Text, "fullName", "string"),
    ("brand", Text, "cardType", "string"),
    ("code", Hidden, "verificationNumber", "concealed-string"),
    ("pin", Hidden, "pin", "concealed-string"),
    ("expiry", Month, "expiryDate", "year-month"),
];
const NAME: &[Place] = &[
    ("honorific", Text, "title", "string"),
    ("first_name", Text, "given", "string"),
    ("middle_name", Text, "given2", "string"),
    ("last_name", Text, "surname", "string"),
];
const ADDRESS: &[Place] = &[
    ("address", Text, "streetAddress", "string"),
    ("postal_code", Text, "postalCode", "string"),
    ("city", Text, "city", "string"),
    ("phone", Phone, "tel", "string"),
];
const PASSPORT: &[Place] = &[("passport", Hidden, "passportNumber", "concealed-string")];
const DRIVING: &[Place] = &[("driving_licence", Hidden, "licenseNumber", "concealed-string")];
const DOCUMENT: &[Place] = &[("national_id", Hidden, "identificationNumber", "concealed-string")];
const API_KEY: &[Place] = &[
    ("key", Hidden, "key", "concealed-string"),
    ("service", Text, "keyType", "string"),
    ("expires", Date, "expiryDate", "date"),
];
const WIFI: &[Place] =
    &[("ssid", Text, "ssid", "string"), ("password", Hidden, "passphrase", "concealed-string")];

/// Kind, and the credentials that items of it have.
type Shape = (Kind, &'static [(&'static str, &'static [Place])]);

const SHAPES: &[Shape] = &[
    (Kind::LOGIN, &[("basic-auth", BASIC)]),
    (Kind::PASSWORD, &[("basic-auth", BASIC)]),
    (Kind::NOTE, &[]),
    (Kind::CARD, &[("credit-card", CARD)]),
    (
        Kind::IDENTITY,
        &[
            ("person-name", NAME),
            ("address", ADDRESS),
            ("passport", PASSPORT),
            ("drivers-license", DRIVING),
            ("identity-document", DOCUMENT),
        ],
    ),
    (Kind::API_KEY, &[("api-key", API_KEY)]),
    (Kind::WIFI, &[("wifi", WIFI)]),
];

/// What other kinds that one logs in with have.
const LIKE_LOGINS: [Kind; 2] = [Kind::SERVER, Kind::DATABASE];

pub(super) fn of(item: &Item, rest: &mut Rest<'_>, losses: &mut Losses) -> Vec<Value> {
    let shape = SHAPES.iter().find(|(kind, _)| *kind == item.kind).map(|(_, shape)| *shape);
    if shape.is_none() || item.kind == Kind::PASSWORD {
        losses.add("kind", LossReason::OtherKind);
    }
    let like_login: &[_] = if LIKE_LOGINS.contains(&item.kind) { &[("basic-auth", BASIC)] } else { &[] };
    let shape = shape.unwrap_or(like_login);
    let mut credentials: Vec<Value> =
        shape.iter().filter_map(|(name, places)| credential(name, places, rest)).collect();
    let readable = |text: &str| code(text).is_some();
    while let Some(text) = rest.take_if("totp", FieldType::Totp, readable) {
        credentials.extend(code(text));
    }
    credentials
}

fn credential(name: &str, places: &[Place], rest: &mut Rest<'_>) -> Option<Value> {
    let values = places.iter().filter_map(|(ours, field_type, theirs, type_name)| {
        let value = rest.take(ours, *field_type)?;
        Some(((*theirs).to_owned(), editable(type_name, value)))
    });
    let mut object: Map<String, Value> = values.collect();
    if name == "wifi"
        && let Some(security) = rest.take_if("security", Text, |text| security(text).is_some())
    {
        let security = security_value(security);
        object.insert("networkSecurityType".into(), security);
    }
    if object.is_empty() {
        return None;
    }
    object.insert("type".into(), name.into());
    Some(object.into())
}

/// The format's name of a network's security.
fn security(text: &str) -> Option<&'static str> {
    match text {
        "WEP" => Some("wep"),
        "WPA" => Some("wpa-personal"),
        "WPA2" => Some("wpa2-personal"),
        "WPA3" => Some("wpa3-personal"),
        "nopass" => Some("unsecured"),
        _ => None,
    }
}

fn security_value(text: &str) -> Value {
    editable("wifi-network-security-type", security(text).unwrap_or_default())
}

/// A one-time code that goes by time, taken apart; none where the text is another kind of code.
fn code(text: &str) -> Option<Value> {
    let code = Totp::parse(text).ok()?;
    let parts = code.parts();
    let algorithm = match parts.algorithm {
        strongroom_credential::totp::Algorithm::Sha1 => "sha1",
        strongroom_credential::totp::Algorithm::Sha256 => "sha256",
        strongroom_credential::totp::Algorithm::Sha512 => "sha512",
    };
    if parts.encoder != strongroom_credential::totp::Encoder::Decimal {
        return None;
    }
    // Exposed to be written.
    let secret = base32(parts.secret.expose());
    Some(json!({
        "type": "totp", "secret": secret, "period": parts.period_seconds, "digits": parts.digits,
        "algorithm": algorithm, "username": parts.account, "issuer": parts.issuer,
    }))
}

/// Base32 without padding (RFC 4648).
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for five in bytes.chunks(5) {
        let bits =
            five.iter().chain([0; 4].iter()).take(5).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let letters = (five.len() * 8).div_ceil(5);
        let letter = |at: u32| LETTERS.get(usize::try_from(bits >> (35 - 5 * at) & 31).unwrap_or_default());
        text.extend((0..8).filter_map(letter).take(letters).map(|byte| char::from(*byte)));
    }
    text
}
