//! Bitwarden's unencrypted JSON, and that of servers and programs which write the same. Keys may be missing; keys that
//! nobody knows become custom fields.

pub(crate) mod body;
mod earlier;
mod item;
mod locked;
mod papers;
mod parts;

use super::attached::Attachments;
use super::draft::Draft;
use super::folders::Folders;
use super::json::{Top, object_of, top_of};
use super::zip::{Archive, Room};
use super::{FieldReport, Format, ImportError, ParsedImport};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;
use strongroom_secret::SecretString;

/// What is looked at of a text that is no whole JSON, in bytes.
const LOOKED_AT: usize = 64 << 10;
const INSTEAD: &str = "in Bitwarden choose Export vault, format .json (not encrypted), and import that file";

/// A folder or a collection.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    id: Option<String>,
    name: Option<String>,
}

/// Whether the text is an object with what every Bitwarden export has; one that is cut or too large to be looked at whole
/// is told by its first keys.
pub(super) fn is_bitwarden_json(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with('{') {
        return false;
    }
    match top_of(text) {
        Ok(top) => {
            let has = |key| top.contains_key(key);
            (has("items") && (has("folders") || has("collections") || has("encrypted"))) || is_encrypted(&top)
        }
        Err(_) => {
            let start = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text);
            start.contains("\"items\"")
                && (start.contains("\"folders\"") || start.contains("\"collections\""))
        }
    }
}

fn is_encrypted(top: &Top<'_>) -> bool {
    top.get("encrypted").is_some_and(|raw| raw.get() == "true")
}

/// Reads an export, with the password that it was protected by where it was.
pub(super) fn parse(text: &str, password: Option<&SecretString>) -> Result<ParsedImport, ImportError> {
    let top = top_of(text)?;
    if !is_encrypted(&top) {
        return read(&top, Format::BitwardenJson, None);
    }
    if !locked::is_password_protected(&top) {
        return Err(ImportError::EncryptedExport { instead: INSTEAD.into() });
    }
    let opened = locked::open(&top, password.ok_or(ImportError::NeedsPassword)?)?;
    let inner = std::str::from_utf8(&opened).map_err(|_| ImportError::damaged("decrypted export"))?;
    let inner = top_of(inner)?;
    // One inside the other would be opened without end.
    if is_encrypted(&inner) {
        return Err(ImportError::damaged("an encrypted export inside another"));
    }
    read(&inner, Format::BitwardenJson, None)
}

/// The file in Bitwarden's archive that says everything.
pub(super) const DATA: &str = "data.json";

/// Reads an archive with attachments.
pub(super) fn parse_zip(archive: &Archive<'_>) -> Result<ParsedImport, ImportError> {
    let entry = archive.named(DATA).ok_or_else(|| ImportError::damaged(DATA))?;
    let text = archive.text(entry, &mut Room::default())?;
    read(&top_of(&text)?, Format::BitwardenZip, Some(archive))
}

fn read(top: &Top<'_>, format: Format, archive: Option<&Archive<'_>>) -> Result<ParsedImport, ImportError> {
    let items: Vec<&RawValue> = list_of(top, "items")?;
    let mut export = Export::default();
    export.places(list_of(top, "folders")?, |export| &mut export.by_folder)?;
    export.places(list_of(top, "collections")?, |export| &mut export.by_collection)?;
    let mut attachments = Attachments::of(archive);
    let items =
        items.into_iter().map(|raw| export.item(raw, archive, &mut attachments)).collect::<Result<_, _>>()?;
    attachments.name_the_rest(&mut export.report, |name| name == DATA);
    Ok(ParsedImport {
        format,
        folders: export.folders.into_list(),
        items,
        report: export.report,
        warnings: Vec::new(),
    })
}

fn list_of<'a, T: Deserialize<'a>>(top: &Top<'a>, key: &str) -> Result<Vec<T>, ImportError> {
    let Some(raw) = top.get(key) else { return Ok(Vec::new()) };
    serde_json::from_str::<Option<Vec<T>>>(raw.get())
        .map(Option::unwrap_or_default)
        .map_err(|_| ImportError::damaged(key.to_owned()))
}

/// A folder or collection that items name.
#[derive(Clone)]
struct Place {
    name: String,
    position: Option<usize>,
}

/// An export while it is read.
#[derive(Default)]
struct Export {
    by_folder: HashMap<String, Place>,
    by_collection: HashMap<String, Place>,
    folders: Folders,
    report: FieldReport,
}

impl Export {
    /// Makes the folders, empty ones too.
    fn places(
        &mut self,
        list: Vec<Named>,
        map: fn(&mut Self) -> &mut HashMap<String, Place>,
    ) -> Result<(), ImportError> {
        for named in list {
            if let (Some(id), Some(name)) = (named.id, named.name) {
                let position = self.folders.position(&path_of(&name))?;
                map(self).insert(id, Place { name, position });
            }
        }
        Ok(())
    }

    fn item(
        &mut self,
        raw: &RawValue,
        archive: Option<&Archive<'_>>,
        attachments: &mut Attachments<'_>,
    ) -> Result<super::ParsedItem, ImportError> {
        let object = object_of(raw, "items")?;
        let place = object.get("id").and_then(Value::as_str).map(|id| format!("attachments/{id}/"));
        let mut parsed = item::read(object, self)?;
        let (Some(archive), Some(place)) = (archive, place) else { return Ok(parsed) };
        let mut draft = Draft::of(parsed, &mut self.report);
        for entry in archive.entries().iter().filter(|entry| entry.name.starts_with(&place)) {
            let name = entry.name.get(place.len()..).unwrap_or_default();
            attachments.take(&mut draft, name, |candidate| candidate == entry.name)?;
        }
        parsed = draft.parsed;
        Ok(parsed)
    }
}

/// Bitwarden nests folders by slashes in their names.
fn path_of(name: &str) -> Vec<&str> {
    name.split('/').collect()
}
