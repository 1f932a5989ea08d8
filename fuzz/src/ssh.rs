//! SSH keys in all their formats. Where a format is base64 around bytes, the bytes are what is fuzzed. Passphrases are tried at
//! the least cost.

use crate::check;
use strongroom_pki::ssh::{Algorithm, Contents, Effort, PrivateHalf, PublicKey, Unlock, read, weaknesses};
use strongroom_secret::SecretString;

const CHEAP: Effort = Effort { bcrypt_rounds: 1, pbkdf2_rounds: 64, scrypt_blocks: 64 };

const LABELS: [&str; 8] = [
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "DSA PRIVATE KEY",
    "PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "PUBLIC KEY",
    "RSA PUBLIC KEY",
    "EC PARAMETERS",
];

pub fn text(bytes: &[u8]) {
    if let Some(text) = check::text(bytes) {
        sound(text);
    }
}

pub fn ppk(bytes: &[u8]) {
    if let Some(text) = check::text(bytes) {
        sound(&format!("PuTTY-User-Key-File-{text}"));
    }
}

pub fn openssh(bytes: &[u8]) {
    sound(&armoured("OPENSSH PRIVATE KEY", bytes));
}

/// The first byte chooses the label.
pub fn pem(bytes: &[u8]) {
    if let Some((choice, content)) = bytes.split_first() {
        sound(&armoured(LABELS[usize::from(*choice) % LABELS.len()], content));
    }
}

/// The blob of a public key or of a certificate.
pub fn public(bytes: &[u8]) {
    if let Ok(key) = PublicKey::from_blob(bytes) {
        judged(&key);
    }
    let name = bytes.get(4..).and_then(|rest| rest.get(..usize::from(*bytes.get(3)?)));
    if let Some(name) = name.and_then(check::text) {
        sound(&format!("{name} {} a comment", data_encoding::BASE64.encode(bytes)));
    }
}

fn armoured(label: &str, content: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", data_encoding::BASE64.encode(content))
}

fn sound(text: &str) {
    let passphrase = SecretString::from("x");
    let sealed = read(text, None);
    let opened = read(text, Some(Unlock { passphrase: &passphrase, effort: CHEAP }));
    for contents in [&sealed, &opened].into_iter().flatten() {
        told(contents, text.len());
    }
    if let (Ok(sealed), Ok(opened)) = (&sealed, &opened) {
        assert!(
            sealed.encrypted == opened.encrypted && sealed.format == opened.format,
            "a passphrase changes the format"
        );
    }
    if strongroom_pki::ssh::begins_as_private_key(text) {
        assert!(sealed.as_ref().map_or(true, |contents| contents.is_private() || contents.public.is_none()));
    }
}

fn told(contents: &Contents, length: usize) {
    assert!(contents.comment.as_ref().is_none_or(|comment| comment.len() <= length));
    assert!(contents.options.iter().map(String::len).sum::<usize>() <= length);
    let _ = (contents.halves_differ(), format!("{contents:?}"));
    if let Some(key) = &contents.public {
        judged(key);
    }
    if let Some(certificate) = &contents.certificate {
        assert!(certificate.principals.len() <= 256 && certificate.extensions.len() <= 256);
        judged(&certificate.authority);
    }
    if let PrivateHalf::Open(pair) = &contents.private {
        judged(pair.public());
        let _ = pair.fits();
    }
}

fn judged(key: &PublicKey) {
    let again = PublicKey::from_blob(key.blob()).expect("a key's own blob can be read");
    assert!(again == *key, "a blob reads back as another key");
    // An algorithm that is not known may have the name of anything, such as the beginning of another format.
    if !matches!(key.algorithm(), Algorithm::Other(_)) {
        let line = read(&key.line("c"), None).expect("a key's own line can be read");
        assert!(line.public.as_ref() == Some(key), "a line reads back as another key");
    }
    assert!(key.fingerprint_sha256().starts_with("SHA256:") && key.fingerprint_md5().starts_with("MD5:"));
    let _ = (key.description(), key.bits(), weaknesses(key));
}
