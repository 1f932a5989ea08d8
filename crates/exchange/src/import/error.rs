//! Why an import failed: what is wrong, and what to do about it. Never a secret, never a value from the file.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use thiserror::Error;

/// Why a file was not imported. Serialisable: it crosses the pipe from the sandboxed child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImportError {
    /// No format fits.
    #[error("this file is of no kind that can be imported: export again as CSV, Bitwarden JSON or KDBX")]
    NotRecognised,
    /// The format is known, and not read.
    #[error("a {product} file cannot be read: {instead}")]
    NotSupported {
        /// The product or format.
        product: Cow<'static, str>,
        /// What to do instead.
        instead: Cow<'static, str>,
    },
    /// An export that only the program which wrote it can open.
    #[error("this export is encrypted: {instead}")]
    EncryptedExport {
        /// How to make one that is not.
        instead: Cow<'static, str>,
    },
    /// Nothing that opens it was given.
    #[error("this file is encrypted: enter its password or choose its key file")]
    NeedsPassword,
    /// Wrong password, or wrong or missing key file, or a hardware key that cannot be asked.
    #[error(
        "the password or key file does not open this database: check both; a database that also needs a hardware key \
         (challenge-response) cannot be told from a wrong password: remove that key from it first"
    )]
    WrongCredentials,
    /// The password does not open an export.
    #[error(
        "the password does not open this file: check that it is the password that was chosen for the export"
    )]
    WrongPassword,
    /// The key file contradicts its own checksum, or is of an unknown version.
    #[error("the key file is damaged or of an unknown version: choose another copy of it")]
    KeyFileDamaged,
    /// A version of the format that did not exist when this program was written, or no longer.
    #[error(
        "version {found} of this format cannot be read: save the file in a current version and import that"
    )]
    UnsupportedVersion {
        /// The version that the file claims.
        found: String,
    },
    /// A part of the format that is not supported, such as a cipher.
    #[error(
        "this file uses {what}, which cannot be read: change that setting in the other program and save again"
    )]
    Unsupported {
        /// The part.
        what: Cow<'static, str>,
    },
    /// The file contradicts its format or its checksums.
    #[error("the file is damaged ({at}): export it again or take another copy")]
    Damaged {
        /// Where in the file, in the format's own terms.
        at: Cow<'static, str>,
    },
    /// More of something than is read.
    #[error("the file is too large ({what}, limit {limit}): split it, or check that it is the right file")]
    TooLarge {
        /// Of what there is too much.
        what: Cow<'static, str>,
        /// How much is read, in the unit that `what` names.
        limit: u64,
    },
    /// Opening it would cost more than anybody's real file does.
    #[error(
        "opening this file would cost too much ({what}, limit {limit}): lower its key derivation settings first"
    )]
    KdfTooExpensive {
        /// Of what too much.
        what: Cow<'static, str>,
        /// How much is accepted, in the unit that `what` names.
        limit: u64,
    },
    /// The machine has not the memory that the file's key derivation asks for.
    #[error("there is not enough memory to open this file: close other programs and try again")]
    OutOfMemory,
    /// Text of another encoding, or damaged.
    #[error("line {line} is not UTF-8 text: export again and choose UTF-8")]
    NotUtf8 {
        /// The line, counted from 1.
        line: u64,
    },
    /// A column was named that a table has not.
    #[error(
        "the table has no column {column}: write its header as it stands in the file, or # and its number"
    )]
    NoColumn {
        /// What was named. Personal.
        column: String,
    },
    /// Text in 16-bit units.
    #[error("this file is UTF-16 text: save it as UTF-8 and import that")]
    Utf16,
}

impl ImportError {
    pub(super) fn damaged(at: impl Into<Cow<'static, str>>) -> Self {
        Self::Damaged { at: at.into() }
    }

    pub(super) fn too_large(what: &'static str, limit: u64) -> Self {
        Self::TooLarge { what: what.into(), limit }
    }
}
