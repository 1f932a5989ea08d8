//! How SQL Server's drivers name a server: `tcp:host\instance,port` (`SqlConnection.ConnectionString`, "Data Source";
//! the ODBC driver's "Server"), and the instance as an option.

use super::endpoint::{Endpoint, port_or_none};
use super::text::{Buffer, after};
use super::{Connection, ConnectionError};
use std::fmt::Write;

/// The option under which an instance's name is kept, as the JDBC driver calls it.
pub(super) const INSTANCE: &str = "instanceName";

/// Takes a server's address apart into the host and the instance.
pub(super) fn read_server(connection: &mut Connection, text: &str) -> Result<(), ConnectionError> {
    let text = text.trim();
    if ["np:", "lpc:", "admin:", r"\\"].iter().any(|start| after(text, start).is_some()) {
        return Err(ConnectionError::Unsupported);
    }
    let text = after(text, "tcp:").unwrap_or(text).trim();
    let (text, port) = text.split_once(',').unwrap_or((text, ""));
    let (host, instance) = text.split_once('\\').unwrap_or((text, ""));
    let host = host.trim();
    let host = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    connection.hosts = vec![Endpoint::new(host, port_or_none(port.trim())?)?];
    push_instance(connection, instance.trim())
}

/// Keeps the instance in front of the options.
pub(super) fn push_instance(connection: &mut Connection, instance: &str) -> Result<(), ConnectionError> {
    if instance.chars().any(char::is_control) {
        return Err(ConnectionError::BadHost);
    }
    if !instance.is_empty() {
        connection.push_first(INSTANCE, instance);
    }
    Ok(())
}

/// The instance, and the connection without that option.
pub(super) fn split_instance(connection: &Connection) -> (String, Connection) {
    let instance = connection.option(INSTANCE).unwrap_or_default().to_owned();
    let mut rest = connection.clone();
    if let Some(place) = rest.options.iter().position(|option| option.name == INSTANCE) {
        rest.options.remove(place);
    }
    (instance, rest)
}

/// The address of the only host; `None` where there is another number of hosts.
pub(super) fn server(connection: &Connection, instance: &str) -> Option<Buffer> {
    let [endpoint] = connection.hosts.as_slice() else { return None };
    let mut out = Buffer::default();
    // The protocol is said where nothing else has to be looked up; before an IPv6 address it would be ambiguous.
    if endpoint.port.is_some() && instance.is_empty() && !endpoint.is_ipv6() {
        out.push_str("tcp:");
    }
    out.push_str(&endpoint.host);
    if !instance.is_empty() {
        let _ = write!(out, r"\{instance}");
    }
    if let Some(port) = endpoint.port {
        let _ = write!(out, ",{port}");
    }
    Some(out)
}
