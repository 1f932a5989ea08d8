//! The formats that are written: their names, how they are protected, what they carry. A new one is a variant here, a line
//! of the table, and an arm in [`super::write`] and [`super::losses`].

/// A format that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Target {
    /// Strongroom's own JSON, which holds everything (docs/export-json.md).
    StrongroomJson,
    /// KeePass' database (KDBX 4.1) under a password.
    Kdbx,
    /// Bitwarden's unencrypted JSON.
    BitwardenJson,
    /// Bitwarden's JSON under a password of its own.
    BitwardenEncryptedJson,
    /// 1Password's archive (1PUX).
    OnePux,
    /// The FIDO Alliance's Credential Exchange Format.
    Cxf,
    /// A table of which every cell is what the vault holds.
    Csv,
    /// The same, in which no cell is a formula for a spreadsheet.
    CsvSafe,
    /// Variables, as programs read them into their environment.
    Dotenv,
    /// SSH keys and certificates as files of a new folder.
    KeyFiles,
    /// A sheet to be printed, for the day on which somebody else must get in.
    EmergencySheet,
    /// The same as PDF.
    EmergencySheetPdf,
}

/// What keeps others from reading the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// Nothing: whoever has the file has the secrets.
    None,
    /// A password of its own.
    Password,
}

/// What a format has a place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// Logins and notes.
    Logins,
    /// Every kind of item as what it is.
    Kinds,
    /// Every field with its type.
    Fields,
    /// Folders.
    Folders,
    /// Tags.
    Tags,
    /// Earlier versions.
    History,
    /// The trash.
    Trash,
    /// Files that hang on items.
    Attachments,
}

impl Carried {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Logins => "logins",
            Self::Kinds => "kinds",
            Self::Fields => "fields",
            Self::Folders => "folders",
            Self::Tags => "tags",
            Self::History => "history",
            Self::Trash => "trash",
            Self::Attachments => "attachments",
        }
    }
}

struct Row {
    target: Target,
    name: &'static str,
    title: &'static str,
    extension: &'static str,
    protection: Protection,
    carries: &'static [Carried],
}

use Carried::{Attachments, Fields, Folders, History, Kinds, Logins, Tags, Trash};
use Protection::{None as Plain, Password};

const ROWS: &[Row] = &[
    Row {
        target: Target::StrongroomJson,
        name: "strongroom_json",
        title: "Strongroom JSON",
        extension: "json",
        protection: Plain,
        carries: &[Logins, Kinds, Fields, Folders, Tags, History, Trash, Attachments],
    },
    Row {
        target: Target::Kdbx,
        name: "kdbx",
        title: "KeePass database (KDBX)",
        extension: "kdbx",
        protection: Password,
        carries: &[Logins, Kinds, Fields, Folders, Tags, History, Trash, Attachments],
    },
    Row {
        target: Target::BitwardenEncryptedJson,
        name: "bitwarden_encrypted_json",
        title: "Bitwarden JSON (password protected)",
        extension: "json",
        protection: Password,
        carries: &[Logins, Folders, Trash],
    },
    Row {
        target: Target::BitwardenJson,
        name: "bitwarden_json",
        title: "Bitwarden JSON",
        extension: "json",
        protection: Plain,
        carries: &[Logins, Folders, Trash],
    },
    Row {
        target: Target::OnePux,
        name: "one_password_1pux",
        title: "1Password 1PUX",
        extension: "1pux",
        protection: Plain,
        carries: &[Logins, Folders, Tags, Attachments],
    },
    Row {
        target: Target::Cxf,
        name: "cxf",
        title: "Credential Exchange Format (CXF)",
        extension: "json",
        protection: Plain,
        carries: &[Logins, Folders, Tags],
    },
    Row {
        target: Target::Csv,
        name: "csv",
        title: "CSV",
        extension: "csv",
        protection: Plain,
        carries: &[Logins, Kinds, Fields, Folders, Tags, History, Trash],
    },
    Row {
        target: Target::CsvSafe,
        name: "csv_safe",
        title: "CSV for spreadsheets",
        extension: "csv",
        protection: Plain,
        carries: &[Logins, Kinds, Fields, Folders, Tags, History, Trash],
    },
    Row {
        target: Target::Dotenv,
        name: "dotenv",
        title: ".env file",
        extension: "env",
        protection: Plain,
        carries: &[],
    },
    Row {
        target: Target::KeyFiles,
        name: "key_files",
        title: "SSH and PEM files",
        extension: "",
        protection: Plain,
        carries: &[],
    },
    Row {
        target: Target::EmergencySheet,
        name: "emergency_sheet",
        title: "Emergency sheet (HTML)",
        extension: "html",
        protection: Plain,
        carries: &[Logins, Kinds, Folders, Tags],
    },
    Row {
        target: Target::EmergencySheetPdf,
        name: "emergency_sheet_pdf",
        title: "Emergency sheet (PDF)",
        extension: "pdf",
        protection: Plain,
        carries: &[Logins, Kinds, Folders, Tags],
    },
];

impl Target {
    /// All of them, in the order in which a person is offered them.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.target)
    }

    /// The one of that stable name.
    pub fn named(name: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.name == name).map(|row| row.target)
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.target == self)
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// The name that people know it by.
    pub fn title(self) -> &'static str {
        self.row().map_or("", |row| row.title)
    }

    /// What a file's name ends with, without the dot; empty for a folder.
    pub fn extension(self) -> &'static str {
        self.row().map_or("", |row| row.extension)
    }

    /// What protects it.
    pub fn protection(self) -> Protection {
        self.row().map_or(Plain, |row| row.protection)
    }

    /// What it has a place for.
    pub fn carries(self) -> &'static [Carried] {
        self.row().map_or(&[], |row| row.carries)
    }

    /// Whether it is a folder of files; see [`super::key_files`].
    pub fn is_folder(self) -> bool {
        self == Self::KeyFiles
    }
}
