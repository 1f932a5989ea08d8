//! Lines of `name=value`, as `java.util.Properties.load` reads them, or without escapes, as librdkafka's clients do.

use super::super::text::Buffer;
use super::super::{ConnectionError, MAX_OPTIONS};
use super::secret;
use std::fmt::Write;
use strongroom_secret::SecretString;

/// What a backslash means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// It stands for itself.
    None,
    /// Java's: a line goes on after one at its end; `\t`, `\n`, `\r`, `\f`, `\uXXXX`; before others it is dropped.
    Java,
}

/// Names and values in order; of a name that is repeated the last.
pub(super) fn parse(text: &str, escapes: Escapes) -> Result<Vec<(String, SecretString)>, ConnectionError> {
    let mut found: Vec<(String, SecretString)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let line = rest.trim_start();
        if line.starts_with(['#', '!']) {
            rest = line.find('\n').and_then(|end| line.get(end..)).unwrap_or_default();
            continue;
        }
        let (name, value, after) = read_line(line, escapes);
        rest = after;
        if name.is_empty() {
            continue;
        }
        found.retain(|(known, _)| *known != name);
        found.push((name, value));
        if found.len() > MAX_OPTIONS {
            return Err(ConnectionError::TooMany);
        }
    }
    Ok(found)
}

/// One logical line, and what follows it.
fn read_line(line: &str, escapes: Escapes) -> (String, SecretString, &str) {
    let (name, rest) = read_part(line, escapes, |c| matches!(c, '=' | ':') || is_space(c));
    let rest = rest.trim_start_matches(is_space);
    let rest = rest.strip_prefix(['=', ':']).unwrap_or(rest).trim_start_matches(is_space);
    let (mut value, rest) = read_part(rest, escapes, |_| false);
    if escapes == Escapes::None {
        // Exposed to be trimmed.
        value = SecretString::from(value.expose().trim_end());
    }
    // Exposed because a name is no secret.
    (name.expose().clone(), value, rest)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\x0c')
}

/// Up to the end of the line or the first character outside escapes that ends the part.
fn read_part(text: &str, escapes: Escapes, ends: impl Fn(char) -> bool) -> (SecretString, &str) {
    let mut part = secret();
    let mut characters = text.chars();
    loop {
        let before = characters.as_str();
        match characters.next() {
            None => return (part, ""),
            Some('\r' | '\n') => return (part, before),
            Some('\\') if escapes == Escapes::Java => read_escape(&mut part, &mut characters),
            Some(c) if ends(c) => return (part, before),
            // Exposed to be filled.
            Some(c) => part.expose_mut().push(c),
        }
    }
}

fn read_escape(part: &mut SecretString, characters: &mut std::str::Chars<'_>) {
    let Some(character) = characters.next() else { return };
    let character = match character {
        '\r' | '\n' => {
            let rest = characters.as_str();
            let rest = if character == '\r' { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
            *characters = rest.trim_start_matches(is_space).chars();
            return;
        }
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'f' => '\x0c',
        'u' => {
            let code = characters.as_str().get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            match code.and_then(char::from_u32) {
                Some(found) => {
                    *characters = characters.as_str().get(4..).unwrap_or_default().chars();
                    found
                }
                None => 'u',
            }
        }
        other => other,
    };
    // Exposed to be filled.
    part.expose_mut().push(character);
}

/// Appends a line.
pub(super) fn push_line(out: &mut Buffer, name: &str, value: &str, escapes: Escapes) {
    push_part(out, name, escapes, true);
    out.push('=');
    push_part(out, value, escapes, false);
    out.push('\n');
}

fn push_part(out: &mut Buffer, text: &str, escapes: Escapes, is_name: bool) {
    if escapes == Escapes::None {
        out.push_str(text);
        return;
    }
    for (place, character) in text.char_indices() {
        let is_last = place + character.len_utf8() == text.len();
        let letter = match character {
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\x0c' => 'f',
            ' ' if is_name || (place == 0 && !is_last) => ' ',
            '=' | ':' | '#' | '!' if is_name => character,
            // White space at the end of the last line does not survive being pasted.
            space if is_last && space.is_whitespace() => {
                let _ = write!(out, "\\u{:04x}", u32::from(space));
                continue;
            }
            other => {
                out.push(other);
                continue;
            }
        };
        out.push('\\');
        out.push(letter);
    }
}
