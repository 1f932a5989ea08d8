//! `.netrc`: accounts on machines, in words between any white space.

use crate::import::draft::Draft;
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use strongroom_credential::FieldType::{Hidden, Text};
use strongroom_credential::Kind;

/// Whether the text begins as such a file does.
pub(super) fn is_netrc(text: &str) -> bool {
    let mut words = Words { rest: text }.take(4);
    match words.next().as_deref() {
        Some("machine") => words.nth(1).is_some_and(|word| is_key(&word)),
        Some("default") => words.next().is_some_and(|word| is_key(&word)),
        _ => false,
    }
}

fn is_key(word: &str) -> bool {
    matches!(word, "login" | "password" | "account" | "macdef")
}

/// Words, of which one in quotation marks may hold white space. A comment goes to the end of its line.
struct Words<'t> {
    rest: &'t str,
}

impl Iterator for Words<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        while self.rest.starts_with('#') {
            self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
        }
        if let Some(quoted) = self.rest.strip_prefix('"') {
            return Some(self.quoted(quoted));
        }
        let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }
}

impl<'t> Words<'t> {
    /// To the closing mark, or the end; a backslash takes the next character as it is.
    fn quoted(&mut self, text: &'t str) -> String {
        let (mut word, mut characters) = (String::new(), text.chars());
        while let Some(character) = characters.next() {
            match character {
                '"' => break,
                '\\' => word.extend(characters.next()),
                other => word.push(other),
            }
        }
        self.rest = characters.as_str();
        word
    }

    /// A macro goes to the next empty line.
    fn block(&mut self) -> String {
        let rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
        let (block, rest) = rest.split_once("\n\n").unwrap_or((rest, ""));
        self.rest = rest;
        block.to_owned()
    }
}

/// Reads the file: a login a machine.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let (mut report, mut items) = (FieldReport::default(), Vec::new());
    let mut words = Words { rest: text };
    let damaged = || ImportError::damaged("netrc");
    while let Some(word) = words.next() {
        if word == "machine" || word == "default" {
            let mut draft = Draft::new(Kind::LOGIN, &mut report);
            draft.saw();
            let name = if word == "machine" { words.next().ok_or_else(damaged)? } else { word };
            draft.mapped_title(&name);
            items.push(draft.parsed);
            continue;
        }
        let mut draft = Draft::of(items.pop().ok_or_else(damaged)?, &mut report);
        draft.saw();
        match word.as_str() {
            "login" => draft.place("username", Text, "login", words.next().ok_or_else(damaged)?),
            "password" => draft.place("password", Hidden, "password", words.next().ok_or_else(damaged)?),
            "account" => draft.custom_field("account", Hidden, words.next().ok_or_else(damaged)?),
            "macdef" => {
                let name = words.next().ok_or_else(damaged)?;
                let block = words.block();
                draft.custom_field(&format!("macdef {name}"), Hidden, block);
            }
            _ => return Err(damaged()),
        }
        items.push(draft.parsed);
    }
    Ok(ParsedImport { format: Format::Netrc, folders: Vec::new(), items, report, warnings: Vec::new() })
}
