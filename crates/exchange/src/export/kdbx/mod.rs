//! A KeePass 2 database, KDBX 4.1, that KeePass, KeePassXC and the importer here open: Argon2id, ChaCha20, compressed.
//!
//! What is written can be read back equal: what KDBX has no place for stands in custom data beside the strings that other
//! programs show (`docs/decisions/0024-keepass.md`). Written as a stream: beyond the content itself it takes about a megabyte.

mod auto_type;
mod document;
mod entry;
mod gather;
mod header;
mod key_file;
mod losses;
mod names;
mod passkey;
mod plan;
mod seal;
mod tree;
mod xml;

pub use key_file::make_key_file;
pub(super) use losses::account;

use super::{Content, ExportError, Setting};
use crate::ImportError;
use crate::import::kdbx::credentials::composite_keys;
use crate::import::kdbx::stream::InnerStream;
use document::Document;
use gather::Gathered;
use header::Seeds;
use seal::Payload;
use std::io::{self, Write};
use strongroom_secret::{Random, RandomError, SecretString};
use thiserror::Error;

/// The stream that protects values: ChaCha20.
const INNER_STREAM: u32 = 3;

/// What opens the database: a password, a key file of any kind that KeePass knows, or both.
#[derive(Debug, Clone, Copy, Default)]
pub struct KdbxKey<'a> {
    /// The password; an empty one is none.
    pub password: Option<&'a SecretString>,
    /// The content of the key file. Secret.
    pub key_file: Option<&'a [u8]>,
}

/// What each try to open the database costs: Argon2id's parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdbxCosts {
    /// Memory, in KiB; up to a gibibyte.
    pub memory_kib: u32,
    /// Passes over the memory; up to 1,000.
    pub iterations: u32,
    /// Lanes; up to 256.
    pub lanes: u32,
}

impl Default for KdbxCosts {
    /// About a second on the machine that the file is opened on: 64 MiB, ten passes, two lanes.
    fn default() -> Self {
        Self { memory_kib: 64 << 10, iterations: 10, lanes: 2 }
    }
}

/// Why a database was not written, or not to its end.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum KdbxWriteError {
    /// Neither a password nor a key file.
    #[error("nothing would open the database: enter a password or choose a key file")]
    NoKey,
    /// The key file cannot be used.
    #[error(transparent)]
    KeyFile(ImportError),
    /// Key derivation that no program would accept, or that this machine cannot do.
    #[error("the key derivation cannot be done at these costs: choose other ones ({0})")]
    Costs(ImportError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// What it was written to failed.
    #[error("the database could not be written: check the space that is left ({0})")]
    Write(#[from] io::Error),
}

/// Writes the content under the export's password, and its key file where there is one.
pub(super) fn write(
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let key = KdbxKey { password: setting.password, key_file: setting.key_file };
    let written = write_kdbx(content, key, KdbxCosts::default(), setting.now_ms, setting.random, to);
    written.map_err(|error| match error {
        KdbxWriteError::NoKey => ExportError::NeedsPassword,
        KdbxWriteError::KeyFile(_) => ExportError::KeyFile,
        KdbxWriteError::Costs(_) => ExportError::Derivation,
        KdbxWriteError::Random(error) => error.into(),
        KdbxWriteError::Write(error) => error.into(),
    })
}

/// Writes the content as one database. `now_ms`, in milliseconds since 1970, stands where an item has no time of its own.
///
/// # Errors
/// [`KdbxWriteError`]. After an error, what `to` was given is no database and must go.
pub fn write_kdbx(
    content: Content<'_>,
    key: KdbxKey<'_>,
    costs: KdbxCosts,
    now_ms: i64,
    random: &dyn Random,
    to: &mut dyn Write,
) -> Result<(), KdbxWriteError> {
    let password = key.password.filter(|password| !password.is_empty());
    if password.is_none() && key.key_file.is_none() {
        return Err(KdbxWriteError::NoKey);
    }
    let keys = composite_keys(password, key.key_file).map_err(KdbxWriteError::KeyFile)?;
    let key = keys.first().ok_or(KdbxWriteError::NoKey)?;
    let seeds = Seeds::draw(random)?;
    let keys = header::write(&seeds, costs, key, to)?;
    let gathered = Gathered::of(content, now_ms);
    let mut payload = Payload::new(&keys, &seeds.nonce, to)?;
    header::write_inner(&seeds, gathered.attachments(), &mut payload)?;
    let stream = InnerStream::new(INNER_STREAM, seeds.inner.as_slice()).map_err(KdbxWriteError::Costs)?;
    Document::new(&gathered, random, stream, &mut payload).write()?;
    payload.finish(random)
}
