//! Randomness: its failure fails the write, and nothing that it gave is used twice.

use crate::support::{FailingAfter, PLACE, Seeded, code, vault};
use strongroom_crypto::{
    BackupKeyError, BackupKeys, KdfParams, RecoveryCode, SealError, SlotError, VaultKeys,
};
use strongroom_secret::{OsRandom, RandomError};

/// Seals whose keys and nonces are compared.
const WRITES: usize = 1_000_000;

#[test]
fn failing_source_fails_the_creation_of_a_vault_at_every_step() {
    let create =
        |times| VaultKeys::create(&[code(1)], KdfParams::FLOOR, &FailingAfter::new(times)).map(|_| ());
    // Vault id, root key, slot id, slot nonce, epoch key, epoch nonce.
    for times in 0..6 {
        assert_eq!(create(times), Err(SlotError::Random(RandomError)), "after {times}");
    }
    assert_eq!(create(6), Ok(()));
}

#[test]
fn failing_source_fails_the_seal_the_epoch_the_code_and_the_backup() {
    let (mut keys, mut header, _) = vault(1);
    let none = FailingAfter::new(0);
    let before = header.clone();
    assert_eq!(keys.begin_epoch(&mut header, &none).err(), Some(SealError::Random(RandomError)));
    assert_eq!(
        keys.begin_epoch(&mut header, &FailingAfter::new(1)).err(),
        Some(SealError::Random(RandomError))
    );
    assert_eq!(
        keys.replace_slots(&mut header, &[code(2)], KdfParams::FLOOR, &none),
        Err(SlotError::Random(RandomError))
    );
    assert_eq!(header, before);
    assert_eq!(keys.seal(&mut header, &PLACE, b"x", &none), Err(SealError::Random(RandomError)));
    assert_eq!(RecoveryCode::make(&none), Err(RandomError));
    let backup = BackupKeys::create(&"paper".into(), KdfParams::FLOOR, &none).err();
    assert_eq!(backup, Some(BackupKeyError::Random(RandomError)));
    let (backup, _) = BackupKeys::create(&"paper".into(), KdfParams::FLOOR, &OsRandom).unwrap();
    assert_eq!(backup.wrap_root(&keys, &none), Err(RandomError));
}

#[test]
fn million_writes_repeat_no_wrap_nonce_and_no_data_key() {
    let (mut keys, mut header, _) = vault(1);
    let mut nonces = Vec::with_capacity(WRITES);
    let mut commitments = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        let sealed = keys.seal(&mut header, &PLACE, b"the same content", &OsRandom).unwrap();
        nonces.push(<[u8; 12]>::try_from(&sealed[13..25]).unwrap());
        commitments.push(<[u8; 16]>::try_from(&sealed[73..89]).unwrap());
    }
    assert_eq!((distinct(nonces), distinct(commitments)), (WRITES, WRITES));
}

fn distinct<T: Ord>(mut values: Vec<T>) -> usize {
    values.sort_unstable();
    values.dedup();
    values.len()
}

#[test]
fn source_that_repeats_itself_is_seen_by_the_count_of_distinct_writes() {
    // The check above can fail: the same seed gives the same record.
    let (mut keys, mut header, _) = vault(1);
    let mut write = || keys.seal(&mut header, &PLACE, b"x", &Seeded::new(5)).unwrap();
    assert_eq!(distinct(vec![write(), write()]), 1);
}
