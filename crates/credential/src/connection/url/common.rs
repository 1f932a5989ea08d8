//! URLs of the products that share one shape: PostgreSQL (manual, 34.1.1.2), MySQL ("Connecting to the server using
//! URI-like strings"), MongoDB ("Connection string" specification), RabbitMQ ("URI specification"), and the addresses of
//! Elasticsearch and OpenSearch.

use super::super::endpoint::{Endpoint, as_two_lists, push_port, two_lists};
use super::super::text::{Buffer, push_escaped, push_escaped_path};
use super::super::{Connection, ConnectionError, ConnectionOption, System};
use super::choose;
use super::split::{Split, query};
use strongroom_secret::SecretString;

pub(super) fn read(system: System, split: &Split<'_>) -> Result<Connection, ConnectionError> {
    let mut connection = Connection {
        hosts: split.hosts()?,
        database: split.path()?,
        user: split.user()?,
        password: split.password()?,
        ..Connection::new(system)
    };
    let pairs = query(split.query, false)?;
    match system {
        System::PostgreSql => read_postgresql(&mut connection, pairs)?,
        System::MySql | System::MariaDb => read_mysql(&mut connection, pairs)?,
        _ => pairs.into_iter().try_for_each(|(name, value)| connection.push_option(&name, value))?,
    }
    match system {
        System::MongoDb | System::Elasticsearch if connection.hosts.is_empty() => {
            Err(ConnectionError::NoHost)
        }
        System::Elasticsearch if !is_search(&connection) => Err(ConnectionError::NotAConnection),
        _ => Ok(connection),
    }
}

/// libpq takes any of its keywords from the query, and these before what stands in front of it.
fn read_postgresql(
    connection: &mut Connection,
    pairs: Vec<(String, SecretString)>,
) -> Result<(), ConnectionError> {
    let (mut hosts, mut ports) = (String::new(), String::new());
    for (name, value) in pairs {
        // Exposed because hosts, ports and names are no secrets.
        match name.as_str() {
            "host" => hosts = value.expose().clone(),
            "port" => ports = value.expose().clone(),
            "user" => connection.user = value.expose().clone(),
            "dbname" => connection.database = value.expose().clone(),
            "password" => connection.password = value,
            _ => connection.push_option(&name, value)?,
        }
    }
    if hosts.is_empty() && !ports.is_empty() {
        (hosts, _) = as_two_lists(&connection.hosts);
    }
    if !hosts.is_empty() {
        connection.hosts = two_lists(&hosts, &ports)?;
    } else if !ports.is_empty() {
        connection.push_option("port", ports.into())?;
    }
    Ok(())
}

/// Connectors take user and password from the query too.
fn read_mysql(
    connection: &mut Connection,
    pairs: Vec<(String, SecretString)>,
) -> Result<(), ConnectionError> {
    for (name, value) in pairs {
        match name.as_str() {
            // Exposed because a user's name is no secret.
            "user" if connection.user.is_empty() => connection.user = value.expose().clone(),
            "password" if connection.password.is_empty() => connection.password = value,
            _ => connection.push_option(&name, value)?,
        }
    }
    Ok(())
}

/// Ends of the hosts where Elasticsearch and OpenSearch are rented.
const SEARCH_HOSTS: [&str; 6] = [
    ".es.amazonaws.com",
    ".aoss.amazonaws.com",
    ".found.io",
    ".elastic-cloud.com",
    ".elastic.cloud",
    ".bonsaisearch.net",
];

/// Whether a web address is clearly one of a search engine: by its port (9200 and those beside it) or its host.
fn is_search(connection: &Connection) -> bool {
    connection.hosts.iter().any(|endpoint| {
        let host = endpoint.host.to_ascii_lowercase();
        endpoint.port.is_some_and(|port| (9200..9300).contains(&port))
            || SEARCH_HOSTS.iter().any(|end| host.ends_with(end))
    })
}

pub(super) fn write(connection: &Connection, scheme: &str) -> Buffer {
    let (scheme, options) = choose(connection, scheme);
    let mut out = Buffer::new(format!("{scheme}://"));
    push_user(&mut out, connection);
    push_hosts(&mut out, &connection.hosts);
    if !connection.database.is_empty() {
        out.push('/');
        if connection.system == System::Elasticsearch {
            push_escaped_path(&mut out, &connection.database);
        } else {
            push_escaped(&mut out, &connection.database);
        }
    } else if connection.system == System::MongoDb && !options.is_empty() || connection.hosts.is_empty() {
        // Older readers of MongoDB's want a slash before the query.
        out.push('/');
    }
    push_query(&mut out, '?', options);
    out
}

/// Appends `user:password@`, `user@` or `:password@`.
pub(super) fn push_user(out: &mut Buffer, connection: &Connection) {
    if connection.user.is_empty() && connection.password.is_empty() {
        return;
    }
    push_escaped(out, &connection.user);
    // A Redis URL with one word has a password there.
    if !connection.password.is_empty() || connection.system == System::Redis {
        out.push(':');
        // Exposed to be written.
        push_escaped(out, connection.password.expose());
    }
    out.push('@');
}

pub(super) fn push_hosts(out: &mut Buffer, hosts: &[Endpoint]) {
    for (place, endpoint) in hosts.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        if endpoint.is_ipv6() {
            // RFC 6874: the mark before a zone is escaped.
            out.push_str(&format!("[{}]", endpoint.host.replace('%', "%25")));
        } else {
            push_escaped(out, &endpoint.host);
        }
        push_port(out, ':', endpoint.port);
    }
}

/// Appends the options behind that mark, parted by `&`.
pub(in super::super) fn push_query(out: &mut Buffer, mark: char, options: &[ConnectionOption]) {
    for (place, option) in options.iter().enumerate() {
        out.push(if place == 0 { mark } else { '&' });
        push_escaped(out, &option.name);
        out.push('=');
        // Exposed to be written.
        push_escaped_path(out, option.value.expose());
    }
}
