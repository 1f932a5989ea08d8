//! Private keys in the forms that people have: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017), SEC 1 (RFC 5915), encrypted or not. What
//! is read is which key it is, so that it can be compared with a certificate. It must never use the key.

use super::algorithm::{Curve, KeyAlgorithm};
use super::certificate::Certificate;
use super::password::{Budget, Effort, PasswordFault, decrypt, decrypt_pem};
use super::public_key::PublicKey;
use super::{asn1, pem};
use der::asn1::{AnyRef, UintRef};
use rsa::pkcs1::RsaPublicKeyRef;
use strongroom_secret::{SecretBytes, SecretString};
use thiserror::Error;
use zeroize::Zeroizing;

/// Longest private key, in bytes: RSA of 16384 bits takes 9 KiB.
const MAX_KEY: usize = 64 << 10;

/// Why a private key cannot be read. Says nothing of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PrivateKeyError {
    /// There is no key in it.
    #[error("this is no private key: paste it with its first and last line")]
    NotAKey,
    /// It says that it is one, and is not.
    #[error("the private key is damaged: copy it again")]
    Malformed,
    /// Its algorithm is not known here.
    #[error("the private key is of a kind that is not known here")]
    UnknownAlgorithm,
    /// It is encrypted, and there is no passphrase.
    #[error("the private key is encrypted: enter its passphrase")]
    PassphraseNeeded,
    /// The passphrase does not open it.
    #[error("the passphrase does not open the private key: check it")]
    WrongPassphrase,
    /// It is encrypted in a way that is not known here.
    #[error("the private key is encrypted in a way that is not known here")]
    UnknownEncryption,
    /// Opening it would take too long.
    #[error("opening the private key would take too long: its iteration count is out of bounds")]
    TooCostly,
}

impl From<PasswordFault> for PrivateKeyError {
    fn from(fault: PasswordFault) -> Self {
        match fault {
            PasswordFault::Unsupported => Self::UnknownEncryption,
            PasswordFault::TooCostly => Self::TooCostly,
            PasswordFault::Wrong => Self::WrongPassphrase,
        }
    }
}

/// A private key, opened. `Debug` shows which key it is, not the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateKey {
    /// PKCS#8, not encrypted. Secret.
    pkcs8: SecretBytes,
    public: PublicKey,
    was_encrypted: bool,
}

impl PrivateKey {
    /// The first private key of a text. An empty passphrase counts as none.
    pub fn from_pem(
        text: &str,
        passphrase: Option<&SecretString>,
        effort: Effort,
    ) -> Result<Self, PrivateKeyError> {
        let block = pem::blocks(text).find(|block| block.label.ends_with("PRIVATE KEY"));
        let block = block.ok_or(PrivateKeyError::NotAKey)?;
        let bytes = block.bytes().ok_or(PrivateKeyError::Malformed)?;
        let Some(info) = block.header("DEK-Info") else { return Self::from_der(&bytes, passphrase, effort) };
        let passphrase = given(passphrase).ok_or(PrivateKeyError::PassphraseNeeded)?;
        let opened = decrypt_pem(info, &bytes, passphrase)?;
        // One wrong passphrase of 256 leaves a padding that fits.
        let key = Self::plain(&opened).map_err(|_| PrivateKeyError::WrongPassphrase)?;
        Ok(Self { was_encrypted: true, ..key })
    }

    /// Any of the forms in DER.
    pub fn from_der(
        bytes: &[u8],
        passphrase: Option<&SecretString>,
        effort: Effort,
    ) -> Result<Self, PrivateKeyError> {
        Self::open(bytes, passphrase, &Budget::new(effort))
    }

    pub(super) fn open(
        bytes: &[u8],
        passphrase: Option<&SecretString>,
        budget: &Budget,
    ) -> Result<Self, PrivateKeyError> {
        if bytes.len() > MAX_KEY {
            return Err(PrivateKeyError::Malformed);
        }
        let whole = asn1::whole(bytes).and_then(asn1::sequence).ok_or(PrivateKeyError::Malformed)?;
        // EncryptedPrivateKeyInfo (RFC 5958, section 3); every other form begins with a version.
        let [scheme, content] = *whole else { return Self::plain(bytes) };
        let content = asn1::octets(content).ok_or(PrivateKeyError::Malformed)?;
        let passphrase = given(passphrase).ok_or(PrivateKeyError::PassphraseNeeded)?;
        let opened = decrypt(scheme, content, passphrase, budget)?;
        let key = Self::plain(&opened).map_err(|_| PrivateKeyError::WrongPassphrase)?;
        Ok(Self { was_encrypted: true, ..key })
    }

