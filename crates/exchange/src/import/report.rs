//! The account of an import: every field of the source is mapped, kept as a custom field, or dropped with a reason.
//!
//! A source field is one non-empty value that a person can see or set in the other program: a cell, a property, one
//! custom field, one URL, one earlier password. Not counted: what only links the file's own parts (identifiers, folder
//! references), usage statistics (last access, use counts; [`Warning::BookkeepingLeft`] names them), and what is said about
//! the file as a whole ([`Warning::DatabaseSettingsLeft`]).

use super::csv::TableSeen;
use super::damage::Damage;
use serde::{Deserialize, Serialize};

/// What became of the source's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldReport {
    /// Fields that the source holds, counted where they are read.
    pub source_fields: u64,
    /// Those that became a field of the item's kind, or its title, notes, tags, folder, times or history.
    pub mapped: u64,
    /// Those that became custom fields.
    pub custom: u64,
    /// Those that are not in the import.
    pub dropped: Vec<Dropped>,
    /// Those in columns of a table that the person does not want.
    #[serde(default)]
    pub left_out: u64,
    /// Where the file is damaged, when something of it could be read; what is missing is in none of the numbers.
    #[serde(default)]
    pub damaged: Vec<Damage>,
    /// How a table was read whose columns were guessed or chosen.
    #[serde(default)]
    pub table: Option<TableSeen>,
}

impl FieldReport {
    /// Whether every source field is accounted for.
    pub fn is_balanced(&self) -> bool {
        let dropped = u64::try_from(self.dropped.len()).unwrap_or(u64::MAX);
        self.source_fields
            == self.mapped.saturating_add(self.custom).saturating_add(dropped).saturating_add(self.left_out)
    }
}

/// A field that is not in the import. Personal: both names come from the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The title of its item, where it has one.
    pub item_title: Option<String>,
    /// The field's name.
    pub field: String,
    /// Why.
    pub reason: String,
}

/// What the user should know although nothing failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// The table has an odd number of quotation marks: the file may be cut short, and rows may have run together.
    UnbalancedQuotes,
    /// Usage statistics of the other program that were left behind.
    BookkeepingLeft {
        /// Their names in the file.
        names: Vec<String>,
    },
    /// What was said about the whole database was left behind: its name, its description, its plugins' data.
    DatabaseSettingsLeft {
        /// Their names in the file, at most twenty.
        names: Vec<String>,
    },
    /// Pictures that were left behind; the items say which they had.
    IconsLeft {
        /// How many.
        count: u64,
    },
    /// References to fields of other entries that were replaced by what they name.
    ReferencesReplaced {
        /// How many.
        count: u64,
    },
    /// References to other entries that stand as text: they name none, or each other, or search for one.
    ReferencesKept {
        /// How many.
        count: u64,
    },
    /// An unencrypted file marks values as encrypted; they were taken as they stand.
    ProtectedValuesTakenAsTheyStand,
    /// The file was written by another program's newer version; what is unknown was kept as custom fields.
    NewerMinorVersion {
        /// The version that the file claims.
        found: String,
    },
    /// The text is neither UTF-8 nor UTF-16; it was read in this encoding.
    TextTakenAs {
        /// The encoding's name.
        encoding: String,
    },
    /// Definitions of kinds that a user made were left behind; items keep their kinds and fields.
    TypesLeft {
        /// What people call them, at most twenty.
        names: Vec<String>,
    },
    /// What lies open of items in an OPVault is not what its program wrote: a folder, a kind, a date, the trash.
    OpenPartsChanged {
        /// Titles of the items, the first of them. Personal.
        names: Vec<String>,
    },
}
