//! ADO.NET's connection strings of five providers: `Microsoft.Data.SqlClient`, Npgsql, MySqlConnector (and Connector/NET),
//! ODP.NET and `Microsoft.Data.Sqlite`. Keywords are those of each provider's documentation of its connection string.

mod provider;

use super::endpoint::{Endpoint, hosts, port_or_none};
use super::pairs::{Pairs, Quoting, push_given, push_options, push_pair};
use super::parsed::Draft;
use super::sqlserver::{read_server, server, split_instance};
use super::text::Buffer;
use super::{Connection, ConnectionError, Form, System, oracle};

const DATABASE: [&str; 3] = ["database", "initialcatalog", "db"];
const USER: [&str; 5] = ["userid", "username", "uid", "user", "login"];
const PASSWORD: [&str; 4] = ["password", "pwd", "psw", "pass"];
const SERVER: [&str; 6] = ["server", "host", "datasource", "address", "addr", "networkaddress"];
const FILE: [&str; 2] = ["datasource", "filename"];

pub(super) fn read(text: &str) -> Result<Draft, ConnectionError> {
    let mut pairs = Pairs::parse(text, Quoting::Marks)?.without_repeats(true);
    let system = provider::of(&pairs).ok_or(ConnectionError::NotAConnection)?;
    let mut connection = Connection::new(system);
    connection.password = pairs.take(&PASSWORD).unwrap_or_default();
    if system == System::Sqlite {
        connection.database = pairs.take_text(&FILE);
        pairs.into_options(&mut connection)?;
        return Ok(Draft::new(connection, Form::AdoNet, ""));
    }
    connection.user = pairs.take_text(&USER);
    let address = pairs.take_text(&SERVER);
    if address.is_empty() {
        return Err(ConnectionError::NoHost);
    }
    if system != System::Oracle {
        connection.database = pairs.take_text(&DATABASE);
    }
    match system {
        System::PostgreSql | System::MySql => {
            let port = port_or_none(&pairs.take_text(&["port"]))?;
            connection.hosts = hosts(&address, port)?;
            pairs.into_options(&mut connection)?;
        }
        System::Oracle => {
            oracle::read_address(&mut connection, &address)?;
            pairs.into_options(&mut connection)?;
        }
        _ => {
            pairs.into_options(&mut connection)?;
            read_server(&mut connection, &address)?;
        }
    }
    Ok(Draft::new(connection, Form::AdoNet, ""))
}

/// `None` where the provider cannot reach what is meant: a socket, several servers.
pub(super) fn write(connection: &Connection) -> Option<Buffer> {
    let mut out = Buffer::default();
    match connection.system {
        System::PostgreSql => write_postgresql(&mut out, connection)?,
        System::MySql => write_mysql(&mut out, connection)?,
        System::SqlServer => return write_sqlserver(connection),
        System::Oracle => {
            let (address, beside) = oracle::address(connection);
            push_given(&mut out, "User Id", &connection.user, Quoting::Marks);
            push_password(&mut out, "Password", connection);
            push_pair(&mut out, "Data Source", &address, Quoting::Marks);
            push_options(&mut out, &beside, Quoting::Marks);
            return Some(out);
        }
        System::Sqlite => {
            push_pair(&mut out, "Data Source", &connection.database, Quoting::Marks);
            push_password(&mut out, "Password", connection);
        }
        _ => return None,
    }
    push_options(&mut out, &connection.options, Quoting::Marks);
    Some(out)
}

fn push_password(out: &mut Buffer, name: &str, connection: &Connection) {
    // Exposed to be written.
    push_given(out, name, connection.password.expose(), Quoting::Marks);
}

/// One host with its port beside it; several with their ports behind them.
fn write_postgresql(out: &mut Buffer, connection: &Connection) -> Option<()> {
    let (host, port) = match connection.hosts.as_slice() {
        [] => return None,
        [one] => (Buffer::new(one.host.clone()), one.port),
        several => (joined(several), None),
    };
    push_pair(out, "Host", &host, Quoting::Marks);
    push_port_pair(out, port);
    push_given(out, "Database", &connection.database, Quoting::Marks);
    push_given(out, "Username", &connection.user, Quoting::Marks);
    push_password(out, "Password", connection);
    Some(())
}

fn joined(endpoints: &[Endpoint]) -> Buffer {
    let mut out = Buffer::default();
    for (place, endpoint) in endpoints.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        endpoint.push(&mut out);
    }
    out
}

fn push_port_pair(out: &mut Buffer, port: Option<u16>) {
    let port = port.map(|port| port.to_string()).unwrap_or_default();
    push_given(out, "Port", &port, Quoting::Marks);
}

/// Several hosts share one port. `Uid` is written even where it is empty: it tells the string from SQL Server's.
fn write_mysql(out: &mut Buffer, connection: &Connection) -> Option<()> {
    let port = connection.hosts.first()?.port;
    if connection.hosts.iter().any(|endpoint| endpoint.port != port || endpoint.is_socket()) {
        return None;
    }
    let names: Vec<&str> = connection.hosts.iter().map(|endpoint| endpoint.host.as_str()).collect();
    push_pair(out, "Server", &names.join(","), Quoting::Marks);
    push_port_pair(out, port);
    push_given(out, "Database", &connection.database, Quoting::Marks);
    push_pair(out, "Uid", &connection.user, Quoting::Marks);
    push_password(out, "Pwd", connection);
    Some(())
}

fn write_sqlserver(connection: &Connection) -> Option<Buffer> {
    let (instance, rest) = split_instance(connection);
    let mut out = Buffer::default();
    push_pair(&mut out, "Data Source", &server(&rest, &instance)?, Quoting::Marks);
    push_pair(&mut out, "Initial Catalog", &rest.database, Quoting::Marks);
    push_given(&mut out, "User ID", &rest.user, Quoting::Marks);
    push_password(&mut out, "Password", &rest);
    push_options(&mut out, &rest.options, Quoting::Marks);
    Some(out)
}
