//! Docker's `config.json`: accounts at registries, and settings that may hold secrets.

use crate::import::draft::Draft;
use crate::import::json::{
    Object, Top, count_except, is_silent, json_error, keep_rest, object_of, take_text, text_of, top_of,
};
use crate::import::left::Left;
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use strongroom_credential::FieldType::{Email, Hidden, Text, Url};
use strongroom_credential::{Field, Kind};

/// Settings that hold passwords: a proxy's in its address, a token in a header.
const SETTINGS: [&str; 2] = ["HttpHeaders", "proxies"];
/// Where the passwords are that the file itself has not.
const STORES: [&str; 2] = ["credsStore", "credHelpers"];
/// A longer path of names does not stand before the name of a setting, in bytes: it would multiply.
const MAX_PATH: usize = 256;

/// Whether the top level of a JSON file is that of such a file.
pub(in crate::import) fn is_docker(top: &Top<'_>) -> bool {
    let object = |key: &str| top.get(key).map(|raw| raw.get()).filter(|text| text.starts_with('{'));
    ["auths", "credHelpers", "HttpHeaders"].into_iter().any(|key| object(key).is_some())
        || top.contains_key("credsStore")
        || object("proxies").is_some_and(|text| text.contains("Proxy\""))
}

/// Reads the file: a login a registry, and an item of the settings that may be secret.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let top = top_of(text)?;
    let auths: BTreeMap<String, &RawValue> = match top.get("auths") {
        Some(auths) => serde_json::from_str(auths.get()).map_err(|error| json_error(&error))?,
        None => BTreeMap::new(),
    };
    let (mut report, mut left, mut items) = (FieldReport::default(), Left::default(), Vec::new());
    for (registry, raw) in auths {
        let mut draft = Draft::new(Kind::LOGIN, &mut report);
        place(&registry, object_of(raw, "auths")?, &mut draft);
        items.push(draft.parsed);
    }
    items.extend(settings(&top, &mut report)?);
    if items.is_empty() && STORES.iter().any(|key| top.contains_key(*key)) {
        return Err(ImportError::NotSupported {
            product: Format::DockerConfig.name().into(),
            instead: "it holds no password, for they are in the credential store that it names: \
                      run docker-credential-NAME get to see one"
                .into(),
        });
    }
    for key in top.keys().filter(|key| *key != "auths" && !SETTINGS.contains(&key.as_str())) {
        left.setting(key, Some("set"));
    }
    let warnings = left.warnings();
    Ok(ParsedImport { format: Format::DockerConfig, folders: Vec::new(), items, report, warnings })
}

/// The settings that may hold secrets, as an item of their own; none where there are none.
fn settings(top: &Top<'_>, report: &mut FieldReport) -> Result<Option<ParsedItem>, ImportError> {
    let mut draft = Draft::new(Kind::NOTE, report);
    for key in SETTINGS {
        if let Some(raw) = top.get(key) {
            let value = serde_json::from_str(raw.get()).map_err(|error| json_error(&error))?;
            keep_under(key, value, &mut draft);
        }
    }
    "Docker settings".clone_into(&mut draft.parsed.item.title);
    Ok(Some(draft.parsed).filter(|parsed| !parsed.item.fields.is_empty()))
}

/// Keeps each value under the names that lead to it. The reader of JSON bounds the depth.
fn keep_under(name: &str, value: Value, draft: &mut Draft<'_>) {
    match value {
        silent if is_silent(&silent) => {}
        Value::Object(object) => {
            for (key, value) in object {
                let long = name.len().saturating_add(key.len()) > MAX_PATH;
                keep_under(&if long { key } else { format!("{name}: {key}") }, value, draft);
            }
        }
        Value::Array(list) => list.into_iter().for_each(|element| keep_under(name, element, draft)),
        other => {
            draft.saw();
            draft.custom_field(name, Hidden, text_of(other));
        }
    }
}

fn place(registry: &str, mut object: Object, draft: &mut Draft<'_>) {
    draft.saw();
    draft.mapped_title(registry);
    draft.parsed.item.fields.push(Field::new("url", Url, registry));
    draft.report.source_fields += count_except(&object, &[]);
    if let Some((user, password)) = object.get("auth").and_then(|auth| account_of(&text_of(auth.clone()))) {
        object.remove("auth");
        draft.mapped();
        draft.parsed.item.fields.push(Field::new("username", Text, user));
        draft.parsed.item.fields.push(Field::new("password", Hidden, password));
    }
    for (key, name, field_type) in
        [("username", "username", Text), ("password", "password", Hidden), ("email", "email", Email)]
    {
        if let Some(text) = take_text(&mut object, key) {
            draft.place(name, field_type, key, text);
        }
    }
    keep_rest(draft, object);
}

/// `user:password` in base64.
fn account_of(text: &str) -> Option<(String, String)> {
    let plain = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (user, password) = plain.split_once(':')?;
    Some((user.to_owned(), password.trim_end_matches('\0').to_owned()))
}
