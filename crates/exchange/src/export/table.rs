//! A table, one row an item: the columns that every program looks for, and one of JSON that holds the rest, so that reading
//! it back gives the same. `import::csv` reads it.

use super::fields::{Rest, account_attachments, account_title, dated, folder_of};
use super::loss::{LossReason, Losses};
use super::{Content, ExportError, folders, formula};
use crate::{ParsedFolder, ParsedItem, ParsedVersion};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::Write;
use strongroom_credential::{Field, FieldType, Item};

/// The columns; the last one is [`More`].
pub(crate) const COLUMNS: [&str; 14] = [
    "title",
    "username",
    "password",
    "url",
    "totp",
    "notes",
    "kind",
    "folder",
    "tags",
    "favourite",
    "created",
    "modified",
    "deleted",
    "strongroom",
];
/// The largest cell that our own reader takes, in bytes.
const MAX_CELL: usize = 1 << 20;

/// Whether a spreadsheet may open the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    /// Every cell is what the vault holds.
    AsTheyAre,
    /// An apostrophe stands before what a spreadsheet takes for a formula.
    Harmless,
}

impl Cells {
    fn json(self, more: &More) -> Result<String, ExportError> {
        let text = serde_json::to_string(more)?;
        Ok(if self == Self::Harmless { formula::harmless_json(&text).into_owned() } else { text })
    }
}

/// What no column of its own holds.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct More {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<Field>,
    /// The tags, where the column cannot tell them apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) history: Vec<Earlier>,
    /// Where the fields stand that are in this order in the row: first those in columns, then [`fields`](Self::fields). Empty
    /// where they stand so in the item too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) order: Vec<usize>,
}

/// An earlier version.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Earlier {
    pub(crate) item: Item,
    pub(crate) modified: Option<i64>,
}

pub(super) fn write(content: Content<'_>, cells: Cells, to: &mut dyn Write) -> Result<(), ExportError> {
    row(COLUMNS.iter().map(|name| Cow::Borrowed(*name)), to)?;
    let mut losses = Losses::default();
    for parsed in content.items {
        row(cells_of(parsed, content.folders, cells, &mut losses)?.into_iter(), to)?;
    }
    Ok(())
}

pub(super) fn account(content: Content<'_>, cells: Cells, losses: &mut Losses) {
    for parsed in content.items {
        // A row that cannot be made fails when it is written.
        let _ = cells_of(parsed, content.folders, cells, losses);
    }
    folders::account_brought(content, losses);
}

fn cells_of<'a>(
    parsed: &'a ParsedItem,
    folders: &[ParsedFolder],
    cells: Cells,
    losses: &mut Losses,
) -> Result<Vec<Cow<'a, str>>, ExportError> {
    let item = &parsed.item;
    losses.about(&item.title);
    let mut rest = Rest::of(item);
    let tags = item.tags.join(",");
    let mut places = Vec::new();
    let mut take = |name: &str, field_type: FieldType| {
        let place = rest.place_of(name, field_type);
        let value = rest.take(name, field_type);
        places.extend(place.filter(|_| value.is_some()));
        Cow::Borrowed(value.unwrap_or_default())
    };
    let flag = |set: bool| Cow::Borrowed(if set { "true" } else { "false" });
    let mut row = vec![
        Cow::Borrowed(item.title.as_str()),
        take("username", FieldType::Text),
        take("password", FieldType::Hidden),
        take("url", FieldType::Url),
        take("totp", FieldType::Totp),
        // Exposed to be written.
        Cow::Borrowed(item.notes.expose().as_str()),
        Cow::Borrowed(item.kind.name()),
        Cow::Owned(folder_of(parsed, folders, losses).unwrap_or_default()),
        Cow::Owned(tags),
        flag(item.favourite),
        Cow::Owned(dated(parsed.created_ms, "created", losses).unwrap_or_default()),
        Cow::Owned(dated(parsed.modified_ms, "modified", losses).unwrap_or_default()),
        flag(parsed.deleted),
    ];
    for (name, cell) in COLUMNS.iter().zip(&mut row) {
        settle(name, cell, cells, losses);
    }
    row.push(Cow::Owned(more_of(parsed, rest, places, cells, losses)?));
    account_title(item, losses);
    account_attachments(parsed, losses);
    Ok(row)
}

/// Makes a cell harmless where that is wanted.
fn settle(name: &str, cell: &mut Cow<'_, str>, cells: Cells, losses: &mut Losses) {
    if cells == Cells::Harmless
        && let Cow::Owned(harmless) = formula::harmless(cell)
    {
        losses.add(name, LossReason::Neutralised);
        *cell = Cow::Owned(harmless);
    }
    if cell.len() > MAX_CELL {
        losses.add(name, LossReason::TooLong);
    }
}

/// What no other column holds, as JSON; empty where that is nothing. `places` are those of the fields in columns.
fn more_of(
    parsed: &ParsedItem,
    rest: Rest<'_>,
    places: Vec<usize>,
    cells: Cells,
    losses: &mut Losses,
) -> Result<String, ExportError> {
    let tags = &parsed.item.tags;
    let (left, fields): (Vec<usize>, Vec<Field>) =
        rest.left_by_place().map(|(place, field)| (place, field.clone())).unzip();
    let order: Vec<usize> = places.into_iter().chain(left).collect();
    let mut more = More {
        fields,
        order: if order.is_sorted() { Vec::new() } else { order },
        tags: if tells_apart(tags) { Vec::new() } else { tags.clone() },
        history: parsed.history.iter().map(earlier).collect(),
    };
    if more.fields.is_empty() && more.tags.is_empty() && more.history.is_empty() && more.order.is_empty() {
        return Ok(String::new());
    }
    let mut text = cells.json(&more)?;
    if text.len() > MAX_CELL && !more.history.is_empty() {
        losses.add("history", LossReason::NoHistory);
        more.history = Vec::new();
        text = cells.json(&more)?;
    }
    if text.len() > MAX_CELL {
        for field in &more.fields {
            losses.add(&field.name, LossReason::TooLong);
        }
    }
    Ok(text)
}

fn earlier(version: &ParsedVersion) -> Earlier {
    Earlier { item: version.item.clone(), modified: version.modified_ms }
}

/// Whether a reader finds the same tags in the text that they make with commas between them.
fn tells_apart(tags: &[String]) -> bool {
    let is_plain = |tag: &String| !tag.is_empty() && tag.trim() == tag && !tag.contains(',');
    let repeats = tags.iter().enumerate().any(|(at, tag)| tags.iter().take(at).any(|before| before == tag));
    tags.len() <= 100 && tags.iter().all(is_plain) && !repeats
}

/// Every cell in quotation marks, which are doubled within (RFC 4180).
fn row<'a>(cells: impl Iterator<Item = Cow<'a, str>>, to: &mut dyn Write) -> Result<(), ExportError> {
    for (position, cell) in cells.enumerate() {
        to.write_all(if position == 0 { b"\"" } else { b",\"" })?;
        for (part, text) in cell.split('"').enumerate() {
            to.write_all(if part == 0 { b"" } else { b"\"\"" })?;
            to.write_all(text.as_bytes())?;
        }
        to.write_all(b"\"")?;
    }
    to.write_all(b"\r\n")?;
    Ok(())
}
