//! Zip archives, read from memory: names are only compared and never used as paths, and every size is checked before it is
//! spent. A reader of our own, for the same reasons as that of KDBX (`docs/decisions/0023-other-programs-files.md`).
//!
//! Deflated and stored entries, with zip64 records where a writer made them; no passwords, no volumes.

mod salvage;

use super::ImportError;
use crc32fast::hash;
use flate2::read::DeflateDecoder;
use std::collections::HashSet;
use std::io::Read;
use zeroize::Zeroizing;

/// A larger archive than this is not read, in bytes.
const MAX_FILE: usize = 512 << 20;
/// Entries of one archive.
const MAX_ENTRIES: u64 = 50_000;
/// Longest name of an entry, in bytes.
const MAX_NAME: usize = 1024;
/// All that is unpacked of one archive, in bytes.
const MAX_UNPACKED: usize = 512 << 20;
/// How many times its size an entry may expand to.
const MAX_RATIO: usize = 200;
/// Small entries may expand to this all the same, in bytes.
const FREE: usize = 4 << 20;

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const END_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";
/// Length of the end record without its comment, in bytes.
const END_LENGTH: usize = 22;

/// Whether the file starts as an archive with at least one entry does, or is an empty one.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL) || bytes.starts_with(END)
}

/// One file of an archive.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name as it stands in the archive. Personal; no path.
    pub(super) name: String,
    method: u16,
    locked: bool,
    crc: u32,
    packed: usize,
    size: usize,
    offset: usize,
}

impl Entry {
    /// The name behind its last slash.
    pub(super) fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// What it claims to unpack to, in bytes.
    pub(super) fn size(&self) -> usize {
        self.size
    }
}

/// An archive whose directory was read.
#[derive(Debug)]
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
}

/// What may still be unpacked of an archive, in bytes.
#[derive(Debug)]
pub(super) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(MAX_UNPACKED)
    }
}

fn damaged() -> ImportError {
    ImportError::damaged("zip archive")
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        if bytes.len() > MAX_FILE {
            return Err(ImportError::too_large("bytes of zip archive", MAX_FILE as u64));
        }
        let end = End::find(bytes)?;
        if end.entries > MAX_ENTRIES {
            return Err(ImportError::too_large("files in a zip archive", MAX_ENTRIES));
        }
        let mut directory = Cursor::at(bytes, end.offset);
        let mut entries = Vec::new();
        let mut names = HashSet::new();
        for _ in 0..end.entries {
            let entry = read_entry(&mut directory)?;
            if entry.name.ends_with('/') || is_of_the_system(&entry.name) {
                continue;
            }
            if !names.insert(entry.name.clone()) {
                return Err(ImportError::damaged("zip archive, two files of one name"));
            }
            entries.push(entry);
        }
        Ok(Self { bytes, entries })
    }

    /// Its files, in the order of the directory. Folders are none, nor is what macOS adds.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file of exactly that name.
    pub(super) fn named(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The content of a file, checked against its size and its checksum.
    pub(super) fn unpack(&self, entry: &Entry, room: &mut Room) -> Result<Zeroizing<Vec<u8>>, ImportError> {
        if entry.locked {
            return Err(ImportError::Unsupported { what: "a password on the zip archive itself".into() });
        }
        let expected = entry.packed.saturating_mul(MAX_RATIO).max(FREE);
        if entry.size > expected {
            return Err(ImportError::too_large("bytes after decompression", expected as u64));
        }
        room.0 = room
            .0
            .checked_sub(entry.size)
            .ok_or_else(|| ImportError::too_large("bytes in a zip archive", MAX_UNPACKED as u64))?;
        let packed = self.packed(entry)?;
        let mut plain = Zeroizing::new(Vec::new());
        // One more, so that reading to the end does not make the buffer grow.
        plain.try_reserve_exact(entry.size.saturating_add(1)).map_err(|_| ImportError::OutOfMemory)?;
        match entry.method {
            0 => plain.extend_from_slice(packed.get(..entry.size).ok_or_else(damaged)?),
            8 => {
                let limit = entry.size as u64 + 1;
                DeflateDecoder::new(packed).take(limit).read_to_end(&mut plain).map_err(|_| damaged())?;
            }
            _ => {
                return Err(ImportError::Unsupported {
                    what: "an unusual compression of the zip archive".into(),
                });
            }
        }
        if plain.len() != entry.size || hash(&plain) != entry.crc {
            return Err(damaged());
        }
        Ok(plain)
    }

    /// The content of a file that has to be UTF-8 text.
    pub(super) fn text(&self, entry: &Entry, room: &mut Room) -> Result<Zeroizing<String>, ImportError> {
        let mut bytes = self.unpack(entry, room)?;
        super::text::decode(&bytes)?;
        String::from_utf8(std::mem::take(&mut bytes)).map(Zeroizing::new).map_err(|_| damaged())
    }

    fn packed(&self, entry: &Entry) -> Result<&'a [u8], ImportError> {
        let mut at = Cursor::at(self.bytes, entry.offset);
        if at.take(4)? != LOCAL {
            return Err(damaged());
        }
        at.take(22)?;
        let (name, extra) = (at.u16()?, at.u16()?);
        at.take(usize::from(name) + usize::from(extra))?;
        at.take(entry.packed)
    }
}

