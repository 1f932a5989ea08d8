//! Connections to databases and message brokers: one typed value, read from every way in which products write them and
//! written back in any other way of the same product.
//!
//! It must never drop a part silently: what a form cannot express is not written in it. No secret leaves but through
//! [`Connection::write`] and the fields that are secret by type.

mod ado;
mod encryption;
mod endpoint;
mod error;
mod examine;
mod item;
mod jdbc;
mod kafka;
mod known;
mod libpq;
mod odbc;
mod option;
mod oracle;
mod pairs;
mod parsed;
mod paste;
mod pgpass;
mod reach;
mod sqlserver;
mod system;
mod text;
mod url;
mod write;

#[cfg(test)]
mod tests;

pub use encryption::Encryption;
pub use endpoint::Endpoint;
pub use error::ConnectionError;
pub use examine::examine;
pub use item::{of_item, recognise};
pub use option::ConnectionOption;
pub use parsed::Parsed;
pub use reach::{Place, Reach, ReachError, Tls};
pub use system::{Form, System};

use strongroom_secret::SecretString;

/// Longest text that is looked at, in bytes. A connect descriptor or a Kafka configuration with a key inside is some
/// kilobytes long.
const MAX_TEXT: usize = 64 * 1024;
/// Most hosts of one connection.
const MAX_HOSTS: usize = 64;
/// Most options of one connection.
const MAX_OPTIONS: usize = 256;

/// A connection, whatever the form it was written in. Everything in it is personal, the password secret; options say
/// for themselves. An empty text is a part that is not given: no product has a use for an empty name.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The product.
    pub system: System,
    /// Where it listens, in the order in which the hosts are tried; empty where the client knows by itself.
    pub hosts: Vec<Endpoint>,
    /// The database, keyspace number (Redis), virtual host (AMQP), service name or SID (Oracle), or file (SQLite).
    pub database: String,
    /// The account.
    pub user: String,
    /// The password. Secret.
    pub password: SecretString,
    /// Everything else, in order, under the names of [`System`]'s own main form. What a scheme says (`rediss`,
    /// `mongodb+srv`, `jdbc:mysql:loadbalance`) stands here too.
    pub options: Vec<ConnectionOption>,
}

impl Connection {
    /// A connection to that product that says nothing else.
    pub fn new(system: System) -> Self {
        Self {
            system,
            hosts: Vec::new(),
            database: String::new(),
            user: String::new(),
            password: SecretString::default(),
            options: Vec::new(),
        }
    }

    /// Reads what was pasted: a URL, a list of keys and values, a line of a configuration file, with or without quotes,
    /// `export NAME=` and the like around it.
    pub fn parse(text: &str) -> Result<Parsed, ConnectionError> {
        paste::read(text)
    }

    /// The value of the first option of that name, in the spelling of the product's main form.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        let found =
            self.options.iter().find(|option| option.name.eq_ignore_ascii_case(name) && !option.secret);
        // Exposed because the option is marked as no secret.
        found.map(|option| option.value.expose().as_str())
    }

    /// The same connection without password and without the options that are secret.
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        Self {
            password: SecretString::default(),
            options: self.options.iter().filter(|option| !option.secret).cloned().collect(),
            ..self.clone()
        }
    }
}

/// The order of options matters only among those of one name, which some products let repeat.
impl PartialEq for Connection {
    fn eq(&self, other: &Self) -> bool {
        self.system == other.system
            && self.hosts == other.hosts
            && self.database == other.database
            && self.user == other.user
            && self.password == other.password
            && option::by_name(&self.options) == option::by_name(&other.options)
    }
}

impl Eq for Connection {}
