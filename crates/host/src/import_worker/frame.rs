//! What goes through the two pipes. To the child: a line of JSON, the key file, what was decrypted of the file, the file
//! until the end. Back: the result as JSON until the end. Both ends are the same program, so there is no version.

use serde::{Deserialize, Serialize};
use strongroom_exchange::{Format, ImportError, ParsedImport, Tables};
use strongroom_secret::{SecretString, serde_exposed};

/// The word that makes this program the child.
pub(super) const WORD: &str = "import-worker";

/// What the first line says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    /// What the file is, where the person said so.
    pub(super) format: Option<Format>,
    /// The file's own password.
    pub(super) password: Option<Password>,
    /// Length of the key file, in bytes, where there is one.
    pub(super) key_file: Option<usize>,
    /// Length of the plain text of the file's sealed part, in bytes, once it is known.
    pub(super) unsealed: Option<usize>,
    /// Length that the file had when it was opened, in bytes: how much room to make, no promise.
    pub(super) file: usize,
    /// What is known about tables.
    pub(super) tables: Tables,
}

/// A password on its way through the pipe.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Password(#[serde(with = "serde_exposed")] pub(super) SecretString);

/// What the child answers.
pub(super) type Answer = Result<Found, ImportError>;

/// What the child found in the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Found {
    /// What it holds.
    Import(Box<ParsedImport>),
    /// A part that another program has to decrypt first; the child is to be asked again then.
    Sealed {
        /// Its file name.
        name: String,
        /// Its bytes in base64.
        base64: String,
    },
}

/// Why the child ends without an answer, as its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Ending {
    /// The system refused a limit; nothing was read.
    NotLockedDown = 10,
    /// The pipe broke, or said something else than [`Head`].
    Pipe = 11,
    /// The parser panicked, or something it called.
    Panic = 12,
}

impl Ending {
    /// Whether that exit code is the fault of the pipe or the system, and not of the file.
    pub(super) fn is_ours(code: i32) -> bool {
        [Self::NotLockedDown, Self::Pipe].iter().any(|ending| code == i32::from(*ending as u8))
    }
}
