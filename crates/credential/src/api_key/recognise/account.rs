//! The file that Google Cloud hands out for a service account: the whole of it is the key.

use super::super::registry::forms;
use super::lines::wipe;
use crate::{Field, FieldType, Item, Kind};
use serde_json::Value;

/// Longest identifier that is taken over, in bytes.
const MAX_NAME: usize = 320;

/// An item for the file: the number of its key, the file itself for a secret, and whose it is.
pub(super) fn item(text: &str) -> Option<Item> {
    let text = text.trim();
    if !(text.starts_with('{') && text.contains("\"service_account\"")) {
        return None;
    }
    let mut file: Value = serde_json::from_str(text).ok()?;
    let item = read(&file, text);
    wipe(&mut file);
    item
}

fn read(file: &Value, text: &str) -> Option<Item> {
    let member =
        |name: &str| file.get(name)?.as_str().filter(|value| !value.is_empty() && value.len() <= MAX_NAME);
    let has_key = file.get("private_key")?.as_str()?.contains("PRIVATE KEY-----");
    if member("type")? != "service_account" || !has_key {
        return None;
    }
    let (number, account) = (member("private_key_id")?, member("client_email")?);
    let google = forms().find(|form| form.id == "google_client_secret")?;
    let item = Item::new(Kind::API_KEY, google.service)
        .with(Field::new("service", FieldType::Text, google.service))
        .with(Field::new("key", FieldType::Hidden, number))
        .with(Field::new("secret", FieldType::Hidden, text))
        .with(Field::new("url", FieldType::Url, "https://console.cloud.google.com/iam-admin/serviceaccounts"))
        .with(Field::custom("client_email", FieldType::Text, account));
    Some(match member("project_id") {
        Some(project) => item.with(Field::custom("project_id", FieldType::Text, project)),
        None => item,
    })
}
