//! URLs of Microsoft's JDBC driver ("Building the connection URL"):
//! `//[server[\instance][:port]][;property=value]…`, values in braces where they hold special characters.

use super::super::endpoint::{Endpoint, port_or_none};
use super::super::pairs::{Pairs, Quoting, push_given, push_options};
use super::super::sqlserver::{INSTANCE, push_instance, split_instance};
use super::super::text::Buffer;
use super::super::{Connection, ConnectionError, System};
use std::fmt::Write;

/// What follows the two slashes.
pub(in super::super) fn read(rest: &str) -> Result<Connection, ConnectionError> {
    let (place, properties) = rest.split_once(';').unwrap_or((rest, ""));
    let mut pairs = Pairs::parse(properties, Quoting::Braces)?.without_repeats(true);
    let mut connection = Connection::new(System::SqlServer);
    let (host, port) = split_place(place)?;
    let (host, instance) = host.split_once('\\').unwrap_or((host, ""));
    let named = pairs.take_text(&["servername", "server"]);
    let (named_host, named_instance) = named.split_once('\\').unwrap_or((&named, ""));
    let numbered = pairs.take_text(&["portnumber", "port"]);
    connection.database = pairs.take_text(&["databasename", "database"]);
    connection.user = pairs.take_text(&["user", "username", "userid"]);
    connection.password = pairs.take(&["password"]).unwrap_or_default();
    let further = pairs.take_text(&["instancename"]);
    pairs.into_options(&mut connection)?;
    let first = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { one.to_owned() };
    let (host, port) = (first(named_host, host), first(&numbered, port));
    if host.is_empty() {
        return Err(ConnectionError::NoHost);
    }
    connection.hosts.push(Endpoint::new(&host, port_or_none(&port)?)?);
    push_instance(&mut connection, &first(&further, &first(named_instance, instance)))?;
    Ok(connection)
}

/// Host with instance, and port; an IPv6 address may stand in brackets.
fn split_place(place: &str) -> Result<(&str, &str), ConnectionError> {
    let place = place.trim().trim_end_matches('/');
    if let Some(rest) = place.strip_prefix('[') {
        let (host, rest) = rest.split_once(']').ok_or(ConnectionError::Unclosed)?;
        return Ok((host, rest.strip_prefix(':').unwrap_or(rest)));
    }
    Ok(place.split_once(':').map_or((place, ""), |(host, port)| (host.trim(), port.trim())))
}

/// `None` where there is another number of hosts than one.
pub(super) fn write(connection: &Connection, scheme: &str) -> Option<Buffer> {
    let [endpoint] = connection.hosts.as_slice() else { return None };
    let (instance, rest) = split_instance(connection);
    let mut out = Buffer::new(format!("{scheme}://"));
    // The driver takes an IPv6 address as a property only.
    let port = endpoint.port.map(|port| port.to_string()).unwrap_or_default();
    if !endpoint.is_ipv6() {
        out.push_str(&endpoint.host);
        if !port.is_empty() {
            let _ = write!(out, ":{port}");
        }
    }
    out.push(';');
    if endpoint.is_ipv6() {
        push_given(&mut out, "serverName", &endpoint.host, Quoting::Braces);
        push_given(&mut out, "portNumber", &port, Quoting::Braces);
    }
    push_given(&mut out, INSTANCE, &instance, Quoting::Braces);
    push_given(&mut out, "databaseName", &rest.database, Quoting::Braces);
    push_given(&mut out, "user", &rest.user, Quoting::Braces);
    // Exposed to be written.
    push_given(&mut out, "password", rest.password.expose(), Quoting::Braces);
    push_options(&mut out, &rest.options, Quoting::Braces);
    Some(out)
}
