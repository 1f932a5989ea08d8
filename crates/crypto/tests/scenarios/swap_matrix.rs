//! Swapping: what was sealed for one place opens at no other.

use crate::support::{PLACE, Seeded, layout, password, vault};
use strongroom_crypto::{
    BackupKeys, Envelope, Header, KdfParams, OpenError, Place, SlotError, UnlockError, VaultKeys,
};

const EPOCH: std::ops::Range<usize> = 1..5;
const VERSION: std::ops::Range<usize> = 5..13;
/// Nonce, wrapped key and commitment.
const WRAPPED: std::ops::Range<usize> = 13..105;
const COMMITMENT: std::ops::Range<usize> = 73..105;

fn with(sealed: &[u8], range: std::ops::Range<usize>, bytes: &[u8]) -> Vec<u8> {
    let mut copy = sealed.to_vec();
    copy[range].copy_from_slice(bytes);
    copy
}

#[test]
fn record_opens_at_no_other_class_id_or_version() {
    let (mut keys, mut header, _) = vault(1);
    let sealed = keys.seal(&mut header, &PLACE, b"content", &Seeded::new(2)).unwrap();
    let mut last_bit = PLACE.id;
    last_bit[15] ^= 1;
    let others = [
        Place { class: 2, ..PLACE },
        Place { class: 0, ..PLACE },
        Place { id: [0x12; 16], ..PLACE },
        Place { id: last_bit, ..PLACE },
        Place { version: 6, ..PLACE },
        Place { version: 8, ..PLACE },
    ];
    for place in others {
        assert_eq!(keys.open(&place, &sealed).err(), Some(OpenError::NotAuthentic), "{place:?}");
        // Nor when the clear version is made to fit.
        let fitted = with(&sealed, VERSION, &place.version.to_be_bytes());
        assert_eq!(keys.open(&place, &fitted).err(), Some(OpenError::NotAuthentic), "{place:?}");
    }
}

#[test]
fn record_opens_in_no_other_vault_and_under_no_other_epoch() {
    let (mut keys, mut header, _) = vault(1);
    let sealed = keys.seal(&mut header, &PLACE, b"content", &Seeded::new(2)).unwrap();
    let (other, _, _) = vault(3);
    assert_eq!(other.open(&PLACE, &sealed).err(), Some(OpenError::NotAuthentic));
    keys.begin_epoch(&mut header, &Seeded::new(4)).unwrap();
    let under = |epoch: u32| keys.open(&PLACE, &with(&sealed, EPOCH, &epoch.to_be_bytes())).err();
    assert_eq!((under(1), under(2)), (None, Some(OpenError::NotAuthentic)));
    assert_eq!((under(0), under(3)), (Some(OpenError::UnknownEpoch), Some(OpenError::UnknownEpoch)));
}

#[test]
fn wrapped_key_of_another_record_is_refused() {
    let (mut keys, mut header, _) = vault(1);
    let elsewhere = Place { id: [0x22; 16], ..PLACE };
    let random = Seeded::new(2);
    let first = keys.seal(&mut header, &PLACE, b"content", &random).unwrap();
    let second = keys.seal(&mut header, &elsewhere, b"content", &random).unwrap();
    let moved = with(&first, WRAPPED, &second[WRAPPED]);
    assert_eq!(keys.open(&PLACE, &moved).err(), Some(OpenError::NotAuthentic));
}

#[test]
fn parts_of_two_writes_of_one_record_do_not_mix() {
    let (mut keys, mut header, _) = vault(1);
    let random = Seeded::new(2);
    let mut write = |content: &[u8]| keys.seal(&mut header, &PLACE, content, &random).unwrap();
    let (first, second) = (write(b"old content"), write(b"new content"));
    let open = |sealed: &[u8]| keys.open(&PLACE, sealed).err();
    assert_eq!(open(&with(&first, WRAPPED, &second[WRAPPED])), Some(OpenError::NotAuthentic));
    assert_eq!(open(&with(&first, COMMITMENT, &second[COMMITMENT])), Some(OpenError::NotCommitted));
    let tag = first.len() - 16..first.len();
    assert_eq!(open(&with(&first, tag.clone(), &second[tag])), Some(OpenError::NotAuthentic));
}