    pub(super) fn plain(bytes: &[u8]) -> Result<Self, PrivateKeyError> {
        let whole = asn1::whole(bytes).and_then(asn1::sequence).ok_or(PrivateKeyError::Malformed)?;
        let (public, pkcs8) = match *whole {
            [_, algorithm, key, ..] if asn1::algorithm(algorithm).is_some() => {
                (pkcs8_public(algorithm, key, &whole)?, Zeroizing::new(bytes.to_vec()))
            }
            [_, modulus, exponent, _, _, _, _, _, _, ..] => {
                let public = rsa_public(KeyAlgorithm::Rsa, modulus, exponent)?;
                (public, wrap(&RSA, bytes).ok_or(PrivateKeyError::Malformed)?)
            }
            [_, key, ref parameters @ ..] => {
                let curve = parameters.iter().find_map(|part| asn1::explicit(*part, 0));
                let curve = curve.ok_or(PrivateKeyError::UnknownAlgorithm)?;
                let oid = asn1::oid(curve).ok_or(PrivateKeyError::UnknownAlgorithm)?;
                let public = ec_public(Curve::of(oid), key, parameters)?;
                (public, wrap(&ec_algorithm(curve), bytes).ok_or(PrivateKeyError::Malformed)?)
            }
            _ => return Err(PrivateKeyError::Malformed),
        };
        // Moved, not copied: the bytes stay where they will be wiped.
        let mut pkcs8 = pkcs8;
        Ok(Self { pkcs8: SecretBytes::new(std::mem::take(&mut *pkcs8)), public, was_encrypted: false })
    }

    /// The public half.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Whether what it was read from was encrypted.
    pub fn was_encrypted(&self) -> bool {
        self.was_encrypted
    }

    /// Whether it is the certificate's key.
    pub fn belongs_to(&self, certificate: &Certificate) -> bool {
        self.public.is_same(certificate.key())
    }

    /// As PKCS#8 in PEM, not encrypted. Secret.
    pub fn to_pem(&self) -> SecretString {
        // Exposed to be written; what is written is secret too.
        let mut text = pem::write("PRIVATE KEY", self.pkcs8.expose());
        SecretString::new(std::mem::take(&mut *text))
    }

    /// PKCS#8, for who signs with it.
    pub(super) fn pkcs8(&self) -> &SecretBytes {
        &self.pkcs8
    }
}

/// Whether a PEM text holds a private key that wants a passphrase. `None` where it holds none that can be told.
pub fn is_encrypted(text: &str) -> Option<bool> {
    match PrivateKey::from_pem(text, None, Effort(0)) {
        Ok(_) | Err(PrivateKeyError::UnknownAlgorithm) => Some(false),
        Err(PrivateKeyError::PassphraseNeeded) => Some(true),
        Err(_) => None,
    }
}

fn given(passphrase: Option<&SecretString>) -> Option<&SecretString> {
    passphrase.filter(|passphrase| !passphrase.is_empty())
}

