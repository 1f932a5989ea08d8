//! Published hashes on this machine: one ordered file, or a folder with a file for each prefix, as the official downloader
//! makes them.

use crate::app::path_of;
use crate::convert::file_error;
use crate::{ApiError, ErrorCode};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use strongroom_breach::{Algorithm, Digest, FileFault, MAX_RANGE, OrderedFile, Prefix, Range, RangeFault};

/// Names of a folder that are looked at to find one with a range in it.
const MAX_NAMES: usize = 10_000;
/// Prefixes there are; a folder with fewer files is an excerpt.
const PREFIXES: usize = 1 << 20;

/// Where published hashes lie.
pub(super) enum Lists {
    Ordered(OrderedFile<File>),
    Folder { path: PathBuf, algorithm: Algorithm, whole: bool },
}

impl Lists {
    /// Looks at what a person named.
    pub(super) async fn open(text: &str) -> Result<Self, ApiError> {
        let (path, text) = (path_of(text)?, text.to_owned());
        let opened = tokio::task::spawn_blocking(move || {
            let kind = fs::metadata(&path).map_err(|error| file_error(&text, &error))?;
            match (kind.is_file(), kind.is_dir()) {
                (true, _) => {
                    let file = File::open(&path).map_err(|error| file_error(&text, &error))?;
                    OrderedFile::open(file).map(Self::Ordered).map_err(ApiError::from)
                }
                (_, true) => Self::folder(path),
                _ => Err(ApiError::told(
                    ErrorCode::BadFile,
                    "what is there is no regular file and no folder: choose a file",
                )),
            }
        });
        opened.await.map_err(|_| interrupted())?
    }

    fn folder(path: PathBuf) -> Result<Self, ApiError> {
        let shown = path.display().to_string();
        let mut entries = fs::read_dir(&path).map_err(|error| file_error(&shown, &error))?;
        let is_range = |name: &str| Prefix::of_file_name(name).is_some();
        let first = entries
            .by_ref()
            .take(MAX_NAMES)
            .filter_map(Result::ok)
            .find(|entry| entry.file_name().to_str().is_some_and(is_range));
        let first = first.ok_or_else(|| {
            ApiError::told(
                ErrorCode::BadFile,
                "the folder has no lists of hashes, such as 00000.txt: choose another",
            )
        })?;
        let algorithm = Range::parse(&body_of(&first.path())?)?.algorithm();
        let whole = 1 + entries.take(PREFIXES).count() >= PREFIXES;
        Ok(Self::Folder { path, algorithm, whole })
    }

    pub(super) fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ordered(file) => file.algorithm(),
            Self::Folder { algorithm, .. } => *algorithm,
        }
    }

    /// Whether it seems to have all that is published.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Ordered(file) => file.is_whole(),
            Self::Folder { whole, .. } => *whole,
        }
    }

    /// How often a hash was seen; none where it cannot be said.
    pub(super) fn count(&mut self, digest: &Digest) -> Result<Option<u64>, ApiError> {
        let (folder, algorithm) = match self {
            Self::Ordered(file) => return Ok(Some(file.count(digest)?)),
            Self::Folder { path, algorithm, .. } => (path, *algorithm),
        };
        let names = digest.prefix().file_names();
        let Some(path) = names.iter().map(|name| folder.join(name)).find(|path| path.is_file()) else {
            return Ok(None);
        };
        let body = body_of(&path)?;
        let range = Range::parse(&body)?;
        if range.algorithm() != algorithm {
            return Err(RangeFault::Malformed.into());
        }
        Ok(Some(range.count(digest)))
    }
}

/// A file of a folder, and a byte more than it may have.
fn body_of(path: &Path) -> Result<Vec<u8>, ApiError> {
    let limit = u64::try_from(MAX_RANGE).unwrap_or(u64::MAX).saturating_add(1);
    let mut body = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut body));
    // The name of the file is a part of the hash.
    read.map_err(|error| file_error("a file of the folder", &error))?;
    Ok(body)
}

pub(super) fn interrupted() -> ApiError {
    ApiError::told(ErrorCode::System, "the check was interrupted: try again")
}

impl From<FileFault> for ApiError {
    fn from(fault: FileFault) -> Self {
        let code = match fault {
            FileFault::Read(_) => ErrorCode::System,
            _ => ErrorCode::BadFile,
        };
        Self::told(code, fault)
    }
}

impl From<RangeFault> for ApiError {
    fn from(fault: RangeFault) -> Self {
        Self::told(ErrorCode::BadFile, fault)
    }
}
