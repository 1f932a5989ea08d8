//! Backup files in the hands of somebody without their passphrase, at the bounds of their chunks, and of vaults that are
//! damaged themselves. The keys are derived once and used for thousands of files, which only this crate can do.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use crate::chunks::{ChunkReader, ChunkWriter, wide};
use crate::{Accepted, BackupDraft, BackupError, BackupFile, VerifiedBackup};
use serde_json::Value;
use std::io::Cursor;
use std::sync::Arc;
use strongroom_credential::{Item, Kind};
use strongroom_crypto::{BACKUP_HEAD, BackupKeyError, BackupKeys, CHUNK, KdfParams, SEALED_CHUNK};
use strongroom_secret::SecretString;
use strongroom_storage::{Class, MemoryStorage, RecordId, Storage};
use strongroom_testkit::{
    Rows, SeededRandom, World, content, empty_vault, read_all, recovery_code, reopen, seeded_vault,
};
use strongroom_vault::{Action, AuditEvent, ItemId, NewItem, Problem, RecordFault, Unlocked};

const SEED: u64 = 200;
const MADE: i64 = 42;

fn passphrase() -> SecretString {
    "a made-up passphrase".into()
}

async fn backup_of(vault: &Unlocked) -> Vec<u8> {
    let random = SeededRandom::new(SEED);
    let draft = BackupDraft::new(&passphrase(), KdfParams::FLOOR, &random).unwrap();
    let mut bytes = Vec::new();
    draft.snapshot(vault, MADE, &random).unwrap().write(&mut bytes).await.unwrap();
    bytes
}

/// A backup, with its keys.
struct Sample {
    bytes: Vec<u8>,
    keys: Arc<BackupKeys>,
}

impl Sample {
    async fn of(vault: &Unlocked) -> Self {
        let bytes = backup_of(vault).await;
        let keys = Arc::new(BackupKeys::open(&passphrase(), &bytes[..BACKUP_HEAD]).unwrap());
        Self { bytes, keys }
    }

    /// One of a small vault.
    async fn small() -> Self {
        Self::of(&seeded_vault(SEED).await.0).await
    }

    /// One of four chunks and a bit.
    async fn of_many_chunks() -> Self {
        let (mut vault, _, world) = empty_vault(SEED).await;
        for _ in 0..4 {
            add_note(&mut vault, &world, CHUNK).await;
        }
        let sample = Self::of(&vault).await;
        assert!(sample.chunks().len() > 4);
        sample
    }

    fn open(&self, bytes: &[u8]) -> Result<BackupFile, BackupError> {
        BackupFile::with_keys(Arc::clone(&self.keys), Box::new(Cursor::new(bytes.to_vec())))
    }

    async fn verify(&self, bytes: &[u8], accepted: Accepted) -> Result<VerifiedBackup, BackupError> {
        self.open(bytes)?.verify_accepting(accepted).await
    }

    async fn content(&self, bytes: &[u8]) -> Result<Value, BackupError> {
        let mut verified = self.verify(bytes, Accepted::Nothing).await?;
        Ok(content(&mut verified.vault).await.unwrap())
    }

    /// The sealed chunks.
    fn chunks(&self) -> Vec<Vec<u8>> {
        self.bytes[BACKUP_HEAD..].chunks(SEALED_CHUNK).map(<[u8]>::to_vec).collect()
    }

    /// A file of these chunks behind this one's head.
    fn file_of(&self, chunks: &[Vec<u8>]) -> Vec<u8> {
        [&self.bytes[..BACKUP_HEAD], &chunks.concat()].concat()
    }
}

async fn add_note(vault: &mut Unlocked, world: &World, length: usize) -> ItemId {
    let mut note = Item::new(Kind::NOTE, "note");
    note.notes = "n".repeat(length).into();
    vault.create(NewItem::new(note, None), world.env()).await.unwrap()
}

fn is_chunk_error(outcome: Result<impl Sized, BackupError>) -> bool {
    matches!(outcome.err(), Some(BackupError::Chunk(_)))
}

