//! The FIDO Alliance's Credential Exchange Format, alone or in a zip archive beside the documents that it names.

use super::attached::Attachments;
use super::cxf_value::{editable, pem_of_pkcs8, place_scalar, totp_uri};
use super::draft::Draft;
use super::folders::Folders;
use super::json::{
    Object, Top, check_size, count_except, is_silent, json_error, keep_rest, keep_rest_except,
    keep_rest_of_element, object_of, take_flag, take_list, take_object, take_seconds, take_tags, take_text,
    text_of,
};
use super::zip::{Archive, Entry, Room};
use super::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;
use strongroom_credential::FieldType::{Hidden, Text, Totp, Url};
use strongroom_credential::Kind;

const LINKS: &[&str] = &["id"];
/// All names of further collections in items together, in bytes: a long name in many items multiplies.
const MAX_REPEATED: usize = 64 << 20;

#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow)]
    accounts: Vec<Account<'a>>,
}

#[derive(Deserialize)]
struct Account<'a> {
    #[serde(default)]
    username: Option<String>,
    #[serde(default)]
    collections: Vec<Collection>,
    #[serde(borrow, default)]
    items: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Collection {
    #[serde(default)]
    title: String,
    #[serde(default)]
    items: Vec<Linked>,
    #[serde(default)]
    sub_collections: Option<Vec<Collection>>,
}

#[derive(Deserialize)]
struct Linked {
    item: String,
}

/// Whether the top level of a JSON file is that of an exchange.
pub(super) fn is_exchange(top: &Top<'_>) -> bool {
    top.contains_key("accounts")
        && (top.contains_key("exporterRpId") || top.contains_key("exporterDisplayName"))
}

/// The file in an archive that is one.
pub(super) fn data_of<'a>(archive: &'a Archive<'_>) -> Option<&'a Entry> {
    let mut room = Room::default();
    archive.entries().iter().filter(|entry| entry.name.ends_with(".json")).find(|entry| {
        let text = archive.text(entry, &mut room);
        text.is_ok_and(|text| super::json::top_of(&text).is_ok_and(|top| is_exchange(&top)))
    })
}

/// Reads the archive.
pub(super) fn parse_zip(archive: &Archive<'_>) -> Result<ParsedImport, ImportError> {
    let entry = data_of(archive).ok_or_else(|| ImportError::damaged("credential exchange"))?;
    let text = archive.text(entry, &mut Room::default())?;
    read(&text, Some(archive))
}

/// Reads the JSON alone.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    read(text, None)
}

fn read(text: &str, archive: Option<&Archive<'_>>) -> Result<ParsedImport, ImportError> {
    check_size(text)?;
    let header: Header<'_> = serde_json::from_str(text).map_err(|error| json_error(&error))?;
    let several = header.accounts.len() > 1;
    let mut reading = Reading {
        folders: Folders::default(),
        report: FieldReport::default(),
        attachments: Attachments::of(archive),
        repeated: 0,
    };
    let mut items = Vec::new();
    for account in header.accounts {
        let mut path = Vec::new();
        if several {
            path.push(account.username.unwrap_or_default());
        }
        let mut places = Places::new();
        reading.places(&account.collections, &mut path, &mut places)?;
        let top = reading.folders.position(&path)?;
        for raw in account.items {
            items.push(reading.item(raw, &places, top)?);
        }
    }
    Ok(ParsedImport {
        format: Format::Cxf,
        folders: reading.folders.into_list(),
        items,
        report: reading.report,
        warnings: Vec::new(),
    })
}

/// The collections that name an item: position and title.
type Places = HashMap<String, Vec<(Option<usize>, String)>>;

struct Reading<'a> {
    folders: Folders,
    report: FieldReport,
    attachments: Attachments<'a>,
    /// What the names of further collections take in items, in bytes.
    repeated: usize,
}

impl Reading<'_> {
    fn places(
        &mut self,
        collections: &[Collection],
        path: &mut Vec<String>,
        places: &mut Places,
    ) -> Result<(), ImportError> {
        for collection in collections {
            path.push(collection.title.clone());
            // Refuses what is too deep, and so ends the recursion.
            let position = self.folders.position(path)?;
            for linked in &collection.items {
                let list = places.entry(linked.item.clone()).or_default();
                if !list.is_empty() {
                    self.repeat(&collection.title)?;
                }
                list.push((position, collection.title.clone()));
            }
            self.places(collection.sub_collections.as_deref().unwrap_or_default(), path, places)?;
            path.pop();
        }
        Ok(())
    }

    fn repeat(&mut self, name: &str) -> Result<(), ImportError> {
        self.repeated = self.repeated.saturating_add(name.len());
        if self.repeated > MAX_REPEATED {
            return Err(ImportError::too_large("bytes of collection names in items", MAX_REPEATED as u64));
        }
        Ok(())
    }

    fn item(
        &mut self,
        raw: &RawValue,
        places: &Places,
        top: Option<usize>,
    ) -> Result<ParsedItem, ImportError> {
        let mut object = object_of(raw, "items")?;
        let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
        let places = places.get(id).map(Vec::as_slice).unwrap_or_default();
        let credentials = take_list(&mut object, "credentials");
        let mut scope = take_object(&mut object, "scope");
        let mut draft = Draft::new(kind_of(&credentials), &mut self.report);
        draft.report.source_fields += count_except(&object, LINKS) + count_except(&scope, LINKS);
        if let Some(title) = take_text(&mut object, "title") {
            draft.mapped_title(&title);
        }
        draft.parsed.created_ms = take_seconds(&mut object, "creationAt", &mut draft);
        draft.parsed.modified_ms = take_seconds(&mut object, "modifiedAt", &mut draft);
        if let Some(favourite) = take_flag(&mut object, "favorite", &mut draft) {
            draft.parsed.item.favourite = favourite;
        }
        take_tags(&mut object, "tags", &mut draft);
        for credential in credentials {
            place(credential, &mut draft, &mut self.attachments)?;
        }
        for url in take_list(&mut scope, "urls") {
            draft.place("url", Url, "url", text_of(url));
        }
        keep_rest_except(&mut draft, object, LINKS);
        keep_rest(&mut draft, scope);
        draft.name_by_host();
        draft.parsed.folder = places.first().map_or(top, |(position, _)| *position);
        for (_, name) in places.iter().skip(1) {
            draft.add_custom("collection", Text, name.as_str());
        }
        Ok(draft.parsed)
    }
}

