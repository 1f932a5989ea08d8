//! Kinds of item that the user defined: listed, shown, and carried from vault to vault as JSON.

use crate::arguments::Types;
use crate::failure::{Exit, Failure};
use crate::find::joined;
use crate::output::Output;
use crate::session::Session;
use std::io::Read;
use std::path::Path;
use strongroom_api::types::{
    ItemType, ItemTypeField, ItemTypeRequest, ItemTypeRow, ItemTypes, Nothing, SaveItemTypeRequest,
};

/// Longest file, in bytes: 64 fields take some 40 KiB at most.
const MAX_FILE: u64 = 256 * 1024;

pub(super) async fn types(session: &mut Session, work: Option<Types>) -> Result<Exit, Failure> {
    match work.unwrap_or(Types::List) {
        Types::List => list(session).await,
        Types::Show { name } => show(session, &name).await,
        Types::Import { file, replace } => import(session, &file, replace).await,
        Types::Export { name } => export(session, &name).await,
        Types::Delete { name } => delete(session, &name).await,
    }?;
    Ok(Exit::Done)
}

async fn list(session: &mut Session) -> Result<(), Failure> {
    session.open().await?;
    let types = session.app.item_types(Nothing {}).await?;
    session.output.answer(&types, |types: &ItemTypes| {
        let line = |row: &ItemTypeRow| {
            format!("{}  {}  {} items", row.definition.name, row.definition.label, row.items)
        };
        types.types.iter().map(line).collect()
    })
}

async fn show(session: &mut Session, name: &str) -> Result<(), Failure> {
    session.open().await?;
    let row = named(session, name).await?;
    session.output.answer(&row, |row| {
        let ItemTypeRow { definition, items } = row;
        let mut lines = vec![format!("{}  {}  {items} items", definition.name, definition.label)];
        lines.extend(definition.fields.iter().map(field_line));
        lines
    })
}

fn field_line(field: &ItemTypeField) -> String {
    let traits = [(field.required, "required"), (field.repeats, "repeats"), (field.multiline, "multiline")];
    let mut parts: Vec<String> = vec![format!("  {}: {}", field.name, field.field_type)];
    parts.extend(traits.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned()));
    parts.extend(field.pattern.iter().map(|pattern| format!("pattern {pattern}")));
    parts.extend(field.hint.clone());
    parts.join("  ")
}

async fn import(session: &mut Session, file: &Path, replace: bool) -> Result<(), Failure> {
    let definition = read(file)?;
    session.open().await?;
    let request = SaveItemTypeRequest { definition, replace, renamed: Vec::new() };
    let saved = session.app.save_item_type(request).await?;
    session
        .output
        .answer(&saved, |saved| vec![format!("kept {}  {}", saved.definition.name, saved.definition.label)])
}

/// Reads a definition. A directory or a device is as unreadable as a file that is too long.
fn read(file: &Path) -> Result<ItemType, Failure> {
    let path = || file.display().to_string();
    let failed = |error: std::io::Error| Failure::File { path: path(), what: error.kind() };
    let mut text = Vec::new();
    std::fs::File::open(file).map_err(failed)?.take(MAX_FILE + 1).read_to_end(&mut text).map_err(failed)?;
    let fits = u64::try_from(text.len()).is_ok_and(|length| length <= MAX_FILE);
    let definition = fits.then(|| serde_json::from_slice(&text).ok()).flatten();
    definition.ok_or_else(|| Failure::NoType { path: path() })
}

async fn export(session: &mut Session, name: &str) -> Result<(), Failure> {
    session.open().await?;
    let row = named(session, name).await?;
    // JSON, whether asked for or not: it is a file's content.
    Output { json: true }.answer(&row.definition, |_| Vec::new())
}

async fn delete(session: &mut Session, name: &str) -> Result<(), Failure> {
    session.open().await?;
    let ItemType { name, label, .. } = named(session, name).await?.definition;
    let deleted = session.app.delete_item_type(ItemTypeRequest { name: name.clone() }).await?;
    let left = deleted.items;
    session
        .output
        .answer(&deleted, |_| vec![format!("deleted {name}  {label}; {left} items keep their fields")])
}

/// The kind that is meant: by its stable name, else by its title.
async fn named(session: &Session, name: &str) -> Result<ItemTypeRow, Failure> {
    let types = session.app.item_types(Nothing {}).await?.types;
    let known = joined(types.iter().map(|row| row.definition.label.as_str()));
    let found =
        place(types.iter().map(|row| (row.definition.name.as_str(), row.definition.label.as_str())), name);
    let row = found.and_then(|place| types.into_iter().nth(place));
    row.ok_or_else(|| Failure::NoOwnKind { kind: name.to_owned(), known })
}

/// The place of the one that has that stable name, else that title, else a title that differs in case alone.
pub(super) fn place<'a>(
    known: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    name: &str,
) -> Option<usize> {
    let lower = name.to_lowercase();
    let find = |fits: &dyn Fn((&str, &str)) -> bool| known.clone().position(fits);
    find(&|(stable, _)| stable == name)
        .or_else(|| find(&|(_, title)| title == name))
        .or_else(|| find(&|(_, title)| title.to_lowercase() == lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_is_meant_by_its_stable_name_first_and_by_its_title_then() {
        let known = [("login", "login"), ("own_club", "Club"), ("own_card", "own_club"), ("own_x", "CLUB")];
        for (name, expected) in
            [("own_club", Some(1)), ("Club", Some(1)), ("CLUB", Some(3)), ("club", Some(1)), ("none", None)]
        {
            assert_eq!(place(known.into_iter(), name), expected, "{name}");
        }
    }
}
