//! An item's JSON taken apart: what is taken is placed, what is left over is kept as custom fields.

use crate::import::draft::Draft;
use serde_json::{Map, Value};
use strongroom_credential::FieldType;

/// Keys that only link the file's parts to each other.
pub(super) const LINKS: &[&str] = &["id", "object", "organizationId", "folderId", "collectionIds"];

/// A value that says nothing: null, an empty text, an empty list, an object of such.
fn is_silent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.iter().all(Value::is_null),
        Value::Object(object) => object.values().all(is_silent),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// How many source fields a value holds: an element of a list counts as one, an object as its properties.
pub(super) fn count(value: &Value) -> u64 {
    match value {
        silent if is_silent(silent) => 0,
        Value::Array(list) => list.iter().filter(|element| !element.is_null()).count() as u64,
        Value::Object(object) => object.values().map(count).sum(),
        _ => 1,
    }
}

/// Counts the fields of an item, whoever places them later.
pub(super) fn count_item(object: &Map<String, Value>) -> u64 {
    object.iter().filter(|(key, _)| !LINKS.contains(&key.as_str())).map(|(_, value)| count(value)).sum()
}

/// The text under that key, taken out; an empty one is as good as none. A number or a truth value comes as text.
pub(super) fn take_text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::Array(_) | Value::Object(_) => return None,
        value if is_silent(value) => return None,
        _ => {}
    }
    object.remove(key).map(text_of)
}

/// The list under that key, taken out, without nulls.
pub(super) fn take_list(object: &mut Map<String, Value>, key: &str) -> Vec<Value> {
    match object.get_mut(key) {
        Some(Value::Array(list)) => {
            std::mem::take(list).into_iter().filter(|element| !element.is_null()).collect()
        }
        _ => Vec::new(),
    }
}

/// The object under that key, taken out.
pub(super) fn take_object(object: &mut Map<String, Value>, key: &str) -> Map<String, Value> {
    match object.get_mut(key) {
        Some(Value::Object(inner)) => std::mem::take(inner),
        _ => Map::new(),
    }
}

/// A text as it is, everything else as JSON.
pub(super) fn text_of(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Keeps what nobody took. Each value is a custom field of its key's name; one that may be secret is hidden, and of a
/// key that is not known that cannot be told.
pub(super) fn keep_rest(draft: &mut Draft<'_>, mut object: Map<String, Value>) {
    object.retain(|key, _| !LINKS.contains(&key.as_str()));
    keep_rest_of_body(draft, object);
}

/// Keeps what nobody took of the body that an item's type gives it: it links to nothing, so that all in it counts.
pub(super) fn keep_rest_of_body(draft: &mut Draft<'_>, body: Map<String, Value>) {
    for (key, value) in body.into_iter().filter(|(_, value)| !is_silent(value)) {
        keep(draft, &key, value);
    }
}

/// Keeps what is left of an element of a list, which counted as one field: each value counts for itself now.
pub(super) fn keep_rest_of_element(draft: &mut Draft<'_>, object: Map<String, Value>) {
    draft.report.source_fields += count_item(&object);
    keep_rest(draft, object);
}

fn keep(draft: &mut Draft<'_>, key: &str, value: Value) {
    match value {
        Value::Array(list) => {
            for element in list.into_iter().filter(|element| !element.is_null()) {
                draft.custom_field(key, FieldType::Hidden, text_of(element));
            }
        }
        Value::Object(inner) => {
            for (inner_key, value) in inner.into_iter().filter(|(_, value)| !is_silent(value)) {
                keep(draft, &inner_key, value);
            }
        }
        Value::Bool(truth) => draft.custom_field(key, FieldType::Boolean, truth.to_string()),
        other => draft.custom_field(key, FieldType::Hidden, text_of(other)),
    }
}
