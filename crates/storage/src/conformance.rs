//! The promises of a backend, one function each, so that every backend is held to the same. A backend's crate runs
//! them all with [`conformance_tests!`](crate::conformance_tests) against places of its own.

use crate::{Batch, Class, Record, RecordId, Storage, StorageError, StoredHeader};
use async_trait::async_trait;
use futures_util::future::try_join;
use futures_util::stream::{StreamExt, TryStreamExt};
use std::sync::Arc;

/// Somewhere a vault can be made and opened.
#[async_trait]
pub trait Place: Send + Sync {
    /// Makes the vault with that first state, whose `expected` is 0.
    async fn create(&self, first: Batch) -> Result<Arc<dyn Storage>, StorageError>;

    /// Opens the vault once more, as a second program would.
    async fn open(&self) -> Result<Arc<dyn Storage>, StorageError>;
}

/// A promise's outcome: an error is a failure like a panic.
pub type Outcome = Result<(), StorageError>;

/// Makes a test of every promise. The argument makes a new place each time.
#[macro_export]
macro_rules! conformance_tests {
    ($place:expr) => {
        $crate::conformance_tests!($place;
            a_new_vault_holds_its_first_state_and_no_more,
            put_records_are_read_back_in_the_order_asked_for,
            a_stream_yields_records_in_the_order_of_their_ids,
            a_put_replaces_what_was_there,
            the_last_of_two_puts_of_one_id_stays,
            a_deleted_record_is_gone_and_a_missing_one_is_no_error,
            a_record_deleted_and_put_in_one_batch_is_there,
            records_of_other_classes_are_untouched,
            later_changes_are_found_by_their_generation,
            a_stale_batch_is_refused_and_changes_nothing,
            a_generation_that_does_not_rise_is_refused,
            the_header_of_the_last_batch_is_stored_twice,
            two_writers_lose_nothing,
            large_and_empty_bodies_come_back,
            many_records_come_back,
            a_stream_sees_one_moment,
            a_stream_may_be_left_in_the_middle,
            a_second_handle_sees_what_the_first_committed,
            settling_and_scrubbing_change_nothing,
            a_sound_place_is_found_sound,
            realigning_sets_the_generation_that_is_compared_and_nothing_else,
        );
    };
    ($place:expr; $($promise:ident),* $(,)?) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let place = $place;
                $crate::conformance::$promise(&place).await.unwrap();
            }
        )*
    };
}

fn id(number: u64) -> RecordId {
    RecordId::counted(number)
}

fn record(class: Class, number: u64, body: &[u8]) -> Record {
    Record { class, id: id(number), body: body.to_vec() }
}

/// The batch that follows a generation.
fn after(expected: u64, puts: Vec<Record>) -> Batch {
    let generation = expected.saturating_add(1);
    Batch { expected, generation, header: generation.to_be_bytes().to_vec(), puts, deletes: Vec::new() }
}

async fn all(storage: &dyn Storage, class: Class) -> Result<Vec<Record>, StorageError> {
    storage.stream(class).try_collect().await
}

async fn one(storage: &dyn Storage, class: Class, number: u64) -> Result<Option<Vec<u8>>, StorageError> {
    Ok(storage.read(class, &[id(number)]).await?.into_iter().flatten().next())
}

/// What was in the first batch is there, and nothing else.
pub async fn a_new_vault_holds_its_first_state_and_no_more(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, vec![record(Class::Page, 1, b"page")])).await?;
    assert_eq!(all(&*storage, Class::Page).await?, [record(Class::Page, 1, b"page")]);
    for class in Class::ALL.into_iter().filter(|class| *class != Class::Page) {
        assert_eq!(all(&*storage, class).await?, []);
        assert_eq!(storage.changed_since(class, 0).await?, []);
    }
    assert_eq!(storage.read(Class::Item, &[id(1)]).await?, [None]);
    assert_eq!(storage.read(Class::Item, &[]).await?, Vec::<Option<Vec<u8>>>::new());
    Ok(())
}

/// Missing, repeated and more ids than fit into any one question.
pub async fn put_records_are_read_back_in_the_order_asked_for(place: &dyn Place) -> Outcome {
    let puts = (0..300).map(|number| record(Class::Item, number, &number.to_be_bytes())).collect();
    let storage = place.create(after(0, puts)).await?;
    let numbers: Vec<u64> = (0..310).rev().chain([5, 5, 999]).collect();
    let ids: Vec<RecordId> = numbers.iter().copied().map(id).collect();
    let wanted: Vec<Option<Vec<u8>>> =
        numbers.iter().map(|number| (*number < 300).then(|| number.to_be_bytes().to_vec())).collect();
    assert_eq!(storage.read(Class::Item, &ids).await?, wanted);
    Ok(())
}

