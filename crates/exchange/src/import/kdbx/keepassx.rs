//! The XML that KeePassX wrote before it had KeePass 2's format: groups in groups, and entries with twelve fixed elements.

use super::stream::InnerStream;
use super::xml::{Element, Xml};
use crate::import::attached::Attachments;
use crate::import::date::{date_of, parse_iso};
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use crate::import::left::Left;
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use strongroom_credential::FieldType::{Date, Hidden, Number, Text, Url};
use strongroom_credential::Kind;
use zeroize::Zeroizing;

/// The one document type that is let through; it declares nothing.
const DOCTYPE: &str = "<!DOCTYPE KEEPASSX_DATABASE>";
/// A larger text than this is not read, in bytes: a document in memory is several times its size.
const MAX_BYTES: usize = 64 << 20;
/// How much of a text is looked at, in bytes.
const WINDOW: usize = 1024;
/// What an element says that says nothing: no date at all.
const NEVER: &str = "Never";

/// Whether the text is of that format.
pub(in crate::import) fn is_keepassx_xml(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
    start.trim_start().starts_with('<') && start.contains(DOCTYPE)
}

/// Reads the document.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    if text.len() > MAX_BYTES {
        return Err(ImportError::too_large("bytes of XML", MAX_BYTES as u64));
    }
    // Lines of a comment end in an element, which nothing else in the format is.
    let text = text.replacen(DOCTYPE, "", 1).replace("<br/>", "\n").replace("<br />", "\n");
    let text = Zeroizing::new(text);
    let root = Xml::new(Box::new(text.as_bytes()), InnerStream::plain()).root()?;
    if root.name != "database" {
        return Err(ImportError::damaged("XML without a database"));
    }
    let mut reading = Reading {
        folders: Folders::default(),
        items: Vec::new(),
        report: FieldReport::default(),
        left: Left::default(),
        attachments: Attachments::of(None),
    };
    let mut path = Vec::new();
    reading.group(root, &mut path)?;
    let Reading { folders, items, report, left, .. } = reading;
    let (format, folders, warnings) = (Format::KeePassXXml, folders.into_list(), left.warnings());
    Ok(ParsedImport { format, folders, items, report, warnings })
}

struct Reading {
    folders: Folders,
    items: Vec<ParsedItem>,
    report: FieldReport,
    left: Left,
    attachments: Attachments<'static>,
}

impl Reading {
    /// What is in a group, or in the database itself. The document has no more levels than its reader takes.
    fn group(&mut self, group: Element, path: &mut Vec<String>) -> Result<(), ImportError> {
        let folder = self.folders.position(path)?;
        for mut child in group.children {
            match &*child.name {
                "group" => {
                    let title = child.children.iter().position(|child| child.name == "title");
                    let title = title.map(|at| child.children.swap_remove(at).into_text()).transpose()?;
                    path.push(title.unwrap_or_default());
                    self.group(child, path)?;
                    path.pop();
                }
                "entry" => {
                    let item = self.entry(child)?;
                    self.items.push(ParsedItem { folder, ..item });
                }
                name => self.left.setting(name, Some(child.trimmed()).filter(|text| *text != "0")),
            }
        }
        Ok(())
    }

    fn entry(&mut self, entry: Element) -> Result<ParsedItem, ImportError> {
        let mut draft = Draft::new(Kind::LOGIN, &mut self.report);
        let mut file: (Option<String>, Option<String>) = (None, None);
        for element in flat(entry.children) {
            let name = element.name.clone();
            let text = element.into_text()?;
            match &*name {
                "lastaccess" => self.left.take_note(&name, &text),
                "bin" => file.1 = Some(text),
                "bindesc" => file.0 = Some(text),
                name => place(name, text, &mut draft),
            }
        }
        attach(file, &mut draft, &mut self.attachments);
        draft.name_by_host();
        Ok(draft.parsed)
    }
}

/// Elements with those inside them after each, in the document's order.
fn flat(elements: Vec<Element>) -> Vec<Element> {
    let (mut all, mut waiting) = (Vec::new(), elements);
    waiting.reverse();
    while let Some(mut element) = waiting.pop() {
        let inside = std::mem::take(&mut element.children);
        waiting.extend(inside.into_iter().rev());
        all.push(element);
    }
    all
}

fn place(name: &str, text: String, draft: &mut Draft<'_>) {
    let trimmed = text.trim();
    let silent =
        trimmed.is_empty() || (name == "icon" && trimmed == "0") || (name == "expire" && trimmed == NEVER);
    if silent {
        return;
    }
    draft.saw();
    match name {
        "title" => draft.mapped_title(trimmed),
        "username" => draft.place("username", Text, name, text),
        "password" => draft.place("password", Hidden, name, text),
        "url" => draft.place("url", Url, name, trimmed),
        "comment" => draft.mapped_notes(&text),
        "icon" => draft.custom_field(name, Number, trimmed),
        "creation" | "lastmod" => match parse_iso(trimmed) {
            Some(moment) => {
                draft.mapped();
                let at = if name == "creation" {
                    &mut draft.parsed.created_ms
                } else {
                    &mut draft.parsed.modified_ms
                };
                *at = Some(moment);
            }
            None => draft.custom_field(name, Text, trimmed),
        },
        "expire" => match parse_iso(trimmed).and_then(date_of) {
            Some(date) => draft.custom_field("expires", Date, date),
            None => draft.custom_field(name, Text, trimmed),
        },
        other => draft.custom_field(other, Hidden, text),
    }
}

/// A file's description is its name.
fn attach(
    (name, bytes): (Option<String>, Option<String>),
    draft: &mut Draft<'_>,
    attachments: &mut Attachments<'_>,
) {
    let name = name.filter(|name| !name.is_empty());
    let Some(text) = bytes.filter(|bytes| !bytes.trim().is_empty()) else {
        if let Some(name) = name {
            place("bindesc", name, draft);
        }
        return;
    };
    let digits: String = text.split_ascii_whitespace().collect();
    match STANDARD.decode(Zeroizing::new(digits).as_bytes()) {
        Ok(bytes) => attachments.add(draft, name.as_deref().unwrap_or("file"), bytes),
        Err(_) => {
            place("bin", text, draft);
            if let Some(name) = name {
                place("bindesc", name, draft);
            }
        }
    }
}