#[tokio::test]
async fn backup_says_what_its_vault_says() {
    let (mut vault, ..) = seeded_vault(SEED).await;
    let sample = Sample::of(&vault).await;
    assert_eq!(sample.content(&sample.bytes).await.unwrap(), read_all(&mut vault).await.unwrap());
    let verified = sample.verify(&sample.bytes, Accepted::Nothing).await.unwrap();
    let summary = verified.summary();
    assert_eq!((summary.made, summary.items, summary.faults), (MADE, 3, 0));
    assert_eq!((verified.vault(), verified.keys().vault()), (vault.header().vault(), vault.header().vault()));
}

#[tokio::test]
async fn flip_every_byte_of_the_chunks() {
    let sample = Sample::small().await;
    for place in BACKUP_HEAD..sample.bytes.len() {
        let mut changed = sample.bytes.clone();
        changed[place] ^= [0x01, 0x80, 0xff][place % 3];
        assert!(is_chunk_error(sample.content(&changed).await), "byte {place}");
    }
}

#[tokio::test]
async fn flip_every_byte_of_the_head() {
    let sample = Sample::small().await;
    for place in 0..BACKUP_HEAD {
        let mut changed = sample.bytes.clone();
        changed[place] ^= [0x01, 0x80, 0xff][place % 3];
        let outcome = BackupFile::open(Box::new(Cursor::new(changed)), &passphrase());
        assert!(matches!(outcome.err(), Some(BackupError::Key(_))), "byte {place}");
    }
}

#[tokio::test]
async fn file_that_is_cut_at_any_place_is_refused() {
    let sample = Sample::small().await;
    for length in 0..BACKUP_HEAD {
        let cut = sample.bytes[..length].to_vec();
        let outcome = BackupFile::open(Box::new(Cursor::new(cut)), &passphrase()).err();
        let refused = matches!(
            outcome,
            Some(BackupError::Key(BackupKeyError::NotABackup | BackupKeyError::Damaged(_)))
        );
        assert!(refused, "{length} bytes: {outcome:?}");
    }
    for length in BACKUP_HEAD..sample.bytes.len() {
        assert!(is_chunk_error(sample.open(&sample.bytes[..length])), "{length} bytes");
    }
    let large = Sample::of_many_chunks().await;
    let ends = (0..large.chunks().len()).map(|chunk| BACKUP_HEAD + chunk * SEALED_CHUNK);
    for length in ends.flat_map(|end| end.saturating_sub(17)..end + 18) {
        assert!(is_chunk_error(large.open(&large.bytes[..length])), "{length} bytes");
    }
}

#[tokio::test]
async fn data_behind_the_end_is_refused() {
    for sample in [Sample::small().await, Sample::of_many_chunks().await] {
        let chunks = sample.chunks();
        let more = [vec![0], vec![0; 16], vec![7; SEALED_CHUNK], chunks[0].clone(), chunks.concat()];
        for more in more {
            let longer = [&*sample.bytes, &more].concat();
            assert!(is_chunk_error(sample.open(&longer)), "{} bytes more", more.len());
        }
    }
}

#[tokio::test]
async fn chunks_that_changed_places_came_twice_or_are_gone_are_refused() {
    let sample = Sample::of_many_chunks().await;
    let chunks = sample.chunks();
    assert!(sample.content(&sample.file_of(&chunks)).await.is_ok());
    for one in 0..chunks.len() {
        for other in one + 1..chunks.len() {
            let mut swapped = chunks.clone();
            swapped.swap(one, other);
            assert!(is_chunk_error(sample.content(&sample.file_of(&swapped)).await), "{one} and {other}");
        }
        let mut twice = chunks.clone();
        twice.insert(one, chunks[one].clone());
        assert!(is_chunk_error(sample.content(&sample.file_of(&twice)).await), "{one} twice");
        let mut gone = chunks.clone();
        gone.remove(one);
        assert!(is_chunk_error(sample.content(&sample.file_of(&gone)).await), "{one} gone");
    }
}

