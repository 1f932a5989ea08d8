//! The addresses of a Proton Pass item: the older list of texts, and the newer one that says how each is compared, in which
//! those of the older one stand again.

use crate::import::draft::Draft;
use crate::import::json::{Object, keep_rest_of_element, take_list, take_text, text_of};
use serde_json::Value;
use std::collections::HashSet;
use strongroom_credential::FieldType::{Hidden, Text, Url};

/// Places the addresses of both lists, whose elements the caller has counted, each address once.
pub(super) fn place(content: &mut Object, draft: &mut Draft<'_>) {
    let mut known = HashSet::new();
    for url in take_list(content, "urls") {
        let url = text_of(url);
        draft.place("url", Url, "url", url.as_str());
        known.insert(url);
    }
    for one in take_list(content, "autofillUrls") {
        place_with_mode(one, &mut known, draft);
    }
}

fn place_with_mode(value: Value, known: &mut HashSet<String>, draft: &mut Draft<'_>) {
    let mut object = match value {
        Value::Object(object) => object,
        other => return draft.custom_field("autofillUrls", Hidden, text_of(other)),
    };
    let Some(url) = take_text(&mut object, "url") else {
        return draft.custom_field("autofillUrls", Hidden, text_of(Value::Object(object)));
    };
    if let Some(mode) = object.get("mode").and_then(Value::as_u64) {
        object.remove("mode");
        if let Some(name) = mode_name(mode) {
            draft.add_custom("url match", Text, format!("{name}: {url}"));
        }
    }
    if known.contains(&url) {
        draft.mapped();
    } else {
        draft.place("url", Url, "url", url.as_str());
        known.insert(url);
    }
    keep_rest_of_element(draft, object, &[]);
}

/// How an address is compared, in the words that are used for other programs' exports too; none of the usual way.
pub(in crate::import) fn mode_name(mode: u64) -> Option<String> {
    let name = match mode {
        0 => return None,
        1 => "host",
        2 => "never",
        3 => "starts with",
        4 => "pattern",
        5 => "regular expression",
        6 => "exact",
        other => return Some(format!("mode {other}")),
    };
    Some(name.to_owned())
}
