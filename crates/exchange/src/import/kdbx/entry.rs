//! An entry, with its earlier versions, as a login. Each part is counted where it is met.

use super::arrange::{Arranged, Known};
use super::attached::{Attachments, attachment};
use super::autotype;
use super::groups::NO_UUID;
use super::layout::{self, Layout};
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
pub(crate) const MAX_TAGS: usize = 16 * 1024;

/// When custom data was changed, as KeePassXC keeps it among the data itself.
pub(super) const DATA_CHANGED: &str = "_LAST_MODIFIED";

/// What entries need of the database around them.
pub(super) struct Context<'c, 'p> {
    pub(super) pool: &'c mut Pool<'p>,
    pub(super) icons: &'c HashMap<String, String>,
    /// Whether there were use counts and the like.
    pub(super) saw_statistics: bool,
    /// Whether KeePassXC's note was there of when custom data changed.
    pub(super) saw_data_changed: bool,
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
    layout: Option<Known>,
}

/// The tags in a text, which KeePass separates by semicolons and KeePassXC by commas.
pub(crate) fn tags_in(text: &str) -> impl Iterator<Item = &str> {
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
    let layout = parts.layout.take();
    let arranged = Arranged::new(layout.as_ref());
    content(parts, arranged, &mut draft, context, &mut Attachments::All(&mut carried))?;
    let mut parsed = draft.parsed;
    let later = Later { layout: layout.as_ref(), carried: &carried };
    for version in history {
        parsed.history.push(self::version(version, context, report, &later)?);
    }
    parsed.history.sort_by_key(|version| version.modified_ms);
    Ok(Entry { parsed, previous_group })
}

/// What the entry says of its earlier versions.
struct Later<'l> {
    layout: Option<&'l Known>,
    /// The attachments that it has itself.
    carried: &'l [(String, String)],
}

fn version(
    element: Element,
    context: &mut Context<'_, '_>,
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
            match child.name.as_str() {
                "String" => parts.strings.push(string_field(child)?),
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
    mut arranged: Arranged<'_>,
    draft: &mut Draft<'_>,
    context: &mut Context<'_, '_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    strings(parts.strings, draft, &mut arranged);
    for property in parts.properties {
        self::property(property, draft, context, &mut arranged)?;
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

/// What an entry has beside its strings: kept where it is not what every entry has.
fn property(
    element: Element,
    draft: &mut Draft<'_>,
    context: &mut Context<'_, '_>,
    arranged: &mut Arranged<'_>,
) -> Result<(), ImportError> {
    let mut keeping = Keeping { draft, arranged };
    match element.name.as_str() {
        "UUID" => {}
        "Times" => moments(element, &mut keeping, context),
        "Tags" => tags(&element, &mut keeping),
        "IconID" => keeping.unless(&element, "0", "icon", FieldType::Number),
        "CustomIconUUID" => custom_icon(&element, &mut keeping, context),
        "ForegroundColor" => keeping.unless(&element, "", "foreground colour", FieldType::Text),
        "BackgroundColor" => keeping.unless(&element, "", "background colour", FieldType::Text),
        "OverrideURL" => keeping.unless(&element, "", "override URL", FieldType::Text),
        "QualityCheck" if element.is_true() => {}
        "QualityCheck" => keeping.unless(&element, "", "quality check", FieldType::Text),
        "AutoType" => keeping.keep(autotype::describe(&element), "auto-type", FieldType::Text),
        "CustomData" => return custom_data(element, draft, context),
        name => keeping.keep(autotype::flatten(&element), name, FieldType::Hidden),
    }
    Ok(())
}

/// Where properties go that say something.
struct Keeping<'k, 'r, 'l> {
    draft: &'k mut Draft<'r>,
    arranged: &'k mut Arranged<'l>,
}

impl Keeping<'_, '_, '_> {
    fn keep(&mut self, value: Option<String>, name: &str, field_type: FieldType) {
        let Some(value) = value else { return };
        self.draft.saw();
        if self.arranged.knows(true, name) {
            self.arranged.place(true, name, value.into(), self.draft);
        } else {
            self.draft.custom_field(name, field_type, value);
        }
    }

    fn unless(&mut self, element: &Element, default: &str, name: &str, field_type: FieldType) {
        let value = element.trimmed();
        self.keep((value != default && !value.is_empty()).then(|| value.to_owned()), name, field_type);
    }
}

fn custom_icon(element: &Element, keeping: &mut Keeping<'_, '_, '_>, context: &Context<'_, '_>) {
    let uuid = element.trimmed();
    let name = context.icons.get(uuid).filter(|name| !name.is_empty());
    let value = name.map_or(uuid, String::as_str).to_owned();
    keeping.keep((!uuid.is_empty() && uuid != NO_UUID).then_some(value), "custom icon", FieldType::Text);
}

fn tags(element: &Element, keeping: &mut Keeping<'_, '_, '_>) {
    let text = element.trimmed();
    let exact = keeping.arranged.tags(text);
    if exact.is_none() && text.len() > MAX_TAGS {
        return keeping.keep(Some(text.to_owned()), "tags", FieldType::Text);
    }
    let draft = &mut *keeping.draft;
    if let Some(exact) = exact {
        draft.saw();
        draft.mapped();
        draft.add_tags(exact.iter().map(String::as_str));
    } else if tags_in(text).next().is_some() {
        draft.saw();
        draft.mapped();
        draft.add_tags(tags_in(text));
    }
}

/// Plugins keep what they like here; it may be secret.
fn custom_data(
    element: Element,
    draft: &mut Draft<'_>,
    context: &mut Context<'_, '_>,
) -> Result<(), ImportError> {
    for (name, value) in pairs_of(element)? {
        if name == DATA_CHANGED {
            context.saw_data_changed = true;
            continue;
        }
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

fn moments(element: Element, keeping: &mut Keeping<'_, '_, '_>, context: &mut Context<'_, '_>) {
    let expires = element.child("Expires").is_some_and(Element::is_true);
    for moment in element.children {
        let text = moment.trimmed();
        match moment.name.as_str() {
            _ if text.is_empty() => {}
            "CreationTime" => keeping.draft.parsed.created_ms = known_moment(&moment, keeping.draft),
            "LastModificationTime" => keeping.draft.parsed.modified_ms = known_moment(&moment, keeping.draft),
            "ExpiryTime" if expires => expiry(text, keeping),
            "ExpiryTime" | "Expires" => {}
            "LastAccessTime" | "UsageCount" | "LocationChanged" => context.saw_statistics = true,
            name => keeping.keep(Some(text.to_owned()), name, FieldType::Text),
        }
    }
}

/// The day on which the entry ends, and the time of that day in a field of its own where it is not the day's start.
fn expiry(text: &str, keeping: &mut Keeping<'_, '_, '_>) {
    let ms = times::parse(text);
    let date = ms.and_then(date_of);
    let field_type = if date.is_some() { FieldType::Date } else { FieldType::Text };
    let time = ms.filter(|_| date.is_some()).and_then(time_of);
    keeping.keep(Some(date.unwrap_or_else(|| text.to_owned())), "expires", field_type);
    if let Some(time) = time {
        keeping.draft.add_custom("expiry time", FieldType::Text, time);
    }
}

/// `HH:MM:SSZ` of that moment; none at the day's start.
fn time_of(ms: i64) -> Option<String> {
    let seconds = ms.rem_euclid(86_400_000) / 1_000;
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    (seconds != 0).then(|| format!("{hours:02}:{minutes:02}:{:02}Z", seconds % 60))
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
