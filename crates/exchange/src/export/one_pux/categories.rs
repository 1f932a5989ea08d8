//! 1Password's categories and the fields that its own templates have in them.

use super::{field, month_number};
use crate::export::fields::Rest;
use serde_json::{Map, Value, json};
use strongroom_credential::FieldType::{self, Date, Email, Hidden, Month, Phone, Text};
use strongroom_credential::{Day, Item, Kind};

/// Our name and type, and the category's identifier, title and type of value.
type Place = (&'static str, FieldType, &'static str, &'static str, &'static str);

const CARD: &[Place] = &[
    ("cardholder", Text, "cardholder", "cardholder name", "string"),
    ("brand", Text, "type", "type", "creditCardType"),
    ("number", Hidden, "ccnum", "number", "creditCardNumber"),
    ("code", Hidden, "cvv", "verification number", "concealed"),
    ("expiry", Month, "expiry", "expiry date", "monthYear"),
    ("pin", Hidden, "pin", "PIN", "concealed"),
];
const IDENTITY: &[Place] = &[
    ("first_name", Text, "firstname", "first name", "string"),
    ("middle_name", Text, "initial", "initial", "string"),
    ("last_name", Text, "lastname", "last name", "string"),
    ("birth_date", Date, "birthdate", "birth date", "date"),
    ("company", Text, "company", "company", "string"),
    ("phone", Phone, "defphone", "default phone", "phone"),
    ("username", Text, "username", "username", "string"),
    ("email", Email, "email", "email", "email"),
];
const BANK_ACCOUNT: &[Place] = &[
    ("bank", Text, "bankName", "bank name", "string"),
    ("holder", Text, "owner", "name on account", "string"),
    ("routing_number", Text, "routingNo", "routing number", "string"),
    ("account_number", Hidden, "accountNo", "account number", "concealed"),
    ("bic", Text, "swift", "SWIFT", "string"),
    ("iban", Hidden, "iban", "IBAN", "string"),
    ("pin", Hidden, "telephonePin", "PIN", "concealed"),
];
const DATABASE: &[Place] = &[
    ("username", Text, "username", "username", "string"),
    ("password", Hidden, "password", "password", "concealed"),
];
const LICENCE: &[Place] = &[
    ("key", Hidden, "reg_code", "license key", "string"),
    ("licensee", Text, "reg_name", "licensed to", "string"),
    ("email", Email, "reg_email", "registered email", "email"),
    ("purchased", Date, "order_date", "purchase date", "date"),
];
const SERVER: &[Place] = DATABASE;
const API_KEY: &[Place] = &[
    ("key", Hidden, "credential", "credential", "concealed"),
    ("expires", Date, "expires", "expires", "date"),
];
const WIFI: &[Place] = &[
    ("ssid", Text, "network_name", "network name", "string"),
    ("security", Text, "wireless_security", "wireless security", "menu"),
    ("password", Hidden, "wireless_password", "wireless network password", "concealed"),
];

/// Kind, category, and the fields that it places.
const CATEGORIES: &[(Kind, &str, &[Place])] = &[
    (Kind::LOGIN, "001", &[]),
    (Kind::CARD, "002", CARD),
    (Kind::NOTE, "003", &[]),
    (Kind::IDENTITY, "004", IDENTITY),
    (Kind::PASSWORD, "005", &[]),
    (Kind::LICENCE, "100", LICENCE),
    (Kind::BANK_ACCOUNT, "101", BANK_ACCOUNT),
    (Kind::DATABASE, "102", DATABASE),
    (Kind::WIFI, "109", WIFI),
    (Kind::SERVER, "110", SERVER),
    (Kind::API_KEY, "112", API_KEY),
    (Kind::SSH_KEY, "114", &[]),
];

/// The category that items of that kind have.
pub(super) fn of(kind: &Kind) -> Option<&'static str> {
    CATEGORIES.iter().find(|(known, ..)| known == kind).map(|(_, category, _)| *category)
}

/// The fields that the item's category has.
pub(super) fn fields(item: &Item, rest: &mut Rest<'_>) -> Vec<Value> {
    let places = CATEGORIES.iter().find(|(known, ..)| *known == item.kind).map_or(&[][..], |one| one.2);
    let mut placed: Vec<Value> = places.iter().filter_map(|place| placed(place, rest)).collect();
    if item.kind == Kind::IDENTITY {
        placed.extend(address(rest));
    }
    if item.kind == Kind::SSH_KEY {
        placed.extend(ssh_key(rest));
    }
    placed
}

fn placed((name, field_type, id, title, value): &Place, rest: &mut Rest<'_>) -> Option<Value> {
    let text = rest.take_if(name, *field_type, |text| valued(value, text).is_some())?;
    Some(field(title, id, valued(value, text)?))
}

/// The text as a value of that type; none where it is no such value.
fn valued(value: &str, text: &str) -> Option<Value> {
    let inner: Value = match value {
        "monthYear" => month_number(text)?.into(),
        "date" => {
            let day = Day::parse(text).filter(|day| day.to_string() == text)?;
            (i64::from(day.0) * 86_400).into()
        }
        "email" => json!({ "email_address": text, "provider": null }),
        _ => text.into(),
    };
    Some(Value::Object(Map::from_iter([(value.to_owned(), inner)])))
}

fn address(rest: &mut Rest<'_>) -> Option<Value> {
    let parts = [
        ("street", "address"),
        ("city", "city"),
        ("state", "region"),
        ("zip", "postal_code"),
        ("country", "country"),
    ];
    let parts = parts.map(|(theirs, ours)| (theirs.to_owned(), rest.take(ours, Text)));
    if parts.iter().all(|(_, value)| value.is_none()) {
        return None;
    }
    let object: Map<String, Value> =
        parts.into_iter().map(|(name, value)| (name, value.unwrap_or_default().into())).collect();
    Some(field("address", "address", json!({ "address": object })))
}

fn ssh_key(rest: &mut Rest<'_>) -> Option<Value> {
    let private = rest.take("private_key", Hidden)?;
    let public = rest.take("public_key", Text).unwrap_or_default();
    let fingerprint = crate::export::bitwarden::fingerprint_of(public).unwrap_or_default();
    let about =
        json!({ "privateKey": private, "publicKey": public, "fingerprint": fingerprint, "keyType": null });
    Some(field(
        "private key",
        "private_key",
        json!({ "sshKey": { "privateKey": private, "metadata": about } }),
    ))
}
