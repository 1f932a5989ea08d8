//! The formats that are read, and those that are known well enough to say why they are not.

use super::ImportError;
use serde::{Deserialize, Serialize};

/// A file format of another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// KeePass 2 database, KDBX 3.1 to 4.1.
    Kdbx,
    /// KeePass 2's unencrypted XML.
    KeePassXml,
    /// Bitwarden's unencrypted JSON.
    BitwardenJson,
    /// Bitwarden's CSV.
    BitwardenCsv,
    /// CSV of Chrome, Edge, Brave and others of that family.
    ChromeCsv,
    /// CSV of Firefox.
    FirefoxCsv,
    /// CSV of Safari and Apple Passwords.
    SafariCsv,
    /// CSV of 1Password 8.
    OnePasswordCsv,
    /// CSV of older 1Passwords, with a `Type` column.
    OnePasswordLegacyCsv,
    /// CSV of LastPass.
    LastPassCsv,
    /// Dashlane's `credentials.csv`.
    DashlaneCsv,
    /// CSV of Proton Pass.
    ProtonPassCsv,
    /// CSV of KeePassXC.
    KeePassXcCsv,
    /// Any table with a header row in which a password and a name, user or address column can be told.
    GenericCsv,
    /// Strongroom's own JSON (docs/export-json.md).
    StrongroomJson,
    /// CSV that Strongroom wrote.
    StrongroomCsv,
}

impl Format {
    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kdbx => "KeePass database (KDBX)",
            Self::KeePassXml => "KeePass XML",
            Self::BitwardenJson => "Bitwarden JSON",
            Self::BitwardenCsv => "Bitwarden CSV",
            Self::ChromeCsv => "Chrome CSV",
            Self::FirefoxCsv => "Firefox CSV",
            Self::SafariCsv => "Safari CSV",
            Self::OnePasswordCsv => "1Password CSV",
            Self::OnePasswordLegacyCsv => "1Password CSV (older)",
            Self::LastPassCsv => "LastPass CSV",
            Self::DashlaneCsv => "Dashlane CSV",
            Self::ProtonPassCsv => "Proton Pass CSV",
            Self::KeePassXcCsv => "KeePassXC CSV",
            Self::GenericCsv => "CSV",
            Self::StrongroomJson => "Strongroom JSON",
            Self::StrongroomCsv => "Strongroom CSV",
        }
    }
}

/// Something in the file that only one unsupported format has.
struct Mark {
    product: &'static str,
    instead: &'static str,
    found_in: fn(&[u8]) -> bool,
}

const MARKS: &[Mark] = &[
    Mark {
        product: "KeePass 1 (KDB)",
        instead: "open it in KeePass 2 or KeePassXC, save it as KDBX and import that",
        found_in: |bytes| bytes.starts_with(&[0x03, 0xd9, 0xa2, 0x9a, 0x65, 0xfb, 0x4b, 0xb5]),
    },
    Mark {
        product: "zip archive",
        instead: "unpack it and import the file inside it, or export as CSV",
        found_in: |bytes| bytes.starts_with(b"PK\x03\x04"),
    },
    Mark {
        product: "1Password 1PIF",
        instead: "export as CSV from 1Password and import that",
        found_in: |bytes| contains(bytes, b"***5642bee8-a5ff-11dc-8314-0800200c9a66***"),
    },
    Mark {
        product: "Keeper JSON",
        instead: "export as CSV from Keeper and import that",
        found_in: |bytes| {
            bytes.trim_ascii_start().starts_with(b"{")
                && contains(bytes, b"\"records\"")
                && contains(bytes, b"\"shared_folders\"")
        },
    },
];

/// How far into a file a mark is looked for, in bytes.
const MARK_WINDOW: usize = 64 * 1024;

fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    bytes
        .get(..bytes.len().min(MARK_WINDOW))
        .is_some_and(|window| window.windows(mark.len()).any(|at| at == mark))
}

/// A format that is known, and known not to be read, is named to the user instead of "not recognised".
pub(super) fn refuse_what_is_known_but_not_read(bytes: &[u8]) -> Result<(), ImportError> {
    match MARKS.iter().find(|mark| (mark.found_in)(bytes)) {
        Some(mark) => {
            Err(ImportError::NotSupported { product: mark.product.into(), instead: mark.instead.into() })
        }
        None => Ok(()),
    }
}
