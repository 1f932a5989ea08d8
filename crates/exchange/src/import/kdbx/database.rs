//! The document as a whole: settings first, then groups and their entries, then what could only be known at the end.

use super::autotype;
use super::entry::{self, Context, Entry, Seen};
use super::groups::{Group, Groups, NO_UUID, Places};
use super::payload::Plain;
use super::pool::Pool;
use super::properties;
use super::references;
use super::stream::InnerStream;
use super::times;
use super::xml::{Element, Xml};
use crate::import::draft::{Draft, add_tags};
use crate::import::folders::Folders;
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem, Warning};
use std::collections::{HashMap, HashSet};
use strongroom_credential::{Field, FieldType, Kind};

/// All tags that entries have from their groups, in bytes: long tags of many groups multiply.
const MAX_INHERITED: usize = 16 << 20;
/// A longer name of a group is not repeated in entries, in bytes.
const MAX_GROUP_NAME: usize = 1024;
/// How the other program shows a group, and where it lay before.
const SHOWN_ONLY: [&str; 5] =
    ["IconID", "CustomIconUUID", "IsExpanded", "LastTopVisibleEntry", "PreviousParentGroup"];
/// What somebody may have written about the database as a whole, which is no field of any item.
const ABOUT: [&str; 3] = ["DatabaseName", "DatabaseDescription", "DefaultUserName"];
/// Settings of a database that are named in the warning.
const MAX_LEFT_NAMES: usize = 20;
const STATISTICS: [&str; 3] = ["LastAccessTime", "LocationChanged", "UsageCount"];

/// What the document is read with.
pub(super) struct Reading {
    pub(super) stream: InnerStream,
    pub(super) pool: Pool,
    /// The hash of the outer header, which KDBX 3.1 repeats in the document.
    pub(super) header_hash: Option<[u8; 32]>,
    pub(super) format: Format,
    /// Whether the entries before a break are wanted. Without, a document that breaks is an error.
    pub(super) part: bool,
}

/// Where a document broke, in bytes, and why.
pub(super) type Break = Option<(usize, ImportError)>;

/// Reads the document, or what is whole before it breaks: an entry is in it as soon as it is closed.
pub(super) fn read(text: Plain<'_>, reading: Reading) -> Result<(ParsedImport, Break), ImportError> {
    let Reading { stream, pool, header_hash, format, part } = reading;
    let mut xml = Xml::new(text, stream);
    let mut database = Database { pool, header_hash, ..Database::default() };
    let root = xml.open_root()?;
    if root.name != "KeePassFile" {
        return Err(ImportError::damaged("XML without a KeePassFile"));
    }
    let read = xml.each_child(|xml, start| match &*start.name {
        "Meta" => database.settings(xml.element(start)?),
        "Root" => database.root(xml),
        _ => xml.element(start).map(drop),
    });
    let broke = match (read, xml.broke.filter(|_| part)) {
        (Ok(()), _) => None,
        (Err(error @ ImportError::Damaged { .. }), Some(at)) => Some((at, error)),
        (Err(error), _) => return Err(error),
    };
    let protected_plain = xml.took_protected_plain;
    let rest = xml.finish();
    if !part {
        rest?;
    }
    let mut import = database.finish(format)?;
    if protected_plain {
        import.warnings.push(Warning::ProtectedValuesTakenAsTheyStand);
    }
    Ok((import, broke))
}

/// A database while it is read.
#[derive(Default)]
struct Database {
    pool: Pool,
    groups: Groups,
    /// Entries with the position of their group.
    entries: Vec<(usize, Entry)>,
    /// Names of the database's own icons, by identifier.
    icons: HashMap<String, String>,
    header_hash: Option<[u8; 32]>,
    report: FieldReport,
    seen: Seen,
    /// Names of what was said about the database as a whole.
    left: Vec<String>,
}

