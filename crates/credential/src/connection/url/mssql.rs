//! URLs of SQL Server: `mssql://` (node-mssql, SQLAlchemy), `sqlserver://` with a query (go-mssqldb) or with semicolons
//! (Prisma, which leaves the `jdbc:` out), and an ODBC string inside a URL (SQLAlchemy's `odbc_connect`).

use super::super::parsed::Draft;
use super::super::sqlserver::push_instance;
use super::super::text::{Buffer, folded, push_escaped, unescape};
use super::super::{Connection, ConnectionError, Form, System, jdbc, odbc};
use super::choose;
use super::common::{push_hosts, push_query, push_user};
use super::split::{Split, query};
use strongroom_secret::SecretString;

/// Whether the URL is a list with semicolons.
pub(super) fn is_list(text: &str) -> bool {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    rest.find(';').is_some_and(|end| !rest.get(..end).unwrap_or_default().contains(['@', '?']))
}

pub(super) fn read_list(text: &str, scheme: &str) -> Result<Draft, ConnectionError> {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    Ok(Draft::new(jdbc::read_sqlserver(rest)?, Form::Jdbc, scheme))
}

pub(super) fn read(split: &Split<'_>) -> Result<Draft, ConnectionError> {
    let pairs = query(split.query, true)?;
    if let Some((_, inner)) = pairs.iter().find(|(name, _)| name == "odbc_connect") {
        // Exposed to be read again: the whole connection stands there.
        return odbc::read(inner.expose());
    }
    let mut connection = Connection {
        hosts: split.hosts()?,
        user: split.user()?,
        password: split.password()?,
        ..Connection::new(System::SqlServer)
    };
    let path = split.path.unwrap_or_default();
    let instance = read_pairs(&mut connection, pairs)?;
    // go-mssqldb has the instance in the path, and the database in the query; node-mssql has the database in the path,
    // or both.
    let (instance_path, database) = match path.split_once('/') {
        Some((instance, database)) => (instance, database),
        None if connection.database.is_empty() => ("", path),
        None => (path, ""),
    };
    if connection.database.is_empty() {
        connection.database = unescape(database)?;
    }
    let instance = if instance.is_empty() { unescape(instance_path)? } else { instance };
    push_instance(&mut connection, &instance)?;
    Ok(Draft::new(connection, Form::Url, split.scheme))
}

/// Takes the parts that have a place of their own out of the query; gives the instance.
fn read_pairs(
    connection: &mut Connection,
    pairs: Vec<(String, SecretString)>,
) -> Result<String, ConnectionError> {
    let mut instance = String::new();
    for (name, value) in pairs {
        // Exposed because names are no secrets.
        match folded(&name).as_str() {
            "database" | "databasename" => value.expose().clone_into(&mut connection.database),
            "userid" | "user" if connection.user.is_empty() => {
                value.expose().clone_into(&mut connection.user)
            }
            "password" if connection.password.is_empty() => connection.password = value,
            "instancename" => value.expose().clone_into(&mut instance),
            _ => connection.push_option(&name, value)?,
        }
    }
    Ok(instance)
}

pub(super) fn write(connection: &Connection, scheme: &str) -> Buffer {
    let (scheme, options) = choose(connection, scheme);
    let mut out = Buffer::new(format!("{scheme}://"));
    push_user(&mut out, connection);
    push_hosts(&mut out, &connection.hosts);
    out.push('/');
    push_escaped(&mut out, &connection.database);
    // An instance stays among the options: in the path it would be taken for the database.
    push_query(&mut out, '?', options);
    out
}
