//! Where an export is written: a file, or a folder of files, which takes its name only when all of it is there.

use crate::ApiError;
use crate::files::{NewFile, sync_folder};
use std::fs::OpenOptions;
use std::io::{BufWriter, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use strongroom_exchange::{Content, ExportError, KeyFile, Setting, Target, key_files, write};
use tempfile::TempDir;

/// Something new that is complete, and has no name yet. It goes with this value.
pub(super) enum Place {
    File(NewFile),
    Folder { aside: TempDir, path: PathBuf, files: u32, bytes: u64 },
}

impl Place {
    pub(super) fn write(
        path: &Path,
        target: Target,
        content: Content<'_>,
        setting: &Setting<'_>,
        failed: &impl Fn(&Error) -> ApiError,
    ) -> Result<Self, ApiError> {
        if target.is_folder() {
            return folder(path, &key_files(content), failed);
        }
        let mut file = NewFile::begin(path).map_err(|error| failed(&error))?;
        let mut to = BufWriter::new(file.file());
        write(target, content, setting, &mut to).map_err(|error| match error {
            ExportError::Write(kind) => failed(&kind.into()),
            other => other.into(),
        })?;
        to.flush().map_err(|error| failed(&error))?;
        drop(to);
        Ok(Self::File(file))
    }

    /// Gives it its name. Says of how many files and bytes it is.
    pub(super) fn keep(self) -> Result<(u32, u64), Error> {
        match self {
            Self::File(mut file) => {
                let bytes = file.file().metadata()?.len();
                file.keep()?;
                Ok((1, bytes))
            }
            Self::Folder { aside, path, files, bytes } => {
                // A rename would replace an empty folder.
                if path.symlink_metadata().is_ok() {
                    return Err(ErrorKind::AlreadyExists.into());
                }
                std::fs::rename(aside.path(), &path)?;
                // Nothing is left at the place that it had.
                let _ = aside.keep();
                sync_folder(&path)?;
                Ok((files, bytes))
            }
        }
    }
}

fn folder(path: &Path, files: &[KeyFile], failed: &impl Fn(&Error) -> ApiError) -> Result<Place, ApiError> {
    if files.is_empty() {
        return Err(ExportError::Nothing.into());
    }
    let above = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // For its owner alone, as long as it exists.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let aside = builder.prefix(".keys.").suffix(".part").tempdir_in(above).map_err(|error| failed(&error))?;
    let mut bytes = 0;
    for file in files {
        write_one(aside.path(), file).map_err(|error| failed(&error))?;
        bytes += file.content.expose().len() as u64;
    }
    let files = u32::try_from(files.len()).unwrap_or(u32::MAX);
    Ok(Place::Folder { aside, path: path.to_owned(), files, bytes })
}

/// The name is one that the exporter made: it has no separators, and the file is new.
fn write_one(folder: &Path, file: &KeyFile) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if file.private { 0o600 } else { 0o644 });
    let mut to = options.open(folder.join(&file.name))?;
    // Exposed to be written, which is what was asked for.
    to.write_all(file.content.expose().as_bytes())?;
    to.sync_all()
}
