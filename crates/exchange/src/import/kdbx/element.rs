//! An element of the XML inside a database, with all that is in it.

use crate::import::ImportError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: Cow<'static, str>,
    pub(super) attributes: Vec<(String, String)>,
    /// Its own text; of a protected one, the bytes that were encrypted.
    pub(super) content: Vec<u8>,
    /// Whether the content was encrypted.
    pub(super) sealed: bool,
    /// Whether the other program hides it.
    pub(super) hidden: bool,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// The element that begins there; none where its attributes are no attributes.
    pub(super) fn begun_by(start: &BytesStart<'_>) -> Option<Self> {
        let mut element = Self { name: named(start.name().into_inner()), ..Self::default() };
        for attribute in start.attributes() {
            let attribute = attribute.ok()?;
            let value = unescape(&attribute.value).ok()?.into_owned();
            element.attributes.push((attribute.key.into_inner().to_owned(), value));
        }
        let says = |name| element.attribute(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let (sealed, hidden) = (says("Protected"), says("Protected") || says("ProtectInMemory"));
        Some(Self { sealed, hidden, ..element })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Its text without the space around it; nothing where it is no text.
    pub(super) fn trimmed(&self) -> &str {
        std::str::from_utf8(&self.content).unwrap_or_default().trim()
    }

    pub(super) fn is_true(&self) -> bool {
        self.trimmed().eq_ignore_ascii_case("true")
    }

    /// Its text as it stands.
    pub(super) fn into_text(self) -> Result<String, ImportError> {
        String::from_utf8(self.content).map_err(|_| ImportError::damaged("a protected value is not text"))
    }

    /// The bytes that it holds in base64, or held before they were encrypted.
    pub(super) fn into_bytes(self) -> Result<Vec<u8>, ImportError> {
        if self.sealed { Ok(self.content) } else { from_base64(&self.content) }
    }
}

/// Names that come in every entry: they need no memory of their own.
const COMMON: [&str; 24] = [
    "String",
    "Key",
    "Value",
    "UUID",
    "IconID",
    "Times",
    "CreationTime",
    "LastModificationTime",
    "LastAccessTime",
    "ExpiryTime",
    "Expires",
    "UsageCount",
    "LocationChanged",
    "AutoType",
    "Enabled",
    "DataTransferObfuscation",
    "DefaultSequence",
    "ForegroundColor",
    "BackgroundColor",
    "OverrideURL",
    "Tags",
    "History",
    "Entry",
    "Binary",
];

fn named(name: &str) -> Cow<'static, str> {
    match COMMON.iter().find(|common| **common == name) {
        Some(common) => Cow::Borrowed(common),
        None => Cow::Owned(name.to_owned()),
    }
}

pub(super) fn from_base64(text: &[u8]) -> Result<Vec<u8>, ImportError> {
    let digits: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(digits).map_err(|_| ImportError::damaged("base64 in the XML"))
}
