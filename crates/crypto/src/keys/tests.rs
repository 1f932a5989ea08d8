//! Epochs, seen from inside: counts and sealed keys are set here as no caller could.

use super::*;
use crate::envelope::SealError;
use crate::header::{Epoch, MAX_EPOCHS};
use crate::recovery::RecoveryCode;
use strongroom_secret::OsRandom;

const PLACE: Place = Place { class: 1, id: [1; 16], version: 1 };

fn vault() -> (VaultKeys, Header, UnlockSecret) {
    let secret = UnlockSecret::Recovery(RecoveryCode::make(&OsRandom).unwrap());
    let (keys, header) =
        VaultKeys::create(std::slice::from_ref(&secret), KdfParams::FLOOR, &OsRandom).unwrap();
    (keys, header, secret)
}

fn epoch_of(sealed: &[u8]) -> u32 {
    envelope::Envelope::peek(sealed).unwrap().epoch
}

fn seal(keys: &mut VaultKeys, header: &mut Header) -> Vec<u8> {
    keys.seal(header, &PLACE, b"content", &OsRandom).unwrap()
}

#[test]
fn full_epoch_is_followed_by_a_new_one_and_its_records_still_open() {
    let (mut keys, mut header, secret) = vault();
    header.epochs[0].wraps = WRAPS_PER_EPOCH - 1;
    let (last, first) = (seal(&mut keys, &mut header), seal(&mut keys, &mut header));
    assert_eq!((epoch_of(&last), epoch_of(&first)), (1, 2));
    let wraps: Vec<_> = header.epochs.iter().map(|epoch| (epoch.number, epoch.wraps)).collect();
    assert_eq!(wraps, [(1, WRAPS_PER_EPOCH), (2, 1)]);
    keys.finish(&mut header, &PageSum::default());
    let opened = VaultKeys::unlock(&Header::parse(&header.to_bytes()).unwrap(), &secret).unwrap();
    for sealed in [last, first] {
        assert_eq!(opened.open(&PLACE, &sealed).unwrap().expose(), b"content");
    }
}

#[test]
fn epoch_keys_that_changed_places_do_not_open_even_in_an_authentic_header() {
    let (mut keys, mut header, secret) = vault();
    keys.begin_epoch(&mut header, &OsRandom).unwrap();
    keys.finish(&mut header, &PageSum::default());
    assert!(VaultKeys::unlock(&header, &secret).is_ok());
    let [first, second] = [0, 1].map(|place| header.epochs[place]);
    header.epochs[0] = Epoch { number: 1, ..second };
    header.epochs[1] = Epoch { number: 2, ..first };
    keys.finish(&mut header, &PageSum::default());
    assert_eq!(VaultKeys::unlock(&header, &secret).err(), Some(UnlockError::NotAuthentic));
    assert_eq!(keys.follow(&header), Err(UnlockError::NotAuthentic));
}

#[test]
fn epoch_begun_in_vain_gives_way_to_the_one_that_another_program_committed() {
    let (mut keys, header, secret) = vault();
    let mut other = VaultKeys::unlock(&header, &secret).unwrap();
    keys.begin_epoch(&mut header.clone(), &OsRandom).unwrap();
    let mut committed = header.clone();
    other.begin_epoch(&mut committed, &OsRandom).unwrap();
    other.finish(&mut committed, &PageSum::default());
    let theirs = seal(&mut other, &mut committed.clone());

    keys.follow(&committed).unwrap();
    assert!(keys.open(&PLACE, &theirs).is_ok());
    let ours = seal(&mut keys, &mut committed);
    assert_eq!((epoch_of(&theirs), epoch_of(&ours)), (2, 2));
    assert!(other.open(&PLACE, &ours).is_ok());
}

#[test]
fn header_that_was_not_followed_gives_an_error_and_no_record() {
    let (mut keys, header, secret) = vault();
    let mut other = VaultKeys::unlock(&header, &secret).unwrap();
    let mut committed = header.clone();
    other.begin_epoch(&mut committed, &OsRandom).unwrap();
    let outcome = keys.seal(&mut committed, &PLACE, b"content", &OsRandom);
    assert_eq!(outcome, Err(SealError::UnknownEpoch));
}

#[test]
fn epochs_end_before_the_header_could_not_hold_them() {
    let (mut keys, mut header, secret) = vault();
    for _ in 1..MAX_EPOCHS {
        keys.begin_epoch(&mut header, &OsRandom).unwrap();
    }
    let full = header.clone();
    assert_eq!(keys.begin_epoch(&mut header, &OsRandom), Err(SealError::TooManyEpochs));
    assert_eq!(header, full);
    keys.finish(&mut header, &PageSum::default());
    let parsed = Header::parse(&header.to_bytes()).unwrap();
    assert!(VaultKeys::unlock(&parsed, &secret).is_ok());

    let (mut keys, mut header, _) = vault();
    header.epochs[0].number = u32::MAX;
    assert_eq!(keys.begin_epoch(&mut header, &OsRandom), Err(SealError::TooManyEpochs));
}

#[test]
fn header_whose_epoch_has_wrapped_more_than_it_may_is_refused() {
    let (mut keys, mut header, _) = vault();
    header.add_wraps(u64::MAX);
    assert_eq!(header.epochs[0].wraps, WRAPS_PER_EPOCH);
    assert!(Header::parse(&header.to_bytes()).is_ok());
    assert_eq!(epoch_of(&seal(&mut keys, &mut header.clone())), 2);
    header.epochs[0].wraps += 1;
    assert!(Header::parse(&header.to_bytes()).is_err());
}

#[test]
fn handle_counts_every_record_that_it_seals_whatever_becomes_of_its_header() {
    let (mut keys, header, _) = vault();
    let before = keys.wraps();
    seal(&mut keys, &mut header.clone());
    seal(&mut keys, &mut header.clone());
    assert_eq!(keys.wraps(), before + 2);
}

#[test]
fn records_sealed_from_many_threads_are_counted_before_and_open_after() {
    let (mut keys, mut header, _) = vault();
    let (wraps, before) = (header.epochs[0].wraps, keys.wraps());
    let sealer = keys.sealer(&mut header, 8, &OsRandom).unwrap();
    let sealed: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let seal = || (0..4).map(|_| sealer.seal(&PLACE, b"content", &OsRandom).unwrap()).collect::<Vec<_>>();
        let threads = [scope.spawn(seal), scope.spawn(seal)];
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(sealer.seal(&PLACE, b"content", &OsRandom), Err(SealError::NotCounted));
    assert_eq!((header.epochs[0].wraps, keys.wraps()), (wraps + 8, before + 8));
    for record in &sealed {
        assert_eq!(keys.open(&PLACE, record).unwrap().expose(), b"content");
    }
}

#[test]
fn epoch_without_room_for_all_wraps_is_followed_by_a_new_one() {
    let (mut keys, mut header, _) = vault();
    header.epochs[0].wraps = WRAPS_PER_EPOCH - 7;
    keys.sealer(&mut header, 7, &OsRandom).unwrap();
    assert_eq!((header.epochs.len(), header.epochs[0].wraps), (1, WRAPS_PER_EPOCH));
    header.epochs[0].wraps = WRAPS_PER_EPOCH - 7;
    keys.sealer(&mut header, 8, &OsRandom).unwrap();
    let wraps: Vec<u64> = header.epochs.iter().map(|epoch| epoch.wraps).collect();
    assert_eq!(wraps, [WRAPS_PER_EPOCH - 7, 8]);
}
