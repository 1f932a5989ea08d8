//! Earlier passwords become earlier versions of their item, each with all that it had later and the password of then; so do
//! earlier values of hidden fields.

use super::ParsedVersion;
use super::draft::Draft;
use strongroom_credential::{Field, FieldType, Item};

/// What all earlier versions of one item may take together, in bytes: each is a copy of it with another password.
const MAX_HISTORY_BYTES: usize = 1 << 20;

/// An earlier password, or value of a hidden field, and when it was replaced, in milliseconds since 1970.
pub(super) struct Earlier {
    pub(super) password: String,
    /// The name of the person's own field whose value it is, where it is no password.
    pub(super) field: Option<String>,
    pub(super) until: Option<i64>,
}

/// Whether the item may be copied that often.
pub(super) fn fits(draft: &Draft<'_>, versions: usize) -> bool {
    let size = size_of(&draft.parsed.item);
    versions.saturating_mul(size) <= MAX_HISTORY_BYTES.max(size.saturating_mul(8))
}

/// Makes the versions, oldest first; each value counts as mapped. Where they would be too many copies, each is a custom
/// field instead.
pub(super) fn place(mut earlier: Vec<Earlier>, draft: &mut Draft<'_>) {
    if !fits(draft, earlier.len()) {
        return earlier.into_iter().for_each(|one| {
            let name = one.field.map_or("previous password".to_owned(), |name| format!("previous {name}"));
            draft.custom_field(&name, FieldType::Hidden, one.password);
        });
    }
    earlier.sort_by_key(|one| one.until);
    // What came before a version has all that it has, but for the one value.
    let mut item = draft.parsed.item.clone();
    let mut versions = Vec::with_capacity(earlier.len());
    for position in (0..earlier.len()).rev() {
        let Some(one) = earlier.get_mut(position) else { break };
        set(&mut item, one.field.take(), std::mem::take(&mut one.password));
        let since = position.checked_sub(1).and_then(|before| earlier.get(before)).map(|before| before.until);
        let modified_ms = since.unwrap_or(draft.parsed.created_ms);
        versions.push(ParsedVersion { item: item.clone(), modified_ms, attachments: Vec::new() });
        draft.mapped();
    }
    draft.parsed.history.extend(versions.into_iter().rev());
}

/// Sets the password, or the hidden field of that name.
fn set(item: &mut Item, field: Option<String>, value: String) {
    let is_it = |known: &&mut Field| match &field {
        Some(name) => is_own_hidden(known) && known.name == *name,
        None => !known.custom && known.name == "password",
    };
    match (item.fields.iter_mut().find(is_it), field) {
        (Some(known), _) => known.value = value.into(),
        (None, Some(name)) => item.fields.push(Field::custom(&name, FieldType::Hidden, value)),
        (None, None) => item.fields.push(Field::new("password", FieldType::Hidden, value)),
    }
}

/// Whether that is a hidden field of the person's own.
pub(super) fn is_own_hidden(field: &Field) -> bool {
    field.custom && field.field_type == FieldType::Hidden
}

fn size_of(item: &Item) -> usize {
    // Exposed to be measured.
    let fields = item.fields.iter().map(|field| field.name.len() + field.value.expose().len() + 64);
    item.title.len() + item.notes.expose().len() + fields.sum::<usize>()
}
