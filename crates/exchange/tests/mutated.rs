//! Every file of the corpus that other programs wrote, cut and flipped: a clear error or a balanced import, and no panic.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use std::path::{Path, PathBuf};
use strongroom_exchange::{Format, Request, parse, recognise};
use support::corpus_path;

/// Larger files say nothing that smaller ones do not.
const MAX: u64 = 256 << 10;
/// Changes of each kind to each file.
const CHANGES: usize = 24;

fn files(below: &Path, to: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(below) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files(&path, to);
        } else if path.metadata().is_ok_and(|facts| facts.len() <= MAX) {
            to.push(path);
        }
    }
    to.sort();
}

/// The same numbers for the same file every time, spread over it (Knuth's multiplicative hash).
fn places(length: usize) -> impl Iterator<Item = usize> {
    (1..=CHANGES).map(move |number| number.wrapping_mul(2_654_435_761) % length.max(1))
}

fn judge(path: &Path, what: &str, bytes: &[u8]) {
    // A key derivation is paid for in other tests.
    if matches!(recognise(bytes), Some(Format::Kdbx | Format::Kdb)) {
        let _ = parse(&Request::new(bytes));
        return;
    }
    match parse(&Request { password: Some("x".into()), ..Request::new(bytes) }) {
        Ok(import) => assert!(import.report.is_balanced(), "{}: {what}", path.display()),
        Err(error) => assert!(error.to_string().contains(": "), "{}: {what}: {error}", path.display()),
    }
}

#[test]
fn given_every_file_of_the_corpus_cut_or_flipped_then_it_fails_clearly_or_balances() {
    let mut all = Vec::new();
    ["importers", "otp", "kdbx"].iter().for_each(|part| files(&corpus_path(part), &mut all));
    all.extend(files_of_our_own());
    for path in &all {
        let whole = std::fs::read(path).unwrap();
        for place in places(whole.len()) {
            judge(path, &format!("cut at {place}"), &whole[..place]);
            let mut changed = whole.clone();
            if let Some(byte) = changed.get_mut(place) {
                *byte ^= 1 << (place % 8);
            }
            judge(path, &format!("flipped at {place}"), &changed);
            let mut doubled = whole.clone();
            doubled.splice(place..place, whole[place..].iter().take(64).copied());
            judge(path, &format!("repeated at {place}"), &doubled);
        }
    }
}

/// What lies in the project itself, so that something is changed where there is no corpus.
fn files_of_our_own() -> Vec<PathBuf> {
    let mut own = Vec::new();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    files(&here.join("../../tests/samples"), &mut own);
    own.retain(|path| path.extension().is_some_and(|kind| kind == "json" || kind == "csv" || kind == "kdbx"));
    own
}
