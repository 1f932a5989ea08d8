//! Options that drivers of one product call by different names, and values that they spell differently.
//!
//! Only what means the same in every driver, in the same unit, is translated; everything else is carried over as it is.
//! Names and values are those of the drivers' own documentation: libpq (PostgreSQL manual, 34.1.2), pgJDBC and Npgsql
//! ("Connection string parameters"), MySQL's URI-like strings and Connector/J, MySqlConnector ("Connection options"),
//! MySQL Connector/ODBC; SqlClient's `ConnectionString`, "DSN and connection string keywords" of the ODBC driver, and
//! "Setting the connection properties" of the JDBC driver for SQL Server.

use super::text::folded;
use super::{ConnectionOption, Form, System};
use strongroom_secret::SecretString;

/// One option: the name of the product's main form, and what other forms call it.
struct Known {
    name: &'static str,
    /// The first is what is written; all are read, whatever their case and the marks between their words.
    others: &'static [(Form, &'static [&'static str])],
    values: Values,
}

/// How values differ.
#[derive(Clone, Copy)]
enum Values {
    /// They do not.
    Same,
    /// Yes or no.
    Truth,
    /// The main spelling, ADO.NET's, and what else is read as the same.
    Words(&'static [(&'static str, &'static str, &'static [&'static str])]),
}

const fn known(
    name: &'static str,
    others: &'static [(Form, &'static [&'static str])],
    values: Values,
) -> Known {
    Known { name, others, values }
}

use Form::{AdoNet, Jdbc, Odbc, Url};
use Values::{Same, Truth, Words};

const POSTGRESQL_MODES: Values = Words(&[
    ("disable", "Disable", &[]),
    ("allow", "Allow", &[]),
    ("prefer", "Prefer", &[]),
    ("require", "Require", &[]),
    ("verify-ca", "VerifyCA", &[]),
    ("verify-full", "VerifyFull", &[]),
]);
const MYSQL_MODES: Values = Words(&[
    ("DISABLED", "Disabled", &["none", "disable"]),
    ("PREFERRED", "Preferred", &["prefer"]),
    ("REQUIRED", "Required", &["require"]),
    ("VERIFY_CA", "VerifyCA", &[]),
    ("VERIFY_IDENTITY", "VerifyFull", &[]),
]);
const ENCRYPT: Values = Words(&[
    ("true", "True", &["yes", "mandatory", "1", "on"]),
    ("false", "False", &["no", "optional", "0", "off"]),
    ("strict", "Strict", &[]),
]);
const SESSIONS: Values = Words(&[
    ("any", "Any", &[]),
    ("primary", "Primary", &[]),
    ("standby", "Standby", &[]),
    ("prefer-standby", "PreferStandby", &[]),
    ("read-write", "ReadWrite", &[]),
    ("read-only", "ReadOnly", &[]),
]);

const POSTGRESQL: &[Known] = &[
    known("sslmode", &[(AdoNet, &["SSL Mode"]), (Odbc, &["SSLmode"])], POSTGRESQL_MODES),
    known("sslrootcert", &[(AdoNet, &["Root Certificate"])], Same),
    known("sslcert", &[(AdoNet, &["SSL Certificate"])], Same),
    known("sslkey", &[(AdoNet, &["SSL Key"])], Same),
    known("sslpassword", &[(AdoNet, &["SSL Password"])], Same),
    known("application_name", &[(Jdbc, &["ApplicationName"]), (AdoNet, &["Application Name"])], Same),
    known("connect_timeout", &[(Jdbc, &["connectTimeout"]), (AdoNet, &["Timeout"])], Same),
    known("target_session_attrs", &[(AdoNet, &["Target Session Attributes"])], SESSIONS),
    known("options", &[(AdoNet, &["Options"])], Same),
];

const MYSQL: &[Known] = &[
    known(
        "ssl-mode",
        &[(Url, &["ssl-mode"]), (Jdbc, &["sslMode"]), (AdoNet, &["SslMode"]), (Odbc, &["SSLMODE"])],
        MYSQL_MODES,
    ),
    known(
        "ssl-ca",
        &[(Url, &["ssl-ca"]), (AdoNet, &["SslCa", "CACertificateFile"]), (Odbc, &["SSLCA"])],
        Same,
    ),
    known("ssl-cert", &[(Url, &["ssl-cert"]), (AdoNet, &["SslCert"]), (Odbc, &["SSLCERT"])], Same),
    known("ssl-key", &[(Url, &["ssl-key"]), (AdoNet, &["SslKey"]), (Odbc, &["SSLKEY"])], Same),
];

const MARIADB: &[Known] = &[known("sslMode", &[(Url, &["sslMode"]), (Jdbc, &["sslMode"])], Same)];

const SQL_SERVER: &[Known] = &[
    known("encrypt", &[(Url, &["encrypt"]), (AdoNet, &["Encrypt"]), (Odbc, &["Encrypt"])], ENCRYPT),
    known(
        "trustServerCertificate",
        &[
            (Url, &["trustServerCertificate"]),
            (AdoNet, &["TrustServerCertificate"]),
            (Odbc, &["TrustServerCertificate"]),
        ],
        Truth,
    ),
    known(
        "integratedSecurity",
        &[(AdoNet, &["Integrated Security", "Trusted_Connection"]), (Odbc, &["Trusted_Connection"])],
        Truth,
    ),
    known(
        "multiSubnetFailover",
        &[(AdoNet, &["MultiSubnetFailover"]), (Odbc, &["MultiSubnetFailover"])],
        Truth,
    ),
    known("applicationIntent", &[(AdoNet, &["ApplicationIntent"]), (Odbc, &["ApplicationIntent"])], Same),
    known("applicationName", &[(AdoNet, &["Application Name", "App"]), (Odbc, &["APP"])], Same),
    known("loginTimeout", &[(AdoNet, &["Connect Timeout", "Connection Timeout", "Timeout"])], Same),
    known("failoverPartner", &[(AdoNet, &["Failover Partner"]), (Odbc, &["Failover_Partner"])], Same),
    known(
        "hostNameInCertificate",
        &[(AdoNet, &["Host Name In Certificate"]), (Odbc, &["HostNameInCertificate"])],
        Same,
    ),
];

fn table(system: System) -> &'static [Known] {
    match system {
        System::PostgreSql => POSTGRESQL,
        System::MySql => MYSQL,
        System::MariaDb => MARIADB,
        System::SqlServer => SQL_SERVER,
        _ => &[],
    }
}

impl Known {
    fn names(&self, form: Form) -> &'static [&'static str] {
        self.others.iter().find(|(other, _)| *other == form).map_or(&[], |(_, names)| names)
    }

    fn is_called(&self, name: &str, form: Form) -> bool {
        let names = self.names(form);
        self.name == name || names.iter().any(|other| folded(other) == folded(name))
    }
}

/// The options of a form by the names and values of the product's main form.
pub(super) fn canonical(system: System, form: Form, options: &[ConnectionOption]) -> Vec<ConnectionOption> {
    let known = table(system);
    options
        .iter()
        .map(|option| match known.iter().find(|known| known.is_called(&option.name, form)) {
            // Exposed to be compared with words that are no secrets.
            Some(known) => renamed(option, known.name, main_value(known.values, option.value.expose())),
            None => canonical_other(system, form, option),
        })
        .collect()
}

/// What older drivers say with another option.
fn canonical_other(system: System, form: Form, option: &ConnectionOption) -> ConnectionOption {
    match (system, form) {
        // libpq, 34.1.1.2: "ssl=true" of JDBC is read as sslmode=require.
        (System::PostgreSql, Form::Url) if option.is("ssl", "true") => {
            ConnectionOption::new("sslmode", "require")
        }
        // pgJDBC: ssl=true alone means sslmode=verify-full.
        (System::PostgreSql, Form::Jdbc) if option.is("ssl", "true") => {
            ConnectionOption::new("sslmode", "verify-full")
        }
        (System::Oracle, _) => renamed(option, &option.name.to_ascii_lowercase(), None),
        _ => option.clone(),
    }
}

/// The options by the names and values of that form.
pub(super) fn spelled(system: System, form: Form, options: &[ConnectionOption]) -> Vec<ConnectionOption> {
    let known = table(system);
    options
        .iter()
        .map(|option| match known.iter().find(|known| known.name == option.name) {
            Some(known) => {
                let name = known.names(form).first().copied().unwrap_or(known.name);
                // Exposed to be compared with words that are no secrets.
                renamed(option, name, spelled_value(known.values, form, option.value.expose()))
            }
            None => option.clone(),
        })
        .collect()
}

fn renamed(option: &ConnectionOption, name: &str, value: Option<&str>) -> ConnectionOption {
    let value = value.map_or_else(|| option.value.clone(), SecretString::from);
    ConnectionOption { name: name.to_owned(), value, secret: option.secret || super::option::is_secret(name) }
}

fn main_value(values: Values, value: &str) -> Option<&'static str> {
    // Longer than any word: not worth folding.
    if value.len() > 32 {
        return None;
    }
    let value = folded(value);
    match values {
        Same => None,
        Truth if matches!(value.as_str(), "true" | "yes" | "sspi" | "1" | "on") => Some("true"),
        Truth if matches!(value.as_str(), "false" | "no" | "0" | "off") => Some("false"),
        Truth => None,
        Words(words) => words
            .iter()
            .find(|(main, ado, others)| {
                folded(main) == value || folded(ado) == value || others.contains(&value.as_str())
            })
            .map(|(main, _, _)| *main),
    }
}

fn spelled_value(values: Values, form: Form, value: &str) -> Option<&'static str> {
    match (values, form, value) {
        (Truth, AdoNet, "true") => Some("True"),
        (Truth, AdoNet, "false") => Some("False"),
        (Truth | Words(_), Odbc, "true") => Some("yes"),
        (Truth | Words(_), Odbc, "false") => Some("no"),
        (Words(words), AdoNet, _) => words.iter().find(|(main, _, _)| *main == value).map(|(_, ado, _)| *ado),
        _ => None,
    }
}
