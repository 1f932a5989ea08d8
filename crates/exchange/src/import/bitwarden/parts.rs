//! An item's JSON taken apart, with the keys that only Bitwarden's own files link by.

use crate::import::draft::Draft;
use crate::import::json::{self, Object};
pub(super) use crate::import::json::{
    count, keep_rest as keep_rest_of_body, place_properties, take_list, take_object, take_text, text_of,
};

/// Keys that only link the file's parts to each other.
pub(super) const LINKS: &[&str] = &["id", "object", "organizationId", "folderId", "collectionIds"];

/// Counts the fields of an item, whoever places them later.
pub(super) fn count_item(object: &Object) -> u64 {
    json::count_except(object, LINKS)
}

/// Keeps what nobody took of an item.
pub(super) fn keep_rest(draft: &mut Draft<'_>, object: Object) {
    json::keep_rest_except(draft, object, LINKS);
}

/// Keeps what is left of an element of a list, which counted as one field.
pub(super) fn keep_rest_of_element(draft: &mut Draft<'_>, object: Object) {
    json::keep_rest_of_element(draft, object, LINKS);
}
