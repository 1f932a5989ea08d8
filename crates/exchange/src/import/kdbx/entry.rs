//! An entry, with its earlier versions, as a login. Each part is counted where it is met.

use super::attached::{Attachments, attachment};
use super::autotype;
use super::groups::NO_UUID;
use super::otp::{self, StringField};
use super::pool::Pool;
use super::times;
use super::xml::Element;
use crate::import::date::date_of;
use crate::import::draft::Draft;
use crate::import::{FieldReport, ImportError, ParsedItem, ParsedVersion};
use std::collections::HashMap;
use strongroom_credential::{FieldType, Kind};

/// A longer text is not split into tags, in bytes.
pub(super) const MAX_TAGS: usize = 16 * 1024;

/// What entries need of the database around them.
pub(super) struct Context<'c, 'p> {
    pub(super) pool: &'c mut Pool<'p>,
    pub(super) icons: &'c HashMap<String, String>,
    /// Whether there were use counts and the like.
    pub(super) saw_statistics: bool,
}

/// An entry that is not yet in its folder.
pub(super) struct Entry {
    pub(super) parsed: ParsedItem,
    /// Identifier of the group that it lay in before; counted, and not yet placed.
    pub(super) previous_group: Option<String>,
}

/// The parts of an entry that wait for others.
#[derive(Default)]
struct Parts {
    strings: Vec<StringField>,
    properties: Vec<Element>,
    binaries: Vec<Element>,
    history: Vec<Element>,
    previous_group: Option<String>,
}

/// The tags in a text, which KeePass separates by semicolons and KeePassXC by commas.
pub(super) fn tags_in(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',']).map(str::trim).filter(|tag| !tag.is_empty())
}

/// Reads an entry.
pub(super) fn read(
    element: Element,
    context: &mut Context<'_, '_>,
    report: &mut FieldReport,
) -> Result<Entry, ImportError> {
    let mut parts = Parts::sort(element)?;
    let mut draft = Draft::new(Kind::LOGIN, report);
    let previous_group = parts.previous_group.take();
    if previous_group.is_some() {
        draft.saw();
    }
    let history = std::mem::take(&mut parts.history);
    let mut carried = Vec::new();
    content(parts, &mut draft, context, &mut Attachments::All(&mut carried))?;
    let mut parsed = draft.parsed;
    for version in history {
        parsed.history.push(self::version(version, context, report, &carried)?);
    }
    parsed.history.sort_by_key(|version| version.modified_ms);
    Ok(Entry { parsed, previous_group })
}

fn version(
    element: Element,
    context: &mut Context<'_, '_>,
    report: &mut FieldReport,
    carried: &[(String, String)],
) -> Result<ParsedVersion, ImportError> {
    let mut parts = Parts::sort(element)?;
    // A version in a version, or a group of long ago, is no part of what the entry was.
    parts.previous_group = None;
    parts.history.clear();
    let mut draft = Draft::new(Kind::LOGIN, report);
    content(parts, &mut draft, context, &mut Attachments::Except(carried))?;
    let ParsedItem { item, modified_ms, attachments, .. } = draft.parsed;
    Ok(ParsedVersion { item, modified_ms, attachments })
}

