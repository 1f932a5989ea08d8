//! `.netrc`: accounts on machines, in words between any white space.

use super::comments::Comments;
use crate::import::draft::Draft;
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use strongroom_credential::FieldType::{Hidden, Text};
use strongroom_credential::Kind;

/// Whether the text begins as such a file does.
pub(super) fn is_netrc(text: &str) -> bool {
    let mut words = Words::new(text);
    match words.next().as_deref() {
        Some("machine") => words.value().and_then(|_| words.next()).is_some_and(|word| is_key(&word)),
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
    /// Comments that were passed, on lines of their own.
    above: Comments<'t>,
    /// Comments that were passed behind a word.
    behind: Comments<'t>,
    /// Whether a word was read in this line.
    in_line: bool,
}

impl Iterator for Words<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.white_space();
        while self.rest.starts_with('#') {
            let (comment, rest) = self.rest.split_at(self.rest.find('\n').unwrap_or(self.rest.len()));
            if self.in_line { &mut self.behind } else { &mut self.above }.add(comment);
            self.rest = rest;
            self.white_space();
        }
        self.word()
    }
}

impl<'t> Words<'t> {
    fn new(text: &'t str) -> Self {
        Self { rest: text, above: Comments::default(), behind: Comments::default(), in_line: false }
    }

    /// The word that a key asks for. In the key's own line it may begin with the mark of a comment, as programs read it.
    fn value(&mut self) -> Option<String> {
        self.white_space();
        if self.in_line { self.word() } else { self.next() }
    }

    fn white_space(&mut self) {
        let rest = self.rest.trim_start();
        let passed = self.rest.len().saturating_sub(rest.len());
        self.in_line &= !self.rest.get(..passed).unwrap_or_default().contains('\n');
        self.rest = rest;
    }

    fn word(&mut self) -> Option<String> {
        self.in_line = true;
        if let Some(quoted) = self.rest.strip_prefix('"') {
            return Some(self.quoted(quoted));
        }
        let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }

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

    /// A macro goes to the next empty line, whichever of the two line ends the file has.
    fn block(&mut self) -> String {
        let text = self.rest.split_once('\n').map_or("", |(_, text)| text);
        let mut length = 0;
        let mut lines = text.split_inclusive('\n');
        let mut line = lines.next();
        while let Some(one) = line.filter(|line| !line.trim_end_matches(['\r', '\n']).is_empty()) {
            length += one.len();
            line = lines.next();
        }
        let (block, rest) = text.split_at_checked(length).unwrap_or((text, ""));
        (self.rest, self.in_line) = (rest, false);
        block.trim_end_matches(['\r', '\n']).to_owned()
    }
}

/// Reads the file: a login a machine.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let mut import = ParsedImport {
        format: Format::Netrc,
        folders: Vec::new(),
        items: Vec::new(),
        report: FieldReport::default(),
        warnings: Vec::new(),
    };
    let mut words = Words::new(text);
    while let Some(word) = words.next() {
        if place(&word, &mut words, &mut import).is_none() {
            let read = text.len().saturating_sub(words.rest.len());
            let line = text.get(..read).unwrap_or_default().matches('\n').count().saturating_add(1);
            return Err(ImportError::damaged(format!("netrc, line {line}")));
        }
    }
    let ParsedImport { items, report, .. } = &mut import;
    words.behind.give_last(items, report);
    words.above.give_last(items, report);
    Ok(import)
}

/// Places what the key says; none where it is no key, or stands before any machine, or says nothing.
fn place(key: &str, words: &mut Words<'_>, import: &mut ParsedImport) -> Option<()> {
    let ParsedImport { items, report, .. } = import;
    words.behind.give_last(items, report);
    if key == "machine" || key == "default" {
        let mut draft = Draft::new(Kind::LOGIN, report);
        draft.saw();
        let name = if key == "machine" { words.value()? } else { key.to_owned() };
        draft.mapped_title(&name);
        items.push(draft.parsed);
        // What stands above a machine is said of it.
        words.above.give_last(items, report);
        return Some(());
    }
    words.above.give_last(items, report);
    let mut draft = Draft::of(items.pop()?, report);
    draft.saw();
    match key {
        "login" => draft.place("username", Text, "login", words.value()?),
        "password" => draft.place("password", Hidden, "password", words.value()?),
        "account" => draft.custom_field("account", Hidden, words.value()?),
        "macdef" => {
            let name = words.value()?;
            let block = words.block();
            draft.custom_field(&format!("macdef {name}"), Hidden, block);
        }
        _ => return None,
    }
    items.push(draft.parsed);
    Some(())
}
