//! URLs of Redis: IANA's provisional scheme `redis`, `redis-cli -u`, and the schemes for sockets of redis-py (`unix`),
//! Lettuce (`redis-socket`) and Celery (`redis+socket`).

use super::super::endpoint::Endpoint;
use super::super::text::{Buffer, folded, push_escaped, push_escaped_path, starts_with};
use super::super::{Connection, ConnectionError, System};
use super::choose;
use super::common::{push_hosts, push_query, push_user};
use super::split::{Split, query};

pub(super) fn read(split: &Split<'_>) -> Result<Connection, ConnectionError> {
    let mut connection = Connection::new(System::Redis);
    if split.password.is_some() {
        (connection.user, connection.password) = (split.user()?, split.password()?);
    } else {
        // One word is the password for redis-cli and Lettuce, and a user without one is of no use.
        connection.password = split.user()?.into();
    }
    let socket = is_socket(split.scheme);
    if socket {
        connection.hosts.push(Endpoint::new(&format!("/{}", split.path()?), None)?);
    } else {
        (connection.hosts, connection.database) = (split.hosts()?, split.path()?);
    }
    for (name, value) in query(split.query, false)? {
        match folded(&name).as_str() {
            // Exposed because the number of a database is no secret.
            "db" | "database" | "virtualhost" if connection.database.is_empty() => {
                value.expose().clone_into(&mut connection.database);
            }
            "password" if connection.password.is_empty() => connection.password = value,
            _ => connection.push_option(&name, value)?,
        }
    }
    // A bare path is also how other programs name their sockets.
    let says_more =
        !connection.database.is_empty() || !connection.password.is_empty() || !connection.user.is_empty();
    let clear = says_more || !starts_with(split.scheme, "unix");
    if clear { Ok(connection) } else { Err(ConnectionError::NotAConnection) }
}

fn is_socket(scheme: &str) -> bool {
    ["unix", "redis-socket", "redis+unix", "redis+socket"]
        .iter()
        .any(|socket| scheme.eq_ignore_ascii_case(socket))
}

pub(super) fn write(connection: &Connection, scheme: &str) -> Buffer {
    let (mut scheme, options) = choose(connection, scheme);
    if let ([endpoint], true) =
        (connection.hosts.as_slice(), connection.hosts.first().is_some_and(Endpoint::is_socket))
    {
        scheme = if is_socket(scheme) { scheme } else { "redis-socket" };
        return write_socket(connection, scheme, &endpoint.host, options);
    }
    let mut out = Buffer::new(format!("{scheme}://"));
    push_user(&mut out, connection);
    push_hosts(&mut out, &connection.hosts);
    if !connection.database.is_empty() || connection.hosts.is_empty() {
        out.push('/');
        // The masters of sentinels stand before the number, parted by a slash.
        push_escaped_path(&mut out, &connection.database);
    }
    push_query(&mut out, '?', options);
    out
}

fn write_socket(
    connection: &Connection,
    scheme: &str,
    path: &str,
    options: &[super::super::ConnectionOption],
) -> Buffer {
    let mut out = Buffer::new(format!("{scheme}://"));
    push_user(&mut out, connection);
    push_escaped_path(&mut out, path);
    let name = match scheme.to_ascii_lowercase().as_str() {
        "redis-socket" => "database",
        "redis+socket" => "virtual_host",
        _ => "db",
    };
    if !connection.database.is_empty() {
        out.push_str(&format!("?{name}="));
        push_escaped(&mut out, &connection.database);
    }
    push_query(&mut out, if connection.database.is_empty() { '?' } else { '&' }, options);
    out
}
