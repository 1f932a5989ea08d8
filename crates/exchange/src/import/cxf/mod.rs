//! The FIDO Alliance's Credential Exchange Format, alone or in a zip archive beside the documents that it names.

mod credential;
mod value;

use crate::import::attached::Attachments;
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use crate::import::json::{
    Top, check_size, count_except, json_error, keep_rest, keep_rest_except, object_of, take_flag, take_list,
    take_object, take_seconds, take_tags, take_text, text_of,
};
use crate::import::zip::{Archive, Entry, Room};
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use credential::{kind_of, place};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;
use strongroom_credential::FieldType::{Text, Url};
pub(crate) use value::{SECURITY, totp_uri};

const LINKS: &[&str] = &["id"];

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
pub(in crate::import) fn is_exchange(top: &Top<'_>) -> bool {
    top.contains_key("accounts")
        && (top.contains_key("exporterRpId") || top.contains_key("exporterDisplayName"))
}

/// The file in an archive that is one.
pub(in crate::import) fn data_of<'a>(archive: &'a Archive<'_>) -> Option<&'a Entry> {
    let mut room = Room::default();
    archive.entries().iter().filter(|entry| entry.name.ends_with(".json")).find(|entry| {
        let text = archive.text(entry, &mut room);
        text.is_ok_and(|text| crate::import::json::top_of(&text).is_ok_and(|top| is_exchange(&top)))
    })
}

/// Reads the archive.
pub(in crate::import) fn parse_zip(archive: &Archive<'_>) -> Result<ParsedImport, ImportError> {
    let entry = data_of(archive).ok_or_else(|| ImportError::damaged("credential exchange"))?;
    let text = archive.text(entry, &mut Room::default())?;
    read(&text, Some(archive))
}

/// Reads the JSON alone.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
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
    let data = archive.and_then(data_of).map(|entry| entry.name.as_str());
    reading.attachments.name_the_rest(&mut reading.report, |name| data == Some(name));
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
                    self.folders.repeat(&collection.title)?;
                }
                list.push((position, collection.title.clone()));
            }
            self.places(collection.sub_collections.as_deref().unwrap_or_default(), path, places)?;
            path.pop();
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
