//! Every byte of every row of a small vault, changed, cut off and added to: a clear complaint, or the identical content.

use crate::support::whole;
use serde_json::Value;
use strongroom_storage::{Class, RecordId};
use strongroom_testkit::{Rows, vault_with_files};

const SEED: u64 = 80;

async fn original() -> (Rows, Value) {
    let (_, storage, _) = vault_with_files(SEED).await;
    let rows = Rows::of(&*storage).await;
    let content = whole(&rows, SEED).await.unwrap();
    (rows, content)
}

/// Each byte changed three ways, cut at every ninth place and near both ends, and garbage behind it.
fn damaged(bytes: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> {
    let changes = (0..bytes.len()).flat_map(|place| [0x01, 0x80, 0xff].map(|mask| (place, mask)));
    let changed = changes.map(|(place, mask)| {
        let mut copy = bytes.to_vec();
        copy[place] ^= mask;
        (format!("byte {place} changed by {mask:#04x}"), copy)
    });
    let length = bytes.len();
    let cuts = (0..length).filter(move |cut| cut % 9 == 0 || *cut < 16 || cut + 20 > length);
    let cut = cuts.map(move |cut| (format!("cut to {cut} bytes"), bytes[..cut].to_vec()));
    let garbage = [vec![0], vec![0xff], vec![0; 16], vec![0; 64], bytes.to_vec()];
    let longer =
        garbage.into_iter().map(move |more| (format!("{} bytes more", more.len()), [bytes, &more].concat()));
    changed.chain(cut).chain(longer)
}

async fn records_of(class: Class) {
    let (rows, _) = original().await;
    let places: Vec<(Class, RecordId)> = rows.places(class);
    assert!(!places.is_empty());
    for place in places {
        for (what, body) in damaged(&rows.records[&place]) {
            let mut copy = rows.clone();
            copy.records.insert(place, body);
            let outcome = whole(&copy, SEED).await;
            assert!(outcome.is_err(), "{place:?}, {what}: was not noticed");
        }
    }
}

#[tokio::test]
async fn flip_every_byte_of_items() {
    records_of(Class::Item).await;
}

#[tokio::test]
async fn flip_every_byte_of_versions() {
    records_of(Class::Version).await;
}

#[tokio::test]
async fn flip_every_byte_of_pages() {
    records_of(Class::Page).await;
}

#[tokio::test]
async fn flip_every_byte_of_folders() {
    records_of(Class::Folder).await;
}

#[tokio::test]
async fn flip_every_byte_of_audit_entries() {
    records_of(Class::Audit).await;
}

#[tokio::test]
async fn flip_every_byte_of_settings() {
    records_of(Class::Setting).await;
}

#[tokio::test]
async fn flip_every_byte_of_parts_of_files() {
    records_of(Class::Attachment).await;
}

#[tokio::test]
async fn flip_every_byte_of_both_headers() {
    let (rows, _) = original().await;
    for (what, bytes) in damaged(rows.header.first.as_deref().unwrap()) {
        let mut copy = rows.clone();
        copy.set_header(&bytes);
        assert!(whole(&copy, SEED).await.is_err(), "{what}: was not noticed");
    }
}

#[tokio::test]
async fn flip_every_byte_of_one_header_leaves_the_other() {
    let (rows, content) = original().await;
    for (what, bytes) in damaged(rows.header.first.as_deref().unwrap()) {
        let mut first = rows.clone();
        first.header.first = Some(bytes.clone());
        assert_eq!(whole(&first, SEED).await.as_ref(), Ok(&content), "first copy, {what}");
        let mut second = rows.clone();
        second.header.second = Some(bytes);
        assert_eq!(whole(&second, SEED).await.as_ref(), Ok(&content), "second copy, {what}");
    }
}
