//! pgJDBC's URLs ("Connecting to the database"): `//host:port,host/database?property=value&…` or the database alone;
//! names and values are decoded as HTML forms are, so that `+` is a space.

use super::super::endpoint::{Endpoint, hosts};
use super::super::text::{Buffer, push_escaped, unescape};
use super::super::url::{push_query, query};
use super::super::{Connection, ConnectionError, System};
use super::with_credentials;

pub(super) fn read(rest: &str) -> Result<Connection, ConnectionError> {
    let mut connection = Connection::new(System::PostgreSql);
    let (place, properties) = rest.split_once('?').unwrap_or((rest, ""));
    let database = match place.strip_prefix("//") {
        Some(place) => {
            let (authority, database) = place.split_once('/').unwrap_or((place, ""));
            if !authority.is_empty() {
                connection.hosts = hosts(authority, None)?;
            }
            database
        }
        None => place.strip_prefix('/').unwrap_or(place),
    };
    connection.database = unescape(&database.replace('+', " "))?;
    for (name, value) in query(properties, true)? {
        match name.as_str() {
            // Exposed because a user's name is no secret.
            "user" => value.expose().clone_into(&mut connection.user),
            "password" => connection.password = value,
            _ => connection.push_option(&name, value)?,
        }
    }
    Ok(connection)
}

/// `None` for sockets, which the driver cannot reach.
pub(super) fn write(connection: &Connection, scheme: &str) -> Option<Buffer> {
    if connection.hosts.iter().any(Endpoint::is_socket) {
        return None;
    }
    let mut out = Buffer::new(format!("{scheme}://"));
    for (place, endpoint) in connection.hosts.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        endpoint.push(&mut out);
    }
    out.push('/');
    push_escaped(&mut out, &connection.database);
    push_query(&mut out, '?', &with_credentials(connection, &connection.options));
    Some(out)
}
