//! The FIDO Alliance's Credential Exchange Format, version 1.0, as one JSON file. What it has no credential for stands in
//! a list of custom fields.

use super::fields::{Rest, account_attachments, account_own, account_title, seconds};
use super::ids::Ids;
use super::loss::{LossReason, Losses};
use super::{Content, ExportError, Setting};
use crate::{ParsedFolder, ParsedItem};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use strongroom_credential::FieldType::{self, Boolean, Date, Email, Hidden, Month, Number, Text, Totp, Url};
use strongroom_credential::{Day, Field};
use strongroom_secret::SecretString;

mod credentials;

/// Who exports, by the name that the format wants: that of a relying party. None is ours on any network.
const EXPORTER: &str = "strongroom.invalid";

pub(super) fn write(
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut ids = Ids::new(setting.random)?;
    let mut losses = Losses::default();
    let head = json!({ "major": 1, "minor": 0 });
    write!(
        to,
        "{{\"version\":{head},\"exporterRpId\":\"{EXPORTER}\",\"exporterDisplayName\":\"Strongroom\",\"timestamp\":{},\n\
         \"accounts\":[{{\"id\":\"{}\",\"username\":\"\",\"email\":\"\",\"items\":[",
        setting.now_ms.div_euclid(1_000),
        ids.base64url()
    )?;
    let mut inside: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (position, parsed) in content.items.iter().enumerate() {
        to.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        let (id, item) = item_of(parsed, &mut ids, &mut losses);
        serde_json::to_writer(&mut *to, &item)?;
        if let Some(folder) = parsed.folder {
            inside.entry(folder).or_default().push(id);
        }
    }
    to.write_all(b"],\n\"collections\":")?;
    serde_json::to_writer(&mut *to, &collections(content.folders, &[], &inside, &mut ids))?;
    to.write_all(b"}]}\n")?;
    Ok(())
}

pub(super) fn account(content: Content<'_>, losses: &mut Losses) {
    let mut ids = Ids::blank();
    for parsed in content.items {
        item_of(parsed, &mut ids, losses);
    }
}

/// The folders right below that path, with those in them. Their depth is that of an import or of a vault, at most 65.
fn collections(
    folders: &[ParsedFolder],
    above: &[String],
    inside: &BTreeMap<usize, Vec<String>>,
    ids: &mut Ids,
) -> Vec<Value> {
    let here = folders.iter().enumerate().filter(|(_, folder)| {
        folder.path.len() == above.len().saturating_add(1) && folder.path.starts_with(above)
    });
    here.map(|(position, folder)| {
        let items = inside.get(&position).map(Vec::as_slice).unwrap_or_default();
        let items: Vec<Value> = items.iter().map(|id| json!({ "item": id })).collect();
        let below = collections(folders, &folder.path, inside, ids);
        json!({ "id": ids.base64url(), "title": folder.path.last(), "items": items, "subCollections": below })
    })
    .collect()
}

fn item_of(parsed: &ParsedItem, ids: &mut Ids, losses: &mut Losses) -> (String, Value) {
    let item = &parsed.item;
    losses.about(&item.title);
    let mut rest = Rest::of(item);
    let urls = rest.take_all("url", Url);
    if !urls.is_empty() && !credentials::has_addresses(&item.kind) {
        losses.add("url", LossReason::AsOwnField);
    }
    let mut credentials = credentials::of(item, &mut rest, losses);
    // Exposed to be written.
    if !item.notes.is_empty() {
        credentials.push(json!({ "type": "note", "content": editable("string", item.notes.expose()) }));
    }
    let own: Vec<Value> = rest.left().map(|field| own_field(field, losses)).collect();
    if !own.is_empty() {
        credentials.push(json!({ "type": "custom-fields", "fields": own }));
    }
    if !parsed.history.is_empty() {
        losses.add("history", LossReason::NoHistory);
    }
    if parsed.deleted {
        losses.add("deleted", LossReason::NoTrash);
    }
    account_title(item, losses);
    account_attachments(parsed, losses);
    let id = ids.base64url();
    let value = json!({
        "id": id,
        "creationAt": seconds(parsed.created_ms, "created", losses),
        "modifiedAt": seconds(parsed.modified_ms, "modified", losses),
        "title": item.title,
        "favorite": item.favourite,
        "scope": { "urls": urls, "androidApps": [] },
        "credentials": credentials,
        "tags": item.tags,
    });
    (id, value)
}

/// A value with the format's type.
fn editable(field_type: &str, value: &str) -> Value {
    json!({ "fieldType": field_type, "value": value })
}

/// Whether it is a day as the format writes it.
fn is_date(value: &SecretString) -> bool {
    // Exposed to be looked at.
    Day::parse(value.expose()).is_some_and(|day| day.to_string() == *value.expose())
}

/// Whether it is a month as the format writes it.
fn is_month(value: &SecretString) -> bool {
    // Exposed to be looked at.
    is_date(&format!("{}-01", value.expose()).into())
}

/// Whether it is a number as JSON writes one.
fn is_number(value: &SecretString) -> bool {
    // Exposed to be looked at.
    serde_json::from_str::<serde_json::Number>(value.expose()).is_ok()
        && value.expose().trim() == value.expose()
}

fn is_truth(value: &SecretString) -> bool {
    // Exposed to be looked at.
    matches!(value.expose().as_str(), "true" | "false")
}

fn own_field(field: &Field, losses: &mut Losses) -> Value {
    let (name, becomes) = match field.field_type {
        Hidden | Totp | FieldType::Unknown => ("concealed-string", Hidden),
        Email => ("email", Email),
        Number if is_number(&field.value) => ("number", Number),
        Boolean if is_truth(&field.value) => ("boolean", Boolean),
        Date if is_date(&field.value) => ("date", Date),
        Month if is_month(&field.value) => ("year-month", Month),
        _ => ("string", Text),
    };
    account_own(field, becomes, losses);
    // Exposed to be written.
    json!({ "fieldType": name, "value": field.value.expose(), "label": field.name })
}
