//! A table of no product: how it was read, and how a person wants it to be read. The names of encodings, marks and uses
//! are those of `docs/cli.md`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a table is to be read; what it does not say is recognised or guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct TableMapping {
    /// `utf-8`, `utf-16`, `windows-1252`.
    pub encoding: Option<String>,
    /// `comma`, `semicolon`, `tab`, `pipe`.
    pub delimiter: Option<String>,
    /// `double`, `backslash`, `single`, `none`.
    pub quoting: Option<String>,
    /// Whether the first row names the columns.
    pub header: Option<bool>,
    /// What columns become.
    pub columns: Vec<ColumnChoice>,
}

/// What one column becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnChoice {
    /// Its header, or `#` and its number counted from 1.
    pub column: String,
    /// `title`, `username`, `password`, `url`, `totp`, `notes`, `folder`, `tags`, `favourite`, `created`, `modified`, `kind`;
    /// as a custom field `text`, `hidden`, `custom_url`, `date`, `number`, `email`, `phone`; or `leave_out`.
    pub becomes: String,
}

/// How a table was read.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportTable {
    /// Its columns, in order.
    pub columns: Vec<TableColumn>,
    /// The choice that reads it in just this way: all of it is said.
    pub mapping: TableMapping,
    /// The first rows as the items that they become.
    pub rows: Vec<TableRow>,
}

/// A column of a table that was read.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TableColumn {
    /// Its header; empty where it has none.
    pub header: String,
    /// What its cells become, as in [`ColumnChoice::becomes`].
    pub becomes: String,
    /// Why: `chosen`, `remembered`, `header`, `cells`, `unknown`.
    pub reason: String,
    /// How many of its cells are not empty.
    #[ts(type = "number")]
    pub filled: u64,
    /// Its first different cells; none of a column that may hold secrets.
    pub sample: Vec<String>,
}

/// A row of a table as the item that it becomes.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TableRow {
    /// Its title.
    pub title: String,
    /// Its kind's name.
    pub kind: String,
    /// Its folder, joined by `/`.
    pub folder: String,
    /// Its fields, in order.
    pub fields: Vec<TableCell>,
}

/// A field of such an item.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TableCell {
    /// Its name.
    pub name: String,
    /// Whether the name is the file's own and none of the kind's.
    pub custom: bool,
    /// Its value, shortened; none of a secret.
    pub value: Option<String>,
}

/// A place where a file is damaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportDamage {
    /// The file in the archive or folder; empty where it is the whole.
    pub file: String,
    /// `line` or `byte`.
    pub unit: String,
    /// Which line, counted from 1, or byte, counted from 0.
    #[ts(type = "number")]
    pub at: u64,
    /// What is wrong there.
    pub what: String,
}