/// Whatever order they were put in.
pub async fn a_stream_yields_records_in_the_order_of_their_ids(place: &dyn Place) -> Outcome {
    let storage =
        place.create(after(0, vec![record(Class::Audit, 300, b"c"), record(Class::Audit, 2, b"b")])).await?;
    storage.commit(after(1, vec![record(Class::Audit, 1, b"a")])).await?;
    let wanted =
        [record(Class::Audit, 1, b"a"), record(Class::Audit, 2, b"b"), record(Class::Audit, 300, b"c")];
    assert_eq!(all(&*storage, Class::Audit).await?, wanted);
    Ok(())
}

/// One record of an id, the new one.
pub async fn a_put_replaces_what_was_there(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, vec![record(Class::Item, 1, b"old")])).await?;
    storage.commit(after(1, vec![record(Class::Item, 1, b"new")])).await?;
    assert_eq!(all(&*storage, Class::Item).await?, [record(Class::Item, 1, b"new")]);
    Ok(())
}

/// Puts are made in the order of the batch.
pub async fn the_last_of_two_puts_of_one_id_stays(place: &dyn Place) -> Outcome {
    let puts =
        vec![record(Class::Item, 1, b"z"), record(Class::Item, 0, b"other"), record(Class::Item, 1, b"a")];
    let storage = place.create(after(0, puts)).await?;
    assert_eq!(one(&*storage, Class::Item, 1).await?, Some(b"a".to_vec()));
    Ok(())
}

/// Alone and among many.
pub async fn a_deleted_record_is_gone_and_a_missing_one_is_no_error(place: &dyn Place) -> Outcome {
    let puts = (0..200).map(|number| record(Class::Item, number, b"body")).collect();
    let storage = place.create(after(0, puts)).await?;
    let mut batch = after(1, Vec::new());
    batch.deletes = (50..300).map(|number| (Class::Item, id(number))).collect();
    storage.commit(batch).await?;
    assert_eq!(all(&*storage, Class::Item).await?.len(), 50);
    assert_eq!(one(&*storage, Class::Item, 50).await?, None);
    assert_eq!(one(&*storage, Class::Item, 49).await?, Some(b"body".to_vec()));
    Ok(())
}

/// Deletes come before puts.
pub async fn a_record_deleted_and_put_in_one_batch_is_there(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, vec![record(Class::Item, 1, b"old")])).await?;
    let mut batch = after(1, vec![record(Class::Item, 1, b"new")]);
    batch.deletes = vec![(Class::Item, id(1))];
    storage.commit(batch).await?;
    assert_eq!(one(&*storage, Class::Item, 1).await?, Some(b"new".to_vec()));
    Ok(())
}

/// The same id names another record in each class.
pub async fn records_of_other_classes_are_untouched(place: &dyn Place) -> Outcome {
    let puts = Class::ALL.map(|class| record(class, 1, &[class.number()])).to_vec();
    let storage = place.create(after(0, puts)).await?;
    let mut batch = after(1, vec![record(Class::Version, 1, b"changed")]);
    batch.deletes = vec![(Class::Item, id(1))];
    storage.commit(batch).await?;
    assert_eq!(one(&*storage, Class::Item, 1).await?, None);
    assert_eq!(one(&*storage, Class::Version, 1).await?, Some(b"changed".to_vec()));
    for class in [Class::Page, Class::Audit, Class::Folder, Class::Setting] {
        assert_eq!(all(&*storage, class).await?, [record(class, 1, &[class.number()])]);
    }
    Ok(())
}

/// Later, not as late; up to the largest number there is.
pub async fn later_changes_are_found_by_their_generation(place: &dyn Place) -> Outcome {
    let storage =
        place.create(after(0, vec![record(Class::Item, 1, b"1"), record(Class::Item, 2, b"1")])).await?;
    storage.commit(after(1, vec![record(Class::Item, 9, b"2"), record(Class::Page, 1, b"2")])).await?;
    storage.commit(after(2, vec![record(Class::Item, 2, b"3")])).await?;
    let (second, ninth) = (record(Class::Item, 2, b"3"), record(Class::Item, 9, b"2"));
    assert_eq!(storage.changed_since(Class::Item, 0).await?.len(), 3);
    assert_eq!(storage.changed_since(Class::Item, 1).await?, [second.clone(), ninth]);
    assert_eq!(storage.changed_since(Class::Item, 2).await?, [second]);
    assert_eq!(storage.changed_since(Class::Item, 3).await?, []);
    assert_eq!(storage.changed_since(Class::Item, u64::MAX).await?, []);
    Ok(())
}

