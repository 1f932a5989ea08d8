//! The corpus of files that other programs wrote. It is not part of the project; tests that need it are skipped without it.

use std::path::{Path, PathBuf};

/// The path of a file or folder of the corpus; where it is absent, says so on the test's output and gives `None`.
#[allow(clippy::print_stderr, reason = "a skipped test has to say so")]
pub fn corpus(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(path);
    if !found.exists() {
        eprintln!("skipped: {} is not here", found.display());
        return None;
    }
    Some(found)
}
