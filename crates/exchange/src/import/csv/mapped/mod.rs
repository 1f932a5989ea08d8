//! Any table: its layout is recognised, its columns are guessed or chosen, and what they become is said, so that a person
//! can look at it and choose otherwise.

pub(in crate::import) mod encoding;
mod guess;
pub(in crate::import) mod layout;
mod mapping;
mod moment;
mod words;

pub(in crate::import) use guess::is_of_logins;
pub(super) use guess::{is_email as is_mail, is_url as is_address};
pub(in crate::import) use layout::is_table;
pub use mapping::{
    ColumnChoice, ColumnSeen, ColumnUse, Delimiter, Encoding, KnownTable, Quoting, Reason, TableMapping,
    TableSeen, Tables,
};
pub(super) use moment::parse_day;

use super::columns::{Plan, Target};
use super::{Table, check_columns, products};
use crate::import::{ImportError, ParsedImport};
use csv::StringRecord;
use encoding::Decoded;
use layout::Layout;
use strongroom_credential::FieldType::{Email, Hidden, Phone, Text, Totp, Url};

/// Different cells of a column that are shown, and the letters of each.
const SHOWN: usize = 3;
const SHOWN_LETTERS: usize = 60;

/// Reads a table as it was chosen, as one with the same header was read before, or as it looks.
pub(in crate::import) fn parse(decoded: &Decoded, tables: &Tables) -> Result<ParsedImport, ImportError> {
    let Form { layout, header, columns, rows } = form_of(&decoded.text, tables)?;
    let names: Vec<String> = (0..columns.len()).map(|place| cell(header.as_ref(), place)).collect();
    let plan = Plan::of_targets(&names, columns.iter().map(|(becomes, _)| target_of(*becomes)));
    let mut import = Table::mapped(plan, layout, header.is_some(), columns.len()).read(&decoded.text)?;
    if let Some(seen) = &mut import.report.table {
        seen.encoding = decoded.encoding;
        for ((column, name), (place, (becomes, reason))) in
            seen.columns.iter_mut().zip(names).zip(columns.into_iter().enumerate())
        {
            let sample = if becomes.is_shown() { sample(&rows, place) } else { Vec::new() };
            *column = ColumnSeen { header: name, becomes, reason, filled: column.filled, sample };
        }
    }
    Ok(import)
}

/// How a table is to be read.
struct Form {
    layout: Layout,
    header: Option<StringRecord>,
    columns: Vec<(ColumnUse, Reason)>,
    /// The first rows with data.
    rows: Vec<StringRecord>,
}

fn form_of(text: &str, tables: &Tables) -> Result<Form, ImportError> {
    let chosen = tables.chosen.as_ref();
    let layout = Layout::of(text, chosen);
    let mut rows = layout.first_rows(text);
    let known = match chosen {
        None => rows.first().and_then(|first| tables.known.iter().find(|one| is_header(first, &one.header))),
        Some(_) => None,
    };
    let mapping = chosen.or(known.map(|known| &known.mapping));
    let has_header = mapping
        .and_then(|mapping| mapping.header.or_else(|| names_a_header(mapping, rows.first()).then_some(true)))
        .unwrap_or_else(|| known.is_some() || guess::has_header(&rows));
    // What was chosen for a table of that header is no more than its columns and what stands around them.
    let layout = if known.is_some() { Layout::of(text, mapping) } else { layout };
    let columns = rows.iter().map(StringRecord::len).take(1).max().ok_or(ImportError::NotRecognised)?;
    check_columns(columns)?;
    let header = if has_header { Some(rows.remove(0)) } else { None };
    let mut uses = guess::guess(columns, header.as_ref(), &rows);
    if let Some(mapping) = mapping {
        let reason = if known.is_some() { Reason::Remembered } else { Reason::Chosen };
        choose(mapping, header.as_ref(), &mut uses, reason)?;
    }
    Ok(Form { layout, header, columns: uses, rows })
}

fn is_header(row: &StringRecord, header: &[String]) -> bool {
    row.len() == header.len() && row.iter().zip(header).all(|(cell, name)| cell.trim() == name)
}

/// Whether a column was chosen by a cell of the first row, which is a header then.
fn names_a_header(mapping: &TableMapping, first: Option<&StringRecord>) -> bool {
    let names = |column: &str| first.is_some_and(|row| row.iter().any(|cell| cell.trim() == column));
    mapping.columns.iter().any(|choice| !choice.column.is_empty() && names(&choice.column))
}

/// Lays what was chosen over what was guessed.
fn choose(
    mapping: &TableMapping,
    header: Option<&StringRecord>,
    uses: &mut [(ColumnUse, Reason)],
    reason: Reason,
) -> Result<(), ImportError> {
    for choice in &mapping.columns {
        let place = place_of(&choice.column, header);
        let slot = place.and_then(|place| uses.get_mut(place));
        let slot = slot.ok_or_else(|| ImportError::NoColumn { column: choice.column.clone() })?;
        if slot.0 != choice.becomes || reason == Reason::Remembered {
            *slot = (choice.becomes, reason);
        }
    }
    Ok(())
}

/// The column of that header, else that differs from it in case alone, else of that number behind a `#`.
fn place_of(column: &str, header: Option<&StringRecord>) -> Option<usize> {
    let find =
        |is_it: &dyn Fn(&str) -> bool| header.and_then(|row| row.iter().position(|cell| is_it(cell.trim())));
    let number = || column.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1);
    find(&|cell| cell == column)
        .or_else(|| find(&|cell| cell.to_lowercase() == column.to_lowercase()))
        .or_else(number)
}

fn cell(row: Option<&StringRecord>, place: usize) -> String {
    row.and_then(|row| row.get(place)).map(str::trim).unwrap_or_default().to_owned()
}

fn sample(rows: &[StringRecord], place: usize) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    for cell in rows.iter().filter_map(|row| row.get(place)).filter(|cell| !cell.is_empty()) {
        let short: String = cell.chars().take(SHOWN_LETTERS).collect();
        if shown.len() < SHOWN && !shown.contains(&short) {
            shown.push(short);
        }
    }
    shown
}

fn target_of(becomes: ColumnUse) -> Target {
    match becomes {
        ColumnUse::Title => Target::Title,
        ColumnUse::Username => Target::Field("username", Text),
        ColumnUse::Password => Target::Field("password", Hidden),
        ColumnUse::Url => Target::Urls,
        ColumnUse::Totp => Target::Field("totp", Totp),
        ColumnUse::Notes => Target::Notes,
        ColumnUse::Folder => Target::Folder('/'),
        ColumnUse::Tags => Target::AnyTags,
        ColumnUse::Favourite => Target::Favourite,
        ColumnUse::Created => Target::Created(moment::parse_moment),
        ColumnUse::Modified => Target::Modified(moment::parse_moment),
        ColumnUse::Kind => Target::Kind,
        ColumnUse::Text => Target::Custom(Text),
        ColumnUse::Hidden => Target::Custom(Hidden),
        ColumnUse::CustomUrl => Target::Custom(Url),
        ColumnUse::Date => Target::Date,
        ColumnUse::Number => Target::Number,
        ColumnUse::Email => Target::Custom(Email),
        ColumnUse::Phone => Target::Custom(Phone),
        ColumnUse::LeaveOut => Target::LeftOut,
    }
}

/// Whether the cell is a word that names a column.
pub(super) fn is_header_word(cell: &str) -> bool {
    words::use_of(cell).is_some()
}

/// The product that any table is.
pub(super) fn product() -> &'static super::columns::Product {
    &products::ANY
}
