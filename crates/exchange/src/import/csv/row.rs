//! One row of a table becomes one item.

use super::collections;
use super::columns::{Plan, Product, Target};
use super::mapped::parse_day;
use super::roboform::{place_form_field, unquoted};
use super::urls::addresses;
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use crate::import::month::parse_month;
use crate::import::{FieldReport, Format, ImportError, ParsedItem};
use csv::StringRecord;
use strongroom_credential::{Field, FieldType, Kind};

/// The largest text that is split into tags, in bytes; a longer one is kept whole as a custom field.
const MAX_TAGS: usize = 16 * 1024;

/// A row whose cells are placed one after the other; `done` marks those that a product's adjustment has placed.
pub(super) struct Row<'a> {
    plan: &'a Plan,
    record: &'a StringRecord,
    done: Vec<usize>,
}

impl<'a> Row<'a> {
    /// The cell of that column; empty where the row or the file has none.
    pub(super) fn cell(&self, header: &str) -> &'a str {
        self.plan.position(header).and_then(|position| self.record.get(position)).unwrap_or_default()
    }

    /// The kind that the cell of that meaning names.
    fn kind(&self, product: &Product) -> Option<Kind> {
        let mut cells = self.open_cells();
        let (_, name) =
            cells.find(|(position, _)| matches!(self.plan.target(*position), Some(Target::Kind)))?;
        let name = name.to_lowercase();
        product.kinds.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind.clone())
    }

    /// Whether a filled cell has a meaning of that kind.
    pub(super) fn any(&self, is_it: fn(Target) -> bool) -> bool {
        self.open_cells().any(|(position, _)| self.plan.target(position).is_some_and(is_it))
    }

    /// Says that the adjustment has placed the cell of that column, and counted it.
    pub(super) fn placed(&mut self, header: &str) {
        self.done.extend(self.plan.position(header));
    }

    /// The cells from that position on, two by two; the adjustment places and counts them.
    pub(super) fn pairs_from(&mut self, start: usize) -> Vec<(&'a str, &'a str)> {
        let mut pairs = Vec::new();
        for position in (start..self.record.len()).step_by(2) {
            self.done.extend([position, position.saturating_add(1)]);
            let cell = |place| self.record.get(place).unwrap_or_default();
            pairs.push((cell(position), cell(position.saturating_add(1))));
        }
        pairs
    }

    fn open_cells(&self) -> impl Iterator<Item = (usize, &'a str)> + '_ {
        let cells = self.record.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        cells.filter(|(position, _)| !self.done.contains(position))
    }
}

/// Reads one row. The cells are counted here; each target then says once what became of its cell.
pub(super) fn item_of(
    product: &Product,
    plan: &Plan,
    record: &StringRecord,
    folders: &mut Folders,
    report: &mut FieldReport,
) -> Result<ParsedItem, ImportError> {
    let mut row = Row { plan, record, done: Vec::new() };
    let mut draft = Draft::new(Kind::LOGIN, report);
    for (position, _) in row.open_cells() {
        if !matches!(plan.target(position), Some(Target::Bookkeeping)) {
            draft.saw();
        }
    }
    // The kind decides what the other cells are, wherever its column is.
    if let Some(kind) = row.kind(product) {
        draft.parsed.item.kind = kind;
    }
    (product.adjust)(&mut row, &mut draft);
    for (position, cell) in row.open_cells() {
        let text = if product.format == Format::RoboFormCsv { unquoted(cell) } else { cell };
        Cell { product, row: &row, position, text }.place(&mut draft, folders)?;
    }
    draft.name_by_host();
    Ok(draft.parsed)
}

/// One cell that is to be placed.
pub(super) struct Cell<'a> {
    product: &'a Product,
    pub(super) row: &'a Row<'a>,
    position: usize,
    pub(super) text: &'a str,
}