/// Neither records nor header; and the writer can go on.
pub async fn a_stale_batch_is_refused_and_changes_nothing(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, vec![record(Class::Item, 1, b"first")])).await?;
    storage.commit(after(1, Vec::new())).await?;
    for expected in [0, 1, 3, u64::MAX - 1] {
        let mut stale =
            after(expected, vec![record(Class::Item, 1, b"stale"), record(Class::Item, 2, b"stale")]);
        stale.deletes = vec![(Class::Item, id(1))];
        assert_eq!(storage.commit(stale).await, Err(StorageError::Conflict));
    }
    assert_eq!(all(&*storage, Class::Item).await?, [record(Class::Item, 1, b"first")]);
    assert_eq!(storage.header().await?.first, Some(2_u64.to_be_bytes().to_vec()));
    storage.commit(after(2, Vec::new())).await
}

/// Else a second writer could not tell that there was a change.
pub async fn a_generation_that_does_not_rise_is_refused(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, Vec::new())).await?;
    for generation in [0, 1] {
        let batch = Batch { generation, ..after(1, vec![record(Class::Item, 1, b"x")]) };
        assert_eq!(storage.commit(batch).await, Err(StorageError::Conflict));
    }
    assert_eq!(all(&*storage, Class::Item).await?, []);
    storage.commit(Batch { generation: 70, ..after(1, Vec::new()) }).await?;
    storage.commit(after(70, Vec::new())).await
}

/// So that one damaged copy costs nothing.
pub async fn the_header_of_the_last_batch_is_stored_twice(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, Vec::new())).await?;
    storage.commit(after(1, Vec::new())).await?;
    let header = Some(2_u64.to_be_bytes().to_vec());
    assert_eq!(storage.header().await?, StoredHeader { first: header.clone(), second: header });
    Ok(())
}

/// Each adds to one count and puts records of its own, again whenever the other was first.
pub async fn two_writers_lose_nothing(place: &dyn Place) -> Outcome {
    const EACH: u64 = 150;
    let first = place.create(after(0, vec![record(Class::Setting, 0, &0_u64.to_be_bytes())])).await?;
    let second = place.open().await?;
    try_join(add(&*first, 0, EACH), add(&*second, 1, EACH)).await?;
    let count = one(&*first, Class::Setting, 0).await?;
    assert_eq!(count, Some(EACH.saturating_mul(2).to_be_bytes().to_vec()));
    assert_eq!(all(&*second, Class::Item).await?.len(), 300);
    Ok(())
}

