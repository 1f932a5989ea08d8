//! `Keyword=value;Keyword=value`, in the three ways in which values are quoted. Knows no keyword.

use super::text::{Buffer, folded};
use super::{Connection, ConnectionError, ConnectionOption, MAX_OPTIONS};
use strongroom_secret::SecretString;

/// How values that hold special characters are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Quotation marks, doubled inside; `==` for an equals sign in a keyword ("Connection string syntax" of ADO.NET and
    /// `DbConnectionStringBuilder`).
    Marks,
    /// Braces, the closing one doubled inside ([MS-ODBCSTR], section 2.1.1; "Building the connection URL" of the JDBC
    /// driver for SQL Server).
    Braces,
}

/// Keywords and values in order, as they are spelled.
#[derive(Debug, Default)]
pub(super) struct Pairs(Vec<(String, SecretString)>);

impl Pairs {
    /// Takes the list apart, in one pass.
    pub(super) fn parse(text: &str, quoting: Quoting) -> Result<Self, ConnectionError> {
        let mut pairs = Self::default();
        let mut rest = text.trim_start_matches(separates);
        while !rest.is_empty() {
            let (name, value) = keyword(rest, quoting)?;
            let (value, after) = read_value(value.trim_start(), quoting)?;
            if pairs.0.len() >= MAX_OPTIONS {
                return Err(ConnectionError::TooMany);
            }
            pairs.0.push((name, value));
            rest = after.trim_start_matches(separates);
        }
        Ok(pairs)
    }

    /// Leaves one of each keyword, whatever its case: the first (ODBC, `SQLDriverConnect`: "the driver uses the value
    /// associated with the first occurrence") or the last (ADO.NET).
    pub(super) fn without_repeats(mut self, keep_last: bool) -> Self {
        let mut seen: Vec<String> = Vec::new();
        if keep_last {
            self.0.reverse();
        }
        self.0.retain(|(name, _)| {
            let name = name.to_ascii_lowercase();
            let new = !seen.contains(&name);
            seen.push(name);
            new
        });
        if keep_last {
            self.0.reverse();
        }
        self
    }

    /// Takes out the value of the first keyword that is one of those, which are folded.
    pub(super) fn take(&mut self, names: &[&str]) -> Option<SecretString> {
        let place = self.0.iter().position(|(name, _)| names.contains(&folded(name).as_str()))?;
        Some(self.0.remove(place).1)
    }

    /// [`Pairs::take`] for a part that is no secret; empty where it is missing.
    pub(super) fn take_text(&mut self, names: &[&str]) -> String {
        // Exposed because a host, a name or a database is no secret.
        self.take(names).map(|value| value.expose().clone()).unwrap_or_default()
    }

    /// The value of the first keyword that is one of those, which are folded.
    pub(super) fn find(&self, names: &[&str]) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| names.contains(&folded(name).as_str()));
        // Exposed to tell products apart.
        found.map(|(_, value)| value.expose().as_str())
    }

    /// Keywords, folded, with their values.
    pub(super) fn folded(&self) -> impl Iterator<Item = (String, &SecretString)> {
        self.0.iter().map(|(name, value)| (folded(name), value))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// What is left becomes options.
    pub(super) fn into_options(self, connection: &mut Connection) -> Result<(), ConnectionError> {
        self.0.into_iter().try_for_each(|(name, value)| connection.push_option(&name, value))
    }
}

fn separates(c: char) -> bool {
    c == ';' || c.is_whitespace()
}

/// The keyword at the start, and what follows its `=`.
fn keyword(text: &str, quoting: Quoting) -> Result<(String, &str), ConnectionError> {
    let mut name = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('=').ok_or(ConnectionError::NoValue)?;
        if part.contains(';') {
            return Err(ConnectionError::NoValue);
        }
        name.push_str(part);
        match after.strip_prefix('=') {
            Some(after) if quoting == Quoting::Marks => {
                name.push('=');
                rest = after;
            }
            _ => {
                let name = name.trim();
                let plain = !name.is_empty() && !name.chars().any(char::is_control);
                return if plain { Ok((name.to_owned(), after)) } else { Err(ConnectionError::NoValue) };
            }
        }
    }
}

/// The value at the start, and what follows it.
fn read_value(text: &str, quoting: Quoting) -> Result<(SecretString, &str), ConnectionError> {
    let close = match (quoting, text.chars().next()) {
        (Quoting::Marks, Some(mark @ ('"' | '\''))) => mark,
        (Quoting::Braces, Some('{')) => '}',
        _ => {
            let (value, rest) = text.split_at(text.find(';').unwrap_or(text.len()));
            return Ok((value.trim().into(), rest));
        }
    };
    let (value, rest) = quoted(text.get(1..).unwrap_or_default(), close).ok_or(ConnectionError::Unclosed)?;
    let rest = rest.trim_start();
    if rest.is_empty() || rest.starts_with(';') {
        Ok((value, rest))
    } else {
        Err(ConnectionError::AfterQuote)
    }
}

/// What stands before the closing mark, doubled ones halved, and what follows it.
fn quoted(text: &str, close: char) -> Option<(SecretString, &str)> {
    let mut value = SecretString::default();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once(close)?;
        // Exposed to be filled.
        value.expose_mut().push_str(part);
        match after.strip_prefix(close) {
            Some(after) => {
                value.expose_mut().push(close);
                rest = after;
            }
            None => return Some((value, after)),
        }
    }
}

/// Appends `Keyword=value;`.
pub(super) fn push_pair(out: &mut Buffer, name: &str, value: &str, quoting: Quoting) {
    match quoting {
        Quoting::Marks => out.push_str(&name.replace('=', "==")),
        Quoting::Braces => out.push_str(name),
    }
    out.push('=');
    match quoting {
        Quoting::Marks if needs_marks(value) => {
            let mark = if value.contains('"') && !value.contains('\'') { '\'' } else { '"' };
            push_quoted(out, value, (mark, mark));
        }
        Quoting::Braces if needs_braces(value) => push_quoted(out, value, ('{', '}')),
        _ => out.push_str(value),
    }
    out.push(';');
}

/// Appends `Keyword=value;` for what is given; nothing for the empty text.
pub(super) fn push_given(out: &mut Buffer, name: &str, value: &str, quoting: Quoting) {
    if !value.is_empty() {
        push_pair(out, name, value, quoting);
    }
}

/// Appends the options.
pub(super) fn push_options(out: &mut Buffer, options: &[ConnectionOption], quoting: Quoting) {
    for option in options {
        // Exposed to be written.
        push_pair(out, &option.name, option.value.expose(), quoting);
    }
}

fn push_quoted(out: &mut Buffer, value: &str, (open, close): (char, char)) {
    out.push(open);
    for character in value.chars() {
        out.push(character);
        if character == close {
            out.push(close);
        }
    }
    out.push(close);
}

/// What `DbConnectionStringBuilder` quotes, and what some readers take for ODBC's way of quoting.
fn needs_marks(value: &str) -> bool {
    value.starts_with('{')
        || value.chars().any(|c| matches!(c, '"' | '\'' | '=' | ';') || c.is_whitespace() || c.is_control())
}

/// What the description of `SQLDriverConnect` says to be enclosed, save what addresses are made of.
fn needs_braces(value: &str) -> bool {
    value.contains(['[', ']', '{', '}', '(', ')', ';', '?', '*', '=', '!', '@'])
        || value.starts_with(char::is_whitespace)
        || value.ends_with(char::is_whitespace)
        || value.chars().any(char::is_control)
}
