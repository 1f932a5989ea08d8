//! The sheet as PDF: the same words, and the same of each item, on pages of A4.

use super::words::Words;
use super::{GROUPS, Line, What, lines, title};
use crate::ParsedItem;
use crate::export::{Content, ExportError, Setting};
use std::io::Write;
use strongroom_credential::Moment;
use strongroom_pdf::{Document, Face, Reading, Style, is_shown};

const TITLE: Style = Style::prose(Face::Bold, 20.0);
const HEADING: Style = Style::prose(Face::Bold, 12.5);
const TEXT: Style = Style::prose(Face::Plain, 10.0);
const SMALL: Style = Style::prose(Face::Plain, 8.5);
const ITEM: Style = Style { face: Face::Bold, size: 10.5, reading: Reading::Text };

pub(in crate::export) fn write(
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let words = Words::of(setting.language);
    let mut pages = Document::new(words.title, words.code);
    head(setting, words, &mut pages);
    for parsed in content.items {
        pages.together(|pages| item(parsed, content, words, pages));
    }
    to.write_all(&pages.finish())?;
    Ok(())
}

fn head(setting: &Setting<'_>, words: &Words, pages: &mut Document) {
    pages.text(words.title, TITLE);
    pages.text(&format!("{}: {}", words.made, Moment(setting.now_ms).day()), TEXT);
    pages.room(8.0);
    pages.framed(words.warning, TEXT);
    section(words.where_it_is, pages, |pages| {
        pages.pair(words.vault, setting.vault, Reading::Value);
        pages.room(6.0);
        pages.text(words.copies, TEXT);
        pages.blanks(1);
    });
    section(words.recovery, pages, |pages| {
        pages.text(words.recovery_how, TEXT);
        for _ in 0..GROUPS / 4 {
            pages.blanks(4);
        }
        pages.room(8.0);
        pages.text(words.recovery_where, TEXT);
        pages.blanks(1);
    });
    section(words.how, pages, |pages| {
        for (number, step) in (1..).zip(words.steps) {
            pages.text(&format!("{number}.  {step}"), TEXT);
        }
    });
    section(words.people, pages, |pages| {
        pages.blanks(1);
        pages.blanks(1);
    });
    pages.room(10.0);
    pages.text(words.numbers, SMALL);
    pages.text(words.marks, SMALL);
    pages.room(8.0);
}

fn section(title: &str, pages: &mut Document, fill: impl FnOnce(&mut Document)) {
    pages.together(|pages| {
        pages.room(16.0);
        pages.text(title, HEADING);
        pages.rule();
        fill(pages);
    });
}

fn item(parsed: &ParsedItem, content: Content<'_>, words: &Words, pages: &mut Document) {
    pages.room(12.0);
    pages.text(title(parsed, words), ITEM);
    pages.rule();
    for line in lines(parsed, content, words) {
        pages.pair(line.label, &line.value, reading(&line));
    }
}

fn reading(line: &Line<'_>) -> Reading {
    match line.what {
        What::Secret => Reading::Secret,
        What::Value => Reading::Value,
        What::Words => Reading::Text,
    }
}

/// Whether a letter of a value stands on the page for what it is.
pub(in crate::export) fn is_seen(letter: char, is_secret: bool) -> bool {
    is_shown(letter, if is_secret { Reading::Secret } else { Reading::Value })
}
