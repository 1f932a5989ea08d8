//! Rows in the place of other rows: of other ids, classes, states and vaults.

use crate::support::whole;
use strongroom_storage::{Class, RecordId};
use strongroom_testkit::{Rows, login, seeded_vault, vault_with_files};

const SEED: u64 = 90;

async fn assert_refused(rows: &Rows, what: &str) {
    assert!(whole(rows, SEED).await.is_err(), "{what}: was not noticed");
}

#[tokio::test]
async fn swap_matrix_within_a_vault() {
    let (_, storage, _) = vault_with_files(SEED).await;
    let rows = Rows::of(&*storage).await;
    assert!(whole(&rows, SEED).await.is_ok());
    let places: Vec<_> = rows.records.keys().copied().collect();
    for from in &places {
        for to in places.iter().filter(|to| *to != from) {
            let mut copied = rows.clone();
            copied.records.insert(*to, rows.records[from].clone());
            assert_refused(&copied, &format!("{from:?} in the place of {to:?}")).await;
            let mut swapped = copied;
            swapped.records.insert(*from, rows.records[to].clone());
            assert_refused(&swapped, &format!("{from:?} and {to:?} swapped")).await;
        }
    }
}

#[tokio::test]
async fn swap_matrix_of_rows_under_new_names() {
    let (_, storage, _) = vault_with_files(SEED).await;
    let rows = Rows::of(&*storage).await;
    for (from, body) in &rows.records {
        for class in Class::ALL {
            let to = (class, RecordId([0xEE; 16]));
            let mut added = rows.clone();
            added.records.insert(to, body.clone());
            assert_refused(&added, &format!("{from:?} also as {to:?}")).await;
            let mut moved = added;
            moved.records.remove(from);
            assert_refused(&moved, &format!("{from:?} moved to {to:?}")).await;
        }
    }
}

#[tokio::test]
async fn swap_matrix_between_vaults() {
    let (_, storage, _) = seeded_vault(SEED).await;
    let (_, other, _) = seeded_vault(SEED + 1).await;
    let (rows, other) = (Rows::of(&*storage).await, Rows::of(&*other).await);
    for (from, body) in &other.records {
        for to in rows.places(from.0) {
            let mut foreign = rows.clone();
            foreign.records.insert(to, body.clone());
            assert_refused(&foreign, &format!("another vault's {from:?} as {to:?}")).await;
        }
    }
    let mut header = rows.clone();
    header.header.clone_from(&other.header);
    assert_refused(&header, "another vault's header").await;
    assert!(whole(&header, SEED + 1).await.is_err());
}

#[tokio::test]
async fn swap_matrix_of_states() {
    let (mut vault, storage, world) = seeded_vault(SEED).await;
    let before = Rows::of(&*storage).await;
    let id = vault.overviews().find(|(_, item)| &*item.title == "Mail").unwrap().0;
    let folder = vault.folder_tree()[0].id;
    vault.update(id, 3, |_| Some((login("Mail", "alice", "fourth"), None)), world.env()).await.unwrap();
    vault.update_folder(folder, "Renamed", None, world.env()).await.unwrap();
    let after = Rows::of(&*storage).await;
    assert!(whole(&after, SEED).await.is_ok());
    let changed: Vec<_> =
        before.records.keys().filter(|place| before.records[place] != after.records[place]).collect();
    // The item, the folder and the page that lists both.
    assert_eq!(changed.len(), 3);
    for subset in 1_u32..8 {
        let mut mixed = after.clone();
        for (bit, place) in changed.iter().enumerate().filter(|(bit, _)| subset & (1 << bit) != 0) {
            mixed.records.insert(**place, before.records[place].clone());
            assert!(bit < 3);
        }
        assert_refused(&mixed, &format!("older rows {subset:03b}")).await;
        mixed.header.clone_from(&before.header);
        assert_refused(&mixed, &format!("older rows {subset:03b} and header")).await;
    }
    let mut header = after.clone();
    header.header.clone_from(&before.header);
    assert_refused(&header, "older header").await;
}
