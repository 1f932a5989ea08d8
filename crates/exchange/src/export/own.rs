//! Strongroom's own JSON (docs/export-json.md): everything that the vault holds, one item a line, so that the file can be
//! written and looked through piece by piece. `import::own` reads it.

use super::{Content, ExportError, Setting};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use std::io::Write;
use strongroom_credential::Item;

use crate::{ParsedAttachment, ParsedItem, ParsedVersion};

/// What a file of this format says that it is.
pub(crate) const FORMAT: &str = "strongroom-export";
/// The version of the format that is written.
pub(crate) const VERSION: u64 = 1;

pub(super) fn write(
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    write!(
        to,
        "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"exported\":{},\n\"types\":",
        setting.now_ms
    )?;
    serde_json::to_writer(&mut *to, setting.types)?;
    to.write_all(b",\n\"folders\":[")?;
    for (position, folder) in content.folders.iter().enumerate() {
        to.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, &folder.path)?;
    }
    to.write_all(b"],\n\"items\":[")?;
    for (position, parsed) in content.items.iter().enumerate() {
        to.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, &Written::of(parsed))?;
    }
    to.write_all(b"]}\n")?;
    Ok(())
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    item: &'a Item,
    folder: Option<usize>,
    created: Option<i64>,
    modified: Option<i64>,
    deleted: bool,
    history: Vec<Earlier<'a>>,
    attachments: Vec<Attached<'a>>,
}

#[derive(Serialize)]
struct Earlier<'a> {
    #[serde(flatten)]
    item: &'a Item,
    modified: Option<i64>,
    attachments: Vec<Attached<'a>>,
}

#[derive(Serialize)]
struct Attached<'a> {
    name: &'a str,
    #[serde(serialize_with = "as_base64")]
    base64: &'a ParsedAttachment,
}

impl<'a> Written<'a> {
    fn of(parsed: &'a ParsedItem) -> Self {
        Self {
            item: &parsed.item,
            folder: parsed.folder,
            created: parsed.created_ms,
            modified: parsed.modified_ms,
            deleted: parsed.deleted,
            history: parsed.history.iter().map(Earlier::of).collect(),
            attachments: attached(&parsed.attachments),
        }
    }
}

impl<'a> Earlier<'a> {
    fn of(version: &'a ParsedVersion) -> Self {
        let attachments = attached(&version.attachments);
        Self { item: &version.item, modified: version.modified_ms, attachments }
    }
}

fn attached(list: &[ParsedAttachment]) -> Vec<Attached<'_>> {
    list.iter().map(|attachment| Attached { name: &attachment.name, base64: attachment }).collect()
}

fn as_base64<S: Serializer>(attachment: &&ParsedAttachment, to: S) -> Result<S::Ok, S::Error> {
    // Exposed to be written.
    to.serialize_str(&STANDARD.encode(attachment.bytes.expose()))
}
