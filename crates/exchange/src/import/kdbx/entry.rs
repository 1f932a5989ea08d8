//! An entry, with its earlier versions, as a login. Each part is counted where it is met.

use super::arrange::{Arranged, Known};
use super::attached::{Attachments, attachment};
use super::counter;
use super::groups::NO_UUID;
use super::layout::{self, Layout};
use super::otp::{self, StringField};
use super::passkey;
use super::pool::Pool;
use super::properties;
use super::references::Uuid;
use super::xml::Element;
use crate::import::draft::Draft;
use crate::import::{FieldReport, ImportError, ParsedItem, ParsedVersion};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashMap;
use strongroom_credential::{FieldType, Kind};

/// What of bookkeeping there was.
#[derive(Default)]
pub(super) struct Seen {
    /// Use counts and the like.
    pub(super) statistics: bool,
    /// KeePassXC's note of when custom data changed.
    pub(super) data_changed: bool,
}

/// What entries need of the database around them.
pub(super) struct Context<'c> {
    pub(super) pool: &'c mut Pool,
    pub(super) icons: &'c HashMap<String, String>,
    pub(super) seen: &'c mut Seen,
}

/// An entry that is not yet in its folder.
pub(super) struct Entry {
    pub(super) parsed: ParsedItem,
    /// Identifier of the group that it lay in before; counted, and not yet placed.
    pub(super) previous_group: Option<String>,
    /// What others refer to it by.
    pub(super) uuid: Option<Uuid>,
}

/// The parts of an entry that wait for others.
#[derive(Default)]
struct Parts {
    strings: Vec<StringField>,
    properties: Vec<Element>,
    binaries: Vec<Element>,
    history: Vec<Element>,
    previous_group: Option<String>,
    uuid: Option<Uuid>,
    layout: Option<Known>,
}

/// Reads an entry.
pub(super) fn read(
    element: Element,
    context: &mut Context<'_>,
    report: &mut FieldReport,
) -> Result<Entry, ImportError> {
    let mut parts = Parts::sort(element)?;
    let mut draft = Draft::new(Kind::LOGIN, report);
    let (previous_group, uuid) = (parts.previous_group.take(), parts.uuid);
    if previous_group.is_some() {
        draft.saw();
    }
    let history = std::mem::take(&mut parts.history);
    let mut carried = Vec::new();
    let layout = parts.layout.take();
    let arranged = Arranged::new(layout.as_ref());
    content(parts, arranged, &mut draft, context, &mut Attachments::All(&mut carried))?;
    let mut parsed = draft.parsed;
    let later = Later { layout: layout.as_ref(), carried: &carried };
    for version in history {
        parsed.history.push(self::version(version, context, report, &later)?);
    }
    parsed.history.sort_by_key(|version| version.modified_ms);
    Ok(Entry { parsed, previous_group, uuid })
}

/// What the entry says of its earlier versions.
struct Later<'l> {
    layout: Option<&'l Known>,
    /// The attachments that it has itself.
    carried: &'l [(String, String)],
}

fn version(
    element: Element,
    context: &mut Context<'_>,
    report: &mut FieldReport,
    later: &Later<'_>,
) -> Result<ParsedVersion, ImportError> {
    let mut parts = Parts::sort(element)?;
    // A version in a version, or a group of long ago, is no part of what the entry was.
    parts.previous_group = None;
    parts.history.clear();
    let mut draft = Draft::new(Kind::LOGIN, report);
    let own = parts.layout.take();
    let arranged = match &own {
        Some(own) => Arranged::new(Some(own)),
        None => Arranged::as_later(later.layout),
    };
    content(parts, arranged, &mut draft, context, &mut Attachments::Except(later.carried))?;
    let ParsedItem { item, modified_ms, attachments, .. } = draft.parsed;
    Ok(ParsedVersion { item, modified_ms, attachments })
}

impl Parts {
    fn sort(element: Element) -> Result<Self, ImportError> {
        let mut parts = Self::default();
        for child in element.children {
            match &*child.name {
                "String" => parts.strings.push(string_field(child)?),
                "UUID" => {
                    parts.uuid = STANDARD.decode(child.trimmed()).ok().and_then(|id| id.try_into().ok())
                }
                "Binary" => parts.binaries.push(child),
                "CustomData" => {
                    let rest = parts.without_layout(child);
                    parts.properties.push(rest);
                }
                "History" => {
                    parts.history.extend(child.children.into_iter().filter(|entry| entry.name == "Entry"))
                }
                "PreviousParentGroup" => {
                    let uuid = child.trimmed();
                    parts.previous_group = (!uuid.is_empty() && uuid != NO_UUID).then(|| uuid.to_owned());
                }
                _ => parts.properties.push(child),
            }
        }
        Ok(parts)
    }

