//! Files that come with items: each is counted, and taken along as far as all of them together are allowed.

use super::draft::Draft;
use super::limits::MAX_ATTACHMENT_BYTES;
use super::zip::{Archive, Room};
use super::{Dropped, FieldReport, ImportError, ParsedAttachment};
use std::collections::HashSet;
use strongroom_secret::SecretBytes;

const TOO_MUCH: &str = "all attachments together are larger than 128 MiB";
const MISSING: &str = "the file names an attachment that it does not have";
const UNNAMED: &str = "a file in the archive that no item names";

/// What attachments may still take, in bytes.
pub(super) struct Attachments<'a> {
    archive: Option<&'a Archive<'a>>,
    room: Room,
    left: u64,
    /// Names of the archive's files that an item names.
    named: HashSet<&'a str>,
}

impl<'a> Attachments<'a> {
    /// Attachments that lie in an archive, or nowhere where there is none.
    pub(super) fn of(archive: Option<&'a Archive<'a>>) -> Self {
        Self { archive, room: Room::default(), left: MAX_ATTACHMENT_BYTES, named: HashSet::new() }
    }

    /// Takes the first file of the archive that the question is true for; one source field. Where the archive has none, the
    /// report says so.
    pub(super) fn take(
        &mut self,
        draft: &mut Draft<'_>,
        name: &str,
        is_it: impl Fn(&str) -> bool,
    ) -> Result<(), ImportError> {
        draft.saw();
        let found = self.archive.and_then(|archive| {
            archive.entries().iter().find(|entry| is_it(&entry.name)).map(|entry| (archive, entry))
        });
        let Some((archive, entry)) = found else {
            dropped(draft, name, MISSING);
            return Ok(());
        };
        self.named.insert(&entry.name);
        let Some(left) = self.left.checked_sub(entry.size() as u64) else {
            dropped(draft, name, TOO_MUCH);
            return Ok(());
        };
        let mut bytes = archive.unpack(entry, &mut self.room)?;
        self.left = left;
        draft.mapped();
        let bytes = SecretBytes::new(std::mem::take(&mut *bytes));
        draft.parsed.attachments.push(ParsedAttachment { name: name.to_owned(), bytes });
        Ok(())
    }

    /// Says which files of the archive were not taken; `data` is true for what the program itself wrote beside them.
    pub(super) fn name_the_rest(&self, report: &mut FieldReport, data: impl Fn(&str) -> bool) {
        let entries = self.archive.map(Archive::entries).unwrap_or_default();
        for entry in entries.iter().filter(|entry| !self.named.contains(&*entry.name) && !data(&entry.name)) {
            report.source_fields += 1;
            report.dropped.push(Dropped {
                item_title: None,
                field: entry.name.clone(),
                reason: UNNAMED.to_owned(),
            });
        }
    }

    /// Takes bytes that stood in the file itself; one source field.
    pub(super) fn add(&mut self, draft: &mut Draft<'_>, name: &str, bytes: Vec<u8>) {
        draft.saw();
        let bytes = SecretBytes::new(bytes);
        match self.left.checked_sub(bytes.expose().len() as u64) {
            Some(left) => {
                self.left = left;
                draft.mapped();
                draft.parsed.attachments.push(ParsedAttachment { name: name.to_owned(), bytes });
            }
            None => dropped(draft, name, TOO_MUCH),
        }
    }
}

fn dropped(draft: &mut Draft<'_>, name: &str, reason: &str) {
    let item_title = Some(draft.parsed.item.title.clone());
    draft.report.dropped.push(Dropped { item_title, field: name.to_owned(), reason: reason.to_owned() });
}