#[test]
fn what_a_record_says_in_clear_is_what_it_was_sealed_with() {
    let (mut keys, mut header, _) = vault(1);
    let sealed = keys.seal(&mut header, &PLACE, b"content", &Seeded::new(2)).unwrap();
    let clear = Envelope::peek(&sealed).unwrap();
    assert_eq!((clear.epoch, clear.version, clear.tag.as_slice()), (1, 7, &sealed[sealed.len() - 16..]));
    assert_eq!(Envelope::peek(&sealed[..120]), Err(OpenError::Malformed));
}

#[test]
fn slot_moved_to_another_vault_does_not_open_it() {
    let (_, source, secret) = vault(1);
    let (_, target, own) = vault(3);
    let slot = layout::SLOTS..layout::SLOTS + layout::SLOT;
    let moved = with(&target.to_bytes(), slot.clone(), &source.to_bytes()[slot]);
    let moved = Header::parse(&moved).unwrap();
    let wrong = Some(UnlockError::Slot(SlotError::WrongSecret));
    assert_eq!(VaultKeys::unlock(&moved, &secret).err(), wrong);
    assert_eq!(VaultKeys::unlock(&moved, &own).err(), wrong);
}

#[test]
fn header_under_another_vaults_id_does_not_open() {
    let (keys, header, secret) = vault(1);
    let (_, other, _) = vault(3);
    let renamed = with(&header.to_bytes(), layout::VAULT, other.vault().bytes());
    let renamed = Header::parse(&renamed).unwrap();
    assert_eq!(VaultKeys::unlock(&renamed, &secret).err(), Some(UnlockError::Slot(SlotError::WrongSecret)));
    assert!(!keys.authentic(&renamed) && !keys.authentic(&other));
}

#[test]
fn slot_taken_for_another_kind_does_not_open() {
    let secret = password("correct horse");
    let (_, header) =
        VaultKeys::create(std::slice::from_ref(&secret), KdfParams::FLOOR, &Seeded::new(1)).unwrap();
    let mut bytes = header.to_bytes();
    bytes[layout::SLOTS] = 2;
    let header = Header::parse(&bytes).unwrap();
    let device = strongroom_crypto::UnlockSecret::PasswordDevice("correct horse".into(), Default::default());
    assert_eq!(VaultKeys::unlock(&header, &secret).err(), Some(UnlockError::NoSlot));
    assert_eq!(VaultKeys::unlock(&header, &device).err(), Some(UnlockError::Slot(SlotError::WrongSecret)));
}

#[test]
fn root_key_in_a_backup_opens_no_other_vault() {
    let (keys, header, _) = vault(1);
    let (_, other, _) = vault(3);
    let (backup, _) = BackupKeys::create(&"paper".into(), KdfParams::FLOOR, &Seeded::new(2)).unwrap();
    let root = backup.wrap_root(&keys, &Seeded::new(4)).unwrap();
    assert!(backup.unwrap_root(&header, &root).is_ok());
    assert_eq!(backup.unwrap_root(&other, &root).err(), Some(UnlockError::NotAuthentic));
}

#[test]
fn codes_of_one_use_number_or_vault_are_not_those_of_another() {
    let ((keys, ..), (other, ..)) = (vault(1), vault(3));
    let codes = [
        keys.audit_mac(0, b"entry"),
        keys.audit_mac(1, b"entry"),
        other.audit_mac(0, b"entry"),
        keys.anchor_mac(&[0_u64.to_be_bytes().as_slice(), b"entry"].concat()),
        keys.anchor_mac(b"entry"),
    ];
    let distinct: std::collections::HashSet<_> = codes.iter().collect();
    assert_eq!(distinct.len(), codes.len());
    assert!(keys.anchor_authentic(b"entry", &codes[4]) && !other.anchor_authentic(b"entry", &codes[4]));
    assert_eq!(keys.fingerprint(b"hunter2"), keys.fingerprint(b"hunter2"));
    assert_ne!(keys.fingerprint(b"hunter2"), other.fingerprint(b"hunter2"));
}
