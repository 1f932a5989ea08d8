//! 1PIF: one item of JSON a line, lines of a fixed mark between them. Folders are items too; so is what is in the trash.
//! Attachments lie beside the file, and come along where the whole folder was put in a zip archive.

use super::field::{Source, label_of};
use super::pif_lines::{folders_of, is_folder, lines, object_of_line, path_of};
use super::section::place_login_field;
use super::{BOOKKEEPING, category, place_history, place_urls};
use crate::import::attached::Attachments;
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use crate::import::json::{
    Object, check_size, count_except, is_silent, keep_rest_except, keep_rest_of_element, take_flag,
    take_list, take_object, take_seconds, take_tags, take_text, text_of,
};
use crate::import::left::Left;
use crate::import::zip::{Archive, Entry, Room};
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use serde_json::Value;
use std::collections::HashMap;
use strongroom_credential::{FieldType, Kind};

/// The line between items.
pub(super) const MARK: &str = "***5642bee8-a5ff-11dc-8314-0800200c9a66***";
/// Where the mark is looked for, in bytes.
const WINDOW: usize = 1 << 20;
const LINKS: &[&str] = &["uuid", "folderUuid", "locationKey"];

/// Whether the text is of that format.
pub(in crate::import) fn is_pif(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
    start.trim_start().starts_with('{') && start.contains(MARK)
}

/// Reads the text alone.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    read(text, None)
}

/// Whether the archive is that folder: all that is in it lies where the text does, or below.
pub(in crate::import) fn is_folder_of_pif(archive: &Archive<'_>) -> bool {
    let Some(data) = data_of(archive) else { return false };
    let place = data.name.strip_suffix(data.file_name()).unwrap_or_default();
    archive.entries().iter().all(|entry| entry.name.starts_with(place))
}

fn data_of<'a>(archive: &'a Archive<'_>) -> Option<&'a Entry> {
    archive.entries().iter().find(|entry| entry.name.ends_with(".1pif"))
}

/// Reads the folder that 1Password writes, in an archive.
pub(in crate::import) fn parse_zip(archive: &Archive<'_>) -> Result<ParsedImport, ImportError> {
    let entry = data_of(archive).ok_or_else(|| ImportError::damaged("1PIF"))?;
    let text = archive.text(entry, &mut Room::default())?;
    read(&text, Some(archive))
}

fn read(text: &str, archive: Option<&Archive<'_>>) -> Result<ParsedImport, ImportError> {
    check_size(text)?;
    let known = folders_of(text)?;
    let mut reading = Reading {
        places: HashMap::new(),
        folders: Folders::default(),
        report: FieldReport::default(),
        left: Left::default(),
        attachments: Attachments::of(archive),
        archive,
    };
    for uuid in known.keys() {
        let position = reading.folders.position(&path_of(uuid, &known)?)?;
        reading.places.insert(uuid.clone(), position);
    }
    let mut items = Vec::new();
    for line in lines(text) {
        let object = object_of_line(line)?;
        if !is_folder(&object) {
            items.push(reading.item(object)?);
        }
    }
    let data = archive.and_then(data_of).map(|entry| entry.name.as_str());
    reading.attachments.name_the_rest(&mut reading.report, |name| data == Some(name));
    let (folders, warnings) = (reading.folders.into_list(), reading.left.warnings());
    Ok(ParsedImport { format: Format::OnePasswordPif, folders, items, report: reading.report, warnings })
}

struct Reading<'a> {
    places: HashMap<String, Option<usize>>,
    folders: Folders,
    report: FieldReport,
    left: Left,
    attachments: Attachments<'a>,
    archive: Option<&'a Archive<'a>>,
}

impl Reading<'_> {
    fn item(&mut self, mut object: Object) -> Result<ParsedItem, ImportError> {
        let folder = object.get("folderUuid").and_then(Value::as_str).and_then(|uuid| self.places.get(uuid));
        let folder = folder.copied().flatten();
        let uuid = object.get("uuid").and_then(Value::as_str).map(str::to_owned);
        self.left.take(&mut object, BOOKKEEPING);
        let mut open = take_object(&mut object, "openContents");
        self.left.take(&mut open, BOOKKEEPING);
        let mut secret = take_object(&mut object, "secureContents");
        let (fields, sections) = (take_list(&mut secret, "fields"), take_list(&mut secret, "sections"));

        let mut draft = Draft::new(Kind::NOTE, &mut self.report);
        draft.report.source_fields +=
            [&object, &open, &secret].iter().map(|part| count_except(part, LINKS)).sum::<u64>();
        place_common(&mut object, &mut open, &mut draft);
        take_repeated(&mut secret, &sections, &mut draft);
        place_address(&mut object, &mut secret, &mut draft);
        for field in fields {
            place_login_field(field, &mut draft);
        }
        for section in sections {
            place_section(section, &mut draft);
        }
        place_secret(&mut secret, &mut draft);
        let earlier = take_list(&mut secret, "passwordHistory");
        for part in [object, open, secret] {
            keep_rest_except(&mut draft, part, LINKS);
        }
        if let Some(uuid) = uuid {
            attach(&uuid, self.archive, &mut draft, &mut self.attachments)?;
        }
        draft.name_by_host();
        place_history(earlier, &mut draft);
        draft.parsed.folder = folder;
        Ok(draft.parsed)
    }
}

