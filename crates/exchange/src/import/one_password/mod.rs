//! 1Password: its archive (1PUX), the older 1PIF, and its folder under a master password (OPVault). All have the same categories and the same names of fields in them.

mod category;
mod field;
mod linked;
mod opvault;
mod pif;
mod pif_lines;
mod pux;
mod section;

#[cfg(fuzzing)]
pub(super) use opvault::parse_item as parse_opvault_item;
pub(super) use opvault::{is_opvault, parse as parse_opvault};
pub(super) use pif::{is_folder_of_pif, is_pif, parse as parse_pif, parse_zip as parse_pif_zip};
pub(super) use pux::{DATA as PUX_DATA, is_data, parse as parse_pux, parse_zip as parse_pux_zip};

use super::draft::Draft;
use super::history::{self, Earlier};
use super::json::{keep_rest_of_element, take_text, text_of};
use serde_json::Value;
use strongroom_credential::FieldType;

/// Statistics and texts that the program makes by itself.
const BOOKKEEPING: &[&str] = &[
    "ainfo",
    "contentsHash",
    "icons",
    "passwordStrength",
    "pbe",
    "pgrng",
    "ps",
    "securityLevel",
    "subtitle",
    "txTimestamp",
    "watchtowerExclusions",
];

/// `[{value, time}]`: passwords and when each was replaced, in seconds since 1970. Counted by the caller.
fn place_history(list: Vec<Value>, draft: &mut Draft<'_>) {
    let mut earlier = Vec::new();
    for one in list {
        let Value::Object(mut object) = one else {
            draft.custom_field("previous password", FieldType::Hidden, text_of(one));
            continue;
        };
        let until = object.get("time").and_then(Value::as_i64).and_then(|seconds| seconds.checked_mul(1_000));
        if until.is_some() {
            object.remove("time");
        }
        match take_text(&mut object, "value") {
            Some(password) => earlier.push(Earlier { password, field: None, until }),
            // An entry without a password says at most when.
            None => draft.mapped(),
        }
        keep_rest_of_element(draft, object, &[]);
    }
    history::place(earlier, draft);
}

/// `[{label, url}]`, beside the address that is repeated from there.
fn place_urls(list: Vec<Value>, draft: &mut Draft<'_>) {
    for one in list {
        let Value::Object(mut object) = one else {
            draft.place("url", FieldType::Url, "url", text_of(one));
            continue;
        };
        let url = take_text(&mut object, "url").or_else(|| take_text(&mut object, "u")).unwrap_or_default();
        let label = take_text(&mut object, "label").or_else(|| take_text(&mut object, "l"));
        // The program's own label says nothing.
        if let Some(label) = label.filter(|label| label != "website") {
            draft.add_custom("url label", FieldType::Text, format!("{label}: {url}"));
        }
        if let Some(mode) = take_text(&mut object, "mode").filter(|mode| mode != "default") {
            draft.add_custom("url match", FieldType::Text, format!("{mode}: {url}"));
        }
        draft.place("url", FieldType::Url, "url", url);
        keep_rest_of_element(draft, object, &[]);
    }
}