    /// Takes the layout out of custom data. What cannot be read as one is another's, and stays.
    fn without_layout(&mut self, mut custom: Element) -> Element {
        custom.children.retain(|pair| {
            let ours =
                self.layout.is_none() && pair.child("Key").is_some_and(|key| key.trimmed() == layout::NAME);
            if ours {
                let value = pair.child("Value").map(Element::trimmed).unwrap_or_default();
                self.layout = serde_json::from_str::<Layout>(value).ok().map(Known::new);
            }
            !ours || self.layout.is_none()
        });
        custom
    }
}

pub(super) fn string_field(element: Element) -> Result<StringField, ImportError> {
    let (mut name, mut value, mut hidden) = (String::new(), String::new(), false);
    for child in element.children {
        match &*child.name {
            "Key" => name = child.into_text()?,
            "Value" => {
                hidden = child.hidden;
                value = child.into_text()?;
            }
            _ => {}
        }
    }
    Ok(StringField { name, value, hidden })
}

fn content(
    parts: Parts,
    mut arranged: Arranged<'_>,
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    strings(parts.strings, draft, &mut arranged);
    for property in parts.properties {
        properties::property(property, draft, context, &mut arranged)?;
    }
    for binary in parts.binaries {
        let before = draft.parsed.attachments.len();
        attachment(binary, draft, context, attachments)?;
        for new in draft.parsed.attachments.iter_mut().skip(before) {
            if let Some(name) = arranged.attachment(&new.name) {
                name.clone_into(&mut new.name);
            }
        }
    }
    arranged.settle(draft);
    Ok(())
}

fn strings(fields: Vec<StringField>, draft: &mut Draft<'_>, arranged: &mut Arranged<'_>) {
    let mut fields = placed(fields, draft, arranged);
    // The entry's own URL comes before the additional ones, wherever it stands.
    fields.sort_by_key(|field| !standard(&field.name));
    let otp = otp::find(&fields);
    // A second code stays as it stands.
    let otp = otp.filter(|_| !draft.has("totp"));
    for field in fields {
        // An empty standard field is as good as none; a custom one was made by somebody.
        if field.value.is_empty() && standard(&field.name) {
            continue;
        }
        draft.saw();
        let in_otp = otp.as_ref().is_some_and(|found| found.names.contains(&field.name.as_str()));
        match &otp {
            Some(found) if in_otp && !draft.has("totp") => {
                draft.mapped_field("totp", FieldType::Totp, found.uri.as_str())
            }
            Some(_) if in_otp => draft.mapped(),
            _ => string(field, draft),
        }
    }
}

/// Takes the strings that the layout knows, and gives back the others.
fn placed(fields: Vec<StringField>, draft: &mut Draft<'_>, arranged: &mut Arranged<'_>) -> Vec<StringField> {
    let mut others = Vec::new();
    for field in fields {
        if !arranged.knows(false, &field.name) {
            others.push(field);
            continue;
        }
        draft.saw();
        arranged.place(false, &field.name, field.value.into(), draft);
    }
    if arranged.has_counter() {
        counter::take(&mut others, draft);
    }
    if arranged.has_passkey() {
        passkey::take(&mut others, draft);
    }
    others.retain(|field| {
        let made = field.name == "otp" && arranged.made(&field.value, draft);
        if made {
            draft.saw();
            draft.mapped();
        }
        !made
    });
    others
}

fn standard(name: &str) -> bool {
    matches!(name, "Title" | "UserName" | "Password" | "URL" | "Notes")
}

/// One string in its place. A standard name that comes twice does not replace the first.
fn string(field: StringField, draft: &mut Draft<'_>) {
    let StringField { name, value, hidden } = field;
    match name.as_str() {
        "Title" if draft.parsed.item.title.is_empty() => draft.mapped_title(&value),
        "UserName" if !draft.has("username") => draft.mapped_field("username", FieldType::Text, value),
        "Password" if !draft.has("password") => draft.mapped_field("password", FieldType::Hidden, value),
        "URL" if !draft.has("url") => draft.mapped_field("url", FieldType::Url, value),
        "Notes" if draft.parsed.item.notes.is_empty() => draft.mapped_notes(&value),
        name if name.starts_with("KP2A_URL") => draft.mapped_field("url", FieldType::Url, value),
        name => {
            let secret = hidden || secret_name(name);
            draft.custom_field(name, if secret { FieldType::Hidden } else { FieldType::Text }, value);
        }
    }
}

/// A one-time password that was not understood is a secret all the same, and so is a passkey.
fn secret_name(name: &str) -> bool {
    let passkey = ["PRIVATE_KEY_PEM", "CREDENTIAL_ID", "USER_HANDLE"];
    name == "otp"
        || ["TOTP ", "TimeOtp-", "HmacOtp-"].iter().any(|start| name.starts_with(start))
        || name.strip_prefix("KPEX_PASSKEY_").is_some_and(|part| passkey.contains(&part))
}
