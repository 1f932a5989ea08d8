//! Entries, their search texts and what is known of them, through every change of a page.

use super::*;
use crate::overview::{FolderOverview, KnownStrength};

fn entry(number: u64) -> Entry {
    Entry {
        class: Class::Folder,
        id: RecordId::counted(number),
        version: number,
        tag: [3; 16],
        overview: Overview::Folder(FolderOverview { parent: None, name: "n".into() }),
    }
}

fn plain() -> ItemOverview {
    ItemOverview {
        favourite: false,
        deleted: false,
        has_totp: false,
        kind: strongroom_credential::Kind::NOTE,
        title: Box::default(),
        subtitle: Box::default(),
        folder: None,
        tags: Box::default(),
        created: 0,
        modified: 0,
        strength: KnownStrength::Pending,
        fingerprint: [0; 16],
        similar: [0; 16],
        secret_since: 0,
        ends: None,
        worst: None,
    }
}

#[test]
fn search_texts_follow_their_entries_through_changes() {
    let mut page = Page::new([0; 16]);
    for (number, text) in [(1, "one"), (2, "two"), (3, "three")] {
        page.set(entry(number), text);
    }
    page.set(entry(2), "twenty");
    assert_eq!(page.haystack(), "onetwentythree");
    assert_eq!(page.slot_at(0, 3), 1);
    page.remove(0);
    assert_eq!((page.search_text(0), page.search_text(1)), ("twenty", "three"));
    assert_eq!(page.slot_at(1, 6), 1);
}

#[test]
fn marks_follow_their_entries_through_changes() {
    let mut page = Page::new([0; 16]);
    let item = |number, favourite, deleted| {
        let kind = strongroom_credential::Kind::LOGIN;
        let overview = Overview::Item(Box::new(ItemOverview { favourite, deleted, kind, ..plain() }));
        Entry { class: Class::Item, overview, ..entry(number) }
    };
    page.set(entry(1), "");
    page.set(item(2, false, false), "");
    page.set(item(3, false, true), "");
    page.set(item(2, true, false), "");
    page.remove(0);
    let marks = |deleted, favourite| Marks { item: true, deleted, favourite };
    assert_eq!(page.marks(), [marks(false, true), marks(true, false)]);
    page.set_judgement(1, Judgement { strength: KnownStrength::Score(3), worst: None });
    assert_eq!(page.item(1).map(|item| item.strength), Some(KnownStrength::Score(3)));
}

#[test]
fn what_could_have_a_code_follows_every_change_of_the_page() {
    let login = |number, has_totp| {
        let kind = strongroom_credential::Kind::LOGIN;
        let overview = Overview::Item(Box::new(ItemOverview { kind, has_totp, ..plain() }));
        Entry { class: Class::Item, overview, ..entry(number) }
    };
    let possible = |page: &Page| -> Vec<bool> {
        (0..page.entries().len()).map(|slot| page.is_code_possible(slot)).collect()
    };
    let mut page = Page::new([0; 16]);
    page.set(login(1, false), "t\ngithub.com");
    page.set(login(2, false), "t\nexample.org");
    page.set(entry(3), "github.com");
    assert_eq!(possible(&page), [true, false, false]);
    // Changes are made on copies.
    let mut page = page.clone();
    page.set(login(2, false), "t\ngithub.com");
    assert_eq!(possible(&page), [true, true, false]);
    page.set(login(1, true), "t\ngithub.com");
    assert_eq!(possible(&page), [false, true, false]);
    page.remove(0);
    assert_eq!(possible(&page), [true, false]);
    assert!(!page.is_code_possible(2));
}

#[test]
fn page_with_more_entries_than_it_can_have_is_refused() {
    let content = SecretBytes::new(vec![1, 0xff, 0xff]);
    assert_eq!(Page::decode(Page::new([0; 16]).leaf(), &content).err(), Some(WireError::Range));
}
