//! What every Bitwarden item has, whatever its type: name, notes, folder, dates, custom fields, earlier passwords.

use super::earlier::place_history;
use super::parts::{count_item, keep_rest, keep_rest_of_element, take_list, take_text, text_of};
use super::{Export, Place, body};
use crate::import::date::parse_iso;
use crate::import::draft::Draft;
use crate::import::{ImportError, ParsedItem};
use serde_json::{Map, Value};
use std::collections::HashMap;
use strongroom_credential::{FieldType, Kind};

/// Reads one item. Its fields are counted before anything is taken out.
pub(super) fn read(mut object: Map<String, Value>, export: &mut Export) -> Result<ParsedItem, ImportError> {
    let folder = places(object.remove("folderId"), &export.by_folder);
    let collections = places(object.remove("collectionIds"), &export.by_collection);
    for place in folder.iter().chain(&collections).skip(1) {
        export.folders.repeat(&place.name)?;
    }
    let fields = count_item(&object);
    let mut draft = Draft::new(Kind::LOGIN, &mut export.report);
    draft.report.source_fields += fields;
    place_kind(&mut object, &mut draft);
    place_common(&mut object, &mut draft);
    body::place(&mut object, &mut draft);
    for field in take_list(&mut object, "fields") {
        place_custom(field, &mut draft);
    }
    draft.name_by_host();
    place_folder(&mut draft, folder.into_iter().chain(collections));
    let earlier = take_list(&mut object, "passwordHistory");
    keep_rest(&mut draft, object);
    place_history(earlier, &mut draft);
    Ok(draft.parsed)
}

/// The type by its number, or by what the item has where the number is missing.
fn place_kind(object: &mut Map<String, Value>, draft: &mut Draft<'_>) {
    let kind = match object.get("type").and_then(Value::as_u64) {
        Some(1) => Kind::LOGIN,
        Some(2) => Kind::NOTE,
        Some(3) => Kind::CARD,
        Some(4) => Kind::IDENTITY,
        Some(5) => Kind::SSH_KEY,
        Some(6) => Kind::BANK_ACCOUNT,
        // A driving licence, a passport.
        Some(7 | 8) => Kind::IDENTITY,
        Some(_) => return,
        None => {
            draft.parsed.item.kind = kind_by_content(object);
            return;
        }
    };
    draft.parsed.item.kind = kind;
    draft.mapped();
    object.remove("type");
}

fn kind_by_content(object: &Map<String, Value>) -> Kind {
    let bodies = [
        ("card", Kind::CARD),
        ("identity", Kind::IDENTITY),
        ("sshKey", Kind::SSH_KEY),
        ("bankAccount", Kind::BANK_ACCOUNT),
        ("driversLicense", Kind::IDENTITY),
        ("passport", Kind::IDENTITY),
        ("login", Kind::LOGIN),
    ];
    let found = bodies.into_iter().find(|(key, _)| object.get(*key).is_some_and(Value::is_object));
    found.map_or(Kind::NOTE, |(_, kind)| kind)
}

fn place_common(object: &mut Map<String, Value>, draft: &mut Draft<'_>) {
    if let Some(name) = take_text(object, "name") {
        draft.mapped_title(&name);
    }
    if let Some(notes) = take_text(object, "notes") {
        draft.mapped_notes(&notes);
    }
    if let Some(Value::Bool(favourite)) = object.get("favorite") {
        draft.parsed.item.favourite = *favourite;
        object.remove("favorite");
        draft.mapped();
    }
    place_reprompt(object, draft);
    draft.parsed.created_ms = take_moment(object, "creationDate", draft);
    draft.parsed.modified_ms = take_moment(object, "revisionDate", draft);
    draft.parsed.deleted = take_moment(object, "deletedDate", draft).is_some();
    if object.get("archivedDate").is_some_and(Value::is_string)
        && let Some(since) = take_text(object, "archivedDate")
    {
        draft.add_tags(std::iter::once("archived"));
        draft.custom_field("archivedDate", FieldType::Text, since);
    }
}

/// Nought says nothing; anything else is kept.
fn place_reprompt(object: &mut Map<String, Value>, draft: &mut Draft<'_>) {
    match object.get("reprompt").and_then(Value::as_u64) {
        Some(0) => draft.mapped(),
        Some(1) => draft.custom_field("reprompt", FieldType::Boolean, "true"),
        _ => return,
    }
    object.remove("reprompt");
}

/// A text that is no moment stays where it is.
fn take_moment(object: &mut Map<String, Value>, key: &str, draft: &mut Draft<'_>) -> Option<i64> {
    let moment = object.get(key)?.as_str().and_then(parse_iso)?;
    object.remove(key);
    draft.mapped();
    Some(moment)
}

/// The places behind an identifier or a list of them; the copies are counted by [`Export::repeat`].
fn places(ids: Option<Value>, known: &HashMap<String, Place>) -> Vec<Place> {
    let ids = match ids {
        Some(Value::Array(list)) => list,
        other => other.into_iter().collect(),
    };
    ids.iter().filter_map(|id| known.get(id.as_str()?)).cloned().collect()
}

/// An item lies in one folder; a collection serves where there is none, and further collections are kept by name.
fn place_folder(draft: &mut Draft<'_>, mut places: impl Iterator<Item = Place>) {
    draft.parsed.folder = places.next().and_then(|first| first.position);
    for further in places {
        draft.add_custom("collection", FieldType::Text, further.name);
    }
}

fn place_custom(field: Value, draft: &mut Draft<'_>) {
    let Value::Object(mut object) = field else {
        return draft.custom_field("field", FieldType::Hidden, text_of(field));
    };
    let number = object.get("type").map_or(Some(0), Value::as_u64);
    if number.is_some() {
        object.remove("type");
    }
    let name = take_text(&mut object, "name").unwrap_or_default();
    let value = take_text(&mut object, "value").unwrap_or_default();
    let linked = object.get("linkedId").and_then(Value::as_u64);
    if linked.is_some() {
        object.remove("linkedId");
    }
    let (field_type, value) = match number {
        Some(0) => (FieldType::Text, value),
        Some(2) => (FieldType::Boolean, value),
        Some(3) if value.is_empty() => (FieldType::Text, linked_text(linked)),
        _ => (FieldType::Hidden, value),
    };
    draft.custom_field(&name, field_type, value);
    keep_rest_of_element(draft, object);
}

/// What a linked field points at, in words where the number is a login's.
fn linked_text(id: Option<u64>) -> String {
    match id {
        Some(100) => "linked: username".to_owned(),
        Some(101) => "linked: password".to_owned(),
        Some(id) => format!("linked: {id}"),
        None => "linked".to_owned(),
    }
}
