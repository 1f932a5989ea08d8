//! Proton Pass: its JSON, alone or in the zip archive that it writes beside the files of items.

mod content;
mod urls;

use crate::import::attached::Attachments;
use crate::import::described::note_of;
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use crate::import::json::{
    Object, Top, check_size, count_except, is_silent, json_error, keep_rest_except, object_of, take_flag,
    take_list, take_object, take_seconds, take_text, text_of,
};
use crate::import::left::Left;
use crate::import::limits::MAX_FOLDER_DEPTH;
use crate::import::zip::{Archive, Entry, Room};
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
pub(in crate::import) use content::IDENTITY;
use content::{EXTRA_LISTS, place_content, place_extra, place_section};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use strongroom_credential::FieldType::Email;
use strongroom_credential::Kind;
pub(in crate::import) use urls::mode_name;

const LINKS: &[&str] =
    &["itemId", "shareId", "itemUuid", "contentFormatVersion", "folderId", "revision", "flags"];
const BOOKKEEPING: &[&str] = &["lastUseTime", "revisionTime", "shareCount"];

#[derive(Deserialize)]
struct Vault<'a> {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    folders: Vec<Folder>,
    #[serde(borrow, default)]
    items: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Folder {
    folder_id: String,
    #[serde(default)]
    parent_folder_id: Option<String>,
    #[serde(default)]
    name: String,
}

/// Whether the top level of a JSON file is that of an export.
pub(in crate::import) fn is_export(top: &Top<'_>) -> bool {
    top.contains_key("vaults") && (top.contains_key("version") || top.contains_key("userId"))
}

/// The file in the archive that says everything.
pub(in crate::import) fn data_of<'a>(archive: &'a Archive<'_>) -> Option<&'a Entry> {
    archive.named("Proton Pass/data.json").or_else(|| archive.named("data.json"))
}

/// What stands in its place where Proton Pass encrypted it, under a password; the files of items are encrypted in no case.
pub(in crate::import) fn sealed_of<'a>(archive: &'a Archive<'_>) -> Option<&'a Entry> {
    archive.named("Proton Pass/data.pgp").or_else(|| archive.named("data.pgp"))
}

/// What is said of an encrypted export.
fn encrypted() -> ImportError {
    let instead = "run gpg --output data.json --decrypt data.pgp and import data.json, or export from Proton Pass without \
                   encryption";
    ImportError::EncryptedExport { instead: instead.into() }
}

/// Reads the archive, with the plain text of what is encrypted in it.
pub(in crate::import) fn parse_zip(
    archive: &Archive<'_>,
    unsealed: Option<&[u8]>,
) -> Result<ParsedImport, ImportError> {
    if let Some(sealed) = sealed_of(archive) {
        let Some(plain) = unsealed else {
            // What is wrong with it is said before how to decrypt it.
            archive.unpack(sealed, &mut Room::default())?;
            return Err(encrypted());
        };
        return read(crate::import::text::decode(plain)?, Format::ProtonPassZip, Some(archive));
    }
    let entry = data_of(archive).ok_or_else(|| ImportError::damaged("data.json"))?;
    let text = archive.text(entry, &mut Room::default())?;
    read(&text, Format::ProtonPassZip, Some(archive))
}

/// Reads the JSON alone.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    read(text, Format::ProtonPassJson, None)
}

fn read(text: &str, format: Format, archive: Option<&Archive<'_>>) -> Result<ParsedImport, ImportError> {
    check_size(text)?;
    let top = crate::import::json::top_of(text)?;
    let vaults = top.get("vaults").ok_or_else(|| ImportError::damaged("vaults"))?;
    let vaults: BTreeMap<String, Vault<'_>> =
        serde_json::from_str(vaults.get()).map_err(|error| json_error(&error))?;
    let mut reading = Reading {
        folders: Folders::default(),
        report: FieldReport::default(),
        left: Left::default(),
        attachments: Attachments::of(archive),
    };
    let mut items = Vec::new();
    for vault in vaults.into_values() {
        let places = reading.places(&vault)?;
        let (name, top) = (vault.name.as_deref().unwrap_or_default(), places.get("").copied().flatten());
        items.extend(note_of(name, vault.description.as_deref(), top, &mut reading.report));
        for raw in &vault.items {
            items.push(reading.item(raw, &places)?);
        }
    }
    let data = archive.and_then(|archive| sealed_of(archive).or_else(|| data_of(archive)));
    let data = data.map(|entry| entry.name.as_str());
    reading.attachments.name_the_rest(&mut reading.report, |name| data == Some(name));
    let (folders, warnings) = (reading.folders.into_list(), reading.left.warnings());
    Ok(ParsedImport { format, folders, items, report: reading.report, warnings })
}

/// The positions of a vault's folders by their identifiers; the vault itself has an empty one.
type Places = HashMap<String, Option<usize>>;

