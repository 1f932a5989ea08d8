//! The ways in: which secret opens what, and what is said when it does not.

use crate::support::{PLACE, Seeded, code, layout, password, vault};
use strongroom_crypto::{
    BackupKeyError, BackupKeys, Header, KdfParams, PageSum, RecoveryCode, RecoveryCodeError, SlotError,
    SlotKind, UnlockError, UnlockSecret, VaultKeys,
};
use strongroom_secret::{OsRandom, Secret};

const WRONG: Option<UnlockError> = Some(UnlockError::Slot(SlotError::WrongSecret));

fn create(secrets: &[UnlockSecret]) -> (VaultKeys, Header) {
    VaultKeys::create(secrets, KdfParams::FLOOR, &OsRandom).unwrap()
}

#[test]
fn every_way_in_opens_the_same_vault_and_a_wrong_secret_of_each_opens_none() {
    let pair = |text: &str, tail: u8| {
        [
            password(text),
            UnlockSecret::PasswordDevice(text.into(), Secret::new([tail; 32])),
            UnlockSecret::PasswordKeyFile(text.into(), vec![tail; 100].into()),
        ]
    };
    let mut secrets = pair("correct horse", 1).to_vec();
    secrets.push(code(1));
    let (mut keys, mut header) = create(&secrets);
    let sealed = keys.seal(&mut header, &PLACE, b"content", &OsRandom).unwrap();
    keys.finish(&mut header, &PageSum::default());
    let header = Header::parse(&header.to_bytes()).unwrap();
    for secret in &secrets {
        let opened = VaultKeys::unlock(&header, secret).unwrap();
        assert_eq!(opened.open(&PLACE, &sealed).unwrap().expose(), b"content");
    }
    let [_, device, file] = pair("correct horse", 2);
    let wrong = pair("correct horsf", 1).into_iter().chain([device, file, code(2)]);
    for secret in wrong {
        assert_eq!(VaultKeys::unlock(&header, &secret).err(), WRONG, "{:?}", secret.kind());
    }
}

#[test]
fn secret_of_a_kind_that_no_slot_takes_finds_no_slot() {
    let (_, header, _) = vault(1);
    assert_eq!(header.slots().iter().map(|slot| slot.kind()).collect::<Vec<_>>(), [SlotKind::Recovery]);
    assert_eq!(VaultKeys::unlock(&header, &password("any")).err(), Some(UnlockError::NoSlot));
}

#[test]
fn password_opens_in_whichever_normal_form_it_is_typed() {
    let (_, header) = create(&[password("Zo\u{eb} \u{212b}ngstr\u{f6}m")]);
    assert!(VaultKeys::unlock(&header, &password("Zoe\u{308} A\u{30a}ngstro\u{308}m")).is_ok());
    assert_eq!(VaultKeys::unlock(&header, &password("Zoe \u{c5}ngstr\u{f6}m")).err(), WRONG);
}

#[test]
fn recovery_code_that_was_written_down_opens_the_vault() {
    let code = RecoveryCode::make(&OsRandom).unwrap();
    let (_, header) = create(&[UnlockSecret::Recovery(code.clone())]);
    let typed = code.to_text().expose().to_lowercase().replace('-', "  ");
    let read = RecoveryCode::parse(&typed.into()).unwrap();
    assert!(VaultKeys::unlock(&header, &UnlockSecret::Recovery(read)).is_ok());
}

#[test]
fn recovery_code_of_known_bytes_reads_as_the_format_says() {
    struct Counting;
    impl strongroom_secret::Random for Counting {
        fn fill(&self, out: &mut [u8]) -> Result<(), strongroom_secret::RandomError> {
            out.iter_mut().zip(0..).for_each(|(byte, count)| *byte = count);
            Ok(())
        }
    }
    // Seventeen bytes 00 to 10 and the beginning of their SHA-256, computed with other tools.
    let text = RecoveryCode::make(&Counting).unwrap().to_text();
    assert_eq!(text.expose(), "000G-40R4-0M30-E209-185G-R38E-1W83-WNRR");
    assert_eq!(
        RecoveryCode::parse(&format!("{}0", &text.expose()[..38]).into()),
        Err(RecoveryCodeError::Check)
    );
}

