//! What a host brings: the parts of the operating system that the handlers need, each behind the narrowest door.

use crate::Remote;
use crate::types::{Progress, Warning};
use async_trait::async_trait;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use strongroom_breach::{Prefix, ServiceAddress};
use strongroom_exchange::{ImportError, ParsedImport, PictureError, Tables};
use strongroom_secret::{Random, SecretBytes, SecretString};
use strongroom_storage::{Batch, Storage, StorageError};
use strongroom_vault::Clock;

/// The operating system, as far as the handlers need it.
#[async_trait]
pub trait Host: Send + Sync + 'static {
    /// The time.
    fn clock(&self) -> &dyn Clock;
    /// The random source.
    fn random(&self) -> &dyn Random;
    /// Where things are kept on this machine.
    fn places(&self) -> &Places;
    /// How much memory the machine has, in bytes, where the system tells.
    fn memory(&self) -> Option<u64>;
    /// The OS keyring.
    fn device_secrets(&self) -> &dyn DeviceSecrets;
    /// Who is asked whether a password was published.
    fn breaches(&self) -> &dyn BreachService;
    /// Opens the vault file at that place.
    async fn open_storage(&self, path: &Path) -> Result<Arc<dyn Storage>, StorageError>;
    /// Makes a new vault file, complete with its first state and the parts of files that another storage has, at a place where
    /// there is none.
    async fn create_storage(
        &self,
        path: &Path,
        first: Batch,
        files: Option<Arc<dyn Storage>>,
    ) -> Result<Arc<dyn Storage>, StorageError>;
    /// Parses another program's file in a process of its own that holds no keys.
    async fn parse_import(&self, request: ParseRequest) -> Result<ParsedImport, ParseFailure>;
    /// Reads the QR codes of a picture in a process of its own that holds no keys. A host need not be able to.
    async fn read_codes(&self, _picture: Picture) -> Result<Vec<SecretString>, CodeFailure> {
        Err(ParseFailure::Process.into())
    }
    /// The certificates that the system trusts, each in DER. A host need not be able to.
    async fn system_roots(&self) -> Result<Vec<Vec<u8>>, SystemRootsError> {
        Err(SystemRootsError::None)
    }
    /// Puts a secret on the clipboard, marked so that histories look away, to be cleared after that time if it is still ours.
    fn copy(&self, text: SecretString, clear_after: Duration) -> Result<(), ClipboardError>;
    /// Clears the clipboard if what lies there is still ours.
    fn clear_clipboard(&self);
    /// Other machines.
    fn remote(&self) -> &dyn Remote;
    /// Tells the page or the person that something happened.
    fn notify(&self, event: Event);
}

/// Folders of this machine.
#[derive(Debug, Clone)]
pub struct Places {
    /// Where new vaults go unless the person says otherwise.
    pub data: PathBuf,
    /// What may be lost without loss of data: anchors, waiting times, recent vaults.
    pub state: PathBuf,
    /// The settings.
    pub config: PathBuf,
}

/// The OS keyring: keeps one random device secret a vault. Every call returns within ten seconds.
#[async_trait]
pub trait DeviceSecrets: Send + Sync {
    /// The secret of that name; `None` where the keyring answers and has none.
    async fn load(&self, name: &str) -> Result<Option<SecretBytes>, KeyringError>;
    /// Keeps the secret under that name, in place of one that was there.
    async fn store(&self, name: &str, secret: SecretBytes) -> Result<(), KeyringError>;
    /// Forgets the secret of that name; a missing one is no error.
    async fn forget(&self, name: &str) -> Result<(), KeyringError>;
    /// Whether a keyring answers at all.
    async fn probe(&self) -> Result<(), KeyringError>;
}

/// Why the keyring gave nothing. Never carries what it stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyringError {
    /// There is none.
    #[error("no system keyring answers; one that comes later is found when the program is started again")]
    Absent,
    /// It is locked, or the person dismissed its question.
    #[error("the system keyring is locked or was dismissed")]
    Denied,
    /// It did not answer in time.
    #[error("the system keyring did not answer within ten seconds")]
    TimedOut,
    /// It has several secrets of that name.
    #[error("the system keyring has several secrets for this vault")]
    Ambiguous,
    /// What it gave back is not what was stored.
    #[error("what the system keyring holds for this vault is not usable")]
    Unusable,
    /// It failed in another way.
    #[error("the system keyring failed")]
    Failed,
}

/// A service that answers as the range API of Have I Been Pwned does. Only asked because a person said so.
#[async_trait]
pub trait BreachService: Send + Sync {
    /// The list of the published hashes with that prefix, at most [`strongroom_breach::MAX_RANGE`] bytes of it. Returns within
    /// a minute.
    async fn range(&self, address: &ServiceAddress, prefix: Prefix) -> Result<Vec<u8>, BreachServiceError>;
}