async fn add(storage: &dyn Storage, writer: u64, times: u64) -> Outcome {
    let mut done = 0;
    while done < times {
        let generation = number(storage.header().await?.first);
        let count = number(one(storage, Class::Setting, 0).await?).saturating_add(1);
        let own = record(Class::Item, writer.saturating_mul(1000).saturating_add(done), b"own");
        let count = record(Class::Setting, 0, &count.to_be_bytes());
        match storage.commit(after(generation, vec![count, own])).await {
            Ok(()) => done = done.saturating_add(1),
            Err(StorageError::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn number(bytes: Option<Vec<u8>>) -> u64 {
    bytes.and_then(|bytes| bytes.try_into().ok()).map_or(u64::MAX, u64::from_be_bytes)
}

/// From no byte to some MiB, and every value of a byte.
pub async fn large_and_empty_bodies_come_back(place: &dyn Place) -> Outcome {
    let pattern: Vec<u8> = (0..=u8::MAX).cycle().take(9_000_001).collect();
    let lengths = [0, 1, 450, 2_000, 8_192, 100_000, 9_000_001];
    let bodies = lengths.map(|length| pattern.iter().copied().take(length).collect::<Vec<u8>>());
    let puts: Vec<Record> =
        (0_u64..).zip(&bodies).map(|(number, body)| record(Class::Version, number, body)).collect();
    let storage = place.create(after(0, puts.clone())).await?;
    assert!(all(&*storage, Class::Version).await? == puts, "a body came back changed");
    storage.commit(after(1, puts.clone())).await?;
    assert!(storage.changed_since(Class::Version, 1).await? == puts, "a body came back changed");
    Ok(())
}

/// More than one statement, page or buffer holds.
pub async fn many_records_come_back(place: &dyn Place) -> Outcome {
    let puts: Vec<Record> = (0..5_003).map(|number| record(Class::Item, number, &[7; 450])).collect();
    let storage = place.create(after(0, Vec::new())).await?;
    storage.commit(after(1, puts.iter().rev().cloned().collect())).await?;
    assert!(all(&*storage, Class::Item).await? == puts, "records differ");
    Ok(())
}

/// A commit in the middle of a stream does not show in it.
pub async fn a_stream_sees_one_moment(place: &dyn Place) -> Outcome {
    let puts: Vec<Record> = (0..1_000).map(|number| record(Class::Item, number, b"before")).collect();
    let storage = place.create(after(0, puts.clone())).await?;
    let mut stream = storage.stream(Class::Item);
    let mut seen: Vec<Record> = stream.by_ref().take(1).try_collect().await?;
    let mut batch = after(1, (500..2_000).map(|number| record(Class::Item, number, b"after")).collect());
    batch.deletes = (0..100).map(|number| (Class::Item, id(number))).collect();
    storage.commit(batch).await?;
    seen.extend(stream.try_collect::<Vec<Record>>().await?);
    assert!(seen == puts, "the stream saw a later moment");
    assert_eq!(all(&*storage, Class::Item).await?.len(), 1_900);
    Ok(())
}

/// And costs the next reader or writer nothing.
pub async fn a_stream_may_be_left_in_the_middle(place: &dyn Place) -> Outcome {
    let puts: Vec<Record> = (0..1_000).map(|number| record(Class::Item, number, b"body")).collect();
    let storage = place.create(after(0, puts)).await?;
    for generation in 1..20 {
        let some: Vec<Record> = storage.stream(Class::Item).take(3).try_collect().await?;
        assert_eq!(some.len(), 3);
        storage.commit(after(generation, vec![record(Class::Item, 5_000, b"more")])).await?;
    }
    assert_eq!(all(&*storage, Class::Item).await?.len(), 1_001);
    Ok(())
}

/// At once, both ways.
pub async fn a_second_handle_sees_what_the_first_committed(place: &dyn Place) -> Outcome {
    let first = place.create(after(0, Vec::new())).await?;
    let second = place.open().await?;
    first.commit(after(1, vec![record(Class::Folder, 1, b"of the first")])).await?;
    assert_eq!(one(&*second, Class::Folder, 1).await?, Some(b"of the first".to_vec()));
    assert_eq!(second.commit(after(1, Vec::new())).await, Err(StorageError::Conflict));
    second.commit(after(2, vec![record(Class::Folder, 1, b"of the second")])).await?;
    assert_eq!(one(&*first, Class::Folder, 1).await?, Some(b"of the second".to_vec()));
    Ok(())
}

/// Before and after a commit, and twice.
pub async fn settling_and_scrubbing_change_nothing(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, vec![record(Class::Item, 1, b"body")])).await?;
    storage.settle().await?;
    storage.commit(after(1, vec![record(Class::Item, 2, b"body")])).await?;
    storage.settle().await?;
    storage.settle().await?;
    storage.scrub().await?;
    assert_eq!(all(&*storage, Class::Item).await?.len(), 2);
    assert_eq!(storage.header().await?.first, Some(2_u64.to_be_bytes().to_vec()));
    storage.commit(after(2, Vec::new())).await?;
    assert_eq!(all(&*place.open().await?, Class::Item).await?.len(), 2);
    Ok(())
}

/// And only under the header that the caller has seen.
pub async fn realigning_sets_the_generation_that_is_compared_and_nothing_else(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, vec![record(Class::Item, 1, b"body")])).await?;
    let header = storage.header().await?;
    let seen = header.first.clone().unwrap_or_default();
    assert_eq!(storage.realign(b"another", 7).await, Err(StorageError::Conflict));
    storage.realign(&seen, 7).await?;
    assert_eq!((storage.header().await?, all(&*storage, Class::Item).await?.len()), (header, 1));
    assert_eq!(storage.commit(after(1, Vec::new())).await, Err(StorageError::Conflict));
    storage.realign(&seen, 1).await?;
    storage.commit(after(1, vec![record(Class::Item, 2, b"body")])).await?;
    assert_eq!(storage.realign(&seen, 1).await, Err(StorageError::Conflict));
    assert_eq!(all(&*place.open().await?, Class::Item).await?.len(), 2);
    place.open().await?.commit(after(2, Vec::new())).await
}

/// At first, after a commit and after deleting.
pub async fn a_sound_place_is_found_sound(place: &dyn Place) -> Outcome {
    let storage = place.create(after(0, vec![record(Class::Item, 1, b"body")])).await?;
    storage.examine().await?;
    storage
        .commit(after(1, (0..500).map(|number| record(Class::Version, number, &[7; 450])).collect()))
        .await?;
    storage.examine().await?;
    let mut batch = after(2, Vec::new());
    batch.deletes = (0..400).map(|number| (Class::Version, id(number))).collect();
    storage.commit(batch).await?;
    storage.examine().await
}
