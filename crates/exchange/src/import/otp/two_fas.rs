//! 2FAS: its JSON, in which the list of services stands plain, or sealed with AES-256-GCM under a key that PBKDF2 makes.

use super::{Code, number, odd, place_code, place_names, text};
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use crate::import::json::{
    Object, Top, count_except, json_error, keep_rest, keep_rest_except, take_list, take_object, take_text,
};
use crate::import::left::Left;
use crate::import::unlock::pbkdf2_sha256;
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use std::collections::HashMap;
use strongroom_credential::Kind;
use strongroom_crypto::foreign::open_aes256_gcm;
use strongroom_secret::{SecretBytes, SecretString};

/// What the program always takes.
const ROUNDS: u64 = 10_000;
const LINKS: &[&str] = &["groupId"];
/// Where it is shown, and what its picture is.
const LEFT: &[&str] = &["order", "icon", "badge", "serviceTypeID"];

/// Whether the top level of a JSON file is that of a backup of 2FAS.
pub(in crate::import) fn is_two_fas(top: &Top<'_>) -> bool {
    top.contains_key("schemaVersion")
        && (top.contains_key("services") || top.contains_key("servicesEncrypted"))
}

/// Reads the backup, with the password where it is sealed.
pub(in crate::import) fn parse(
    text: &str,
    password: Option<&SecretString>,
) -> Result<ParsedImport, ImportError> {
    let top = crate::import::json::top_of(text)?;
    let value = |key: &str| -> Result<Value, ImportError> {
        let Some(raw) = top.get(key) else { return Ok(Value::Null) };
        serde_json::from_str(raw.get()).map_err(|error| json_error(&error))
    };
    let services = match value("servicesEncrypted")? {
        Value::String(sealed) if !sealed.is_empty() => {
            let opened = open(&sealed, password.ok_or(ImportError::NeedsPassword)?)?;
            // Exposed to be parsed.
            serde_json::from_slice(opened.expose()).map_err(|_| ImportError::damaged("decrypted services"))?
        }
        _ => value("services")?,
    };
    let mut wrapped =
        Map::from_iter([("services".to_owned(), services), ("groups".to_owned(), value("groups")?)]);
    read(&mut wrapped)
}

/// `ciphertext and tag:salt:nonce`, all in base64.
fn open(sealed: &str, password: &SecretString) -> Result<SecretBytes, ImportError> {
    let damaged = || ImportError::damaged("encrypted services");
    let mut parts = sealed.split(':').map(|part| STANDARD.decode(part).map_err(|_| damaged()));
    let mut next = || parts.next().ok_or_else(damaged)?;
    let (sealed, salt, nonce) = (next()?, next()?, next()?);
    let (sealed, tag) = sealed.split_last_chunk::<16>().ok_or_else(damaged)?;
    let nonce: [u8; 12] = nonce.try_into().map_err(|_| damaged())?;
    let key = pbkdf2_sha256(password, &salt, ROUNDS)?;
    open_aes256_gcm(&key, &nonce, sealed, tag).ok_or(ImportError::WrongPassword)
}

fn read(backup: &mut Object) -> Result<ParsedImport, ImportError> {
    let (mut report, mut left, mut folders) = (FieldReport::default(), Left::default(), Folders::default());
    let mut groups = HashMap::new();
    for group in take_list(backup, "groups") {
        let name = |key: &str| group.get(key).and_then(Value::as_str).map(str::to_owned);
        if let (Some(id), Some(name)) = (name("id"), name("name")) {
            groups.insert(id, folders.position(&[name])?);
        }
    }
    let mut items = Vec::new();
    for service in take_list(backup, "services") {
        let mut draft = Draft::new(Kind::LOGIN, &mut report);
        match service {
            Value::Object(object) => place(object, &groups, &mut left, &mut draft),
            other => odd(other, &mut draft),
        }
        items.push(draft.parsed);
    }
    let (folders, warnings) = (folders.into_list(), left.warnings());
    Ok(ParsedImport { format: Format::TwoFas, folders, items, report, warnings })
}

fn place(
    mut object: Object,
    groups: &HashMap<String, Option<usize>>,
    left: &mut Left,
    draft: &mut Draft<'_>,
) {
    left.take(&mut object, LEFT);
    let group = object.get("groupId").and_then(Value::as_str).and_then(|id| groups.get(id));
    draft.parsed.folder = group.copied().flatten();
    let mut otp = take_object(&mut object, "otp");
    left.take(&mut otp, &["source", "link"]);
    draft.report.source_fields += count_except(&object, LINKS) + count_except(&otp, &[]);
    let kind = text(&otp, "tokenType");
    let issuer = text(&otp, "issuer");
    let code = Code {
        secret: text(&object, "secret"),
        issuer: issuer.clone(),
        account: text(&otp, "account"),
        algorithm: text(&otp, "algorithm"),
        digits: number(&otp, "digits", 6),
        period: number(&otp, "period", 30),
        counter: (kind == "HOTP").then(|| number(&otp, "counter", 0)),
        steam: kind == "STEAM",
    };
    if matches!(kind.as_str(), "" | "TOTP" | "HOTP" | "STEAM") {
        place_code(
            &mut otp,
            &["tokenType", "algorithm", "digits", "period", "counter", "issuer"],
            code,
            draft,
        );
        if draft.has("totp") && object.remove("secret").is_some() {
            draft.mapped();
        }
    }
    let name = take_text(&mut object, "name").or_else(|| take_text(&mut otp, "issuer"));
    if name.is_none() {
        // The issuer is in the code's address already.
        draft.parsed.item.title = issuer;
    }
    let account = take_text(&mut otp, "account").or_else(|| take_text(&mut otp, "label"));
    place_names(name, account, draft);
    if let Some(moment) = object.get("updatedAt").and_then(Value::as_i64) {
        object.remove("updatedAt");
        draft.mapped();
        draft.parsed.modified_ms = Some(moment);
    }
    keep_rest_except(draft, object, LINKS);
    keep_rest(draft, otp);
}
