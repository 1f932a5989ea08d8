//! Doors for the fuzzer (docs/fuzzing.md) to what is read after it was opened: contents as somebody with the key may have
//! made them. In no program.

use crate::audit::AuditEntry;
use crate::page::Page;
use crate::record;
use crate::{FolderRecord, ItemRecord, SettingRecord, VersionRecord};
use strongroom_crypto::PageLeaf;
use strongroom_secret::SecretBytes;

/// A page of the index, read and written again.
pub fn page(content: &SecretBytes) -> Option<SecretBytes> {
    let page = Page::decode(PageLeaf { id: [0; 16], version: 1, tag: [0; 16] }, content).ok()?;
    for slot in 0..page.entries().len() {
        let (start, end) = page.bounds(slot);
        assert!(start <= end && end <= page.haystack().len(), "a search text lies outside");
        assert!(page.haystack().is_char_boundary(start) && page.haystack().is_char_boundary(end));
        assert!(page.item(slot).is_some() == page.marks().get(slot).is_some_and(|marks| marks.item));
    }
    page.encode().ok()
}

/// The record of an item of that version, read and written again.
pub fn item(content: &SecretBytes, version: u64) -> Option<(ItemRecord, SecretBytes)> {
    let item = record::decode_item(content, version)?;
    let again = record::encode_item(&item, &item.history);
    Some((item, again))
}

/// Records of the other classes, read and written again.
pub fn others(content: &SecretBytes) -> Vec<SecretBytes> {
    let version = record::decode::<VersionRecord>(content).map(|read| record::encode(&read));
    let folder = record::decode::<FolderRecord>(content).map(|read| record::encode(&read));
    let setting = record::decode::<SettingRecord>(content).map(|read| record::encode(&read));
    [version, folder, setting].into_iter().flatten().collect()
}

/// An entry of the trail.
pub fn audit(content: &SecretBytes) -> Option<AuditEntry> {
    AuditEntry::decode(0, content).ok()
}
