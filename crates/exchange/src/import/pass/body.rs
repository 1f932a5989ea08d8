//! The YAML below `---` in an entry: a mapping whose values become fields. What is nested stays as the text that it is, and
//! what is no such mapping stays a note.

use crate::import::yaml;
use serde_json::Value;
use std::borrow::Cow;

/// Beginnings of values that are not what they look like: texts in quotation marks or over lines.
const QUOTED: [char; 4] = ['"', '\'', '|', '>'];
/// Beginnings of values in which YAML's own signs mean something: nothing is taken out of these.
const SIGNS: [char; 6] = ['&', '*', '!', '%', '@', '`'];

/// What a body says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Body<'t> {
    /// Keys with their values, in the order of the text.
    pub(super) pairs: Vec<(String, Cow<'t, str>)>,
    /// Lines that say something else, such as comments.
    pub(super) words: Vec<&'t str>,
}

/// A key's lines, as they stand.
struct Block<'t> {
    lines: Vec<&'t str>,
}

/// Takes the lines apart; none where they are no mapping of texts that can be taken apart without a loss.
pub(super) fn body_of<'t>(lines: &[&'t str]) -> Option<Body<'t>> {
    let text = zeroize::Zeroizing::new(lines.join("\n"));
    let Ok(Value::Object(mut values)) = yaml::value_of(&text) else { return None };
    let (mut body, mut blocks) = (Body::default(), Vec::<Block<'t>>::new());
    for line in lines {
        let inside = line.starts_with([' ', '\t', '-']) || line.is_empty();
        match blocks.last_mut() {
            Some(block) if inside => block.lines.push(line),
            _ if line.starts_with('#') => body.words.push(line),
            _ if line.is_empty() => {}
            _ => blocks.push(Block { lines: vec![line] }),
        }
    }
    for block in blocks {
        let (key, raw) = block.lines.first()?.split_once(':')?;
        let value = values.remove(key)?;
        block.place(key, raw, value, &mut body)?;
    }
    // A key that no line begins with is written in a way that is not understood here.
    values.is_empty().then_some(body)
}

impl<'t> Block<'t> {
    fn place(mut self, key: &str, raw: &'t str, value: Value, body: &mut Body<'t>) -> Option<()> {
        while self.lines.last().is_some_and(|line| line.is_empty()) && self.lines.len() > 1 {
            self.lines.pop();
        }
        let (raw, below) = (raw.trim(), self.lines.get(1..).unwrap_or_default());
        if raw.starts_with(SIGNS) {
            return None;
        }
        let value = match value {
            Value::Null if raw.is_empty() => {
                body.words.extend(self.lines);
                return Some(());
            }
            Value::Array(_) | Value::Object(_) => nested(raw, below),
            Value::String(text) if raw.starts_with(QUOTED) => {
                Cow::Owned(text.trim_end_matches('\n').to_owned())
            }
            // Whatever it means in YAML, it is the text of somebody's field.
            _ if below.is_empty() => Cow::Borrowed(plain(raw)),
            Value::String(text) => Cow::Owned(text),
            _ => return None,
        };
        // A comment beside a value stays where it can be read.
        let said = |line: &str| line.contains(" #") && !value.contains('#');
        if self.lines.iter().any(|line| said(line)) {
            body.words.extend(self.lines.iter().copied());
        }
        body.pairs.push((key.trim().to_owned(), value));
        Some(())
    }
}

/// A plain value without the comment behind it.
fn plain(raw: &str) -> &str {
    raw.split_once(" #").map_or(raw, |(value, _)| value.trim_end())
}

/// The lines of a list or mapping, moved to the left as far as all of them go.
fn nested<'t>(raw: &'t str, below: &[&'t str]) -> Cow<'t, str> {
    let indented = below.iter().filter(|line| !line.trim().is_empty());
    let indent = indented.map(|line| line.len().saturating_sub(line.trim_start_matches(' ').len())).min();
    let lines = below.iter().map(|line| line.get(indent.unwrap_or(0)..).unwrap_or_default());
    let first = (!raw.is_empty()).then_some(raw);
    Cow::Owned(first.into_iter().chain(lines).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Vec<(String, String)>, String)> {
        let body = body_of(&text.lines().collect::<Vec<_>>())?;
        let pairs = body.pairs.into_iter().map(|(key, value)| (key, value.into_owned()));
        Some((pairs.collect(), body.words.join("\n")))
    }

    #[test]
    fn values_become_pairs_and_what_is_nested_stays_text() {
        for (text, pairs, words) in [
            ("user: anna\nport: 0123", vec![("user", "anna"), ("port", "0123")], ""),
            ("a: 'it''s'\nb: \"x\\ty\"", vec![("a", "it's"), ("b", "x\ty")], ""),
            ("url: https://a.example/#top", vec![("url", "https://a.example/#top")], ""),
            ("on: true\noff: ~", vec![("on", "true"), ("off", "~")], ""),
            ("list:\n  - a\n  - b: c\nx: y", vec![("list", "- a\n- b: c"), ("x", "y")], ""),
            ("list:\n- a\n- b", vec![("list", "- a\n- b")], ""),
            ("map: {a: b}", vec![("map", "{a: b}")], ""),
            ("note: |\n  two\n  lines\n\nx: y", vec![("note", "two\nlines"), ("x", "y")], ""),
            ("long: one\n  two", vec![("long", "one two")], ""),
            ("# who\nuser: anna", vec![("user", "anna")], "# who"),
            ("user: anna # not Anne", vec![("user", "anna")], "user: anna # not Anne"),
            ("empty:\nuser: anna", vec![("user", "anna")], "empty:"),
        ] {
            let pairs: Vec<_> =
                pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
            assert_eq!(read(text), Some((pairs, words.to_owned())), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_mapping_or_has_signs_is_not_taken_apart() {
        for text in [
            "",
            "- a\n- b",
            "only words",
            "a: 1\na: 2",
            "a: &x b",
            "a: !!str b",
            "a: *x",
            "'quoted key': b",
            "{a: b}",
            "a: [",
            "? a\n: b",
            "a: 1\n---\nb: 2",
            "a: 1\n...\nmore",
            "a: b: c",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
