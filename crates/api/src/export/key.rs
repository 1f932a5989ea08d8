//! The key file of a KeePass database: one that the person has, or a new one beside the database.

use crate::ApiError;
use crate::app::path_of;
use crate::convert::file_error;
use crate::create::free_path;
use crate::files::NewFile;
use crate::types::RunExportRequest;
use std::fs::File;
use std::io::{Error, Read, Write};
use std::path::{Path, PathBuf};
use strongroom_exchange::{Target, make_key_file};
use strongroom_secret::{Random, SecretBytes};

/// The largest key file, in bytes; the importer reads no larger one.
const MAX_KEY_FILE: u64 = 64 << 20;

/// A key file for an export.
pub(super) struct Key {
    bytes: SecretBytes,
    /// The new file, which has no name yet.
    new: Option<(NewFile, PathBuf)>,
}

impl Key {
    /// The one that the request names, read or made; none where it names none.
    pub(super) fn of(
        request: &RunExportRequest,
        target: Target,
        random: &dyn Random,
    ) -> Result<Option<Self>, ApiError> {
        let Some(name) = request.key_file.as_deref() else { return Ok(None) };
        if target != Target::Kdbx {
            return Err(ApiError::invalid("only a KeePass database has a key file: leave it out"));
        }
        if !request.make_key_file {
            return Ok(Some(Self { bytes: read(name)?, new: None }));
        }
        let failed = |error: Error| file_error(name, &error);
        let path = free_path(name)?;
        if is_one_place(&path, &path_of(&request.path)?) {
            return Err(ApiError::invalid("the key file has the name of the database: choose another one"));
        }
        let bytes = make_key_file(random).map_err(strongroom_exchange::ExportError::from)?;
        let mut new = NewFile::begin(&path).map_err(failed)?;
        // Exposed to be written into the file that the person keeps.
        new.file().write_all(bytes.expose()).map_err(failed)?;
        Ok(Some(Self { bytes, new: Some((new, path)) }))
    }

    /// What is in it. Secret.
    pub(super) fn bytes(&self) -> &[u8] {
        // Exposed to be hashed into the database's key.
        self.bytes.expose()
    }

    /// Gives a new one its name, which it tells.
    pub(super) fn keep(self) -> Result<Option<PathBuf>, Error> {
        let Some((file, path)) = self.new else { return Ok(None) };
        file.keep()?;
        Ok(Some(path))
    }
}

/// Whether two names of files that are not there yet are one.
fn is_one_place(one: &Path, other: &Path) -> bool {
    let folder = |path: &Path| path.parent().and_then(|folder| folder.canonicalize().ok());
    one == other || (one.file_name() == other.file_name() && folder(one) == folder(other))
}

fn read(name: &str) -> Result<SecretBytes, ApiError> {
    let path = path_of(name)?;
    let failed = |error: Error| file_error(name, &error);
    // A pipe or a device could keep this waiting for ever.
    if !std::fs::metadata(&path).map_err(failed)?.is_file() {
        return Err(ApiError::invalid("the key file is no file: choose another one"));
    }
    let mut bytes = SecretBytes::default();
    let file = File::open(path).map_err(failed)?;
    // Exposed to be filled.
    let count = file.take(MAX_KEY_FILE + 1).read_to_end(bytes.expose_mut()).map_err(failed)?;
    if count as u64 > MAX_KEY_FILE {
        return Err(ApiError::invalid("the key file is larger than 64 MiB: choose another one"));
    }
    Ok(bytes)
}
