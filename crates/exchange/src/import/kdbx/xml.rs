//! The XML inside a database: groups are streamed, an entry is read whole. No document type, no entity beyond the
//! five, no more levels and elements than a database needs. Protected values are decrypted as they come, since the
//! stream that encrypts them runs through the document in order.

pub(super) use super::element::Element;
use super::element::from_base64;
use super::payload::{Plain, reason};
use super::runs::Runs;
use super::stream::InnerStream;
use crate::import::ImportError;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesText, Event};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// What is damaged where the document cannot be unpacked.
const PACKED: &str = "compressed data";
/// Levels of elements: as many folders as there may be in each other, and what is around and inside them.
const MAX_DEPTH: usize = 80;
/// Elements of one entry, or of the database's settings.
const MAX_ELEMENTS: usize = 1_000_000;

/// What comes next in the document.
enum Node<'b> {
    /// An element begins: its name and its attributes.
    Open(Element),
    Text(Cow<'b, str>),
    Close,
    End,
    /// What says nothing.
    Other,
}

/// The document, at the place that reading has come to.
pub(super) struct Xml<'x> {
    reader: Reader<Runs<'x>>,
    /// What is being read.
    buffer: Zeroizing<Vec<u8>>,
    stream: InnerStream,
    depth: usize,
    elements: usize,
    /// Whether a value said to be encrypted was taken as it stood.
    pub(super) took_protected_plain: bool,
    /// Where the document stopped to be one, in bytes.
    pub(super) broke: Option<usize>,
}

impl<'x> Xml<'x> {
    pub(super) fn new(text: Plain<'x>, stream: InnerStream) -> Self {
        let mut reader = Reader::from_reader(Runs::new(text));
        reader.config_mut().expand_empty_elements = true;
        let buffer = Zeroizing::new(Vec::new());
        Self { reader, buffer, stream, depth: 0, elements: 0, took_protected_plain: false, broke: None }
    }

    /// The document's root, read whole.
    pub(super) fn root(&mut self) -> Result<Element, ImportError> {
        let start = self.open_root()?;
        self.element(start)
    }

    /// The start of the document's root.
    pub(super) fn open_root(&mut self) -> Result<Element, ImportError> {
        loop {
            match self.next()? {
                Node::Open(start) => return Ok(start),
                Node::Text(_) | Node::Other => {}
                Node::Close | Node::End => return Err(self.broken()),
            }
        }
    }

    /// Hands each child of the element that was opened last to `take`, which must read it to its end.
    pub(super) fn each_child(
        &mut self,
        mut take: impl FnMut(&mut Self, Element) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        loop {
            match self.next()? {
                Node::Open(start) => take(self, start)?,
                Node::Text(_) | Node::Other => {}
                Node::Close => return Ok(()),
                Node::End => return Err(self.broken()),
            }
        }
    }

    /// Reads what follows the document, so that what is wrong with it is known.
    pub(super) fn finish(self) -> Result<(), ImportError> {
        let mut rest = self.reader.into_inner();
        let read = std::io::copy(&mut rest, &mut std::io::sink());
        read.map(drop).map_err(|error| reason(&error, PACKED))
    }

    /// The element that was opened last, read whole.
    pub(super) fn element(&mut self, start: Element) -> Result<Element, ImportError> {
        self.elements = 0;
        self.subtree(start)
    }

    fn subtree(&mut self, mut element: Element) -> Result<Element, ImportError> {
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(ImportError::too_large("XML elements of one entry", MAX_ELEMENTS as u64));
        }
        loop {
            match self.next()? {
                Node::Open(start) => {
                    let child = self.subtree(start)?;
                    element.children.push(child);
                }
                // What stands between elements only sets them out.
                Node::Text(text) if !element.children.is_empty() && text.trim().is_empty() => {}
                Node::Text(text) => element.content.extend_from_slice(text.as_bytes()),
                Node::Close => break,
                Node::Other => {}
                Node::End => return Err(self.broken()),
            }
        }
        self.unseal(&mut element)?;
        Ok(element)
    }

    /// Decrypts a protected value. Where nothing is encrypted it is text like any other.
    fn unseal(&mut self, element: &mut Element) -> Result<(), ImportError> {
        if element.sealed && self.stream.encodes() {
            element.content = from_base64(&element.content)?;
            self.stream.apply(&mut element.content)?;
        } else if element.sealed {
            element.sealed = false;
            self.took_protected_plain = true;
        }
        Ok(())
    }

    fn next(&mut self) -> Result<Node<'_>, ImportError> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer);
        let at = self.reader.buffer_position();
        let place = usize::try_from(at).ok();
        let event = event.map_err(|error| failed(&error, at));
        if matches!(event, Err(ImportError::Damaged { .. })) {
            self.broke = place;
        }
        let broken = || {
            self.broke = place;
            damaged_at(at)
        };
        match event? {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(ImportError::too_large("levels of XML", MAX_DEPTH as u64));
                }
                Element::begun_by(&start).map(Node::Open).ok_or_else(broken)
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Node::Close)
            }
            Event::Text(text) => Ok(Node::Text(with_plain_newlines(text))),
            Event::CData(data) => Ok(Node::Text(data.into_inner())),
            Event::GeneralRef(reference) => character(&reference).map(Node::Text).ok_or_else(broken),
            Event::DocType(_) => Err(ImportError::damaged("XML with a document type")),
            Event::Eof => Ok(Node::End),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(Node::Other),
        }
    }

    /// The document ends where it must not.
    fn broken(&mut self) -> ImportError {
        self.broke = usize::try_from(self.reader.buffer_position()).ok();
        self.damaged()
    }

    /// Where the document is not what it should be. The position says nothing of the content.
    pub(super) fn damaged(&self) -> ImportError {
        damaged_at(self.reader.buffer_position())
    }
}

/// What a character or one of the five entities stands for.
fn character(reference: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    let text = match &**reference {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => {
            let character = reference.resolve_char_ref().ok().flatten();
            return character.map(|character| Cow::Owned(character.to_string()));
        }
    };
    Some(Cow::Borrowed(text))
}

/// What the reader failed for: something of the file around the document, or the document.
fn failed(error: &quick_xml::Error, at: u64) -> ImportError {
    match error {
        quick_xml::Error::Io(error) => reason(error, PACKED),
        quick_xml::Error::Encoding(_) => ImportError::damaged("XML is not UTF-8"),
        _ => damaged_at(at),
    }
}

fn damaged_at(at: u64) -> ImportError {
    ImportError::damaged(format!("XML at byte {at}"))
}

/// XML makes one newline of every kind.
fn with_plain_newlines(text: BytesText<'_>) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.xml10_content().into_owned()) } else { text.into_inner() }
}
