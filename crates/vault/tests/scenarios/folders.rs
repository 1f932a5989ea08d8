//! Folders: the tree, and what happens to what lies in one.

use crate::support::{titles, view};
use std::sync::Arc;
use strongroom_storage::Storage;
use strongroom_testkit::{World, empty_vault, login, read_all, reopen};
use strongroom_vault::{FolderId, NewItem, ReadError, Unlocked, View, WriteError};

fn tree(vault: &Unlocked) -> Vec<(usize, String)> {
    vault.folder_tree().into_iter().map(|node| (node.depth, node.name)).collect()
}

fn named(names: &[(usize, &str)]) -> Vec<(usize, String)> {
    names.iter().map(|(depth, name)| (*depth, (*name).to_owned())).collect()
}

#[tokio::test]
async fn folders_stand_behind_their_parents_and_among_siblings_by_name_without_accents() {
    let (mut vault, storage, world) = empty_vault(20).await;
    let b = vault.create_folder("b", None, world.env()).await.unwrap();
    vault.create_folder("Ä", None, world.env()).await.unwrap();
    vault.create_folder("z", Some(b), world.env()).await.unwrap();
    vault.create_folder("C", Some(b), world.env()).await.unwrap();
    vault.create_folder("az", None, world.env()).await.unwrap();
    let expected = named(&[(0, "Ä"), (0, "az"), (0, "b"), (1, "C"), (1, "z")]);
    assert_eq!(tree(&vault), expected);
    let storage: Arc<dyn Storage> = storage;
    assert_eq!(tree(&reopen(&storage, 20).await.unwrap()), expected);
}

#[tokio::test]
async fn folder_moves_anywhere_but_into_itself() {
    let (mut vault, _, world) = empty_vault(21).await;
    let a = vault.create_folder("a", None, world.env()).await.unwrap();
    let b = vault.create_folder("b", Some(a), world.env()).await.unwrap();
    let c = vault.create_folder("c", Some(b), world.env()).await.unwrap();
    for inside in [a, b, c] {
        let outcome = vault.update_folder(a, "a", Some(inside), world.env()).await;
        assert_eq!(outcome, Err(WriteError::FolderCycle));
    }
    vault.update_folder(c, "c", None, world.env()).await.unwrap();
    vault.update_folder(a, "A", Some(c), world.env()).await.unwrap();
    assert_eq!(tree(&vault), named(&[(0, "c"), (1, "A"), (2, "b")]));
    let gone = FolderId::make(&world.random).unwrap();
    let outcome = vault.update_folder(a, "a", Some(gone), world.env()).await;
    assert_eq!(outcome, Err(WriteError::Read(ReadError::NotFound { what: "folder" })));
}

#[tokio::test]
async fn two_programs_cannot_each_make_half_of_a_cycle() {
    let (mut vault, storage, world) = empty_vault(22).await;
    let a = vault.create_folder("a", None, world.env()).await.unwrap();
    let b = vault.create_folder("b", None, world.env()).await.unwrap();
    let storage: Arc<dyn Storage> = storage;
    let mut other = reopen(&storage, 22).await.unwrap();
    other.update_folder(a, "a", Some(b), world.env()).await.unwrap();
    let outcome = vault.update_folder(b, "b", Some(a), world.env()).await;
    assert_eq!(outcome, Err(WriteError::FolderCycle));
    assert_eq!(tree(&vault), named(&[(0, "b"), (1, "a")]));
}

#[tokio::test]
async fn folder_that_another_program_removed_does_not_come_back_by_a_change() {
    let (mut vault, storage, world) = empty_vault(23).await;
    let a = vault.create_folder("a", None, world.env()).await.unwrap();
    let storage: Arc<dyn Storage> = storage;
    let mut other = reopen(&storage, 23).await.unwrap();
    other.delete_folder(a, world.env()).await.unwrap();
    let missing = Err(WriteError::Read(ReadError::NotFound { what: "folder" }));
    assert_eq!(vault.update_folder(a, "again", None, world.env()).await, missing);
    assert_eq!(tree(&vault), named(&[]));
}

#[tokio::test]
async fn removed_folder_leaves_its_content_one_level_up_in_one_transaction() {
    let (mut vault, _, world) = empty_vault(24).await;
    let top = vault.create_folder("top", None, world.env()).await.unwrap();
    let middle = vault.create_folder("middle", Some(top), world.env()).await.unwrap();
    vault.create_folder("bottom", Some(middle), world.env()).await.unwrap();
    let mut ids = Vec::new();
    for title in ["one", "two"] {
        let item = NewItem::new(login(title, "u", "p"), Some(middle));
        ids.push(vault.create(item, world.env()).await.unwrap());
    }
    let generation = vault.header().generation;
    assert_eq!(vault.delete_folder(middle, world.env()).await, Ok(2));
    assert_eq!(vault.header().generation, generation + 1);
    assert_eq!(tree(&vault), named(&[(0, "top"), (1, "bottom")]));
    for id in ids {
        assert_eq!(vault.read(id).await.unwrap().record.folder, Some(top));
    }
    assert_eq!(titles(&mut vault, &view(View::Folder(top))), ["one", "two"]);
    assert!(read_all(&mut vault).await.is_ok());
}

