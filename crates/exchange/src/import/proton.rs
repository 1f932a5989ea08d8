//! Proton Pass: its JSON, alone or in the zip archive that it writes beside the files of items.

use super::attached::Attachments;
use super::date::parse_iso;
use super::draft::Draft;
use super::folders::Folders;
use super::json::{
    Object, Property, Top, check_size, count_except, is_silent, json_error, keep_rest, keep_rest_except,
    keep_rest_of_element, object_of, place_properties, take_flag, take_list, take_object, take_seconds,
    take_text, text_of,
};
use super::left::Left;
use super::limits::MAX_FOLDER_DEPTH;
use super::month::parse_month;
use super::zip::{Archive, Entry, Room};
use super::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use strongroom_credential::FieldType::{Date, Email, Hidden, Month, Phone, Text, Totp, Url};
use strongroom_credential::Kind;

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
pub(super) fn is_export(top: &Top<'_>) -> bool {
    top.contains_key("vaults") && (top.contains_key("version") || top.contains_key("userId"))
}

/// The file in the archive that says everything.
pub(super) fn data_of<'a>(archive: &'a Archive<'_>) -> Option<&'a Entry> {
    archive.named("Proton Pass/data.json").or_else(|| archive.named("data.json"))
}

/// Whether the archive is one that Proton Pass encrypted.
pub(super) fn is_encrypted(archive: &Archive<'_>) -> bool {
    archive.entries().iter().any(|entry| entry.file_name() == "data.pgp")
}

/// What is said of an encrypted export.
pub(super) fn encrypted() -> ImportError {
    let instead = "run gpg --output data.json --decrypt data.pgp and import data.json, or export from Proton Pass without \
                   encryption";
    ImportError::EncryptedExport { instead: instead.into() }
}

/// Reads the archive.
pub(super) fn parse_zip(archive: &Archive<'_>) -> Result<ParsedImport, ImportError> {
    if is_encrypted(archive) {
        return Err(encrypted());
    }
    let entry = data_of(archive).ok_or_else(|| ImportError::damaged("data.json"))?;
    let text = archive.text(entry, &mut Room::default())?;
    read(&text, Format::ProtonPassZip, Some(archive))
}

/// Reads the JSON alone.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    read(text, Format::ProtonPassJson, None)
}

fn read(text: &str, format: Format, archive: Option<&Archive<'_>>) -> Result<ParsedImport, ImportError> {
    check_size(text)?;
    let top = super::json::top_of(text)?;
    if top.get("encrypted").is_some_and(|raw| raw.get() == "true") {
        return Err(encrypted());
    }
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
        reading.left.setting("description", vault.description.as_deref());
        let places = reading.places(&vault)?;
        for raw in &vault.items {
            items.push(reading.item(raw, &places)?);
        }
    }
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

const LOGIN: &[Property] = &[
    ("itemUsername", "username", Text),
    ("username", "username", Text),
    ("itemEmail", "username", Email),
    ("password", "password", Hidden),
    ("totpUri", "totp", Totp),
];

const CARD: &[Property] = &[
    ("cardholderName", "cardholder", Text),
    ("number", "number", Hidden),
    ("verificationNumber", "code", Hidden),
    ("pin", "pin", Hidden),
];

const IDENTITY: &[Property] = &[
    ("firstName", "first_name", Text),
    ("middleName", "middle_name", Text),
    ("lastName", "last_name", Text),
    ("email", "email", Email),
    ("phoneNumber", "phone", Phone),
    ("company", "company", Text),
    ("organization", "company", Text),
    ("streetAddress", "address", Text),
    ("city", "city", Text),
    ("stateOrProvince", "region", Text),
    ("zipOrPostalCode", "postal_code", Text),
    ("countryOrRegion", "country", Text),
    ("socialSecurityNumber", "national_id", Hidden),
    ("passportNumber", "passport", Hidden),
    ("licenseNumber", "driving_licence", Hidden),
];

