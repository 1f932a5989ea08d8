//! Writing a database in a test, and what to compare when it is read again.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test support")]

use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};
use strongroom_exchange::{
    Content, KdbxCosts, KdbxKey, ParsedAttachment, ParsedFolder, ParsedImport, ParsedItem, Request, Target,
    losses, parse, write_kdbx,
};
use strongroom_secret::{Random, RandomError, SecretString};

pub const PASSWORD: &str = "correct horse";
/// Derivation that costs next to nothing.
pub const CHEAP: KdbxCosts = KdbxCosts { memory_kib: 64, iterations: 1, lanes: 1 };
/// 2026-01-01T00:00:00Z.
pub const NOW: i64 = 1_767_225_600_000;

/// The same bytes in every run.
#[derive(Default)]
pub struct Seeded(AtomicU64);

impl Random for Seeded {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        for piece in out.chunks_mut(32) {
            let number = self.0.fetch_add(1, Ordering::Relaxed);
            piece.copy_from_slice(&Sha256::digest(number.to_le_bytes())[..piece.len()]);
        }
        Ok(())
    }
}

pub fn write(folders: &[ParsedFolder], items: &[ParsedItem]) -> Vec<u8> {
    let password = SecretString::from(PASSWORD);
    let key = KdbxKey { password: Some(&password), key_file: None };
    let mut file = Vec::new();
    write_kdbx(Content { folders, items }, key, CHEAP, NOW, &Seeded::default(), &mut file).unwrap();
    let losses = losses(Target::Kdbx, Content { folders, items });
    assert!(losses.iter().all(|loss| loss.reason.is_kept()), "{losses:?}");
    file
}

pub fn read(file: &[u8]) -> ParsedImport {
    let import = parse(&Request { password: Some(PASSWORD.into()), ..Request::new(file) }).unwrap();
    assert!(import.report.is_balanced() && import.report.dropped.is_empty(), "{:?}", import.report);
    import
}

/// The content with its secrets, each item with its folder's path, in an order that does not depend on the file's.
pub fn comparable(folders: &[ParsedFolder], items: &[ParsedItem]) -> (Vec<Vec<String>>, Vec<String>) {
    let mut paths: Vec<Vec<String>> = folders.iter().map(|folder| folder.path.clone()).collect();
    paths.sort();
    let one = |item: &ParsedItem| {
        let folder = item.folder.map(|position| folders[position].path.clone());
        let mut item = ParsedItem { folder: None, ..item.clone() };
        // Tags have no order.
        item.item.tags.sort();
        item.history.iter_mut().for_each(|version| version.item.tags.sort());
        serde_json::to_string_pretty(&(folder, item)).unwrap()
    };
    let mut items: Vec<String> = items.iter().map(one).collect();
    items.sort();
    (paths, items)
}

pub fn parsed(item: strongroom_credential::Item) -> ParsedItem {
    ParsedItem {
        item,
        folder: None,
        created_ms: Some(1_700_000_000_123),
        modified_ms: Some(1_700_000_001_000),
        history: Vec::new(),
        deleted: false,
        attachments: Vec::new(),
    }
}

pub fn attachment(name: &str, bytes: &[u8]) -> ParsedAttachment {
    ParsedAttachment { name: name.to_owned(), bytes: bytes.to_vec().into() }
}

pub fn folder(path: &[&str]) -> ParsedFolder {
    ParsedFolder { path: path.iter().map(|name| (*name).to_owned()).collect() }
}
