//! Tables: one engine, and one list of columns for each product. A cell that no list names becomes a custom field.

mod adjust;
mod collections;
mod columns;
mod lastpass;
mod mapped;
mod own;
mod products;
mod proton;
mod roboform;
mod row;
mod shape;
mod table;
mod tables;
mod urls;

use super::limits::MAX_COLUMNS;
use super::{Format, ImportError, ParsedImport};
use columns::Plan;
use csv::StringRecord;
use mapped::layout::Layout;
pub use mapped::{
    ColumnChoice, ColumnSeen, ColumnUse, Delimiter, Encoding, KnownTable, Quoting, Reason, TableMapping,
    TableSeen, Tables,
};
pub(super) use mapped::{encoding, is_table, parse as parse_any};
use table::Table;

/// How much of a file is searched for its header row, in bytes.
const HEADER_WINDOW: usize = 256 * 1024;

/// What Keeper's columns are; its files do not say. Behind them stand a label and a value in turn.
const KEEPER_HEADER: &[&str] =
    &["folder", "title", "login", "password", "website address", "notes", "shared folder"];

/// Whether a file of that name is one of Dashlane's tables.
pub(super) fn is_of_dashlane(name: &str) -> bool {
    const NAMES: [&str; 6] =
        ["credentials.csv", "securenotes.csv", "payments.csv", "ids.csv", "personalinfo.csv", "wifi.csv"];
    NAMES.contains(&name.to_lowercase().as_str())
}

/// Which product's table it is, by its header row.
pub(super) fn recognise(text: &str) -> Option<Format> {
    let header = header_of(text).ok()?;
    let logins = mapped::is_of_logins(&header);
    let product = products::of_header(&header);
    // What two common columns tell is less than what a column of passwords does.
    let known =
        product.filter(|product| !logins || product.signature.len() > 2).map(|product| product.format);
    let known = known.or_else(|| shape::is_keeper(text).then_some(Format::KeeperCsv));
    known.or(logins.then_some(Format::GenericCsv)).or(product.map(|product| product.format))
}

/// Reads a table. `format` chooses the list of columns, whether or not the header has them all.
pub(super) fn parse(format: Format, text: &str) -> Result<ParsedImport, ImportError> {
    let header = match format {
        Format::KeeperCsv => KEEPER_HEADER.iter().map(|name| (*name).to_owned()).collect(),
        _ => header_of(text)?,
    };
    check_columns(header.len())?;
    let product = products::of_format(format, &header).ok_or(ImportError::NotRecognised)?;
    let plan = Plan::new(product, &header);
    if !plan.has_a_known_column() {
        return Err(ImportError::NotRecognised);
    }
    Table::of_product(product, plan, Layout::plain(text), header.len()).read(text)
}

/// The header cells, trimmed.
fn header_of(text: &str) -> Result<Vec<String>, ImportError> {
    let end = text.floor_char_boundary(HEADER_WINDOW);
    let mut header = StringRecord::new();
    let text = text.get(..end).unwrap_or(text);
    Layout::plain(text).reader(text).read_record(&mut header).map_err(|_| ImportError::NotRecognised)?;
    Ok(header.iter().map(|cell| cell.trim().to_owned()).collect())
}

fn check_columns(columns: usize) -> Result<(), ImportError> {
    if columns > MAX_COLUMNS {
        return Err(ImportError::too_large("columns", MAX_COLUMNS as u64));
    }
    Ok(())
}
