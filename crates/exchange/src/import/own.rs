//! Strongroom's own JSON (docs/export-json.md), as `export::own` writes it: read strictly, for it holds nothing that this
//! program does not know.

use super::folders::Folders;
use super::limits::{MAX_ATTACHMENT_BYTES, MAX_TEXT};
use super::{Dropped, FieldReport, Format, ImportError, ParsedAttachment, ParsedImport, ParsedItem};
use super::{ParsedVersion, Warning};
use crate::export::own::{FORMAT, VERSION};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::value::RawValue;
use strongroom_credential::{Field, Item, Kind, UserType};
use strongroom_secret::{SecretString, serde_exposed};

/// How far into a file it is looked for what it says that it is, in bytes.
const LOOKED_AT: usize = 256;
/// Folders in a file.
const MAX_FOLDERS: usize = 1_000_000;

/// Whether the text begins as this format does.
pub(super) fn is_own_json(text: &str) -> bool {
    let text = text.trim_start();
    let start = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text);
    start.starts_with('{') && start.contains("\"format\"") && start.contains(&format!("\"{FORMAT}\""))
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

/// The file, each item still text: they are parsed one at a time.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole<'a> {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u64,
    #[serde(default, rename = "exported")]
    _exported: Option<i64>,
    #[serde(default)]
    types: Vec<UserType>,
    #[serde(default)]
    folders: Vec<Vec<String>>,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: Kind,
    title: String,
    fields: Vec<Field>,
    #[serde(default, with = "serde_exposed")]
    notes: SecretString,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    favourite: bool,
    #[serde(default)]
    folder: Option<usize>,
    #[serde(default)]
    created: Option<i64>,
    #[serde(default)]
    modified: Option<i64>,
    #[serde(default)]
    deleted: bool,
    #[serde(default)]
    history: Vec<Self>,
    #[serde(default)]
    attachments: Vec<Attached>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attached {
    name: String,
    #[serde(with = "serde_exposed")]
    base64: SecretString,
}

/// Reads an export.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    if text.len() > MAX_TEXT {
        return Err(ImportError::too_large("bytes of JSON", MAX_TEXT as u64));
    }
    let head: Head = serde_json::from_str(text).map_err(|error| damaged(&error))?;
    if head.format != FORMAT {
        return Err(ImportError::NotRecognised);
    }
    if head.version != VERSION {
        return Err(ImportError::UnsupportedVersion { found: head.version.to_string() });
    }
    let whole: Whole<'_> = serde_json::from_str(text).map_err(|error| damaged(&error))?;
    let mut reading = Reading::default();
    reading.folders(&whole.folders)?;
    let items = whole.items.into_iter().map(|raw| reading.item(raw)).collect::<Result<_, _>>()?;
    let names: Vec<String> = whole.types.into_iter().take(20).map(|one| one.label).collect();
    Ok(ParsedImport {
        format: Format::StrongroomJson,
        folders: reading.folders.into_list(),
        items,
        report: reading.report,
        warnings: if names.is_empty() { Vec::new() } else { vec![Warning::TypesLeft { names }] },
    })
}

/// serde_json's words may quote the file, so only the line is kept.
fn damaged(error: &serde_json::Error) -> ImportError {
    ImportError::damaged(format!("JSON, line {}", error.line()))
}

/// A file while it is read.
#[derive(Default)]
struct Reading {
    folders: Folders,
    /// Where each folder of the file is among `folders`.
    places: Vec<Option<usize>>,
    report: FieldReport,
    attachment_bytes: u64,
}

impl Reading {
    fn folders(&mut self, paths: &[Vec<String>]) -> Result<(), ImportError> {
        if paths.len() > MAX_FOLDERS {
            return Err(ImportError::too_large("folders", MAX_FOLDERS as u64));
        }
        for path in paths {
            self.places.push(self.folders.position(path)?);
        }
        Ok(())
    }

    fn item(&mut self, raw: &RawValue) -> Result<ParsedItem, ImportError> {
        let mut written: Written =
            serde_json::from_str(raw.get()).map_err(|_| ImportError::damaged("items"))?;
        let folder = match written.folder {
            Some(place) => *self.places.get(place).ok_or_else(|| ImportError::damaged("folders"))?,
            None => None,
        };
        let said = [
            folder.is_some(),
            written.created.is_some(),
            written.modified.is_some(),
            written.deleted,
            written.favourite,
            !written.title.is_empty(),
            !written.notes.is_empty(),
        ];
        let own = written.fields.iter().filter(|field| field.custom).count();
        self.mapped(said.into_iter().filter(|said| *said).count() + written.fields.len() - own);
        self.mapped(written.tags.len() + written.history.len());
        self.report.custom += own as u64;
        self.report.source_fields += own as u64;
        let history = std::mem::take(&mut written.history);
        let history = history.into_iter().map(|earlier| self.version(earlier)).collect::<Result<_, _>>()?;
        Ok(ParsedItem {
            folder,
            created_ms: written.created,
            modified_ms: written.modified,
            history,
            deleted: written.deleted,
            attachments: self.attachments(&written.title, std::mem::take(&mut written.attachments))?,
            item: written.into_item(),
        })
    }

    fn version(&mut self, mut earlier: Written) -> Result<ParsedVersion, ImportError> {
        // An earlier version has what the item has but for where it lies and its own past.
        let more = earlier.folder.is_some() || earlier.created.is_some() || earlier.deleted;
        if more || !earlier.history.is_empty() {
            return Err(ImportError::damaged("history"));
        }
        let attachments = self.attachments(&earlier.title, std::mem::take(&mut earlier.attachments))?;
        Ok(ParsedVersion { modified_ms: earlier.modified, attachments, item: earlier.into_item() })
    }

    fn mapped(&mut self, count: usize) {
        self.report.mapped += count as u64;
        self.report.source_fields += count as u64;
    }

    fn attachments(
        &mut self,
        title: &str,
        list: Vec<Attached>,
    ) -> Result<Vec<ParsedAttachment>, ImportError> {
        let mut kept = Vec::with_capacity(list.len());
        for Attached { name, base64 } in list {
            // Exposed to be decoded into another secret.
            let bytes = STANDARD.decode(base64.expose()).map_err(|_| ImportError::damaged("attachments"))?;
            let bytes = strongroom_secret::SecretBytes::new(bytes);
            let sum = self.attachment_bytes.saturating_add(bytes.expose().len() as u64);
            if sum > MAX_ATTACHMENT_BYTES {
                self.report.source_fields += 1;
                let reason = "all attachments together are larger than 128 MiB".to_owned();
                let item_title = Some(title.to_owned());
                self.report.dropped.push(Dropped { item_title, field: name, reason });
                continue;
            }
            self.attachment_bytes = sum;
            self.mapped(1);
            kept.push(ParsedAttachment { name, bytes });
        }
        Ok(kept)
    }
}

impl Written {
    fn into_item(self) -> Item {
        let Self { kind, title, fields, notes, tags, favourite, .. } = self;
        // A known kind is known by its name.
        Item { kind: Kind::named(kind.name()), title, fields, notes, tags, favourite }
    }
}
