//! How a table is to be read, as a person chose it or as it was guessed; and what was seen of one.

use serde::{Deserialize, Serialize};

/// What the cells of a column become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnUse {
    /// The title.
    Title,
    /// The user name.
    Username,
    /// The password.
    Password,
    /// Addresses, several of them separated by commas.
    Url,
    /// The secret or address of a one-time code.
    Totp,
    /// The notes; several columns of them follow each other.
    Notes,
    /// The folder, its levels separated by `/`.
    Folder,
    /// Tags, separated by commas or semicolons.
    Tags,
    /// Whether it is a favourite.
    Favourite,
    /// When it was made.
    Created,
    /// When it was last changed.
    Modified,
    /// Its kind, by name.
    Kind,
    /// A custom field of plain text.
    Text,
    /// A custom field that is hidden.
    Hidden,
    /// A custom field that is an address.
    CustomUrl,
    /// A custom field that is a date.
    Date,
    /// A custom field that is a number.
    Number,
    /// A custom field that is an e-mail address.
    Email,
    /// A custom field that is a telephone number.
    Phone,
    /// Not imported.
    LeaveOut,
}

impl ColumnUse {
    /// Every one, in the order in which a person is offered them.
    pub const ALL: [Self; 20] = [
        Self::Title,
        Self::Username,
        Self::Password,
        Self::Url,
        Self::Totp,
        Self::Notes,
        Self::Folder,
        Self::Tags,
        Self::Favourite,
        Self::Created,
        Self::Modified,
        Self::Kind,
        Self::Text,
        Self::Hidden,
        Self::CustomUrl,
        Self::Date,
        Self::Number,
        Self::Email,
        Self::Phone,
        Self::LeaveOut,
    ];

    /// Whether what stands in the column may be shown to whoever sees the screen.
    pub(super) fn is_shown(self) -> bool {
        !matches!(self, Self::Password | Self::Totp | Self::Notes | Self::Hidden | Self::LeaveOut)
    }

    /// Whether an item has one of it at most.
    pub(super) fn is_single(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::Username
                | Self::Password
                | Self::Totp
                | Self::Folder
                | Self::Favourite
                | Self::Created
                | Self::Modified
                | Self::Kind
        )
    }
}

/// What separates the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tabulator.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    pub(super) const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    pub(in crate::import) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// What stands around a cell in which a delimiter or an end of line is no such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quoting {
    /// `"`, doubled inside.
    Double,
    /// `"`, with a backslash before one inside.
    Backslash,
    /// `'`, doubled inside.
    Single,
    /// Nothing: a quotation mark is a letter like any other.
    None,
}

impl Quoting {
    /// The quotation mark, where there is one.
    pub(in crate::import) fn mark(self) -> Option<u8> {
        match self {
            Self::Double | Self::Backslash => Some(b'"'),
            Self::Single => Some(b'\''),
            Self::None => None,
        }
    }
}

/// How letters are written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16 with a byte order mark.
    #[serde(rename = "utf-16")]
    Utf16,
    /// Windows-1252, as older programs write in western Europe.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// What one column becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// Its header, or `#` and its number counted from 1. Personal.
    pub column: String,
    /// What its cells become.
    pub becomes: ColumnUse,
}

/// How a table is to be read. What it does not say is recognised or guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TableMapping {
    /// How its letters are written.
    pub encoding: Option<Encoding>,
    /// What separates its cells.
    pub delimiter: Option<Delimiter>,
    /// What stands around its cells.
    pub quoting: Option<Quoting>,
    /// Whether its first row names the columns.
    pub header: Option<bool>,
    /// What its columns become.
    pub columns: Vec<ColumnChoice>,
}

/// A mapping that was chosen for a table before, which is used again for one with the same header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTable {
    /// The header row. Personal.
    pub header: Vec<String>,
    /// How it was read.
    pub mapping: TableMapping,
}

/// What is known about tables before one is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// What the person chose for this one.
    pub chosen: Option<TableMapping>,
    /// What was chosen for others.
    pub known: Vec<KnownTable>,
}

/// Why a column becomes what it becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The person says so.
    Chosen,
    /// The person said so of a table with the same header.
    Remembered,
    /// Its header says so.
    Header,
    /// Its cells look so.
    Cells,
    /// Nothing tells what it is: it is kept, and hidden.
    Unknown,
}

/// One column of a table that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSeen {
    /// Its header; empty where it has none. Personal.
    pub header: String,
    /// What its cells became.
    pub becomes: ColumnUse,
    /// Why.
    pub reason: Reason,
    /// How many of its cells are not empty.
    pub filled: u64,
    /// Its first different cells, at most three, shortened; none of a column that may hold secrets. Personal.
    pub sample: Vec<String>,
}

/// How a table was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSeen {
    /// How its letters are written.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// What stands around its cells.
    pub quoting: Quoting,
    /// Whether its first row names the columns.
    pub has_header: bool,
    /// Its columns.
    pub columns: Vec<ColumnSeen>,
    /// Rows with data.
    pub rows: u64,
}

impl TableSeen {
    /// The choice that reads the table in just this way, with its columns by number.
    pub fn mapping(&self) -> TableMapping {
        let number = |(place, column): (usize, &ColumnSeen)| ColumnChoice {
            column: format!("#{}", place.saturating_add(1)),
            becomes: column.becomes,
        };
        TableMapping {
            encoding: Some(self.encoding),
            delimiter: Some(self.delimiter),
            quoting: Some(self.quoting),
            header: Some(self.has_header),
            columns: self.columns.iter().enumerate().map(number).collect(),
        }
    }

    /// This table, to be remembered by its header; none where it has no header.
    pub fn remembered(&self) -> Option<KnownTable> {
        let header = self.columns.iter().map(|column| column.header.clone()).collect();
        self.has_header.then(|| KnownTable { header, mapping: self.mapping() })
    }
}
