//! The XML as it is written: escaped, in pieces, protected values encrypted in their order.

use crate::import::kdbx::stream::InnerStream;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::io::{self, Write};
use zeroize::Zeroizing;

/// What is written at a time, in bytes.
const PIECE: usize = 64 << 10;
/// What stands in a name for a character that XML cannot have.
const REPLACEMENT: &str = "\u{fffd}";

/// Whether XML 1.0 can have that character.
fn is_legal(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        character => character >= ' ',
    }
}

/// Whether the text can stand in XML as it is.
pub(super) fn fits(text: &str) -> bool {
    text.chars().all(is_legal)
}

/// The text with another character for each that XML cannot have.
pub(super) fn fitted(text: &str) -> Cow<'_, str> {
    if fits(text) {
        return Cow::Borrowed(text);
    }
    let mut fitted = String::with_capacity(text.len());
    for character in text.chars() {
        if is_legal(character) { fitted.push(character) } else { fitted.push_str(REPLACEMENT) }
    }
    Cow::Owned(fitted)
}

/// The document.
pub(super) struct Xml<'w> {
    to: &'w mut dyn Write,
    pending: Zeroizing<Vec<u8>>,
    stream: InnerStream,
}

impl<'w> Xml<'w> {
    pub(super) fn new(to: &'w mut dyn Write, stream: InnerStream) -> Self {
        Self { to, pending: Zeroizing::new(Vec::with_capacity(2 * PIECE)), stream }
    }

    /// Markup as it stands.
    pub(super) fn raw(&mut self, markup: &str) {
        self.pending.extend_from_slice(markup.as_bytes());
    }

    pub(super) fn open(&mut self, name: &str) {
        self.raw("<");
        self.raw(name);
        self.raw(">");
    }

    pub(super) fn close(&mut self, name: &str) {
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    /// An element with text, which must [fit](fits).
    pub(super) fn element(&mut self, name: &str, text: &str) {
        self.open(name);
        self.text(text);
        self.close(name);
    }

    /// A `Value`, encrypted where it is protected; then it may be any text.
    pub(super) fn value(&mut self, text: &str, protected: bool) -> io::Result<()> {
        if !protected {
            self.element("Value", text);
            return Ok(());
        }
        let mut bytes = Zeroizing::new(text.as_bytes().to_vec());
        self.stream.apply(&mut bytes).map_err(io::Error::other)?;
        self.raw("<Value Protected=\"True\">");
        self.raw(&STANDARD.encode(&*bytes));
        self.close("Value");
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((at, reference)) = next_special(rest) {
            let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.raw(before);
            self.raw(reference);
            rest = from.get(1..).unwrap_or_default();
        }
        self.raw(rest);
    }

    /// Hands on what has gathered, where it is worth it.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        if self.pending.len() >= PIECE { self.flush() } else { Ok(()) }
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.to.write_all(&self.pending)?;
        self.pending.clear();
        Ok(())
    }
}

/// Where the next character is that cannot stand for itself, and what stands for it. A carriage return would be read as a
/// newline.
fn next_special(text: &str) -> Option<(usize, &'static str)> {
    let at = text.find(['<', '>', '&', '\r'])?;
    let reference = match text.as_bytes().get(at)? {
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'&' => "&amp;",
        _ => "&#xD;",
    };
    Some((at, reference))
}
