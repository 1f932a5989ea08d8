//! The audit trail against somebody with the file, and against somebody with the key as well.

use crate::support::{open, trail};
use strongroom_crypto::{Header, Place, VaultKeys};
use strongroom_storage::{Class, RecordId};
use strongroom_testkit::{Rows, SeededRandom, seeded_vault};
use strongroom_vault::{Problem, RecordFault};

const SEED: u64 = 70;

/// The first thing that verifying finds wrong, at once and in steps.
async fn first_problem(rows: &Rows) -> Option<Problem> {
    let mut vault = open(rows, SEED).await.unwrap();
    let found = vault.verify().await.unwrap();
    assert_eq!(found.is_sound(), found.problems.is_empty());
    let mut check = vault.begin_check();
    while !vault.check_some(&mut check, 3).await.unwrap().is_done() {}
    // Entries behind the end are nothing that the header counts: only reading all of them finds those.
    let behind = rows.places(Class::Audit).len() > usize::try_from(vault.audit_len()).unwrap();
    assert!(behind || check.found().problems == found.problems, "{:?}", check.found().problems);
    found.problems.into_iter().next()
}

fn at(number: u64) -> (Class, RecordId) {
    (Class::Audit, RecordId::counted(number))
}

fn faulty(number: u64, fault: RecordFault) -> Option<Problem> {
    Some(Problem::Record { class: Class::Audit, id: RecordId::counted(number), fault })
}

async fn rows() -> Rows {
    let (_, storage, _) = seeded_vault(SEED).await;
    Rows::of(&*storage).await
}

/// Somebody who has the vault's keys and writes entries past the program.
struct Insider {
    rows: Rows,
    keys: VaultKeys,
    header: Header,
    random: SeededRandom,
}

impl Insider {
    async fn new() -> Self {
        let rows = rows().await;
        let keys = open(&rows, SEED).await.unwrap().into_keys();
        Self { header: rows.parsed_header(), rows, keys, random: SeededRandom::new(1) }
    }

    fn place(number: u64) -> Place {
        Place { class: Class::Audit.number(), id: RecordId::counted(number).0, version: number + 1 }
    }

    fn content(&self, number: u64) -> Vec<u8> {
        self.keys.open(&Self::place(number), &self.rows.records[&at(number)]).unwrap().expose().clone()
    }

    fn write(&mut self, number: u64, content: &[u8]) {
        let body = self.keys.seal(&mut self.header, &Self::place(number), content, &self.random).unwrap();
        self.rows.records.insert(at(number), body);
    }

    /// Another time in an entry, everything else as it was.
    fn edit(&mut self, number: u64) {
        let mut content = self.content(number);
        content[39] ^= 1;
        self.write(number, &content);
    }
}

#[tokio::test]
async fn entries_say_what_happened_in_order_and_pages_of_them_begin_at_the_end() {
    let (vault, _, _) = seeded_vault(SEED).await;
    let all = trail(&vault).await;
    let actions: Vec<&str> = all.iter().map(|entry| entry.action.as_str()).collect();
    let expected =
        ["create_vault", "folder", "folder", "create", "update", "update", "create", "create", "delete"];
    assert_eq!(actions, expected);
    assert!(all.iter().zip(&all[1..]).all(|(one, next)| one.at < next.at && one.number + 1 == next.number));
    let last: Vec<u64> = vault.audit(1, 3).await.unwrap().iter().map(|entry| entry.number).collect();
    assert_eq!(last, [7, 6, 5]);
    assert_eq!(vault.audit(8, 100).await.unwrap().len(), 1);
    assert_eq!(vault.audit(9, 1).await.unwrap(), []);
}

#[tokio::test]
async fn without_the_key_an_edited_deleted_moved_or_foreign_entry_is_named() {
    let rows = rows().await;
    assert_eq!(first_problem(&rows).await, None);
    let last = rows.parsed_header().audit_entries - 1;
    for number in 0..=last {
        let mut edited = rows.clone();
        edited.records.get_mut(&at(number)).unwrap()[110] ^= 1;
        assert_eq!(first_problem(&edited).await, faulty(number, RecordFault::Damaged));

        let mut deleted = rows.clone();
        deleted.records.remove(&at(number));
        assert_eq!(first_problem(&deleted).await, faulty(number, RecordFault::Missing));
    }
    for number in 0..last {
        let mut reordered = rows.clone();
        let later = rows.records[&at(number + 1)].clone();
        let earlier = reordered.records.insert(at(number), later).unwrap();
        reordered.records.insert(at(number + 1), earlier);
        assert_eq!(first_problem(&reordered).await, faulty(number, RecordFault::Damaged));
    }
    let mut more = rows.clone();
    more.records.insert(at(last + 1), rows.records[&at(last)].clone());
    assert_eq!(first_problem(&more).await, faulty(last + 1, RecordFault::Unlisted));
}

#[tokio::test]
async fn truncated_trail_is_missing_its_first_lost_entry() {
    let rows = rows().await;
    for keep in 0..rows.parsed_header().audit_entries {
        let mut cut = rows.clone();
        cut.records.retain(|(class, id), _| *class != Class::Audit || *id < RecordId::counted(keep));
        assert_eq!(first_problem(&cut).await, faulty(keep, RecordFault::Missing));
    }
}

#[tokio::test]
async fn with_the_key_an_edited_entry_breaks_the_chain_where_it_stands() {
    let count = rows().await.parsed_header().audit_entries;
    for number in 0..count {
        let mut insider = Insider::new().await;
        insider.edit(number);
        assert_eq!(first_problem(&insider.rows).await, Some(Problem::Chain { number }));
    }
}

#[tokio::test]
async fn with_the_key_entries_in_another_order_break_the_chain_before_the_first_of_them() {
    let mut insider = Insider::new().await;
    let (one, other) = (insider.content(3), insider.content(4));
    insider.write(3, &other);
    insider.write(4, &one);
    // A link has two ends; what is certain is that entry 3 does not follow entry 2.
    assert_eq!(first_problem(&insider.rows).await, Some(Problem::Chain { number: 2 }));
}

#[tokio::test]
async fn with_the_key_a_chain_written_anew_from_an_entry_on_does_not_end_where_the_header_says() {
    let mut insider = Insider::new().await;
    let count = insider.header.audit_entries;
    insider.edit(3);
    for number in 4..count {
        let previous = insider.keys.audit_mac(number - 1, &insider.content(number - 1));
        let mut content = insider.content(number);
        content[..32].copy_from_slice(&previous);
        insider.write(number, &content);
    }
    assert_eq!(first_problem(&insider.rows).await, Some(Problem::Chain { number: count - 1 }));
}
