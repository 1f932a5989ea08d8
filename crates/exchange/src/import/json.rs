//! JSON taken apart: what is taken is placed, what is left over is kept as custom fields. Every importer that reads JSON
//! counts a part before it takes anything out of it.

use super::ImportError;
use super::draft::Draft;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::HashMap;
use strongroom_credential::FieldType;

/// A larger file than this is not read, in bytes: values in memory are several times the size of their text.
const MAX_JSON: usize = 128 << 20;

pub(super) type Object = Map<String, Value>;

/// The top level of a file, each value still text: items are parsed one at a time, so that memory stays near the file's
/// size.
pub(super) type Top<'a> = HashMap<String, &'a RawValue>;

/// A property, the template field that it becomes, and its type.
pub(crate) type Property = (&'static str, &'static str, FieldType);

/// The top level of a text that is one object.
pub(super) fn top_of(text: &str) -> Result<Top<'_>, ImportError> {
    check_size(text)?;
    serde_json::from_str(text).map_err(|error| json_error(&error))
}

/// Refuses a text that is too large to be read as JSON.
pub(super) fn check_size(text: &str) -> Result<(), ImportError> {
    if text.len() > MAX_JSON {
        return Err(ImportError::too_large("bytes of JSON", MAX_JSON as u64));
    }
    Ok(())
}

/// serde_json's words may quote the file, so only the line is kept.
pub(super) fn json_error(error: &serde_json::Error) -> ImportError {
    ImportError::damaged(format!("JSON, line {}", error.line()))
}

/// The list under that key; none is an empty one.
pub(super) fn list_of<'a>(top: &Top<'a>, key: &str) -> Result<Vec<&'a RawValue>, ImportError> {
    let Some(raw) = top.get(key) else { return Ok(Vec::new()) };
    serde_json::from_str::<Option<Vec<&'a RawValue>>>(raw.get())
        .map(Option::unwrap_or_default)
        .map_err(|_| ImportError::damaged(key.to_owned()))
}

/// One object of such a list. `part` names it in an error.
pub(super) fn object_of(raw: &RawValue, part: &'static str) -> Result<Object, ImportError> {
    match serde_json::from_str(raw.get()) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(ImportError::damaged(part)),
        Err(error) if error.to_string().starts_with("recursion limit") => {
            Err(ImportError::too_large("levels of JSON in an item", 127))
        }
        Err(_) => Err(ImportError::damaged(part)),
    }
}

/// A value that says nothing: null, an empty text, an empty list, an object of such.
pub(super) fn is_silent(value: &Value) -> bool {
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

/// Counts the fields of an object, whoever places them later, but for the keys that only link the file's parts.
pub(super) fn count_except(object: &Object, links: &[&str]) -> u64 {
    object.iter().filter(|(key, _)| !links.contains(&key.as_str())).map(|(_, value)| count(value)).sum()
}

/// The text under that key, taken out; an empty one is as good as none. A number or a truth value comes as text.
pub(super) fn take_text(object: &mut Object, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::Array(_) | Value::Object(_) => return None,
        value if is_silent(value) => return None,
        _ => {}
    }
    object.remove(key).map(text_of)
}

/// The list under that key, taken out, without nulls.
pub(super) fn take_list(object: &mut Object, key: &str) -> Vec<Value> {
    match object.get_mut(key) {
        Some(Value::Array(list)) => {
            std::mem::take(list).into_iter().filter(|element| !element.is_null()).collect()
        }
        _ => Vec::new(),
    }
}

/// The object under that key, taken out.
pub(super) fn take_object(object: &mut Object, key: &str) -> Object {
    match object.get_mut(key) {
        Some(Value::Object(inner)) => std::mem::take(inner),
        _ => Map::new(),
    }
}

/// Whether there is a yes under that key, in the notations of JSON; taken out, and counted as mapped. None where there is
/// nothing, or something else, which stays.
pub(super) fn take_flag(object: &mut Object, key: &str, draft: &mut Draft<'_>) -> Option<bool> {
    let truth = match object.get(key)? {
        Value::Bool(truth) => *truth,
        Value::Number(number) => match number.as_u64()? {
            0 => false,
            1 => true,
            _ => return None,
        },
        _ => return None,
    };
    object.remove(key);
    draft.mapped();
    Some(truth)
}

/// Whole seconds since 1970 under that key, as milliseconds; taken out and counted as mapped. Nought says nothing and is
/// mapped too.
pub(super) fn take_seconds(object: &mut Object, key: &str, draft: &mut Draft<'_>) -> Option<i64> {
    let seconds = object.get(key)?.as_i64()?;
    let moment = seconds.checked_mul(1_000)?;
    object.remove(key);
    draft.mapped();
    (seconds > 0).then_some(moment)
}

/// Tags in a list of texts, taken out and counted; anything else in the list is kept as a custom field.
pub(super) fn take_tags(object: &mut Object, key: &str, draft: &mut Draft<'_>) {
    for tag in take_list(object, key) {
        match tag {
            Value::String(tag) => {
                draft.mapped();
                draft.add_tags(std::iter::once(tag.as_str()));
            }
            other => draft.custom_field(key, FieldType::Hidden, text_of(other)),
        }
    }
}

/// A text as it is, everything else as JSON.
pub(super) fn text_of(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Places each property that the body has as the template's field.
pub(super) fn place_properties(body: &mut Object, properties: &[Property], draft: &mut Draft<'_>) {
    for (property, name, field_type) in properties {
        if let Some(value) = take_text(body, property) {
            draft.place(name, *field_type, property, value);
        }
    }
}

/// Keeps what nobody took, but for links. Each value is a custom field of its key's name; one that may be secret is hidden,
/// and of a key that is not known that cannot be told.
pub(super) fn keep_rest_except(draft: &mut Draft<'_>, mut object: Object, links: &[&str]) {
    object.retain(|key, _| !links.contains(&key.as_str()));
    keep_rest(draft, object);
}

/// Keeps everything that is left in the object.
pub(super) fn keep_rest(draft: &mut Draft<'_>, body: Object) {
    for (key, value) in body.into_iter().filter(|(_, value)| !is_silent(value)) {
        keep(draft, &key, value);
    }
}

/// Keeps what is left of an element of a list, which counted as one field: each value counts for itself now.
pub(super) fn keep_rest_of_element(draft: &mut Draft<'_>, object: Object, links: &[&str]) {
    draft.report.source_fields += count_except(&object, links);
    keep_rest_except(draft, object, links);
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
