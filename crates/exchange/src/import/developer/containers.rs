//! Docker's `config.json`: accounts at registries.

use crate::import::draft::Draft;
use crate::import::json::{
    Object, Top, count_except, json_error, keep_rest, object_of, take_text, text_of, top_of,
};
use crate::import::left::Left;
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use strongroom_credential::FieldType::{Email, Hidden, Text, Url};
use strongroom_credential::{Field, Kind};

/// Whether the top level of a JSON file is that of such a file with accounts in it.
pub(in crate::import) fn is_docker(top: &Top<'_>) -> bool {
    top.get("auths").is_some_and(|raw| raw.get().starts_with('{'))
}

/// Reads the file: a login a registry.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let top = top_of(text)?;
    let auths = top.get("auths").ok_or_else(|| ImportError::damaged("auths"))?;
    let auths: BTreeMap<String, &RawValue> =
        serde_json::from_str(auths.get()).map_err(|error| json_error(&error))?;
    let (mut report, mut left, mut items) = (FieldReport::default(), Left::default(), Vec::new());
    for (registry, raw) in auths {
        let mut draft = Draft::new(Kind::LOGIN, &mut report);
        place(&registry, object_of(raw, "auths")?, &mut draft);
        items.push(draft.parsed);
    }
    for key in top.keys().filter(|key| *key != "auths") {
        left.setting(key, Some("set"));
    }
    let warnings = left.warnings();
    Ok(ParsedImport { format: Format::DockerConfig, folders: Vec::new(), items, report, warnings })
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
