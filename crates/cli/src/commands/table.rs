//! How a table is to be read, from the command line or a file; and how one was read, in lines.

use crate::arguments::Import;
use crate::failure::Failure;
use std::path::Path;
use strongroom_api::types::{ColumnChoice, ImportDamage, ImportTable, TableColumn, TableMapping};

/// The largest file with a mapping, in bytes.
const MAX_FILE: u64 = 1 << 20;

/// What the command line says of the table; none where it says nothing.
pub(super) fn mapping(import: &Import) -> Result<Option<TableMapping>, Failure> {
    let mut mapping = import.map_from.as_deref().map(from_file).transpose()?;
    let said = [&import.encoding, &import.delimiter, &import.quoting];
    if import.map.is_empty() && !import.no_header && said.iter().all(|said| said.is_none()) {
        return Ok(mapping);
    }
    let to = mapping.get_or_insert_default();
    for choice in &import.map {
        let (column, becomes) = choice.rsplit_once('=').ok_or(Failure::NoUse)?;
        to.columns.push(ColumnChoice { column: column.to_owned(), becomes: becomes.trim().to_owned() });
    }
    to.encoding = import.encoding.clone().or(to.encoding.take());
    to.delimiter = import.delimiter.clone().or(to.delimiter.take());
    to.quoting = import.quoting.clone().or(to.quoting.take());
    if import.no_header {
        to.header = Some(false);
    }
    Ok(mapping)
}

fn from_file(path: &Path) -> Result<TableMapping, Failure> {
    let shown = || path.display().to_string();
    let failed = |error: std::io::Error| Failure::File { path: shown(), what: error.kind() };
    let facts = std::fs::metadata(path).map_err(failed)?;
    if !facts.is_file() || facts.len() > MAX_FILE {
        return Err(Failure::NoMapping { path: shown() });
    }
    let text = std::fs::read(path).map_err(failed)?;
    serde_json::from_slice(&text).map_err(|_| Failure::NoMapping { path: shown() })
}

/// How the table is read, a line a column, and its first rows without secrets.
pub(super) fn lines(table: &ImportTable) -> Vec<String> {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let TableMapping { encoding, delimiter, quoting, header, .. } = &table.mapping;
    let header = if *header == Some(true) { "a header" } else { "no header" };
    let mut lines = vec![format!(
        "table: {}, delimiter {}, quoting {}, {header}",
        said(encoding),
        said(delimiter),
        said(quoting)
    )];
    lines.extend(table.columns.iter().enumerate().map(|(place, column)| of_column(place + 1, column)));
    for row in &table.rows {
        let cell = |cell: &strongroom_api::types::TableCell| {
            format!("{}={}", cell.name, cell.value.as_deref().unwrap_or("(hidden)"))
        };
        let cells: Vec<String> = row.fields.iter().map(cell).collect();
        lines.push(format!("row {} ({}): {}", row.title, row.kind, cells.join(", ")));
    }
    lines
}

fn of_column(number: usize, column: &TableColumn) -> String {
    let TableColumn { header, becomes, reason, filled, .. } = column;
    format!("column #{number} {header} = {becomes} ({reason}, filled {filled})")
}

/// Where a file is damaged.
pub(super) fn damage(damage: &ImportDamage) -> String {
    let ImportDamage { file, unit, at, what } = damage;
    let place = if file.is_empty() { String::new() } else { format!("{file}, ") };
    format!("damaged at {place}{unit} {at}: {what}")
}