#[test]
fn damaged_slot_is_told_even_beside_one_that_the_secret_merely_does_not_open() {
    // Slots are tried in the order of their random ids: eight vaults see both orders.
    for seed in 0..8 {
        let secrets = [code(1), code(2)];
        let (_, header) = VaultKeys::create(&secrets, KdfParams::FLOOR, &Seeded::new(seed)).unwrap();
        let mut outcomes = [0, 1].map(|slot| {
            let mut bytes = header.to_bytes();
            bytes[layout::SLOTS + slot * layout::SLOT + layout::SEALED] ^= 1;
            VaultKeys::unlock(&Header::parse(&bytes).unwrap(), &secrets[0]).err().unwrap()
        });
        outcomes.sort_by_key(|outcome| *outcome == UnlockError::NotAuthentic);
        assert_eq!(
            outcomes,
            [UnlockError::Slot(SlotError::Damaged), UnlockError::NotAuthentic],
            "seed {seed}"
        );
    }
}

#[test]
fn new_password_replaces_the_old_one_and_leaves_the_recovery_code() {
    let recovery = code(1);
    let (keys, mut header) = create(&[password("old"), recovery.clone()]);
    keys.replace_password(&mut header, &password("new"), KdfParams::FLOOR, &OsRandom).unwrap();
    keys.finish(&mut header, &PageSum::default());
    let header = Header::parse(&header.to_bytes()).unwrap();
    assert_eq!(header.slots().len(), 2);
    assert!(VaultKeys::unlock(&header, &password("new")).is_ok());
    assert!(VaultKeys::unlock(&header, &recovery).is_ok());
    assert_eq!(VaultKeys::unlock(&header, &password("old")).err(), WRONG);
}

#[test]
fn replaced_slots_are_the_only_ways_in() {
    let (keys, mut header, former) = vault(1);
    keys.replace_slots(&mut header, &[code(5), code(6)], KdfParams::FLOOR, &OsRandom).unwrap();
    keys.finish(&mut header, &PageSum::default());
    assert_eq!(VaultKeys::unlock(&header, &former).err(), WRONG);
    assert!(VaultKeys::unlock(&header, &code(6)).is_ok());
}

#[test]
fn numbers_of_ways_in_that_no_header_holds_are_refused_before_anything_changes() {
    let codes: Vec<UnlockSecret> = (0..17).map(code).collect();
    for secrets in [&codes[..0], &codes] {
        let made = VaultKeys::create(secrets, KdfParams::FLOOR, &OsRandom).err();
        assert_eq!(made, Some(SlotError::Count));
    }
    let (keys, header) = create(&codes[..16]);
    assert!(Header::parse(&header.to_bytes()).is_ok());
    let mut changed = header.clone();
    let outcome = keys.replace_slots(&mut changed, &[], KdfParams::FLOOR, &OsRandom);
    assert_eq!(outcome, Err(SlotError::Count));
    let outcome = keys.replace_password(&mut changed, &password("one more"), KdfParams::FLOOR, &OsRandom);
    assert_eq!((outcome, &changed), (Err(SlotError::Count), &header));
}

#[test]
fn backup_opens_with_its_passphrase_alone() {
    let (keys, head) = BackupKeys::create(&"p\u{e4}per".into(), KdfParams::FLOOR, &OsRandom).unwrap();
    let mut chunk = b"stream".to_vec();
    keys.seal_chunk(0, true, &mut chunk);
    let wrong = BackupKeys::open(&"paper".into(), &head).err();
    assert_eq!(wrong, Some(BackupKeyError::WrongPassphrase));
    BackupKeys::open(&"pa\u{308}per".into(), &head).unwrap().open_chunk(0, true, &mut chunk).unwrap();
    assert_eq!(chunk, b"stream");
}

#[test]
fn nothing_that_can_be_printed_shows_a_secret() {
    let (keys, _, secret) = vault(1);
    let UnlockSecret::Recovery(code) = &secret else { panic!("a recovery code") };
    let printed = format!("{keys:?} {secret:?} {code:?} {:?}", password("hunter2"));
    assert!(!printed.contains("hunter2") && !printed.contains(code.to_text().expose()));
    assert_eq!(printed.matches("[redacted").count(), 11, "{printed}");
}