impl Cell<'_> {
    fn place(&self, draft: &mut Draft<'_>, folders: &mut Folders) -> Result<(), ImportError> {
        let Some(target) = self.row.plan.target(self.position) else {
            // What a column means that nobody knows cannot be told: it may be a PIN or an answer.
            if self.product.format == Format::RoboFormCsv {
                place_form_field(self, draft);
            } else {
                self.custom(draft, FieldType::Hidden);
            }
            return Ok(());
        };
        match target {
            Target::Folder(mark) => self.folder(draft, folders, self.text.split(mark).collect())?,
            Target::RootedFolder(mark) => {
                self.folder(draft, folders, self.text.split(mark).skip(1).collect())?
            }
            Target::SlashedFolder => {
                let path = self.text.strip_prefix('/').unwrap_or(self.text);
                let levels = path.split('/').filter(|_| !path.is_empty()).collect();
                self.folder(draft, folders, levels)?;
            }
            Target::Collections => collections::place(self, draft, folders)?,
            Target::Created(read) => self.created(draft, read),
            Target::Modified(read) => self.modified(draft, read),
            other => self.place_text(draft, other),
        }
        Ok(())
    }

    fn place_text(&self, draft: &mut Draft<'_>, target: Target) {
        match target {
            Target::Title if draft.parsed.item.title.is_empty() => draft.mapped_title(self.text),
            Target::Notes => draft.mapped_notes(self.text),
            // A table may have two columns of one meaning, and columns that the row's kind has not.
            Target::Field(name, field_type) => {
                draft.place(name, field_type, &self.row.plan.name(self.position), self.text);
            }
            Target::Urls => self.urls(draft),
            Target::Tags(mark) => self.tags(draft, mark),
            Target::AnyTags => self.tags(draft, if self.text.contains(';') { ';' } else { ',' }),
            Target::Kind => self.kind(draft),
            Target::Lines => self.lines(draft),
            Target::Custom(field_type) => self.custom(draft, field_type),
            Target::FormFields => place_form_field(self, draft),
            Target::Month(name) => match parse_month(self.text) {
                Some(month) => {
                    draft.place(name, FieldType::Month, &self.row.plan.name(self.position), month);
                }
                None => self.custom(draft, FieldType::Text),
            },
            Target::EmailOrUsername => self.email(draft),
            other => self.place_if_it_says_something(draft, other),
        }
    }

    fn place_if_it_says_something(&self, draft: &mut Draft<'_>, target: Target) {
        match target {
            Target::Favourite => match truth_of(self.text) {
                Some(truth) => {
                    draft.mapped();
                    draft.parsed.item.favourite = truth;
                }
                None => self.custom(draft, FieldType::Text),
            },
            Target::Flag(tag) => match truth_of(self.text) {
                Some(true) => {
                    draft.mapped();
                    draft.add_tags(std::iter::once(tag));
                }
                Some(false) => draft.mapped(),
                None => self.custom(draft, FieldType::Text),
            },
            Target::CustomUnless(silent) if self.text == silent => draft.mapped(),
            Target::CustomUnlessUrl if self.text == self.row.cell("url") => draft.mapped(),
            Target::Bookkeeping => {}
            Target::LeftOut => draft.report.left_out += 1,
            Target::Date => match parse_day(self.text) {
                Some(day) => draft.custom_field(&self.row.plan.name(self.position), FieldType::Date, day),
                None => self.custom(draft, FieldType::Text),
            },
            Target::Number if is_number(self.text) => self.custom(draft, FieldType::Number),
            _ => self.custom(draft, FieldType::Text),
        }
    }

    pub(super) fn custom(&self, draft: &mut Draft<'_>, field_type: FieldType) {
        draft.custom_field(&self.row.plan.name(self.position), field_type, self.text);
    }

    pub(super) fn folder(
        &self,
        draft: &mut Draft<'_>,
        folders: &mut Folders,
        path: Vec<&str>,
    ) -> Result<(), ImportError> {
        if draft.parsed.folder.is_some() {
            self.custom(draft, FieldType::Text);
        } else {
            draft.mapped();
            draft.parsed.folder = folders.position(&path)?;
        }
        Ok(())
    }

    fn created(&self, draft: &mut Draft<'_>, read: fn(&str) -> Option<i64>) {
        draft.parsed.created_ms = read(self.text);
        if draft.parsed.created_ms.is_some() { draft.mapped() } else { self.custom(draft, FieldType::Text) }
    }

    fn modified(&self, draft: &mut Draft<'_>, read: fn(&str) -> Option<i64>) {
        draft.parsed.modified_ms = read(self.text);
        if draft.parsed.modified_ms.is_some() { draft.mapped() } else { self.custom(draft, FieldType::Text) }
    }

    fn urls(&self, draft: &mut Draft<'_>) {
        draft.mapped();
        let fields = addresses(self.text).into_iter().map(|url| Field::new("url", FieldType::Url, url));
        draft.parsed.item.fields.extend(fields);
    }

    fn tags(&self, draft: &mut Draft<'_>, mark: char) {
        if self.text.len() > MAX_TAGS {
            return self.custom(draft, FieldType::Text);
        }
        draft.mapped();
        draft.add_tags(self.text.split(mark).map(str::trim));
    }

    fn kind(&self, draft: &mut Draft<'_>) {
        let name = self.text.to_lowercase();
        match self.product.kinds.iter().find(|(known, _)| *known == name) {
            Some((_, kind)) => {
                draft.mapped();
                draft.parsed.item.kind = kind.clone();
            }
            None => self.custom(draft, FieldType::Text),
        }
    }

    fn email(&self, draft: &mut Draft<'_>) {
        if self.row.cell("username").is_empty() {
            draft.mapped_field("username", FieldType::Text, self.text);
        } else {
            self.custom(draft, FieldType::Email);
        }
    }

    /// A line without a colon goes on with the value before it.
    fn lines(&self, draft: &mut Draft<'_>) {
        draft.report.custom += 1;
        let mut fields: Vec<(&str, String)> = Vec::new();
        for line in self.text.lines() {
            match (line.split_once(": "), fields.last_mut()) {
                (Some((name, value)), _) => fields.push((name, value.to_owned())),
                (None, Some((_, value))) => {
                    value.push('\n');
                    value.push_str(line);
                }
                (None, None) => fields.push(("fields", line.to_owned())),
            }
        }
        for (name, value) in fields {
            draft.add_custom(name, FieldType::Hidden, value);
        }
    }
}

/// A decimal number with a dot.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Yes and no as exports write them.
pub(super) fn truth_of(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "ja" | "oui" | "si" | "sí" | "sim" | "x" => Some(true),
        "0" | "false" | "no" | "nein" | "non" | "nee" | "não" => Some(false),
        _ => None,
    }
}
