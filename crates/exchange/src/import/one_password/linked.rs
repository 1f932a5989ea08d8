//! Fields of a 1PUX item that name another item of the file.

use crate::import::links::Titles;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    uuid: String,
    overview: Overview,
    /// Earlier versions of the format wrapped each item.
    item: Option<Box<Named>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Overview {
    title: String,
}

/// The titles of all items that have one. An item that is not as expected is told where it is read.
pub(super) fn titles_of<'a>(items: impl Iterator<Item = &'a RawValue>) -> Titles {
    let named = items.filter_map(|raw| serde_json::from_str::<Named>(raw.get()).ok());
    let named =
        named.map(|named| named.item.map_or((named.uuid, named.overview), |item| (item.uuid, item.overview)));
    Titles::of(named.map(|(uuid, overview)| (uuid, overview.title)))
}

/// Puts the title where a field names an item of the file; what is not in it stays an identifier.
pub(super) fn resolve(sections: &mut [Value], titles: &mut Titles) {
    let lists = sections.iter_mut().filter_map(|section| section.get_mut("fields")?.as_array_mut());
    for field in lists.flatten() {
        if let Some(Value::String(id)) = field.get_mut("value").and_then(|value| value.get_mut("reference"))
            && let Some(title) = titles.title_of(id)
        {
            *id = title;
        }
    }
}
