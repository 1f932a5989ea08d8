//! Key stores in PKCS#12 (RFC 7292): `.p12` and `.pfx` files. Everything is decrypted only after the store's own
//! authentication code fits, where it has one.

use super::certificate::Certificate;
use super::name::utf16;
use super::password::{self, Budget, Effort, PasswordFault};
use super::pkcs12_kdf::{self, Purpose};
use super::private_key::{PrivateKey, PrivateKeyError};
use super::{asn1, ber};
use der::asn1::AnyRef;
use hmac::digest::{Digest, common::BlockSizeUser};
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use strongroom_secret::SecretString;
use thiserror::Error;
use zeroize::Zeroizing;

/// Longest store, in bytes.
pub const MAX_STORE: usize = 16 << 20;
/// Most certificates and keys of one store.
const MAX_BAGS: usize = 1000;
/// Deepest nesting of bags in bags; nobody nests them.
const MAX_DEPTH: usize = 4;

const DATA: &str = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const X509: &str = "1.2.840.113549.1.9.22.1";
const FRIENDLY_NAME: &str = "1.2.840.113549.1.9.20";

/// Why a key store cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyStoreError {
    /// Not PKCS#12, or damaged.
    #[error("this is no key store (PKCS#12), or it is damaged: choose a .p12 or .pfx file")]
    Malformed,
    /// The password does not open it.
    #[error("the password does not open the key store: check it")]
    WrongPassword,
    /// It is protected in a way that is not known here.
    #[error("the key store is protected in a way that is not known here: export it anew with AES")]
    Unsupported,
    /// Opening it would take too long.
    #[error("opening the key store would take too long: its iteration count or size is out of bounds")]
    TooCostly,
}

impl From<PasswordFault> for KeyStoreError {
    fn from(fault: PasswordFault) -> Self {
        match fault {
            PasswordFault::Unsupported => Self::Unsupported,
            PasswordFault::TooCostly => Self::TooCostly,
            PasswordFault::Wrong => Self::WrongPassword,
        }
    }
}

/// What a key store holds.
#[derive(Debug, Default)]
pub struct KeyStore {
    /// Its certificates, in its order.
    pub certificates: Vec<Certificate>,
    /// Its keys, opened.
    pub private_keys: Vec<PrivateKey>,
    /// The name that its owner gave to the first of them. Personal.
    pub friendly_name: Option<String>,
    /// How many things in it were passed over: revocation lists, other secrets, what cannot be read.
    pub skipped: usize,
}

impl KeyStore {
    /// Opens one. The effort bounds all of its parts together.
    pub fn from_pkcs12(bytes: &[u8], password: &SecretString, effort: Effort) -> Result<Self, KeyStoreError> {
        if bytes.len() > MAX_STORE {
            return Err(KeyStoreError::TooCostly);
        }
        let budget = &Budget::new(effort);
        let bytes = ber::to_der(bytes).ok_or(KeyStoreError::Malformed)?;
        let whole = asn1::whole(&bytes).and_then(asn1::sequence).ok_or(KeyStoreError::Malformed)?;
        let [version, content, ref mac @ ..] = *whole else { return Err(KeyStoreError::Malformed) };
        let content =
            data(content).filter(|_| asn1::number(version) == Some(3)).ok_or(KeyStoreError::Malformed)?;
        if let Some(mac) = mac.first() {
            authenticate(*mac, content, password, budget)?;
        }
        let mut store = Self::default();
        let content = ber::to_der(content).ok_or(KeyStoreError::Malformed)?;
        for part in asn1::whole(&content).and_then(asn1::sequence).ok_or(KeyStoreError::Malformed)? {
            store.read_part(part, password, budget)?;
        }
        Ok(store)
    }

    /// One ContentInfo of the authenticated safe (section 4.1).
    fn read_part(
        &mut self,
        part: AnyRef<'_>,
        password: &SecretString,
        budget: &Budget,
    ) -> Result<(), KeyStoreError> {
        if let Some(bags) = data(part) {
            let bags = ber::to_der(bags).ok_or(KeyStoreError::Malformed)?;
            return self.read_bags(&bags, password, budget, MAX_DEPTH);
        }
        let Some((scheme, content)) = encrypted_data(part) else {
            return Err(KeyStoreError::Unsupported);
        };
        let bags = password::decrypt(scheme, &content, password, budget)?;
        // Without an authentication code, one wrong password of 256 leaves a padding that fits, and nonsense.
        let bags = ber::to_der(&bags).ok_or(KeyStoreError::WrongPassword)?;
        self.read_bags(&bags, password, budget, MAX_DEPTH).map_err(|error| match error {
            KeyStoreError::Malformed => KeyStoreError::WrongPassword,
            other => other,
        })
    }

