//! A passkey in another program's notation, as the strings that KeePassXC logs in with: beside the field that holds it, so that
//! it is read back as it was.

use crate::passkey::{FIELD, Passkey, keepass};
use strongroom_credential::{Field, FieldType, Item};

/// The strings, by name, of the item's first passkey that can be written so; none where the item has such strings itself.
/// An entry has one passkey.
pub(super) fn strings_of(item: &Item) -> Option<(&Field, Vec<(&'static str, String)>)> {
    if item.fields.iter().any(|field| field.name.starts_with(keepass::PREFIX)) {
        return None;
    }
    let read = |field: &&Field| -> Option<Passkey> {
        let is_one = field.custom && field.name == FIELD && field.field_type == FieldType::Hidden;
        // Exposed to be written into the database, where it is encrypted.
        is_one.then(|| Passkey::parse(field.value.expose())).flatten()
    };
    item.fields.iter().find_map(|field| Some((field, read(&field)?.to_keepass())))
}
