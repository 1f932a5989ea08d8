//! URLs of Connector/J ("Connection URL syntax") and MariaDB Connector/J ("Connection strings"):
//! `[mode:]//[user:password@]hosts[/database][?key=value&…]`, where a host is `host:port`, `address=(host=…)(port=…)` or
//! `(host=…,port=…)`, and several may stand in brackets. MySQL's driver decodes escapes and leaves `+` alone; MariaDB's
//! takes every character as it is ("JDBC URL & special character support"), so that an `&` cannot be said.

use super::super::endpoint::{Endpoint, port_or_none};
use super::super::parsed::Draft;
use super::super::text::{Buffer, push_escaped, unescape};
use super::super::url::{push_query, query};
use super::super::{Connection, ConnectionError, ConnectionOption, MAX_HOSTS, System};
use super::{draft, with_credentials};
use strongroom_secret::SecretString;

/// The option under which the mode of several hosts is kept: `loadbalance`, `replication`, `sequential`, ….
const MODE: &str = "haMode";

pub(super) fn read(system: System, text: &str, rest: &str) -> Result<Draft, ConnectionError> {
    let (mode, place) = rest.split_once("//").ok_or(ConnectionError::NoHost)?;
    let mode = mode.strip_suffix(':').unwrap_or(mode);
    if !mode.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(ConnectionError::NotAConnection);
    }
    let mut connection = Connection::new(system);
    let (place_text, properties) = place.split_once('?').unwrap_or((place, ""));
    read_place(&mut connection, place_text)?;
    for (name, value) in pairs(system, properties)? {
        match name.as_str() {
            // Exposed because a user's name is no secret.
            "user" if connection.user.is_empty() => value.expose().clone_into(&mut connection.user),
            "password" if connection.password.is_empty() => connection.password = value,
            _ => connection.push_option(&name, value)?,
        }
    }
    if !mode.is_empty() {
        connection.push_first(MODE, mode);
    }
    if text.to_ascii_lowercase().starts_with("jdbc:mysql+srv:") {
        connection.push_first("srv", "true");
    }
    draft(connection, text, place)
}

fn pairs(system: System, text: &str) -> Result<Vec<(String, SecretString)>, ConnectionError> {
    if system == System::MySql {
        return query(text, false);
    }
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    Ok(pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.into(), value.into()))
        .collect())
}

fn decoded(system: System, text: &str) -> Result<String, ConnectionError> {
    if system == System::MySql { unescape(text) } else { Ok(text.to_owned()) }
}

fn read_place(connection: &mut Connection, text: &str) -> Result<(), ConnectionError> {
    let (authority, database) = split_database(text);
    connection.database = decoded(connection.system, database)?;
    let hosts = match authority.rsplit_once('@') {
        Some((credentials, hosts)) => {
            let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
            (connection.user, connection.password) =
                (decoded(connection.system, user)?, decoded(connection.system, password)?.into());
            hosts
        }
        None => authority,
    };
    let list =
        hosts.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|list| list.contains(','));
    let places = split_hosts(list.unwrap_or(hosts))?;
    connection.hosts = places.into_iter().map(endpoint).collect::<Result<_, _>>()?;
    Ok(())
}

/// Splits at the first slash outside parentheses.
fn split_database(text: &str) -> (&str, &str) {
    let mut depth = 0_u32;
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'/' if depth == 0 => {
                return (text.get(..place).unwrap_or(text), text.get(place + 1..).unwrap_or_default());
            }
            _ => {}
        }
    }
    (text, "")
}

/// Splits at commas outside parentheses.
fn split_hosts(text: &str) -> Result<Vec<&str>, ConnectionError> {
    let (mut places, mut depth, mut start) = (Vec::new(), 0_u32, 0);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.checked_sub(1).ok_or(ConnectionError::Unclosed)?,
            b',' if depth == 0 => {
                places.push(text.get(start..place).unwrap_or_default());
                start = place + 1;
            }
            _ => {}
        }
        if places.len() >= MAX_HOSTS {
            return Err(ConnectionError::TooMany);
        }
    }
    if depth > 0 {
        return Err(ConnectionError::Unclosed);
    }
    places.push(text.get(start..).unwrap_or_default());
    places.retain(|place| !place.is_empty() || start > 0);
    Ok(places)
}

