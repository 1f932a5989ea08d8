//! Bitwarden's unencrypted JSON, as its own programs export it. What it has no property for becomes a custom field.

use super::fields::{Rest, account_attachments, account_own, dated, folder_of, former, iso, joined};
use super::ids::Ids;
use super::loss::{LossReason, Losses};
use super::{Content, ExportError, Setting, folders, passkeys};
use crate::import::bitwarden::body::{CARD, IDENTITY};
use crate::import::json::Property;
use crate::{ParsedFolder, ParsedItem};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::io::Write;
use strongroom_credential::FieldType::{self, Boolean, Hidden, Month, Text, Totp, Url};
use strongroom_credential::{Field, Item, Kind};

type Object = Map<String, Value>;

/// A moment that has to be there and is not known.
const UNKNOWN: &str = "1970-01-01T00:00:00.000Z";

pub(super) fn write(
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut ids = Ids::new(setting.random)?;
    let folder_ids: Vec<String> = content.folders.iter().map(|_| ids.uuid()).collect();
    to.write_all(b"{\"encrypted\":false,\"folders\":[")?;
    for (position, (folder, id)) in content.folders.iter().zip(&folder_ids).enumerate() {
        to.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, &json!({ "id": id, "name": joined(folder) }))?;
    }
    to.write_all(b"],\"items\":[")?;
    let mut losses = Losses::default();
    for (position, parsed) in content.items.iter().enumerate() {
        to.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        let mut object = object_of(parsed, content.folders, &mut losses);
        object.insert("id".into(), ids.uuid().into());
        let folder = parsed.folder.and_then(|folder| folder_ids.get(folder));
        object.insert("folderId".into(), folder.cloned().into());
        serde_json::to_writer(&mut *to, &object)?;
    }
    to.write_all(b"]}\n")?;
    Ok(())
}

pub(super) fn account(content: Content<'_>, losses: &mut Losses) {
    for parsed in content.items {
        object_of(parsed, content.folders, losses);
    }
    folders::account(content, folders::split, losses);
}

/// The item but for its identifier and its folder's.
fn object_of(parsed: &ParsedItem, folders: &[ParsedFolder], losses: &mut Losses) -> Object {
    let item = &parsed.item;
    losses.about(&item.title);
    let mut rest = Rest::of(item);
    let mut object = Object::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("name", item.title.clone().into());
    // Exposed to be written, as are all values below.
    put("notes", text_or_null(item.notes.expose()));
    put("favorite", item.favourite.into());
    put("reprompt", 0.into());
    put("creationDate", dated(parsed.created_ms, "created", losses).into());
    put("revisionDate", dated(parsed.modified_ms, "modified", losses).into());
    put("deletedDate", deleted_date(parsed).into());
    put("collectionIds", Value::Null);
    put("organizationId", Value::Null);
    let (number, body_name, body) = body_of(parsed, &mut rest, losses);
    put("type", number.into());
    put(body_name, body);
    put("passwordHistory", former_passwords(parsed, losses));
    put("fields", own_fields(item, rest, losses));
    if item.title.is_empty() && item.fields.iter().any(|field| field.field_type == Url) {
        losses.add("title", LossReason::Untitled);
    }
    folder_of(parsed, folders, losses);
    account_attachments(parsed, losses);
    object
}

fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

/// When it was deleted is not known; that it was shall not get lost.
fn deleted_date(parsed: &ParsedItem) -> Option<String> {
    let known = parsed.modified_ms.or(parsed.created_ms).and_then(iso);
    parsed.deleted.then(|| known.unwrap_or_else(|| UNKNOWN.to_owned()))
}

/// The number of its type, and the property and content of the part that the type decides.
fn body_of(parsed: &ParsedItem, rest: &mut Rest<'_>, losses: &mut Losses) -> (u8, &'static str, Value) {
    let kind = &parsed.item.kind;
    let is_one_of = |kinds: &[Kind]| kinds.contains(kind);
    if is_one_of(&[Kind::CARD]) {
        return (3, "card", card(rest));
    }
    if is_one_of(&[Kind::IDENTITY]) {
        return (4, "identity", identity(rest));
    }
    if is_one_of(&[Kind::SSH_KEY]) {
        return (5, "sshKey", ssh_key(rest));
    }
    if !is_one_of(&[Kind::LOGIN, Kind::NOTE]) {
        losses.add("kind", LossReason::OtherKind);
    }
    if is_one_of(&[Kind::LOGIN, Kind::PASSWORD, Kind::SERVER, Kind::DATABASE]) {
        return (1, "login", login(parsed.created_ms, rest, losses));
    }
    (2, "secureNote", json!({ "type": 0 }))
}

