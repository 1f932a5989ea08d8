//! A table while it is read: row by row, within limits, and where it breaks, with the place.

use super::columns::{Plan, Product};
use super::mapped::layout::{Layout, ends_in_quotes};
use super::mapped::{ColumnSeen, ColumnUse, Encoding, Reason, TableSeen};
use super::{check_columns, mapped, row};
use crate::import::damage::{Damage, MAX_PLACES};
use crate::import::folders::Folders;
use crate::import::limits::{MAX_CELL, MAX_CELLS, MAX_ROWS};
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem, Warning};
use csv::StringRecord;

const OPEN: &str = "a quotation mark is not closed";
const CUT: &str = "the row ends before its last column";
const LONG: &str = "the row has more cells than there are columns";

/// A table while it is read.
pub(super) struct Table {
    product: &'static Product,
    plan: Plan,
    layout: Layout,
    has_header: bool,
    columns: usize,
    /// For each column of a table that is of no product, how many cells are filled.
    filled: Option<Vec<u64>>,
    folders: Folders,
    report: FieldReport,
    items: Vec<ParsedItem>,
    cells: u64,
    /// Whether rows have been complete, all of them, so far.
    complete: Option<bool>,
}

impl Table {
    /// A table of a product.
    pub(super) fn of_product(product: &'static Product, plan: Plan, layout: Layout, columns: usize) -> Self {
        let has_header = product.format != Format::KeeperCsv;
        Self {
            product,
            plan,
            layout,
            has_header,
            columns,
            filled: None,
            folders: Folders::default(),
            report: FieldReport::default(),
            items: Vec::new(),
            cells: 0,
            complete: None,
        }
    }

    /// A table of no product.
    pub(super) fn mapped(plan: Plan, layout: Layout, has_header: bool, columns: usize) -> Self {
        let filled = Some(vec![0; columns]);
        Self { has_header, filled, ..Self::of_product(mapped::product(), plan, layout, columns) }
    }

    pub(super) fn read(mut self, text: &str) -> Result<ParsedImport, ImportError> {
        let body = text.get(self.layout.start..).unwrap_or_default();
        let mut reader = self.layout.reader(text);
        let mut record = StringRecord::new();
        let mut rows = u64::from(!self.has_header);
        loop {
            let (start, line) = (reader.position().byte(), reader.position().line());
            if !reader.read_record(&mut record).map_err(|_| ImportError::damaged("table"))? {
                break;
            }
            let line = line + u64::from(self.layout.start > 0);
            let rest = usize::try_from(start).ok().and_then(|start| body.get(start..)).unwrap_or_default();
            let is_last = reader.position().byte() >= body.len() as u64;
            rows += 1;
            if rows > MAX_ROWS + 1 {
                return Err(ImportError::too_large("rows", MAX_ROWS));
            }
            match self.broken(&record, is_last.then_some(rest)) {
                Some(what) => self.damaged(line, what)?,
                None if rows > 1 => self.row(&record)?,
                None => check_columns(record.len())?,
            }
        }
        self.finish(text)
    }

    /// What is wrong with a row as a whole; `rest` is the text of the last one.
    fn broken(&mut self, record: &StringRecord, rest: Option<&str>) -> Option<&'static str> {
        if let Some(rest) = rest {
            let mark = self.layout.delimiter.byte();
            if ends_in_quotes(rest.as_bytes(), mark, self.layout.quoting) {
                return Some(OPEN);
            }
            let ended = rest.ends_with(['\n', '\r']);
            if !ended && record.len() < self.columns && self.complete == Some(true) {
                return Some(CUT);
            }
        }
        let more = record.iter().skip(self.columns).any(|cell| !cell.is_empty());
        if self.filled.is_some() && more {
            return Some(LONG);
        }
        self.complete = Some(self.complete != Some(false) && record.len() >= self.columns);
        None
    }

    fn damaged(&mut self, line: u64, what: &'static str) -> Result<(), ImportError> {
        if self.report.damaged.len() >= MAX_PLACES {
            return Err(ImportError::damaged("table, more than 100 rows"));
        }
        self.report.damaged.push(Damage::line(line, what));
        Ok(())
    }

    fn row(&mut self, record: &StringRecord) -> Result<(), ImportError> {
        check_columns(record.len())?;
        if record.iter().any(|cell| cell.len() > MAX_CELL) {
            return Err(ImportError::too_large("bytes of one cell", MAX_CELL as u64));
        }
        self.cells += record.iter().filter(|cell| !cell.is_empty()).count() as u64;
        if self.cells > MAX_CELLS {
            return Err(ImportError::too_large("cells that are not empty", MAX_CELLS));
        }
        if self.product.format == Format::NordPassCsv && self.folder_row(record)? {
            return Ok(());
        }
        if record.iter().any(|cell| !cell.is_empty()) {
            let cells = self.filled.iter_mut().flatten().zip(record);
            cells.for_each(|(filled, cell)| *filled += u64::from(!cell.is_empty()));
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

    fn finish(mut self, text: &str) -> Result<ParsedImport, ImportError> {
        if let (true, Some(first)) = (self.items.is_empty(), self.report.damaged.first()) {
            return Err(ImportError::damaged(first.place.to_string()));
        }
        let mut warnings = Vec::new();
        let odd = text.bytes().filter(|&byte| byte == b'"').count() % 2 == 1;
        if odd && self.report.damaged.is_empty() && self.layout.quoting.mark() == Some(b'"') {
            warnings.push(Warning::UnbalancedQuotes);
        }
        if let Some(names) = self.plan.bookkeeping() {
            warnings.push(Warning::BookkeepingLeft { names });
        }
        self.report.table = self.filled.take().map(|filled| seen(&self, filled));
        Ok(ParsedImport {
            format: self.product.format,
            folders: self.folders.into_list(),
            items: self.items,
            report: self.report,
            warnings,
        })
    }
}

/// How the table was read; whoever knows the columns fills them in.
fn seen(table: &Table, filled: Vec<u64>) -> TableSeen {
    let column = |filled| ColumnSeen {
        header: String::new(),
        becomes: ColumnUse::Hidden,
        reason: Reason::Unknown,
        filled,
        sample: Vec::new(),
    };
    TableSeen {
        encoding: Encoding::Utf8,
        delimiter: table.layout.delimiter,
        quoting: table.layout.quoting,
        has_header: table.has_header,
        columns: filled.into_iter().map(column).collect(),
        rows: table.items.len() as u64,
    }
}
