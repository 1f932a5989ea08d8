//! Why the program did not do what it was asked: for a person in two parts, for a script as the exit code.

use std::process::ExitCode;
use strongroom_api::{ApiError, ErrorCode};
use thiserror::Error;

/// The table of exit codes, as `--help` shows it; docs/cli.md has it too.
pub(crate) const EXIT_CODES: &str = "Exit codes:
   0  done
   1  the system failed
   2  the command line or a value is not valid
   3  wrong password, passphrase or recovery code
   4  too many attempts: wait
   5  no such file, item, field or folder
   6  a name fits several items, fields or folders
   7  somebody else changed it first
   8  a file is damaged or of the wrong kind
   9  there is a file already
  10  the keyring did not give the device secret
  11  the vault file is older than the one last seen here
  12  the file needs a password of its own
  13  to open the vault file takes more memory or time than usual
  14  the vault's index is damaged and can be made anew
  15  nothing that is known was recognised
  16  a password was found in published breaches
  17  another machine was not reached, or refused
  18  a rule of the framework failed
  19  the chain of a certificate does not hold";

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    Done = 0,
    System = 1,
    Invalid = 2,
    WrongPassword = 3,
    Throttled = 4,
    NotFound = 5,
    Ambiguous = 6,
    Conflict = 7,
    BadFile = 8,
    Exists = 9,
    DeviceSecretMissing = 10,
    OlderFile = 11,
    NeedsPassword = 12,
    CostlyFile = 13,
    IndexDamaged = 14,
    Unrecognised = 15,
    Breached = 16,
    Remote = 17,
    RulesFailed = 18,
    ChainFailed = 19,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command failed. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub(crate) enum Failure {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error("the program could not start: check how many processes and how much memory you may use")]
    Start,
    #[error("the home folder is unknown: set the environment variable HOME")]
    NoHome,
    #[error("no vault was named: give --vault FILE or set STRONGROOM_VAULT")]
    NoVault,
    #[error("the path {path} is not UTF-8: rename the file or folder")]
    Path { path: String },
    #[error("there is no terminal to ask for {what} at: give it on standard input with --password-stdin")]
    NoTerminal { what: String },
    #[error("standard input ended before {what}: write one secret a line")]
    NoLine { what: String },
    #[error("{what} on standard input is not UTF-8 text of at most 1 MiB: check what is piped in")]
    BadLine { what: String },
    #[error("the two entries of {what} are not alike: start again")]
    NotAlike { what: String },
    #[error("the answer could not be written ({what}): check where standard output goes")]
    Output { what: String },
    #[error("a --field has no '=': write NAME=VALUE")]
    NoValue,
    #[error("nothing was to be changed: give --field NAME=VALUE or --remove NAME")]
    NothingToChange,
    #[error("no kind is called {kind}: choose one of {known}")]
    NoKind { kind: String, known: String },
    #[error("no kind of your own is called {kind}: you defined {known}")]
    NoOwnKind { kind: String, known: String },
    #[error("{path} could not be read ({what}): check the path and its permissions")]
    File { path: String, what: std::io::ErrorKind },
    #[error("{path} is not the definition of a kind: compare it with what `strongroom types export` prints")]
    NoType { path: String },
    #[error("a --map has no '=': write COLUMN=USE, for example Kennwort=password")]
    NoUse,
    #[error(
        "{path} is not how a table is to be read: compare it with table.mapping of `strongroom import --dry-run --json`"
    )]
    NoMapping { path: String },
    #[error("the passphrase is empty: enter one, or leave --passphrase out")]
    EmptyPassphrase,
    #[error("{path} is no text of at most 1 MiB: give a file of certificates in PEM")]
    NoCertificates { path: String },
    #[error("no item is called {name}: see `strongroom list`")]
    NoItem { name: String },
    #[error("no folder is called {name}: see the folders in the desktop app, or give its id")]
    NoFolder { name: String },
    #[error("there is no import that can be taken back: see `strongroom import --list`")]
    NoImport,
    #[error("the item has no field {name}: it has {known}")]
    NoField { name: String, known: String },
    #[error("the item has no file {name}: it has {known}")]
    NoAttachment { name: String, known: String },
    #[error("the item has no one-time code: add one with --field totp=-")]
    NoCode,
    #[error("the text is nothing that is known: pipe in the whole credential, as it was issued")]
    Unrecognised,
    #[error("{name} fits several {what}: give one of {these}")]
    Ambiguous { name: String, what: &'static str, these: String },
}

impl Failure {
    /// The exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Api(error) => exit_of(error.code),
            Self::Start | Self::NoHome | Self::Output { .. } => Exit::System,
            Self::File { what: std::io::ErrorKind::NotFound, .. } | Self::NoOwnKind { .. } => Exit::NotFound,
            Self::File { .. } => Exit::System,
            Self::NoType { .. } | Self::NoCertificates { .. } | Self::NoMapping { .. } => Exit::BadFile,
            Self::NoItem { .. }
            | Self::NoFolder { .. }
            | Self::NoImport
            | Self::NoField { .. }
            | Self::NoAttachment { .. }
            | Self::NoCode => Exit::NotFound,
            Self::Ambiguous { .. } => Exit::Ambiguous,
            Self::Unrecognised => Exit::Unrecognised,
            _ => Exit::Invalid,
        }
    }
}

fn exit_of(code: ErrorCode) -> Exit {
    match code {
        ErrorCode::WrongPassword => Exit::WrongPassword,
        ErrorCode::Throttled => Exit::Throttled,
        ErrorCode::DeviceSecretMissing => Exit::DeviceSecretMissing,
        ErrorCode::OlderFile => Exit::OlderFile,
        ErrorCode::CostlyFile => Exit::CostlyFile,
        ErrorCode::IndexDamaged => Exit::IndexDamaged,
        ErrorCode::NotFound => Exit::NotFound,
        ErrorCode::Conflict => Exit::Conflict,
        ErrorCode::Invalid => Exit::Invalid,
        ErrorCode::NeedsPassword => Exit::NeedsPassword,
        ErrorCode::BadFile => Exit::BadFile,
        ErrorCode::Exists => Exit::Exists,
        _ => Exit::System,
    }
}
