//! From the errors of the domain to the one that crosses to a host.

use crate::{ApiError, ClipboardError, CodeFailure, ErrorCode, KeyringError, ParseFailure};
use std::fmt::Display;
use strongroom_backup::BackupError;
use strongroom_credential::{GenerateError, TotpError, UserTypeError};
use strongroom_crypto::{BackupKeyError, KdfLimit, RecoveryCodeError, SlotError, UnlockError};
use strongroom_exchange::ImportError;
use strongroom_secret::RandomError;
use strongroom_storage::StorageError;
use strongroom_vault::{OpenVaultError, ReadError, WriteError};

impl ApiError {
    /// An error whose text says "what failed: what to do".
    pub(crate) fn told(code: ErrorCode, text: impl Display) -> Self {
        let text = text.to_string();
        let (message, hint) = text.split_once(": ").unwrap_or((&text, "try again"));
        Self { code, message: message.to_owned(), hint: hint.to_owned(), wait_seconds: 0 }
    }

    /// No vault is open.
    pub(crate) fn locked() -> Self {
        Self::told(ErrorCode::Locked, "the vault is locked: unlock it first")
    }

    /// What was asked is not valid.
    pub(crate) fn invalid(text: impl Display) -> Self {
        Self::told(ErrorCode::Invalid, text)
    }
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        let code = match &error {
            StorageError::Conflict => ErrorCode::Conflict,
            StorageError::Missing => ErrorCode::NotFound,
            StorageError::Exists => ErrorCode::Exists,
            StorageError::NotAVault | StorageError::Damaged { .. } | StorageError::Version { .. } => {
                ErrorCode::BadFile
            }
            _ => ErrorCode::System,
        };
        Self::told(code, error)
    }
}

impl From<OpenVaultError> for ApiError {
    fn from(error: OpenVaultError) -> Self {
        match error {
            OpenVaultError::Storage(error) => error.into(),
            OpenVaultError::Unlock(error) => error.into(),
            OpenVaultError::Interrupted | OpenVaultError::Random(_) => Self::told(ErrorCode::System, error),
            OpenVaultError::Index(_) => Self::told(ErrorCode::IndexDamaged, error),
            other => Self::told(ErrorCode::BadFile, other),
        }
    }
}

impl From<UnlockError> for ApiError {
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::Slot(error) => error.into(),
            UnlockError::NoSlot => Self::told(
                ErrorCode::WrongPassword,
                "this vault has no such way in: use its password or its recovery code",
            ),
            _ => Self::told(
                ErrorCode::BadFile,
                "the vault's header was changed by someone without its key: restore it from a backup",
            ),
        }
    }
}

impl From<SlotError> for ApiError {
    fn from(error: SlotError) -> Self {
        match error {
            SlotError::WrongSecret | SlotError::Damaged => Self::told(
                ErrorCode::WrongPassword,
                "the password or code does not open this vault: check it and try again",
            ),
            other => Self::told(ErrorCode::System, other),
        }
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Storage(error) => error.into(),
            ReadError::NotFound { .. } => Self::told(ErrorCode::NotFound, error),
            other => Self::told(ErrorCode::BadFile, other),
        }
    }
}

impl From<WriteError> for ApiError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Read(error) => error.into(),
            WriteError::Storage(error) => error.into(),
            WriteError::Reload(error) => (*error).into(),
            WriteError::Slot(error) => error.into(),
            WriteError::Random(error) => error.into(),
            WriteError::Outdated => Self::told(ErrorCode::Conflict, error),
            WriteError::Unreadable { .. } => unreadable(&error),
            other => Self::invalid(other),
        }
    }
}

/// A title may have a colon in it, so that the text is split at its last.
fn unreadable(error: &WriteError) -> ApiError {
    let text = error.to_string();
    let (message, hint) = text.rsplit_once(": ").unwrap_or((&text, "verify the vault"));
    let (message, hint) = (message.to_owned(), hint.to_owned());
    ApiError { code: ErrorCode::BadFile, message, hint, wait_seconds: 0 }
}

impl From<BackupError> for ApiError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Key(BackupKeyError::WrongPassphrase) => Self::told(ErrorCode::WrongPassword, error),
            BackupError::Storage(error) => error.into(),
            BackupError::Write(error) => error.into(),
            BackupError::Io(_) | BackupError::Random(_) => Self::told(ErrorCode::System, error),
            other => Self::told(ErrorCode::BadFile, other),
        }
    }
}

impl From<ParseFailure> for ApiError {
    fn from(error: ParseFailure) -> Self {
        let code = match &error {
            ParseFailure::Import(ImportError::NeedsPassword) => ErrorCode::NeedsPassword,
            ParseFailure::Import(ImportError::WrongCredentials | ImportError::WrongPassword) => {
                ErrorCode::WrongPassword
            }
            ParseFailure::Import(ImportError::NoColumn { .. }) => ErrorCode::Invalid,
            ParseFailure::Read { kind: std::io::ErrorKind::NotFound, .. } => ErrorCode::NotFound,
            ParseFailure::Read { .. }
            | ParseFailure::Process
            | ParseFailure::Import(ImportError::OutOfMemory) => ErrorCode::System,
            _ => ErrorCode::BadFile,
        };
        Self::told(code, error)
    }
}

impl From<CodeFailure> for ApiError {
    fn from(error: CodeFailure) -> Self {
        match error {
            CodeFailure::Parse(error) => error.into(),
            other => Self::told(ErrorCode::BadFile, other),
        }
    }
}

impl From<RandomError> for ApiError {
    fn from(_: RandomError) -> Self {
        Self::told(ErrorCode::System, "the system's random source failed: restart the machine")
    }
}

impl From<RecoveryCodeError> for ApiError {
    fn from(error: RecoveryCodeError) -> Self {
        Self::invalid(error)
    }
}

impl From<GenerateError> for ApiError {
    fn from(error: GenerateError) -> Self {
        Self::invalid(error)
    }
}

impl From<UserTypeError> for ApiError {
    fn from(error: UserTypeError) -> Self {
        Self::invalid(error)
    }
}

impl From<TotpError> for ApiError {
    fn from(error: TotpError) -> Self {
        Self::invalid(error)
    }
}

impl From<KdfLimit> for ApiError {
    fn from(limit: KdfLimit) -> Self {
        Self::invalid(format!("{limit}: choose 64 to 8192 MiB"))
    }
}

impl From<ClipboardError> for ApiError {
    fn from(error: ClipboardError) -> Self {
        Self::told(ErrorCode::System, error)
    }
}

impl From<KeyringError> for ApiError {
    fn from(error: KeyringError) -> Self {
        Self::told(
            ErrorCode::DeviceSecretMissing,
            format!("{error}: unlock the keyring, or go on without it"),
        )
    }
}

/// The system failed to read or write a file that is not the vault.
pub(crate) fn file_error(path: &str, error: &std::io::Error) -> ApiError {
    let code = match error.kind() {
        std::io::ErrorKind::NotFound => ErrorCode::NotFound,
        std::io::ErrorKind::AlreadyExists => ErrorCode::Exists,
        _ => ErrorCode::System,
    };
    ApiError {
        code,
        message: format!("{path} could not be read or written ({})", error.kind()),
        hint: match code {
            ErrorCode::Exists => "choose another name; nothing is overwritten".to_owned(),
            _ => "check the path, its permissions and the room on the disk".to_owned(),
        },
        wait_seconds: 0,
    }
}