/// The kind by the most telling of the credentials; they are many in one item.
fn kind_of(credentials: &[Value]) -> Kind {
    let has =
        |name: &&str| credentials.iter().any(|one| one.get("type").and_then(Value::as_str) == Some(name));
    let kinds: [(&[&str], Kind); 8] = [
        (&["basic-auth", "passkey", "totp"], Kind::LOGIN),
        (&["credit-card"], Kind::CARD),
        (&["ssh-key"], Kind::SSH_KEY),
        (&["api-key"], Kind::API_KEY),
        (&["wifi"], Kind::WIFI),
        (&["person-name", "address", "identity-document", "passport", "drivers-license"], Kind::IDENTITY),
        (&["generated-password"], Kind::PASSWORD),
        (&["note"], Kind::NOTE),
    ];
    let found = kinds.into_iter().find(|(names, _)| names.iter().any(&has));
    found.map_or(Kind::NOTE, |(_, kind)| kind)
}

fn place(
    credential: Value,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    let Value::Object(mut object) = credential else {
        draft.saw();
        draft.custom_field("credential", Hidden, text_of(credential));
        return Ok(());
    };
    let type_name = object.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    match type_name.as_str() {
        "passkey" => {
            draft.saw();
            object.remove("type");
            draft.custom_field("passkey", Hidden, Value::Object(object).to_string());
        }
        "totp" => totp(object, draft),
        "file" => file(object, draft, attachments)?,
        "ssh-key" => ssh_key(object, draft),
        "custom-fields" => custom_fields(object, draft),
        _ => properties(&type_name, object, draft),
    }
    Ok(())
}

/// Every property of a credential is a field of its own.
fn properties(type_name: &str, mut object: Object, draft: &mut Draft<'_>) {
    object.remove("type");
    for (key, value) in object {
        match value {
            silent if is_silent(&silent) => {}
            Value::Object(inner) if inner.contains_key("value") => {
                editable(type_name, &key, inner, draft);
            }
            other if key == "id" && other.is_string() => {}
            other => {
                draft.saw();
                place_scalar(type_name, &key, None, text_of(other), draft);
            }
        }
    }
}

/// One address for the code where its parts make one; else each part is kept.
fn totp(mut object: Object, draft: &mut Draft<'_>) {
    let Some(uri) = totp_uri(&object) else { return properties("totp", object, draft) };
    for part in ["secret", "period", "digits", "algorithm", "username", "issuer"] {
        if object.remove(part).is_some_and(|value| !is_silent(&value)) && part != "secret" {
            draft.saw();
            draft.mapped();
        }
    }
    draft.saw();
    draft.place("totp", Totp, "totp", uri);
    properties("totp", object, draft);
}

/// A document that lies in the archive under its identifier.
fn file(
    mut object: Object,
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    let id = take_text(&mut object, "id").unwrap_or_default();
    let name = take_text(&mut object, "name").unwrap_or_default();
    let place = format!("documents/{id}");
    attachments.take(draft, &name, |entry| {
        !id.is_empty() && (entry == place || entry.ends_with(&format!("/{place}")))
    })?;
    object.remove("type");
    keep_rest_of_element(draft, object, &["decryptedSize", "integrityHash"]);
    Ok(())
}

fn ssh_key(mut object: Object, draft: &mut Draft<'_>) {
    if let Some(key) = take_text(&mut object, "privateKey") {
        draft.saw();
        let text = pem_of_pkcs8(&key).unwrap_or(key);
        draft.place("private_key", Hidden, "private key", text);
    }
    properties("ssh-key", object, draft);
}

/// A section with a label of its own.
fn custom_fields(mut object: Object, draft: &mut Draft<'_>) {
    let section = take_text(&mut object, "label").unwrap_or_default();
    for field in take_list(&mut object, "fields") {
        match field {
            Value::Object(mut inner) => {
                let label = take_text(&mut inner, "label").unwrap_or_default();
                let label = if section.is_empty() { label } else { format!("{section}: {label}") };
                editable("custom-fields", &label, inner, draft);
            }
            other => {
                draft.saw();
                draft.custom_field(&section, Hidden, text_of(other));
            }
        }
    }
    object.remove("type");
    keep_rest_of_element(draft, object, LINKS);
}
