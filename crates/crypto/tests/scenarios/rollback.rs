//! Rollback and replay: the manifest tells every other generation and every other set of pages.

use crate::support::{Seeded, vault};
use strongroom_crypto::{Header, PageLeaf, PageSum, VaultKeys};

fn page(id: u8, version: u64, tag: u8) -> PageLeaf {
    PageLeaf { id: [id; 16], version, tag: [tag; 16] }
}

fn sum(keys: &VaultKeys, pages: &[PageLeaf]) -> PageSum {
    let mut sum = PageSum::default();
    pages.iter().for_each(|page| keys.add_page(&mut sum, page));
    sum
}

#[test]
fn manifest_is_that_of_one_generation_and_one_set_of_pages() {
    let (keys, ..) = vault(1);
    let (a, b, c) = (page(1, 1, 1), page(2, 1, 2), page(3, 1, 3));
    let sets: [&[PageLeaf]; 11] = [
        &[],
        &[a],
        &[b],
        &[a, b],
        &[a, b, c],
        &[a, page(2, 2, 2)],
        &[a, page(2, 1, 9)],
        &[a, page(9, 1, 2)],
        &[page(1, 1, 2), page(2, 1, 1)],
        &[a, a],
        &[a, b, b],
    ];
    let manifests: Vec<_> = sets.iter().map(|set| keys.manifest(5, &sum(&keys, set))).collect();
    for (i, one) in manifests.iter().enumerate() {
        assert!(manifests[..i].iter().all(|other| other != one), "set {i} is taken for another");
    }
    let both = sum(&keys, &[a, b]);
    assert_ne!(keys.manifest(5, &both), keys.manifest(4, &both));
    assert_eq!(keys.manifest(5, &both), keys.manifest(5, &sum(&keys, &[b, a])));
}

#[test]
fn page_that_is_replaced_gives_the_manifest_of_the_new_set() {
    let (keys, ..) = vault(1);
    let (old, new, other) = (page(1, 1, 1), page(1, 2, 7), page(2, 1, 2));
    let mut kept = sum(&keys, &[old, other]);
    keys.replace_page(&mut kept, &old, &new);
    assert_eq!(keys.manifest(9, &kept), keys.manifest(9, &sum(&keys, &[new, other])));
    // Put back, it is the old set again, but never at the new generation's manifest.
    keys.replace_page(&mut kept, &new, &old);
    assert_eq!(keys.manifest(8, &kept), keys.manifest(8, &sum(&keys, &[old, other])));
    assert_ne!(keys.manifest(9, &kept), keys.manifest(9, &sum(&keys, &[new, other])));
}

#[test]
fn page_that_is_dropped_while_another_is_doubled_changes_the_manifest() {
    let (keys, ..) = vault(1);
    let (a, b, c) = (page(1, 1, 1), page(2, 1, 2), page(3, 1, 3));
    let honest = keys.manifest(1, &sum(&keys, &[a, b, c]));
    for forged in [[a, a, b], [a, b, b], [c, c, c], [a, a, c]] {
        assert_ne!(keys.manifest(1, &sum(&keys, &forged)), honest);
    }
}

#[test]
fn manifest_of_another_vault_is_another() {
    let ((keys, ..), (other, ..)) = (vault(1), vault(2));
    let pages = [page(1, 1, 1)];
    assert_ne!(keys.manifest(1, &sum(&keys, &pages)), other.manifest(1, &sum(&other, &pages)));
    assert_ne!(keys.manifest(1, &PageSum::default()), other.manifest(1, &PageSum::default()));
}

#[test]
fn older_header_is_authentic_but_tells_its_generation_and_fingerprint() {
    let (mut keys, mut header, secret) = vault(1);
    let older = Header::parse(&header.to_bytes()).unwrap();
    header.generation += 1;
    keys.finish(&mut header, &sum(&keys, &[page(1, 1, 1)]));
    assert!(keys.authentic(&older) && keys.authentic(&header));
    assert_ne!(older.fingerprint(), header.fingerprint());
    assert_ne!(older.manifest, header.manifest);
    // An older header may be followed by whoever confirmed it; the caller compares generations.
    keys.begin_epoch(&mut header, &Seeded::new(3)).unwrap();
    assert!(keys.follow(&older).is_ok());
    assert!(VaultKeys::unlock(&older, &secret).is_ok());
}

#[test]
fn header_with_a_public_field_changed_is_not_authentic() {
    let (keys, header, secret) = vault(1);
    let changes: [fn(&mut Header); 5] = [
        |header| header.generation += 1,
        |header| header.pages += 1,
        |header| header.manifest[0] ^= 1,
        |header| header.audit_entries += 1,
        |header| header.audit_head[31] ^= 1,
    ];
    for change in changes {
        let mut changed = header.clone();
        change(&mut changed);
        assert!(!keys.authentic(&changed));
        assert!(VaultKeys::unlock(&changed, &secret).is_err());
    }
}
