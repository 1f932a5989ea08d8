//! Certificates, their keys and stores, and the chains that are built of them. Passwords are tried at the least cost.

use crate::check;
use strongroom_credential::certificate;
use strongroom_pki::x509::{
    Certificate, Contents, Effort, KeyStore, PeerName, PrivateKey, Question, RootKind, Roots, Trust,
    UnixTime, Usage, is_encrypted, validate,
};
use strongroom_secret::SecretString;

const CHEAP: Effort = Effort(64);
const NOW: UnixTime = UnixTime(1_764_028_800);

pub fn certificate(bytes: &[u8]) {
    let Ok(read) = Certificate::from_der(bytes) else { return };
    assert!(read.der() == bytes, "not the bytes that were read");
    let again = Contents::from_pem(&read.to_pem());
    assert!(again.certificates.first() == Some(&read) && again.unreadable == 0, "PEM reads back as another");
    let _ = (read.subject().to_string(), read.issuer().to_string(), read.serial_number());
    let _ = (read.not_before(), read.not_after(), read.key_usages(), read.is_authority());
    let _ = (read.is_self_signed(), read.signature_algorithm().is_weak(), read.key().is_weak());
    assert!(read.fingerprint_sha256().len() == 95 && read.fingerprint_sha1().len() == 59);
    assert!(
        read.alternative_names().len() <= bytes.len() && format!("{read:?}").len() <= 64 * bytes.len() + 4096
    );
    if let Some(item) = certificate::recognise(&read.to_pem()) {
        check::item(&item, read.to_pem().len());
    }
}

pub fn pem(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    let contents = Contents::from_pem(text);
    assert!(contents.certificates.len() + contents.private_keys.len() + contents.unreadable <= 10_000);
    assert!(contents.rest.expose().len() <= text.len());
    for key in &contents.private_keys {
        opened(PrivateKey::from_pem(key.expose(), Some(&"x".into()), CHEAP).ok());
    }
    let _ = (is_encrypted(text), Roots::new().add_pem(text, RootKind::Own));
    if let Some(item) = certificate::recognise(text) {
        check::item(&item, text.len());
    }
}

pub fn private_key(bytes: &[u8]) {
    let passphrase = SecretString::from("x");
    opened(PrivateKey::from_der(bytes, None, CHEAP).ok());
    opened(PrivateKey::from_der(bytes, Some(&passphrase), CHEAP).ok());
}

fn opened(key: Option<PrivateKey>) {
    let Some(key) = key else { return };
    let again =
        PrivateKey::from_pem(key.to_pem().expose(), None, CHEAP).expect("a key that was read can be read");
    assert!(again.public_key() == key.public_key(), "PEM reads back as another key");
    let _ = (key.public_key().bits(), key.public_key().is_weak(), format!("{key:?}"));
}

pub fn key_store(bytes: &[u8]) {
    let Ok(store) = KeyStore::from_pkcs12(bytes, &"x".into(), CHEAP) else { return };
    assert!(store.certificates.len() + store.private_keys.len() + store.skipped <= bytes.len());
    store.private_keys.into_iter().for_each(|key| opened(Some(key)));
}

/// Certificates in DER, one behind the other: the leaf first, the last one the root.
pub fn chain(bytes: &[u8]) {
    let mut others: Vec<Certificate> =
        split(bytes).iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
    if others.is_empty() {
        return;
    }
    let leaf = others.remove(0);
    let mut roots = Roots::new();
    if let Some(last) = others.last() {
        roots.add(last.clone(), RootKind::Own);
    }
    let peer = PeerName::host("leaf.example");
    for (trust, peer, usage) in [
        (Trust::AsGiven, None, Usage::Any),
        (Trust::Roots(&roots), None, Usage::Client),
        (Trust::Roots(&roots), peer.as_ref(), Usage::Server),
    ] {
        let question = Question { leaf: &leaf, others: &others, trust, at: NOW, peer, usage };
        match validate(&question) {
            Ok(chain) => {
                assert!(chain.certificates.first() == Some(&&leaf), "a chain of another leaf");
                assert!(
                    chain.certificates.len() <= others.len() + 2,
                    "a chain longer than there are certificates"
                );
                for link in chain.certificates.windows(2) {
                    assert!(link[0].issuer() == link[1].subject(), "a link to another issuer");
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// Up to 16 values by the lengths that their first bytes say.
fn split(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while let ([0x30, 0x82, high, low, ..], true) = (bytes, parts.len() < 16) {
        let length = 4 + usize::from(*high) * 256 + usize::from(*low);
        let (part, rest) = bytes.split_at(length.min(bytes.len()));
        parts.push(part);
        bytes = rest;
    }
    parts
}