    /// SafeContents (section 4.2).
    fn read_bags(
        &mut self,
        bags: &[u8],
        password: &SecretString,
        budget: &Budget,
        depth: usize,
    ) -> Result<(), KeyStoreError> {
        for bag in asn1::whole(bags).and_then(asn1::sequence).ok_or(KeyStoreError::Malformed)? {
            let bag = asn1::sequence(bag).ok_or(KeyStoreError::Malformed)?;
            let [kind, value, ref attributes @ ..] = *bag else { return Err(KeyStoreError::Malformed) };
            let kind = asn1::oid(kind).ok_or(KeyStoreError::Malformed)?.to_string();
            let value = match asn1::context(value) {
                Some(0) => value.value(),
                _ => return Err(KeyStoreError::Malformed),
            };
            if self.certificates.len() + self.private_keys.len() + self.skipped >= MAX_BAGS {
                return Err(KeyStoreError::TooCostly);
            }
            match kind.strip_prefix("1.2.840.113549.1.12.10.1.") {
                Some("1") => self.take_key(PrivateKey::plain(value), attributes)?,
                Some("2") => {
                    self.take_key(PrivateKey::open(value, Some(password), budget), attributes)?;
                }
                Some("3") => self.take_certificate(value),
                Some("6") if depth > 0 => self.read_bags(value, password, budget, depth - 1)?,
                _ => self.skipped += 1,
            }
        }
        Ok(())
    }

    fn take_key(
        &mut self,
        key: Result<PrivateKey, PrivateKeyError>,
        attributes: &[AnyRef<'_>],
    ) -> Result<(), KeyStoreError> {
        match key {
            Ok(key) => self.private_keys.push(key),
            Err(PrivateKeyError::WrongPassphrase | PrivateKeyError::PassphraseNeeded) => {
                return Err(KeyStoreError::WrongPassword);
            }
            Err(PrivateKeyError::TooCostly) => return Err(KeyStoreError::TooCostly),
            Err(PrivateKeyError::UnknownEncryption) => return Err(KeyStoreError::Unsupported),
            Err(_) => self.skipped += 1,
        }
        if self.friendly_name.is_none() {
            self.friendly_name = attributes.first().and_then(|attributes| friendly_name(*attributes));
        }
        Ok(())
    }

    fn take_certificate(&mut self, bag: &[u8]) {
        let parts = asn1::whole(bag).and_then(asn1::sequence).unwrap_or_default();
        let bytes = match *parts {
            [kind, value] if asn1::oid(kind).is_some_and(|oid| oid.to_string() == X509) => {
                asn1::explicit(value, 0).and_then(asn1::octets)
            }
            _ => None,
        };
        match bytes.and_then(|bytes| Certificate::from_der(bytes).ok()) {
            Some(certificate) => self.certificates.push(certificate),
            None => self.skipped += 1,
        }
    }
}

/// The content of a ContentInfo of that kind (RFC 2315, section 7).
fn content<'a>(info: AnyRef<'a>, kind: &str) -> Option<AnyRef<'a>> {
    match *asn1::sequence(info)?.as_slice() {
        [oid, content] if asn1::oid(oid)?.to_string() == kind => asn1::explicit(content, 0),
        _ => None,
    }
}

fn data(info: AnyRef<'_>) -> Option<&[u8]> {
    asn1::octets(content(info, DATA)?)
}

/// Scheme and content of EncryptedData (RFC 2315, section 13).
fn encrypted_data(info: AnyRef<'_>) -> Option<(AnyRef<'_>, Vec<u8>)> {
    let [_, info, ..] = *asn1::sequence(content(info, ENCRYPTED_DATA)?)?.as_slice() else { return None };
    let [_, scheme, content] = *asn1::sequence(info)?.as_slice() else { return None };
    let bytes = match asn1::context(content)? {
        // Its tag hides that it is an octet string, which may come in pieces.
        0 if content.header().is_constructed() => ber::pieces(content.value())?,
        0 => content.value().to_vec(),
        _ => return None,
    };
    Some((scheme, bytes))
}

