//! JDBC's URLs of six drivers. Each has its own syntax after `jdbc:`; sources stand with each.

mod mysql;
mod postgresql;
mod sqlserver;

pub(super) use sqlserver::read as read_sqlserver;

use super::parsed::Draft;
use super::text::{Buffer, after};
use super::url::{push_query, query};
use super::{Connection, ConnectionError, Form, System, oracle};

pub(super) fn read(text: &str) -> Result<Draft, ConnectionError> {
    if text.chars().any(char::is_control) {
        return Err(ConnectionError::Space);
    }
    let rest = after(text, "jdbc:").ok_or(ConnectionError::NotAConnection)?;
    let (driver, rest) = rest.split_once(':').ok_or(ConnectionError::NotAConnection)?;
    match driver.to_ascii_lowercase().as_str() {
        "postgresql" | "redshift" | "pgsql" => draft(postgresql::read(rest)?, text, rest),
        "mysql" | "mysql+srv" => mysql::read(System::MySql, text, rest),
        "mariadb" => mysql::read(System::MariaDb, text, rest),
        "sqlserver" => {
            let rest = rest.strip_prefix("//").ok_or(ConnectionError::NoHost)?;
            draft(sqlserver::read(rest)?, text, rest)
        }
        "oracle" => {
            let (_, address) = rest.split_once(':').ok_or(ConnectionError::NotAConnection)?;
            draft(oracle::read_jdbc(address)?, text, address)
        }
        "sqlite" => draft(read_sqlite(rest)?, text, rest),
        _ => Err(ConnectionError::NotAConnection),
    }
}

/// The draft of what was read; the scheme is all that stands before the last colon ahead of `rest`.
fn draft(connection: Connection, text: &str, rest: &str) -> Result<Draft, ConnectionError> {
    let scheme = text.strip_suffix(rest).unwrap_or_default();
    Ok(Draft::new(connection, Form::Jdbc, scheme.trim_end_matches([':', '/'])))
}

/// Writes a URL; the scheme is empty for the driver's own.
pub(super) fn write(connection: &Connection, scheme: &str) -> Option<Buffer> {
    let or = |own: &'static str| if scheme.is_empty() { own } else { scheme }.to_owned();
    match connection.system {
        System::PostgreSql => postgresql::write(connection, &or("jdbc:postgresql")),
        System::MySql | System::MariaDb => mysql::write(connection, scheme),
        System::SqlServer => sqlserver::write(connection, &or("jdbc:sqlserver")),
        System::Oracle => oracle::write_jdbc(connection, &or("jdbc:oracle:thin")),
        System::Sqlite => Some(write_sqlite(connection, &or("jdbc:sqlite"))),
        _ => None,
    }
}

/// sqlite-jdbc: a path as it is, with nothing escaped, and parameters behind a question mark.
fn read_sqlite(rest: &str) -> Result<Connection, ConnectionError> {
    let (path, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    let mut connection = Connection { database: path.to_owned(), ..Connection::new(System::Sqlite) };
    for (name, value) in query(parameters, false)? {
        if name == "password" && connection.password.is_empty() {
            connection.password = value;
        } else {
            connection.push_option(&name, value)?;
        }
    }
    Ok(connection)
}

fn write_sqlite(connection: &Connection, scheme: &str) -> Buffer {
    let mut out = Buffer::new(format!("{scheme}:{}", connection.database));
    push_query(&mut out, '?', &with_password(connection, &connection.options));
    out
}

/// The password as one more parameter in front.
fn with_password(
    connection: &Connection,
    options: &[super::ConnectionOption],
) -> Vec<super::ConnectionOption> {
    let password = (!connection.password.is_empty())
        .then(|| super::ConnectionOption::new("password", connection.password.clone()));
    password.into_iter().chain(options.iter().cloned()).collect()
}

/// User and password as parameters in front.
fn with_credentials(
    connection: &Connection,
    options: &[super::ConnectionOption],
) -> Vec<super::ConnectionOption> {
    let user =
        (!connection.user.is_empty()).then(|| super::ConnectionOption::new("user", connection.user.as_str()));
    user.into_iter().chain(with_password(connection, options)).collect()
}