#[tokio::test]
async fn folder_view_shows_what_lies_in_the_folders_below_too() {
    let (mut vault, _, world) = empty_vault(25).await;
    let top = vault.create_folder("top", None, world.env()).await.unwrap();
    let inner = vault.create_folder("inner", Some(top), world.env()).await.unwrap();
    for (title, folder) in [("in top", Some(top)), ("in inner", Some(inner)), ("outside", None)] {
        vault.create(NewItem::new(login(title, "u", "p"), folder), world.env()).await.unwrap();
    }
    assert_eq!(titles(&mut vault, &view(View::Folder(top))), ["in inner", "in top"]);
    assert_eq!(titles(&mut vault, &view(View::Folder(inner))), ["in inner"]);
    assert_eq!(vault.counts().folders[&top], 1);
}

#[tokio::test]
async fn names_are_neither_empty_nor_endless_and_trees_not_bottomless() {
    let (mut vault, _, world) = empty_vault(26).await;
    for name in ["", "  \t", &"x".repeat(256)] {
        let outcome = vault.create_folder(name, None, world.env()).await;
        assert_eq!(outcome.err(), Some(WriteError::FolderName));
    }
    assert!(vault.create_folder(&"ü".repeat(255), None, world.env()).await.is_ok());
    let mut parent = None;
    for depth in 0..65 {
        parent = Some(vault.create_folder(&format!("{depth}"), parent, world.env()).await.unwrap());
    }
    assert_eq!(vault.create_folder("65", parent, world.env()).await.err(), Some(WriteError::FolderName));
    assert_eq!(tree(&vault).len(), 66);
}

/// A chain of that many folders, the top first.
async fn chain(vault: &mut Unlocked, world: &World, name: &str, count: usize) -> Vec<FolderId> {
    let mut folders: Vec<FolderId> = Vec::new();
    for depth in 0..count {
        let parent = folders.last().copied();
        let made = vault.create_folder(&format!("{name} {depth}"), parent, world.env()).await;
        folders.push(made.unwrap());
    }
    folders
}

#[tokio::test]
async fn folder_moves_no_deeper_than_what_lies_in_it_allows() {
    let (mut vault, _, world) = empty_vault(27).await;
    let target = chain(&mut vault, &world, "target", 63).await;
    let moved = chain(&mut vault, &world, "moved", 3).await;
    let beside = vault.create_folder("beside", Some(moved[0]), world.env()).await.unwrap();
    for (place, fits) in [(62, false), (61, true)] {
        let outcome = vault.update_folder(moved[0], "moved", Some(target[place]), world.env()).await;
        assert_eq!(outcome.err(), (!fits).then_some(WriteError::FolderName));
    }
    // At its depth it keeps being renamed, and what lies beside it moves by its own height.
    vault.update_folder(moved[0], "renamed", Some(target[61]), world.env()).await.unwrap();
    vault.update_folder(beside, "beside", Some(target[62]), world.env()).await.unwrap();
    assert_eq!(vault.folder_tree().iter().map(|node| node.depth).max(), Some(64));
}

#[tokio::test]
async fn imported_folders_keep_the_rules_for_names_and_depth() {
    let (mut vault, _, world) = empty_vault(28).await;
    let path = |count: usize| (0..count).map(|depth| format!("{depth}")).collect::<Vec<_>>();
    let deep = vault.import(Vec::new(), &[path(66)], "tests", world.env()).await;
    assert_eq!(deep.err(), Some(WriteError::FolderName));
    assert_eq!(tree(&vault), []);
    let names = [vec![" ".to_owned(), String::new()], vec!["ü".repeat(300)]];
    let imported = vault.import(Vec::new(), &names, "tests", world.env()).await.unwrap();
    assert_eq!(imported.folders, 3);
    let expected = [(0, "(no name)".to_owned()), (1, "(no name)".to_owned()), (0, "ü".repeat(255))];
    assert_eq!(tree(&vault), expected);
    // The same again finds them.
    let again = vault.import(Vec::new(), &names, "tests", world.env()).await.unwrap();
    assert_eq!(again.folders, 0);
    vault.import(Vec::new(), &[path(65)], "tests", world.env()).await.unwrap();
    for (id, name, parent) in
        vault.folder_tree().into_iter().map(|node| (node.id, node.name, node.parent)).collect::<Vec<_>>()
    {
        vault.update_folder(id, &name, parent, world.env()).await.unwrap();
    }
}
