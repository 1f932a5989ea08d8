//! What several of the tests need: the corpus, where it lies beside the checkout, and short ways to ask an import.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "test support")]

use std::path::PathBuf;
use strongroom_credential::{FieldType, Item};
use strongroom_exchange::{ImportError, ParsedImport, ParsedItem, Request, parse};

/// The file of that name in the corpus; a missing corpus is said once and the test passes over it.
pub fn corpus(name: &str) -> Option<Vec<u8>> {
    let path = corpus_path(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            eprintln!("skipped: no corpus file {name}");
            None
        }
    }
}

pub fn corpus_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(name)
}

/// An import of which nothing was lost.
pub fn whole(bytes: &[u8]) -> ParsedImport {
    let import = parse(&Request::new(bytes)).unwrap();
    assert!(import.report.is_balanced(), "{:?}", import.report);
    assert!(import.report.dropped.is_empty(), "{:?}", import.report);
    import
}

pub fn refusal(bytes: &[u8]) -> ImportError {
    match parse(&Request::new(bytes)) {
        Ok(import) => panic!("imported as {:?}", import.format),
        Err(error) => error,
    }
}

pub fn value<'a>(item: &'a Item, name: &str) -> &'a str {
    item.field(name).map(|field| field.value.expose().as_str()).unwrap_or_default()
}

pub fn titled<'a>(import: &'a ParsedImport, title: &str) -> &'a ParsedItem {
    import.items.iter().find(|item| item.item.title == title).unwrap()
}

pub fn urls(item: &Item) -> Vec<&str> {
    item.fields.iter().filter(|f| f.field_type == FieldType::Url).map(|f| f.value.expose().as_str()).collect()
}

pub fn folder(import: &ParsedImport, item: &ParsedItem) -> String {
    item.folder.map(|position| import.folders[position].path.join("/")).unwrap_or_default()
}
