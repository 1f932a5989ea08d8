//! A zip archive of a few files, written front to back (PKWARE's APPNOTE, without its 64-bit extension).

use super::ExportError;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;
use zeroize::Zeroizing;

/// Version of the format that is needed: deflate.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
const DEFLATE: u16 = 8;
/// 1980-01-01, the first day that the format knows: the archive says its own time elsewhere.
const DATE: u16 = 0x21;
const TOO_LARGE: ExportError = ExportError::TooLarge { what: "the archive" };

/// An archive while it is written.
pub(super) struct Archive<'w> {
    to: &'w mut dyn Write,
    at: u64,
    directory: Vec<u8>,
    entries: u16,
}

impl<'w> Archive<'w> {
    pub(super) fn new(to: &'w mut dyn Write) -> Self {
        Self { to, at: 0, directory: Vec::new(), entries: 0 }
    }

    /// Adds a file. The name has slashes between its parts, and none of them comes from a person.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) -> Result<(), ExportError> {
        let mut packed = Zeroizing::new(Vec::new());
        let mut packing = DeflateEncoder::new(&mut *packed, Compression::default());
        packing.write_all(content)?;
        packing.finish()?;
        let offset = four(self.at)?;
        let sizes = Sizes {
            crc: crc32fast::hash(content),
            packed: four(packed.len() as u64)?,
            whole: four(content.len() as u64)?,
            name: u16::try_from(name.len()).map_err(|_| TOO_LARGE)?,
        };
        let mut local = b"PK\x03\x04".to_vec();
        sizes.describe(&mut local);
        local.extend(name.as_bytes());
        self.put(&local)?;
        self.put(&packed)?;
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        sizes.describe(&mut self.directory);
        // No comment, the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.entries = self.entries.checked_add(1).ok_or(TOO_LARGE)?;
        Ok(())
    }

    /// Ends the archive.
    pub(super) fn finish(mut self) -> Result<(), ExportError> {
        let (offset, directory) = (four(self.at)?, std::mem::take(&mut self.directory));
        self.put(&directory)?;
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend(self.entries.to_le_bytes());
        end.extend(self.entries.to_le_bytes());
        end.extend(four(directory.len() as u64)?.to_le_bytes());
        end.extend(offset.to_le_bytes());
        end.extend([0; 2]);
        self.put(&end)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.at = self.at.saturating_add(bytes.len() as u64);
        Ok(self.to.write_all(bytes)?)
    }
}

struct Sizes {
    crc: u32,
    packed: u32,
    whole: u32,
    name: u16,
}

impl Sizes {
    /// What the header before a file and its line in the directory have in common.
    fn describe(&self, to: &mut Vec<u8>) {
        for word in [VERSION, UTF8, DEFLATE, 0, DATE] {
            to.extend(word.to_le_bytes());
        }
        for long in [self.crc, self.packed, self.whole] {
            to.extend(long.to_le_bytes());
        }
        to.extend(self.name.to_le_bytes());
        // No extra field.
        to.extend([0; 2]);
    }
}

fn four(number: u64) -> Result<u32, ExportError> {
    u32::try_from(number).ok().filter(|number| *number < u32::MAX).ok_or(TOO_LARGE)
}