/// Why the service gave nothing. Never says what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BreachServiceError {
    /// This machine cannot ask anybody.
    #[error("no connection to the breach service can be made: check the certificates of the system")]
    Unable,
    /// No connection, or it broke off.
    #[error("the breach service cannot be reached: check the network and the address in the settings")]
    Unreachable,
    /// No answer in ten seconds.
    #[error("the breach service did not answer within ten seconds: try again later")]
    TimedOut,
    /// It says that it is asked too often.
    #[error("the breach service asks to be left alone for {seconds} s: wait and try again")]
    Busy {
        /// How long it wants to be left alone, in seconds.
        seconds: u32,
    },
    /// It wants to send us elsewhere, which is not followed.
    #[error(
        "the breach service sends to another address, which is not followed: check the address in the settings"
    )]
    Elsewhere,
    /// It refuses.
    #[error("the breach service answered with the error {status}: check the address in the settings")]
    Refused {
        /// The status of HTTP.
        status: u16,
    },
    /// The answer is larger than any list.
    #[error("the answer of the breach service is larger than 2 MiB: check the address in the settings")]
    TooLarge,
}

/// Why the system's trusted certificates could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SystemRootsError {
    /// There are none, or they cannot be read.
    #[error(
        "the system has no list of trusted certificates that can be read: install it (on Debian ca-certificates), or check against roots of your own only"
    )]
    None,
    /// There are too many of them.
    #[error(
        "the system's list of trusted certificates is larger than 16 MiB: check against roots of your own only"
    )]
    TooLarge,
}

/// The clipboard could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the clipboard could not be written: check that a desktop session is running")]
pub struct ClipboardError;

/// Another program's file, to be parsed apart.
#[derive(Debug, Clone)]
pub struct ParseRequest {
    /// The file.
    pub path: PathBuf,
    /// The format's name where the content does not tell.
    pub format: Option<String>,
    /// The file's own password.
    pub password: Option<SecretString>,
    /// A key file.
    pub key_file: Option<PathBuf>,
    /// What is known about tables.
    pub tables: Tables,
}

/// Why a file could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseFailure {
    /// The file could not be read.
    #[error("{path} could not be read ({kind}): check the path and its permissions")]
    Read {
        /// The file that was named.
        path: String,
        /// What the system said.
        kind: std::io::ErrorKind,
    },
    /// Something else than a file is there.
    #[error("{path} is no regular file: choose a file")]
    NoFile {
        /// What was named.
        path: String,
    },
    /// The file is larger than any export.
    #[error("the file is larger than {limit_mib} MiB: export it in parts")]
    TooLarge {
        /// The limit in MiB.
        limit_mib: u64,
    },
    /// The parser says why.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The parser needed more memory or time than it is given.
    #[error("the file needs more memory or time than an import is given: it is damaged or made to harm")]
    Exhausted,
    /// The program that decrypts such a file is not on this machine.
    #[error("{program} is missing, which decrypts this: install it and try again")]
    NoProgram {
        /// The program's name.
        program: &'static str,
    },
    /// The program is there and decrypted nothing.
    #[error("nothing could be decrypted ({reason}): check that {program} decrypts it at a command line")]
    Undecrypted {
        /// The program's name.
        program: &'static str,
        /// Why, of the first file.
        reason: &'static str,
    },
    /// The desktop's keyring did not answer.
    #[error("the keyring of this desktop did not answer: check that one runs, and answer its questions")]
    Keyring,
    /// The desktop's keyring answered, and all that it holds stayed locked.
    #[error("the keyring of this desktop stayed locked: unlock it when it asks, and try again")]
    KeyringLocked,
    /// The process could not be started or did not answer.
    #[error("the import process failed: try again")]
    Process,
}

/// Why the QR codes of a picture could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeFailure {
    /// The file or the process failed.
    #[error(transparent)]
    Parse(#[from] ParseFailure),
    /// The picture is at fault.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// There is no picture on the clipboard.
    #[error("there is no picture on the clipboard: copy one, or choose a file")]
    NoPicture,
    /// The system has no way to see the screen.
    #[error("the screen cannot be read here: take a picture of it and choose its file")]
    NoScreen,
    /// The person or the system did not allow it.
    #[error("the system gave no picture of the screen: allow it, or choose a file")]
    NotAllowed,
}

/// Where a picture is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// In a file.
    File(PathBuf),
    /// On the clipboard.
    Clipboard,
    /// On the screen, as it is now.
    Screen,
}

/// Something that happened without being asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The vault is locked now, and why: `asked`, `idle`, `suspend`, `screen_lock`, `exit`.
    Locked {
        /// Why.
        reason: LockReason,
    },
    /// The vault's content changed.
    Changed {
        /// Its generation now.
        generation: u64,
    },
    /// A long work went on.
    Progress(Progress),
    /// There is something that a person should know of the open vault.
    Warned(Warning),
}

/// Why a vault was locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockReason {
    /// A person asked.
    Asked,
    /// Nobody did anything for the time set.
    Idle,
    /// The machine goes to sleep.
    Suspend,
    /// The screen was locked.
    ScreenLock,
    /// The program ends.
    Exit,
}

impl LockReason {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Idle => "idle",
            Self::Suspend => "suspend",
            Self::ScreenLock => "screen_lock",
            Self::Exit => "exit",
        }
    }
}
