//! ODBC's connection strings (`SQLDriverConnect`; [MS-ODBCSTR]) for the drivers of SQL Server, PostgreSQL (psqlODBC),
//! MySQL, MariaDB, Oracle and SQLite. Keywords are those of each driver's documentation.

use super::endpoint::{as_two_lists, two_lists};
use super::pairs::{Pairs, Quoting, push_given, push_options, push_pair};
use super::parsed::Draft;
use super::sqlserver::{read_server, server, split_instance};
use super::text::Buffer;
use super::{Connection, ConnectionError, ConnectionOption, Form, System, oracle};

/// The option under which the driver's name is kept, where it is another than the default one.
const DRIVER: &str = "driver";
/// Parts of drivers' names, the more telling ones first.
const DRIVERS: &[(&str, System)] = &[
    ("postgres", System::PostgreSql),
    ("psqlodbc", System::PostgreSql),
    ("mariadb", System::MariaDb),
    ("maodbc", System::MariaDb),
    ("mysql", System::MySql),
    ("myodbc", System::MySql),
    ("sqlite", System::Sqlite),
    ("oracle", System::Oracle),
    ("oraclient", System::Oracle),
    ("sql server", System::SqlServer),
    ("sql native client", System::SqlServer),
    ("msodbcsql", System::SqlServer),
    ("freetds", System::SqlServer),
    ("tdsodbc", System::SqlServer),
];
const USER: [&str; 4] = ["uid", "user", "username", "userid"];
const PASSWORD: [&str; 2] = ["pwd", "password"];

/// Whether the text names a driver or data source.
pub(super) fn is_likely(text: &str) -> bool {
    let has = |word: &str| {
        text.split(';').any(|pair| {
            pair.trim_start().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        })
    };
    has("driver") || has("dsn=") || has("filedsn=")
}

pub(super) fn read(text: &str) -> Result<Draft, ConnectionError> {
    let mut pairs = Pairs::parse(text, Quoting::Braces)?.without_repeats(false);
    let driver = pairs.take_text(&[DRIVER]);
    let lower = driver.to_ascii_lowercase();
    let (_, system) =
        *DRIVERS.iter().find(|(part, _)| lower.contains(part)).ok_or(ConnectionError::UnknownSystem)?;
    let mut connection = Connection::new(system);
    connection.password = pairs.take(&PASSWORD).unwrap_or_default();
    connection.user = pairs.take_text(&USER);
    match system {
        System::Oracle => oracle::read_address(&mut connection, &pairs.take_text(&["dbq", "server"]))?,
        _ => connection.database = pairs.take_text(&["database", "db", "initialcatalog"]),
    }
    let address = pairs.take_text(&["server", "servername", "address", "addr"]);
    let port = if matches!(system, System::Sqlite | System::Oracle) {
        String::new()
    } else {
        pairs.take_text(&["port"])
    };
    pairs.into_options(&mut connection)?;
    read_place(&mut connection, &address, port)?;
    if !driver.eq_ignore_ascii_case(default_driver(system)) {
        connection.push_first(DRIVER, &driver);
    }
    Ok(Draft::new(connection, Form::Odbc, ""))
}

fn read_place(connection: &mut Connection, address: &str, port: String) -> Result<(), ConnectionError> {
    match connection.system {
        System::Oracle | System::Sqlite => {}
        System::SqlServer => {
            read_server(connection, address)?;
            // FreeTDS has the port apart.
            if !port.is_empty() {
                connection.hosts = two_lists(&as_two_lists(&connection.hosts).0, &port)?;
            }
        }
        _ if !address.is_empty() => connection.hosts = two_lists(address, &port)?,
        _ if !port.is_empty() => connection.push_option("port", port.into())?,
        _ => {}
    }
    Ok(())
}

/// The driver that is named where the connection does not say which.
fn default_driver(system: System) -> &'static str {
    match system {
        System::PostgreSql => "PostgreSQL Unicode",
        System::MySql => "MySQL ODBC 8.0 Unicode Driver",
        System::MariaDb => "MariaDB ODBC 3.1 Driver",
        System::SqlServer => "ODBC Driver 18 for SQL Server",
        System::Oracle => "Oracle 19 ODBC driver",
        System::Sqlite => "SQLite3 ODBC Driver",
        _ => "",
    }
}

/// `None` where the driver cannot reach what is meant.
pub(super) fn write(connection: &Connection) -> Option<Buffer> {
    let place = connection.options.iter().position(|option| option.name.eq_ignore_ascii_case(DRIVER));
    let driver = place.and_then(|place| connection.options.get(place));
    let rest = |options: &[ConnectionOption]| -> Vec<ConnectionOption> {
        options.iter().filter(|option| !option.name.eq_ignore_ascii_case(DRIVER)).cloned().collect()
    };
    let connection = Connection { options: rest(&connection.options), ..connection.clone() };
    let mut out = Buffer::default();
    // Exposed because a driver's name is no secret.
    let driver = driver.map_or(default_driver(connection.system), |driver| driver.value.expose());
    out.push_str(&format!("Driver={{{}}};", driver.replace('}', "}}")));
    let options = push_place(&mut out, &connection)?;
    push_given(&mut out, "Uid", &connection.user, Quoting::Braces);
    // Exposed to be written.
    push_given(&mut out, "Pwd", connection.password.expose(), Quoting::Braces);
    push_options(&mut out, &options, Quoting::Braces);
    Some(out)
}

/// Appends server, port and database; gives the options that are left.
fn push_place(out: &mut Buffer, connection: &Connection) -> Option<Vec<ConnectionOption>> {
    match connection.system {
        System::SqlServer => {
            let (instance, rest) = split_instance(connection);
            push_pair(out, "Server", &server(&rest, &instance)?, Quoting::Braces);
            push_given(out, "Database", &rest.database, Quoting::Braces);
            return Some(rest.options);
        }
        System::Oracle => {
            let (address, beside) = oracle::address(connection);
            push_pair(out, "Dbq", &address, Quoting::Braces);
            return Some(beside);
        }
        System::Sqlite => push_pair(out, "Database", &connection.database, Quoting::Braces),
        _ => {
            let (hosts, ports) = as_two_lists(&connection.hosts);
            push_given(out, "Server", &hosts, Quoting::Braces);
            push_given(out, "Port", &ports, Quoting::Braces);
            push_given(out, "Database", &connection.database, Quoting::Braces);
        }
    }
    Some(connection.options.clone())
}
