//! What a pasted text, or a key store, is as an item.

use super::{MAX_CERTIFICATES, in_order};
use crate::fold::prefix;
use crate::{Field, FieldType, Item, Kind};
use strongroom_pki::x509::{Certificate, Contents, Effort, KeyStore, KeyStoreError, PrivateKey};
use strongroom_secret::SecretString;

/// Where a pasted text has to begin to be one, in bytes: `openssl x509 -text` writes some thousand before the first block.
const HEAD: usize = 64 << 10;
/// Longest text that is taken, in bytes.
const MAX_TEXT: usize = 1 << 20;

/// An item from a text with certificates in PEM, in any order and with anything around them: certificate, private key and
/// chain in their own fields, what stands around them in the notes. `None` for any other text; a private key alone is none,
/// because nothing says what it is for.
pub fn recognise(text: &str) -> Option<Item> {
    if text.len() > MAX_TEXT || !prefix(text, HEAD).contains("-----BEGIN ") {
        return None;
    }
    let contents = Contents::from_pem(text);
    if contents.unreadable > 0 {
        return None;
    }
    let rest = contents.rest;
    let item = from_certificates(contents.certificates, contents.private_keys)?;
    // Exposed to be trimmed; what somebody wrote beside a key may be its passphrase, and the notes are as secret as that.
    Some(Item { notes: SecretString::from(rest.expose().trim()), ..item })
}

/// An item from certificates in any order and private keys in PEM. The certificate is the one that a key belongs to, or else
/// the first that issued no other. A second and third key become fields of the user's own. `None` without certificates, and
/// for more than 100.
pub fn from_certificates(certificates: Vec<Certificate>, private_keys: Vec<SecretString>) -> Option<Item> {
    if certificates.is_empty()
        || certificates.len() > MAX_CERTIFICATES
        || private_keys.len() > MAX_CERTIFICATES
    {
        return None;
    }
    // Exposed to find out whose it is; the key itself does not leave.
    let opened =
        private_keys.iter().filter_map(|key| PrivateKey::from_pem(key.expose(), None, Effort::BRIEF).ok());
    let opened: Vec<PrivateKey> = opened.collect();
    let ordered = in_order(certificates, |one| opened.iter().any(|key| key.belongs_to(one)));
    let (leaf, chain) = ordered.split_first()?;
    let mut item = Item::new(Kind::CERTIFICATE, title(leaf));
    item.fields.push(Field::new("certificate", FieldType::Text, leaf.to_pem()));
    let is_its_own = |key: &SecretString| {
        // Exposed for the same question.
        PrivateKey::from_pem(key.expose(), None, Effort::BRIEF).is_ok_and(|key| key.belongs_to(leaf))
    };
    let mut keys = private_keys;
    keys.sort_by_key(|key| !is_its_own(key));
    for (index, key) in keys.into_iter().enumerate() {
        let field = Field::new("private_key", FieldType::Hidden, key);
        item.fields.push(Field { custom: index > 0, ..field });
    }
    if !chain.is_empty() {
        let text: String = chain.iter().map(Certificate::to_pem).collect();
        item.fields.push(Field::new("chain", FieldType::Text, text));
    }
    Some(item)
}

/// An item from a key store in PKCS#12. Keys come without their encryption, because the vault encrypts them. `Ok(None)` for a
/// store without certificates, or with more than 100. May take some seconds.
pub fn from_key_store(bytes: &[u8], password: &SecretString) -> Result<Option<Item>, KeyStoreError> {
    let store = KeyStore::from_pkcs12(bytes, password, Effort::PATIENT)?;
    let keys = store.private_keys.iter().map(PrivateKey::to_pem).collect();
    let item = from_certificates(store.certificates, keys);
    Ok(item.map(|item| Item { title: store.friendly_name.unwrap_or(item.title), ..item }))
}

/// The common name, or the first other name, or all of the subject.
fn title(certificate: &Certificate) -> String {
    let common = certificate.subject().common_name().map(str::to_owned);
    let title = common.or_else(|| certificate.alternative_names().first().map(ToString::to_string));
    let title = title.unwrap_or_else(|| certificate.subject().to_string());
    title.chars().filter(|character| !character.is_control()).take(200).collect()
}