const OTHERS: &[Property] =
    &[("privateKey", "private_key", Hidden), ("publicKey", "public_key", Text), ("ssid", "ssid", Text)];

/// Lists of fields of the person's own, some of them in sections.
const EXTRA_LISTS: &[&str] = &[
    "sections",
    "extraSections",
    "extraPersonalDetails",
    "extraAddressDetails",
    "extraContactDetails",
    "extraWorkDetails",
];

fn place_content(content: &mut Object, draft: &mut Draft<'_>) {
    let kind = draft.parsed.item.kind.clone();
    if kind == Kind::CARD {
        place_month(content, draft);
        // The program's number for "unknown".
        if content.get("cardType").and_then(Value::as_u64) == Some(0) {
            content.remove("cardType");
            draft.mapped();
        }
        place_properties(content, CARD, draft);
    } else if kind == Kind::IDENTITY {
        if let Some(date) = content.get("birthdate").and_then(Value::as_str)
            && parse_iso(date).is_some()
            && date.len() == 10
            && let Some(date) = take_text(content, "birthdate")
        {
            draft.place("birth_date", Date, "birthdate", date);
        }
        place_properties(content, IDENTITY, draft);
    } else {
        place_security(content, draft);
        place_properties(content, LOGIN, draft);
        place_properties(content, OTHERS, draft);
    }
    for url in take_list(content, "urls") {
        draft.place("url", Url, "url", text_of(url));
    }
    for passkey in take_list(content, "passkeys") {
        draft.custom_field("passkey", Hidden, text_of(passkey));
    }
}

fn place_month(content: &mut Object, draft: &mut Draft<'_>) {
    if let Some(month) = content.get("expirationDate").and_then(Value::as_str).and_then(parse_month) {
        content.remove("expirationDate");
        draft.place("expiry", Month, "expirationDate", month);
    }
}

fn place_security(content: &mut Object, draft: &mut Draft<'_>) {
    let name = match content.get("security").and_then(Value::as_u64) {
        Some(1) => "WPA",
        Some(2) => "WPA2",
        Some(3) => "WPA3",
        Some(4) => "WEP",
        _ => return,
    };
    content.remove("security");
    draft.place("security", Text, "security", name);
}

/// A section of fields, or a field.
fn place_section(list: &str, value: Value, draft: &mut Draft<'_>) {
    let Value::Object(mut section) = value else {
        draft.saw();
        return draft.custom_field(list, Hidden, text_of(value));
    };
    if !section.contains_key("sectionFields") {
        return place_extra("", Value::Object(section), draft);
    }
    let name = take_text(&mut section, "sectionName").unwrap_or_default();
    for field in take_list(&mut section, "sectionFields") {
        place_extra(&name, field, draft);
    }
    keep_rest_of_element(draft, section, &[]);
}

/// A field of the person's own. An empty one is kept: somebody gave it a name.
fn place_extra(section: &str, value: Value, draft: &mut Draft<'_>) {
    draft.saw();
    let Value::Object(mut field) = value else {
        return draft.custom_field("field", Hidden, text_of(value));
    };
    let name = take_text(&mut field, "fieldName").unwrap_or_default();
    let name = if section.is_empty() { name } else { format!("{section}: {name}") };
    let type_name = take_text(&mut field, "type").unwrap_or_default();
    let mut data = take_object(&mut field, "data");
    let found = ["content", "totpUri", "timestamp"].iter().find_map(|key| take_text(&mut data, key));
    let text = found.unwrap_or_default();
    let field_type = match type_name.as_str() {
        "text" | "timestamp" => Text,
        "totp" => Totp,
        _ => Hidden,
    };
    draft.custom_field(&name, field_type, text);
    for part in [field, data] {
        draft.report.source_fields += count_except(&part, &[]);
        keep_rest(draft, part);
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
