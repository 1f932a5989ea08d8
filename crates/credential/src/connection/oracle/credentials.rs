//! `user/password@`, each in double quotes where it holds a character that would end it (SQL*Plus, "CONNECT").

use super::super::Connection;
use super::super::text::Buffer;
use super::is_marked;
use strongroom_secret::SecretString;

/// What stands before the address.
pub(super) struct Credentials<'a> {
    user: &'a str,
    password: &'a str,
}

impl<'a> Credentials<'a> {
    /// Splits at the `@` before the address; `None` where there is none.
    pub(super) fn split(text: &'a str) -> Option<(Self, &'a str)> {
        let (user, rest) = match text.strip_prefix('"') {
            Some(rest) => rest.split_once('"')?,
            None => text.split_at(text.find(['/', '@'])?),
        };
        if user.contains(['(', '=', ':', '\n']) && !text.starts_with('"') {
            return None;
        }
        let (password, address) = match rest.strip_prefix('/') {
            Some(rest) => split_password(rest)?,
            None => ("", rest.strip_prefix('@')?),
        };
        Some((Self { user, password }, address))
    }

    pub(super) fn has_password(&self) -> bool {
        !self.password.is_empty()
    }

    pub(super) fn fill(&self, connection: &mut Connection) {
        self.user.clone_into(&mut connection.user);
        connection.password = SecretString::from(self.password);
    }
}

/// A password without quotes may hold an `@`: the one before the address is that which something follows that only an
/// address begins with, or else the last.
fn split_password(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix('"') {
        let (password, rest) = rest.split_once('"')?;
        return Some((password, rest.strip_prefix('@')?));
    }
    let begins = |place: &usize| {
        let address = text.get(place + 1..).unwrap_or_default();
        address.starts_with('(') || is_marked(address)
    };
    let at = text.match_indices('@').map(|(place, _)| place).find(begins).or_else(|| text.rfind('@'))?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// User and password with the `@` behind them; a lone `@` where there are none.
pub(super) fn write(connection: &Connection) -> Buffer {
    let mut out = Buffer::default();
    push(&mut out, &connection.user);
    if !connection.password.is_empty() {
        out.push('/');
        // Exposed to be written.
        push(&mut out, connection.password.expose());
    }
    out.push('@');
    out
}

fn push(out: &mut Buffer, text: &str) {
    let quote = if text.contains(['/', '@', '(', '=', ':']) || text.contains(char::is_whitespace) {
        "\""
    } else {
        ""
    };
    out.push_str(quote);
    out.push_str(text);
    out.push_str(quote);
}
