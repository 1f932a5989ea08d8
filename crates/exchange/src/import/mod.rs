//! From the bytes of another program's file to values. Here it is decided which importer reads them; the importers
//! know nothing of each other.

mod attachment;
mod bitwarden;
mod csv;
mod date;
mod draft;
mod error;
mod folders;
mod format;
#[cfg(fuzzing)]
pub mod fuzzing;
mod kdbx;
mod limits;
mod own;
mod parsed;
mod report;
mod text;

pub use attachment::{MAX_FOLDED_ATTACHMENT, ParsedAttachment};
pub use error::ImportError;
pub use format::Format;
pub use limits::MAX_ATTACHMENT_BYTES;
pub use parsed::{ParsedFolder, ParsedImport, ParsedItem, ParsedVersion};
pub use report::{Dropped, FieldReport, Warning};

use strongroom_secret::SecretString;

/// What is to be imported, and what opens it.
#[derive(Debug)]
pub struct Request<'a> {
    /// The whole file.
    pub bytes: &'a [u8],
    /// What it is, where the user said so; else it is [recognised](recognise).
    pub format: Option<Format>,
    /// The password, for a format that is encrypted.
    pub password: Option<SecretString>,
    /// The content of the key file, for a KDBX database that has one.
    pub key_file: Option<&'a [u8]>,
}

impl<'a> Request<'a> {
    /// A request without a password, of a format that is to be recognised.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, format: None, password: None, key_file: None }
    }
}

/// What the file is, by its first bytes or its header row. Costs no more than a scan of the file.
pub fn recognise(bytes: &[u8]) -> Option<Format> {
    if kdbx::is_kdbx(bytes) {
        return Some(Format::Kdbx);
    }
    let text = text::decode(bytes).ok()?;
    if kdbx::is_keepass_xml(text) {
        return Some(Format::KeePassXml);
    }
    if own::is_own_json(text) {
        return Some(Format::StrongroomJson);
    }
    if bitwarden::is_bitwarden_json(text) {
        return Some(Format::BitwardenJson);
    }
    csv::recognise(text)
}

/// Reads the file.
///
/// # Errors
/// [`ImportError`] says what is wrong with the file and what to do. An import is whole or fails: no error comes with
/// a part of the items.
pub fn parse(request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    format::refuse_what_is_known_but_not_read(request.bytes)?;
    let format = request
        .format
        .or_else(|| recognise(request.bytes))
        .ok_or_else(|| text::complaint(request.bytes).unwrap_or(ImportError::NotRecognised))?;
    match format {
        Format::Kdbx => kdbx::parse(request),
        Format::KeePassXml => kdbx::parse_xml(text::decode(request.bytes)?),
        Format::StrongroomJson => own::parse(text::decode(request.bytes)?),
        Format::BitwardenJson => bitwarden::parse(text::decode(request.bytes)?),
        table => csv::parse(table, text::decode(request.bytes)?),
    }
}
