//! Where a connection leads and how: what a person is told before a server is asked, and exactly what is asked then. It
//! must never look anything up.

use super::{Connection, Encryption, Endpoint, System};
use strongroom_secret::SecretString;
use thiserror::Error;

/// Most hosts that are tried.
const MAX_PLACES: usize = 8;

/// A way to a server that can be tried. Everything in it is personal, the password secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The product: PostgreSQL, MySQL, MariaDB or SQLite.
    pub system: System,
    /// Where it may be, in the order in which the places are tried; at least one, at most eight.
    pub places: Vec<Place>,
    /// The database; empty for the account's own. For SQLite empty, since the place is the file.
    pub database: String,
    /// The account; empty for SQLite.
    pub user: String,
    /// The password. Secret.
    pub password: SecretString,
    /// How it is encrypted.
    pub tls: Tls,
    /// A file of certificates to be trusted in place of the system's.
    pub root_certificate: Option<String>,
    /// Files with the client's certificate and its key.
    pub client_certificate: Option<(String, String)>,
}

/// Where a server listens, or a database lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A host, as a name or an address without brackets, and a port.
    Host(String, u16),
    /// A Unix socket.
    Socket(String),
    /// A file on this machine, by its whole path.
    File(String),
}

/// How a connection is encrypted when it is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: a file, a socket, or because the connection says so.
    Off,
    /// If the server agrees; only with a server on the own machine or network.
    Offered,
    /// In any case, with whoever answers.
    Required,
    /// In any case, with a server whose certificate was signed by somebody trusted.
    Chain,
    /// In any case, with a server whose certificate was signed by somebody trusted and names the host.
    Name,
}

/// Why a connection cannot be tried.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReachError {
    /// This program does not speak to that product.
    #[error("connections to {} are not tested: use PostgreSQL, MySQL, MariaDB or SQLite", .0.name())]
    OtherSystem(System),
    /// It says with an option where the server is.
    #[error("the option {0} leads somewhere that is not known here: write host and port into the connection")]
    Elsewhere(&'static str),
    /// More hosts than are tried.
    #[error("the connection names more than eight hosts: keep those that are to be tested")]
    TooManyHosts,
    /// A socket where a product has none, or an abstract one.
    #[error("a socket of that kind is not tested: write host and port into the connection")]
    Socket,
    /// A database that is nowhere on a disk.
    #[error("a database in memory cannot be tested: name its file")]
    InMemory,
    /// The path depends on where a program was started.
    #[error("the file's path is not whole: write it from the root of the file system on")]
    RelativeFile,
    /// Neither file nor server.
    #[error("the connection names no file: add its path")]
    NoFile,
    /// SQLite with a passphrase.
    #[error("an encrypted SQLite file is not tested: open it with the program that encrypted it")]
    EncryptedFile,
    /// No account.
    #[error("the connection names no user: add one to the item")]
    NoUser,
}

impl Connection {
    /// Where this connection leads. Where its options leave it to the server whether anything is encrypted, and the server
    /// is neither on the own machine nor in the own network, encryption is insisted on: a test must not give a password
    /// away to whoever sits in between.
    pub fn reach(&self) -> Result<Reach, ReachError> {
        match self.system {
            System::PostgreSql | System::MySql | System::MariaDb => self.reach_server(),
            System::Sqlite => self.reach_file(),
            other => Err(ReachError::OtherSystem(other)),
        }
    }

    fn reach_server(&self) -> Result<Reach, ReachError> {
        if let Some(option) = ["hostaddr", "service"].into_iter().find(|name| self.option(name).is_some()) {
            return Err(ReachError::Elsewhere(option));
        }
        if self.hosts.len() > MAX_PLACES {
            return Err(ReachError::TooManyHosts);
        }
        if self.user.is_empty() {
            return Err(ReachError::NoUser);
        }
        let mut places = self.hosts.iter().map(|host| self.place(host)).collect::<Result<Vec<_>, _>>()?;
        if places.is_empty() {
            places.push(Place::Host("localhost".to_owned(), self.port(None)));
        }
        let on_sockets = places.iter().all(|place| matches!(place, Place::Socket(_)));
        let file = |names: [&str; 2]| names.iter().find_map(|name| self.option(name)).map(str::to_owned);
        Ok(Reach {
            system: self.system,
            places,
            database: self.database.clone(),
            user: self.user.clone(),
            password: self.password.clone(),
            tls: if on_sockets { Tls::Off } else { self.tls() },
            root_certificate: file(["sslrootcert", "ssl-ca"]).filter(|path| path != "system"),
            client_certificate: file(["sslcert", "ssl-cert"]).zip(file(["sslkey", "ssl-key"])),
        })
    }

