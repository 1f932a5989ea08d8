//! What Bitwarden calls an item's password history: earlier passwords, and among them earlier values of hidden fields.

use super::parts::{keep_rest_of_element, text_of};
use crate::import::date::parse_iso;
use crate::import::draft::Draft;
use crate::import::history::{self, Earlier};
use serde_json::Value;
use strongroom_credential::{FieldType, Item};

/// Each becomes an earlier version of the item, with all that it has now and the value of then.
pub(super) fn place_history(list: Vec<Value>, draft: &mut Draft<'_>) {
    if !history::fits(draft, list.len()) {
        return list
            .into_iter()
            .for_each(|one| draft.custom_field("previous password", FieldType::Hidden, text_of(one)));
    }
    let earlier = list.into_iter().filter_map(|one| earlier_of(one, draft)).collect();
    history::place(earlier, draft);
}

fn earlier_of(value: Value, draft: &mut Draft<'_>) -> Option<Earlier> {
    let Value::Object(mut object) = value else {
        draft.custom_field("previous password", FieldType::Hidden, text_of(value));
        return None;
    };
    let Some(password) = object.get("password").and_then(Value::as_str).map(str::to_owned) else {
        draft.custom_field("previous password", FieldType::Hidden, text_of(Value::Object(object)));
        return None;
    };
    object.remove("password");
    let until = object.get("lastUsedDate").and_then(Value::as_str).and_then(parse_iso);
    if until.is_some() {
        object.remove("lastUsedDate");
    }
    // Looked for before what is left over of the history is in the item too.
    let of_field = hidden_field_of(&password, &draft.parsed.item);
    keep_rest_of_element(draft, object);
    match of_field {
        Some((name, value)) => Some(Earlier { password: value, field: Some(name), until }),
        None => Some(Earlier { password, field: None, until }),
    }
}

/// The hidden field whose earlier value this is, and that value: Bitwarden writes `name: value`. A text that only looks so
/// is a password, unless the item can have none; then the field was removed since.
fn hidden_field_of(text: &str, item: &Item) -> Option<(String, String)> {
    let value_of = |name: &str| text.strip_prefix(name)?.strip_prefix(": ").filter(|_| !name.is_empty());
    let own =
        item.fields.iter().filter(|field| history::is_own_hidden(field)).map(|field| field.name.as_str());
    if let Some(name) = own.filter(|name| value_of(name).is_some()).max_by_key(|name| name.len()) {
        return Some((name.to_owned(), value_of(name)?.to_owned()));
    }
    let has_password = item
        .kind
        .template()
        .is_none_or(|template| template.fields.iter().any(|field| field.name == "password"));
    let (name, value) = text.split_once(": ").filter(|(name, _)| !has_password && !name.is_empty())?;
    Some((name.to_owned(), value.to_owned()))
}
