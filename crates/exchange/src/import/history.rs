//! Earlier passwords become earlier versions of their item, each with all that it has now and the password of then.

use super::ParsedVersion;
use super::draft::Draft;
use strongroom_credential::{Field, FieldType, Item};

/// What all earlier versions of one item may take together, in bytes: each is a copy of it with another password.
const MAX_HISTORY_BYTES: usize = 1 << 20;

/// An earlier password and when it was replaced, in milliseconds since 1970.
pub(super) struct Earlier {
    pub(super) password: String,
    pub(super) until: Option<i64>,
}

/// Whether the item may be copied that often.
pub(super) fn fits(draft: &Draft<'_>, versions: usize) -> bool {
    let size = size_of(&draft.parsed.item);
    versions.saturating_mul(size) <= MAX_HISTORY_BYTES.max(size.saturating_mul(8))
}

/// Makes the versions, oldest first; each password counts as mapped. Where they would be too many copies, each is a custom
/// field instead.
pub(super) fn place(mut earlier: Vec<Earlier>, draft: &mut Draft<'_>) {
    if !fits(draft, earlier.len()) {
        return earlier
            .into_iter()
            .for_each(|one| draft.custom_field("previous password", FieldType::Hidden, one.password));
    }
    earlier.sort_by_key(|one| one.until);
    let mut since = draft.parsed.created_ms;
    for one in earlier {
        let item = with_password(&draft.parsed.item, one.password);
        draft.parsed.history.push(ParsedVersion { item, modified_ms: since, attachments: Vec::new() });
        draft.mapped();
        since = one.until;
    }
}

fn with_password(item: &Item, password: String) -> Item {
    let mut item = item.clone();
    match item.fields.iter_mut().find(|field| !field.custom && field.name == "password") {
        Some(field) => field.value = password.into(),
        None => item.fields.push(Field::new("password", FieldType::Hidden, password)),
    }
    item
}

fn size_of(item: &Item) -> usize {
    // Exposed to be measured.
    let fields = item.fields.iter().map(|field| field.name.len() + field.value.expose().len() + 64);
    item.title.len() + item.notes.expose().len() + fields.sum::<usize>()
}
