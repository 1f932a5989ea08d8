//! Pasted texts: what is read is an item that holds, and where it can be written, it reads back the same.

use crate::check::{self, NOW};
use strongroom_credential::{
    self as credential, Connection, Day, Field, FieldType, Item, Kind, api_key, bank_account, card, dotenv,
    expiry, oauth, wifi,
};

/// Accounts of one transfer, which is what brings most.
const MOST_ITEMS: usize = 256;

pub fn recognise(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    let items = credential::recognise(text);
    assert!(items.len() <= MOST_ITEMS, "{} items of one text", items.len());
    for item in &items {
        check::item(item, text.len());
    }
}

pub fn api_key(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    if let Some(item) = api_key::recognise(text) {
        check::item(&item, text.len());
        assert!(item.fields.iter().any(|field| field.field_type.is_secret()), "a key without a hidden field");
        no_secret_is_told(&item);
    }
    // As a field that somebody filled in.
    let item = Item::new(Kind::API_KEY, "x").with(Field::new("key", FieldType::Hidden, text));
    check::item(&item, text.len());
}

/// No fact and no finding repeats a secret that does not stand in the open besides.
fn no_secret_is_told(item: &Item) {
    let found = credential::examine(item, NOW);
    let said: Vec<&str> = found
        .facts
        .iter()
        .map(|fact| fact.value.as_str())
        .chain(found.findings.iter().filter_map(|finding| finding.detail.as_deref()))
        .collect();
    let open: Vec<&str> = item
        .fields
        .iter()
        .filter(|field| !field.field_type.is_secret())
        .map(|field| field.value.expose().as_str())
        .chain([item.title.as_str()])
        .collect();
    for field in item.fields.iter().filter(|field| field.field_type.is_secret()) {
        let secret = field.value.expose();
        let is_open = secret.len() < 20 || open.iter().any(|open| open.contains(secret.as_str()));
        assert!(is_open || !said.iter().any(|said| said.contains(secret.as_str())), "a secret is told");
    }
}

pub fn jwt(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    // The parts as they are signed, or their contents, which reach further: header, claims and signature by lines.
    let joined = text.lines().map(|line| data_encoding::BASE64URL_NOPAD.encode(line.as_bytes()));
    let joined = joined.collect::<Vec<_>>().join(".");
    for token in [text, joined.as_str()] {
        let Ok(read) = credential::Jwt::parse(token) else { continue };
        for shown in [&read.issuer, &read.subject].into_iter().flatten() {
            assert!(shown.chars().count() <= 200, "too much to show");
        }
        assert!(read.audience.len() <= 16 && read.scopes.len() <= 16, "too many to show");
        assert!(read.audience.iter().chain(&read.scopes).all(|shown| shown.chars().count() <= 200));
        let _ = read.service();
        let item = Item::new(Kind::API_KEY, "x").with(Field::new("key", FieldType::Hidden, token));
        check::item(&item, token.len());
    }
}

pub fn connection(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    if let Ok(parsed) = Connection::parse(text) {
        let connection = &parsed.connection;
        assert!(connection.hosts.len() <= 64 && connection.options.len() <= 512, "too many parts");
        for form in connection.forms() {
            let written = connection.write(form).expect("a form that is offered can be written");
            let again = Connection::parse(written.expose()).expect("what was written can be read");
            assert!(again.connection == *connection, "{form:?} reads back as something else");
        }
        let bare = parsed.without_password();
        if let Ok(bare) = Connection::parse(&bare) {
            assert!(bare.connection.password.is_empty(), "the password was left in");
            assert!(bare.connection.options.iter().all(|option| !option.secret), "a secret was left in");
        } else {
            assert!(bare.is_empty(), "what is left cannot be read");
        }
    }
    if let Some(item) = credential::connection::recognise(text) {
        check::item(&item, text.len());
        if let Some(whole) = credential::connection::of_item(&item) {
            whole.expect("the item's own connection can be read");
        }
    }
}

pub fn dotenv(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    if let Ok(variables) = dotenv::parse(text) {
        assert!(variables.len() <= 1000, "too many variables");
        let written = dotenv::write(&variables).expect("names that were read can be written");
        assert!(
            dotenv::parse(written.expose()).as_ref() == Ok(&variables),
            "it reads back as something else"
        );
    }
    if let Some(item) = dotenv::recognise(text) {
        check::item(&item, text.len());
    }
}

pub fn wifi(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    let Some(item) = wifi::recognise(text) else { return };
    check::item(&item, text.len());
    // What has no place in a code: an account of one's own; or is longer than any.
    let Some(code) = wifi::qr_text(&item).filter(|code| code.expose().len() <= 4096) else { return };
    let again = wifi::recognise(code.expose()).expect("the text of a code can be read");
    assert!(again.field("ssid") == item.field("ssid"), "another network");
    if code.expose().starts_with("WIFI:T:W") {
        let password = |of: &Item| of.field("password").map(|field| field.value.clone()).unwrap_or_default();
        assert!(password(&again) == password(&item), "another password");
    }
}

/// What a provider answers and what a person pastes: whatever it is, the addresses that are taken can be contacted.
pub fn oauth(bytes: &[u8]) {
    let (tokens, refusal) = (oauth::TokenResponse::parse(bytes), oauth::Refusal::parse(bytes));
    assert!(tokens.is_err() || refusal.is_none(), "tokens and a refusal at once");
    if let Ok(description) = oauth::Discovery::parse(bytes) {
        assert!(description.findings("https://issuer.example").len() <= 64, "findings without end");
    }
    let _ = oauth::ClientFile::parse(bytes);
    let Some(text) = check::text(bytes) else { return };
    if let Ok(endpoint) = oauth::Endpoint::parse(text) {
        assert!(!endpoint.host().is_empty() && endpoint.port() > 0, "an address of nobody");
        assert!(oauth::Endpoint::parse(endpoint.url()).as_ref() == Ok(&endpoint), "another address");
    }
    if let Some(item) = oauth::recognise(text) {
        check::item(&item, text.len());
    }
}

pub fn card(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    if let Some(item) = card::recognise(text) {
        check::item(&item, text.len());
    }
    let item = Item::new(Kind::CARD, "x").with(Field::new("number", FieldType::Hidden, text));
    check::item(&item, text.len());
}

pub fn bank_account(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    if let Some(item) = bank_account::recognise(text) {
        check::item(&item, text.len());
    }
    let filled = ["iban", "bic", "account_number"];
    let item = filled.iter().fold(Item::new(Kind::named("bank_account"), "x"), |item, name| {
        item.with(Field::new(name, FieldType::Text, text))
    });
    check::item(&item, text.len());
}

pub fn expiry(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    let (name, value) = text.split_once('\n').unwrap_or(("expires", text));
    if let Some(day) = Day::parse(value) {
        assert!(day.to_string() == value, "a day is not written as it was read");
        assert!(day.start().day() == day);
    }
    let mut item = Item::new(Kind::NOTE, "x");
    for field_type in [FieldType::Date, FieldType::Month, FieldType::Text] {
        item = item.with(Field::custom(name, field_type, value));
    }
    for found in expiry::expiries(&item, NOW) {
        assert!(found.field < item.fields.len(), "an end of no field");
    }
    check::item(&item, text.len());
}