    fn port(&self, port: Option<u16>) -> u16 {
        port.or(self.system.default_port(false)).unwrap_or_default()
    }

    fn place(&self, endpoint: &Endpoint) -> Result<Place, ReachError> {
        if !endpoint.is_socket() {
            return Ok(Place::Host(endpoint.host.clone(), self.port(endpoint.port)));
        }
        if endpoint.host.starts_with('@') {
            return Err(ReachError::Socket);
        }
        Ok(Place::Socket(match self.system {
            // libpq, 34.1.2: the option names the folder.
            System::PostgreSql => {
                format!("{}/.s.PGSQL.{}", endpoint.host.trim_end_matches('/'), self.port(endpoint.port))
            }
            _ => endpoint.host.clone(),
        }))
    }

    fn tls(&self) -> Tls {
        let unsaid = match self.encryption() {
            Encryption::Verified if self.checks_chain_only() => return Tls::Chain,
            Encryption::Verified => return Tls::Name,
            Encryption::Required => return Tls::Required,
            // What a driver does where nothing is said is no wish of the person.
            Encryption::Off => self.system == System::MariaDb && !self.says_how(),
            Encryption::Opportunistic | Encryption::Unknown => true,
        };
        match (unsaid, self.is_remote()) {
            (false, _) => Tls::Off,
            (true, false) => Tls::Offered,
            (true, true) => Tls::Required,
        }
    }

    fn says_how(&self) -> bool {
        ["sslMode", "useSsl", "ssl", "tls", "forcetls"].iter().any(|name| self.option(name).is_some())
    }

    /// `verify-ca` and its kin, and libpq's `require` with a root certificate (34.19.1).
    fn checks_chain_only(&self) -> bool {
        let mode = ["sslmode", "ssl-mode", "sslMode"].iter().find_map(|name| self.option(name));
        mode.is_some_and(|mode| {
            ["verify-ca", "verify_ca", "require"].iter().any(|chain| mode.eq_ignore_ascii_case(chain))
        })
    }

    fn reach_file(&self) -> Result<Reach, ReachError> {
        let path = self.database.as_str();
        let whole = path.starts_with('/')
            || path.starts_with(r"\\")
            || path.get(1..3).is_some_and(|c| c == r":\" || c == ":/");
        match path {
            "" => return Err(ReachError::NoFile),
            ":memory:" => return Err(ReachError::InMemory),
            _ if self.option("mode") == Some("memory") => return Err(ReachError::InMemory),
            _ if !self.password.is_empty() => return Err(ReachError::EncryptedFile),
            _ if !whole => return Err(ReachError::RelativeFile),
            _ => {}
        }
        Ok(Reach {
            system: self.system,
            places: vec![Place::File(path.to_owned())],
            database: String::new(),
            user: String::new(),
            password: SecretString::default(),
            tls: Tls::Off,
            root_certificate: None,
            client_certificate: None,
        })
    }
}

impl Reach {
    /// Whether user name and password may cross a network in the clear.
    pub fn is_in_the_clear(&self) -> bool {
        let remote = |place: &Place| match place {
            Place::Host(host, port) => !Endpoint { host: host.clone(), port: Some(*port) }.is_local(),
            Place::Socket(_) | Place::File(_) => false,
        };
        self.tls == Tls::Off && self.places.iter().any(remote)
    }
}

impl Place {
    /// As people write it: `host:port`, `[IPv6]:port`, or a path. Personal.
    pub fn written(&self) -> String {
        match self {
            Self::Host(host, port) if host.contains(':') => format!("[{host}]:{port}"),
            Self::Host(host, port) => format!("{host}:{port}"),
            Self::Socket(path) | Self::File(path) => path.clone(),
        }
    }
}

impl Tls {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Offered => "offered",
            Self::Required => "required",
            Self::Chain => "verified_chain",
            Self::Name => "verified_name",
        }
    }
}
