//! A folder to be imported: its files, read by the parent within limits and packed into one. Links are not followed.

use super::source::unreadable;
use std::io::Read;
use std::path::{Path, PathBuf};
use strongroom_api::ParseFailure;
use strongroom_exchange::{ImportError, NamedFile, pack_folder};
use strongroom_secret::SecretBytes;

/// Files of a folder, those of its folders among them.
const MAX_FILES: usize = 5_000;
/// Levels of folders.
const MAX_DEPTH: usize = 16;
/// All files together, in MiB.
const MAX_TOTAL_MIB: u64 = 128;
/// Folders that hold no secret of a person, and very many files.
const PASSED_OVER: [&str; 2] = [".git", "node_modules"];

/// The files of the folder.
pub(super) async fn read_all(path: &Path) -> Result<Vec<NamedFile>, ParseFailure> {
    let path = path.to_owned();
    let work = tokio::task::spawn_blocking(move || {
        let mut files = Vec::new();
        let mut left = MAX_TOTAL_MIB << 20;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        collect(&path, &name, 0, &mut files, &mut left)?;
        Ok(files)
    });
    work.await.map_err(|_| ParseFailure::Process)?
}

/// The files as one archive.
pub(super) fn packed(files: &[NamedFile]) -> Result<SecretBytes, ParseFailure> {
    pack_folder(files).ok_or(ParseFailure::TooLarge { limit_mib: MAX_TOTAL_MIB })
}

fn collect(
    folder: &Path,
    name: &str,
    depth: usize,
    files: &mut Vec<NamedFile>,
    left: &mut u64,
) -> Result<(), ParseFailure> {
    let failed = |path: &Path, error: &std::io::Error| unreadable(path.display().to_string(), error);
    let entries = std::fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(|error| failed(folder, &error))?;
    // In an order that is the same every time.
    paths.sort();
    for path in paths {
        let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let below = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
        let facts = path.symlink_metadata().map_err(|error| failed(&path, &error))?;
        if facts.is_dir() && depth < MAX_DEPTH && !PASSED_OVER.contains(&own.as_str()) {
            collect(&path, &below, depth + 1, files, left)?;
        } else if facts.is_file() {
            let bytes = read(&path, left)?;
            if files.len() == MAX_FILES {
                let (what, limit) = ("files in a folder".into(), MAX_FILES as u64);
                return Err(ParseFailure::Import(ImportError::TooLarge { what, limit }));
            }
            files.push(NamedFile { name: below, bytes });
        }
    }
    Ok(())
}

fn read(path: &Path, left: &mut u64) -> Result<SecretBytes, ParseFailure> {
    let failed = |error: std::io::Error| unreadable(path.display().to_string(), &error);
    let file = std::fs::File::open(path).map_err(failed)?;
    // A pipe that took the file's place would keep this waiting for ever.
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(ParseFailure::NoFile { path: path.display().to_string() });
    }
    let mut bytes = SecretBytes::default();
    let count = file.take(*left + 1).read_to_end(bytes.expose_mut()).map_err(failed)?;
    *left = left.checked_sub(count as u64).ok_or(ParseFailure::TooLarge { limit_mib: MAX_TOTAL_MIB })?;
    Ok(bytes)
}
