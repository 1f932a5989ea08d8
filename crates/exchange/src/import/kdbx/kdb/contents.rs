//! What is in a database: groups, then entries, which name their group.

use super::super::cursor::Cursor;
use super::entry::{Entry, ROOM};
use super::group::{Group, settle};
use super::meta::{Meta, is_meta};
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem, Warning};
use std::collections::HashMap;
use strongroom_credential::{FieldType, Kind};

/// Streams that are named in the warning.
const MAX_LEFT_NAMES: usize = 20;

/// Reads so many groups and so many entries.
pub(super) fn read(content: &[u8], groups: u32, entries: u32) -> Result<ParsedImport, ImportError> {
    let mut cursor = Cursor::new(content);
    let mut folders = Folders::default();
    let mut all = Vec::new();
    for _ in 0..groups {
        all.push(Group::read(&mut cursor)?);
    }
    settle(&mut all, &mut folders)?;
    let (mut kept, mut meta) = (Vec::new(), Meta::default());
    for _ in 0..entries {
        let entry = Entry::read(&mut cursor)?;
        if is_meta(&entry) { meta.take(entry) } else { kept.push(entry) }
    }
    let mut report = FieldReport::default();
    let statistics = kept.iter().any(Entry::has_statistics);
    let mut items = items(kept, &all, &meta, &mut report);
    items.extend(all.iter().filter_map(|group| note(group, &mut report)));
    let warnings = warnings(meta, statistics);
    Ok(ParsedImport { format: Format::Kdb, folders: folders.into_list(), items, report, warnings })
}

fn items(
    entries: Vec<Entry<'_>>,
    groups: &[Group],
    meta: &Meta,
    report: &mut FieldReport,
) -> Vec<ParsedItem> {
    let folders: HashMap<u32, usize> =
        groups.iter().rev().filter_map(|group| Some((group.id, group.folder?))).collect();
    let mut room = ROOM;
    let item = |entry: Entry<'_>| {
        let folder = folders.get(&entry.group).copied();
        let icon = meta.icon(entry.uuid);
        ParsedItem { folder, ..entry.into_item(icon, report, &mut room) }
    };
    entries.into_iter().map(item).collect()
}

/// Folders do not end here, so what a group has of that becomes a note in it.
fn note(group: &Group, report: &mut FieldReport) -> Option<ParsedItem> {
    let expires = group.expires.as_deref()?;
    let mut draft = Draft::new(Kind::NOTE, report);
    draft.saw();
    draft.custom_field("expires", FieldType::Date, expires);
    draft.parsed.item.title.clone_from(&group.name);
    draft.parsed.folder = group.folder;
    Some(draft.parsed)
}

fn warnings(mut meta: Meta, statistics: bool) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if statistics {
        warnings.push(Warning::BookkeepingLeft { names: vec!["LastAccessTime".to_owned()] });
    }
    if !meta.names.is_empty() {
        meta.names.truncate(MAX_LEFT_NAMES);
        warnings.push(Warning::DatabaseSettingsLeft { names: meta.names });
    }
    if meta.icons > 0 {
        warnings.push(Warning::IconsLeft { count: meta.icons });
    }
    warnings
}