fn endpoint(text: &str) -> Result<Endpoint, ConnectionError> {
    let pairs: Vec<&str> = if let Some(list) = text.strip_prefix("address=") {
        list.split(['(', ')']).filter(|pair| !pair.trim().is_empty()).collect()
    } else if let Some(list) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        list.split(',').collect()
    } else {
        return Endpoint::parse(&unescape(text)?);
    };
    let (mut host, mut port) = (String::new(), None);
    for pair in pairs {
        let (name, value) = pair.split_once('=').ok_or(ConnectionError::NoValue)?;
        match name.trim().to_ascii_lowercase().as_str() {
            "host" => host = unescape(value.trim())?,
            "port" => port = port_or_none(value.trim())?,
            "protocol" if value.trim().eq_ignore_ascii_case("tcp") => {}
            // What is said of one host alone has no place among the options.
            _ => return Err(ConnectionError::Unsupported),
        }
    }
    let host = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&host);
    Endpoint::new(host, port)
}

/// `None` for sockets, which the drivers reach by options of their own, and for what the driver has no way of saying. The
/// scheme is empty where the connection was not read from such a URL.
pub(super) fn write(connection: &Connection, scheme: &str) -> Option<Buffer> {
    let is_read = !scheme.is_empty();
    if connection.hosts.iter().any(Endpoint::is_socket) {
        return None;
    }
    let (is_srv, options) = connection.split_first("srv", "true");
    let (mode, options) = match options.split_first() {
        // Exposed because a mode is no secret.
        Some((first, rest)) if first.name == MODE => (first.value.expose().as_str(), rest),
        _ => ("", options),
    };
    let own = if connection.system == System::MySql { "jdbc:mysql" } else { "jdbc:mariadb" };
    let mut out = Buffer::new(base(if is_read { scheme } else { own }, is_srv)?.to_owned());
    push_hosts(&mut out, mode, &connection.hosts);
    let options: Vec<ConnectionOption> = with_credentials(connection, options);
    if connection.system == System::MySql {
        push_escaped(&mut out, &connection.database);
        push_query(&mut out, '?', &options);
        return Some(out);
    }
    push_plain(&mut out, &connection.database, &options);
    // An escape of another form's would be read differently by every other reader.
    (is_read || !out.contains(['%', '+'])).then_some(out)
}

/// Appends `:mode://host:port,host/`.
fn push_hosts(out: &mut Buffer, mode: &str, hosts: &[Endpoint]) {
    if !mode.is_empty() {
        out.push(':');
        out.push_str(mode);
    }
    out.push_str("://");
    for (place, endpoint) in hosts.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        endpoint.push(out);
    }
    out.push('/');
}

/// Appends database and options as they are.
fn push_plain(out: &mut Buffer, database: &str, options: &[ConnectionOption]) {
    out.push_str(database);
    for (place, option) in options.iter().enumerate() {
        out.push(if place == 0 { '?' } else { '&' });
        out.push_str(&option.name);
        out.push('=');
        // Exposed to be written.
        out.push_str(option.value.expose());
    }
}

/// `jdbc:mysql`, `jdbc:mysql+srv` or `jdbc:mariadb`, without the mode that a scheme may end with.
fn base(scheme: &str, is_srv: bool) -> Option<&'static str> {
    let scheme = scheme.to_ascii_lowercase();
    match scheme.split(':').nth(1)? {
        "mariadb" if !is_srv => Some("jdbc:mariadb"),
        "mysql" | "mysql+srv" => Some(if is_srv { "jdbc:mysql+srv" } else { "jdbc:mysql" }),
        _ => None,
    }
}
