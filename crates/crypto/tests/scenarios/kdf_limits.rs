//! Downgrade and denial of service: parameters outside the limits never reach Argon2. `parse` takes no secret and no
//! memory, so what it refuses was refused before.

use crate::support::{Seeded, layout, password, vault};
use strongroom_crypto::{BackupKeyError, BackupKeys, Header, HeaderError, KdfLimit, KdfParams, VaultKeys};

const TOO_CHEAP: [(usize, u32); 6] = [
    (layout::MEMORY, 65_535),
    (layout::MEMORY, 0),
    (layout::ITERATIONS, 2),
    (layout::ITERATIONS, 0),
    (layout::LANES, 0),
    (layout::MEMORY, 8),
];
const TOO_DEAR: [(usize, u32); 5] = [
    (layout::MEMORY, u32::MAX),
    (layout::MEMORY, 8 * 1024 * 1024 + 1),
    (layout::ITERATIONS, 65),
    (layout::ITERATIONS, u32::MAX),
    (layout::LANES, 17),
];

fn cases() -> impl Iterator<Item = (usize, u32, KdfLimit)> {
    let cheap = TOO_CHEAP.map(|(field, value)| (field, value, KdfLimit::BelowFloor));
    cheap.into_iter().chain(TOO_DEAR.map(|(field, value)| (field, value, KdfLimit::AboveCeiling)))
}

#[test]
fn header_with_parameters_outside_the_limits_is_refused_when_parsed() {
    let secrets = [password("correct horse")];
    let (_, header) = VaultKeys::create(&secrets, KdfParams::FLOOR, &Seeded::new(1)).unwrap();
    for (field, value, limit) in cases() {
        let mut bytes = header.to_bytes();
        bytes[layout::SLOTS + field..][..4].copy_from_slice(&value.to_be_bytes());
        assert_eq!(Header::parse(&bytes), Err(HeaderError::Kdf(limit)), "{value} at {field}");
    }
}

#[test]
fn backup_with_parameters_outside_the_limits_is_refused_before_its_passphrase_is_hashed() {
    let (_, head) = BackupKeys::create(&"paper".into(), KdfParams::FLOOR, &Seeded::new(1)).unwrap();
    for (field, value, limit) in cases() {
        let mut bytes = head.clone();
        bytes[field - layout::MEMORY + 14..][..4].copy_from_slice(&value.to_be_bytes());
        let outcome = BackupKeys::open(&"paper".into(), &bytes).err();
        assert_eq!(outcome, Some(BackupKeyError::Limit(limit)), "{value} at {field}");
    }
}

#[test]
fn recovery_slot_with_parameters_or_salt_is_refused() {
    let (_, header, _) = vault(1);
    for field in
        [layout::MEMORY + 3, layout::ITERATIONS + 3, layout::LANES + 3, layout::SALT, layout::SALT + 31]
    {
        let mut bytes = header.to_bytes();
        bytes[layout::SLOTS + field] = 1;
        assert!(matches!(Header::parse(&bytes), Err(HeaderError::Damaged(_))), "byte {field}");
    }
}

#[test]
fn limits_themselves_are_accepted() {
    for (memory, passes, lanes) in [(65_536, 3, 1), (8 * 1024 * 1024, 64, 16)] {
        let params = KdfParams::new(memory, passes, lanes).unwrap();
        assert_eq!((params.memory_kib(), params.iterations(), params.lanes()), (memory, passes, lanes));
    }
    assert_eq!(KdfParams::with_memory_mib(256), Ok(KdfParams::DEFAULT));
    assert_eq!(KdfParams::with_memory_mib(63), Err(KdfLimit::BelowFloor));
    assert_eq!(KdfParams::with_memory_mib(u32::MAX), Err(KdfLimit::AboveCeiling));
}

#[test]
fn parameters_are_weaker_when_memory_or_passes_are_fewer() {
    let of = |memory_mib: u32, passes| KdfParams::new(memory_mib * 1024, passes, 4).unwrap();
    assert!(of(64, 3).weaker_than(of(65, 3)) && of(64, 3).weaker_than(of(64, 4)));
    assert!(of(64, 9).weaker_than(of(65, 3)) && !of(64, 3).weaker_than(of(64, 3)));
}
