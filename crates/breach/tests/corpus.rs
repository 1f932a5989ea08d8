//! The corpus' files against its own list of passwords: every one is found, with the same count however it is looked up, and
//! nothing else is.
#![allow(
    clippy::unwrap_used,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use strongroom_breach::{Algorithm, Digest, OrderedFile, Prefix, Range};
use strongroom_secret::SecretString;
use strongroom_testkit::corpus;

const FILES: [(Algorithm, &str); 2] = [
    (Algorithm::Sha1, "pwned-sha1-ordered-by-hash-5000.txt"),
    (Algorithm::Ntlm, "pwned-ntlm-ordered-by-hash-5000.txt"),
];

fn passwords(folder: &Path) -> Vec<SecretString> {
    fs::read_to_string(folder.join("plaintexts-5000.txt")).unwrap().lines().map(Into::into).collect()
}

#[test]
fn every_password_of_the_list_is_in_the_ordered_files_and_no_other() {
    let Some(folder) = corpus("hibp") else { return };
    for (algorithm, name) in FILES {
        let mut file = OrderedFile::open(File::open(folder.join(name)).unwrap()).unwrap();
        assert_eq!(file.algorithm(), algorithm);
        let passwords = passwords(&folder);
        assert!(passwords.len() > 4900);
        for password in passwords {
            assert!(
                file.count(&Digest::of(&password, algorithm)).unwrap() > 0,
                "{name}: {}",
                password.expose()
            );
            let other = SecretString::from(format!("{} and more", password.expose()));
            assert_eq!(file.count(&Digest::of(&other, algorithm)), Ok(0), "{name}: {}", other.expose());
        }
    }
}

#[test]
fn a_password_of_the_list_is_in_its_range_and_another_is_not() {
    let Some(folder) = corpus("hibp") else { return };
    let mut by_prefix: BTreeMap<Prefix, Vec<Digest>> = BTreeMap::new();
    for password in passwords(&folder) {
        let digest = Digest::of(&password, Algorithm::Sha1);
        by_prefix.entry(digest.prefix()).or_default().push(digest);
    }
    let (mut found, mut padded) = (0, false);
    for entry in fs::read_dir(folder.join("range")).unwrap() {
        let entry = entry.unwrap();
        let prefix = Prefix::of_file_name(entry.file_name().to_str().unwrap()).unwrap();
        let body = fs::read(entry.path()).unwrap();
        let range = Range::parse(&body).unwrap();
        assert_eq!(range.algorithm(), Algorithm::Sha1);
        padded |= body.windows(4).any(|bytes| bytes == b":0\r\n");
        assert_eq!(range.count(&Digest::of(&"in no list, and never was".into(), Algorithm::Sha1)), 0);
        for digest in by_prefix.get(&prefix).into_iter().flatten() {
            assert!(range.count(digest) > 0, "{prefix:?}");
            found += 1;
        }
    }
    assert!(found > 0, "no password of the list is in a range");
    assert!(padded, "the corpus has padding in it");
}
