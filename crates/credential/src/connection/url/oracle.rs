//! SQLAlchemy's and Django's URLs of Oracle: `oracle+oracledb://user:password@host:port/SID`, or
//! `…/?service_name=name`.

use super::super::text::{Buffer, push_escaped};
use super::super::{Connection, ConnectionError, System, oracle};
use super::choose;
use super::common::{push_hosts, push_query, push_user};
use super::split::{Split, query};

pub(super) fn read(split: &Split<'_>) -> Result<Connection, ConnectionError> {
    let mut connection = Connection {
        hosts: split.hosts()?,
        database: split.path()?,
        user: split.user()?,
        password: split.password()?,
        ..Connection::new(System::Oracle)
    };
    let mut is_sid = !connection.database.is_empty();
    for (name, value) in query(split.query, true)? {
        if name == "service_name" && connection.database.is_empty() {
            // Exposed because a service's name is no secret.
            value.expose().clone_into(&mut connection.database);
            is_sid = false;
        } else {
            connection.push_option(&name, value)?;
        }
    }
    match (connection.hosts.as_slice(), connection.database.is_empty()) {
        ([], _) => return Err(ConnectionError::NoHost),
        // A host alone is the name of an entry in tnsnames.ora.
        ([alias], true) if alias.port.is_none() => {
            alias.host.clone_into(&mut connection.database);
            connection.hosts.clear();
        }
        _ if is_sid => connection.push_first(oracle::SID, "true"),
        _ => {}
    }
    Ok(connection)
}

pub(super) fn write(connection: &Connection, scheme: &str) -> Buffer {
    let (scheme, _) = choose(connection, scheme);
    let (is_sid, options) = connection.split_first(oracle::SID, "true");
    let mut out = Buffer::new(format!("{scheme}://"));
    push_user(&mut out, connection);
    if connection.hosts.is_empty() {
        push_escaped(&mut out, &connection.database);
    }
    push_hosts(&mut out, &connection.hosts);
    out.push('/');
    let named = !connection.hosts.is_empty() && !connection.database.is_empty();
    if named && is_sid {
        push_escaped(&mut out, &connection.database);
    } else if named {
        out.push_str("?service_name=");
        push_escaped(&mut out, &connection.database);
    }
    push_query(&mut out, if named && !is_sid { '&' } else { '?' }, options);
    out
}
