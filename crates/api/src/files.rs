//! Small files of the program's own, and files that a person named: readable by the person alone, complete or not there.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, PersistError};

/// A new file that takes its name only when it is complete and on the disk. Until then it has none, where the file system
/// knows such files: whatever ends the program, nothing is left of it. Elsewhere it lies beside its place under a random name,
/// and goes with this value.
pub(crate) struct NewFile {
    aside: Aside,
    path: PathBuf,
}

enum Aside {
    #[cfg(target_os = "linux")]
    Nameless(File),
    Named(NamedTempFile),
}

impl NewFile {
    /// Begins a file beside `path`.
    pub(crate) fn begin(path: &Path) -> Result<Self, Error> {
        path.file_name().ok_or(ErrorKind::InvalidInput)?;
        let folder = folder_of(path);
        #[cfg(target_os = "linux")]
        if let Some(file) = nameless::begin(folder)? {
            return Ok(Self { aside: Aside::Nameless(file), path: path.to_owned() });
        }
        Ok(Self { aside: Aside::Named(named(folder)?), path: path.to_owned() })
    }

    /// Where the bytes go.
    pub(crate) fn file(&mut self) -> &mut File {
        match &mut self.aside {
            #[cfg(target_os = "linux")]
            Aside::Nameless(file) => file,
            Aside::Named(file) => file.as_file_mut(),
        }
    }

    /// By which path the unfinished file is opened once more.
    pub(crate) fn aside(&self) -> PathBuf {
        match &self.aside {
            #[cfg(target_os = "linux")]
            Aside::Nameless(file) => nameless::path(file),
            Aside::Named(file) => file.path().to_owned(),
        }
    }

    /// Brings everything to the disk under the file's own name, where nothing may be yet.
    pub(crate) fn keep(mut self) -> Result<(), Error> {
        self.file().sync_all()?;
        match self.aside {
            #[cfg(target_os = "linux")]
            Aside::Nameless(file) => nameless::keep(&file, &self.path)?,
            Aside::Named(file) => match file.persist_noclobber(&self.path) {
                // File systems that know neither links nor a rename that replaces nothing, such as some on memory sticks.
                Err(PersistError { error, file }) if is_unknown(&error) && !self.path.exists() => {
                    file.persist(&self.path).map(drop)?
                }
                done => done.map(drop)?,
            },
        }
        sync_folder(&self.path)
    }
}

/// Files that have no name yet: open(2), `O_TMPFILE`.
#[cfg(target_os = "linux")]
mod nameless {
    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
    use rustix::io::Errno;
    use std::fs::File;
    use std::io::Error;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    /// Begins one that can get a name in that folder; none where the file system does not know such files, or where there is
    /// no `/proc`, by which it gets the name.
    pub(super) fn begin(folder: &Path) -> Result<Option<File>, Error> {
        let how = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        match open(folder, how, Mode::RUSR | Mode::WUSR) {
            Ok(file) => Ok(Some(File::from(file)).filter(|file| path(file).exists())),
            // As older kernels, and file systems without them, answer.
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn path(file: &File) -> PathBuf {
        format!("/proc/self/fd/{}", file.as_raw_fd()).into()
    }

    pub(super) fn keep(file: &File, name: &Path) -> Result<(), Error> {
        Ok(linkat(CWD, path(file), CWD, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file of a random name, which is short: the name that it is to get may be as long as names can be.
fn named(folder: &Path) -> Result<NamedTempFile, Error> {
    tempfile::Builder::new().prefix(".strongroom.").suffix(".part").tempfile_in(folder)
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
    // It takes the place of a former one, which only a file with a name can.
    let mut new = named(folder_of(path))?;
    new.write_all(content)?;
    new.as_file().sync_all()?;
    new.persist(path)?;
    sync_folder(path)
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