struct Reading<'a> {
    folders: Folders,
    report: FieldReport,
    left: Left,
    attachments: Attachments<'a>,
}

impl Reading<'_> {
    fn places(&mut self, vault: &Vault<'_>) -> Result<Places, ImportError> {
        let name = vault.name.as_deref().unwrap_or_default();
        let known: HashMap<&str, &Folder> =
            vault.folders.iter().map(|folder| (folder.folder_id.as_str(), folder)).collect();
        let mut places = Places::new();
        places.insert(String::new(), self.folders.position(&[name])?);
        for folder in &vault.folders {
            let mut path = vec![folder.name.as_str()];
            let mut above = folder.parent_folder_id.as_deref();
            while let Some(parent) = above.and_then(|id| known.get(id)) {
                if path.len() > MAX_FOLDER_DEPTH {
                    return Err(ImportError::damaged("folders that contain each other"));
                }
                path.push(&parent.name);
                above = parent.parent_folder_id.as_deref();
            }
            path.push(name);
            path.reverse();
            places.insert(folder.folder_id.clone(), self.folders.position(&path)?);
        }
        Ok(places)
    }

    fn item(&mut self, raw: &RawValue, places: &Places) -> Result<ParsedItem, ImportError> {
        let mut object = object_of(raw, "items")?;
        let folder = object.get("folderId").and_then(Value::as_str).unwrap_or_default();
        let folder = places.get(folder).or_else(|| places.get("")).copied().flatten();
        self.left.take(&mut object, BOOKKEEPING);
        let files = take_list(&mut object, "files");
        let mut data = take_object(&mut object, "data");
        let mut metadata = take_object(&mut data, "metadata");
        let mut content = take_object(&mut data, "content");
        let extra = take_list(&mut data, "extraFields");
        let lists: Vec<(String, Vec<Value>)> =
            EXTRA_LISTS.iter().map(|key| ((*key).to_owned(), take_list(&mut content, key))).collect();

        let mut draft = Draft::new(Kind::LOGIN, &mut self.report);
        draft.report.source_fields +=
            [&object, &data, &metadata, &content].iter().map(|part| count_except(part, LINKS)).sum::<u64>();
        place_kind(&mut data, &mut draft);
        place_common(&mut object, &mut metadata, &mut draft);
        place_content(&mut content, &mut draft);
        for field in extra {
            place_extra("", field, &mut draft);
        }
        for (key, list) in lists {
            for one in list {
                place_section(&key, one, &mut draft);
            }
        }
        for part in [object, data, metadata, content] {
            keep_rest_except(&mut draft, part, LINKS);
        }
        draft.name_by_host();
        for file in files {
            attach(file, &mut draft, &mut self.attachments)?;
        }
        draft.parsed.folder = folder;
        Ok(draft.parsed)
    }
}

fn place_kind(data: &mut Object, draft: &mut Draft<'_>) {
    let kind = match data.get("type").and_then(Value::as_str) {
        Some("login") => Kind::LOGIN,
        Some("note" | "custom") => Kind::NOTE,
        Some("creditCard") => Kind::CARD,
        Some("identity") => Kind::IDENTITY,
        Some("sshKey") => Kind::SSH_KEY,
        Some("wifi") => Kind::WIFI,
        // An alias is a login without a password; its type is kept, as that of anything unknown.
        _ => return,
    };
    data.remove("type");
    draft.parsed.item.kind = kind;
    draft.mapped();
}

fn place_common(object: &mut Object, metadata: &mut Object, draft: &mut Draft<'_>) {
    if let Some(name) = take_text(metadata, "name") {
        draft.mapped_title(&name);
    }
    if let Some(note) = take_text(metadata, "note") {
        draft.mapped_notes(&note);
    }
    draft.parsed.created_ms = take_seconds(object, "createTime", draft);
    draft.parsed.modified_ms = take_seconds(object, "modifyTime", draft);
    if let Some(pinned) = take_flag(object, "pinned", draft) {
        draft.parsed.item.favourite = pinned;
    }
    if let Some(state @ 1..=2) = object.get("state").and_then(Value::as_u64) {
        object.remove("state");
        draft.mapped();
        draft.parsed.deleted = state == 2;
    }
    if let Some(alias) = take_text(object, "aliasEmail") {
        draft.place("username", Email, "alias", alias);
    }
}

/// A file that lies in the archive under `files/`, its name cleaned as the program does it.
fn attach(file: Value, draft: &mut Draft<'_>, attachments: &mut Attachments<'_>) -> Result<(), ImportError> {
    if is_silent(&file) {
        return Ok(());
    }
    let name = text_of(file);
    let place = format!("files/{}", name.replace(['/', '\\'], "_"));
    attachments.take(draft, &name, |entry| entry == place || entry.ends_with(&format!("/{place}")))
}
