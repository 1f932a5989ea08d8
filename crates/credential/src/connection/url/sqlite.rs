//! SQLite's files as URLs: `sqlite:///path` as SQLAlchemy and Django have it (three slashes before a relative path, four
//! before an absolute one), `sqlite:path` and `sqlite://path` as others do, and SQLite's own `file:` (sqlite.org/uri.html).

use super::super::parsed::Draft;
use super::super::text::{Buffer, after, starts_with, unescape};
use super::super::{Connection, ConnectionError, Form, System};
use super::common::{push_query, push_user};
use super::split::query;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What would end a path or start an escape; spaces and all else stay readable.
const IN_FILE: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');
/// Ends of the names of SQLite's files.
const ENDS: [&str; 8] = [".db", ".db3", ".sqlite", ".sqlite3", ".sqlitedb", ".s3db", ".sl3", ".gpkg"];
/// Parameters that only SQLite's own URIs have (sqlite.org/uri.html, section 3.3, and SQLCipher's).
const PARAMETERS: [&str; 8] =
    ["mode", "cache", "vfs", "immutable", "nolock", "psow", "modeof", "connection_limit"];

/// Whether the name of a file is one of SQLite's.
pub(in super::super) fn is_file_name(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    lower == ":memory:" || ENDS.iter().any(|end| lower.ends_with(end))
}

pub(super) fn read(text: &str, scheme: &str) -> Result<Draft, ConnectionError> {
    if text.chars().any(char::is_control) {
        return Err(ConnectionError::Space);
    }
    let rest = text.get(scheme.len() + 1..).unwrap_or_default();
    // A word and a colon begin many a sentence.
    if rest.starts_with(char::is_whitespace) {
        return Err(ConnectionError::NotAConnection);
    }
    let (rest, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    let mut connection = Connection::new(System::Sqlite);
    let own = scheme.eq_ignore_ascii_case("file");
    let path = if own { file_path(rest) } else { url_path(rest, scheme, &mut connection)? };
    connection.database = unescape(path)?;
    for (name, value) in query(parameters, false)? {
        connection.push_option(&name, value)?;
    }
    let known = |name: &str| PARAMETERS.contains(&name);
    if own
        && !is_file_name(&connection.database)
        && !connection.options.iter().any(|option| known(&option.name))
    {
        return Err(ConnectionError::NotAConnection);
    }
    Ok(Draft::new(connection, if own { Form::FileUri } else { Form::Url }, scheme))
}

/// An authority is empty or `localhost` and left out of the path.
fn file_path(rest: &str) -> &str {
    let path = rest.strip_prefix("//").and_then(|rest| rest.strip_prefix('/').map(|_| rest));
    path.or_else(|| after(rest, "//localhost")).unwrap_or_else(|| rest.strip_prefix("//").unwrap_or(rest))
}

/// The path, with the passphrase of SQLCipher's dialect taken out: `sqlite+pysqlcipher://:passphrase@/path`.
fn url_path<'a>(
    rest: &'a str,
    scheme: &str,
    connection: &mut Connection,
) -> Result<&'a str, ConnectionError> {
    let Some(rest) = rest.strip_prefix("//") else { return Ok(rest) };
    let head = rest.split('/').next().unwrap_or_default();
    let rest = match head.rfind('@').filter(|_| scheme.to_ascii_lowercase().contains("cipher")) {
        Some(at) => {
            let credentials = head.get(..at).unwrap_or_default();
            let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
            (connection.user, connection.password) = (unescape(user)?, unescape(password)?.into());
            rest.get(at + 1..).unwrap_or_default()
        }
        None => rest,
    };
    Ok(rest.strip_prefix('/').unwrap_or(rest))
}

pub(super) fn write(connection: &Connection, form: Form, scheme: &str) -> Buffer {
    let mut out = Buffer::default();
    if form == Form::FileUri {
        out.push_str("file:");
        // Two slashes at the start would be an authority.
        out.push_str(if starts_with(&connection.database, "//") { "//" } else { "" });
    } else {
        let cipher = if connection.password.is_empty() { "sqlite" } else { "sqlite+pysqlcipher" };
        out.push_str(if scheme.is_empty() { cipher } else { scheme });
        out.push_str("://");
        push_user(&mut out, connection);
        out.push('/');
    }
    out.extend(utf8_percent_encode(&connection.database, IN_FILE));
    push_query(&mut out, '?', &connection.options);
    out
}
