//! Keeper: its JSON. A record's custom fields are named `$type:label:number`.

use super::draft::Draft;
use super::folders::Folders;
use super::json::{
    Object, Top, count_except, is_silent, keep_rest_except, list_of, object_of, take_list, take_object,
    take_text, text_of, top_of,
};
use super::left::Left;
use super::month::parse_month;
use super::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use serde_json::Value;
use strongroom_credential::FieldType::{self, Email, Hidden, Month, Phone, Text, Totp, Url};
use strongroom_credential::{Field, Kind};

const LINKS: &[&str] = &["uid", "references"];

/// Whether the top level of a JSON file is that of an export.
pub(super) fn is_export(top: &Top<'_>) -> bool {
    top.contains_key("records") && !top.contains_key("items")
}

/// Reads an export.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let top = top_of(text)?;
    let mut reading =
        Reading { folders: Folders::default(), report: FieldReport::default(), left: Left::default() };
    if top.get("shared_folders").is_some_and(|raw| raw.get().len() > 2) {
        reading.left.setting("shared_folders", Some("permissions"));
    }
    let records = list_of(&top, "records")?;
    let items =
        records.into_iter().map(|raw| reading.item(object_of(raw, "records")?)).collect::<Result<_, _>>()?;
    let (folders, warnings) = (reading.folders.into_list(), reading.left.warnings());
    Ok(ParsedImport { format: Format::KeeperJson, folders, items, report: reading.report, warnings })
}

struct Reading {
    folders: Folders,
    report: FieldReport,
    left: Left,
}

impl Reading {
    fn item(&mut self, mut object: Object) -> Result<ParsedItem, ImportError> {
        // Which fields the record's type has, filled or not.
        self.left.take(&mut object, &["schema"]);
        let folders = take_list(&mut object, "folders");
        let custom = take_object(&mut object, "custom_fields");
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
        for (key, value) in custom {
            place_all(&key, value, &mut draft);
        }
        keep_rest_except(&mut draft, object, LINKS);
        draft.name_by_host();
        for folder in folders {
            place_folder(folder, &mut draft, &mut self.folders)?;
        }
        Ok(draft.parsed)
    }
}

fn place_kind(object: &mut Object, draft: &mut Draft<'_>) {
    let kind = match object.get("$type").and_then(Value::as_str) {
        Some("login") => Kind::LOGIN,
        Some("encryptedNotes") => Kind::NOTE,
        Some("bankCard") => Kind::CARD,
        Some("bankAccount") => Kind::BANK_ACCOUNT,
        Some("contact" | "address") => Kind::IDENTITY,
        Some("sshKeys") => Kind::SSH_KEY,
        Some("serverCredentials") => Kind::SERVER,
        Some("databaseCredentials") => Kind::DATABASE,
        Some("softwareLicense") => Kind::LICENCE,
        Some("wifiCredentials") => Kind::WIFI,
        _ => return,
    };
    object.remove("$type");
    draft.parsed.item.kind = kind;
    draft.mapped();
}

/// A path of levels, a shared folder before it.
fn place_folder(value: Value, draft: &mut Draft<'_>, folders: &mut Folders) -> Result<(), ImportError> {
    let part = |key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let path: Vec<&str> = [part("shared_folder"), part("folder")]
        .into_iter()
        .flatten()
        .flat_map(|text| text.split('\\'))
        .collect();
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

/// One value, or a list of them.
fn place_all(key: &str, value: Value, draft: &mut Draft<'_>) {
    let values = match value {
        Value::Array(list) => list,
        one => vec![one],
    };
    for value in values.into_iter().filter(|value| !is_silent(value)) {
        draft.saw();
        place(key, value, draft);
    }
}

fn place(key: &str, value: Value, draft: &mut Draft<'_>) {
    let Some(named) = key.strip_prefix('$') else {
        return if key == "TFC:Keeper" {
            draft.place("totp", Totp, key, text_of(value))
        } else {
            draft.custom_field(key, Hidden, text_of(value))
        };
    };
    let mut parts = named.split(':');
    let type_name = parts.next().unwrap_or_default();
    let given = parts.next().unwrap_or_default();
    let label = if given.is_empty() { type_name } else { given };
    if type_name == "passkey" {
        return draft.custom_field("passkey", Hidden, text_of(value));
    }
    match value {
        Value::Object(object) => place_object(type_name, label, object, draft),
        other => {
            let text = text_of(other);
            let (name, field_type) = target(type_name, label);
            match name {
                Some(name) => draft.place(name, field_type, label, text),
                None => draft.custom_field(label, field_type, text),
            }
        }
    }
}

/// The template field of a type, and how the value is treated.
fn target(type_name: &str, label: &str) -> (Option<&'static str>, FieldType) {
    match type_name {
        "oneTimeCode" => (Some("totp"), Totp),
        "url" => (Some("url"), Url),
        "login" => (Some("username"), Text),
        "password" => (Some("password"), Hidden),
        "pinCode" => (Some("pin"), Hidden),
        "email" => (Some("email"), Email),
        "licenseNumber" => (Some("key"), Hidden),
        "text" if label == "cardholderName" => (Some("cardholder"), Text),
        "text" if label == "company" => (Some("company"), Text),
        "text" if label == "SSID" => (Some("ssid"), Text),
        "text" | "multiline" | "date" | "birthDate" | "expirationDate" | "dropdown" => (None, Text),
        _ => (None, Hidden),
    }
}

/// The parts of a value that is made of some, and their template fields.
const PARTS: &[(&str, &str, &str, FieldType)] = &[
    ("name", "first", "first_name", Text),
    ("name", "middle", "middle_name", Text),
    ("name", "last", "last_name", Text),
    ("address", "street1", "address", Text),
    ("address", "city", "city", Text),
    ("address", "state", "region", Text),
    ("address", "zip", "postal_code", Text),
    ("address", "country", "country", Text),
    ("paymentCard", "cardNumber", "number", Hidden),
    ("paymentCard", "cardSecurityCode", "code", Hidden),
    ("paymentCard", "cardExpirationDate", "expiry", Month),
    ("bankAccount", "accountNumber", "account_number", Hidden),
    ("bankAccount", "routingNumber", "routing_number", Text),
    ("keyPair", "privateKey", "private_key", Hidden),
    ("keyPair", "publicKey", "public_key", Text),
    ("host", "hostName", "host", Text),
    ("host", "port", "port", FieldType::Number),
    ("phone", "number", "phone", Phone),
];

/// One source field whose parts go where they belong.
fn place_object(type_name: &str, label: &str, object: Object, draft: &mut Draft<'_>) {
    let mut mapped = false;
    for (part, value) in object.into_iter().filter(|(_, value)| !is_silent(value)) {
        let text = text_of(value);
        let place = PARTS.iter().find(|(of, known, _, _)| *of == type_name && *known == part);
        let in_template = |name: &str| {
            let template = draft.parsed.item.kind.template();
            template.is_some_and(|template| template.fields.iter().any(|field| field.name == name))
        };
        match place.filter(|(_, _, name, _)| in_template(name) && !draft.has(name)) {
            Some((_, _, name, Month)) if parse_month(&text).is_some() => {
                let month = parse_month(&text).unwrap_or_default();
                draft.parsed.item.fields.push(Field::new(name, Month, month));
                mapped = true;
            }
            Some((_, _, name, field_type)) if *field_type != Month => {
                draft.parsed.item.fields.push(Field::new(name, *field_type, text));
                mapped = true;
            }
            _ => draft.add_custom(&format!("{label}: {part}"), Hidden, text),
        }
    }
    if mapped { draft.mapped() } else { draft.report.custom += 1 }
}
