//! A password store on its way to the sandbox. The host has the user's own program decrypt each file, and packs what came of
//! it into one archive: a mark before each name says what that was.

use crate::import::folder::{NamedFile, pack_folder};
use strongroom_secret::SecretBytes;

/// One file of a password store.
#[derive(Debug)]
pub struct StoreFile {
    /// Its name below the store, levels separated by slashes, with its extension. Personal.
    pub name: String,
    /// What the host made of it.
    pub content: StoreContent,
}

/// What the host made of a file of a password store.
#[derive(Debug)]
pub enum StoreContent {
    /// It was decrypted: its plain text. Secret.
    Opened(SecretBytes),
    /// It is encrypted, and stays so.
    Shut(Shut),
    /// It is not encrypted.
    Plain,
}

/// Why a file of a password store could not be decrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// None of the user's keys opens it.
    NoKey,
    /// The user did not answer the question for a key's password, or said no.
    Declined,
    /// The program took longer than it is given.
    TimedOut,
    /// It is larger than what is read.
    TooLarge,
    /// It is damaged, or the program failed.
    Failed,
}

impl Shut {
    /// The same in words.
    pub fn words(self) -> &'static str {
        SHUT.iter().find(|(one, ..)| *one == self).map_or("", |(.., words)| words)
    }
}

const OPENED: &str = "opened";
const PLAIN: &str = "plain";
const SHUT: [(Shut, &str, &str); 5] = [
    (Shut::NoKey, "no-key", "none of your keys decrypts this file"),
    (Shut::Declined, "declined", "the password of the key was not given"),
    (Shut::TimedOut, "timed-out", "decrypting this file took too long"),
    (Shut::TooLarge, "too-large", "an encrypted file of more than 16 MiB"),
    (Shut::Failed, "failed", "this file could not be decrypted"),
];

/// The store as one archive, to be read as `pass_store`. None where there are too many files, or too large ones.
pub fn pack_store(files: Vec<StoreFile>) -> Option<SecretBytes> {
    let marked = files.into_iter().map(|StoreFile { name, content }| {
        let (mark, bytes) = match content {
            StoreContent::Opened(bytes) => (OPENED, bytes),
            StoreContent::Plain => (PLAIN, SecretBytes::default()),
            StoreContent::Shut(why) => (mark_of(why), SecretBytes::default()),
        };
        NamedFile { name: format!("{mark}/{name}"), bytes }
    });
    pack_folder(&marked.collect::<Vec<_>>())
}

fn mark_of(why: Shut) -> &'static str {
    SHUT.iter().find(|(one, ..)| *one == why).map_or(PLAIN, |(_, mark, _)| mark)
}

/// What an archive's name says of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Marked<'n> {
    /// Decrypted.
    Opened(&'n str),
    /// Still encrypted, and why.
    Shut(&'n str, &'static str),
    /// Never encrypted.
    Plain(&'n str),
}

/// Takes the mark off a name; none where there is no mark.
pub(super) fn unmarked(name: &str) -> Option<Marked<'_>> {
    let (mark, name) = name.split_once('/')?;
    match mark {
        OPENED => Some(Marked::Opened(name)),
        PLAIN => Some(Marked::Plain(name)),
        _ => SHUT.iter().find(|(_, known, _)| *known == mark).map(|(.., why)| Marked::Shut(name, why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_read_as_it_was_written() {
        for (why, _, words) in SHUT {
            assert_eq!(unmarked(&format!("{}/a/b.gpg", mark_of(why))), Some(Marked::Shut("a/b.gpg", words)));
        }
        assert_eq!(unmarked("opened/x.age"), Some(Marked::Opened("x.age")));
        assert_eq!((unmarked("x.age"), unmarked("other/x")), (None, None));
    }
}