/// What macOS puts beside every file.
fn is_of_the_system(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.ends_with(".DS_Store")
}

fn read_entry(at: &mut Cursor<'_>) -> Result<Entry, ImportError> {
    if at.take(4)? != CENTRAL {
        return Err(damaged());
    }
    at.take(4)?;
    let (flags, method) = (at.u16()?, at.u16()?);
    at.take(4)?;
    let (crc, packed, size) = (at.u32()?, at.u32()?, at.u32()?);
    let (name, extra, comment) = (at.u16()?, at.u16()?, at.u16()?);
    at.take(8)?;
    let offset = at.u32()?;
    let name = at.take(usize::from(name))?;
    if name.len() > MAX_NAME {
        return Err(ImportError::too_large("bytes of a file name in a zip archive", MAX_NAME as u64));
    }
    let mut wide = Wide(wide_fields(at.take(usize::from(extra))?));
    at.take(usize::from(comment))?;
    // The order is the format's: only what did not fit in 32 bits is there.
    let (size, packed, offset) = (wide.number(size)?, wide.number(packed)?, wide.number(offset)?);
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    Ok(Entry { name, method, locked: flags & 1 != 0, crc, packed, size, offset })
}

/// The zip64 part of an entry's extra fields; empty where it has none.
fn wide_fields(extra: &[u8]) -> Cursor<'_> {
    let mut at = Cursor::at(extra, 0);
    while let (Ok(id), Ok(length)) = (at.u16(), at.u16()) {
        match at.take(usize::from(length)) {
            Ok(field) if id == 1 => return Cursor::at(field, 0),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    Cursor::at(&[], 0)
}

/// Numbers that may stand in 64 bits elsewhere.
struct Wide<'a>(Cursor<'a>);

impl Wide<'_> {
    fn number(&mut self, narrow: u32) -> Result<usize, ImportError> {
        let number = if narrow == u32::MAX { self.0.u64()? } else { u64::from(narrow) };
        usize::try_from(number).map_err(|_| damaged())
    }
}

/// Where the directory is, and how long.
struct End {
    entries: u64,
    offset: usize,
}

impl End {
    fn find(bytes: &[u8]) -> Result<Self, ImportError> {
        let start = bytes.len().saturating_sub(END_LENGTH + usize::from(u16::MAX));
        let tail = bytes.get(start..).unwrap_or_default();
        let at = tail.windows(END.len()).rposition(|window| window == END).ok_or_else(damaged)? + start;
        let mut end = Cursor::at(bytes, at);
        end.take(10)?;
        let (entries, _, offset, comment) = (end.u16()?, end.u32()?, end.u32()?, end.u16()?);
        end.take(usize::from(comment))?;
        if entries == u16::MAX || offset == u32::MAX {
            return Self::wide(bytes, at);
        }
        Ok(Self { entries: u64::from(entries), offset: usize::try_from(offset).map_err(|_| damaged())? })
    }

    /// The record in 64 bits, which a locator before the usual one tells the place of.
    fn wide(bytes: &[u8], end: usize) -> Result<Self, ImportError> {
        let mut locator = Cursor::at(bytes, end.checked_sub(20).ok_or_else(damaged)?);
        if locator.take(4)? != LOCATOR_64 {
            return Err(damaged());
        }
        locator.take(4)?;
        let mut at = Cursor::at(bytes, usize::try_from(locator.u64()?).map_err(|_| damaged())?);
        if at.take(4)? != END_64 {
            return Err(damaged());
        }
        at.take(28)?;
        let (entries, _, offset) = (at.u64()?, at.u64()?, at.u64()?);
        Ok(Self { entries, offset: usize::try_from(offset).map_err(|_| damaged())? })
    }
}

/// Little-endian numbers, one after the other.
struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// From that place on; nothing where it is beyond the end.
    fn at(bytes: &'a [u8], place: usize) -> Self {
        Self { rest: bytes.get(place..).unwrap_or_default() }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], ImportError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ImportError> {
        self.take(N)?.try_into().map_err(|_| damaged())
    }

    fn u16(&mut self) -> Result<u16, ImportError> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, ImportError> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, ImportError> {
        self.array().map(u64::from_le_bytes)
    }
}
