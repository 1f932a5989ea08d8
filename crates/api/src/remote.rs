//! Other machines, as far as the handlers contact them: because a person asked, with limits of time and size, at the places
//! that the person was told. No failure carries a secret that was sent.

use async_trait::async_trait;
use std::time::Duration;
use strongroom_credential::connection::{Place, Reach};
use strongroom_credential::oauth::{Endpoint, RefreshRequest};
use strongroom_secret::SecretBytes;

/// What may take how long, from the first look-up of a name to the answer.
pub const REMOTE_TIME: Duration = Duration::from_secs(10);
/// Most bytes of an answer over HTTP that are read.
pub const REMOTE_BYTES: usize = strongroom_credential::oauth::MAX_DOCUMENT;

/// The network, as far as the handlers need it. Each call ends within [`REMOTE_TIME`].
#[async_trait]
pub trait Remote: Send + Sync {
    /// Opens a connection to the database, reads what the server is, and closes it. Writes nothing.
    async fn try_database(&self, reach: Reach) -> Tried;
    /// Reads a document over HTTP, without following anybody elsewhere.
    async fn get(&self, from: &Endpoint) -> Result<Answer, Failure>;
    /// Sends the form over HTTP, without following anybody elsewhere.
    async fn post(&self, to: &Endpoint, request: RefreshRequest) -> Result<Answer, Failure>;
}

/// How trying a database went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The place that answered, or the last one that was tried.
    pub place: Place,
    /// How long it took.
    pub took: Duration,
    /// What the server said of itself, or why there is nothing.
    pub outcome: Result<ServerFacts, Failure>,
}

/// What a database server said of itself. From outside: shown as it is, without characters that steer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerFacts {
    /// Its own words for its version.
    pub version: String,
    /// Whether the connection is encrypted, where that can be known.
    pub encrypted: Option<bool>,
    /// The account that the connection became; empty for a file.
    pub user: String,
    /// Whether that account may do everything, where the server tells.
    pub superuser: Option<bool>,
    /// The database that was opened; may be empty.
    pub database: String,
}

/// An answer over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status: 200, 400, ….
    pub status: u16,
    /// The body, at most [`REMOTE_BYTES`] long. May be secret.
    pub body: SecretBytes,
}

/// Why another machine gave nothing of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What happened.
    pub kind: FailureKind,
    /// More about it: the reason of TLS by its stable name, the status of HTTP, what a server said. Never a secret.
    pub detail: Option<String>,
}

impl Failure {
    /// A failure of which nothing more is known.
    pub fn new(kind: FailureKind) -> Self {
        Self { kind, detail: None }
    }

    /// The same with what is known of it.
    #[must_use]
    pub fn with(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

/// What went wrong at or before another machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureKind {
    /// Nobody answers there.
    Unreachable,
    /// No machine has that name.
    NameNotFound,
    /// The two did not agree on encryption. Detail: a reason of TLS.
    TlsRefused,
    /// Wrong user or password, or an account that may not come from here.
    WrongCredentials,
    /// There is no such database, or the account may not open it.
    NoDatabase,
    /// It took longer than [`REMOTE_TIME`].
    TimedOut,
    /// Somebody answered in another language, or hung up.
    NotThatServer,
    /// The server refuses for a reason of its own. Detail: what it says.
    Refused,
    /// The file is not there.
    NoFile,
    /// The file may not be read.
    UnreadableFile,
    /// The answer is larger than [`REMOTE_BYTES`].
    TooLarge,
    /// The answer leads elsewhere. Nobody followed.
    Redirected,
    /// The answer is none that a provider gives. Detail: the status.
    BadAnswer,
}

impl FailureKind {
    /// Its stable name, the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::NameNotFound => "name_not_found",
            Self::TlsRefused => "tls_refused",
            Self::WrongCredentials => "wrong_credentials",
            Self::NoDatabase => "no_database",
            Self::TimedOut => "timed_out",
            Self::NotThatServer => "not_that_server",
            Self::Refused => "refused",
            Self::NoFile => "no_file",
            Self::UnreadableFile => "unreadable_file",
            Self::TooLarge => "too_large",
            Self::Redirected => "redirected",
            Self::BadAnswer => "bad_answer",
        }
    }
}
