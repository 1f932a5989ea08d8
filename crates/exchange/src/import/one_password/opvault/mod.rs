//! 1Password's OPVault: a folder with a profile, items in up to sixteen bands, folders, and attachments, under the master
//! password. It comes as the archive that the folder was packed into.

mod file;
mod item;
mod keys;
mod open;

use crate::import::folders::Folders;
use crate::import::json::{Object, object_of, take_text};
use crate::import::left::Left;
use crate::import::zip::{Archive, Room};
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use item::Reading;
use keys::Pair;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use strongroom_secret::SecretString;

/// The file with the keys.
const PROFILE: &str = "profile.js";
const FOLDERS: &str = "folders.js";
/// What each file of the folder has around its JSON, for it to be loaded as JavaScript.
const AROUND: [(&str, &str); 3] = [("var profile=", ";"), ("loadFolders(", ");"), ("ld(", ");")];

#[derive(Deserialize)]
struct Profile {
    salt: String,
    iterations: u64,
    #[serde(rename = "masterKey")]
    master_key: String,
    #[serde(rename = "overviewKey")]
    overview_key: String,
}

/// What opens a vault's items, and what opens their overviews.
struct Keys {
    master: Pair,
    overview: Pair,
}

/// Whether the archive is such a folder.
pub(in crate::import) fn is_opvault(archive: &Archive<'_>) -> bool {
    let profile = archive.entries().iter().find(|entry| entry.file_name() == PROFILE);
    let text = profile.and_then(|entry| archive.text(entry, &mut Room::default()).ok());
    text.is_some_and(|text| inner(&text).contains("\"masterKey\""))
}

/// Reads the folder.
pub(in crate::import) fn parse(
    archive: &Archive<'_>,
    password: Option<&SecretString>,
) -> Result<ParsedImport, ImportError> {
    let mut room = Room::default();
    let profile = text_of(archive, PROFILE, &mut room)?.ok_or_else(|| ImportError::damaged(PROFILE))?;
    let profile: Profile =
        serde_json::from_str(inner(&profile)).map_err(|_| ImportError::damaged(PROFILE))?;
    let keys = opened(&profile, password.ok_or(ImportError::NeedsPassword)?)?;
    let mut folders = Folders::default();
    let places = match text_of(archive, FOLDERS, &mut room)? {
        Some(text) => places(inner(&text), &keys, &mut folders)?,
        None => HashMap::new(),
    };
    let mut reading = Reading {
        keys: &keys,
        places,
        report: FieldReport::default(),
        left: Left::default(),
        changed: open::Changed::default(),
        files: file::Files::of(archive),
    };
    let mut items = Vec::new();
    for entry in archive.entries().iter().filter(|entry| is_band(entry.file_name())) {
        let text = archive.text(entry, &mut room)?;
        let band: BTreeMap<String, &RawValue> =
            serde_json::from_str(inner(&text)).map_err(|_| ImportError::damaged("OPVault band"))?;
        for (uuid, raw) in band {
            items.push(reading.item(&uuid, object_of(raw, "OPVault band")?, &mut room)?);
        }
    }
    let mut warnings = reading.left.warnings();
    warnings.extend(reading.changed.into_warning());
    let (format, report, folders) = (Format::OnePasswordVault, reading.report, folders.into_list());
    Ok(ParsedImport { format, folders, items, report, warnings })
}

fn is_band(name: &str) -> bool {
    name.starts_with("band_") && name.ends_with(".js")
}

fn text_of(
    archive: &Archive<'_>,
    name: &str,
    room: &mut Room,
) -> Result<Option<zeroize::Zeroizing<String>>, ImportError> {
    let entry = archive.entries().iter().find(|entry| entry.file_name() == name);
    entry.map(|entry| archive.text(entry, room)).transpose()
}

/// The JSON inside the JavaScript.
fn inner(text: &str) -> &str {
    let text = text.trim();
    let around =
        AROUND.iter().find_map(|(before, after)| text.strip_prefix(before)?.trim_end().strip_suffix(after));
    around.unwrap_or(text)
}

fn opened(profile: &Profile, password: &SecretString) -> Result<Keys, ImportError> {
    use base64::Engine;
    let salt = base64::engine::general_purpose::STANDARD.decode(&profile.salt);
    let salt = salt.map_err(|_| ImportError::damaged(PROFILE))?;
    let pair = Pair::of_password(password, &salt, profile.iterations)?;
    let master = pair.inside(&profile.master_key).ok_or(ImportError::WrongPassword)?;
    let overview = pair.inside(&profile.overview_key).ok_or_else(|| ImportError::damaged(PROFILE))?;
    Ok(Keys { master, overview })
}

/// The positions of the folders by their identifiers. A smart folder is a search, and holds nothing.
fn places(
    text: &str,
    keys: &Keys,
    folders: &mut Folders,
) -> Result<HashMap<String, Option<usize>>, ImportError> {
    let all: BTreeMap<String, &RawValue> =
        serde_json::from_str(text).map_err(|_| ImportError::damaged(FOLDERS))?;
    let mut places = HashMap::new();
    for (uuid, raw) in all {
        let mut object = object_of(raw, FOLDERS)?;
        let sealed = take_text(&mut object, "overview").unwrap_or_default();
        let mut overview = object_in(&keys.overview, &sealed, FOLDERS)?;
        if object.get("smart").is_none_or(|smart| smart.as_bool() != Some(true)) {
            let title = take_text(&mut overview, "title").unwrap_or_default();
            places.insert(uuid, folders.position(&[title])?);
        }
    }
    Ok(places)
}

/// The JSON object in an envelope. `part` names it in an error.
fn object_in(keys: &Pair, envelope: &str, part: &'static str) -> Result<Object, ImportError> {
    let damaged = || ImportError::damaged(part);
    let plain = keys.open_text(envelope).ok_or_else(damaged)?;
    let raw: &RawValue = serde_json::from_slice(&plain).map_err(|_| damaged())?;
    object_of(raw, part)
}

/// One item past its envelopes, for the fuzzer.
#[cfg(fuzzing)]
pub(in crate::import) fn parse_item(
    object: &str,
    overview: &str,
    details: &str,
) -> Result<ParsedImport, ImportError> {
    let read = |text: &str| match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => object_of(raw, "OPVault band"),
        Err(_) => Err(ImportError::damaged("OPVault band")),
    };
    let (mut report, mut left) = (FieldReport::default(), Left::default());
    let item = item::place(read(object)?, read(overview)?, read(details)?, &mut report, &mut left);
    let (format, warnings) = (Format::OnePasswordVault, left.warnings());
    Ok(ParsedImport { format, folders: Vec::new(), items: vec![item], report, warnings })
}
