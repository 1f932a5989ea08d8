//! Keeper: its JSON. A record's custom fields are named `$type:label:number`.

mod field;
mod path;

use super::attached::Attachments;
use super::draft::Draft;
use super::folders::Folders;
use super::json::{
    Object, Top, count_except, keep_rest_except, list_of, object_of, take_list, take_object, take_text,
    top_of,
};
use super::left::Left;
use super::links::Titles;
use super::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use field::Fields;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use strongroom_credential::FieldType::{Hidden, Text, Url};
use strongroom_credential::Kind;

const LINKS: &[&str] = &["uid"];

/// Whether the top level of a JSON file is that of an export.
pub(super) fn is_export(top: &Top<'_>) -> bool {
    top.contains_key("records") && !top.contains_key("items")
}

/// Reads an export.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let top = top_of(text)?;
    let records = list_of(&top, "records")?;
    let mut reading = Reading {
        folders: Folders::default(),
        report: FieldReport::default(),
        left: Left::default(),
        titles: titles_of(&records),
        attachments: Attachments::of(None),
    };
    if top.get("shared_folders").is_some_and(|raw| raw.get().len() > 2) {
        reading.left.setting("shared_folders", Some("permissions"));
    }
    let items =
        records.into_iter().map(|raw| reading.item(object_of(raw, "records")?)).collect::<Result<_, _>>()?;
    let (folders, warnings) = (reading.folders.into_list(), reading.left.warnings());
    Ok(ParsedImport { format: Format::KeeperJson, folders, items, report: reading.report, warnings })
}

/// What a record is called where another names it.
#[derive(Deserialize)]
struct Named {
    uid: String,
    title: String,
}

/// The titles of all records that have one. A record that is not as expected is told where it is read.
fn titles_of(records: &[&RawValue]) -> Titles {
    let named = records.iter().filter_map(|raw| serde_json::from_str::<Named>(raw.get()).ok());
    Titles::of(named.map(|named| (named.uid, named.title)))
}

struct Reading {
    folders: Folders,
    report: FieldReport,
    left: Left,
    titles: Titles,
    attachments: Attachments<'static>,
}

impl Reading {
    fn item(&mut self, mut object: Object) -> Result<ParsedItem, ImportError> {
        // Which fields the record's type has, filled or not.
        self.left.take(&mut object, &["schema"]);
        let folders = take_list(&mut object, "folders");
        let custom = take_object(&mut object, "custom_fields");
        let references = take_object(&mut object, "references");
        let mut draft = Draft::new(Kind::LOGIN, &mut self.report);
        draft.report.source_fields += count_except(&object, LINKS);
        place_kind(&mut object, &mut draft);
        if let Some(title) = take_text(&mut object, "title") {
            draft.mapped_title(&title);
        }
        if let Some(notes) = take_text(&mut object, "notes") {
            draft.mapped_notes(&notes);
        }
        for (key, name, field_type) in
            [("login", "username", Text), ("password", "password", Hidden), ("login_url", "url", Url)]
        {
            if let Some(text) = take_text(&mut object, key) {
                draft.place(name, field_type, key, text);
            }
        }
        if let Some(seconds) = object.get("last_modified").and_then(Value::as_i64) {
            object.remove("last_modified");
            draft.mapped();
            draft.parsed.modified_ms = seconds.checked_mul(1_000);
        }
        let mut fields = Fields::new(&mut self.titles, &mut self.attachments);
        for (key, value) in custom {
            fields.place_all(&key, value, &mut draft)?;
        }
        for (key, value) in references {
            fields.place_references(&key, value, &mut draft)?;
        }
        keep_rest_except(&mut draft, object, LINKS);
        draft.name_by_host();
        for folder in folders {
            place_folder(folder, &mut draft, &mut self.folders)?;
        }
        Ok(draft.parsed)
    }
}

/// The kinds of records, and what they are called where no kind is the same.
const KINDS: &[(&str, Kind, Option<&str>)] = &[
    ("login", Kind::LOGIN, None),
    ("general", Kind::LOGIN, None),
    ("encryptedNotes", Kind::NOTE, None),
    ("bankCard", Kind::CARD, None),
    ("bankAccount", Kind::BANK_ACCOUNT, None),
    ("contact", Kind::IDENTITY, None),
    ("address", Kind::IDENTITY, None),
    ("sshKeys", Kind::SSH_KEY, None),
    ("serverCredentials", Kind::SERVER, None),
    ("databaseCredentials", Kind::DATABASE, None),
    ("softwareLicense", Kind::LICENCE, None),
    ("wifiCredentials", Kind::WIFI, None),
    ("passport", Kind::IDENTITY, Some("passport")),
    ("driverLicense", Kind::IDENTITY, Some("driver license")),
    ("ssnCard", Kind::IDENTITY, Some("social security number")),
    ("birthCertificate", Kind::IDENTITY, Some("birth certificate")),
    ("membership", Kind::NOTE, Some("membership")),
    ("healthInsurance", Kind::NOTE, Some("health insurance")),
    ("file", Kind::NOTE, Some("document")),
    ("photo", Kind::NOTE, Some("photo")),
];

/// A record of a type that is not known is a login that keeps the type's name.
fn place_kind(object: &mut Object, draft: &mut Draft<'_>) {
    let type_name = object.get("$type").and_then(Value::as_str);
    let Some((_, kind, word)) = KINDS.iter().find(|(known, _, _)| type_name == Some(*known)) else { return };
    object.remove("$type");
    // One that somebody logs in with is a login, whatever it is a login to.
    let logs_in = *kind == Kind::NOTE && word.is_some() && object.get("login").is_some_and(is_text);
    draft.parsed.item.kind = if logs_in { Kind::LOGIN } else { kind.clone() };
    match word {
        Some(word) => draft.custom_field("category", Text, *word),
        None => draft.mapped(),
    }
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

/// A path of levels, a shared folder before it.
fn place_folder(value: Value, draft: &mut Draft<'_>, folders: &mut Folders) -> Result<(), ImportError> {
    let part = |key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let path: Vec<String> =
        [part("shared_folder"), part("folder")].into_iter().flatten().flat_map(path::levels_of).collect();
    if path.is_empty() {
        return Ok(());
    }
    draft.saw();
    if draft.parsed.folder.is_none() {
        draft.mapped();
        draft.parsed.folder = folders.position(&path)?;
    } else {
        draft.custom_field("folder", Text, path.join("/"));
    }
    Ok(())
}
