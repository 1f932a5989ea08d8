//! 1Password's archive, 1PUX: a zip with `export.data`, as 1Password documents it. Folders become vaults; what a category
//! has no field for is in a section of the item's own.

use super::fields::{Rest, account_own, account_title, former, joined, seconds};
use super::ids::Ids;
use super::loss::{LossReason, Losses};
use super::zip::Archive;
use super::{Content, ExportError, Setting, folders};
use crate::{ParsedFolder, ParsedItem};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use strongroom_credential::FieldType::{self, Date, Email, Hidden, Month, Phone, Text, Totp, Url};
use strongroom_credential::{Day, Kind};
use zeroize::Zeroizing;

mod categories;

/// The account, and the vault in it of the items that lie in no folder.
pub(crate) const TOP: &str = "Strongroom";
/// The type of that vault: a person's own. Others are those that a person made.
pub(crate) const OWN: &str = "P";
const MADE: &str = "U";

pub(super) fn write(
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut making = Making { ids: Ids::new(setting.random)?, files: Vec::new() };
    let text = making.data(content, setting.now_ms)?;
    let about = json!({
        "version": 3,
        "description": "1Password Unencrypted Export",
        "createdAt": setting.now_ms.div_euclid(1_000),
    });
    let mut archive = Archive::new(to);
    archive.add("export.attributes", about.to_string().as_bytes())?;
    archive.add("export.data", &text)?;
    for (name, attachment) in &making.files {
        archive.add(name, attachment)?;
    }
    archive.finish()
}

pub(super) fn account(content: Content<'_>, losses: &mut Losses) {
    let mut making = Making { ids: Ids::blank(), files: Vec::new() };
    for parsed in content.items {
        making.item(parsed, content.folders, losses);
        making.files.clear();
    }
    let deep = |path: &[String]| (path.len() > 1).then_some(LossReason::FolderPath);
    folders::account(content, deep, losses);
}

/// A file that is being made; its items' files are collected.
struct Making<'a> {
    ids: Ids,
    files: Vec<(String, &'a [u8])>,
}

impl<'a> Making<'a> {
    /// `export.data`, item by item: as values it would take several times the memory.
    fn data(&mut self, content: Content<'a>, now_ms: i64) -> Result<Zeroizing<Vec<u8>>, ExportError> {
        let mut inside: BTreeMap<Option<usize>, Vec<&'a ParsedItem>> = BTreeMap::new();
        inside.extend((0..content.folders.len()).map(|place| (Some(place), Vec::new())));
        for parsed in content.items {
            let place = parsed.folder.filter(|place| *place < content.folders.len());
            inside.entry(place).or_default().push(parsed);
        }
        let attrs = json!({
            "accountName": TOP, "name": TOP, "avatar": "", "email": "", "uuid": self.ids.base32(),
            "domain": "", "createdAt": now_ms.div_euclid(1_000),
        });
        let mut text = Zeroizing::new(Vec::new());
        write!(*text, "{{\"accounts\":[{{\"attrs\":{attrs},\"vaults\":[")?;
        let mut losses = Losses::default();
        for (number, (place, items)) in inside.into_iter().enumerate() {
            let folder = place.and_then(|place| content.folders.get(place));
            let name = folder.map_or_else(|| TOP.to_owned(), joined);
            let type_name = if folder.is_some() { MADE } else { OWN };
            let uuid = self.ids.base32();
            let attrs = json!({ "uuid": uuid, "desc": "", "avatar": "", "name": name, "type": type_name });
            write!(*text, "{}{{\"attrs\":{attrs},\"items\":[", if number == 0 { "" } else { "," })?;
            for (number, parsed) in items.into_iter().enumerate() {
                text.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
                let item = self.item(parsed, content.folders, &mut losses);
                serde_json::to_writer(&mut *text, &item)?;
            }
            text.extend_from_slice(b"]}");
        }
        text.extend_from_slice(b"]}]}");
        Ok(text)
    }

    fn item(&mut self, parsed: &'a ParsedItem, folders: &[ParsedFolder], losses: &mut Losses) -> Value {
        let item = &parsed.item;
        losses.about(&item.title);
        let mut rest = Rest::of(item);
        let urls: Vec<Value> = rest
            .take_known("url", Url, &becomes(&item.kind))
            .into_iter()
            .map(|url| json!({ "label": "website", "url": url }))
            .collect();
        let details = self.details(parsed, rest, losses);
        let first_url = urls.first().and_then(|url| url.get("url")).cloned().unwrap_or_else(|| "".into());
        account_common(parsed, folders, losses);
        json!({
            "uuid": self.ids.base32(),
            "favIndex": u8::from(item.favourite),
            "createdAt": seconds(parsed.created_ms, "created", losses),
            "updatedAt": seconds(parsed.modified_ms, "modified", losses),
            "state": if parsed.deleted { "archived" } else { "active" },
            "categoryUuid": categories::of(&item.kind).unwrap_or("003"),
            "details": details,
            "overview": {
                "subtitle": "", "title": item.title, "url": first_url, "urls": urls,
                "ps": 0, "pbe": 0.0, "pgrng": false, "tags": item.tags,
            },
        })
    }

