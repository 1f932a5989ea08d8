//! The lines of a 1PIF, and the folders among them.

use super::pif::MARK;
use crate::import::ImportError;
use crate::import::json::{Object, take_text};
use crate::import::limits::MAX_FOLDER_DEPTH;
use serde_json::Value;
use std::collections::HashMap;

pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && *line != MARK)
}

pub(super) fn object_of_line((number, line): (usize, &str)) -> Result<Object, ImportError> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(ImportError::damaged(format!("1PIF, line {number}"))),
    }
}

pub(super) fn is_folder(object: &Object) -> bool {
    object.get("typeName").and_then(Value::as_str).is_some_and(|name| FOLDERS.contains(&name))
}

/// A folder's name and its parent.
pub(super) struct Known {
    name: String,
    parent: Option<String>,
}

pub(super) fn folders_of(text: &str) -> Result<HashMap<String, Known>, ImportError> {
    let mut known = HashMap::new();
    for line in lines(text).filter(|(_, line)| line.contains("\"system.folder.")) {
        let mut object = object_of_line(line)?;
        if is_folder(&object)
            && let Some(uuid) = take_text(&mut object, "uuid")
        {
            let name = take_text(&mut object, "title").unwrap_or_default();
            known.insert(uuid, Known { name, parent: take_text(&mut object, "folderUuid") });
        }
    }
    Ok(known)
}

/// Names from the outermost to its own; folders that contain each other are refused.
pub(super) fn path_of<'k>(
    uuid: &str,
    known: &'k HashMap<String, Known>,
) -> Result<Vec<&'k str>, ImportError> {
    let mut path = Vec::new();
    let mut next = known.get(uuid);
    while let Some(folder) = next {
        if path.len() > MAX_FOLDER_DEPTH {
            return Err(ImportError::damaged("folders that contain each other"));
        }
        path.push(folder.name.as_str());
        next = folder.parent.as_ref().and_then(|parent| known.get(parent));
    }
    path.reverse();
    Ok(path)
}

const FOLDERS: &[&str] = &["system.folder.Regular", "system.folder.SavedSearch"];
