//! A certificate (RFC 5280, section 4.1) as a typed value. Reading is tolerant of what an authority should not have written,
//! so that people can see it; whether it is good is for the rules of a chain.

use super::algorithm::SignatureAlgorithm;
use super::asn1;
use super::extensions::Extensions;
use super::general_name::AlternativeName;
use super::host_name::PeerName;
use super::name::DistinguishedName;
use super::pem;
use super::public_key::PublicKey;
use super::signature::{self, SignatureFault};
use super::time::UnixTime;
use data_encoding::HEXUPPER;
use der::{Decode, Encode, Reader, SliceReader};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::fmt;
use thiserror::Error;
use x509_cert::certificate::{Raw, TbsCertificateInner, Version};

/// Longest certificate, in bytes.
pub const MAX_CERTIFICATE: usize = 256 << 10;

/// Why bytes are no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// Longer than [`MAX_CERTIFICATE`].
    #[error("the certificate is too long: paste one certificate at a time")]
    TooLong,
    /// Not the structure of a certificate.
    #[error("this is no X.509 certificate, or it is damaged: copy it again, with its first and last line")]
    Malformed,
}

/// An X.509 certificate. Personal, not secret. Equal to another when their bytes are.
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    /// The part that is signed, as it stands in the bytes.
    signed: Vec<u8>,
    is_v3: bool,
    serial: Vec<u8>,
    subject: DistinguishedName,
    issuer: DistinguishedName,
    not_before: UnixTime,
    not_after: UnixTime,
    key: PublicKey,
    algorithm: SignatureAlgorithm,
    names_one_algorithm: bool,
    signature: Vec<u8>,
    extensions: Extensions,
}

impl Certificate {
    /// Reads DER.
    pub fn from_der(bytes: &[u8]) -> Result<Self, CertificateError> {
        if bytes.len() > MAX_CERTIFICATE {
            return Err(CertificateError::TooLong);
        }
        read(bytes).ok_or(CertificateError::Malformed)
    }

    /// The bytes that it was read from.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// As a PEM block.
    pub fn to_pem(&self) -> String {
        std::mem::take(&mut *pem::write("CERTIFICATE", &self.der))
    }

    /// Whom or what it stands for.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// Who signed it, as it says.
    pub fn issuer(&self) -> &DistinguishedName {
        &self.issuer
    }

    /// Its number at its issuer, in hexadecimal as OpenSSL prints it.
    pub fn serial_number(&self) -> String {
        match self.serial.as_slice() {
            [first, ..] if *first >= 0x80 => format!("-{}", HEXUPPER.encode(&negated(&self.serial))),
            [0, rest @ ..] if !rest.is_empty() => HEXUPPER.encode(rest),
            bytes => HEXUPPER.encode(bytes),
        }
    }

    /// The first second of its validity.
    pub fn not_before(&self) -> UnixTime {
        self.not_before
    }

    /// The last second of its validity.
    pub fn not_after(&self) -> UnixTime {
        self.not_after
    }

    /// The key that it certifies.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// How it is signed.
    pub fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// The further names that it stands for, in its order. Empty where they cannot be read.
    pub fn alternative_names(&self) -> &[AlternativeName] {
        self.extensions.alternative_names.as_ref().map_or(&[], |found| &found.value)
    }

    /// What its key may be used for, general and extended, in OpenSSL's words.
    pub fn key_usages(&self) -> Vec<String> {
        let general =
            self.extensions.key_usage.iter().flat_map(|found| found.value.names()).map(str::to_owned);
        let extended = self.extensions.extended_key_usage.iter().flat_map(|found| found.value.names());
        general.chain(extended).collect()
    }

    /// Whether it may sign certificates: it says that it is an authority (RFC 5280, section 4.2.1.9).
    pub fn is_authority(&self) -> bool {
        self.extensions.basic_constraints.as_ref().is_some_and(|found| found.value.is_authority)
    }

