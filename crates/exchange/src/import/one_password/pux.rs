//! 1PUX: a zip archive with `export.data`, which is JSON, and the files that items hold under `files/`.

use super::linked;
use super::section::{attach, place_login_field, place_section};
use super::{BOOKKEEPING, category, place_history, place_urls};
use crate::export::one_pux::{OWN, TOP};
use crate::import::attached::Attachments;
use crate::import::described::note_of;
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use crate::import::json::{
    Object, count_except, json_error, keep_rest_except, object_of, take_flag, take_list, take_object,
    take_seconds, take_tags, take_text, text_of,
};
use crate::import::left::Left;
use crate::import::links::Titles;
use crate::import::zip::{Archive, Room};
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use strongroom_credential::FieldType;

/// The file in the archive that says everything.
pub(in crate::import) const DATA: &str = "export.data";
/// Beside it: the version of the format, and when the export was made.
const ATTRIBUTES: &str = "export.attributes";
/// Keys that only link the file's parts.
const LINKS: &[&str] = &["uuid", "documentId"];

#[derive(Deserialize)]
struct Export<'a> {
    #[serde(borrow)]
    accounts: Vec<Account<'a>>,
}

#[derive(Deserialize)]
struct Account<'a> {
    #[serde(default)]
    attrs: Attributes,
    #[serde(borrow, default)]
    vaults: Vec<Vault<'a>>,
}

#[derive(Deserialize)]
struct Vault<'a> {
    #[serde(default)]
    attrs: Attributes,
    #[serde(borrow, default)]
    items: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attributes {
    name: Option<String>,
    #[serde(rename = "accountName")]
    account_name: Option<String>,
    desc: Option<String>,
    #[serde(rename = "type")]
    type_name: Option<String>,
}

/// Whether the top level of a JSON file is that of `export.data`, somebody having unpacked it.
pub(in crate::import) fn is_data(top: &crate::import::json::Top<'_>) -> bool {
    top.len() == 1 && top.get("accounts").is_some_and(|raw| raw.get().contains("\"vaults\""))
}

/// Reads an archive.
pub(in crate::import) fn parse_zip(archive: &Archive<'_>) -> Result<ParsedImport, ImportError> {
    let entry = archive.named(DATA).ok_or_else(|| ImportError::damaged(DATA))?;
    let text = archive.text(entry, &mut Room::default())?;
    read(&text, Some(archive))
}

/// Reads `export.data` alone.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    read(text, None)
}

fn read(text: &str, archive: Option<&Archive<'_>>) -> Result<ParsedImport, ImportError> {
    crate::import::json::check_size(text)?;
    let export: Export<'_> = serde_json::from_str(text).map_err(|error| json_error(&error))?;
    let several = export.accounts.len() > 1;
    let all = export.accounts.iter().flat_map(|account| &account.vaults).flat_map(|vault| &vault.items);
    let mut reading = Reading {
        titles: linked::titles_of(all.copied()),
        folders: Folders::default(),
        report: FieldReport::default(),
        left: Left::default(),
        attachments: Attachments::of(archive),
    };
    let mut items = Vec::new();
    for account in export.accounts {
        let name = account.attrs.account_name.or(account.attrs.name).unwrap_or_default();
        for vault in account.vaults {
            let is_top = name == TOP && vault.attrs.type_name.as_deref() == Some(OWN);
            let vault_name = vault.attrs.name.unwrap_or_default();
            let mut path = if several { vec![name.as_str()] } else { Vec::new() };
            // What an export from here found in no folder.
            if !is_top || vault_name != TOP {
                path.push(&vault_name);
            }
            let folder = reading.folders.position(&path)?;
            items.extend(note_of(&vault_name, vault.attrs.desc.as_deref(), folder, &mut reading.report));
            for raw in vault.items {
                let mut item = reading.item(raw)?;
                item.folder = folder;
                items.push(item);
            }
        }
    }
    reading.attachments.name_the_rest(&mut reading.report, |name| name == DATA || name == ATTRIBUTES);
    let (folders, warnings) = (reading.folders.into_list(), reading.left.warnings());
    Ok(ParsedImport { format: Format::OnePasswordPux, folders, items, report: reading.report, warnings })
}

struct Reading<'a> {
    folders: Folders,
    report: FieldReport,
    left: Left,
    titles: Titles,
    attachments: Attachments<'a>,
}

