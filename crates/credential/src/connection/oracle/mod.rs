//! How Oracle's tools and drivers name a database: `user/password@address`, where the address is an Easy Connect string,
//! a connect descriptor, `host:port:SID` or the name of an entry in `tnsnames.ora`.
//!
//! Sources: Database Net Services Reference, "Connect descriptors" and "Easy Connect naming method"; SQL*Plus, "CONNECT";
//! JDBC Developer's Guide, "Database URLs and database specifiers".

mod credentials;
mod descriptor;
mod easy;
mod tree;

use super::endpoint::{Endpoint, port};
use super::parsed::Draft;
use super::text::{Buffer, after, starts_with};
use super::{Connection, ConnectionError, ConnectionOption, Form, System};
use credentials::Credentials;

/// The option that says that the database is named by its SID, and not by a service.
pub(super) const SID: &str = "sid";
/// The option that says how the connection is encrypted.
const PROTOCOL: &str = "protocol";
const TCPS: &str = "tcps";

/// Whether the text is clearly a connection to Oracle.
pub(super) fn is_likely(text: &str) -> bool {
    match Credentials::split(text) {
        Some((credentials, address)) => {
            is_marked(address) || (credentials.has_password() && has_port(address)) || is_descriptor(address)
        }
        None => is_descriptor(text) || is_marked(text) && has_own_port(text),
    }
}

/// Whether an address is one of Oracle's rather than of SQL Server's.
pub(super) fn is_likely_address(address: &str) -> bool {
    is_descriptor(address) || (address.contains('/') && !starts_with(address, "/") || is_marked(address))
}

fn is_marked(address: &str) -> bool {
    ["//", "tcp://", "tcps://"].iter().any(|mark| starts_with(address, mark))
}

/// Whether it starts with `host:port` and something behind it.
fn has_port(address: &str) -> bool {
    let place = address.split(['/', '?']).next().unwrap_or_default();
    let mut parts = place.split(':');
    let (host, number) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let behind = address.contains('/') || parts.next().is_some();
    behind && port(number).is_ok() && Endpoint::new(host, None).is_ok()
}

/// The ports of Oracle's listeners: without a user, nothing else tells the address from others.
fn has_own_port(address: &str) -> bool {
    let place = address.split_once("//").map_or(address, |(_, place)| place);
    let place = place.split(['/', '?']).next().unwrap_or_default();
    let number = place.rsplit_once(':').map_or("", |(_, number)| number);
    port(number).is_ok_and(|port| (1521..=1530).contains(&port) || port == 2484)
}

/// `(DESCRIPTION…`, with or without the name of an entry before it.
fn is_descriptor(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(256)).unwrap_or(text);
    let Some(open) = start.find('(') else { return false };
    let name = start.get(..open).unwrap_or_default().trim();
    let word = |name: &str| !name.contains(|c: char| c.is_whitespace() || matches!(c, '=' | ';' | '@'));
    let named = name.is_empty() || name.strip_suffix('=').is_some_and(|name| word(name.trim_end()));
    let named = named && text.trim_end().ends_with(')');
    named && starts_with(start.get(open + 1..).unwrap_or_default().trim_start(), "description")
}

pub(super) fn read(text: &str) -> Result<Draft, ConnectionError> {
    let mut connection = Connection::new(System::Oracle);
    let address = match Credentials::split(text) {
        Some((credentials, address)) => {
            credentials.fill(&mut connection);
            address
        }
        None => text,
    };
    let form = if is_descriptor(address) { Form::Descriptor } else { Form::EasyConnect };
    read_address(&mut connection, address)?;
    Ok(Draft::new(connection, form, ""))
}

/// What follows `jdbc:oracle:thin:`.
pub(super) fn read_jdbc(text: &str) -> Result<Connection, ConnectionError> {
    let mut connection = Connection::new(System::Oracle);
    let (credentials, address) = Credentials::split(text).ok_or(ConnectionError::NoHost)?;
    credentials.fill(&mut connection);
    read_address(&mut connection, address)?;
    Ok(connection)
}

/// Reads an address of any kind into the connection.
pub(super) fn read_address(connection: &mut Connection, text: &str) -> Result<(), ConnectionError> {
    let text = text.trim();
    if is_descriptor(text) {
        return descriptor::read(connection, text);
    }
    if after(text, "ldap").is_some_and(|rest| rest.contains("://")) {
        return Err(ConnectionError::Unsupported);
    }
    if let [host, number, sid] = text.split(':').collect::<Vec<_>>().as_slice()
        && !text.contains(['/', '?'])
    {
        connection.hosts.push(Endpoint::new(host, Some(port(number)?))?);
        (*sid).clone_into(&mut connection.database);
        connection.push_first(SID, "true");
        return Ok(());
    }
    easy::read(connection, text)
}

/// What an address itself may say, by the names of Easy Connect Plus.
const OF_ADDRESSES: [&str; 29] = [
    SID,
    PROTOCOL,
    "server",
    "instance_name",
    "load_balance",
    "failover",
    "retry_count",
    "retry_delay",
    "connect_timeout",
    "transport_connect_timeout",
    "recv_timeout",
    "expire_time",
    "sdu",
    "tdu",
    "source_route",
    "enable",
    "compression",
    "https_proxy",
    "https_proxy_port",
    "wallet_location",
    "my_wallet_directory",
    "ssl_server_dn_match",
    "ssl_server_cert_dn",
    "ssl_version",
    "pool_connection_class",
    "pool_purity",
    "token_auth",
    "token_location",
    "tns_admin",
];

/// The address for a form that has keywords beside it, and the options that are keywords.
pub(super) fn address(connection: &Connection) -> (Buffer, Vec<ConnectionOption>) {
    let of_address = |option: &ConnectionOption| {
        option.name.contains('.') || OF_ADDRESSES.iter().any(|name| option.name.eq_ignore_ascii_case(name))
    };
    let (inside, beside) = connection.options.iter().cloned().partition(of_address);
    (whole_address(&Connection { options: inside, ..connection.clone() }), beside)
}

/// The address, with everything but the credentials.
fn whole_address(connection: &Connection) -> Buffer {
    easy::write(connection).unwrap_or_else(|| descriptor::write(connection))
}

pub(super) fn write_easy_connect(connection: &Connection) -> Option<Buffer> {
    let mut out = credentials::write(connection);
    out.push_str(&easy::write(connection)?);
    // Without a user the address stands for itself.
    Some(if out.starts_with('@') { Buffer::new(out.get(1..)?.to_owned()) } else { out })
}

pub(super) fn write_descriptor(connection: &Connection) -> Option<Buffer> {
    let mut out = credentials::write(connection);
    out.push_str(&descriptor::write(connection));
    Some(if out.starts_with('@') { Buffer::new(out.get(1..)?.to_owned()) } else { out })
}

pub(super) fn write_jdbc(connection: &Connection, scheme: &str) -> Option<Buffer> {
    let mut out = Buffer::new(format!("{scheme}:"));
    out.push_str(&credentials::write(connection));
    let (is_sid, options) = connection.split_first(SID, "true");
    match (is_sid, connection.hosts.as_slice(), options) {
        (true, [Endpoint { host, port: Some(port) }], []) if !host.contains(':') => {
            out.push_str(&format!("{host}:{port}:{}", connection.database));
        }
        _ => out.push_str(&whole_address(connection)),
    }
    Some(out)
}
