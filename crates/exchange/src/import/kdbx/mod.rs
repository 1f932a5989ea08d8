//! KeePass databases: KDBX 3.1 to 4.1, KeePass's XML, and below [`kdb`] those of KeePass 1. A reader of our own, so that every length, every cost of key
//! derivation and every expansion is checked before it is spent; why, is in `docs/decisions/0004-own-kdbx-reader.md`.
//!
//! The order is the format's: outer header, keys, payload, inner header, XML. It must never hand on a byte of a KDBX 4
//! payload that is not authenticated.

mod arrange;
mod attached;
mod autotype;
mod blocks;
mod broken;
pub(crate) mod cipher;
pub(crate) mod counter;
pub(crate) mod credentials;
mod cursor;
mod database;
mod element;
mod entry;
#[cfg(fuzzing)]
pub(super) mod fuzzing;
pub(crate) mod groups;
pub(crate) mod header;
pub(crate) mod inflate;
mod inner;
pub(super) mod kdb;
pub(crate) mod kdf;
mod keepassx;
mod key_file;
pub(crate) mod keys;
pub(crate) mod layout;
pub(crate) mod otp;
mod passkey;
mod payload;
mod pool;
pub(crate) mod properties;
mod references;
mod runs;
pub(crate) mod stream;
pub(crate) mod times;
mod variant;
mod xml;

pub(super) use keepassx::{is_keepassx_xml, parse as parse_keepassx};

use super::{Format, ImportError, ParsedImport, Request};
use database::Reading;
use header::Header;
use inner::Content;
use pool::Pool;
use sha2::{Digest, Sha256};
use stream::InnerStream;

/// A larger file than this is not read, in bytes.
const MAX_FILE: usize = 512 << 20;

/// Whether the file starts as a KeePass 2 database does.
pub(super) fn is_kdbx(bytes: &[u8]) -> bool {
    header::has_signature(bytes)
}

/// Whether the text is KeePass's XML.
pub(super) fn is_keepass_xml(text: &str) -> bool {
    let text = text.trim_start();
    let start = text.get(..text.floor_char_boundary(1024)).unwrap_or(text);
    start.starts_with('<') && start.contains("<KeePassFile")
}

/// Opens a database and reads it.
pub(super) fn parse(request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    if request.bytes.len() > MAX_FILE {
        return Err(ImportError::too_large("bytes", MAX_FILE as u64));
    }
    let header = Header::parse(request.bytes)?;
    let mut opened = Err(ImportError::WrongCredentials);
    for key in credentials::composite_keys(request.password.as_ref(), request.key_file)? {
        opened = inner::open(&header, &key);
        if !matches!(opened, Err(ImportError::WrongCredentials)) {
            break;
        }
    }
    let Content { xml, binaries, stream, broken } = opened?;
    let pool = Pool::of_inner_header(binaries);
    let header_hash = header.old.is_some().then(|| Sha256::digest(header.bytes).into());
    let reading = Reading { stream, pool, header_hash, format: Format::Kdbx, part: broken.is_some() };
    let (mut import, _) = database::read(xml, reading)?;
    if let Some(broken) = broken {
        if import.items.is_empty() {
            return Err(broken.error());
        }
        import.report.damaged.push(broken.damage(header.bytes.len()));
    }
    import.warnings.extend(header.warning());
    Ok(import)
}

/// Reads an unencrypted export; of one that is broken, the entries that are whole before that place.
pub(super) fn parse_xml(text: &str) -> Result<ParsedImport, ImportError> {
    let (stream, pool) = (InnerStream::plain(), Pool::default());
    let reading = Reading { stream, pool, header_hash: None, format: Format::KeePassXml, part: true };
    let (mut import, broken) = database::read(Box::new(text.as_bytes()), reading)?;
    if let Some((at, error)) = broken {
        if import.items.is_empty() {
            return Err(error);
        }
        import.report.damaged.push(broken::in_text(text, at));
    }
    Ok(import)
}
