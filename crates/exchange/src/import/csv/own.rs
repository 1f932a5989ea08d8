//! The columns of Strongroom's own table that are no cell of one meaning: the kind, the trash, and the one that holds what
//! no other column does (`export::table`).

use super::row::Row;
use crate::export::table::{Earlier, More};
use crate::import::ParsedVersion;
use crate::import::draft::Draft;
use strongroom_credential::FieldType::{Hidden, Text, Totp, Url};
use strongroom_credential::{Field, Item, Kind};

/// Places them. A cell that another program made of it becomes a field, as any other that is not understood.
pub(super) fn strongroom_row(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    let kind = row.cell("kind");
    if !kind.is_empty() {
        draft.parsed.item.kind = Kind::named(kind);
        draft.mapped();
        row.placed("kind");
    }
    if let Some(deleted) = super::row::truth_of(row.cell("deleted")) {
        draft.parsed.deleted = deleted;
        draft.mapped();
        row.placed("deleted");
    }
    place_template(row, draft);
    let Ok(more) = serde_json::from_str::<More>(row.cell("strongroom")) else { return };
    draft.mapped();
    row.placed("strongroom");
    if !more.tags.is_empty() {
        if !row.cell("tags").is_empty() {
            draft.mapped();
        }
        row.placed("tags");
        draft.parsed.item.tags = more.tags;
    }
    draft.parsed.history = more.history.into_iter().map(version).collect();
    draft.parsed.item.fields.extend(more.fields);
    arrange(&mut draft.parsed.item.fields, &more.order);
}

/// Puts each field into its place. An order that is not one of these fields, because somebody emptied a cell, says nothing.
fn arrange(fields: &mut [Field], order: &[usize]) {
    let mut placed: Vec<Option<Field>> = fields.iter().map(|_| None).collect();
    if order.len() != fields.len() {
        return;
    }
    for (field, place) in fields.iter().zip(order) {
        match placed.get_mut(*place) {
            Some(free @ None) => *free = Some(field.clone()),
            _ => return,
        }
    }
    for (field, arranged) in fields.iter_mut().zip(placed.into_iter().flatten()) {
        *field = arranged;
    }
}

/// The first of each name stands in a cell, the others in the last column: they are not taken for the same.
fn place_template(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    let cells = [("username", Text), ("password", Hidden), ("url", Url), ("totp", Totp)];
    for (name, field_type) in cells {
        let value = row.cell(name);
        if !value.is_empty() {
            draft.mapped_field(name, field_type, value);
            row.placed(name);
        }
    }
}

fn version(Earlier { item, modified }: Earlier) -> ParsedVersion {
    let item = Item { kind: Kind::named(item.kind.name()), ..item };
    ParsedVersion { item, modified_ms: modified, attachments: Vec::new() }
}
