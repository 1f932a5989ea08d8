//! The credentials of an item, as far as the format has types for them.

use super::{editable, is_date, is_month};
use crate::export::fields::Rest;
use crate::export::loss::{LossReason, Losses};
use crate::export::passkeys;
use crate::import::cxf::{SECURITY, totp_uri};
use crate::passkey::Passkey;
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
const API_KEY: &[Place] =
    &[("key", Hidden, "key", "concealed-string"), ("expires", Date, "expiryDate", "date")];
const WIFI: &[Place] =
    &[("ssid", Text, "ssid", "string"), ("password", Hidden, "passphrase", "concealed-string")];

/// Kind, and the credentials that items of it have.
type Shape = (Kind, &'static [(&'static str, &'static [Place])]);

const SHAPES: &[Shape] = &[
    (Kind::LOGIN, &[("basic-auth", BASIC)]),
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

/// Other kinds that one logs in with.
const LIKE_LOGINS: [Kind; 3] = [Kind::PASSWORD, Kind::SERVER, Kind::DATABASE];

pub(super) fn of(item: &Item, rest: &mut Rest<'_>, losses: &mut Losses) -> Vec<Value> {
    let becomes = becomes(&item.kind);
    if becomes != item.kind {
        losses.add("kind", LossReason::OtherKind);
    }
    let shape = SHAPES.iter().find(|(kind, _)| *kind == becomes).map(|(_, shape)| *shape).unwrap_or_default();
    let mut credentials: Vec<Value> =
        shape.iter().filter_map(|(name, places)| credential(name, places, rest)).collect();
    if becomes == Kind::LOGIN {
        if let Some(text) = rest.take_if("totp", FieldType::Totp, |text| code(text).is_some()) {
            credentials.extend(code(text).map(|code| account_code(text, code, losses)));
        }
        credentials.extend(passkeys::take(rest, passkey, Passkey::to_cxf, losses));
    }
    // The kind of an item is that of its credentials: without one it would be a note.
    if let (true, Some((name, _))) = (credentials.is_empty(), shape.first()) {
        credentials.push(json!({ "type": name }));
    }
    credentials
}

/// The kind that it comes in again as.
fn becomes(kind: &Kind) -> Kind {
    if LIKE_LOGINS.contains(kind) {
        return Kind::LOGIN;
    }
    let known = SHAPES.iter().any(|(known, _)| known == kind);
    if known { kind.clone() } else { Kind::NOTE }
}

/// Whether the item comes in again as one of a kind with addresses.
pub(super) fn has_addresses(kind: &Kind) -> bool {
    let becomes = becomes(kind);
    becomes.template().is_some_and(|template| template.fields.iter().any(|field| field.name == "url"))
}

/// The code; where reading it gives another text for the same code, that is accounted for.
fn account_code(text: &str, code: Value, losses: &mut Losses) -> Value {
    if code.as_object().and_then(totp_uri).as_deref() != Some(text) {
        losses.add("totp", LossReason::CodeApart);
    }
    code
}

/// A passkey as the format writes it, which an import from it kept, if writing it gives the same text.
fn passkey(text: &str) -> Option<Value> {
    let Value::Object(mut object) = serde_json::from_str(text).ok()? else { return None };
    let is_text = |key: &str| object.get(key).is_some_and(Value::is_string);
    let is_passkey =
        is_text("credentialId") && is_text("key") && is_text("rpId") && !object.contains_key("type");
    let again = serde_json::to_string(&object).ok()?;
    if !is_passkey || again != text {
        return None;
    }
    object.insert("type".into(), "passkey".into());
    Some(object.into())
}

fn credential(name: &str, places: &[Place], rest: &mut Rest<'_>) -> Option<Value> {
    let values = places.iter().filter_map(|(ours, field_type, theirs, type_name)| {
        let value = rest.take_if(ours, *field_type, |text| match *field_type {
            Date => is_date(&text.into()),
            Month => is_month(&text.into()),
            _ => true,
        })?;
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
    SECURITY.iter().find(|(_, ours)| *ours == text).map(|(theirs, _)| *theirs)
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
