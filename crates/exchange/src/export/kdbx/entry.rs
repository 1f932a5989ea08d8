//! One item as an entry, its earlier versions in it.

use super::auto_type::{self, Setting};
use super::gather::written;
use super::names::Names;
use super::plan::{Plan, plan};
use super::xml::{Xml, fits, fitted};
use crate::import::date::parse_iso;
use crate::import::kdbx::layout::{self, Layout, Written};
use crate::import::kdbx::properties::{MAX_TAGS, tags_in};
use crate::import::kdbx::times::EPOCH;
use crate::{ParsedAttachment, ParsedItem};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io;
use strongroom_credential::Item;

/// The last second of the year 9999, after which other programs know no time.
const LAST_SECOND: i64 = 253_402_300_799;

/// What an entry has beside its item.
pub(super) struct Place<'p> {
    /// Its identifier, in base64.
    pub(super) uuid: &'p str,
    /// The group that it lay in before it was deleted.
    pub(super) previous_group: Option<&'p str>,
    /// The number of its first attachment.
    pub(super) first_attachment: usize,
    pub(super) now_ms: i64,
}

/// What one version of an entry says.
struct Version<'v> {
    item: &'v Item,
    created_ms: Option<i64>,
    modified_ms: Option<i64>,
    attachments: &'v [ParsedAttachment],
}

/// Writes an item.
pub(super) fn write(xml: &mut Xml<'_>, parsed: &ParsedItem, place: &Place<'_>) -> io::Result<()> {
    let ParsedItem { item, created_ms, modified_ms, attachments, history, .. } = parsed;
    let current = Version { item, created_ms: *created_ms, modified_ms: *modified_ms, attachments };
    xml.open("Entry");
    let mut number = version(xml, &current, place, place.first_attachment)?;
    if !history.is_empty() {
        xml.open("History");
        let place = Place { previous_group: None, ..*place };
        for earlier in history {
            let (item, attachments) = (&earlier.item, earlier.attachments.as_slice());
            let modified_ms = earlier.modified_ms;
            xml.open("Entry");
            number = version(
                xml,
                &Version { item, created_ms: *created_ms, modified_ms, attachments },
                &place,
                number,
            )?;
            xml.close("Entry");
            xml.settle()?;
        }
        xml.close("History");
    }
    xml.close("Entry");
    xml.settle()
}

/// Writes one version, whose attachments have the numbers from `number` on; gives the number after them.
fn version(xml: &mut Xml<'_>, version: &Version<'_>, place: &Place<'_>, number: usize) -> io::Result<usize> {
    let mut plan = plan(version.item);
    let tags = tags(&version.item.tags, &mut plan.layout);
    properties(xml, &plan, place, tags.as_deref());
    times(xml, version, &mut plan, place.now_ms);
    for string in &plan.strings {
        xml.open("String");
        xml.element("Key", &string.name);
        xml.value(&string.value, string.protected)?;
        xml.close("String");
    }
    let next = attachments(xml, version.attachments, &mut plan.layout, number);
    auto_type(xml, &plan);
    custom_data(xml, layout::NAME, &plan.layout)?;
    Ok(next)
}

/// The text of the tags. Where that would be read as other ones, the layout has them too.
fn tags(tags: &[String], layout: &mut Layout) -> Option<String> {
    if tags.is_empty() {
        return None;
    }
    let text = fitted(&tags.join(";")).into_owned();
    if text.len() > MAX_TAGS || !tags_in(&text).eq(tags.iter().map(String::as_str)) {
        layout.tags = Some(Written { written: text.clone(), was: tags.to_vec() });
    }
    Some(text)
}

fn properties(xml: &mut Xml<'_>, plan: &Plan<'_>, place: &Place<'_>, tags: Option<&str>) {
    xml.element("UUID", place.uuid);
    for (name, property) in [
        ("IconID", "icon"),
        ("ForegroundColor", "foreground colour"),
        ("BackgroundColor", "background colour"),
        ("OverrideURL", "override URL"),
        ("QualityCheck", "quality check"),
    ] {
        if let Some(value) = plan.property(property) {
            xml.element(name, value);
        }
    }
    if let Some(tags) = tags {
        xml.element("Tags", tags);
    }
    if let Some(group) = place.previous_group {
        xml.element("PreviousParentGroup", group);
    }
}

fn times(xml: &mut Xml<'_>, version: &Version<'_>, plan: &mut Plan<'_>, now_ms: i64) {
    let (created, modified) = (version.created_ms, version.modified_ms);
    let expires = plan.property("expires").and_then(parse_iso);
    xml.open("Times");
    xml.element("CreationTime", &moment(created, now_ms, &mut plan.layout.created));
    xml.element("LastModificationTime", &moment(modified, now_ms, &mut plan.layout.modified));
    xml.element("ExpiryTime", &moment(expires, now_ms, &mut None));
    xml.element("Expires", if expires.is_some() { "True" } else { "False" });
    xml.close("Times");
}

/// A moment as KDBX 4 writes it, in whole seconds; where it is another, `exact` says which.
fn moment(ms: Option<i64>, now_ms: i64, exact: &mut Option<Written<i64, Option<i64>>>) -> String {
    let seconds = ms.unwrap_or(now_ms).div_euclid(1_000).clamp(-EPOCH, LAST_SECOND);
    if seconds.checked_mul(1_000) != ms {
        *exact = Some(Written { written: seconds, was: ms });
    }
    STANDARD.encode(seconds.saturating_add(EPOCH).to_le_bytes())
}

fn attachments(
    xml: &mut Xml<'_>,
    attachments: &[ParsedAttachment],
    layout: &mut Layout,
    mut number: usize,
) -> usize {
    let mut names = Names::default();
    for attachment in written(attachments) {
        let name = names.give(&fitted(&attachment.name));
        xml.open("Binary");
        xml.element("Key", &name);
        xml.raw(&format!("<Value Ref=\"{number}\"/>"));
        xml.close("Binary");
        if name != attachment.name {
            layout.attachments.push(Written { written: name, was: attachment.name.clone() });
        }
        number += 1;
    }
    number
}

fn auto_type(xml: &mut Xml<'_>, plan: &Plan<'_>) {
    let Some(settings) = plan.property("auto-type").and_then(auto_type::parse) else { return };
    xml.open("AutoType");
    for setting in settings {
        match setting {
            Setting::Off => xml.element("Enabled", "False"),
            Setting::Obfuscated => xml.element("DataTransferObfuscation", "1"),
            Setting::Sequence(sequence) => xml.element("DefaultSequence", sequence),
            Setting::Window(window, keys) => {
                xml.open("Association");
                xml.element("Window", window);
                xml.element("KeystrokeSequence", keys);
                xml.close("Association");
            }
        }
    }
    xml.close("AutoType");
}

/// Custom data of one name with a value in JSON.
pub(super) fn custom_data(xml: &mut Xml<'_>, name: &str, value: &impl serde::Serialize) -> io::Result<()> {
    let mut json = serde_json::to_string(value).map_err(io::Error::other)?;
    if !fits(&json) {
        // JSON itself escapes the other characters that XML cannot have.
        json = json.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    }
    xml.open("CustomData");
    xml.open("Item");
    xml.element("Key", name);
    xml.element("Value", &json);
    xml.close("Item");
    xml.close("CustomData");
    Ok(())
}