    /// Whether subject and issuer are one, and its own key signed it.
    pub fn is_self_signed(&self) -> bool {
        self.is_self_issued() && self.is_signed_by(&self.key) != Err(SignatureFault::Bad)
    }

    /// Whether it stands for that peer. Only alternative names count.
    pub fn stands_for(&self, peer: &PeerName) -> bool {
        self.alternative_names().iter().any(|name| peer.is_met_by(name))
    }

    /// SHA-256 of the whole, as OpenSSL prints it: pairs of upper-case digits between colons.
    pub fn fingerprint_sha256(&self) -> String {
        colons(&self.digest())
    }

    /// SHA-1 of the whole, written likewise. For finding a certificate in older tools' lists, not for trust.
    pub fn fingerprint_sha1(&self) -> String {
        colons(&Sha1::digest(&self.der))
    }

    pub(super) fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    pub(super) fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    pub(super) fn is_signed_by(&self, key: &PublicKey) -> Result<(), SignatureFault> {
        signature::verify(key, self.algorithm, &self.signed, &self.signature)
    }

    /// The part that its issuer signed.
    pub(super) fn signed(&self) -> &[u8] {
        &self.signed
    }

    /// Its extensions.
    pub(super) fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The content octets of its number.
    pub(super) fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// Whether it is of version 3, the only one that may have extensions.
    pub(super) fn is_v3(&self) -> bool {
        self.is_v3
    }

    /// Whether it names the same algorithm inside and outside of what is signed.
    pub(super) fn names_one_algorithm(&self) -> bool {
        self.names_one_algorithm
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Certificate");
        shown.field("subject", &self.subject.to_string()).field("issuer", &self.issuer.to_string());
        shown.field("serial", &self.serial_number()).finish_non_exhaustive()
    }
}

fn read(bytes: &[u8]) -> Option<Certificate> {
    let [_, algorithm, signature] = *asn1::sequence(asn1::whole(bytes)?)?.as_slice() else { return None };
    let signed = first_element(asn1::whole(bytes)?.value())?;
    let tbs = TbsCertificateInner::<Raw>::from_der(signed).ok()?;
    let (oid, parameters) = asn1::algorithm(algorithm)?;
    let inner = tbs.signature().to_der().ok()?;
    let name = |name: &x509_cert::name::Name| DistinguishedName::read(asn1::whole(&name.to_der().ok()?)?);
    Some(Certificate {
        is_v3: tbs.version() == Version::V3,
        serial: tbs.serial_number().as_bytes().to_vec(),
        subject: name(tbs.subject())?,
        issuer: name(tbs.issuer())?,
        not_before: UnixTime::of(tbs.validity().not_before),
        not_after: UnixTime::of(tbs.validity().not_after),
        key: PublicKey::read(asn1::whole(&tbs.subject_public_key_info().to_der().ok()?)?)?,
        algorithm: SignatureAlgorithm::of(oid, parameters),
        names_one_algorithm: inner == algorithm.to_der().ok()?,
        signature: asn1::bits(signature)?.to_vec(),
        extensions: Extensions::read(tbs.extensions().map_or(&[], Vec::as_slice))?,
        der: bytes.to_vec(),
        signed: signed.to_vec(),
    })
}

/// The first value in the content, with its tag and length: a signature covers the bytes that are there, not what an
/// encoder would write for their meaning.
fn first_element(content: &[u8]) -> Option<&[u8]> {
    SliceReader::new(content).ok()?.tlv_bytes().ok()
}

/// The magnitude of a negative number in two's complement.
fn negated(bytes: &[u8]) -> Vec<u8> {
    let mut carry = true;
    let mut magnitude: Vec<u8> = bytes
        .iter()
        .rev()
        .map(|byte| {
            let (sum, over) = (!byte).overflowing_add(u8::from(carry));
            carry = over;
            sum
        })
        .collect();
    magnitude.reverse();
    let start = magnitude.iter().position(|byte| *byte != 0).unwrap_or_default();
    magnitude.split_off(start)
}

fn colons(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}
