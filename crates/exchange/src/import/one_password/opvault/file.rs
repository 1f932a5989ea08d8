//! Attachments of an OPVault: a head, a description that lies open, an icon, and the content in an envelope of its own.

use super::keys::Pair;
use super::object_in;
use crate::import::ImportError;
use crate::import::attached::Attachments;
use crate::import::draft::Draft;
use crate::import::json::{object_of, take_text};
use crate::import::zip::{Archive, Entry, Room};
use serde_json::value::RawValue;
use std::collections::HashMap;

const MAGIC: &[u8] = b"OPCLDAT\x01";
const PART: &str = "OPVault attachment";

/// The files of the folder that are attachments, by the items that they belong to.
pub(super) struct Files<'a> {
    archive: &'a Archive<'a>,
    of_items: HashMap<String, Vec<&'a Entry>>,
    attachments: Attachments<'a>,
}

impl<'a> Files<'a> {
    pub(super) fn of(archive: &'a Archive<'a>) -> Self {
        let mut of_items: HashMap<String, Vec<&Entry>> = HashMap::new();
        for entry in archive.entries() {
            // `<item>_<attachment>.attachment`
            let name = entry.file_name().strip_suffix(".attachment");
            if let Some((item, _)) = name.and_then(|name| name.split_once('_')) {
                of_items.entry(item.to_owned()).or_default().push(entry);
            }
        }
        Self { archive, of_items, attachments: Attachments::of(None) }
    }

    /// Takes the files of an item.
    pub(super) fn attach(
        &mut self,
        item: &str,
        keys: &Pair,
        overview: &Pair,
        draft: &mut Draft<'_>,
        room: &mut Room,
    ) -> Result<(), ImportError> {
        for entry in self.of_items.remove(item).unwrap_or_default() {
            let bytes = self.archive.unpack(entry, room)?;
            let (name, content) = read(&bytes, keys, overview)?;
            self.attachments.add(draft, name.as_deref().unwrap_or(entry.file_name()), content);
        }
        Ok(())
    }
}

/// The file's name, where it has one, and its content.
fn read(bytes: &[u8], keys: &Pair, overview: &Pair) -> Result<(Option<String>, Vec<u8>), ImportError> {
    let damaged = || ImportError::damaged(PART);
    let (described, sealed) = parts(bytes).ok_or_else(damaged)?;
    let raw: &RawValue = serde_json::from_slice(described).map_err(|_| damaged())?;
    let mut description = object_of(raw, PART)?;
    let named = take_text(&mut description, "overview").unwrap_or_default();
    let name = take_text(&mut object_in(overview, &named, PART)?, "filename");
    let mut content = keys.open(sealed).ok_or_else(damaged)?;
    Ok((name, std::mem::take(&mut *content)))
}

/// The description and the content. Before them stand the lengths of the description, in two bytes with two of no meaning
/// behind, and of the icon, in four.
fn parts(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (head, rest) = rest.split_first_chunk::<8>()?;
    let [a, b, _, _, icon @ ..] = *head;
    let (described, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([a, b])))?;
    let (_, content) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(icon)).ok()?)?;
    Some((described, content))
}
