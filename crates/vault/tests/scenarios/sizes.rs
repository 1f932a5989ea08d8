//! What the sizes of rows tell to somebody who cannot read them.

use std::collections::BTreeMap;
use strongroom_storage::{Class, RecordId};
use strongroom_testkit::{Rows, empty_vault, login};
use strongroom_vault::NewItem;

/// The sizes of all rows of a vault with one item that has this secret, and nothing else that differs.
async fn sizes(secret: &str) -> BTreeMap<(Class, RecordId), usize> {
    let (mut vault, storage, world) = empty_vault(110).await;
    let id = vault.create(NewItem::new(login("T", "u", secret), None), world.env()).await.unwrap();
    vault.set_deleted(&[id], true, world.env()).await.unwrap();
    let rows = Rows::of(&*storage).await;
    rows.records.into_iter().map(|(place, body)| (place, body.len())).collect()
}

#[tokio::test]
async fn secrets_within_a_padding_step_leave_rows_of_the_same_sizes() {
    let mut classes: Vec<(usize, BTreeMap<_, _>)> = Vec::new();
    for length in 1..=192 {
        let sizes = sizes(&"s".repeat(length)).await;
        match classes.last_mut() {
            Some((count, known)) if *known == sizes => *count += 1,
            _ => classes.push((1, sizes)),
        }
    }
    // Item and version take a step each of 64 bytes; between two steps every row has the same size.
    assert!(classes.len() <= 7, "{} different sets of sizes", classes.len());
    assert!(classes.iter().all(|(_, sizes)| sizes.len() == classes[0].1.len()));
    assert_eq!(classes.iter().map(|(count, _)| count).sum::<usize>(), 192);
}

#[tokio::test]
async fn what_a_secret_is_makes_no_difference_to_any_size() {
    // As long as each other, but weak and strong, and one of them reused.
    let (weak, strong) = (sizes("aaaaaaaaaaaaaaaa").await, sizes("zJ4#mQ9!vT2@xL7$").await);
    assert_eq!(weak, strong);
}