impl Reading<'_> {
    fn item(&mut self, raw: &RawValue) -> Result<ParsedItem, ImportError> {
        let mut object = object_of(raw, "items")?;
        // Earlier versions of the format wrapped each item.
        if let Some(Value::Object(inner)) = object.get_mut("item") {
            object = std::mem::take(inner);
        }
        let mut overview = take_object(&mut object, "overview");
        let mut details = take_object(&mut object, "details");
        self.left.take(&mut overview, BOOKKEEPING);
        self.left.take(&mut object, BOOKKEEPING);
        let (login_fields, mut sections) =
            (take_list(&mut details, "loginFields"), take_list(&mut details, "sections"));
        linked::resolve(&mut sections, &mut self.titles);
        let document = take_object(&mut details, "documentAttributes");
        if repeats_its_first(&overview) {
            overview.remove("url");
        }

        let mut draft = Draft::new(strongroom_credential::Kind::NOTE, &mut self.report);
        draft.report.source_fields +=
            [&object, &overview, &details].iter().map(|part| count_except(part, LINKS)).sum::<u64>();
        place_kind(&mut object, &mut draft);
        place_state(&mut object, &mut draft);
        place_overview(&mut overview, &mut draft);
        for field in login_fields {
            place_login_field(field, &mut draft);
        }
        place_details(&mut details, &mut draft);
        for section in sections {
            place_section(section, &mut draft, &mut self.attachments)?;
        }
        if !document.is_empty() {
            attach(document, &mut draft, &mut self.attachments)?;
        }
        let earlier = take_list(&mut details, "passwordHistory");
        for part in [object, overview, details] {
            keep_rest_except(&mut draft, part, LINKS);
        }
        draft.name_by_host();
        place_history(earlier, &mut draft);
        Ok(draft.parsed)
    }
}

fn repeats_its_first(overview: &Object) -> bool {
    let first = overview.get("urls").and_then(|urls| urls.get(0)?.get("url"));
    first.is_some() && first == overview.get("url")
}

fn place_kind(object: &mut Object, draft: &mut Draft<'_>) {
    let Some(code) = take_text(object, "categoryUuid") else { return };
    let (kind, word) = category::kind_of(&code);
    draft.parsed.item.kind = kind;
    match word {
        Some(word) => draft.custom_field("category", FieldType::Text, word),
        None => draft.mapped(),
    }
}

fn place_state(object: &mut Object, draft: &mut Draft<'_>) {
    draft.parsed.created_ms = take_seconds(object, "createdAt", draft);
    draft.parsed.modified_ms = take_seconds(object, "updatedAt", draft);
    if let Some(index) = object.get("favIndex").and_then(Value::as_i64) {
        object.remove("favIndex");
        draft.mapped();
        draft.parsed.item.favourite = index > 0;
    }
    match object.get("state").and_then(Value::as_str) {
        Some("active") => {}
        Some("archived") => draft.add_tags(std::iter::once("archived")),
        Some("trashed" | "deleted") => draft.parsed.deleted = true,
        _ => return place_trash(object, draft),
    }
    object.remove("state");
    draft.mapped();
    place_trash(object, draft);
}

fn place_trash(object: &mut Object, draft: &mut Draft<'_>) {
    if take_flag(object, "trashed", draft) == Some(true) {
        draft.parsed.deleted = true;
    }
}

fn place_overview(overview: &mut Object, draft: &mut Draft<'_>) {
    if let Some(title) = take_text(overview, "title") {
        draft.mapped_title(&title);
    }
    if let Some(url) = take_text(overview, "url") {
        draft.place("url", FieldType::Url, "url", url);
    }
    place_urls(take_list(overview, "urls"), draft);
    take_tags(overview, "tags", draft);
}

fn place_details(details: &mut Object, draft: &mut Draft<'_>) {
    if let Some(notes) = take_text(details, "notesPlain") {
        draft.mapped_notes(&notes);
    }
    if let Some(password) = take_text(details, "password") {
        draft.place("password", FieldType::Hidden, "password", password);
    }
    if let Some(Value::Object(_) | Value::Array(_)) = details.get("passkey")
        && let Some(passkey) = details.remove("passkey")
    {
        // Counted as its properties; it stays together, because its parts mean nothing alone.
        let parts = crate::import::json::count(&passkey);
        draft.report.source_fields = draft.report.source_fields.saturating_sub(parts) + 1;
        draft.custom_field("passkey", FieldType::Hidden, text_of(passkey));
    }
}