fn login(created_ms: Option<i64>, rest: &mut Rest<'_>, losses: &mut Losses) -> Value {
    let username = rest.take("username", Text);
    let password = rest.take("password", Hidden);
    let totp = rest.take("totp", Totp);
    let uris = rest.take_all("url", Url).into_iter().map(|uri| json!({ "match": null, "uri": uri }));
    let uris: Vec<Value> = uris.collect();
    let created = created_ms.and_then(iso).unwrap_or_else(|| UNKNOWN.to_owned());
    let passkeys = passkeys::take(rest, passkey, |passkey| passkey.to_bitwarden(&created), losses);
    json!({ "username": username, "password": password, "totp": totp, "uris": uris, "fido2Credentials": passkeys })
}

/// A passkey as Bitwarden writes it, which an import from it kept, if writing it gives the same text.
fn passkey(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    let is_passkey = value.get("credentialId").is_some() && value.get("keyValue").is_some();
    let again = value.to_string();
    (is_passkey && again == text).then_some(value)
}

fn place(rest: &mut Rest<'_>, properties: &[Property]) -> Object {
    let one = |(property, name, field_type): &Property| {
        let value = rest.take(name, *field_type);
        ((*property).to_owned(), value.into())
    };
    properties.iter().map(one).collect()
}

fn card(rest: &mut Rest<'_>) -> Value {
    let mut body = place(rest, CARD);
    let expiry = rest.take_if("expiry", Month, |text| year_and_month(text).is_some());
    let (year, month) = expiry.and_then(year_and_month).unzip();
    body.insert("expYear".into(), year.into());
    body.insert("expMonth".into(), month.into());
    body.into()
}

/// `2027` and `3` of `2027-03`.
fn year_and_month(text: &str) -> Option<(String, String)> {
    let (year, month) = text.split_once('-')?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = year.len() == 4 && month.len() == 2 && is_number(year) && is_number(month);
    let number: u8 = month.parse().ok().filter(|number| fits && (1..=12).contains(number))?;
    (!year.starts_with('0')).then(|| (year.to_owned(), number.to_string()))
}

fn identity(rest: &mut Rest<'_>) -> Value {
    let mut body = place(rest, IDENTITY);
    if let Some(address) = rest.take("address", Text) {
        let lines: Vec<&str> = address.splitn(3, '\n').collect();
        // An empty line would get lost between the three.
        let lines = if lines.iter().any(|line| line.is_empty()) { vec![address] } else { lines };
        for (number, line) in (1..).zip(lines) {
            body.insert(format!("address{number}"), line.into());
        }
    }
    body.into()
}

fn ssh_key(rest: &mut Rest<'_>) -> Value {
    let private = rest.take("private_key", Hidden);
    let public = rest.take("public_key", Text);
    let fingerprint = public.and_then(fingerprint_of);
    json!({ "privateKey": private, "publicKey": public, "keyFingerprint": fingerprint })
}

/// `SHA256:…` of a public key's line, as OpenSSH prints it.
pub(crate) fn fingerprint_of(public: &str) -> Option<String> {
    let blob = STANDARD.decode(public.split_ascii_whitespace().nth(1)?).ok()?;
    Some(format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(blob))))
}

/// Passwords of earlier versions, the latest first, each with the moment from which on it was another.
fn former_passwords(parsed: &ParsedItem, losses: &mut Losses) -> Value {
    if parsed.history.is_empty() {
        return Value::Null;
    }
    losses.add("history", LossReason::OnlyPasswords);
    let one = |(password, until): (&str, Option<i64>)| {
        let until = until.and_then(iso).unwrap_or_else(|| UNKNOWN.to_owned());
        json!({ "password": password, "lastUsedDate": until })
    };
    former(parsed).into_iter().map(one).collect()
}

fn own_fields(item: &Item, rest: Rest<'_>, losses: &mut Losses) -> Value {
    let mut list: Vec<Value> = rest.left().map(|field| own_field(field, losses)).collect();
    if !item.tags.is_empty() {
        losses.add("tags", LossReason::AsOwnField);
        list.push(json!({ "name": "tags", "value": item.tags.join(", "), "type": 0, "linkedId": null }));
    }
    list.into()
}

fn own_field(field: &Field, losses: &mut Losses) -> Value {
    let (number, becomes) = match field.field_type {
        Hidden | Totp | FieldType::Unknown => (1, Hidden),
        Boolean => (2, Boolean),
        _ => (0, Text),
    };
    account_own(field, becomes, losses);
    json!({ "name": field.name, "value": field.value.expose(), "type": number, "linkedId": null })
}
