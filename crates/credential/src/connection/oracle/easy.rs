//! Easy Connect and Easy Connect Plus:
//! `[[protocol:]//]host1{,host2}[:port1]{,host2:port2}[/[service][:server][/instance]][?name=value{&name=value}]`.

use super::super::endpoint::Endpoint;
use super::super::text::{Buffer, after};
use super::super::{Connection, ConnectionError, ConnectionOption, MAX_HOSTS, MAX_OPTIONS};
use super::{PROTOCOL, SID, TCPS};

/// Parameters that have a place of their own before the question mark.
const SERVER: &str = "server";
const INSTANCE: &str = "instance_name";

pub(super) fn read(connection: &mut Connection, text: &str) -> Result<(), ConnectionError> {
    let (place, parameters) = text.split_once('?').unwrap_or((text, ""));
    let (secure, place, marked) = match after(place, "tcps://") {
        Some(place) => (true, place, true),
        None => match after(place, "tcp://").or_else(|| place.strip_prefix("//")) {
            Some(place) => (false, place, true),
            None => (false, place, false),
        },
    };
    if !marked && is_alias(place) {
        place.clone_into(&mut connection.database);
    } else {
        let (hosts, service) = place.split_once('/').unwrap_or((place, ""));
        connection.hosts = read_hosts(hosts)?;
        let (service, instance) = service.split_once('/').unwrap_or((service, ""));
        let (service, server) = service.split_once(':').unwrap_or((service, ""));
        service.clone_into(&mut connection.database);
        push_given(connection, SERVER, server)?;
        push_given(connection, INSTANCE, instance)?;
    }
    for (name, value) in read_parameters(parameters)? {
        connection.push_option(&name, value.into())?;
    }
    if secure {
        connection.push_first(PROTOCOL, TCPS);
    }
    Ok(())
}

fn push_given(connection: &mut Connection, name: &str, value: &str) -> Result<(), ConnectionError> {
    if value.is_empty() { Ok(()) } else { connection.push_option(name, value.into()) }
}

/// The name of an entry in `tnsnames.ora`: one word.
fn is_alias(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '#'))
}

/// A host without a port has that of the next host that has one.
fn read_hosts(text: &str) -> Result<Vec<Endpoint>, ConnectionError> {
    let places: Vec<&str> = text.split(',').take(MAX_HOSTS + 1).collect();
    if places.len() > MAX_HOSTS {
        return Err(ConnectionError::TooMany);
    }
    let mut hosts: Vec<Endpoint> = Vec::new();
    let mut port = None;
    for place in places.into_iter().rev() {
        let endpoint = Endpoint::parse(place)?;
        port = endpoint.port.or(port);
        hosts.push(Endpoint { port, ..endpoint });
    }
    hosts.reverse();
    Ok(hosts)
}

/// Parted by `&` outside double quotes.
fn read_parameters(text: &str) -> Result<Vec<(String, String)>, ConnectionError> {
    let mut parameters = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or(ConnectionError::NoValue)?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or(ConnectionError::Unclosed)?,
            None => after.split_at(after.find('&').unwrap_or(after.len())),
        };
        rest = match after.strip_prefix('&') {
            Some(rest) => rest,
            None if after.is_empty() => after,
            None => return Err(ConnectionError::AfterQuote),
        };
        if name.contains('&') || name.trim().is_empty() {
            return Err(ConnectionError::NoValue);
        }
        parameters.push((name.trim().to_owned(), value.to_owned()));
        if parameters.len() > MAX_OPTIONS {
            return Err(ConnectionError::TooMany);
        }
    }
    Ok(parameters)
}

/// The address without credentials; `None` for a SID and for parameters that only descriptors have a place for. What else
/// the form cannot say is found out when it is read back.
pub(super) fn write(connection: &Connection) -> Option<Buffer> {
    if connection.options.iter().any(|option| option.name == SID || option.name.contains('.')) {
        return None;
    }
    let mut out = Buffer::default();
    if connection.hosts.is_empty() {
        out.push_str(&connection.database);
    } else {
        let secure = connection.options.iter().any(|option| option.is(PROTOCOL, TCPS));
        out.push_str(if secure { "tcps://" } else { "//" });
        push_place(&mut out, connection);
    }
    let in_query = |option: &&ConnectionOption| {
        !option.is(PROTOCOL, TCPS)
            && (connection.hosts.is_empty() || ![SERVER, INSTANCE].contains(&option.name.as_str()))
    };
    for (place, option) in connection.options.iter().filter(in_query).enumerate() {
        out.push(if place == 0 { '?' } else { '&' });
        // Exposed to be written.
        let value = option.value.expose();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let quote = if value.chars().all(plain) { "" } else { "\"" };
        out.push_str(&option.name);
        out.push('=');
        out.push_str(quote);
        out.push_str(value);
        out.push_str(quote);
    }
    Some(out)
}

fn push_place(out: &mut Buffer, connection: &Connection) {
    for (place, endpoint) in connection.hosts.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        endpoint.push(out);
    }
    let (server, instance) =
        (connection.option(SERVER).unwrap_or_default(), connection.option(INSTANCE).unwrap_or_default());
    if !connection.database.is_empty() || !server.is_empty() || !instance.is_empty() {
        out.push('/');
        out.push_str(&connection.database);
    }
    for (mark, text) in [(':', server), ('/', instance)] {
        if !text.is_empty() {
            out.push(mark);
            out.push_str(text);
        }
    }
}