    fn details(&mut self, parsed: &'a ParsedItem, mut rest: Rest<'a>, losses: &mut Losses) -> Value {
        let item = &parsed.item;
        let login = if item.kind == Kind::LOGIN { login_fields(&mut rest) } else { Vec::new() };
        let password = if item.kind == Kind::PASSWORD { rest.take("password", Hidden) } else { None };
        let mut fields = categories::fields(item, &mut rest);
        for code in rest.take_known("totp", Totp, &becomes(&item.kind)) {
            fields.push(field(
                "one-time password",
                &format!("TOTP_{}", self.ids.base32()),
                json!({ "totp": code }),
            ));
        }
        let mut own: Vec<Value> = rest.left().map(|left| self.own_field(left, losses)).collect();
        own.extend(parsed.attachments.iter().map(|attachment| {
            // Exposed to be written.
            let bytes = attachment.bytes.expose().as_slice();
            let id = self.ids.base32();
            self.files.push((format!("files/{id}__{}", harmless(&attachment.name)), bytes));
            let value =
                json!({ "fileName": attachment.name, "documentId": id, "decryptedSize": bytes.len() });
            field(&attachment.name, &id, json!({ "file": value }))
        }));
        let sections: Vec<Value> = [("", "", fields), ("", "own", own)]
            .into_iter()
            .filter(|(.., fields)| !fields.is_empty())
            .map(|(title, name, fields)| json!({ "title": title, "name": name, "fields": fields }))
            .collect();
        let mut details = json!({
            "loginFields": login, "notesPlain": item.notes.expose(), "sections": sections,
            "passwordHistory": former_passwords(parsed, losses),
        });
        if let (Some(password), Some(object)) = (password, details.as_object_mut()) {
            object.insert("password".into(), password.into());
        }
        details
    }

    fn own_field(&mut self, left: &strongroom_credential::Field, losses: &mut Losses) -> Value {
        // Exposed to be written.
        let text = left.value.expose();
        let (value, becomes) = typed(left.field_type, text);
        if left.name.is_empty() && text.is_empty() {
            // The editor of the program has such fields by itself, so readers leave them out.
            losses.add(&left.name, LossReason::NoPlace);
        } else {
            account_own(left, becomes, losses);
        }
        field(&left.name, &self.ids.base32(), value)
    }
}

/// The kind that it comes in again as.
fn becomes(kind: &Kind) -> Kind {
    if categories::of(kind).is_some() { kind.clone() } else { Kind::NOTE }
}

fn account_common(parsed: &ParsedItem, folders: &[ParsedFolder], losses: &mut Losses) {
    let kind = &parsed.item.kind;
    if categories::of(kind).is_none() {
        losses.add("kind", LossReason::OtherKind);
    }
    if parsed.deleted {
        losses.add("deleted", LossReason::Archived);
    }
    account_title(&parsed.item, losses);
    if parsed.folder.and_then(|folder| folders.get(folder)).is_some_and(|folder| folder.path.len() > 1) {
        losses.add("folder", LossReason::FolderPath);
    }
    for attachment in parsed.history.iter().flat_map(|version| &version.attachments) {
        losses.add(&attachment.name, LossReason::NoAttachment);
    }
}

fn login_fields(rest: &mut Rest<'_>) -> Vec<Value> {
    let one = |name: &str, letter: &str, value: &str| json!({ "value": value, "id": "", "name": name, "fieldType": letter, "designation": name });
    let username = rest.take("username", Text).map(|value| one("username", "T", value));
    let password = rest.take("password", Hidden).map(|value| one("password", "P", value));
    username.into_iter().chain(password).collect()
}

/// A field of a section.
fn field(title: &str, id: &str, value: Value) -> Value {
    json!({
        "title": title, "id": id, "value": value, "guarded": false, "multiline": false, "dontGenerate": false,
        "inputTraits": { "keyboard": "default", "correction": "default", "capitalization": "default" },
    })
}

/// The value as the format has it, and the type that is left of it.
fn typed(field_type: FieldType, text: &str) -> (Value, FieldType) {
    let value = match field_type {
        Url => json!({ "url": text }),
        Phone => json!({ "phone": text }),
        Email => json!({ "email": { "email_address": text, "provider": null } }),
        Totp => json!({ "totp": text }),
        Date => match Day::parse(text).filter(|day| day.to_string() == text) {
            Some(day) => json!({ "date": i64::from(day.0) * 86_400 }),
            None => return (json!({ "string": text }), Text),
        },
        Month => match month_number(text) {
            Some(number) => json!({ "monthYear": number }),
            None => return (json!({ "string": text }), Text),
        },
        Hidden | FieldType::Unknown => return (json!({ "concealed": text }), Hidden),
        _ => return (json!({ "string": text }), Text),
    };
    (value, field_type)
}

/// 202703 of `2027-03`.
fn month_number(text: &str) -> Option<u32> {
    let (year, month) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
    let number = (year >= 1000 && (1..=12).contains(&month)).then_some(year * 100 + month)?;
    (format!("{year}-{month:02}") == text).then_some(number)
}

fn former_passwords(parsed: &ParsedItem, losses: &mut Losses) -> Vec<Value> {
    if !parsed.history.is_empty() {
        losses.add("history", LossReason::OnlyPasswords);
    }
    let one = |(password, until): (&str, Option<i64>)| json!({ "value": password, "time": until.unwrap_or_default().max(0).div_euclid(1_000) });
    former(parsed).into_iter().map(one).collect()
}

/// A name that is no path: letters, digits, dots and hyphens.
fn harmless(name: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '.';
    let plain: String =
        name.chars().take(64).map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    plain.replace("..", "__")
}