impl Parts {
    fn sort(element: Element) -> Result<Self, ImportError> {
        let mut parts = Self::default();
        for child in element.children {
            match child.name.as_str() {
                "String" => parts.strings.push(string_field(child)?),
                "Binary" => parts.binaries.push(child),
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
}

fn string_field(element: Element) -> Result<StringField, ImportError> {
    let (mut name, mut value, mut hidden) = (String::new(), String::new(), false);
    for child in element.children {
        match child.name.as_str() {
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
    draft: &mut Draft<'_>,
    context: &mut Context<'_, '_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    strings(parts.strings, draft);
    for property in parts.properties {
        self::property(property, draft, context)?;
    }
    for binary in parts.binaries {
        attachment(binary, draft, context, attachments)?;
    }
    Ok(())
}

fn strings(mut fields: Vec<StringField>, draft: &mut Draft<'_>) {
    // The entry's own URL comes before the additional ones, wherever it stands.
    fields.sort_by_key(|field| !standard(&field.name));
    let otp = otp::find(&fields);
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
            let secret = hidden || otp_name(name);
            draft.custom_field(name, if secret { FieldType::Hidden } else { FieldType::Text }, value);
        }
    }
}

/// A one-time password that was not understood is a secret all the same.
fn otp_name(name: &str) -> bool {
    name == "otp" || ["TOTP ", "TimeOtp-", "HmacOtp-"].iter().any(|start| name.starts_with(start))
}

/// What an entry has beside its strings: kept where it is not what every entry has.
fn property(
    element: Element,
    draft: &mut Draft<'_>,
    context: &mut Context<'_, '_>,
) -> Result<(), ImportError> {
    match element.name.as_str() {
        "UUID" => {}
        "Times" => moments(element, draft, context),
        "Tags" => tags(&element, draft),
        "IconID" => keep_unless(&element, "0", "icon", FieldType::Number, draft),
        "CustomIconUUID" => custom_icon(&element, draft, context),
        "ForegroundColor" => keep_unless(&element, "", "foreground colour", FieldType::Text, draft),
        "BackgroundColor" => keep_unless(&element, "", "background colour", FieldType::Text, draft),
        "OverrideURL" => keep_unless(&element, "", "override URL", FieldType::Text, draft),
        "QualityCheck" if element.is_true() => {}
        "QualityCheck" => keep_unless(&element, "", "quality check", FieldType::Text, draft),
        "AutoType" => keep(autotype::describe(&element), "auto-type", FieldType::Text, draft),
        "CustomData" => return custom_data(element, draft),
        name => keep(autotype::flatten(&element), name, FieldType::Hidden, draft),
    }
    Ok(())
}

fn keep(value: Option<String>, name: &str, field_type: FieldType, draft: &mut Draft<'_>) {
    if let Some(value) = value {
        draft.saw();
        draft.custom_field(name, field_type, value);
    }
}

fn keep_unless(element: &Element, default: &str, name: &str, field_type: FieldType, draft: &mut Draft<'_>) {
    let value = element.trimmed();
    keep((value != default && !value.is_empty()).then(|| value.to_owned()), name, field_type, draft);
}

fn custom_icon(element: &Element, draft: &mut Draft<'_>, context: &Context<'_, '_>) {
    let uuid = element.trimmed();
    let name = context.icons.get(uuid).filter(|name| !name.is_empty());
    let value = name.map_or(uuid, String::as_str).to_owned();
    keep((!uuid.is_empty() && uuid != NO_UUID).then_some(value), "custom icon", FieldType::Text, draft);
}

fn tags(element: &Element, draft: &mut Draft<'_>) {
    let text = element.trimmed();
    if text.len() > MAX_TAGS {
        return keep(Some(text.to_owned()), "tags", FieldType::Text, draft);
    }
    if tags_in(text).next().is_some() {
        draft.saw();
        draft.mapped();
        draft.add_tags(tags_in(text));
    }
}

/// Plugins keep what they like here; it may be secret.
fn custom_data(element: Element, draft: &mut Draft<'_>) -> Result<(), ImportError> {
    for (name, value) in pairs_of(element)? {
        draft.saw();
        draft.custom_field(&name, FieldType::Hidden, value);
    }
    Ok(())
}

/// The names and values of custom data; when one was changed is no part of it.
pub(super) fn pairs_of(element: Element) -> Result<Vec<(String, String)>, ImportError> {
    let pair = |item| string_field(item).map(|StringField { name, value, .. }| (name, value));
    element.children.into_iter().map(pair).collect()
}

fn moments(element: Element, draft: &mut Draft<'_>, context: &mut Context<'_, '_>) {
    let expires = element.child("Expires").is_some_and(Element::is_true);
    for moment in element.children {
        let text = moment.trimmed();
        match moment.name.as_str() {
            _ if text.is_empty() => {}
            "CreationTime" => draft.parsed.created_ms = known_moment(&moment, draft),
            "LastModificationTime" => draft.parsed.modified_ms = known_moment(&moment, draft),
            "ExpiryTime" if expires => {
                let date = times::parse(text).and_then(date_of);
                let field_type = if date.is_some() { FieldType::Date } else { FieldType::Text };
                keep(Some(date.unwrap_or_else(|| text.to_owned())), "expires", field_type, draft);
            }
            "ExpiryTime" | "Expires" => {}
            "LastAccessTime" | "UsageCount" | "LocationChanged" => context.saw_statistics = true,
            name => keep(Some(text.to_owned()), name, FieldType::Text, draft),
        }
    }
}

/// A moment, or a custom field where it is none.
fn known_moment(moment: &Element, draft: &mut Draft<'_>) -> Option<i64> {
    let ms = times::parse(moment.trimmed());
    draft.saw();
    match ms {
        Some(_) => draft.mapped(),
        None => draft.custom_field(&moment.name, FieldType::Text, moment.trimmed()),
    }
    ms
}
