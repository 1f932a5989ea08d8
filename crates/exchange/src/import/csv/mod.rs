//! Tables: one engine, and one list of columns for each product. A cell that no list names becomes a custom field.

mod adjust;
mod columns;
mod lastpass;
mod own;
mod products;
mod row;
mod tables;

use super::folders::Folders;
use super::limits::{MAX_CELL, MAX_COLUMNS, MAX_ROWS};
use super::{FieldReport, Format, ImportError, ParsedImport, Warning};
use columns::{Plan, Product};
use csv::{ReaderBuilder, StringRecord};

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
    products::of_header(&header).map(|product| product.format)
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
    Table::new(product, plan).read(text)
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    let delimiter = delimiter_of(text);
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// A comma; where the first line has none, a semicolon or a tabulator, as spreadsheets write in some countries.
fn delimiter_of(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|&mark| line.bytes().any(|byte| byte == mark)).unwrap_or(b',')
}

/// The header cells, trimmed.
fn header_of(text: &str) -> Result<Vec<String>, ImportError> {
    let end = text.floor_char_boundary(HEADER_WINDOW);
    let mut header = StringRecord::new();
    reader(text.get(..end).unwrap_or(text))
        .read_record(&mut header)
        .map_err(|_| ImportError::NotRecognised)?;
    Ok(header.iter().map(|cell| cell.trim().to_owned()).collect())
}

fn check_columns(columns: usize) -> Result<(), ImportError> {
    if columns > MAX_COLUMNS {
        return Err(ImportError::too_large("columns", MAX_COLUMNS as u64));
    }
    Ok(())
}

/// A table while it is read.
struct Table {
    product: &'static Product,
    plan: Plan,
    folders: Folders,
    report: FieldReport,
    items: Vec<super::ParsedItem>,
}

impl Table {
    fn new(product: &'static Product, plan: Plan) -> Self {
        Self { product, plan, folders: Folders::default(), report: FieldReport::default(), items: Vec::new() }
    }

    fn read(mut self, text: &str) -> Result<ParsedImport, ImportError> {
        let mut reader = reader(text);
        let mut record = StringRecord::new();
        // The first row is the header, where there is one.
        let mut rows = u64::from(self.product.format == Format::KeeperCsv);
        while reader.read_record(&mut record).map_err(|_| ImportError::damaged("table"))? {
            rows += 1;
            if rows > 1 {
                self.row(&record)?;
            }
            if rows > MAX_ROWS {
                return Err(ImportError::too_large("rows", MAX_ROWS));
            }
        }
        Ok(self.finish(text))
    }

    fn row(&mut self, record: &StringRecord) -> Result<(), ImportError> {
        check_columns(record.len())?;
        if record.iter().any(|cell| cell.len() > MAX_CELL) {
            return Err(ImportError::too_large("bytes of one cell", MAX_CELL as u64));
        }
        if self.product.format == Format::NordPassCsv && self.folder_row(record)? {
            return Ok(());
        }
        if record.iter().any(|cell| !cell.is_empty()) {
            let item = row::item_of(self.product, &self.plan, record, &mut self.folders, &mut self.report)?;
            self.items.push(item);
        }
        Ok(())
    }

    /// NordPass writes its folders as rows that have nothing but a name.
    fn folder_row(&mut self, record: &StringRecord) -> Result<bool, ImportError> {
        let cell = |name| self.plan.position(name).and_then(|place| record.get(place)).unwrap_or_default();
        let filled = record.iter().filter(|cell| !cell.is_empty()).count();
        if cell("type") != "folder" || filled != 2 || cell("name").is_empty() {
            return Ok(false);
        }
        self.folders.position(&[cell("name")])?;
        self.report.source_fields += 2;
        self.report.mapped += 2;
        Ok(true)
    }

    fn finish(self, text: &str) -> ParsedImport {
        let mut warnings = Vec::new();
        if text.bytes().filter(|&byte| byte == b'"').count() % 2 == 1 {
            warnings.push(Warning::UnbalancedQuotes);
        }
        if let Some(names) = self.plan.bookkeeping() {
            warnings.push(Warning::BookkeepingLeft { names });
        }
        ParsedImport {
            format: self.product.format,
            folders: self.folders.into_list(),
            items: self.items,
            report: self.report,
            warnings,
        }
    }
}
