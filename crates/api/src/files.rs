//! Small files of the program's own, and files that a person named: written aside, readable by the person alone,
//! complete or not there.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// A new file that takes its name only when it is complete and on the disk.
pub(crate) struct NewFile {
    file: File,
    aside: PathBuf,
    path: PathBuf,
    kept: bool,
}

impl NewFile {
    /// Begins a file beside `path`.
    pub(crate) fn begin(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let aside = path.with_file_name(format!(".{name}.part"));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self { file: options.open(&aside)?, aside, path: path.to_owned(), kept: false })
    }

    /// Where the bytes go.
    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Where the unfinished file lies.
    pub(crate) fn aside(&self) -> &Path {
        &self.aside
    }

    /// Brings everything to the disk under the file's own name, where nothing may be yet.
    pub(crate) fn keep(mut self) -> Result<(), Error> {
        self.file.sync_all()?;
        // Unlike a rename, a link never replaces a file that came to be meanwhile.
        match std::fs::hard_link(&self.aside, &self.path) {
            Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => {
                if self.path.exists() {
                    return Err(ErrorKind::AlreadyExists.into());
                }
                std::fs::rename(&self.aside, &self.path)?;
                self.kept = true;
            }
            done => done?,
        }
        sync_folder(&self.path)
    }

    /// The same, in the place of a former version of the program's own file.
    pub(crate) fn replace(mut self) -> Result<(), Error> {
        std::fs::rename(&self.aside, &self.path)?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_file(&self.aside);
        }
    }
}

fn sync_folder(path: &Path) -> Result<(), Error> {
    match path.parent() {
        #[cfg(unix)]
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// Writes one of the program's own small files, making its folder for the person alone.
pub(crate) fn write_own(path: &Path, content: &[u8]) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let mut new = NewFile::begin(path)?;
    new.file().write_all(content)?;
    new.replace()
}

/// Reads one of the program's own small files; none where it is missing or absurdly large.
pub(crate) fn read_own(path: &Path) -> Option<Vec<u8>> {
    const LIMIT: u64 = 1 << 20;
    let mut content = Vec::new();
    File::open(path).ok()?.take(LIMIT).read_to_end(&mut content).ok()?;
    (content.len() < 1 << 20).then_some(content)
}
