//! Doors for the fuzzer to the inside of a database, past its key derivation and its authentication.

use super::database::{self, Reading};
use super::{Pool, blocks, inflate, inner, kdb, key_file};
use crate::import::{Format, ImportError, ParsedImport};

/// What was decrypted from a KDBX 4 file, unpacked: the inner header and the XML.
pub fn kdbx_payload(payload: &[u8]) -> Result<ParsedImport, ImportError> {
    let inner::Content { xml, binaries, stream, .. } = inner::split(Box::new(payload))?;
    let pool = Pool::of_inner_header(binaries);
    // As a part, so that what a break leaves is looked at too.
    let reading = Reading { stream, pool, header_hash: None, format: Format::Kdbx, part: true };
    database::read(xml, reading).map(|(import, _)| import)
}

/// What was decrypted from a KDBX 3.1 file: blocks with their hashes, and packed data of at most `limit` bytes. The lengths of
/// what comes out.
pub fn kdbx_blocks(payload: &[u8], limit: usize) -> (Option<usize>, Option<usize>) {
    let joined = blocks::hashed(payload).ok().map(|(joined, _)| joined.len());
    (joined, inflate::gunzip(payload, limit).ok().map(|plain| plain.len()))
}

/// The length of the key in a key file, in bytes.
pub fn kdbx_key_file(file: &[u8]) -> Result<usize, ImportError> {
    key_file::key_of(file).map(|key| key.len())
}

/// What was decrypted from a KeePass 1 file: so many groups, then so many entries.
pub fn kdb_content(content: &[u8], groups: u32, entries: u32) -> Result<ParsedImport, ImportError> {
    kdb::read_content(content, groups, entries)
}
