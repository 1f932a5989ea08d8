//! What people paste: a connection with quotes, a variable's name, `export`, a semicolon or white space around it. Finds out
//! which form it is by what only that form begins with.

use super::text::{Buffer, after, starts_with};
use super::{ConnectionError, MAX_TEXT, Parsed, ado, jdbc, kafka, libpq, odbc, oracle, pgpass, url};

/// Longest name of a variable, in bytes.
const MAX_NAME: usize = 128;

pub(super) fn read(text: &str) -> Result<Parsed, ConnectionError> {
    if text.len() > MAX_TEXT {
        return Err(ConnectionError::TooLong);
    }
    let text = bare(text);
    let value = assigned(text);
    match &value {
        // A URL behind a name cannot be part of a list of keywords.
        Some(value) if is_url(value) => dispatch(value),
        _ => dispatch(text).or_else(|error| match &value {
            Some(value) => dispatch(value).map_err(|_| error),
            None => Err(error),
        }),
    }
}

fn dispatch(text: &str) -> Result<Parsed, ConnectionError> {
    let draft = if starts_with(text, "jdbc:") {
        // MariaDB's driver has no escape for a semicolon at the end of a password.
        let keeps = starts_with(text, "jdbc:mariadb:");
        jdbc::read(if keeps { text } else { text.trim_end_matches(';') })?
    } else if let Some((scheme, system)) = url::scheme(text) {
        url::read(text.trim_end_matches(';'), scheme, system)?
    } else if kafka::is_likely(text) {
        kafka::read(text)?
    } else if oracle::is_likely(text) {
        oracle::read(text)?
    } else if libpq::is_likely(text) {
        return keywords(text);
    } else if odbc::is_likely(text) {
        odbc::read(text)?
    } else if pgpass::is_likely(text) {
        pgpass::read(text)?
    } else if text.contains('=') {
        ado::read(text)?
    } else {
        return Err(ConnectionError::NotAConnection);
    };
    Ok(draft.into_parsed())
}

/// libpq's list, or one of ADO.NET that begins with the same word.
fn keywords(text: &str) -> Result<Parsed, ConnectionError> {
    let draft = match libpq::read(text) {
        Ok(draft) => draft,
        Err(error) if text.contains(';') => return Ok(ado::read(text).map_err(|_| error)?.into_parsed()),
        Err(error) => return Err(error),
    };
    let parsed = draft.into_parsed();
    let connection = &parsed.connection;
    let named = ["hostaddr", "service"].iter().any(|name| connection.option(name).is_some());
    let place = !connection.hosts.is_empty() || !connection.database.is_empty() || named;
    // One keyword alone is a line of any configuration file.
    let parts = usize::from(!connection.hosts.is_empty())
        + usize::from(!connection.database.is_empty())
        + usize::from(!connection.user.is_empty())
        + usize::from(!connection.password.is_empty())
        + connection.options.len();
    parsed.require(place && parts > 1)
}

/// Without white space, quotation marks and what follows them around it.
fn bare(text: &str) -> &str {
    let mut text = text.trim_start_matches('\u{feff}').trim();
    for _ in 0..3 {
        let inner = text.trim_end_matches([';', ',']).trim_end();
        match unquoted(inner) {
            Some(inner) => text = inner.trim(),
            None => break,
        }
    }
    text
}

fn unquoted(text: &str) -> Option<&str> {
    let (open, close) = [('"', '"'), ('\'', '\''), ('`', '`'), ('<', '>')]
        .into_iter()
        .find(|(open, close)| text.starts_with(*open) && text.ends_with(*close))?;
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    // A line of JSON begins and ends with quotation marks too, and so may `"user"/"password"`.
    (!inner.contains(open)).then_some(inner)
}

/// The value of `NAME=value`, `export NAME=value`, `name: value` or `"name": "value"`.
fn assigned(text: &str) -> Option<Buffer> {
    let words = ["export ", "set ", "setx ", "ENV ", "- ", "$env:", "-D", "const ", "let ", "var "];
    let text = words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim_start();
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''));
    let rest = match quote {
        Some(quote) => text.get(1..)?.split_once(quote).filter(|(name, _)| name.len() <= MAX_NAME)?.1,
        None => {
            let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']');
            let end = text.find(|c| !in_name(c)).filter(|end| (1..=MAX_NAME).contains(end))?;
            text.get(end..)?
        }
    };
    let rest = rest.trim_start();
    let value = after(rest, "=>")
        .or(after(rest, "="))
        .or(after(rest, ":").filter(|rest| rest.starts_with([' ', '"'])))?;
    let value = if quote == Some('"') { json(value) } else { Buffer::new(bare(value).to_owned()) };
    (!value.is_empty()).then_some(value)
}

/// A string of JSON, without its marks and escapes (RFC 8259, section 7): those that occur in connections.
fn json(text: &str) -> Buffer {
    let text = text.trim().trim_end_matches(',').trim_end();
    let Some(text) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
        return Buffer::new(bare(text).to_owned());
    };
    let mut value = Buffer::default();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => value.extend(characters.next()),
            character => value.push(character),
        }
    }
    value
}

fn is_url(text: &str) -> bool {
    starts_with(text, "jdbc:") || url::scheme(text).is_some()
}
