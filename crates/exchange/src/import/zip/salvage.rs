//! An archive whose directory is missing, because it was cut off: its files are found by the records before each of them.

use super::{
    Archive, CENTRAL, Cursor, Entry, LOCAL, MAX_ENTRIES, MAX_NAME, MAX_UNPACKED, Wide, is_of_the_system,
    wide_fields,
};
use crate::import::ImportError;
use crate::import::damage::Damage;
use crc32fast::Hasher;
use flate2::read::DeflateDecoder;
use std::collections::HashSet;
use std::io::Read;

const CUT: &str = "the archive breaks off";
const TWICE: &str = "zip archive, two files of one name";
const DIRECTORY: &str = "the directory of the archive is broken";
/// What stands behind a file whose length was not known when it began.
const DESCRIPTOR: &[u8] = b"PK\x07\x08";

impl<'a> Archive<'a> {
    /// Reads the directory; where that is damaged, the files that are whole, and where they end.
    pub(in crate::import) fn open_or_salvage(bytes: &'a [u8]) -> Result<(Self, Option<Damage>), ImportError> {
        match Self::open(bytes) {
            Ok(archive) => Ok((archive, None)),
            // Two files of one name contradict each other in whatever part of it.
            Err(error @ ImportError::Damaged { .. }) if error != ImportError::damaged(TWICE) => {
                let (archive, damage) = salvage(bytes)?;
                if archive.entries.is_empty() { Err(error) } else { Ok((archive, Some(damage))) }
            }
            Err(error) => Err(error),
        }
    }
}

fn salvage(bytes: &[u8]) -> Result<(Archive<'_>, Damage), ImportError> {
    let (mut entries, mut names) = (Vec::new(), HashSet::new());
    let (mut place, mut room) = (0, MAX_UNPACKED);
    while entries.len() as u64 <= MAX_ENTRIES {
        let Some((entry, next)) = read_local(bytes, place, &mut room) else { break };
        place = next;
        if entry.name.ends_with('/') || is_of_the_system(&entry.name) {
            continue;
        }
        // Two files of one name are a contradiction here as there.
        if !names.insert(entry.name.clone()) {
            break;
        }
        entries.push(entry);
    }
    let at_directory = bytes.get(place..).is_some_and(|rest| rest.starts_with(CENTRAL));
    let damage = Damage::byte(place, if at_directory { DIRECTORY } else { CUT });
    Ok((Archive { bytes, entries }, damage))
}

/// The file whose record begins there, and where the next begins; none where it is not whole.
fn read_local(bytes: &[u8], place: usize, room: &mut usize) -> Option<(Entry, usize)> {
    let mut at = Cursor::at(bytes, place);
    if at.take(4).ok()? != LOCAL {
        return None;
    }
    at.take(2).ok()?;
    let (flags, method) = (at.u16().ok()?, at.u16().ok()?);
    at.take(4).ok()?;
    let (crc, packed, size) = (at.u32().ok()?, at.u32().ok()?, at.u32().ok()?);
    let (name, extra) = (at.u16().ok()?, at.u16().ok()?);
    let name = at.take(usize::from(name)).ok().filter(|name| name.len() <= MAX_NAME)?;
    let mut wide = Wide(wide_fields(at.take(usize::from(extra)).ok()?));
    let (size, packed) = (wide.number(size).ok()?, wide.number(packed).ok()?);
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let entry = Entry { name, method, locked: flags & 1 != 0, crc, packed, size, offset: place };
    let content = at.rest;
    let start = bytes.len().saturating_sub(content.len());
    if flags & 8 == 0 {
        let whole = content.len() >= entry.packed;
        return whole.then(|| start.saturating_add(packed)).map(|next| (entry, next));
    }
    let entry = measured(entry, content, room)?;
    let end = start.saturating_add(entry.packed);
    Some((entry, behind_descriptor(bytes, end)))
}

/// A file whose length stands behind it is unpacked to find its end.
fn measured(mut entry: Entry, content: &[u8], room: &mut usize) -> Option<Entry> {
    if entry.method != 8 {
        return None;
    }
    let mut from = DeflateDecoder::new(content);
    let (mut sum, mut chunk) = (Hasher::new(), zeroize::Zeroizing::new([0; 8192]));
    entry.size = 0;
    loop {
        let bytes = from.read(chunk.as_mut_slice()).ok().and_then(|count| chunk.get(..count))?;
        if bytes.is_empty() {
            break;
        }
        *room = room.checked_sub(bytes.len())?;
        sum.update(bytes);
        entry.size = entry.size.saturating_add(bytes.len());
    }
    entry.packed = usize::try_from(from.total_in()).ok()?;
    entry.crc = sum.finalize();
    Some(entry)
}

/// Where the next record begins: a descriptor has a mark or none, and its lengths in 32 or 64 bits.
fn behind_descriptor(bytes: &[u8], end: usize) -> usize {
    let is_record = |place: usize| {
        bytes.get(place..).is_some_and(|rest| rest.starts_with(LOCAL) || rest.starts_with(CENTRAL))
    };
    let mark = if bytes.get(end..).is_some_and(|rest| rest.starts_with(DESCRIPTOR)) { 4 } else { 0 };
    let places = [12, 20].map(|length| end.saturating_add(mark + length));
    places.into_iter().find(|place| is_record(*place)).unwrap_or_else(|| end.min(bytes.len()))
}
