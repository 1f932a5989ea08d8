//! Enpass: its JSON, in which files stand as base64.

use super::attached::Attachments;
use super::date::parse_iso;
use super::draft::Draft;
use super::folders::Folders;
use super::history::{self, Earlier};
use super::json::{
    Object, Property, Top, count_except, is_silent, keep_rest_except, keep_rest_of_element, list_of,
    object_of, take_flag, take_list, take_seconds, take_text, text_of, top_of,
};
use super::left::Left;
use super::limits::MAX_FOLDER_DEPTH;
use super::month::parse_month;
use super::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::collections::HashMap;
use strongroom_credential::FieldType::{self, Date, Email, Hidden, Month, Phone, Text, Totp, Url};
use strongroom_credential::Kind;

const LINKS: &[&str] = &["uuid", "folders"];
/// What the program makes, or shows the item with.
const LEFT: &[&str] = &["subtitle", "icon", "auto_submit", "last_used", "template_type"];
/// How much of the items is looked at, in bytes.
const WINDOW: usize = 64 << 10;

/// Whether the top level of a JSON file is that of an export.
pub(super) fn is_export(top: &Top<'_>) -> bool {
    let Some(items) = top.get("items").map(|raw| raw.get()) else { return false };
    let start = items.get(..items.floor_char_boundary(WINDOW)).unwrap_or(items);
    !top.contains_key("encrypted") && start.contains("\"template_type\"")
}

struct Known {
    name: String,
    parent: String,
}

/// Reads an export.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let top = top_of(text)?;
    let mut known = HashMap::new();
    for raw in list_of(&top, "folders")? {
        let mut folder = object_of(raw, "folders")?;
        if let Some(uuid) = take_text(&mut folder, "uuid") {
            let name = take_text(&mut folder, "title").unwrap_or_default();
            let parent = take_text(&mut folder, "parent_uuid").unwrap_or_default();
            known.insert(uuid, Known { name, parent });
        }
    }
    let mut reading = Reading {
        known,
        folders: Folders::default(),
        report: FieldReport::default(),
        left: Left::default(),
        attachments: Attachments::of(None),
    };
    let items = list_of(&top, "items")?;
    let items =
        items.into_iter().map(|raw| reading.item(object_of(raw, "items")?)).collect::<Result<_, _>>()?;
    let (folders, warnings) = (reading.folders.into_list(), reading.left.warnings());
    Ok(ParsedImport { format: Format::EnpassJson, folders, items, report: reading.report, warnings })
}

struct Reading {
    known: HashMap<String, Known>,
    folders: Folders,
    report: FieldReport,
    left: Left,
    attachments: Attachments<'static>,
}

impl Reading {
    fn place_of(&mut self, uuid: &str) -> Result<Option<usize>, ImportError> {
        let mut path = Vec::new();
        let mut next = self.known.get(uuid);
        while let Some(folder) = next {
            if path.len() > MAX_FOLDER_DEPTH {
                return Err(ImportError::damaged("folders that contain each other"));
            }
            path.push(folder.name.as_str());
            next = self.known.get(&folder.parent);
        }
        path.reverse();
        self.folders.position(&path)
    }

    fn item(&mut self, mut object: Object) -> Result<ParsedItem, ImportError> {
        let template = object.get("template_type").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.left.take(&mut object, LEFT);
        let fields = take_list(&mut object, "fields");
        let files = take_list(&mut object, "attachments");
        let folders = take_list(&mut object, "folders");
        let mut places = Vec::new();
        for folder in &folders {
            let uuid = folder.as_str().unwrap_or_default();
            let name = self.known.get(uuid).map(|known| known.name.clone()).unwrap_or_default();
            places.push((self.place_of(uuid)?, name));
        }
        let mut draft = Draft::new(Kind::NOTE, &mut self.report);
        draft.report.source_fields += count_except(&object, LINKS);
        place_common(&mut object, &template, &mut draft);
        let (mut earlier, mut section) = (Vec::new(), String::new());
        for field in fields {
            place_field(field, &mut section, &mut draft, &mut earlier);
        }
        keep_rest_except(&mut draft, object, LINKS);
        for file in files {
            attach(file, &mut draft, &mut self.attachments);
        }
        draft.name_by_host();
        draft.parsed.folder = places.first().and_then(|(position, _)| *position);
        for (_, name) in places.into_iter().skip(1) {
            draft.add_custom("folder", Text, name);
        }
        history::place(earlier, &mut draft);
        Ok(draft.parsed)
    }
}

fn kind_of(category: &str, template: &str) -> Option<Kind> {
    Some(match (category, template) {
        (_, "computer.wifi" | "computer.wifirouter" | "computer.router") => Kind::WIFI,
        (_, "finance.bankaccount") => Kind::BANK_ACCOUNT,
        (_, "computer.database") => Kind::DATABASE,
        (_, "computer.server") => Kind::SERVER,
        ("login", _) => Kind::LOGIN,
        ("creditcard", _) => Kind::CARD,
        ("identity", _) => Kind::IDENTITY,
        ("password", _) => Kind::PASSWORD,
        ("license", "license.software") => Kind::LICENCE,
        ("note", _) => Kind::NOTE,
        _ => return None,
    })
}

