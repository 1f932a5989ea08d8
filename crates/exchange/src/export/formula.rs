//! Cells that a spreadsheet would take for formulas (OWASP, CSV Injection), by their beginning and by what stands behind a
//! separator in them: a spreadsheet that separates by another one than this table begins a cell there.

use std::borrow::Cow;

/// What a formula begins with, and its full-width forms.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
/// What a spreadsheet may begin a cell after.
const SEPARATORS: [char; 5] = [';', ',', '\t', '\n', '\r'];

/// The cell with an apostrophe before everything that would be a formula; borrowed where nothing would.
pub(super) fn harmless(cell: &str) -> Cow<'_, str> {
    let begins = cell.starts_with(['\t', '\n', '\r']);
    let written = rewritten(cell, |sign, to| to.extend(['\'', sign]));
    if begins { Cow::Owned(format!("'{written}")) } else { written }
}

/// JSON that says the same, in which nothing would be a formula: it only has such characters in its texts, and can write
/// them as numbers.
pub(super) fn harmless_json(json: &str) -> Cow<'_, str> {
    rewritten(json, |sign, to| to.push_str(&format!("\\u{:04x}", u32::from(sign))))
}

/// The text with each sign that may begin a cell written by `write`. A quotation mark before it changes nothing: it may be
/// one that ends before it began.
fn rewritten(text: &str, write: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let mut begins = true;
    let mut found = false;
    let mut to = String::new();
    for character in text.chars() {
        if begins && SIGNS.contains(&character) {
            found = true;
            write(character, &mut to);
        } else {
            to.push(character);
        }
        begins = SEPARATORS.contains(&character) || begins && character == '"';
    }
    if found { Cow::Owned(to) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_that_may_begin_a_cell_has_an_apostrophe_before_it() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("x;=HYPERLINK(\"u\")", "x;'=HYPERLINK(\"u\")"),
            ("a,-b", "a,'-b"),
            ("a\t@b", "a\t'@b"),
            ("a\r\n+b\n=c", "a\r\n'+b\n'=c"),
            ("x;\"=y\"", "x;\"'=y\""),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("a;\u{ff0b}b,\u{ff0d}c\n\u{ff20}d", "a;'\u{ff0b}b,'\u{ff0d}c\n'\u{ff20}d"),
            ("\t=x", "'\t'=x"),
            ("\nx", "'\nx"),
            ("\rx", "'\rx"),
            (";;=x", ";;'=x"),
            ("a=b; c-d, +49", "a=b; c-d, +49"),
            ("me@x.example", "me@x.example"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), written, "{cell:?}");
        }
    }

    #[test]
    fn json_says_the_same_and_has_no_sign_behind_a_separator() {
        let value = serde_json::json!({ "tags": ["a", "=b"], "value": "x;=y,-z;\u{ff1d}\"", "number": -5 });
        let text = value.to_string();
        let written = harmless_json(&text);
        assert!(written.contains("\\u003d") && written.contains("\\uff1d") && !written.contains(";="));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
    }
}
