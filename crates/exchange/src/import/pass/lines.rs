//! What a line of an entry says. The format is a habit and no standard: the password in the first line, `key: value` below.

use strongroom_credential::FieldType::{self, Email, Hidden, Text, Totp, Url};

/// The longest key of a line, in bytes: what is longer is a sentence with a colon in it.
const MAX_KEY: usize = 64;

/// Keys that programs around `pass` understand, the field that each means, and its type.
const KNOWN: &[(&str, &str, FieldType)] = &[
    ("user", "username", Text),
    ("username", "username", Text),
    ("user name", "username", Text),
    ("login", "username", Text),
    ("url", "url", Url),
    ("uri", "url", Url),
    ("link", "url", Url),
    ("website", "url", Url),
    ("site", "url", Url),
    ("email", "email", Email),
    ("e-mail", "email", Email),
    ("mail", "email", Email),
    ("totp", "totp", Totp),
    ("otp", "totp", Totp),
    ("otpauth", "totp", Totp),
    ("password", "password", Hidden),
    ("pass", "password", Hidden),
];

/// A line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'t> {
    /// `key: value`.
    Pair(&'t str, &'t str),
    /// The address of a one-time code.
    Code(&'t str),
    /// Anything else.
    Words(&'t str),
}

/// The field that a key means, and its type.
pub(super) fn known(key: &str) -> Option<(&'static str, FieldType)> {
    KNOWN.iter().find(|(known, ..)| known.eq_ignore_ascii_case(key)).map(|(_, name, kind)| (*name, *kind))
}

/// What the line says.
pub(super) fn line(text: &str) -> Line<'_> {
    if is_code(text.trim()) {
        return Line::Code(text.trim());
    }
    let Some((key, value)) = text.split_once(':') else { return Line::Words(text) };
    let apart = value.starts_with([' ', '\t']) || known(key).is_some() && !value.starts_with("//");
    let is_key = !key.is_empty() && key.len() <= MAX_KEY && key.trim() == key && !key.starts_with(['-', '#']);
    match value.trim() {
        "" => Line::Words(text),
        value if apart && is_key => Line::Pair(key, value),
        _ => Line::Words(text),
    }
}

/// Whether the text is the address of a one-time code.
pub(super) fn is_code(text: &str) -> bool {
    text.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("otpauth://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        for (text, expected) in [
            ("user: anna", Line::Pair("user", "anna")),
            ("login:anna", Line::Pair("login", "anna")),
            ("Secret question 1:\tpet", Line::Pair("Secret question 1", "pet")),
            ("otpauth://totp/x?secret=A", Line::Code("otpauth://totp/x?secret=A")),
            ("otp: otpauth://totp/x", Line::Pair("otp", "otpauth://totp/x")),
            ("https://a.example", Line::Words("https://a.example")),
            ("url://odd", Line::Words("url://odd")),
            ("key:", Line::Words("key:")),
            ("note:x", Line::Words("note:x")),
            ("  indented: x", Line::Words("  indented: x")),
            ("- list: x", Line::Words("- list: x")),
            (": x", Line::Words(": x")),
            ("", Line::Words("")),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
    }
}
