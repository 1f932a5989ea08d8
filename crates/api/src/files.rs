//! Small files of the program's own, and files that a person named: written aside, readable by the person alone,
//! complete or not there.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, PersistError};

/// A new file that takes its name only when it is complete and on the disk. Until then it lies beside it under a random
/// name, and goes with this value.
pub(crate) struct NewFile {
    aside: NamedTempFile,
    path: PathBuf,
}

impl NewFile {
    /// Begins a file beside `path`.
    pub(crate) fn begin(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let prefix = format!(".{name}.");
        let mut builder = tempfile::Builder::new();
        let aside = builder.prefix(&prefix).suffix(".part").tempfile_in(folder.unwrap_or(Path::new(".")))?;
        Ok(Self { aside, path: path.to_owned() })
    }

    /// Where the bytes go.
    pub(crate) fn file(&mut self) -> &mut File {
        self.aside.as_file_mut()
    }

    /// Where the unfinished file lies.
    pub(crate) fn aside(&self) -> &Path {
        self.aside.path()
    }

    /// Brings everything to the disk under the file's own name, where nothing may be yet.
    pub(crate) fn keep(self) -> Result<(), Error> {
        self.aside.as_file().sync_all()?;
        match self.aside.persist_noclobber(&self.path) {
            // File systems that know neither links nor a rename that replaces nothing, such as some on memory sticks.
            Err(PersistError { error, file }) if is_unknown(&error) && !self.path.exists() => {
                file.persist(&self.path)?
            }
            done => done?,
        };
        sync_folder(&self.path)
    }

    /// The same, in the place of a former version of the program's own file.
    pub(crate) fn replace(self) -> Result<(), Error> {
        self.aside.as_file().sync_all()?;
        self.aside.persist(&self.path)?;
        sync_folder(&self.path)
    }
}

fn is_unknown(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied | ErrorKind::InvalidInput)
}

pub(crate) fn sync_folder(path: &Path) -> Result<(), Error> {
    match path.parent() {
        #[cfg(unix)]
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// Writes one of the program's own small files, making its folder.
pub(crate) fn write_own(path: &Path, content: &[u8]) -> Result<(), Error> {
    make_own_folder(path)?;
    let mut new = NewFile::begin(path)?;
    new.file().write_all(content)?;
    new.replace()
}

/// Makes the folder of one of the program's own files, for the person alone, where it is missing.
pub(crate) fn make_own_folder(path: &Path) -> Result<(), Error> {
    let Some(folder) = path.parent() else { return Ok(()) };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Reads one of the program's own small files; none where it is missing or absurdly large.
pub(crate) fn read_own(path: &Path) -> Option<Vec<u8>> {
    const LIMIT: u64 = 1 << 20;
    let mut content = Vec::new();
    File::open(path).ok()?.take(LIMIT).read_to_end(&mut content).ok()?;
    (content.len() < 1 << 20).then_some(content)
}