#[tokio::test]
async fn chunks_of_another_backup_of_the_same_vault_and_passphrase_are_refused() {
    let (vault, ..) = seeded_vault(SEED).await;
    let sample = Sample::of(&vault).await;
    let random = SeededRandom::new(SEED + 1);
    let draft = BackupDraft::new(&passphrase(), KdfParams::FLOOR, &random).unwrap();
    let mut other = Vec::new();
    draft.snapshot(&vault, MADE, &random).unwrap().write(&mut other).await.unwrap();
    assert!(is_chunk_error(sample.open(&other)));
}

#[test]
fn plaintext_of_every_size_around_a_chunk_is_read_back_and_has_no_chunk_too_many() {
    let random = SeededRandom::new(1);
    let (keys, head) = BackupKeys::create(&passphrase(), KdfParams::FLOOR, &random).unwrap();
    let keys = Arc::new(keys);
    let sizes = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK];
    for size in sizes {
        let plain: Vec<u8> = (0..=250).cycle().take(size).collect();
        let written = |part: usize| {
            let mut file = head.clone();
            let mut writer = ChunkWriter::new(&keys, &mut file);
            plain.chunks(part).for_each(|part| writer.write(part).unwrap());
            writer.finish().unwrap();
            file
        };
        let file = written(10_007);
        for part in [1, CHUNK - 1, CHUNK, CHUNK + 1] {
            assert!(written(part) == file, "{size} in parts of {part}");
        }
        let chunks = size.div_ceil(CHUNK).max(1);
        assert_eq!(file.len(), BACKUP_HEAD + size + chunks * (SEALED_CHUNK - CHUNK), "{size}");
        let mut reader = ChunkReader::new(Arc::clone(&keys), Box::new(Cursor::new(file))).unwrap();
        assert_eq!(reader.plaintext(), wide(size));
        let mut read = vec![0; size];
        reader.read(0, &mut read).unwrap();
        assert!(read == plain, "{size}");
        assert!(reader.read(wide(size), &mut [0]).is_err(), "{size}");
    }
}

/// The plaintext in a backup, in bytes.
fn plaintext(bytes: &[u8]) -> usize {
    let sealed = bytes.len() - BACKUP_HEAD;
    sealed - sealed.div_ceil(SEALED_CHUNK) * (SEALED_CHUNK - CHUNK)
}

/// Leaves an entry that is `steps` steps of padding longer than the shortest.
async fn leave(vault: &mut Unlocked, world: &World, steps: usize) {
    let event = AuditEvent::of_vault(Action::Lock, "x".repeat(1 + 64 * steps));
    vault.note(vec![event], world.env()).await.unwrap();
}

/// A vault whose backup has a multiple of that many bytes of plaintext.
async fn fitting(multiple: usize) -> Unlocked {
    let (mut vault, _, world) = empty_vault(SEED).await;
    let before = plaintext(&backup_of(&vault).await);
    leave(&mut vault, &world, 0).await;
    let one = plaintext(&backup_of(&vault).await) - before;
    // So many entries that the rest is a number of steps, and enough of them to take those.
    let count = (129..).find(|count| (before + count * one).is_multiple_of(64)).unwrap();
    let rest = (before + count * one).next_multiple_of(multiple) - (before + count * one);
    let mut steps = rest / 64;
    for _ in 1..count {
        leave(&mut vault, &world, steps.min(13)).await;
        steps = steps.saturating_sub(13);
    }
    vault
}

#[tokio::test]
async fn backup_whose_plaintext_ends_with_a_chunk_is_whole_and_cut_or_longer_is_not() {
    let mut vault = fitting(CHUNK).await;
    let sample = Sample::of(&vault).await;
    assert!(plaintext(&sample.bytes).is_multiple_of(CHUNK), "{}", plaintext(&sample.bytes));
    assert_eq!(sample.content(&sample.bytes).await.unwrap(), read_all(&mut vault).await.unwrap());
    let chunks = sample.chunks();
    assert!(chunks.iter().all(|chunk| chunk.len() == SEALED_CHUNK));
    assert!(is_chunk_error(sample.open(&sample.file_of(&chunks[..chunks.len() - 1]))));
    // An empty last chunk would be a second way to write the same.
    let mut empty = Vec::new();
    sample.keys.seal_chunk(wide(chunks.len()), true, &mut empty);
    assert!(is_chunk_error(sample.open(&[&*sample.bytes, &empty].concat())));
}

