//! Key stores in PKCS#12, of today and of twenty years ago.

use super::Bench;
use strongroom_pki::x509::{Effort, KeyStore, KeyStoreError};
use strongroom_secret::SecretString;

fn made_up_password() -> SecretString {
    SecretString::from(["not", "a", "real", "pässword", "😀"].join("-"))
}

fn open(bytes: &[u8]) -> Result<KeyStore, KeyStoreError> {
    KeyStore::from_pkcs12(bytes, &made_up_password(), Effort::PATIENT)
}

/// A leaf with its key, and the authority that signed it.
fn chain(bench: &Bench) {
    bench.run("req -x509 -newkey ed25519 -nodes -keyout ca.key -out ca.pem -subj /CN=authority");
    bench.run("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -out leaf.csr -subj /CN=leaf");
    bench.run("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out leaf.pem");
}

fn export(bench: &Bench, how: &str) -> Vec<u8> {
    let password = format!("-passout 'pass:{}'", made_up_password().expose());
    bench.run(&format!(
        "pkcs12 -export -in leaf.pem -inkey leaf.key -certfile ca.pem -name 'My Näme' -out store.p12 {password} {how}"
    ));
    bench.bytes("store.p12")
}

#[test]
fn stores_open_with_their_password_alone() {
    let Some(bench) = Bench::new() else { return };
    chain(&bench);
    for how in [
        "",
        "-legacy",
        "-legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-2DES",
        "-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1",
        "-certpbe AES-128-CBC -keypbe AES-192-CBC -macalg sha512 -iter 5000 -maciter",
        "-certpbe NONE -keypbe NONE",
        "-certpbe NONE",
        "-nomac",
        "-nomac -certpbe NONE -keypbe NONE",
        "-macalg sha384",
        "-macalg sha224",
    ] {
        let bytes = export(&bench, how);
        let store = open(&bytes).unwrap_or_else(|error| panic!("{how}: {error}"));
        let names: Vec<_> = store.certificates.iter().map(|found| found.subject().to_string()).collect();
        assert_eq!(names, ["CN=leaf", "CN=authority"], "{how}");
        assert_eq!((store.private_keys.len(), store.skipped), (1, 0), "{how}");
        assert!(store.private_keys[0].belongs_to(&store.certificates[0]), "{how}");
        assert_eq!(store.friendly_name.as_deref(), Some("My Näme"), "{how}");
        let wrong = KeyStore::from_pkcs12(&bytes, &"another".into(), Effort::PATIENT);
        if how != "-nomac -certpbe NONE -keypbe NONE" {
            assert_eq!(wrong.unwrap_err(), KeyStoreError::WrongPassword, "{how}");
        }
    }
}

#[test]
fn store_that_was_changed_does_not_open() {
    let Some(bench) = Bench::new() else { return };
    chain(&bench);
    let mut bytes = export(&bench, "");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    assert_eq!(open(&bytes).unwrap_err(), KeyStoreError::WrongPassword);
}

#[test]
fn store_that_asks_for_too_much_work_is_refused_at_once() {
    let Some(bench) = Bench::new() else { return };
    chain(&bench);
    for how in ["-iter 100000", "-iter 1 -macalg sha256", "-nomac -iter 60000"] {
        let bytes = export(&bench, how);
        let opened = KeyStore::from_pkcs12(&bytes, &made_up_password(), Effort::BRIEF);
        assert_eq!(opened.is_ok(), how.contains("-iter 1 "), "{how}");
        assert!(opened.is_ok() || opened.unwrap_err() == KeyStoreError::TooCostly);
    }
}

#[test]
fn what_is_no_store_says_so() {
    let Some(bench) = Bench::new() else { return };
    chain(&bench);
    bench.run("x509 -in ca.pem -outform DER -out ca.der");
    for bytes in
        [&[][..], &[0x30, 0], &[0x30, 3, 2, 1, 3], &bench.bytes("ca.der"), b"-----BEGIN CERTIFICATE-----"]
    {
        assert_eq!(open(bytes).unwrap_err(), KeyStoreError::Malformed);
    }
}

/// The same store in indefinite lengths, its octet strings in pieces, as some programs write it.
fn in_pieces(bytes: &[u8]) -> Vec<u8> {
    let mut written = Vec::new();
    let mut rest = bytes;
    while let [tag, after @ ..] = rest {
        let (length, content) = match after {
            [first, content @ ..] if *first < 0x80 => (usize::from(*first), content),
            [0x81, length, content @ ..] => (usize::from(*length), content),
            [0x82, high, low, content @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), content),
            _ => panic!("no DER"),
        };
        let (value, next) = content.split_at(length);
        if *tag == 4 && length > 100 {
            written.extend([0x24, 0x80]);
            value.chunks(100).for_each(|piece| {
                written.extend([4, u8::try_from(piece.len()).unwrap()]);
                written.extend(piece);
            });
            written.extend([0, 0]);
        } else if tag & 0x20 != 0 {
            written.extend([*tag, 0x80]);
            written.extend(in_pieces(value));
            written.extend([0, 0]);
        } else {
            written.extend(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    written
}

#[test]
fn stores_in_indefinite_lengths_open_too() {
    let Some(bench) = Bench::new() else { return };
    chain(&bench);
    let bytes = in_pieces(&export(&bench, ""));
    bench.write("pieces.p12", &bytes);
    bench.run(&format!("pkcs12 -in pieces.p12 -nodes -passin 'pass:{}'", made_up_password().expose()));
    assert_eq!(open(&bytes).unwrap().certificates.len(), 2);
}
