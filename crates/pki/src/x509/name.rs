//! Distinguished names (RFC 5280, section 4.1.2.4): as text for people, and in a form that can be compared. It must never
//! show a control character, or one that turns the direction of writing: names are whatever their author wanted.

use super::asn1;
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Tag, Tagged};
use std::fmt;

/// The longest value of one attribute that is shown, in characters; the standard's upper bound is 64 for most.
const MAX_SHOWN: usize = 200;

/// Short names of RFC 4519 and of OpenSSL for the attributes in use.
const SHORT_NAMES: [(&str, &str); 21] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "street"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.15", "businessCategory"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.42", "GN"),
    ("2.5.4.46", "dnQualifier"),
    ("2.5.4.97", "organizationIdentifier"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"),
    ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"),
];

/// A distinguished name. Personal. Equal to another when RFC 5280, section 7.1, says so: case and runs of spaces do not
/// count, nor how the characters are encoded.
#[derive(Debug, Clone, Default)]
pub struct DistinguishedName {
    rdns: Vec<Vec<Attribute>>,
    comparable: Vec<String>,
}

#[derive(Debug, Clone)]
struct Attribute {
    oid: ObjectIdentifier,
    /// The text, or the bytes in hexadecimal after a `#`.
    value: String,
    is_text: bool,
}

impl DistinguishedName {
    /// Reads a Name.
    pub(super) fn read(value: AnyRef<'_>) -> Option<Self> {
        let rdns: Option<Vec<_>> = asn1::sequence(value)?.into_iter().map(relative).collect();
        let rdns = rdns?;
        let comparable = rdns.iter().map(|rdn| comparable(rdn)).collect();
        Some(Self { rdns, comparable })
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.rdns.is_empty()
    }

    /// The most specific common name, as it stands in the certificate.
    pub fn common_name(&self) -> Option<&str> {
        self.common_names().last()
    }

    pub(super) fn common_names(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.texts("2.5.4.3")
    }

    /// The addresses of the outdated attribute that RFC 5280, section 4.2.1.10, still wants constrained.
    pub(super) fn email_addresses(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.texts("1.2.840.113549.1.9.1")
    }

    fn texts(&self, oid: &str) -> impl DoubleEndedIterator<Item = &str> {
        let oid = ObjectIdentifier::new(oid).ok();
        let found = self.rdns.iter().flatten().filter(move |attribute| Some(attribute.oid) == oid);
        found.filter(|attribute| attribute.is_text).map(|attribute| attribute.value.as_str())
    }

    /// Whether it lies in the subtree that begins with the other.
    pub(super) fn is_within(&self, subtree: &Self) -> bool {
        self.comparable.starts_with(&subtree.comparable)
    }
}

impl PartialEq for DistinguishedName {
    fn eq(&self, other: &Self) -> bool {
        self.comparable == other.comparable
    }
}

impl Eq for DistinguishedName {}

impl std::hash::Hash for DistinguishedName {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.comparable.hash(state);
    }
}

impl fmt::Display for DistinguishedName {
    /// The most specific part first, as RFC 4514 has it, with a space behind each comma.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, rdn) in self.rdns.iter().rev().enumerate() {
            out.write_str(if index == 0 { "" } else { ", " })?;
            for (index, attribute) in rdn.iter().enumerate() {
                out.write_str(if index == 0 { "" } else { "+" })?;
                write!(out, "{attribute}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let oid = self.oid.to_string();
        let name = SHORT_NAMES.iter().find(|(known, _)| *known == oid).map_or(oid.as_str(), |(_, name)| name);
        write!(out, "{name}=")?;
        let last = self.value.chars().count().saturating_sub(1);
        for (index, character) in self.value.chars().enumerate().take(MAX_SHOWN) {
            let is_edge = index == 0 && matches!(character, '#' | ' ') || index == last && character == ' ';
            write_escaped(out, character, self.is_text && is_edge)?;
        }
        out.write_str(if last >= MAX_SHOWN { "…" } else { "" })
    }
}

/// Escapes as RFC 4514, section 2.4, does.
fn write_escaped(out: &mut fmt::Formatter<'_>, character: char, is_edge: bool) -> fmt::Result {
    if is_deceptive(character) {
        let mut bytes = [0; 4];
        return character.encode_utf8(&mut bytes).bytes().try_for_each(|byte| write!(out, "\\{byte:02X}"));
    }
    let special = matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';');
    out.write_str(if special || is_edge { "\\" } else { "" })?;
    write!(out, "{character}")
}

