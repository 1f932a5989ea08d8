//! A line of PostgreSQL's password file (manual, 34.16): `host:port:database:user:password`, `*` for any, a backslash
//! before `:` and `\`.

use super::endpoint::{Endpoint, port};
use super::parsed::Draft;
use super::text::Buffer;
use super::{Connection, ConnectionError, Form, System};
use strongroom_secret::SecretString;

/// Whether the text has the shape of such a line: five fields, the second of them a port.
pub(super) fn is_likely(text: &str) -> bool {
    fields(text).is_some_and(|[host, port_text, _, user, _]| {
        // Exposed to be looked at.
        let port_text = port_text.expose();
        let host = host.expose();
        let named =
            host == "*" || Endpoint::new(host, None).is_ok_and(|host| !host.host.starts_with(['.', '(']));
        named && (port_text == "*" || port(port_text).is_ok_and(|port| port >= 1024)) && !user.is_empty()
    })
}

pub(super) fn read(text: &str) -> Result<Draft, ConnectionError> {
    let [host, port_text, database, user, password] = fields(text).ok_or(ConnectionError::NotAConnection)?;
    let mut connection = Connection::new(System::PostgreSql);
    // Exposed because these four are no secrets.
    let given =
        |field: SecretString| if field.expose() == "*" { String::new() } else { field.expose().clone() };
    let (host, port_text) = (given(host), given(port_text));
    let port = if port_text.is_empty() { None } else { Some(port(&port_text)?) };
    match (host.is_empty(), port) {
        (false, port) => connection.hosts.push(Endpoint::new(&host, port)?),
        (true, Some(port)) => connection.push_option("port", port.to_string().into())?,
        (true, None) => {}
    }
    (connection.database, connection.user, connection.password) = (given(database), given(user), password);
    Ok(Draft::new(connection, Form::PasswordFile, ""))
}

/// Exactly five fields on exactly one line.
fn fields(text: &str) -> Option<[SecretString; 5]> {
    let mut fields = vec![SecretString::default()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let character = match character {
            ':' if fields.len() == 5 => return None,
            ':' => {
                fields.push(SecretString::default());
                continue;
            }
            '\\' => characters.next()?,
            other => other,
        };
        if character.is_control() {
            return None;
        }
        // Exposed to be filled.
        fields.last_mut()?.expose_mut().push(character);
    }
    fields.try_into().ok()
}

/// `None` where something is said that the file has no place for.
pub(super) fn write(connection: &Connection) -> Option<Buffer> {
    let endpoint = match connection.hosts.as_slice() {
        [] => None,
        [endpoint] => Some(endpoint),
        _ => return None,
    };
    let port = match (endpoint, connection.options.as_slice()) {
        // Exposed because a port is no secret.
        (None, [option]) if option.name == "port" => option.value.expose().clone(),
        (endpoint, []) => {
            endpoint.and_then(|endpoint| endpoint.port).map(|port| port.to_string()).unwrap_or_default()
        }
        _ => return None,
    };
    let mut out = Buffer::default();
    let host = endpoint.map_or("", |endpoint| endpoint.host.as_str());
    for field in [host, &port, &connection.database, &connection.user] {
        if field.is_empty() {
            out.push('*');
        }
        push_field(&mut out, field);
        out.push(':');
    }
    // Exposed to be written.
    push_field(&mut out, connection.password.expose());
    Some(out)
}

fn push_field(out: &mut Buffer, field: &str) {
    for character in field.chars() {
        if matches!(character, ':' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
}
