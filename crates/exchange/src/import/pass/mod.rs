//! `pass`, gopass and passage: a folder in which each file is one encrypted entry. The decryption is done before, by the
//! host and the user's own program; what is read here is plain text.

mod body;
mod entry;
mod lines;
mod store;

pub use store::{Shut, StoreContent, StoreFile, pack_store};

use super::draft::Draft;
use super::folders::Folders;
use super::left::Left;
use super::zip::{Archive, Room};
use super::{Dropped, FieldReport, Format, ImportError, ParsedImport, developer};
use crate::import::attached::Attachments;
use store::{Marked, unmarked};
use strongroom_credential::Kind;

const PLAIN: &str = "a file of a password store that is not encrypted";

/// Reads what [`pack_store`] made.
pub(super) fn parse(archive: &Archive<'_>) -> Result<ParsedImport, ImportError> {
    let (mut room, mut left) = (Room::default(), Left::default());
    let mut reading = Reading::default();
    for entry in archive.entries() {
        match unmarked(&entry.name) {
            Some(Marked::Opened(name)) => {
                let bytes = archive.unpack(entry, &mut room)?;
                reading.entry(name, &bytes)?;
            }
            Some(Marked::Shut(name, why)) => reading.dropped(name, why),
            // `.gpg-id`, `.gitattributes` and the like say whom the store is encrypted for.
            Some(Marked::Plain(name)) if name.split('/').any(|part| part.starts_with('.')) => {
                left.setting(name, Some("set"));
            }
            Some(Marked::Plain(name)) => reading.dropped(name, PLAIN),
            None => return Err(ImportError::damaged("password store")),
        }
    }
    let Reading { folders, report, items, .. } = reading;
    Ok(ParsedImport {
        format: Format::PassStore,
        folders: folders.into_list(),
        items,
        report,
        warnings: left.warnings(),
    })
}

struct Reading {
    folders: Folders,
    report: FieldReport,
    items: Vec<super::ParsedItem>,
    attachments: Attachments<'static>,
}

impl Default for Reading {
    fn default() -> Self {
        let (folders, report) = (Folders::default(), FieldReport::default());
        Self { folders, report, items: Vec::new(), attachments: Attachments::of(None) }
    }
}

impl Reading {
    fn entry(&mut self, name: &str, bytes: &[u8]) -> Result<(), ImportError> {
        let path: Vec<&str> = name.split('/').collect();
        let (own, above) = path.split_last().ok_or_else(|| ImportError::damaged("password store"))?;
        let title = title_of(own);
        let folder = self.folders.position(above)?;
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        let key = text.filter(|text| is_key_alone(text)).and_then(developer::key_of);
        let mut draft = match key {
            Some(key) => Draft::of(developer::counted(key, &mut self.report), &mut self.report),
            None => Draft::new(Kind::LOGIN, &mut self.report),
        };
        draft.saw();
        draft.mapped_title(title);
        match text {
            Some(_) if draft.parsed.item.kind != Kind::LOGIN => {}
            Some(text) => entry::place(text, &mut draft, &mut self.attachments),
            None => {
                draft.parsed.item.kind = Kind::NOTE;
                self.attachments.add(&mut draft, title, bytes.to_vec());
            }
        }
        draft.parsed.folder = folder;
        self.items.push(draft.parsed);
        Ok(())
    }

    fn dropped(&mut self, name: &str, reason: &str) {
        self.report.source_fields += 1;
        let (field, reason) = (name.to_owned(), reason.to_owned());
        self.report.dropped.push(Dropped { item_title: None, field, reason });
    }
}

/// Whether nothing stands beside a key or certificates: a password above them would be lost in an item of their kind.
fn is_key_alone(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut inside = false;
    let mut lines = lines.skip_while(|line| {
        let (before, begins) = (inside, line.starts_with("-----BEGIN "));
        inside = (before || begins) && !line.starts_with("-----END ");
        before || begins
    });
    // A public key of SSH is one line.
    lines.next().is_none() || text.starts_with("ssh-") && text.trim().lines().count() == 1
}

/// A file's name without what says how it is encrypted.
fn title_of(name: &str) -> &str {
    [".gpg", ".age", ".asc"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

/// One entry alone, for the fuzzer.
#[cfg(fuzzing)]
pub(super) fn parse_entry(bytes: &[u8]) -> Result<ParsedImport, ImportError> {
    let mut reading = Reading::default();
    reading.entry("folder/entry.gpg", bytes)?;
    let Reading { folders, report, items, .. } = reading;
    let folders = folders.into_list();
    Ok(ParsedImport { format: Format::PassStore, folders, items, report, warnings: Vec::new() })
}
