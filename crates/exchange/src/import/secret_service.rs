//! What the desktop's keyring (Secret Service: GNOME's Seahorse, KWallet, KeePassXC) holds. The host asks it for everything
//! that is unlocked and packs that as JSON; here it becomes items.

use super::attached::Attachments;
use super::draft::Draft;
use super::folders::Folders;
use super::json::{check_size, json_error};
use super::{Dropped, FieldReport, Format, ImportError, ParsedAttachment, ParsedImport, ParsedItem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use strongroom_credential::FieldType::{Hidden, Text, Url};
use strongroom_credential::Kind;
use strongroom_secret::SecretBytes;

const LOCKED: &str = "this keyring stayed locked";
const UNREADABLE: &str = "the keyring did not give this entry";
/// The attribute that names what an entry is for, and its value for notes.
const SCHEMA: (&str, &str) = ("xdg:schema", "org.gnome.keyring.Note");
/// Attributes that programs look accounts and addresses up by.
const KNOWN: &[(&str, &str)] = &[
    ("user", "username"),
    ("username", "username"),
    ("account", "username"),
    ("login", "username"),
    ("url", "url"),
    ("server", "url"),
    ("uri", "url"),
];

/// A collection of the keyring.
#[derive(Debug, Serialize, Deserialize)]
pub struct ServiceCollection {
    /// What people call it. Personal.
    pub label: String,
    /// Whether it stayed locked; nothing of it is here then.
    pub locked: bool,
    /// What it holds.
    pub entries: Vec<ServiceEntry>,
}

/// An entry of a collection.
#[derive(Debug, Serialize, Deserialize)]
pub struct ServiceEntry {
    /// What people call it. Personal.
    pub label: String,
    /// What programs look it up by. Personal.
    pub attributes: BTreeMap<String, String>,
    /// Its secret, as bytes and without a name; none where the keyring did not give it.
    pub secret: Option<ParsedAttachment>,
    /// When it was made, in seconds since 1970, UTC.
    pub created: u64,
    /// When it was last changed, in seconds since 1970, UTC.
    pub modified: u64,
}

impl ServiceEntry {
    /// Whether the keyring gave nothing of it, as of one that is deleted while it is read.
    fn is_empty(&self) -> bool {
        self.label.is_empty() && self.attributes.is_empty() && self.secret.is_none()
    }
}

/// The keyring as one text, to be read as `secret_service`. None where it cannot be written, which does not happen.
pub fn pack_service(collections: &[ServiceCollection]) -> Option<SecretBytes> {
    let mut packed = SecretBytes::default();
    serde_json::to_writer(packed.expose_mut(), collections).ok()?;
    Some(packed)
}

/// Reads what [`pack_service`] made: a folder a collection, an item an entry.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    check_size(text)?;
    let collections: Vec<ServiceCollection> =
        serde_json::from_str(text).map_err(|error| json_error(&error))?;
    let (mut report, mut folders, mut items) = (FieldReport::default(), Folders::default(), Vec::new());
    let mut attachments = Attachments::of(None);
    for collection in collections {
        if collection.locked {
            dropped(&mut report, None, &collection.label, LOCKED);
            continue;
        }
        let (entries, gone): (Vec<_>, Vec<_>) =
            collection.entries.into_iter().partition(|entry| !entry.is_empty());
        for _ in gone {
            dropped(&mut report, None, &collection.label, UNREADABLE);
        }
        // Such as the collection of the session, which GNOME's keyring always has.
        if entries.is_empty() {
            continue;
        }
        let folder = folders.position(&[collection.label.as_str()])?;
        for entry in entries {
            let item = item_of(entry, &mut report, &mut attachments);
            items.push(ParsedItem { folder, ..item });
        }
    }
    let (format, folders) = (Format::SecretService, folders.into_list());
    Ok(ParsedImport { format, folders, items, report, warnings: Vec::new() })
}

fn dropped(report: &mut FieldReport, item_title: Option<String>, field: &str, reason: &str) {
    report.source_fields += 1;
    report.dropped.push(Dropped { item_title, field: field.to_owned(), reason: reason.to_owned() });
}

fn item_of(entry: ServiceEntry, report: &mut FieldReport, attachments: &mut Attachments<'_>) -> ParsedItem {
    let ServiceEntry { label, mut attributes, secret, created, modified } = entry;
    let is_note = attributes.get(SCHEMA.0).is_some_and(|schema| schema == SCHEMA.1);
    let mut draft = Draft::new(if is_note { Kind::NOTE } else { Kind::LOGIN }, report);
    if !label.is_empty() {
        draft.saw();
        draft.mapped_title(&label);
    }
    if is_note && attributes.remove(SCHEMA.0).is_some() {
        draft.saw();
        draft.mapped();
    }
    match secret {
        None => dropped(draft.report, Some(label), "secret", UNREADABLE),
        Some(secret) => place_secret(secret, is_note, &mut draft, attachments),
    }
    for (name, value) in attributes.into_iter().filter(|(_, value)| !value.is_empty()) {
        draft.saw();
        match KNOWN.iter().find(|(known, _)| *known == name) {
            Some((_, "url")) => draft.place("url", Url, &name, value),
            Some((_, field)) => draft.place(field, Text, &name, value),
            None => draft.custom_field(&name, Text, value),
        }
    }
    draft.parsed.created_ms = moment(created, &mut draft);
    draft.parsed.modified_ms = moment(modified, &mut draft);
    draft.parsed
}

/// A secret that is text is a password or a note, any other a file.
fn place_secret(
    secret: ParsedAttachment,
    is_note: bool,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) {
    // Exposed to become a field of the item.
    let bytes = secret.bytes.expose();
    match std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')) {
        Some("") => {}
        Some(text) if is_note => {
            draft.saw();
            draft.mapped_notes(text);
        }
        Some(text) => {
            draft.saw();
            draft.place("password", Hidden, "secret", text);
        }
        None => attachments.add(draft, "secret", bytes.clone()),
    }
}

fn moment(seconds: u64, draft: &mut Draft<'_>) -> Option<i64> {
    let moment = i64::try_from(seconds).ok()?.checked_mul(1_000).filter(|moment| *moment > 0)?;
    draft.saw();
    draft.mapped();
    Some(moment)
}
