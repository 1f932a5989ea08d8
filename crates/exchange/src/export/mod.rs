//! From values to the bytes of another program's file. The writers know nothing of each other, and take what the importers
//! give: what one program's file was read into, another's can be written from. Each turns an item into its format and
//! accounts for what the format cannot say in the same step, so that the list beforehand and the file cannot disagree.

pub(crate) mod bitwarden;
mod cxf;
mod dotenv;
mod error;
mod fields;
mod folders;
mod formula;
mod ids;
mod kdbx;
mod key_files;
mod loss;
pub(crate) mod one_pux;
pub(crate) mod own;
mod passkeys;
mod sealed;
mod sheet;
pub(crate) mod table;
mod target;
#[cfg(test)]
mod tests;
mod zip;

pub use dotenv::variables_of;
pub use error::ExportError;
pub use kdbx::{KdbxCosts, KdbxKey, KdbxWriteError, make_key_file, write_kdbx};
pub use key_files::{KeyFile, key_files};
pub use loss::{Loss, LossReason};
pub use sheet::SheetLanguage;
pub use target::{Carried, Protection, Target};

use crate::{ParsedFolder, ParsedItem};
use std::io::Write;
use strongroom_credential::UserType;
use strongroom_secret::{Random, SecretString};

/// What is written: folders, parents first, and the items in them.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// Every folder; items name them by position.
    pub folders: &'a [ParsedFolder],
    /// Every item with its earlier versions and its attachments. Secret.
    pub items: &'a [ParsedItem],
}

/// What a writer needs besides the content.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The definitions of the kinds that the user made; only Strongroom's own format has a place for them. Personal.
    pub types: &'a [UserType],
    /// What encrypts the file, for a target that is [encrypted](Protection::Password).
    pub password: Option<&'a SecretString>,
    /// The content of the key file that a KeePass database needs beside its password; any file will do. Secret.
    pub key_file: Option<&'a [u8]>,
    /// The moment of the export, in milliseconds since 1970, UTC.
    pub now_ms: i64,
    /// Where the vault lies, for the emergency sheet. Personal.
    pub vault: &'a str,
    /// The language of the emergency sheet.
    pub language: SheetLanguage,
    /// For identifiers, salts and initial vectors.
    pub random: &'a dyn Random,
}

/// Writes the content as `target`, which is [a file](Target::is_folder), piece by piece.
///
/// # Errors
/// [`ExportError::NeedsPassword`] for an encrypted target without one; [`ExportError::Write`] as `to` has it;
/// [`ExportError::TooLarge`] for what the format cannot hold at all; [`ExportError::NotAFile`] for a target of several files.
pub fn write(
    target: Target,
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    match target {
        Target::StrongroomJson => own::write(content, setting, to),
        Target::Kdbx => kdbx::write(content, setting, to),
        Target::BitwardenJson => bitwarden::write(content, setting, to),
        Target::BitwardenEncryptedJson => sealed::write(content, setting, to),
        Target::OnePux => one_pux::write(content, setting, to),
        Target::Cxf => cxf::write(content, setting, to),
        Target::Csv => table::write(content, table::Cells::AsTheyAre, to),
        Target::CsvSafe => table::write(content, table::Cells::Harmless, to),
        Target::Dotenv => dotenv::write(content, to),
        Target::EmergencySheet => sheet::html::write(content, setting, to),
        Target::EmergencySheetPdf => sheet::pdf::write(content, setting, to),
        Target::KeyFiles => Err(ExportError::NotAFile),
    }
}

/// What `target` cannot say as it is, item by item, in the content's order; empty where nothing is lost.
pub fn losses(target: Target, content: Content<'_>) -> Vec<Loss> {
    let mut losses = loss::Losses::default();
    match target {
        Target::StrongroomJson => {}
        Target::Kdbx => kdbx::account(content, &mut losses),
        Target::BitwardenJson | Target::BitwardenEncryptedJson => bitwarden::account(content, &mut losses),
        Target::OnePux => one_pux::account(content, &mut losses),
        Target::Cxf => cxf::account(content, &mut losses),
        Target::Csv => table::account(content, table::Cells::AsTheyAre, &mut losses),
        Target::CsvSafe => table::account(content, table::Cells::Harmless, &mut losses),
        Target::Dotenv => dotenv::account(content, &mut losses),
        Target::EmergencySheet => sheet::account(content, sheet::html::is_seen, &mut losses),
        Target::EmergencySheetPdf => sheet::account(content, sheet::pdf::is_seen, &mut losses),
        Target::KeyFiles => key_files::account(content, &mut losses),
    }
    losses.into_list()
}
