//! What RoboForm does to its cells: a quotation mark before some, and fields of a form in those behind the named columns.

use super::columns::Target;
use super::row::{Cell, Row};
use crate::import::draft::Draft;
use strongroom_credential::{FieldType, Kind};

/// A cell without the `'` that RoboForm writes before one that begins with `@` or `'`, so that no spreadsheet computes it.
pub(super) fn unquoted(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['@', '\''])).unwrap_or(cell)
}

/// A row without anything to log in with is a Safenote.
pub(super) fn safenote(row: &mut Row<'_>, draft: &mut Draft<'_>) {
    let is_empty = ["url", "matchurl", "login", "pwd"].iter().all(|header| row.cell(header).is_empty());
    if is_empty && !row.any(|target| matches!(target, Target::FormFields)) {
        draft.parsed.item.kind = Kind::NOTE;
    }
}

/// `label$,,,type,value`; a text of another form is kept whole. A value that repeats a cell is written as that cell is.
pub(super) fn place_form_field(cell: &Cell<'_>, draft: &mut Draft<'_>) {
    let mut parts = cell.text.splitn(5, ',');
    let label = parts.next().unwrap_or_default().trim_end_matches('$');
    let (type_name, value) = (parts.nth(2).unwrap_or_default(), parts.next());
    let repeats = |value: &str| ["login", "pwd"].iter().any(|header| cell.row.cell(header) == value);
    match value.map(|value| if repeats(value) { unquoted(value) } else { value }) {
        Some(value) if label.eq_ignore_ascii_case("totp key") => {
            draft.place("totp", FieldType::Totp, label, value);
        }
        Some(value) if type_name == "txt" => draft.custom_field(label, FieldType::Text, value),
        Some(value) => draft.custom_field(label, FieldType::Hidden, value),
        None => cell.custom(draft, FieldType::Hidden),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_mark_that_was_put_before_is_taken_away() {
        for (cell, expected) in
            [("'@a", "@a"), ("''a", "'a"), ("'''", "''"), ("'a", "'a"), ("@a", "@a"), ("'", "'"), ("", "")]
        {
            assert_eq!(unquoted(cell), expected, "{cell}");
        }
    }
}
