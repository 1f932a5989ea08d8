//! Several programs on one vault, and programs that are killed.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{after, all, child, closed, folder, names, record, tamper, vault_of_child};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::task::Poll;
use std::time::Duration;
use strongroom_storage::{Storage, StorageError};
use strongroom_storage_sqlite::SqliteStorage;

const EACH: u64 = 200;

async fn generation(storage: &SqliteStorage) -> u64 {
    u64::from_be_bytes(storage.header().await.unwrap().first.unwrap().try_into().unwrap())
}

#[tokio::test]
async fn two_programs_lose_nothing() {
    let (_folder, path) = closed(0).await;
    let mut children: Vec<_> = (1..=2_u64)
        .map(|writer| {
            let mut child = child("child_adds", &path);
            child.env("TEST_WRITER", writer.to_string()).stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let storage = SqliteStorage::open(&path).await.unwrap();
    assert_eq!(generation(&storage).await, 1 + 2 * EACH);
    assert_eq!(all(&storage).await.unwrap().len() as u64, 2 * EACH);
}

#[tokio::test]
#[ignore = "runs in a process of its own"]
async fn child_adds() {
    let writer: u64 = std::env::var("TEST_WRITER").unwrap().parse().unwrap();
    let storage = SqliteStorage::open(&vault_of_child()).await.unwrap();
    let mut done = 0;
    while done < EACH {
        let seen = generation(&storage).await;
        match storage.commit(after(seen, vec![record(writer * 10_000 + done, b"x")])).await {
            Ok(()) => done += 1,
            Err(error) => assert_eq!(error, StorageError::Conflict),
        }
    }
    storage.close().await.unwrap();
}

#[tokio::test]
async fn a_program_killed_while_committing_leaves_every_commit_that_it_reported() {
    let (_folder, path) = closed(0).await;
    for round in 0..8_u64 {
        let mut child = child("child_commits_until_killed", &path).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        lines.by_ref().find(|line| line.as_ref().unwrap().contains("committed")).unwrap().unwrap();
        std::thread::sleep(Duration::from_micros(3_000 + round * 1_700));
        child.kill().unwrap();
        let reported = lines.map_while(Result::ok).filter_map(|line| {
            line.split_once("committed ").and_then(|(_, number)| number.parse::<u64>().ok())
        });
        let last = reported.last().unwrap_or(0);
        child.wait().unwrap();
        let storage = SqliteStorage::open(&path).await.unwrap();
        let reached = generation(&storage).await;
        assert!(reached >= last, "{last} was reported, {reached} is there");
        let records = all(&storage).await.unwrap();
        assert_eq!(records.len() as u64, (reached - 1) * 3);
        storage.close().await.unwrap();
    }
}

#[tokio::test]
#[ignore = "runs in a process of its own"]
async fn child_commits_until_killed() {
    let storage = SqliteStorage::open(&vault_of_child()).await.unwrap();
    let mut seen = generation(&storage).await;
    loop {
        let puts = (0..3).map(|part| record(seen * 10 + part, &[7; 3_000])).collect();
        storage.commit(after(seen, puts)).await.unwrap();
        seen += 1;
        writeln!(std::io::stdout(), "committed {seen}").unwrap();
    }
}

#[tokio::test]
async fn a_program_killed_while_making_a_vault_leaves_a_whole_one_or_none() {
    let (folder, path) = folder();
    for round in 0..12_u64 {
        let mut child = child("child_makes", &path).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(5 + round * 9));
        child.kill().unwrap();
        child.wait().unwrap();
        if path.exists() {
            let storage = SqliteStorage::open(&path).await.unwrap();
            assert_eq!(all(&storage).await.unwrap().len(), 3_000);
            storage.close().await.unwrap();
            std::fs::remove_file(&path).unwrap();
        }
    }
    SqliteStorage::create(&path, after(0, vec![])).await.unwrap().close().await.unwrap();
    assert_eq!(names(folder.path()), ["test.vault"]);
}

#[tokio::test]
#[ignore = "runs in a process of its own"]
async fn child_makes() {
    let puts = (0..3_000).map(|number| record(number, &[7; 900])).collect();
    SqliteStorage::create(&vault_of_child(), after(0, puts)).await.unwrap();
}

#[tokio::test]
async fn a_program_that_holds_the_lock_is_waited_for_and_then_named() {
    let (_folder, path) = closed(1).await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    let mut holder = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut holder).await.unwrap();
    assert_eq!(storage.commit(after(1, vec![])).await, Err(StorageError::Busy));
    assert_eq!(all(&storage).await.unwrap().len(), 1);
    holder.close().await.unwrap();
    storage.commit(after(1, vec![])).await.unwrap();
}

#[tokio::test]
async fn a_commit_that_is_dropped_half_way_holds_nobody_up() {
    let (_folder, path) = closed(1).await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    for polls in 1..60 {
        let seen = generation(&storage).await;
        let puts = (0..200).map(|number| record(number, &[polls; 500])).collect();
        let mut commit = storage.commit(after(seen, puts));
        for _ in 0..polls {
            if std::future::poll_fn(|context| Poll::Ready(commit.as_mut().poll(context).is_ready())).await {
                break;
            }
            tokio::task::yield_now().await;
            std::thread::sleep(Duration::from_micros(40));
        }
        drop(commit);
        let records = all(&storage).await.unwrap();
        assert!(records.len() == 1 || records.len() == 200, "{}", records.len());
        assert!(records.iter().all(|record| record.body == records[0].body || records.len() == 1));
    }
    let seen = generation(&storage).await;
    let outcome = storage.commit(after(seen, vec![])).await;
    assert!(matches!(outcome, Ok(()) | Err(StorageError::Conflict)), "{outcome:?}");
}

#[tokio::test]
async fn a_file_whose_table_was_dropped_by_another_program_is_damaged() {
    let (_folder, path) = closed(1).await;
    let storage = SqliteStorage::open(&path).await.unwrap();
    tamper(&path, "DROP TABLE record").await;
    assert!(matches!(all(&storage).await, Err(StorageError::Damaged { .. })));
    assert!(matches!(
        storage.commit(after(1, vec![record(1, b"x")])).await,
        Err(StorageError::Damaged { .. })
    ));
}
