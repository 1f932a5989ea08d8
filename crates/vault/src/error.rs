//! Why the vault could not do what it was asked: one enum a stage. The texts say what failed and what to do.

use crate::ItemId;
use std::fmt;
use strongroom_crypto::wire::WireError;
use strongroom_crypto::{HeaderError, SealError, SlotError, UnlockError};
use strongroom_secret::RandomError;
use strongroom_storage::{Class, RecordId, StorageError};
use thiserror::Error;

/// Why a vault did not open.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenVaultError {
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The header is not one.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The secret does not open it.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    /// The index is not the one of the header: a page was changed, removed or put back. It can be made anew from the records.
    #[error(
        "the vault's index is damaged, or was changed by someone without its key: restore the vault from a backup, or let \
         the index be made anew from the records"
    )]
    Index(IndexFault),
    /// The file was replaced by an older state of itself while it was open.
    #[error(
        "the vault file was replaced by an older one while it was open: lock it and look for the newer file"
    )]
    Replaced,
    /// The key derivation is cheaper than when the vault was last opened here.
    #[error(
        "the vault's key derivation was made cheaper since it was last opened here: restore it from a backup"
    )]
    KdfLowered,
    /// The random source failed.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The key derivation's process failed.
    #[error("opening the vault was interrupted: try again")]
    Interrupted,
}

/// What is wrong with the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexFault {
    /// A page does not open.
    Damaged,
    /// The pages are not those of the manifest.
    Manifest,
    /// A record has two entries.
    Repeated,
}

/// What is wrong with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordFault {
    /// It is gone.
    Missing,
    /// It is an older state of itself, put back.
    Replayed,
    /// It was changed, or comes from another place.
    Damaged,
    /// It opens but does not say what its class says.
    Unreadable,
    /// Nothing refers to it.
    Unlisted,
}

impl fmt::Display for RecordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "is missing",
            Self::Replayed => "is an older state, put back",
            Self::Damaged => "was changed, or moved from another place",
            Self::Unreadable => "does not say what it should",
            Self::Unlisted => "is listed nowhere",
        })
    }
}

/// Why a record could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such item, version or field.
    #[error("there is no such {what}: it may have been removed")]
    NotFound {
        /// `item`, `folder`, `version`, `field`.
        what: &'static str,
    },
    /// The record is not what the index says.
    #[error("a record ({class:?} {id}) {fault}: restore the vault from a backup")]
    Record {
        /// Its class.
        class: Class,
        /// Its id.
        id: RecordId,
        /// What is wrong.
        fault: RecordFault,
    },
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a change was not made. Nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// What was to be changed could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Items that were to be changed cannot be read; none was changed. Their titles are personal.
    #[error("{} cannot be read: leave out what is damaged, remove it for good, or restore it from a backup", named(.titles))]
    Unreadable {
        /// Which items.
        items: Vec<ItemId>,
        /// What they are called, in the same order.
        titles: Vec<String>,
    },
    /// The item was saved by someone else after it was read.
    #[error("the item was changed meanwhile: look at it again and repeat your change")]
    Outdated,
    /// A folder would lie in itself.
    #[error("a folder cannot be moved into itself or a folder in it: choose another place")]
    FolderCycle,
    /// A folder has no name, or lies too deep.
    #[error("a folder needs a name of at most 255 characters, and at most 64 folders above it")]
    FolderName,
    /// It is larger than the format can say.
    #[error("the content is too large: shorten it")]
    TooLarge,
    /// The vault's epochs do not allow another write.
    #[error("{0}: back the vault up and restore it")]
    Keys(SealError),
    /// The storage failed, or others keep changing the vault.
    #[error(transparent)]
    Storage(StorageError),
    /// The random source failed.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The vault's header or index, changed by another program, does not verify.
    #[error(transparent)]
    Reload(#[from] Box<OpenVaultError>),
    /// The generation would be one that no vault reaches.
    #[error("what this machine remembers of the vault cannot be true: remove its file of remembered states")]
    Generation,
    /// A new key slot could not be made.
    #[error(transparent)]
    Slot(#[from] SlotError),
}

/// The first titles in quotation marks, and how many there are besides.
fn named(titles: &[String]) -> String {
    const NAMED: usize = 5;
    let mut text = titles.iter().take(NAMED).map(|title| format!("“{title}”")).collect::<Vec<_>>().join(", ");
    if let Some(more) = titles.len().checked_sub(NAMED).filter(|more| *more > 0) {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

impl From<StorageError> for WriteError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<SealError> for WriteError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Random(error) => Self::Random(error),
            SealError::TooLong => Self::TooLarge,
            other => Self::Keys(other),
        }
    }
}

impl From<WireError> for WriteError {
    fn from(_: WireError) -> Self {
        Self::TooLarge
    }
}

impl From<OpenVaultError> for WriteError {
    fn from(error: OpenVaultError) -> Self {
        Self::Reload(Box::new(error))
    }
}
