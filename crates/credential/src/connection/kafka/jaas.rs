//! The login module in `sasl.jaas.config`: `class flag (name=value)*;` (Kafka documentation, "JAAS configuration for Kafka
//! clients"; the words and quotes of Java's `StreamTokenizer`).

use super::super::text::Buffer;
use super::super::{Connection, ConnectionError, MAX_OPTIONS};
use super::{secret, usual_module};
use strongroom_secret::SecretString;

/// Before the names of a login module's own options.
const PREFIX: &str = "jaas.";
const MODULE: &str = "jaas.module";
const FLAG: &str = "jaas.flag";

/// Whether an option is one of the login module.
pub(super) fn is_part(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// A login module.
pub(super) struct Login {
    module: String,
    flag: String,
    options: Vec<(String, SecretString)>,
}

impl Login {
    /// User and password go to their places, all else among the options.
    pub(super) fn fill(self, connection: &mut Connection) -> Result<(), ConnectionError> {
        if self.module != usual_module(connection) {
            connection.push_option(MODULE, self.module.into())?;
        }
        if self.flag != "required" {
            connection.push_option(FLAG, self.flag.into())?;
        }
        for (name, value) in self.options {
            match name.as_str() {
                // Exposed because a user's name is no secret.
                "username" => value.expose().clone_into(&mut connection.user),
                "password" => connection.password = value,
                _ => connection.push_option(&format!("{PREFIX}{name}"), value)?,
            }
        }
        Ok(())
    }
}

pub(super) fn parse(text: &str) -> Result<Login, ConnectionError> {
    let mut words = Words { rest: text };
    let mut next = || words.word();
    let plain = |word: Option<Word>| match word {
        Some(Word::Text(text)) => Ok(text),
        _ => Err(ConnectionError::NoValue),
    };
    // Exposed because the class and the flag are no secrets.
    let module = plain(next()?)?.expose().clone();
    let flag = plain(next()?)?.expose().to_ascii_lowercase();
    let mut options = Vec::new();
    loop {
        let name = match next()? {
            Some(Word::Text(name)) => name.expose().clone(),
            Some(Word::Mark(';')) => return Ok(Login { module, flag, options }),
            Some(Word::Mark(_)) => return Err(ConnectionError::NoValue),
            None => return Err(ConnectionError::Unclosed),
        };
        if !matches!(next()?, Some(Word::Mark('='))) {
            return Err(ConnectionError::NoValue);
        }
        options.push((name, plain(next()?)?));
        if options.len() > MAX_OPTIONS {
            return Err(ConnectionError::TooMany);
        }
    }
}

enum Word {
    Text(SecretString),
    /// `=` or `;`.
    Mark(char),
}

struct Words<'a> {
    rest: &'a str,
}

impl Words<'_> {
    fn word(&mut self) -> Result<Option<Word>, ConnectionError> {
        self.rest = self.rest.trim_start();
        let Some(first) = self.rest.chars().next() else { return Ok(None) };
        if matches!(first, '=' | ';') {
            self.rest = self.rest.get(1..).unwrap_or_default();
            return Ok(Some(Word::Mark(first)));
        }
        if matches!(first, '"' | '\'') {
            return self.quoted(first).map(|text| Some(Word::Text(text)));
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '=' | ';' | '"' | '\'');
        let (word, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        Ok(Some(Word::Text(word.into())))
    }

    /// Up to the closing mark, with the escapes of C: letters for control characters, up to three octal digits.
    fn quoted(&mut self, close: char) -> Result<SecretString, ConnectionError> {
        let mut text = secret();
        let mut characters = self.rest.chars();
        characters.next();
        loop {
            let character = match characters.next().ok_or(ConnectionError::Unclosed)? {
                c if c == close => break,
                '\n' | '\r' => return Err(ConnectionError::Unclosed),
                '\\' => escaped(&mut characters).ok_or(ConnectionError::Unclosed)?,
                c => c,
            };
            // Exposed to be filled.
            text.expose_mut().push(character);
        }
        self.rest = characters.as_str();
        Ok(text)
    }
}

fn escaped(characters: &mut std::str::Chars<'_>) -> Option<char> {
    let first = characters.next()?;
    if first.is_digit(8) {
        let most = if first <= '3' { 2 } else { 1 };
        let rest = characters.as_str();
        let more = rest.bytes().take(most).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        let code = rest
            .bytes()
            .take(more)
            .fold(first.to_digit(8)?, |code, digit| code * 8 + u32::from(digit - b'0'));
        *characters = rest.get(more..)?.chars();
        return char::from_u32(code);
    }
    Some(match first {
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        other => other,
    })
}

/// The login module; `None` where there is nothing to log in with.
pub(super) fn write(connection: &Connection) -> Option<Buffer> {
    let own: Vec<_> = connection.options.iter().filter(|option| is_part(&option.name)).collect();
    if connection.user.is_empty() && connection.password.is_empty() && own.is_empty() {
        return None;
    }
    let find = |name: &str| connection.option(name);
    let mut out = Buffer::new(find(MODULE).unwrap_or_else(|| usual_module(connection)).to_owned());
    out.push(' ');
    out.push_str(find(FLAG).unwrap_or("required"));
    push(&mut out, "username", &connection.user);
    // Exposed to be written.
    push(&mut out, "password", connection.password.expose());
    for option in own.iter().filter(|option| ![MODULE, FLAG].contains(&option.name.as_str())) {
        push_pair(&mut out, option.name.strip_prefix(PREFIX).unwrap_or_default(), option.value.expose());
    }
    out.push(';');
    Some(out)
}

fn push(out: &mut Buffer, name: &str, value: &str) {
    if !value.is_empty() {
        push_pair(out, name, value);
    }
}

fn push_pair(out: &mut Buffer, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for character in value.chars() {
        let letter = match character {
            '"' | '\\' => Some(character),
            '\n' => Some('n'),
            '\r' => Some('r'),
            _ => None,
        };
        if letter.is_some() {
            out.push('\\');
        }
        out.push(letter.unwrap_or(character));
    }
    out.push('"');
}
