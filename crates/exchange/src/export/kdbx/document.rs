//! The document: what is said of the database, then the groups and the entries in them.

use super::KdbxWriteError;
use super::entry::{self, Place, custom_data};
use super::gather::Gathered;
use super::tree::ROOT;
use super::xml::{Xml, fitted};
use crate::import::kdbx::groups::NO_UUID;
use crate::import::kdbx::layout::{self, Written};
use crate::import::kdbx::stream::InnerStream;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::Write;
use strongroom_secret::{Random, RandomError};

const ROOT_NAME: &str = "Strongroom";
const BIN_NAME: &str = "Recycle Bin";
/// The icon of a waste basket, which every KeePass has.
const BIN_ICON: &str = "43";
/// KeePass's default icon of a folder.
const FOLDER_ICON: &str = "48";

/// The document while it is written.
pub(super) struct Document<'d, 'w> {
    gathered: &'d Gathered<'d>,
    random: &'d dyn Random,
    xml: Xml<'w>,
    /// The identifier of each group.
    uuids: Vec<String>,
}

impl<'d, 'w> Document<'d, 'w> {
    pub(super) fn new(
        gathered: &'d Gathered<'d>,
        random: &'d dyn Random,
        stream: InnerStream,
        to: &'w mut dyn Write,
    ) -> Self {
        Self { gathered, random, xml: Xml::new(to, stream), uuids: Vec::new() }
    }

    pub(super) fn write(mut self) -> Result<(), KdbxWriteError> {
        for _ in &self.gathered.tree.nodes {
            let uuid = self.uuid()?;
            self.uuids.push(uuid);
        }
        let bin = if self.gathered.deleted.is_empty() { None } else { Some(self.uuid()?) };
        self.xml.raw("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<KeePassFile>");
        self.meta(bin.as_deref());
        self.xml.open("Root");
        self.group(ROOT, bin.as_deref())?;
        self.xml.raw("<DeletedObjects/></Root></KeePassFile>");
        Ok(self.xml.flush()?)
    }

    fn uuid(&self) -> Result<String, RandomError> {
        let mut uuid = [0; 16];
        self.random.fill(&mut uuid)?;
        Ok(STANDARD.encode(uuid))
    }

    fn meta(&mut self, bin: Option<&str>) {
        let xml = &mut self.xml;
        xml.open("Meta");
        xml.element("Generator", "Strongroom");
        xml.open("MemoryProtection");
        for (name, protected) in [
            ("ProtectTitle", "False"),
            ("ProtectUserName", "False"),
            ("ProtectPassword", "True"),
            ("ProtectURL", "False"),
            ("ProtectNotes", "False"),
        ] {
            xml.element(name, protected);
        }
        xml.close("MemoryProtection");
        xml.element("RecycleBinEnabled", "True");
        xml.element("RecycleBinUUID", bin.unwrap_or(NO_UUID));
        // No earlier version is thrown away: not by number, not by size.
        xml.element("HistoryMaxItems", "-1");
        xml.element("HistoryMaxSize", "-1");
        xml.close("Meta");
    }

    /// Writes a group and all that is in it. The depth of the tree bounds the recursion.
    fn group(&mut self, position: usize, bin: Option<&str>) -> Result<(), KdbxWriteError> {
        let gathered = self.gathered;
        let Some(node) = gathered.tree.nodes.get(position) else { return Ok(()) };
        let uuid = self.uuids.get(position).cloned().unwrap_or_default();
        self.head(&uuid, if position == ROOT { ROOT_NAME } else { node.name }, FOLDER_ICON)?;
        for item in &node.items {
            self.entry(*item, false)?;
        }
        for group in &node.groups {
            self.group(*group, None)?;
        }
        if let Some(bin) = bin {
            self.head(bin, BIN_NAME, BIN_ICON)?;
            for item in &gathered.deleted {
                self.entry(*item, true)?;
            }
            self.xml.close("Group");
        }
        self.xml.close("Group");
        Ok(self.xml.settle()?)
    }

    fn head(&mut self, uuid: &str, name: &str, icon: &str) -> Result<(), KdbxWriteError> {
        let written = fitted(name);
        self.xml.open("Group");
        self.xml.element("UUID", uuid);
        self.xml.element("Name", &written);
        self.xml.element("IconID", icon);
        if written != name {
            let renamed = Written { written: written.into_owned(), was: name.to_owned() };
            custom_data(&mut self.xml, layout::NAME, &renamed)?;
        }
        Ok(())
    }

    fn entry(&mut self, position: usize, deleted: bool) -> Result<(), KdbxWriteError> {
        let gathered = self.gathered;
        let Some(item) = gathered.items.get(position) else { return Ok(()) };
        let uuid = self.uuid()?;
        let group = gathered.tree.group(item.folder);
        let previous_group = self.uuids.get(group).filter(|_| deleted).map(String::as_str);
        let first_attachment = gathered.first_attachment.get(position).copied().unwrap_or_default();
        let place = Place { uuid: &uuid, previous_group, first_attachment, now_ms: gathered.now_ms };
        Ok(entry::write(&mut self.xml, item, &place)?)
    }
}
