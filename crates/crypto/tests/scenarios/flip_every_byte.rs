//! Malleability: no byte of anything sealed can be changed unseen.

use crate::support::{PLACE, Seeded, code, damaged, layout, password, vault};
use strongroom_crypto::wire::{Reader, Writer};
use strongroom_crypto::{
    BackupKeyError, BackupKeys, Header, KdfParams, SlotError, UnlockError, VaultKeys, WrappedRoot,
};

#[test]
fn record_with_any_byte_changed_cut_or_added_does_not_open() {
    let (mut keys, mut header, _) = vault(1);
    let sealed = keys.seal(&mut header, &PLACE, b"a secret of some length", &Seeded::new(2)).unwrap();
    assert_eq!(keys.open(&PLACE, &sealed).unwrap().expose(), b"a secret of some length");
    for (what, bytes) in damaged(&sealed) {
        assert!(keys.open(&PLACE, &bytes).is_err(), "{what}");
    }
}

#[test]
fn header_with_any_byte_changed_cut_or_added_is_refused_and_opens_nothing() {
    let secrets = [code(1), password("unused")];
    let (mut keys, mut header) = VaultKeys::create(&secrets, KdfParams::FLOOR, &Seeded::new(2)).unwrap();
    keys.begin_epoch(&mut header, &Seeded::new(3)).unwrap();
    keys.finish(&mut header, &strongroom_crypto::PageSum::default());
    let bytes = header.to_bytes();
    assert!(VaultKeys::unlock(&Header::parse(&bytes).unwrap(), &secrets[0]).is_ok());
    for (what, bytes) in damaged(&bytes) {
        let Ok(parsed) = Header::parse(&bytes) else { continue };
        assert_eq!(parsed.to_bytes(), bytes, "{what}");
        assert!(!keys.authentic(&parsed), "{what}");
        assert!(VaultKeys::unlock(&parsed, &secrets[0]).is_err(), "{what}");
    }
}

#[test]
fn password_slot_with_a_byte_changed_does_not_open() {
    let secret = password("correct horse");
    let (_, header) =
        VaultKeys::create(std::slice::from_ref(&secret), KdfParams::FLOOR, &Seeded::new(1)).unwrap();
    let fields = [
        (1, SlotError::WrongSecret),
        (layout::MEMORY + 3, SlotError::WrongSecret),
        (layout::LANES + 3, SlotError::WrongSecret),
        (layout::SALT, SlotError::WrongSecret),
        (layout::COMMITMENT + 31, SlotError::WrongSecret),
        (layout::NONCE, SlotError::Damaged),
        (layout::SEALED, SlotError::Damaged),
        (layout::SEALED + 47, SlotError::Damaged),
    ];
    for (field, expected) in fields {
        let mut bytes = header.to_bytes();
        bytes[layout::SLOTS + field] ^= 1;
        let outcome = VaultKeys::unlock(&Header::parse(&bytes).unwrap(), &secret).err();
        assert_eq!(outcome, Some(UnlockError::Slot(expected)), "byte {field} of the slot");
    }
}

#[test]
fn backup_head_with_any_byte_changed_cut_or_added_gives_no_keys() {
    let (_, head) = BackupKeys::create(&"paper".into(), KdfParams::FLOOR, &Seeded::new(1)).unwrap();
    let mut derived = 0;
    for (what, bytes) in damaged(&head) {
        let changed = (0..head.len()).find(|place| bytes.get(*place) != head.get(*place));
        // A key is derived when only salt or commitment differ; there, one change in forty is tried.
        let sampled = bytes.len() == head.len() && changed.is_some_and(|place| place >= 26);
        if sampled {
            derived += 1;
            if derived % 40 != 0 {
                continue;
            }
        }
        let outcome = BackupKeys::open(&"paper".into(), &bytes).err();
        assert!(outcome.is_some(), "{what}");
        assert!(!sampled || outcome == Some(BackupKeyError::WrongPassphrase), "{what}: {outcome:?}");
    }
    assert_eq!(derived, 64 * 3);
    assert!(BackupKeys::open(&"paper".into(), &head).is_ok());
}

#[test]
fn backup_chunk_with_any_byte_changed_cut_or_added_does_not_open() {
    let (keys, _) = BackupKeys::create(&"paper".into(), KdfParams::FLOOR, &Seeded::new(1)).unwrap();
    let mut sealed = vec![7; 500];
    keys.seal_chunk(3, false, &mut sealed);
    for (what, mut bytes) in damaged(&sealed) {
        assert!(keys.open_chunk(3, false, &mut bytes).is_err(), "{what}");
    }
    for (number, last) in [(2, false), (4, false), (3, true), (3 << 56, false)] {
        assert!(
            keys.open_chunk(number, last, &mut sealed.clone()).is_err(),
            "as chunk {number}, last {last}"
        );
    }
    keys.open_chunk(3, false, &mut sealed).unwrap();
    assert_eq!(sealed, vec![7; 500]);
}

#[test]
fn root_key_in_a_backup_with_any_byte_changed_does_not_open() {
    let (keys, header, _) = vault(1);
    let (backup, _) = BackupKeys::create(&"paper".into(), KdfParams::FLOOR, &Seeded::new(2)).unwrap();
    let mut wrapped = Writer::new();
    backup.wrap_root(&keys, &Seeded::new(3)).unwrap().write(&mut wrapped);
    let wrapped = wrapped.finish();
    let open = |bytes: &[u8]| {
        let mut reader = Reader::new(bytes);
        let root = WrappedRoot::read(&mut reader).map_err(|_| UnlockError::NotAuthentic)?;
        reader.finish().map_err(|_| UnlockError::NotAuthentic)?;
        backup.unwrap_root(&header, &root)
    };
    assert!(open(&wrapped).unwrap().authentic(&header));
    for (what, bytes) in damaged(&wrapped) {
        assert_eq!(open(&bytes).err(), Some(UnlockError::NotAuthentic), "{what}");
    }
}