fn place_common(object: &mut Object, open: &mut Object, draft: &mut Draft<'_>) {
    if let Some(name) = take_text(object, "typeName") {
        let (kind, word) = category::kind_of(&name);
        draft.parsed.item.kind = kind;
        match word {
            Some(word) => draft.custom_field("category", FieldType::Text, word),
            None => draft.mapped(),
        }
    }
    if let Some(title) = take_text(object, "title") {
        draft.mapped_title(&title);
    }
    draft.parsed.created_ms = take_seconds(object, "createdAt", draft);
    draft.parsed.modified_ms = take_seconds(object, "updatedAt", draft);
    if take_flag(object, "trashed", draft) == Some(true) {
        draft.parsed.deleted = true;
    }
    take_tags(open, "tags", draft);
    if let Some(index) = open.get("faveIndex").and_then(Value::as_i64) {
        open.remove("faveIndex");
        draft.mapped();
        draft.parsed.item.favourite = index > 0;
    }
}

/// The address by which an item is found, and the others; the one is mostly repeated among the others.
fn place_address(object: &mut Object, secret: &mut Object, draft: &mut Draft<'_>) {
    let urls = take_list(secret, "URLs");
    let location = take_text(object, "location");
    let repeated = |url: &Value| url.get("url").and_then(Value::as_str) == location.as_deref();
    if location.is_some() && urls.iter().any(repeated) {
        draft.mapped();
    } else if let Some(location) = location {
        draft.place("url", FieldType::Url, "url", location);
    }
    place_urls(urls, draft);
}

/// Beside the sections stands each value once more, dates in parts; what is the same is no other field.
fn take_repeated(secret: &mut Object, sections: &[Value], draft: &mut Draft<'_>) {
    let fields = sections.iter().filter_map(|section| section.get("fields")?.as_array()).flatten();
    for field in fields {
        let (Some(name), Some(value)) = (field.get("n").and_then(Value::as_str), field.get("v")) else {
            continue;
        };
        if secret.get(name).is_some_and(|own| text_of(own.clone()) == text_of(value.clone())) {
            draft.report.mapped += secret.remove(name).as_ref().map_or(0, crate::import::json::count);
        }
        take_parts_of_date(secret, name, value, draft);
    }
}

/// `expiry_yy` and `expiry_mm` beside a month of `expiry`, as texts or numbers.
fn take_parts_of_date(secret: &mut Object, name: &str, value: &Value, draft: &mut Draft<'_>) {
    let Some(month) = value.as_i64() else { return };
    for (part, expected) in [("yy", month.div_euclid(100)), ("mm", month.rem_euclid(100))] {
        let key = format!("{name}_{part}");
        let number = |own: &Value| text_of(own.clone()).trim().parse::<i64>().ok();
        if secret.get(&key).and_then(number) == Some(expected) {
            secret.remove(&key);
            draft.mapped();
        }
    }
}

pub(super) fn place_section(section: Value, draft: &mut Draft<'_>) {
    let Value::Object(mut section) = section else {
        draft.saw();
        return draft.custom_field("section", FieldType::Hidden, text_of(section));
    };
    let title = take_text(&mut section, "title").unwrap_or_default();
    for field in take_list(&mut section, "fields") {
        let Value::Object(mut field) = field else {
            draft.saw();
            draft.custom_field(&title, FieldType::Hidden, text_of(field));
            continue;
        };
        let id = take_text(&mut field, "n").unwrap_or_default();
        let name = take_text(&mut field, "t").unwrap_or_default();
        let type_name = take_text(&mut field, "k").unwrap_or_default();
        if let Some(value) = field.remove("v").filter(|value| !is_silent(value)) {
            draft.saw();
            let label = label_of(&title, &name, &id);
            Source { id, label, type_name, value }.place(draft);
        }
        // How the field behaves in the editor.
        keep_rest_of_element(draft, field, &["a", "inputTraits"]);
    }
    keep_rest_of_element(draft, section, &["name"]);
}

pub(super) fn place_secret(secret: &mut Object, draft: &mut Draft<'_>) {
    if let Some(notes) = take_text(secret, "notesPlain") {
        draft.mapped_notes(&notes);
    }
    if let Some(password) = take_text(secret, "password") {
        match category::property(&draft.parsed.item.kind, "password") {
            Some((_, name, field_type)) => draft.place(name, field_type, "password", password),
            None if draft.parsed.item.kind == Kind::WIFI => {
                draft.custom_field("base station password", FieldType::Hidden, password);
            }
            None => draft.custom_field("password", FieldType::Hidden, password),
        }
    }
}

/// Files lie in `attachments/<uuid>/`.
fn attach(
    uuid: &str,
    archive: Option<&Archive<'_>>,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    let place = format!("attachments/{uuid}/");
    let Some(archive) = archive else { return Ok(()) };
    for entry in archive.entries().iter().filter(|entry| entry.name.contains(&place)) {
        attachments.take(draft, entry.file_name(), |name| name == entry.name)?;
    }
    Ok(())
}
