//! URLs of the products' own schemes (RFC 3986, as far as the products follow it).

mod common;
mod mssql;
mod oracle;
mod redis;
mod split;
mod sqlite;

pub(super) use common::push_query;
pub(super) use split::{Split, query};
pub(super) use sqlite::is_file_name;

use super::parsed::Draft;
use super::text::{Buffer, starts_with};
use super::{Connection, ConnectionError, Form, System};

/// Schemes without what follows a `+`; the first of each system is the one that is written. Those of Django's URLs, of
/// SQLAlchemy's dialects and of hosting companies stand beside the products' own.
const SCHEMES: &[(&str, System)] = &[
    ("postgresql", System::PostgreSql),
    ("postgres", System::PostgreSql),
    ("pgsql", System::PostgreSql),
    ("psql", System::PostgreSql),
    ("postgis", System::PostgreSql),
    ("cockroach", System::PostgreSql),
    ("cockroachdb", System::PostgreSql),
    ("timescale", System::PostgreSql),
    ("timescalegis", System::PostgreSql),
    ("redshift", System::PostgreSql),
    ("mysql", System::MySql),
    ("mysql2", System::MySql),
    ("mysqlx", System::MySql),
    ("mysqlgis", System::MySql),
    ("mysql-connector", System::MySql),
    ("mariadb", System::MariaDb),
    ("mssql", System::SqlServer),
    ("mssqlms", System::SqlServer),
    ("sqlserver", System::SqlServer),
    ("azuresql", System::SqlServer),
    ("oracle", System::Oracle),
    ("oraclegis", System::Oracle),
    ("mongodb", System::MongoDb),
    ("redis", System::Redis),
    ("rediss", System::Redis),
    ("rediscache", System::Redis),
    ("valkey", System::Redis),
    ("valkeys", System::Redis),
    ("redis-sentinel", System::Redis),
    ("rediss-sentinel", System::Redis),
    ("redis-socket", System::Redis),
    ("unix", System::Redis),
    ("sqlite", System::Sqlite),
    ("sqlite3", System::Sqlite),
    ("spatialite", System::Sqlite),
    ("file", System::Sqlite),
    ("amqp", System::Amqp),
    ("amqps", System::Amqp),
    ("pyamqp", System::Amqp),
    ("http", System::Elasticsearch),
    ("https", System::Elasticsearch),
];

/// Schemes that mean encryption.
const SECURE: [&str; 5] = ["rediss", "valkeys", "rediss-sentinel", "amqps", "https"];

/// The scheme of a text and its system, where it is one of those.
pub(super) fn scheme(text: &str) -> Option<(&str, System)> {
    let (scheme, rest) = text.split_once(':')?;
    let base = scheme.split('+').next().unwrap_or_default();
    let (_, system) = SCHEMES.iter().find(|(known, _)| base.eq_ignore_ascii_case(known))?;
    let plain = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let fits = rest.starts_with("//") || *system == System::Sqlite;
    (plain && fits).then_some((scheme, *system))
}

/// Reads a URL whose scheme is known.
pub(super) fn read(text: &str, scheme: &str, system: System) -> Result<Draft, ConnectionError> {
    if system == System::Sqlite {
        return sqlite::read(text, scheme);
    }
    if system == System::SqlServer && mssql::is_list(text) {
        return mssql::read_list(text, scheme);
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(ConnectionError::Space);
    }
    let split = Split::of(text)?;
    let mut connection = match system {
        System::SqlServer => return mssql::read(&split),
        System::Oracle => oracle::read(&split)?,
        System::Redis => redis::read(&split)?,
        _ => common::read(system, &split)?,
    };
    if SECURE.iter().any(|secure| scheme.eq_ignore_ascii_case(secure)) {
        connection.push_first("tls", "true");
    }
    if scheme.split('+').skip(1).any(|part| part.eq_ignore_ascii_case("srv")) {
        connection.push_first("srv", "true");
    }
    Ok(Draft::new(connection, Form::Url, scheme))
}

/// Writes a URL; the scheme is empty for the system's own.
pub(super) fn write(connection: &Connection, form: Form, scheme: &str) -> Option<Buffer> {
    match connection.system {
        System::Sqlite => Some(sqlite::write(connection, form, scheme)),
        System::Kafka => None,
        System::Redis => Some(redis::write(connection, scheme)),
        System::SqlServer => Some(mssql::write(connection, scheme)),
        System::Oracle => Some(oracle::write(connection, scheme)),
        _ => Some(common::write(connection, scheme)),
    }
}

/// The scheme to write, and the options that are left for the query.
fn choose<'a>(connection: &'a Connection, scheme: &'a str) -> (&'a str, &'a [super::ConnectionOption]) {
    let has_tls = matches!(connection.system, System::Redis | System::Amqp | System::Elasticsearch);
    let has_srv = matches!(connection.system, System::MongoDb | System::MySql);
    let (name, is_said) = if has_tls { ("tls", is_secure as fn(&str) -> bool) } else { ("srv", is_srv as _) };
    let (first, rest) = connection.split_first(name, "true");
    let said = (has_tls || has_srv) && first && (scheme.is_empty() || is_said(scheme));
    let own = match (connection.system, said) {
        (System::PostgreSql, _) => "postgresql",
        (System::MySql, false) => "mysql",
        (System::MySql, true) => "mysqlx+srv",
        (System::MariaDb, _) => "mariadb",
        (System::MongoDb, false) => "mongodb",
        (System::MongoDb, true) => "mongodb+srv",
        (System::Redis, false) => "redis",
        (System::Redis, true) => "rediss",
        (System::Amqp, false) => "amqp",
        (System::Amqp, true) => "amqps",
        (System::Elasticsearch, false) => "http",
        (System::Elasticsearch, true) => "https",
        (System::SqlServer, _) => "mssql",
        (System::Oracle, _) => "oracle",
        (System::Sqlite | System::Kafka, _) => "",
    };
    (if scheme.is_empty() { own } else { scheme }, if said { rest } else { &connection.options })
}

fn is_secure(scheme: &str) -> bool {
    SECURE.iter().any(|secure| scheme.eq_ignore_ascii_case(secure))
}

fn is_srv(scheme: &str) -> bool {
    scheme.split('+').skip(1).any(|part| starts_with(part, "srv") && part.len() == 3)
}