/// A BMPString among the attributes of a bag.
fn friendly_name(attributes: AnyRef<'_>) -> Option<String> {
    asn1::set(attributes)?.into_iter().find_map(|attribute| match *asn1::sequence(attribute)?.as_slice() {
        [oid, values] if asn1::oid(oid)?.to_string() == FRIENDLY_NAME => {
            utf16(asn1::set(values)?.first()?.value()).filter(|name| !name.is_empty())
        }
        _ => None,
    })
}

/// Compares the authentication code (section 5.1, step 4; with PBMAC1, RFC 9579).
fn authenticate(
    mac: AnyRef<'_>,
    content: &[u8],
    password: &SecretString,
    budget: &Budget,
) -> Result<(), KeyStoreError> {
    let parts = asn1::sequence(mac).ok_or(KeyStoreError::Malformed)?;
    let [digest, salt, ref iterations @ ..] = *parts else { return Err(KeyStoreError::Malformed) };
    let digest = asn1::sequence(digest).ok_or(KeyStoreError::Malformed)?;
    let [algorithm, code] = *digest else { return Err(KeyStoreError::Malformed) };
    let (oid, parameters) = asn1::algorithm(algorithm).ok_or(KeyStoreError::Malformed)?;
    let code = asn1::octets(code).ok_or(KeyStoreError::Malformed)?;
    let salt = asn1::octets(salt).ok_or(KeyStoreError::Malformed)?;
    let iterations = iterations.first().map_or(Some(1), |count| asn1::number(*count));
    let iterations = iterations.ok_or(KeyStoreError::Malformed)?;
    let oid = oid.to_string();
    if oid == "1.2.840.113549.1.5.14" {
        return pbmac1(parameters, content, code, password, budget);
    }
    let iterations = budget.spend(iterations)?;
    let check = match oid.as_str() {
        "1.3.14.3.2.26" => check_old::<Sha1>,
        "2.16.840.1.101.3.4.2.4" => check_old::<Sha224>,
        "2.16.840.1.101.3.4.2.1" => check_old::<Sha256>,
        "2.16.840.1.101.3.4.2.2" => check_old::<Sha384>,
        "2.16.840.1.101.3.4.2.3" => check_old::<Sha512>,
        _ => return Err(KeyStoreError::Unsupported),
    };
    check(&pkcs12_kdf::encode(password), salt, iterations, content, code)
}

fn check_old<D: Digest + BlockSizeUser + EagerHash>(
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    content: &[u8],
    code: &[u8],
) -> Result<(), KeyStoreError> {
    let length = <D as Digest>::output_size();
    let key = pkcs12_kdf::derive::<D>(password, salt, Purpose::Mac, iterations, length);
    check_code::<D>(&key, content, code)
}

fn check_code<D: EagerHash>(key: &[u8], content: &[u8], code: &[u8]) -> Result<(), KeyStoreError> {
    let mac = Hmac::<D>::new_from_slice(key).map_err(|_| KeyStoreError::Unsupported)?;
    mac.chain_update(content).verify_slice(code).map_err(|_| KeyStoreError::WrongPassword)
}

fn pbmac1(
    parameters: Option<AnyRef<'_>>,
    content: &[u8],
    code: &[u8],
    password: &SecretString,
    budget: &Budget,
) -> Result<(), KeyStoreError> {
    let parts = parameters.and_then(asn1::sequence).ok_or(KeyStoreError::Unsupported)?;
    let [derivation, scheme] = *parts else { return Err(KeyStoreError::Unsupported) };
    let (oid, _) = asn1::algorithm(scheme).ok_or(KeyStoreError::Unsupported)?;
    let derive =
        |length| password::derive(derivation, password, length, budget).map(|key: Zeroizing<Vec<u8>>| key);
    match oid.to_string().as_str() {
        "1.2.840.113549.2.9" => check_code::<Sha256>(&derive(32)?, content, code),
        "1.2.840.113549.2.10" => check_code::<Sha384>(&derive(48)?, content, code),
        "1.2.840.113549.2.11" => check_code::<Sha512>(&derive(64)?, content, code),
        _ => Err(KeyStoreError::Unsupported),
    }
}
