//! What an entry has beside its strings and attachments: kept where it is not what every entry has.

use super::arrange::Arranged;
use super::autotype;
use super::entry::{Context, string_field};
use super::groups::NO_UUID;
use super::otp::StringField;
use super::times;
use super::xml::Element;
use crate::import::ImportError;
use crate::import::date::date_of;
use crate::import::draft::Draft;
use strongroom_credential::FieldType;

/// A longer text is not split into tags, in bytes.
pub(crate) const MAX_TAGS: usize = 16 * 1024;
/// When custom data was changed, as KeePassXC keeps it among the data itself.
pub(super) const DATA_CHANGED: &str = "_LAST_MODIFIED";

/// The tags in a text, which KeePass separates by semicolons and KeePassXC by commas.
pub(crate) fn tags_in(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',']).map(str::trim).filter(|tag| !tag.is_empty())
}

/// Takes one property.
pub(super) fn property(
    element: Element,
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    arranged: &mut Arranged<'_>,
) -> Result<(), ImportError> {
    let mut keeping = Keeping { draft, arranged };
    match &*element.name {
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

fn custom_icon(element: &Element, keeping: &mut Keeping<'_, '_, '_>, context: &Context<'_>) {
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
    context: &mut Context<'_>,
) -> Result<(), ImportError> {
    for (name, value) in pairs_of(element)? {
        if name == DATA_CHANGED {
            context.seen.data_changed = true;
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

fn moments(element: Element, keeping: &mut Keeping<'_, '_, '_>, context: &mut Context<'_>) {
    let expires = element.child("Expires").is_some_and(Element::is_true);
    for moment in element.children {
        let text = moment.trimmed();
        match &*moment.name {
            _ if text.is_empty() => {}
            "CreationTime" => keeping.draft.parsed.created_ms = known_moment(&moment, keeping.draft),
            "LastModificationTime" => keeping.draft.parsed.modified_ms = known_moment(&moment, keeping.draft),
            "ExpiryTime" if expires => expiry(text, keeping),
            "ExpiryTime" | "Expires" => {}
            "LastAccessTime" | "UsageCount" | "LocationChanged" => context.seen.statistics = true,
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
