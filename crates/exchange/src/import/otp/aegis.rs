//! Aegis: its JSON, plain or sealed with AES-256-GCM under a key that a password opens by way of scrypt.

use super::{Code, number, odd, place_code, place_names, text};
use crate::import::draft::Draft;
use crate::import::json::{
    Object, Top, count_except, json_error, keep_rest_except, take_flag, take_list, take_object, take_text,
    text_of,
};
use crate::import::left::Left;
use crate::import::unlock::{hex, scrypt};
use crate::import::{FieldReport, Format, ImportError, ParsedImport, Warning};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use strongroom_credential::Kind;
use strongroom_crypto::foreign::open_aes256_gcm;
use strongroom_secret::{SecretBytes, SecretString};

const LINKS: &[&str] = &["uuid"];
/// A slot that a password opens; the others need the phone.
const PASSWORD_SLOT: u64 = 1;
/// Slots that are tried: each costs a key derivation.
const MAX_SLOTS: usize = 4;

/// Whether the top level of a JSON file is that of a vault of Aegis.
pub(in crate::import) fn is_aegis(top: &Top<'_>) -> bool {
    ["version", "header", "db"].iter().all(|key| top.contains_key(*key))
}

/// Reads the vault, with the password where it is sealed.
pub(in crate::import) fn parse(
    text: &str,
    password: Option<&SecretString>,
) -> Result<ParsedImport, ImportError> {
    let top = crate::import::json::top_of(text)?;
    let database = top.get("db").ok_or_else(|| ImportError::damaged("db"))?;
    let database: Value = serde_json::from_str(database.get()).map_err(|error| json_error(&error))?;
    match database {
        Value::Object(database) => Ok(read(database)),
        Value::String(sealed) => {
            let header = top.get("header").ok_or_else(|| ImportError::damaged("header"))?;
            let opened = open(header.get(), &sealed, password.ok_or(ImportError::NeedsPassword)?)?;
            // Exposed to be parsed.
            match serde_json::from_slice(opened.expose()) {
                Ok(Value::Object(database)) => Ok(read(database)),
                _ => Err(ImportError::damaged("decrypted vault")),
            }
        }
        _ => Err(ImportError::damaged("db")),
    }
}

#[derive(Deserialize)]
struct Header {
    slots: Vec<Slot>,
    params: Params,
}

#[derive(Deserialize)]
struct Params {
    nonce: String,
    tag: String,
}

#[derive(Deserialize)]
struct Slot {
    #[serde(rename = "type")]
    kind: u64,
    key: String,
    key_params: Params,
    #[serde(default)]
    n: u64,
    #[serde(default)]
    r: u64,
    #[serde(default)]
    p: u64,
    #[serde(default)]
    salt: String,
}

fn unseal(key: &[u8; 32], params: &Params, sealed: &[u8]) -> Option<SecretBytes> {
    let nonce: [u8; 12] = hex(&params.nonce)?.try_into().ok()?;
    let tag: [u8; 16] = hex(&params.tag)?.try_into().ok()?;
    open_aes256_gcm(key, &nonce, sealed, &tag)
}

fn open(header: &str, sealed: &str, password: &SecretString) -> Result<SecretBytes, ImportError> {
    let header: Header = serde_json::from_str(header).map_err(|_| ImportError::damaged("header"))?;
    let sealed = STANDARD.decode(sealed).map_err(|_| ImportError::damaged("db"))?;
    for slot in header.slots.iter().filter(|slot| slot.kind == PASSWORD_SLOT).take(MAX_SLOTS) {
        let (Some(salt), Some(wrapped)) = (hex(&slot.salt), hex(&slot.key)) else {
            return Err(ImportError::damaged("header"));
        };
        let key = scrypt(password, &salt, slot.n, slot.r, slot.p)?;
        let Some(master) = unseal(&key, &slot.key_params, &wrapped) else { continue };
        // Exposed to be used as the key that it is.
        let master: &[u8; 32] =
            master.expose().as_slice().try_into().map_err(|_| ImportError::damaged("header"))?;
        return unseal(master, &header.params, &sealed)
            .ok_or_else(|| ImportError::damaged("encrypted vault"));
    }
    Err(ImportError::WrongPassword)
}

fn read(mut database: Object) -> ParsedImport {
    let (mut report, mut left, mut icons) = (FieldReport::default(), Left::default(), 0);
    let groups: HashMap<String, String> = take_list(&mut database, "groups")
        .into_iter()
        .filter_map(|group| {
            let name = |key: &str| group.get(key).and_then(Value::as_str).map(str::to_owned);
            Some((name("uuid")?, name("name")?))
        })
        .collect();
    let entries = take_list(&mut database, "entries");
    let items = entries
        .into_iter()
        .map(|entry| {
            let mut draft = Draft::new(Kind::LOGIN, &mut report);
            match entry {
                Value::Object(object) => place(object, &groups, &mut left, &mut icons, &mut draft),
                other => odd(other, &mut draft),
            }
            draft.parsed
        })
        .collect();
    let mut warnings = left.warnings();
    if icons > 0 {
        warnings.push(Warning::IconsLeft { count: icons });
    }
    ParsedImport { format: Format::Aegis, folders: Vec::new(), items, report, warnings }
}

fn place(
    mut object: Object,
    groups: &HashMap<String, String>,
    left: &mut Left,
    icons: &mut u64,
    draft: &mut Draft<'_>,
) {
    left.take(&mut object, &["usage_count", "last_used"]);
    *icons += u64::from(object.remove("icon").is_some_and(|icon| icon.is_string()));
    object.retain(|key, _| key != "icon_mime" && key != "icon_hash");
    let mut info = take_object(&mut object, "info");
    let named = take_list(&mut object, "groups");
    draft.report.source_fields += count_except(&object, LINKS) + count_except(&info, &[]);
    let code = code(&object, &info);
    let known = object
        .get("type")
        .and_then(Value::as_str)
        .is_some_and(|kind| matches!(kind, "totp" | "hotp" | "steam") && place_info(&mut info, code, draft));
    if known {
        object.remove("type");
        draft.mapped();
    }
    let issuer = take_text(&mut object, "issuer");
    place_names(issuer, take_text(&mut object, "name"), draft);
    if let Some(note) = take_text(&mut object, "note") {
        draft.mapped_notes(&note);
    }
    if let Some(favourite) = take_flag(&mut object, "favorite", draft) {
        draft.parsed.item.favourite = favourite;
    }
    if let Some(group) = take_text(&mut object, "group") {
        draft.mapped();
        draft.add_tags(std::iter::once(group.as_str()));
    }
    for group in named {
        draft.saw();
        let id = text_of(group);
        draft.mapped();
        draft.add_tags(std::iter::once(groups.get(&id).map_or(id.as_str(), String::as_str)));
    }
    keep_rest_except(draft, object, LINKS);
    keep_rest_except(draft, info, &[]);
}

fn code(object: &Object, info: &Object) -> Code {
    let by_counter = object.get("type").and_then(Value::as_str) == Some("hotp");
    Code {
        secret: text(info, "secret"),
        issuer: text(object, "issuer"),
        account: text(object, "name"),
        algorithm: text(info, "algo"),
        digits: number(info, "digits", 6),
        period: number(info, "period", 30),
        counter: by_counter.then(|| number(info, "counter", 0)),
        steam: object.get("type").and_then(Value::as_str) == Some("steam"),
    }
}

/// Whether a code was made of the parts.
fn place_info(info: &mut Object, code: Code, draft: &mut Draft<'_>) -> bool {
    place_code(info, &["secret", "algo", "digits", "period", "counter"], code, draft);
    draft.has("totp")
}
