//! Bitwarden's unencrypted JSON, and that of servers and programs which write the same. Keys may be missing; keys that
//! nobody knows become custom fields.

mod body;
mod item;
mod parts;

use super::folders::Folders;
use super::{FieldReport, Format, ImportError, ParsedImport};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// A larger file than this is not read, in bytes: values in memory are several times the size of their text.
const MAX_JSON: usize = 128 << 20;
/// What is looked at of a text that is no whole JSON, in bytes.
const LOOKED_AT: usize = 64 << 10;
/// All names of further collections in items together, in bytes: a long name in many items multiplies.
const MAX_REPEATED: usize = 64 << 20;
const INSTEAD: &str = "in Bitwarden choose Export vault, format .json (not encrypted), and import that file";

/// The top level, each value still text: items are parsed one at a time, so that memory stays near the file's size.
type Top<'a> = HashMap<String, &'a RawValue>;

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

fn top_of(text: &str) -> Result<Top<'_>, ImportError> {
    if text.len() > MAX_JSON {
        return Err(ImportError::too_large("bytes of JSON", MAX_JSON as u64));
    }
    serde_json::from_str(text).map_err(|error| json_error(&error))
}

fn is_encrypted(top: &Top<'_>) -> bool {
    top.get("encrypted").is_some_and(|raw| raw.get() == "true")
}

/// serde_json's words may quote the file, so only the line is kept.
fn json_error(error: &serde_json::Error) -> ImportError {
    ImportError::damaged(format!("JSON, line {}", error.line()))
}

/// Reads an export.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let top = top_of(text)?;
    if is_encrypted(&top) {
        return Err(ImportError::EncryptedExport { instead: INSTEAD.into() });
    }
    let items: Vec<&RawValue> = list_of(&top, "items")?;
    let mut export = Export::default();
    export.places(list_of(&top, "folders")?, |export| &mut export.by_folder)?;
    export.places(list_of(&top, "collections")?, |export| &mut export.by_collection)?;
    let items = items.into_iter().map(|raw| export.item(raw)).collect::<Result<_, _>>()?;
    Ok(ParsedImport {
        format: Format::BitwardenJson,
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
    /// What the names of further collections take in items, in bytes.
    repeated: usize,
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

    /// Counts a name that is repeated in an item.
    fn repeat(&mut self, name: &str) -> Result<(), ImportError> {
        self.repeated = self.repeated.saturating_add(name.len());
        if self.repeated > MAX_REPEATED {
            return Err(ImportError::too_large("bytes of collection names in items", MAX_REPEATED as u64));
        }
        Ok(())
    }

    fn item(&mut self, raw: &RawValue) -> Result<super::ParsedItem, ImportError> {
        match serde_json::from_str(raw.get()) {
            Ok(Value::Object(object)) => item::read(object, self),
            Ok(_) => Err(ImportError::damaged("items")),
            Err(error) if error.to_string().starts_with("recursion limit") => {
                Err(ImportError::too_large("levels of JSON in an item", 127))
            }
            Err(_) => Err(ImportError::damaged("items")),
        }
    }
}

/// Bitwarden nests folders by slashes in their names.
fn path_of(name: &str) -> Vec<&str> {
    name.split('/').collect()
}
