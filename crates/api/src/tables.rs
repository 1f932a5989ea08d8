//! Tables of no product in an import: the choice that comes in, what is seen that goes out, and the choices that the vault
//! remembers by the header of the table.

use crate::ApiError;
use crate::session::Open;
use crate::types::{ColumnChoice, ImportDamage, ImportTable, TableCell, TableColumn, TableMapping, TableRow};
use serde::Serialize;
use serde::de::DeserializeOwned;
use strongroom_credential::Field;
use strongroom_exchange::{
    ColumnSeen, Damage, KnownTable, ParsedImport, ParsedItem, Place, TableMapping as Mapping, TableSeen,
    Tables,
};
use strongroom_vault::{Env, Setting, WriteError};

/// Rows that are shown as items.
const SHOWN: usize = 20;
/// Fields of such an item, and the letters of a value.
const FIELDS: usize = 40;
const LETTERS: usize = 80;
/// Choices that are remembered, and the most of one, in bytes.
const REMEMBERED: usize = 50;
const LONGEST: usize = 16 << 10;

/// What the importer is told about tables: the choice for this one, else those for all that were imported before.
pub(crate) async fn told(open: &mut Open, chosen: Option<TableMapping>) -> Result<Tables, ApiError> {
    match chosen {
        Some(chosen) => Ok(Tables { chosen: Some(core_of(&chosen)?), known: Vec::new() }),
        None => Ok(Tables { chosen: None, known: remembered(open).await }),
    }
}

/// What cannot be read is as good as nothing: the guess is still there.
async fn remembered(open: &mut Open) -> Vec<KnownTable> {
    let text = open.vault.setting(Setting::Tables).await.ok().flatten();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Remembers how this table was read, the latest first.
pub(crate) async fn remember(open: &mut Open, table: &TableSeen, env: Env<'_>) -> Result<(), WriteError> {
    let Some(one) = table.remembered() else { return Ok(()) };
    if serde_json::to_string(&one).is_ok_and(|text| text.len() > LONGEST) {
        return Ok(());
    }
    let add = |before: Option<&str>| {
        let mut all: Vec<KnownTable> =
            before.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        if all.first() == Some(&one) {
            return None;
        }
        all.retain(|other| other.header != one.header);
        all.insert(0, one.clone());
        all.truncate(REMEMBERED);
        serde_json::to_string(&all).ok()
    };
    open.vault.change_setting(Setting::Tables, add, env).await
}

/// The names of the page are those of the core's own serialisation.
fn core_of(mapping: &TableMapping) -> Result<Mapping, ApiError> {
    let read = serde_json::to_value(mapping).and_then(serde_json::from_value);
    read.map_err(|_| {
        ApiError::invalid(
            "the mapping names something that there is not: see what docs/cli.md lists for tables",
        )
    })
}

fn name_of(value: impl Serialize) -> String {
    renamed::<String>(value).unwrap_or_default()
}

fn renamed<T: DeserializeOwned>(value: impl Serialize) -> Option<T> {
    serde_json::to_value(value).and_then(serde_json::from_value).ok()
}

/// The table as the page sees it.
pub(crate) fn shown(parsed: &ParsedImport) -> Option<ImportTable> {
    let seen = parsed.report.table.as_ref()?;
    let mapping = seen.mapping();
    Some(ImportTable {
        columns: seen.columns.iter().map(column).collect(),
        mapping: TableMapping {
            encoding: mapping.encoding.map(name_of),
            delimiter: mapping.delimiter.map(name_of),
            quoting: mapping.quoting.map(name_of),
            header: mapping.header,
            columns: mapping.columns.into_iter().map(choice).collect(),
        },
        rows: parsed.items.iter().take(SHOWN).map(|item| row(item, parsed)).collect(),
    })
}

fn choice(one: strongroom_exchange::ColumnChoice) -> ColumnChoice {
    ColumnChoice { column: one.column, becomes: name_of(one.becomes) }
}

fn column(seen: &ColumnSeen) -> TableColumn {
    TableColumn {
        header: seen.header.clone(),
        becomes: name_of(seen.becomes),
        reason: name_of(seen.reason),
        filled: seen.filled,
        sample: seen.sample.clone(),
    }
}

fn row(item: &ParsedItem, parsed: &ParsedImport) -> TableRow {
    let folder = item.folder.and_then(|folder| parsed.folders.get(folder));
    let mut fields: Vec<TableCell> = item.item.fields.iter().take(FIELDS).map(cell).collect();
    if !item.item.notes.is_empty() {
        fields.push(TableCell { name: "notes".to_owned(), custom: false, value: None });
    }
    TableRow {
        title: item.item.title.clone(),
        kind: item.item.kind.name().to_owned(),
        folder: folder.map(|folder| folder.path.join("/")).unwrap_or_default(),
        fields,
    }
}

fn cell(field: &Field) -> TableCell {
    // Exposed to be shown: it is no secret by the type that the person sees beside it.
    let value = (!field.field_type.is_secret()).then(|| field.value.expose().chars().take(LETTERS).collect());
    TableCell { name: field.name.clone(), custom: field.custom, value }
}

/// The places where the file is damaged.
pub(crate) fn damaged(parsed: &ParsedImport) -> Vec<ImportDamage> {
    let one = |damage: &Damage| {
        let (unit, at) = match damage.place {
            Place::Line(line) => ("line", line),
            Place::Byte(byte) => ("byte", byte),
        };
        let file = damage.file.clone().unwrap_or_default();
        ImportDamage { file, unit: unit.to_owned(), at, what: damage.what.to_string() }
    };
    parsed.report.damaged.iter().map(one).collect()
}
