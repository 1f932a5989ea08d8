//! libpq's `keyword=value` strings (PostgreSQL manual, 34.1.1.1): pairs parted by white space, spaces around `=` allowed,
//! values in single quotes where they are empty or hold spaces, a backslash before `'` and `\`. The last of a keyword
//! that is repeated counts.

use super::endpoint::{as_two_lists, two_lists};
use super::parsed::Draft;
use super::text::Buffer;
use super::{Connection, ConnectionError, Form, MAX_OPTIONS, System};
use strongroom_secret::SecretString;

/// The keywords of libpq (34.1.2), which refuses all others.
const KEYWORDS: &str = " host hostaddr port dbname user password passfile require_auth channel_binding connect_timeout \
     client_encoding options application_name fallback_application_name keepalives keepalives_idle \
     keepalives_interval keepalives_count tcp_user_timeout replication gssencmode sslmode requiressl sslnegotiation \
     sslcompression sslcert sslkey sslkeylogfile sslpassword sslcertmode sslrootcert sslcrl sslcrldir sslsni \
     requirepeer ssl_min_protocol_version ssl_max_protocol_version min_protocol_version max_protocol_version krbsrvname \
     gsslib gssdelegation scram_client_key scram_server_key service servicefile target_session_attrs \
     load_balance_hosts oauth_issuer oauth_client_id oauth_client_secret oauth_scope ";

pub(super) fn is_keyword(name: &str) -> bool {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    plain && !name.is_empty() && KEYWORDS.contains(&format!(" {name} "))
}

/// Whether the text begins as such a string does.
pub(super) fn is_likely(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(64)).unwrap_or(text);
    start.split_once('=').is_some_and(|(name, _)| is_keyword(name.trim()))
}

pub(super) fn read(text: &str) -> Result<Draft, ConnectionError> {
    let mut connection = Connection::new(System::PostgreSql);
    let (mut hosts, mut ports) = (String::new(), String::new());
    let pairs = last_of_each(pairs(text)?);
    for (name, value) in pairs {
        // Exposed because hosts, ports and names are no secrets.
        match name {
            "host" => hosts = value.expose().clone(),
            "port" => ports = value.expose().clone(),
            "user" => connection.user = value.expose().clone(),
            "dbname" => connection.database = value.expose().clone(),
            "password" => connection.password = value,
            _ => connection.push_option(name, value)?,
        }
    }
    if !hosts.is_empty() {
        connection.hosts = two_lists(&hosts, &ports)?;
    } else if !ports.is_empty() {
        connection.push_option("port", ports.into())?;
    }
    Ok(Draft::new(connection, Form::KeyValue, ""))
}

fn last_of_each(pairs: Vec<(&str, SecretString)>) -> Vec<(&str, SecretString)> {
    let mut last: Vec<(&str, SecretString)> = Vec::new();
    for (name, value) in pairs {
        last.retain(|(known, _)| *known != name);
        last.push((name, value));
    }
    last
}

fn pairs(text: &str) -> Result<Vec<(&str, SecretString)>, ConnectionError> {
    let mut pairs = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or(ConnectionError::NoValue)?;
        let name = name.trim_end_matches(is_space);
        if !is_keyword(name) {
            return Err(ConnectionError::NoValue);
        }
        let (value, after) = read_value(after.trim_start_matches(is_space))?;
        pairs.push((name, value));
        if pairs.len() > MAX_OPTIONS {
            return Err(ConnectionError::TooMany);
        }
        rest = after.trim_start_matches(is_space);
    }
    Ok(pairs)
}

/// White space as C has it.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\x0b'
}

fn read_value(text: &str) -> Result<(SecretString, &str), ConnectionError> {
    let quoted = text.strip_prefix('\'');
    let mut characters = quoted.unwrap_or(text).chars();
    let mut value = SecretString::default();
    loop {
        let before = characters.as_str();
        match characters.next() {
            Some('\'') if quoted.is_some() => return Ok((value, characters.as_str())),
            None if quoted.is_some() => return Err(ConnectionError::Unclosed),
            None => return Ok((value, "")),
            Some(c) if quoted.is_none() && is_space(c) => return Ok((value, before)),
            // Exposed to be filled. A backslash at the very end stands for nothing.
            Some('\\') => value.expose_mut().extend(characters.next()),
            Some(c) => value.expose_mut().push(c),
        }
    }
}

pub(super) fn write(connection: &Connection) -> Buffer {
    let mut out = Buffer::default();
    let (hosts, ports) = as_two_lists(&connection.hosts);
    push(&mut out, "host", &hosts);
    push(&mut out, "port", &ports);
    push(&mut out, "dbname", &connection.database);
    push(&mut out, "user", &connection.user);
    // Exposed to be written.
    push(&mut out, "password", connection.password.expose());
    for option in &connection.options {
        push_pair(&mut out, &option.name, option.value.expose());
    }
    out
}

fn push(out: &mut Buffer, name: &str, value: &str) {
    if !value.is_empty() {
        push_pair(out, name, value);
    }
}

fn push_pair(out: &mut Buffer, name: &str, value: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(name);
    out.push('=');
    let quote = value.is_empty() || value.contains(|c: char| c.is_whitespace() || matches!(c, '\'' | '\\'));
    out.push_str(if quote { "'" } else { "" });
    for character in value.chars() {
        if matches!(character, '\'' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push_str(if quote { "'" } else { "" });
}
