//! Strongroom's own formats: what lies open, what was sealed, and what somebody with the key may have sealed.

use crate::check::{self, Seeded};
use crate::seeds;
use futures_executor::block_on;
use std::cell::RefCell;
use std::io::Cursor;
use std::sync::{Arc, LazyLock};
use strongroom_backup::{Accepted, fuzzing as backup_door};
use strongroom_crypto::{
    BACKUP_HEAD, BackupKeys, CHUNK, Envelope, Header, KdfParams, Place, RecoveryCode, UnlockSecret, VaultKeys,
};
use strongroom_secret::{SecretBytes, SecretString};
use strongroom_vault::fuzzing as vault_door;

pub const PLACE: Place = Place { class: 1, id: [7; 16], version: 3 };
pub const PASSPHRASE: &str = "a passphrase of the fuzzer";

/// The keys of every backup here, and the head that gives them; derived once.
pub static BACKUP: LazyLock<(Arc<BackupKeys>, Vec<u8>)> = LazyLock::new(|| {
    let passphrase = SecretString::from(PASSPHRASE);
    let (keys, head) = BackupKeys::create(&passphrase, KdfParams::FLOOR, &Seeded::new(2)).expect("keys");
    (Arc::new(keys), head)
});

thread_local! {
    static VAULT: RefCell<(VaultKeys, Header)> = RefCell::new(seeds::vault_keys());
}

pub fn header(bytes: &[u8]) {
    let Ok(header) = Header::parse(bytes) else { return };
    assert!(header.to_bytes() == bytes, "a header is not written as it was read");
    assert!((1..=16).contains(&header.slots().len()));
    // Neither needs Argon2, nor can open it, unless it is the seed itself.
    let code = UnlockSecret::Recovery(RecoveryCode::make(&Seeded::new(99)).expect("a code"));
    assert!(VaultKeys::unlock(&header, &code).is_err(), "opened by another vault's code");
    if let Ok(keys) = VaultKeys::unlock(&header, &seeds::code()) {
        assert!(keys.authentic(&header));
    }
}

/// Bytes from the disk in a record's place; and the same bytes sealed there, moved, and with one bit changed.
pub fn envelope(bytes: &[u8]) {
    VAULT.with_borrow_mut(|(keys, header)| {
        let _ = Envelope::peek(bytes);
        if let Ok(content) = keys.open(&PLACE, bytes) {
            assert!(content.expose() == seeds::SEALED, "a record that nobody sealed");
        }
        let mut sealed = keys.seal(header, &PLACE, bytes, &Seeded::new(4)).expect("it can be sealed");
        let peeked = Envelope::peek(&sealed).expect("a sealed record has its parts");
        assert!(peeked.version == PLACE.version);
        assert!(keys.open(&PLACE, &sealed).expect("it opens").expose() == bytes, "opened as something else");
        assert!(
            keys.open(&Place { version: 4, ..PLACE }, &sealed).is_err(),
            "opened in another version's place"
        );
        let at = bytes.iter().fold(0_usize, |at, byte| at.wrapping_mul(31).wrapping_add(usize::from(*byte)));
        let length = sealed.len();
        sealed[at % length] ^= 1 << (at % 7);
        assert!(keys.open(&PLACE, &sealed).is_err(), "opened after a change");
    });
}

pub fn recovery_code(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    if let Ok(code) = RecoveryCode::parse(&text.into()) {
        let again = RecoveryCode::parse(&code.to_text()).expect("a code's own text can be read");
        assert!(again.to_text() == code.to_text());
    }
}

pub fn index_page(bytes: &[u8]) {
    let Some(once) = vault_door::page(&SecretBytes::new(bytes.to_vec())) else { return };
    let twice = vault_door::page(&once).expect("a page that was written can be read");
    assert!(twice == once, "a page is not written as it was read");
}

pub fn record(bytes: &[u8]) {
    let content = SecretBytes::new(bytes.to_vec());
    if let Some((item, written)) = vault_door::item(&content, 9) {
        let (again, _) = vault_door::item(&written, 9).expect("a record that was written can be read");
        assert!(again == item, "another record");
        assert!(item.history.iter().all(|version| version.version < 9));
        check::examined(&item.item, &strongroom_credential::examine(&item.item, check::NOW));
    }
    for written in vault_door::others(&content) {
        assert!(vault_door::others(&written).contains(&written), "another record");
    }
    if let Some(entry) = vault_door::audit(&content) {
        assert!(entry.action.len() + entry.detail.len() <= bytes.len());
    }
}

/// A whole file, or what is sealed in one.
pub fn backup(bytes: &[u8]) {
    let passphrase = SecretString::from(PASSPHRASE);
    // A derivation that would be begun takes too long here.
    let word = |at| bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map(u32::from_be_bytes);
    let params = word(14).zip(word(18)).zip(word(22)).map(|((m, t), p)| KdfParams::new(m, t, p));
    if bytes.len() != BACKUP_HEAD || !matches!(params, Some(Ok(_))) {
        assert!(BackupKeys::open(&passphrase, bytes).is_err(), "a head that nobody made");
    }
    let (keys, head) = &*BACKUP;
    let mut file = head.clone();
    let mut chunks = bytes.chunks(CHUNK).enumerate().peekable();
    while let Some((number, chunk)) = chunks.next() {
        let mut chunk = chunk.to_vec();
        keys.seal_chunk(number as u64, chunks.peek().is_none(), &mut chunk);
        file.extend_from_slice(&chunk);
    }
    let Ok(opened) = backup_door::open(Arc::clone(keys), Box::new(Cursor::new(file))) else { return };
    if let Ok(verified) = block_on(opened.verify_accepting(Accepted::Anything)) {
        assert!(verified.summary().records <= bytes.len());
    }
}