impl Database {
    fn settings(&mut self, meta: Element) -> Result<(), ImportError> {
        if !self.groups.list.is_empty() {
            return Err(ImportError::damaged("XML with the settings after the entries"));
        }
        let enabled = meta.child("RecycleBinEnabled").is_some_and(Element::is_true);
        let bin = meta
            .child("RecycleBinUUID")
            .map(Element::trimmed)
            .filter(|uuid| !uuid.is_empty() && *uuid != NO_UUID);
        self.groups.bin = bin.filter(|_| enabled).map(str::to_owned);
        for setting in meta.children {
            match &*setting.name {
                "Binaries" => self.pool.add_all(setting)?,
                "HeaderHash" => self.check_header(setting)?,
                "CustomIcons" => self.icons.extend(setting.children.iter().map(icon)),
                "CustomData" => {
                    self.left.extend(properties::pairs_of(setting)?.into_iter().map(|(name, _)| name))
                }
                name if ABOUT.contains(&name) && !setting.trimmed().is_empty() => {
                    self.left.push(name.to_owned());
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn check_header(&self, stated: Element) -> Result<(), ImportError> {
        let stated = stated.into_bytes()?;
        // Not every writer of 3.1 states it.
        if self.header_hash.is_some_and(|hash| !stated.is_empty() && stated != hash) {
            return Err(ImportError::damaged("header checksum"));
        }
        Ok(())
    }

    fn root(&mut self, xml: &mut Xml<'_>) -> Result<(), ImportError> {
        xml.each_child(|xml, start| match &*start.name {
            "Group" => self.group(xml, None),
            _ => xml.element(start).map(drop),
        })
    }

    /// Reads a group and all that is in it. The depth of the document bounds the recursion.
    fn group(&mut self, xml: &mut Xml<'_>, parent: Option<usize>) -> Result<(), ImportError> {
        let position = self.groups.open(parent);
        xml.each_child(|xml, start| match &*start.name {
            "Group" => self.group(xml, Some(position)),
            "Entry" => self.entry(xml, start, position),
            _ => {
                let property = xml.element(start)?;
                self.group_property(position, property)
            }
        })?;
        if let Some(group) = self.groups.get_mut(position) {
            group.restore_name();
        }
        Ok(())
    }

    /// A group's name, notes and tags, and whatever else was set on it. Its icon, its times and how the other program shows
    /// it are not fields of any item.
    fn group_property(&mut self, position: usize, property: Element) -> Result<(), ImportError> {
        let Some(group) = self.groups.get_mut(position) else { return Ok(()) };
        match &*property.name {
            "UUID" => property.trimmed().clone_into(&mut group.uuid),
            "Name" => group.name = property.into_text()?,
            "Notes" => group.notes = property.into_text()?,
            "Tags" if property.trimmed().len() > properties::MAX_TAGS => {
                return Err(ImportError::too_large("bytes of tags on a group", properties::MAX_TAGS as u64));
            }
            "Tags" => group.tags = properties::tags_in(property.trimmed()).map(str::to_owned).collect(),
            name if SHOWN_ONLY.contains(&name) => {}
            "Times" => {
                group.kept.extend(times::expiry_of(&property).map(|when| ("expires".to_owned(), when)))
            }
            "CustomData" => group.take_custom_data(properties::pairs_of(property)?),
            // An inherited setting says nothing.
            "EnableAutoType" | "EnableSearching" if property.trimmed().eq_ignore_ascii_case("null") => {}
            name => group.kept.extend(autotype::flatten(&property).map(|value| (name.to_owned(), value))),
        }
        Ok(())
    }

    fn entry(&mut self, xml: &mut Xml<'_>, start: Element, group: usize) -> Result<(), ImportError> {
        let element = xml.element(start)?;
        let mut context = Context { pool: &mut self.pool, icons: &self.icons, seen: &mut self.seen };
        let entry = entry::read(element, &mut context, &mut self.report)?;
        self.entries.push((group, entry));
        Ok(())
    }

    fn finish(mut self, format: Format) -> Result<ParsedImport, ImportError> {
        // Groups that are open where the document breaks.
        self.groups.list.iter_mut().for_each(Group::restore_name);
        let mut folders = Folders::default();
        let entries = std::mem::take(&mut self.entries);
        let used: HashSet<usize> = entries.iter().map(|(group, _)| *group).collect();
        let destinations = self.groups.destinations(&used, &mut folders)?;
        let by_uuid =
            self.groups.list.iter().enumerate().map(|(position, group)| (group.uuid.clone(), position));
        let places = Places { by_uuid: by_uuid.collect(), destinations };
        let mut items = Vec::with_capacity(entries.len());
        let mut inherited = 0;
        let uuids: Vec<_> = entries.iter().map(|(_, entry)| entry.uuid).collect();
        for (group, mut entry) in entries {
            self.inherit_tags(group, &mut entry.parsed, &mut inherited)?;
            self.settle(group, &mut entry, &places);
            items.push(entry.parsed);
        }
        let references = references::replace(&uuids, &mut items);
        let inheriting = self.inheriting(&used);
        self.keep_group_notes(&mut items, &places, &inheriting, &mut inherited)?;
        let mut warnings = self.warnings();
        warnings.extend(references.warnings());
        Ok(ParsedImport { format, folders: folders.into_list(), items, report: self.report, warnings })
    }

    /// In KeePass an entry has the tags of the groups that it is in.
    fn inherit_tags(
        &self,
        group: usize,
        item: &mut ParsedItem,
        spent: &mut usize,
    ) -> Result<(), ImportError> {
        let mut tags = self.groups.line(group).flat_map(|group| &group.tags).map(String::as_str).peekable();
        if tags.peek().is_none() {
            return Ok(());
        }
        let before: usize = item.item.tags.len();
        add_tags(&mut item.item.tags, tags);
        *spent +=
            item.item.tags.iter().skip(before).map(|tag| tag.len() + size_of::<String>()).sum::<usize>();
        if *spent > MAX_INHERITED {
            return Err(ImportError::too_large("bytes of tags on groups", MAX_INHERITED as u64));
        }
        Ok(())
    }

    /// Puts an entry where it lies, or, out of the recycle bin, where it lay before.
    fn settle(&mut self, group: usize, entry: &mut Entry, places: &Places) {
        let destination = places.of(group);
        (entry.parsed.folder, entry.parsed.deleted) = (destination.folder, destination.deleted);
        let Some(uuid) = entry.previous_group.take() else { return };
        let previous = places.by_uuid.get(&uuid).copied();
        if let (true, Some(previous)) = (destination.deleted, previous) {
            entry.parsed.folder = places.of(previous).folder;
            self.report.mapped += 1;
        } else {
            let name =
                previous.and_then(|previous| self.groups.list.get(previous)).map(|group| group.name.clone());
            let value = name.filter(|name| name.len() <= MAX_GROUP_NAME).unwrap_or(uuid);
            entry.parsed.item.fields.push(Field::custom("previous group", FieldType::Text, value));
            self.report.custom += 1;
        }
    }

    /// Groups with an entry in them, or in a group in them.
    fn inheriting(&self, used: &HashSet<usize>) -> HashSet<usize> {
        let mut all = HashSet::new();
        for group in used {
            let mut next = Some(*group);
            while let Some(position) = next.filter(|position| all.insert(*position)) {
                next = self.groups.list.get(position).and_then(|group| group.parent);
            }
        }
        all
    }

    /// Folders have no notes and no fields here, so what a group has of them becomes a note in it; its tags too where no
    /// entry has them from it.
    fn keep_group_notes(
        &mut self,
        items: &mut Vec<ParsedItem>,
        places: &Places,
        inheriting: &HashSet<usize>,
        inherited: &mut usize,
    ) -> Result<(), ImportError> {
        let mut new = Vec::new();
        let (mut report, bin) = (std::mem::take(&mut self.report), self.groups.bin.clone());
        for (position, group) in self.groups.list.iter_mut().enumerate() {
            if bin.as_ref() == Some(&group.uuid) {
                group.kept.retain(|setting| !is_of_the_bin(setting));
            }
            let tagged = !group.tags.is_empty() && !inheriting.contains(&position);
            if group.notes.is_empty() && group.kept.is_empty() && !tagged {
                continue;
            }
            let mut draft = Draft::new(Kind::NOTE, &mut report);
            if tagged {
                draft.saw();
                draft.mapped();
            }
            if !group.notes.is_empty() {
                draft.saw();
                draft.mapped_notes(&group.notes);
            }
            for (name, value) in &group.kept {
                draft.saw();
                draft.custom_field(name, FieldType::Hidden, value.as_str());
            }
            draft.parsed.item.title.clone_from(&group.name);
            let mut item = draft.parsed;
            let destination = places.of(position);
            (item.folder, item.deleted) = (destination.folder, destination.deleted);
            new.push((position, item));
        }
        self.report = report;
        for (position, mut item) in new {
            self.inherit_tags(position, &mut item, inherited)?;
            items.push(item);
        }
        Ok(())
    }

    fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let statistics = if self.seen.statistics { STATISTICS.as_slice() } else { &[] };
        let changed = self.seen.data_changed.then_some(properties::DATA_CHANGED);
        let names: Vec<String> = statistics.iter().copied().chain(changed).map(str::to_owned).collect();
        if !names.is_empty() {
            warnings.push(Warning::BookkeepingLeft { names });
        }
        if !self.left.is_empty() {
            let names = self.left.iter().take(MAX_LEFT_NAMES).cloned().collect();
            warnings.push(Warning::DatabaseSettingsLeft { names });
        }
        if !self.icons.is_empty() {
            warnings.push(Warning::IconsLeft { count: self.icons.len() as u64 });
        }
        warnings
    }
}

/// What KeePass sets on the recycle bin by itself: nothing in it is searched or typed.
fn is_of_the_bin((name, value): &(String, String)) -> bool {
    matches!(name.as_str(), "EnableAutoType" | "EnableSearching") && value.eq_ignore_ascii_case("false")
}

/// An icon's identifier, and its name.
fn icon(icon: &Element) -> (String, String) {
    let part = |name| icon.child(name).map(Element::trimmed).unwrap_or_default().to_owned();
    (part("UUID"), part("Name"))
}
