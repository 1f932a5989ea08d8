//! 1Password's categories as kinds of item, and what the fields in each are called there.

use crate::import::json::Property;
use strongroom_credential::FieldType::{Date, Email, Hidden, Month, Number, Phone, Text, Url};
use strongroom_credential::Kind;

/// A category by its number in 1PUX, its name in 1PIF, its kind, and what it is called where no kind is the same.
type Category = (&'static str, &'static str, Kind, Option<&'static str>);

const CATEGORIES: &[Category] = &[
    ("001", "webforms.WebForm", Kind::LOGIN, None),
    ("002", "wallet.financial.CreditCard", Kind::CARD, None),
    ("003", "securenotes.SecureNote", Kind::NOTE, None),
    ("004", "identities.Identity", Kind::IDENTITY, None),
    ("005", "passwords.Password", Kind::PASSWORD, None),
    ("006", "wallet.Document", Kind::NOTE, Some("document")),
    ("100", "wallet.computer.License", Kind::LICENCE, None),
    ("101", "wallet.financial.BankAccountUS", Kind::BANK_ACCOUNT, None),
    ("102", "wallet.computer.Database", Kind::DATABASE, None),
    ("103", "wallet.government.DriversLicense", Kind::NOTE, Some("driver license")),
    ("104", "wallet.government.HuntingLicense", Kind::NOTE, Some("outdoor license")),
    ("105", "wallet.membership.Membership", Kind::NOTE, Some("membership")),
    ("106", "wallet.government.Passport", Kind::NOTE, Some("passport")),
    ("107", "wallet.membership.RewardProgram", Kind::NOTE, Some("reward program")),
    ("108", "wallet.government.SsnUS", Kind::NOTE, Some("social security number")),
    ("109", "wallet.computer.Router", Kind::WIFI, None),
    ("110", "wallet.computer.UnixServer", Kind::SERVER, None),
    ("111", "wallet.onlineservices.Email.v2", Kind::LOGIN, Some("email account")),
    ("112", "wallet.computer.ApiCredential", Kind::API_KEY, None),
    ("113", "wallet.MedicalRecord", Kind::NOTE, Some("medical record")),
    ("114", "wallet.computer.SshKey", Kind::SSH_KEY, None),
    ("115", "wallet.CryptoWallet", Kind::NOTE, Some("crypto wallet")),
];

/// The kind of a category by either of its names, and a word for it where the kind does not say it all; of an unknown one,
/// a note that keeps the name.
pub(super) fn kind_of(name: &str) -> (Kind, Option<String>) {
    match CATEGORIES.iter().find(|(code, long, _, _)| *code == name || *long == name) {
        Some((_, _, kind, word)) => (kind.clone(), word.map(str::to_owned)),
        None => (Kind::NOTE, Some(name.to_owned())),
    }
}

const LOGIN: &[Property] = &[("pop_username", "username", Text), ("pop_password", "password", Hidden)];

const CARD: &[Property] = &[
    ("cardholder", "cardholder", Text),
    ("type", "brand", Text),
    ("ccnum", "number", Hidden),
    ("cvv", "code", Hidden),
    ("expiry", "expiry", Month),
    ("pin", "pin", Hidden),
];

const IDENTITY: &[Property] = &[
    ("firstname", "first_name", Text),
    ("initial", "middle_name", Text),
    ("lastname", "last_name", Text),
    ("birthdate", "birth_date", Date),
    ("defphone", "phone", Phone),
    ("email", "email", Email),
    ("company", "company", Text),
    ("username", "username", Text),
];

const LICENCE: &[Property] = &[
    ("reg_code", "key", Hidden),
    ("reg_name", "licensee", Text),
    ("reg_email", "email", Email),
    ("order_date", "purchased", Date),
];

const BANK: &[Property] = &[
    ("bankName", "bank", Text),
    ("owner", "holder", Text),
    ("routingNo", "routing_number", Text),
    ("accountNo", "account_number", Hidden),
    ("swift", "bic", Text),
    ("iban", "iban", Hidden),
    ("telephonePin", "pin", Hidden),
];

const WIFI: &[Property] = &[
    ("network_name", "ssid", Text),
    ("wireless_password", "password", Hidden),
    ("wireless_security", "security", Text),
];

const SERVER: &[Property] = &[
    ("url", "url", Url),
    ("username", "username", Text),
    ("password", "password", Hidden),
    ("port", "port", Number),
];

const API_KEY: &[Property] =
    &[("credential", "key", Hidden), ("expires", "expires", Date), ("hostname", "url", Url)];

const TABLES: &[(&str, &[Property])] = &[
    ("login", LOGIN),
    ("card", CARD),
    ("identity", IDENTITY),
    ("licence", LICENCE),
    ("bank_account", BANK),
    ("wifi", WIFI),
    ("server", SERVER),
    ("api_key", API_KEY),
];

/// Names that a template has too, for something else: a router's own password is not that of its network.
const OTHERWISE: &[(&str, &str)] = &[("wifi", "password")];

/// What a field of that name is in an item of that kind: 1Password's own names, or the template's.
pub(super) fn property(kind: &Kind, id: &str) -> Option<Property> {
    if OTHERWISE.contains(&(kind.name(), id)) {
        return None;
    }
    let table = TABLES.iter().find(|(name, _)| *name == kind.name()).map_or(&[][..], |(_, table)| table);
    if let Some(known) = table.iter().find(|(known, _, _)| *known == id) {
        return Some(*known);
    }
    let field = kind.template()?.fields.iter().find(|field| field.name == id)?;
    Some((field.name, field.name, field.field_type))
}