#[tokio::test]
async fn restored_vault_is_later_than_what_the_machine_has_seen() {
    let (vault, ..) = seeded_vault(SEED).await;
    let (own, sample) = (vault.header().generation, Sample::of(&vault).await);
    for (above, expected) in [(0, own + 1), (own + 7, own + 8)] {
        let verified = sample.verify(&sample.bytes, Accepted::Nothing).await.unwrap();
        let world = World::new(1);
        let restored =
            verified.restore(&[recovery_code(1)], KdfParams::FLOOR, above, world.env()).await.unwrap();
        let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
        storage.commit(restored.first).await.unwrap();
        let mut vault = reopen(&storage, 1).await.unwrap();
        assert_eq!(vault.header().generation, expected);
        read_all(&mut vault).await.unwrap();
    }
}

/// A vault of which a record of each of these classes is damaged, and what verifying it finds.
async fn damaged(classes: &[Class]) -> (Unlocked, Vec<(Class, RecordId)>) {
    let (_, storage, _) = seeded_vault(SEED).await;
    let mut rows = Rows::of(&*storage).await;
    let places: Vec<(Class, RecordId)> = classes.iter().map(|class| rows.places(*class)[0]).collect();
    for place in &places {
        rows.records.get_mut(place).unwrap()[120] ^= 1;
    }
    let storage = MemoryStorage::new();
    storage.commit(rows.batch()).await.unwrap();
    let storage: Arc<dyn Storage> = Arc::new(storage);
    (reopen(&storage, SEED).await.unwrap(), places)
}

#[tokio::test]
async fn faults_of_the_vault_are_in_its_backup_only_if_they_are_accepted_and_are_the_same() {
    let classes = [Class::Item, Class::Version, Class::Folder, Class::Audit];
    for class in classes {
        let (mut vault, places) = damaged(&[class]).await;
        let known = vault.verify().await.unwrap();
        let sample = Sample::of(&vault).await;
        let refused = sample.verify(&sample.bytes, Accepted::Nothing).await.err();
        let (class, id) = places[0];
        let problem = Problem::Record { class, id, fault: RecordFault::Damaged };
        assert_eq!(refused, Some(BackupError::Unsound(problem)));
        for accepted in [Accepted::Same(known.clone()), Accepted::Anything] {
            let verified = sample.verify(&sample.bytes, accepted).await.unwrap();
            assert_eq!(verified.summary().faults, known.faults);
        }
        // A fault that the vault does not have, or one that it has and the backup has not.
        let (mut other, _) = damaged(&classes).await;
        let more = other.verify().await.unwrap();
        let refused = sample.verify(&sample.bytes, Accepted::Same(more)).await.err();
        assert!(matches!(refused, Some(BackupError::Unsound(_))), "{class:?}");
        let (mut sound, ..) = seeded_vault(SEED).await;
        let none = sound.verify().await.unwrap();
        let refused = sample.verify(&sample.bytes, Accepted::Same(none)).await.err();
        assert!(matches!(refused, Some(BackupError::Unsound(_))), "{class:?}");
    }
}

#[tokio::test]
async fn backup_with_accepted_faults_is_restored_with_them_and_the_rest_is_there() {
    let (mut vault, _) = damaged(&[Class::Version, Class::Audit]).await;
    let known = vault.verify().await.unwrap();
    let sample = Sample::of(&vault).await;
    let verified = sample.verify(&sample.bytes, Accepted::Same(known.clone())).await.unwrap();
    let world = World::new(1);
    let restored = verified.restore(&[recovery_code(1)], KdfParams::FLOOR, 0, world.env()).await.unwrap();
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    storage.commit(restored.first).await.unwrap();
    let mut restored = reopen(&storage, 1).await.unwrap();
    assert_eq!(restored.verify().await.unwrap().problems, known.problems);
    assert_eq!(restored.counts(), vault.counts());
    for id in restored.overviews().map(|(id, _)| id).collect::<Vec<_>>() {
        restored.read(id).await.unwrap();
    }
}