fn place_common(object: &mut Object, template: &str, draft: &mut Draft<'_>) {
    let category = object.get("category").and_then(Value::as_str).unwrap_or_default();
    if let Some(kind) = kind_of(category, template) {
        draft.parsed.item.kind = kind;
        draft.report.mapped += object.remove("category").as_ref().map_or(0, super::json::count);
    }
    if let Some(title) = take_text(object, "title") {
        draft.mapped_title(&title);
    }
    if let Some(note) = take_text(object, "note") {
        draft.mapped_notes(&note);
    }
    draft.parsed.created_ms = take_seconds(object, "createdAt", draft);
    draft.parsed.modified_ms = take_seconds(object, "updated_at", draft);
    if let Some(favourite) = take_flag(object, "favorite", draft) {
        draft.parsed.item.favourite = favourite;
    }
    if take_flag(object, "archived", draft) == Some(true) {
        draft.add_tags(std::iter::once("archived"));
    }
    if take_flag(object, "trashed", draft) == Some(true) {
        draft.parsed.deleted = true;
    }
}

const TYPES: &[Property] = &[
    ("username", "username", Text),
    ("email", "email", Email),
    ("password", "password", Hidden),
    ("url", "url", Url),
    ("totp", "totp", Totp),
    ("phone", "phone", Phone),
    ("ccName", "cardholder", Text),
    ("ccNumber", "number", Hidden),
    ("ccCvc", "code", Hidden),
    ("ccPin", "pin", Hidden),
    ("ccType", "brand", Text),
    ("ccExpiry", "expiry", Month),
];

/// A field: of the template by its type, or else of its label, with the heading that it stands below. A password's earlier
/// values become earlier versions.
fn place_field(value: Value, section: &mut String, draft: &mut Draft<'_>, earlier: &mut Vec<Earlier>) {
    let Value::Object(mut field) = value else {
        draft.saw();
        return draft.custom_field("field", Hidden, text_of(value));
    };
    let label = take_text(&mut field, "label").unwrap_or_default();
    let type_name = take_text(&mut field, "type").unwrap_or_default();
    let hidden = field.remove("sensitive").is_some_and(|value| value == 1 || value == true);
    let deleted = field.remove("deleted").is_some_and(|value| value == 1 || value == true);
    let past = take_list(&mut field, "history");
    if type_name == "section" && !deleted {
        section.clone_from(&label);
    }
    let label = match section.is_empty() || type_name == "section" {
        true => label,
        false => format!("{section}: {label}"),
    };
    if let Some(text) = take_text(&mut field, "value") {
        draft.saw();
        if deleted {
            draft.custom_field(&format!("{label} (deleted)"), Hidden, text);
        } else {
            put(&type_name, &label, hidden, text, draft);
        }
    }
    for one in past {
        place_past(one, &type_name, &label, draft, earlier);
    }
    keep_rest_of_element(draft, field, &["uid", "order", "updated_at", "value_updated_at"]);
}

fn put(type_name: &str, label: &str, hidden: bool, text: String, draft: &mut Draft<'_>) {
    let known = TYPES.iter().find(|(known, _, _)| *known == type_name);
    match known {
        Some((_, name, Month)) => match parse_month(&text) {
            Some(month) => draft.place(name, Month, label, month),
            None => draft.custom_field(label, Text, text),
        },
        // A login that has an address and no name logs in by the address.
        Some(("email", _, _)) if draft.parsed.item.kind == Kind::LOGIN => {
            draft.place("username", Email, label, text);
        }
        Some((_, name, field_type)) => draft.place(name, *field_type, label, text),
        None => draft.custom_field(label, type_of(type_name, hidden, &text), text),
    }
}

fn type_of(type_name: &str, hidden: bool, text: &str) -> FieldType {
    match type_name {
        _ if hidden => Hidden,
        "date" if text.len() == 10 && parse_iso(text).is_some() => Date,
        "text" | "multiline" | "date" | "numeric" | "section" | "ccBankname" | "ccValidfrom" => Text,
        _ => Hidden,
    }
}

fn place_past(value: Value, type_name: &str, label: &str, draft: &mut Draft<'_>, earlier: &mut Vec<Earlier>) {
    let Value::Object(mut object) = value else {
        draft.saw();
        return draft.custom_field(&format!("{label} (earlier)"), Hidden, text_of(value));
    };
    let moment = object.remove("updated_at").and_then(|value| value.as_i64());
    if let Some(text) = take_text(&mut object, "value") {
        draft.saw();
        if type_name == "password" {
            let until = moment.and_then(|seconds| seconds.checked_mul(1_000));
            earlier.push(Earlier { password: text, field: None, until });
        } else {
            draft.custom_field(&format!("{label} (earlier)"), Hidden, text);
        }
    }
    keep_rest_of_element(draft, object, &["encrypted"]);
}

fn attach(value: Value, draft: &mut Draft<'_>, attachments: &mut Attachments<'_>) {
    let Value::Object(mut object) = value else {
        draft.saw();
        return draft.custom_field("attachment", Hidden, text_of(value));
    };
    let name = take_text(&mut object, "name").unwrap_or_default();
    let data = object.remove("data").filter(|data| !is_silent(data));
    match data.map(|data| STANDARD.decode(text_of(data.clone())).map_err(|_| data)) {
        Some(Ok(bytes)) => attachments.add(draft, &name, bytes),
        Some(Err(data)) => {
            draft.saw();
            draft.custom_field(&name, Hidden, text_of(data));
        }
        None => {}
    }
    keep_rest_of_element(draft, object, &["uuid", "kind", "order", "size", "updated_at"]);
}
