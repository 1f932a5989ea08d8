//! Index pages at their bounds.

use std::sync::Arc;
use strongroom_storage::{Class, Storage};
use strongroom_testkit::{Rows, World, empty_vault, login, read_all, reopen};
use strongroom_vault::{Incoming, ItemId, NewItem, Unlocked};

async fn add(vault: &mut Unlocked, world: &World, count: usize) -> Vec<ItemId> {
    let mut ids = Vec::new();
    for number in 0..count {
        let item = NewItem::new(login(&format!("{number}"), "u", "p"), None);
        ids.push(vault.create(item, world.env()).await.unwrap());
    }
    ids
}

async fn pages(storage: &dyn Storage) -> usize {
    Rows::of(storage).await.places(Class::Page).len()
}

#[tokio::test]
async fn sixty_fifth_entry_begins_a_second_page_and_room_is_used_before_a_third() {
    let (mut vault, storage, world) = empty_vault(60).await;
    assert_eq!(pages(&*storage).await, 0);
    let ids = add(&mut vault, &world, 64).await;
    assert_eq!(pages(&*storage).await, 1);
    add(&mut vault, &world, 1).await;
    assert_eq!(pages(&*storage).await, 2);
    vault.purge(&ids[10..20], world.env()).await.unwrap();
    add(&mut vault, &world, 73).await;
    assert_eq!((pages(&*storage).await, vault.counts().all), (2, 128));
    add(&mut vault, &world, 1).await;
    assert_eq!((pages(&*storage).await, vault.header().pages), (3, 3));
    assert!(read_all(&mut vault).await.is_ok());
    let storage: Arc<dyn Storage> = storage;
    assert_eq!(reopen(&storage, 60).await.unwrap().counts().all, 129);
}

#[tokio::test]
async fn pages_that_lost_all_their_entries_stay_and_take_new_ones() {
    let (mut vault, storage, world) = empty_vault(61).await;
    let ids = add(&mut vault, &world, 65).await;
    vault.purge(&ids, world.env()).await.unwrap();
    assert_eq!((pages(&*storage).await, vault.counts().all), (2, 0));
    let storage: Arc<dyn Storage> = storage;
    let mut vault = reopen(&storage, 61).await.unwrap();
    add(&mut vault, &world, 70).await;
    assert_eq!((pages(&*storage).await, vault.counts().all), (2, 70));
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn import_fills_the_open_page_and_as_many_new_ones_as_it_needs() {
    let (mut vault, storage, world) = empty_vault(62).await;
    add(&mut vault, &world, 60).await;
    let item = |number: usize| Incoming {
        new: NewItem::new(login(&format!("new {number}"), "u", "p"), None),
        path: vec![format!("{}", number % 10)],
    };
    let generation = vault.header().generation;
    // 200 items and 10 folders beside 60 items: 270 entries.
    vault.import((0..200).map(item).collect(), &[], "tests", world.env()).await.unwrap();
    assert_eq!(vault.header().generation, generation + 1);
    assert_eq!((pages(&*storage).await, vault.counts().all), (5, 260));
    assert!(read_all(&mut vault).await.is_ok());
}
