//! An entry as a login. Each part is counted where it is met.

use super::super::cursor::Cursor;
use super::fields::{damaged, each, text, word};
use super::moment;
use crate::import::date::date_of;
use crate::import::draft::Draft;
use crate::import::{FieldReport, ImportError, MAX_ATTACHMENT_BYTES, ParsedAttachment, ParsedItem};
use strongroom_credential::{FieldType, Kind};
use strongroom_secret::SecretBytes;

const WHAT: &str = "an entry";
const TOO_MUCH: &str = "all attachments together are larger than 128 MiB";

/// An entry as it stands in the file. Everything in it may be secret.
#[derive(Default)]
pub(super) struct Entry<'c> {
    pub(super) uuid: Option<[u8; 16]>,
    pub(super) group: u32,
    icon: u32,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) user: String,
    password: String,
    pub(super) notes: String,
    created: &'c [u8],
    modified: &'c [u8],
    expires: &'c [u8],
    accessed: bool,
    pub(super) file: String,
    pub(super) bytes: &'c [u8],
    /// Fields that nobody knows, by number.
    unknown: Vec<(u16, &'c [u8])>,
}

impl<'c> Entry<'c> {
    pub(super) fn read(cursor: &mut Cursor<'c>) -> Result<Self, ImportError> {
        let mut entry = Self::default();
        each(cursor, WHAT, |field, value| entry.take(field, value))?;
        // Every writer gives one; an entry without would be no more than an end.
        if entry.uuid.is_some() { Ok(entry) } else { Err(damaged(WHAT)) }
    }

    fn take(&mut self, field: u16, value: &'c [u8]) -> Result<(), ImportError> {
        match field {
            // For plugins, to be ignored.
            0 => {}
            1 => self.uuid = Some(value.try_into().map_err(|_| damaged(WHAT))?),
            2 => self.group = word(value, WHAT)?,
            3 => self.icon = word(value, WHAT)?,
            4 => self.title = text(value),
            5 => self.url = text(value),
            6 => self.user = text(value),
            7 => self.password = text(value),
            8 => self.notes = text(value),
            9 => self.created = value,
            10 => self.modified = value,
            11 => self.accessed = true,
            12 => self.expires = value,
            13 => self.file = text(value),
            14 => self.bytes = value,
            other => self.unknown.push((other, value)),
        }
        Ok(())
    }

    /// Whether it says when it was last looked at, which stays behind.
    pub(super) fn has_statistics(&self) -> bool {
        self.accessed
    }

    /// The entry as an item. `icon` is the number of its own picture among the database's; `room` is what attachments may
    /// still take, in bytes.
    pub(super) fn into_item(self, icon: Option<u32>, report: &mut FieldReport, room: &mut u64) -> ParsedItem {
        let mut draft = Draft::new(Kind::LOGIN, report);
        self.texts(&mut draft);
        self.times(&mut draft);
        if self.icon != 0 {
            draft.saw();
            draft.custom_field("icon", FieldType::Number, self.icon.to_string());
        }
        if let Some(icon) = icon {
            draft.saw();
            draft.custom_field("custom icon", FieldType::Text, icon.to_string());
        }
        for (number, value) in self.unknown.iter().filter(|(_, value)| !value.is_empty()) {
            draft.saw();
            draft.custom_field(&format!("field {number}"), FieldType::Hidden, text(value));
        }
        self.attachment(&mut draft, room);
        draft.parsed
    }

    fn texts(&self, draft: &mut Draft<'_>) {
        for (name, field_type, value) in [
            ("username", FieldType::Text, &self.user),
            ("password", FieldType::Hidden, &self.password),
            ("url", FieldType::Url, &self.url),
        ] {
            if !value.is_empty() {
                draft.saw();
                draft.mapped_field(name, field_type, value.as_str());
            }
        }
        if !self.title.is_empty() {
            draft.saw();
            draft.mapped_title(&self.title);
        }
        if !self.notes.is_empty() {
            draft.saw();
            draft.mapped_notes(&self.notes);
        }
    }

    fn times(&self, draft: &mut Draft<'_>) {
        (draft.parsed.created_ms, draft.parsed.modified_ms) =
            (moment::parse(self.created), moment::parse(self.modified));
        for _ in draft.parsed.created_ms.iter().chain(&draft.parsed.modified_ms) {
            draft.report.source_fields += 1;
            draft.report.mapped += 1;
        }
        if let Some(date) = moment::parse(self.expires).and_then(date_of) {
            draft.saw();
            draft.custom_field("expires", FieldType::Date, date);
        }
    }

    fn attachment(&self, draft: &mut Draft<'_>, room: &mut u64) {
        if self.bytes.is_empty() && self.file.is_empty() {
            return;
        }
        draft.saw();
        match room.checked_sub(self.bytes.len() as u64) {
            Some(left) => {
                *room = left;
                draft.mapped();
                let (name, bytes) = (self.file.clone(), SecretBytes::new(self.bytes.to_vec()));
                draft.parsed.attachments.push(ParsedAttachment { name, bytes });
            }
            None => draft.report.dropped.push(crate::import::Dropped {
                item_title: Some(self.title.clone()),
                field: self.file.clone(),
                reason: TOO_MUCH.to_owned(),
            }),
        }
    }
}

/// What attachments may take together at first, in bytes.
pub(super) const ROOM: u64 = MAX_ATTACHMENT_BYTES;
