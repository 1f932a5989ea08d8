//! The folders of an import, each once, parents before children.

use super::limits::{MAX_FOLDER_DEPTH, MAX_PATH_BYTES, MAX_REPEATED};
use super::{ImportError, ParsedFolder};
use std::collections::HashMap;

/// What a folder without a name is called.
const UNNAMED: &str = "Unnamed";

/// The folders seen so far.
#[derive(Debug, Default)]
pub(super) struct Folders {
    list: Vec<ParsedFolder>,
    known: HashMap<Vec<String>, usize>,
    path_bytes: u64,
    repeated_bytes: u64,
}

impl Folders {
    /// Counts the name of a collection that is repeated in an item, beside the folder that the item lies in.
    pub(super) fn repeat(&mut self, name: &str) -> Result<(), ImportError> {
        self.repeated_bytes = self.repeated_bytes.saturating_add(name.len() as u64);
        if self.repeated_bytes > MAX_REPEATED {
            return Err(ImportError::too_large("bytes of collection names in items", MAX_REPEATED));
        }
        Ok(())
    }

    /// The position of the folder of that path, which is made with its parents where it is new; none for the top.
    pub(super) fn position<S: AsRef<str>>(&mut self, path: &[S]) -> Result<Option<usize>, ImportError> {
        if path.len() > MAX_FOLDER_DEPTH {
            return Err(ImportError::too_large("levels of folders", MAX_FOLDER_DEPTH as u64));
        }
        let path: Vec<String> = path.iter().map(|name| named(name.as_ref())).collect();
        if let Some(known) = self.known.get(&path) {
            return Ok(Some(*known));
        }
        let mut last = None;
        for depth in 1..=path.len() {
            last = Some(self.add(path.get(..depth).unwrap_or_default())?);
        }
        Ok(last)
    }

    fn add(&mut self, path: &[String]) -> Result<usize, ImportError> {
        if let Some(known) = self.known.get(path) {
            return Ok(*known);
        }
        self.path_bytes =
            path.iter().fold(self.path_bytes, |sum, name| sum.saturating_add(name.len() as u64));
        if self.path_bytes > MAX_PATH_BYTES {
            return Err(ImportError::too_large("bytes of folder names", MAX_PATH_BYTES));
        }
        let position = self.list.len();
        self.list.push(ParsedFolder { path: path.to_vec() });
        self.known.insert(path.to_vec(), position);
        Ok(position)
    }

    pub(super) fn into_list(self) -> Vec<ParsedFolder> {
        self.list
    }
}

fn named(name: &str) -> String {
    if name.is_empty() { UNNAMED.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_come_first_and_nothing_comes_twice() {
        let mut folders = Folders::default();
        assert_eq!(folders.position(&["a", "b"]), Ok(Some(1)));
        assert_eq!(folders.position(&["a"]), Ok(Some(0)));
        assert_eq!(folders.position::<&str>(&[]), Ok(None));
        let paths: Vec<_> = folders.into_list().into_iter().map(|folder| folder.path.join("/")).collect();
        assert_eq!(paths, ["a", "a/b"]);
    }

    #[test]
    fn names_that_multiply_are_refused() {
        let mut folders = Folders::default();
        let long = "x".repeat(1 << 20);
        let error = folders.position(&vec![long; 60]);
        assert_eq!(error, Err(ImportError::too_large("bytes of folder names", MAX_PATH_BYTES)));
    }
}
