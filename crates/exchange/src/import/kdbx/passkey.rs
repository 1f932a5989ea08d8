//! KeePassXC's strings of a passkey that were made from one that the item has already, in another program's notation.

use super::otp::StringField;
use crate::import::draft::Draft;
use crate::passkey::{FIELD, Passkey};
use strongroom_credential::FieldType;

/// Takes the strings where they are, all of them, still what was made of the first passkey of the item. KeePassXC may have put
/// another in its place; then they stay.
pub(super) fn take(others: &mut Vec<StringField>, draft: &mut Draft<'_>) {
    let mut fields = draft.parsed.item.fields.iter();
    let made = fields.find_map(|field| {
        let is_one = field.custom && field.name == FIELD && field.field_type == FieldType::Hidden;
        // Exposed to be compared with other values of the same entry.
        is_one.then(|| Passkey::parse(field.value.expose())).flatten()
    });
    let Some(made) = made.map(|passkey| passkey.to_keepass()) else { return };
    let is_made =
        |field: &StringField, (name, value): &(&str, String)| field.name == *name && field.value == *value;
    let there = |pair: &(&str, String)| others.iter().any(|field| is_made(field, pair));
    if !made.iter().all(there) {
        return;
    }
    others.retain(|field| {
        let taken = made.iter().any(|pair| is_made(field, pair));
        if taken {
            draft.saw();
            draft.mapped();
        }
        !taken
    });
}