fn pkcs8_public(
    algorithm: AnyRef<'_>,
    key: AnyRef<'_>,
    whole: &[AnyRef<'_>],
) -> Result<PublicKey, PrivateKeyError> {
    let malformed = || PrivateKeyError::Malformed;
    let (oid, parameters) = asn1::algorithm(algorithm).ok_or_else(malformed)?;
    let algorithm = KeyAlgorithm::of(oid, parameters);
    let inner = asn1::whole(asn1::octets(key).ok_or_else(malformed)?).ok_or_else(malformed)?;
    match algorithm {
        KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss => {
            let parts = asn1::sequence(inner).ok_or_else(malformed)?;
            let [_, modulus, exponent, _, ..] = *parts else { return Err(malformed()) };
            rsa_public(algorithm, modulus, exponent)
        }
        KeyAlgorithm::Ec(curve) => {
            let parts = asn1::sequence(inner).ok_or_else(malformed)?;
            let [_, key, ref optional @ ..] = *parts else { return Err(malformed()) };
            ec_public(curve, key, optional)
        }
        KeyAlgorithm::Ed25519 => {
            let seed: &[u8; 32] =
                asn1::octets(inner).and_then(|seed| seed.try_into().ok()).ok_or_else(malformed)?;
            let key = ed25519_dalek::SigningKey::from_bytes(seed).verifying_key();
            Ok(PublicKey::new(algorithm, key.to_bytes().to_vec()))
        }
        // Whoever wrote it may have put the public half beside it (RFC 5958, section 2).
        _ => {
            let stated = whole.iter().find(|part| asn1::context(**part) == Some(1));
            let bits = stated.and_then(|part| part.value().split_first()).filter(|(unused, _)| **unused == 0);
            bits.map(|(_, key)| PublicKey::new(algorithm, key.to_vec()))
                .ok_or(PrivateKeyError::UnknownAlgorithm)
        }
    }
}

fn rsa_public(
    algorithm: KeyAlgorithm,
    modulus: AnyRef<'_>,
    exponent: AnyRef<'_>,
) -> Result<PublicKey, PrivateKeyError> {
    let number = |value| asn1::magnitude(value).and_then(|bytes| UintRef::new(bytes).ok());
    let modulus = number(modulus).ok_or(PrivateKeyError::Malformed)?;
    let public_exponent = number(exponent).ok_or(PrivateKeyError::Malformed)?;
    let public = der::Encode::to_der(&RsaPublicKeyRef { modulus, public_exponent });
    Ok(PublicKey::new(algorithm, public.map_err(|_| PrivateKeyError::Malformed)?))
}

/// The point of a scalar, as the three crates have it in one form.
macro_rules! point_on {
    ($curve:ident, $scalar:expr) => {
        $curve::SecretKey::from_slice($scalar).ok().map(|key| key.public_key().to_sec1_bytes().to_vec())
    };
}

/// Computed where the curve is known; else what stands beside the key (RFC 5915, section 3) is believed.
fn ec_public(curve: Curve, key: AnyRef<'_>, optional: &[AnyRef<'_>]) -> Result<PublicKey, PrivateKeyError> {
    let scalar = asn1::octets(key).ok_or(PrivateKeyError::Malformed)?;
    let point = match curve {
        Curve::P256 => point_on!(p256, scalar),
        Curve::P384 => point_on!(p384, scalar),
        Curve::P521 => point_on!(p521, scalar),
        Curve::Named(..) | Curve::Other(_) => {
            let stated = optional.iter().find_map(|part| asn1::explicit(*part, 1)).and_then(asn1::bits);
            Some(stated.ok_or(PrivateKeyError::UnknownAlgorithm)?.to_vec())
        }
    };
    Ok(PublicKey::new(KeyAlgorithm::Ec(curve), point.ok_or(PrivateKeyError::Malformed)?))
}

/// rsaEncryption with its NULL, encoded (RFC 8017, appendix A.1).
const RSA: [u8; 15] = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

/// id-ecPublicKey with its curve, encoded (RFC 5480, section 2.1.1).
fn ec_algorithm(curve: AnyRef<'_>) -> Vec<u8> {
    let oid = curve.value();
    let length = |more: usize| u8::try_from(oid.len() + more).unwrap_or(u8::MAX);
    [&[0x30, length(11), 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, length(0)], oid].concat()
}

/// PrivateKeyInfo, version 0, around a key (RFC 5958, section 2).
pub(super) fn wrap(algorithm: &[u8], key: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let header = |tag, length: usize| {
        let header = der::Header::new(tag, der::Length::try_from(length).ok()?);
        der::Encode::to_der(&header).ok()
    };
    let octets = header(der::Tag::OctetString, key.len())?;
    let length = 3 + algorithm.len() + octets.len() + key.len();
    let start = header(der::Tag::Sequence, length)?;
    let mut whole = Zeroizing::new(Vec::with_capacity(start.len() + length));
    [start.as_slice(), &[2, 1, 0], algorithm, &octets, key]
        .iter()
        .for_each(|part| whole.extend_from_slice(part));
    Some(whole)
}
