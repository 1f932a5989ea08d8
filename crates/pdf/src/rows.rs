//! Text into rows that fit: broken between words, or anywhere; in linear time, whatever the text.

use crate::letters::{Reading, Style, byte, number};
use crate::metrics::width;

/// What is on one row.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// In Windows' code page 1252.
    pub(crate) bytes: Vec<u8>,
    /// How far from the row's start a space lies that is to be marked, in thousandths of the size.
    pub(crate) spaces: Vec<f32>,
    /// The next row goes on with the same line of the text, and its reader is to know that.
    pub(crate) goes_on: bool,
}

/// What is never broken.
#[derive(Clone, Copy)]
enum Cell {
    Letter(u8),
    Space { marked: bool },
    Number(char),
}

/// The rows of a text, at least one; `room` is in points.
pub(crate) fn rows(text: &str, style: Style, room: f32) -> Vec<Row> {
    let mut rows =
        Rows { style, room: room / style.size * 1000.0, done: Vec::new(), row: Vec::new(), wide: 0.0 };
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match (letter, next) {
            ('\n', _) => rows.end(false),
            // A line's end as Windows writes it; in a secret it is none before it was looked at.
            ('\r', Some('\n')) if style.reading != Reading::Secret => {}
            (' ', _) => rows.push(Cell::Space { marked: is_marked(before, next, style.reading) }),
            _ => rows.push(byte(letter, style.reading).map_or(Cell::Number(letter), Cell::Letter)),
        }
        before = Some(letter);
    }
    rows.end(false);
    rows.done
}

/// Whether a space would be missed: in a value, the one that does not stand alone between two words.
fn is_marked(before: Option<char>, next: Option<char>, reading: Reading) -> bool {
    let is_edge = |letter: Option<char>| letter.is_none_or(|letter| matches!(letter, ' ' | '\n' | '\r'));
    match reading {
        Reading::Prose => false,
        Reading::Text | Reading::Value => is_edge(before) || is_edge(next),
        Reading::Secret => true,
    }
}

struct Rows {
    style: Style,
    /// In thousandths of the size.
    room: f32,
    done: Vec<Row>,
    row: Vec<Cell>,
    wide: f32,
}

impl Rows {
    fn push(&mut self, cell: Cell) {
        let wide = self.width(cell);
        let hangs = matches!(cell, Cell::Space { marked: false });
        if self.wide + wide > self.room && !self.row.is_empty() && !hangs {
            self.wrap();
        }
        self.row.push(cell);
        self.wide += wide;
    }

    /// After the last space where there is one and that is wanted, else here.
    fn wrap(&mut self) {
        let is_space = |cell: &Cell| matches!(cell, Cell::Space { .. });
        let space = match self.style.reading {
            Reading::Secret => None,
            _ => self.row.iter().rposition(is_space),
        };
        let rest = space.map(|at| self.row.split_off(at + 1)).unwrap_or_default();
        let is_value = self.style.reading == Reading::Value;
        if let Some(Cell::Space { marked }) = self.row.last_mut() {
            *marked |= is_value;
        }
        self.end(space.is_none() || is_value);
        self.wide = rest.iter().map(|cell| self.width(*cell)).sum();
        self.row = rest;
    }

    fn end(&mut self, goes_on: bool) {
        let mut row = Row { goes_on, ..Row::default() };
        let mut at = 0.0;
        for cell in std::mem::take(&mut self.row) {
            match cell {
                Cell::Letter(byte) => row.bytes.push(byte),
                Cell::Number(letter) => row.bytes.extend(number(letter)),
                Cell::Space { marked } => {
                    row.bytes.push(b' ');
                    row.spaces.extend(marked.then_some(at));
                }
            }
            at += self.width(cell);
        }
        self.wide = 0.0;
        self.done.push(row);
    }

    fn width(&self, cell: Cell) -> f32 {
        let one = |byte| width(byte, self.style.face);
        match cell {
            Cell::Letter(byte) => one(byte),
            Cell::Space { .. } => one(b' '),
            Cell::Number(letter) => number(letter).into_iter().map(one).sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Face;

    fn broken(text: &str, reading: Reading, letters: u8) -> Vec<(String, usize, bool)> {
        let style = Style { face: Face::Fixed, size: 10.0, reading };
        let shown = |row: Row| {
            let text = row.bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
            (text.replace('\u{8b}', "<").replace('\u{9b}', ">"), row.spaces.len(), row.goes_on)
        };
        rows(text, style, f32::from(letters) * 6.0).into_iter().map(shown).collect()
    }

    #[test]
    fn text_is_broken_where_its_reader_expects_it_and_nothing_is_lost() {
        use Reading::{Prose, Secret, Text, Value};
        let row = |text: &str, marked, goes_on| (text.to_owned(), marked, goes_on);
        for (text, reading, expected) in [
            ("", Prose, vec![row("", 0, false)]),
            ("one two three", Prose, vec![row("one two ", 0, false), row("three", 0, false)]),
            ("one two three", Text, vec![row("one two ", 0, false), row("three", 0, false)]),
            ("one two three", Value, vec![row("one two ", 1, true), row("three", 0, false)]),
            ("one two three", Secret, vec![row("one two ", 2, true), row("three", 0, false)]),
            ("onetwothree", Value, vec![row("onetwoth", 0, true), row("ree", 0, false)]),
            (" a  b ", Value, vec![row(" a  b ", 4, false)]),
            ("a \r\nb", Value, vec![row("a ", 1, false), row("b", 0, false)]),
            ("a\r\n", Secret, vec![row("a", 0, true), row("<U+000D>", 0, false), row("", 0, false)]),
            ("x\u{142}", Value, vec![row("x", 0, true), row("<U+0142>", 0, false)]),
            ("‹", Value, vec![row("<U+2039>", 0, false)]),
            ("‹›", Prose, vec![row("<>", 0, false)]),
            ("’ß", Value, vec![row("\u{92}ß", 0, false)]),
            ("’", Secret, vec![row("<U+2019>", 0, false)]),
        ] {
            assert_eq!(broken(text, reading, 8), expected, "{text:?} {reading:?}");
        }
    }

    #[test]
    fn row_is_never_wider_than_its_room_but_for_a_space_at_its_end() {
        let text =
            "Wide words and iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii \u{6771}\u{4eac}".repeat(50);
        for face in [Face::Plain, Face::Bold, Face::Fixed] {
            for reading in [Reading::Prose, Reading::Value, Reading::Secret] {
                let style = Style { face, size: 9.0, reading };
                for row in rows(&text, style, 120.0) {
                    let bytes = row.bytes.strip_suffix(b" ").unwrap_or(&row.bytes);
                    let wide: f32 = bytes.iter().map(|byte| width(*byte, face)).sum();
                    assert!(wide * 9.0 / 1000.0 <= 120.01, "{wide} {face:?} {reading:?}");
                }
            }
        }
    }
}
