//! Kafka's client configuration: Java's properties with the credentials in `sasl.jaas.config` (Kafka documentation,
//! "Security using SASL"), or librdkafka's with `sasl.username` and `sasl.password` (its `CONFIGURATION.md`).

mod jaas;
mod properties;

use super::endpoint::hosts;
use super::parsed::Draft;
use super::text::Buffer;
use super::{Connection, ConnectionError, Form, System};
use properties::{Escapes, push_line};
use strongroom_secret::SecretString;

const SERVERS: [&str; 2] = ["bootstrap.servers", "metadata.broker.list"];
const JAAS: &str = "sasl.jaas.config";
const MECHANISM: &str = "sasl.mechanism";

/// Whether the text sets the servers.
pub(super) fn is_likely(text: &str) -> bool {
    SERVERS.iter().any(|name| text.contains(name))
}

pub(super) fn read(text: &str) -> Result<Draft, ConnectionError> {
    // Only librdkafka has a name and password of their own, and it knows no escapes.
    let plain = text.contains("sasl.username") || text.contains("sasl.password");
    let lines = properties::parse(text, if plain { Escapes::None } else { Escapes::Java })?;
    let mut connection = Connection::new(System::Kafka);
    let mut login = None;
    for (name, value) in lines {
        // Exposed because servers and a user's name are no secrets, and to read the login module.
        match name.as_str() {
            name if SERVERS.contains(&name) => connection.hosts = servers(value.expose())?,
            "sasl.username" if plain => value.expose().clone_into(&mut connection.user),
            "sasl.password" if plain => connection.password = value,
            "sasl.mechanisms" => connection.push_option(MECHANISM, value)?,
            JAAS => login = Some(jaas::parse(value.expose())?),
            _ => connection.push_option(&name, value)?,
        }
    }
    if let Some(login) = login {
        login.fill(&mut connection)?;
    }
    if connection.hosts.is_empty() {
        return Err(ConnectionError::NoHost);
    }
    Ok(Draft::new(connection, if plain { Form::Librdkafka } else { Form::Properties }, ""))
}

/// Places parted by commas; each may have a listener's name before it, which clients pass over.
fn servers(text: &str) -> Result<Vec<super::Endpoint>, ConnectionError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<&str> =
        text.split(',').map(|place| place.split_once("://").map_or(place, |(_, place)| place)).collect();
    hosts(&places.join(","), None)
}

pub(super) fn write(connection: &Connection, form: Form) -> Buffer {
    let escapes = if form == Form::Librdkafka { Escapes::None } else { Escapes::Java };
    let mut out = Buffer::default();
    let mut places = Buffer::default();
    for (place, endpoint) in connection.hosts.iter().enumerate() {
        if place > 0 {
            places.push(',');
        }
        endpoint.push(&mut places);
    }
    push_line(&mut out, SERVERS[0], &places, escapes);
    let own = |name: &str| form == Form::Properties && jaas::is_part(name);
    for option in connection.options.iter().filter(|option| !own(&option.name)) {
        // Exposed to be written.
        push_line(&mut out, &option.name, option.value.expose(), escapes);
    }
    if form == Form::Librdkafka {
        push_line(&mut out, "sasl.username", &connection.user, escapes);
        // Exposed to be written.
        push_line(&mut out, "sasl.password", connection.password.expose(), escapes);
    } else if let Some(login) = jaas::write(connection) {
        push_line(&mut out, JAAS, &login, escapes);
    }
    out
}

/// The login module that goes with the mechanism.
fn usual_module(connection: &Connection) -> &'static str {
    let mechanism = connection.option(MECHANISM).unwrap_or_default().to_ascii_uppercase();
    if mechanism.starts_with("SCRAM-") {
        "org.apache.kafka.common.security.scram.ScramLoginModule"
    } else {
        "org.apache.kafka.common.security.plain.PlainLoginModule"
    }
}

/// A text that may be secret, to be filled.
fn secret() -> SecretString {
    SecretString::default()
}