/// Control characters, and those that turn the direction of what follows (Unicode, annex 9).
pub(super) fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn relative(value: AnyRef<'_>) -> Option<Vec<Attribute>> {
    asn1::set(value)?.into_iter().map(attribute).collect()
}

fn attribute(value: AnyRef<'_>) -> Option<Attribute> {
    let [name, value] = *asn1::sequence(value)?.as_slice() else { return None };
    let (oid, text) = (asn1::oid(name)?, text(value));
    let is_text = text.is_some();
    let value = text.unwrap_or_else(|| format!("#{}", data_encoding::HEXUPPER.encode(value.value())));
    Some(Attribute { oid, value, is_text })
}

fn text(value: AnyRef<'_>) -> Option<String> {
    let bytes = value.value();
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString | Tag::VisibleString => {
            String::from_utf8(bytes.to_vec()).ok()
        }
        // T.61, of which only the part that is Latin-1 was ever used.
        Tag::TeletexString => Some(bytes.iter().copied().map(char::from).collect()),
        Tag::BmpString => utf16(bytes),
        _ => None,
    }
}

/// A BMPString, big-endian.
pub(super) fn utf16(bytes: &[u8]) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().copied().map(u16::from_be_bytes).collect();
    rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
}

/// The attributes of one level, in an order of their own, folded.
fn comparable(rdn: &[Attribute]) -> String {
    let mut parts: Vec<String> = rdn
        .iter()
        .map(|attribute| {
            let folded = attribute.value.to_lowercase();
            let words: Vec<&str> = folded.split_whitespace().collect();
            format!("{}={}", attribute.oid, words.join(" "))
        })
        .collect();
    parts.sort();
    parts.join("\0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use der::Encode;
    use std::str::FromStr;

    fn name(text: &str) -> DistinguishedName {
        let parsed = x509_cert::name::Name::from_str(text);
        let bytes = if text.is_empty() { vec![0x30, 0] } else { parsed.unwrap().to_der().unwrap() };
        DistinguishedName::read(asn1::whole(&bytes).unwrap()).unwrap()
    }

    #[test]
    fn names_are_written_with_the_most_specific_part_first_and_escaped() {
        for (given, shown) in [
            ("CN=a.example,O=Example,C=US", "CN=a.example, O=Example, C=US"),
            ("CN=James \\\"Jim\\\"\\, III,DC=net", "CN=James \\\"Jim\\\"\\, III, DC=net"),
            ("OU=Sales+CN=J,DC=example", "CN=J+OU=Sales, DC=example"),
            ("CN=\\#hash", "CN=\\#hash"),
            ("CN=Before\\0dAfter", "CN=Before\\0DAfter"),
            ("CN=a\u{202e}b", "CN=a\\E2\\80\\AEb"),
            ("", ""),
        ] {
            assert_eq!(name(given).to_string(), shown);
        }
        assert!(name(&format!("CN={}", "x".repeat(500))).to_string().ends_with("x…"));
    }

    #[test]
    fn case_and_runs_of_spaces_do_not_count() {
        assert_eq!(name("CN=Some  Name,C=us"), name("CN=some name,C=US"));
        assert_ne!(name("CN=Some Name,C=US"), name("CN=SomeName,C=US"));
        assert_ne!(name("CN=a,O=b"), name("O=a,CN=b"));
    }

    #[test]
    fn subtree_holds_what_begins_with_it() {
        let subtree = name("O=Example,C=US");
        assert!(name("CN=a,O=Example,C=US").is_within(&subtree) && subtree.is_within(&subtree));
        assert!(!name("CN=a,O=Other,C=US").is_within(&subtree) && !name("C=US").is_within(&subtree));
        assert!(name("CN=a").is_within(&name("")));
    }

    #[test]
    fn old_encodings_are_read() {
        let bmp = [0x1e, 4, 0x4e, 0x2d, 0x65, 0x87];
        assert_eq!(text(asn1::whole(&bmp).unwrap()).unwrap(), "中文");
        assert_eq!(text(asn1::whole(&[0x14, 1, 0xe9]).unwrap()).unwrap(), "é");
        assert_eq!(text(asn1::whole(&[0x0c, 1, 0xe9]).unwrap()), None);
        assert_eq!(utf16(&[0]), None);
    }
}
