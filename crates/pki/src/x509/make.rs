//! Making keys, certificates and requests. Randomness and the moment are the caller's; everything that is made is read back
//! by the reader that everything else goes through.

use super::algorithm::{Curve, KeyAlgorithm};
use super::asn1;
use super::certificate::Certificate;
use super::draft::{Draft, MakeError, NewKey};
use super::pem;
use super::private_key::{PrivateKey, wrap};
use der::asn1::{BitString, OctetString};
use der::{Decode, Encode};
use ed25519_dalek::pkcs8::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use strongroom_secret::Random;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::certificate::{TbsCertificate, TbsCertificateInner};
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, SubjectKeyIdentifier};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::Name;
use x509_cert::request::RequestBuilder;
use x509_cert::serial_number::SerialNumber;
use zeroize::Zeroizing;

/// Bytes of a serial number; the Forum wants 8 that are random, the standard takes 20.
const SERIAL: usize = 16;
/// How often a scalar is drawn; one in four thousand million does not fit.
const TRIES: usize = 8;

/// id-Ed25519, encoded (RFC 8410, section 3).
const ED25519: [u8; 7] = [0x30, 5, 6, 3, 0x2b, 0x65, 0x70];

/// A certificate and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The certificate.
    pub certificate: Certificate,
    /// Its key. Secret.
    pub private_key: PrivateKey,
}

/// A request to be signed by somebody else (PKCS#10, RFC 2986), and the key that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeRequest {
    /// The request, in PEM. Personal.
    pub request: String,
    /// Its key. Secret.
    pub private_key: PrivateKey,
}

/// A certificate that vouches for itself: for a server of one's own, or, with
/// [`Purpose::Authority`](super::Purpose::Authority), the root of a private authority.
pub fn self_signed(draft: &Draft, random: &dyn Random) -> Result<Made, MakeError> {
    let private_key = new_key(draft.key, random)?;
    let profile = Profile { issuer: None, ..Profile::new(draft)? };
    let certificate = issue(draft, profile, &private_key, &private_key, random)?;
    Ok(Made { certificate, private_key })
}

/// A certificate with a new key, signed by an authority.
pub fn issued(draft: &Draft, issuer: &Made, random: &dyn Random) -> Result<Made, MakeError> {
    if !issuer.certificate.is_authority() || !issuer.private_key.belongs_to(&issuer.certificate) {
        return Err(MakeError::UnfitIssuer);
    }
    if draft.not_after > issuer.certificate.not_after() {
        return Err(MakeError::BadValidity);
    }
    let private_key = new_key(draft.key, random)?;
    let certificate = certify(draft, &private_key, issuer, random)?;
    Ok(Made { certificate, private_key })
}

/// A certificate for a key that is there.
pub(super) fn certify(
    draft: &Draft,
    key: &PrivateKey,
    issuer: &Made,
    random: &dyn Random,
) -> Result<Certificate, MakeError> {
    let authority = Authority::of(&issuer.certificate).ok_or(MakeError::UnfitIssuer)?;
    let profile = Profile { issuer: Some(authority), ..Profile::new(draft)? };
    issue(draft, profile, key, &issuer.private_key, random)
}

/// A request for a certificate, with a new key. Its validity is the signer's to choose.
pub fn request(draft: &Draft, random: &dyn Random) -> Result<MadeRequest, MakeError> {
    let private_key = new_key(draft.key, random)?;
    let subject = draft.subject()?;
    let mut builder = RequestBuilder::new(subject.clone())?;
    for extension in draft.extensions(&subject)? {
        builder.add_extension(extension)?;
    }
    let request = match Signer::of(&private_key)? {
        Signer::P256(key) => builder.build::<_, p256::ecdsa::DerSignature>(&key)?,
        Signer::Ed25519(key) => builder.build::<_, ed25519_dalek::Signature>(&key)?,
    };
    let request = pem::write("CERTIFICATE REQUEST", &request.to_der()?).to_string();
    Ok(MadeRequest { request, private_key })
}

fn issue(
    draft: &Draft,
    profile: Profile,
    key: &PrivateKey,
    signer: &PrivateKey,
    random: &dyn Random,
) -> Result<Certificate, MakeError> {
    let public = Signer::of(key)?.public()?;
    let builder = CertificateBuilder::new(profile, serial(random)?, draft.validity()?, public)?;
    let certificate = match Signer::of(signer)? {
        Signer::P256(key) => builder.build::<_, p256::ecdsa::DerSignature>(&key)?,
        Signer::Ed25519(key) => builder.build::<_, ed25519_dalek::Signature>(&key)?,
    };
    Certificate::from_der(&certificate.to_der()?).map_err(|_| MakeError::Encoding)
}

/// Positive, of a fixed length, with 126 random bits.
fn serial(random: &dyn Random) -> Result<SerialNumber, MakeError> {
    let mut bytes = [0; SERIAL];
    random.fill(&mut bytes)?;
    if let Some(first) = bytes.first_mut() {
        *first = *first & 0x7f | 0x40;
    }
    Ok(SerialNumber::new(&bytes)?)
}

fn new_key(kind: NewKey, random: &dyn Random) -> Result<PrivateKey, MakeError> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    let pkcs8 = match kind {
        NewKey::Ed25519 => {
            random.fill(&mut *bytes)?;
            let inner = Zeroizing::new([&[4, 32], bytes.as_slice()].concat());
            wrap(&ED25519, &inner).ok_or(MakeError::Encoding)?
        }
        NewKey::P256 => {
            let mut key = None;
            for _ in 0..TRIES {
                random.fill(&mut *bytes)?;
                key = p256::SecretKey::from_slice(&*bytes).ok();
                if key.is_some() {
                    break;
                }
            }
            let key = key.ok_or(MakeError::Random(strongroom_secret::RandomError))?;
            let document =
                p256::pkcs8::EncodePrivateKey::to_pkcs8_der(&key).map_err(|_| MakeError::Encoding)?;
            Zeroizing::new(document.as_bytes().to_vec())
        }
    };
    PrivateKey::plain(&pkcs8).map_err(|_| MakeError::Encoding)
}

/// A key that can sign.
enum Signer {
    P256(p256::ecdsa::SigningKey),
    Ed25519(ed25519_dalek::SigningKey),
}

impl Signer {
    fn of(key: &PrivateKey) -> Result<Self, MakeError> {
        // Exposed to sign with it; the key that is taken out wipes itself.
        let pkcs8 = key.pkcs8().expose();
        match key.public_key().algorithm() {
            KeyAlgorithm::Ec(Curve::P256) => p256::pkcs8::DecodePrivateKey::from_pkcs8_der(pkcs8)
                .map(|key: p256::SecretKey| Self::P256(key.into()))
                .ok(),
            KeyAlgorithm::Ed25519 => {
                seed(pkcs8).map(|seed| Self::Ed25519(ed25519_dalek::SigningKey::from_bytes(&seed)))
            }
            _ => None,
        }
        .ok_or(MakeError::UnfitIssuer)
    }

    fn public(&self) -> Result<SubjectPublicKeyInfo<der::Any, BitString>, MakeError> {
        match self {
            Self::P256(key) => SubjectPublicKeyInfo::from_key(key.verifying_key()),
            Self::Ed25519(key) => SubjectPublicKeyInfo::from_key(&key.verifying_key()),
        }
        .map_err(|_| MakeError::Encoding)
    }
}

/// The 32 bytes inside a PKCS#8 key (RFC 8410, section 7).
fn seed(pkcs8: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let parts = asn1::sequence(asn1::whole(pkcs8)?)?;
    let [_, _, key, ..] = *parts else { return None };
    Some(Zeroizing::new(asn1::octets(asn1::whole(asn1::octets(key)?)?)?.try_into().ok()?))
}

/// Who signs: the name, to the byte, and the identifier of the key.
struct Authority {
    name: Name,
    key: Vec<u8>,
}

impl Authority {
    fn of(certificate: &Certificate) -> Option<Self> {
        let tbs = TbsCertificateInner::<x509_cert::certificate::Raw>::from_der(certificate.signed()).ok()?;
        let key = certificate.extensions().subject_key.as_ref().map(|found| found.value.clone())?;
        Some(Self { name: tbs.subject().clone(), key })
    }
}

/// What the builder asks for: names and extensions.
struct Profile {
    subject: Name,
    issuer: Option<Authority>,
    extensions: Vec<Extension>,
}

impl Profile {
    fn new(draft: &Draft) -> Result<Self, MakeError> {
        let subject = draft.subject()?;
        Ok(Self { extensions: draft.extensions(&subject)?, issuer: None, subject })
    }
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, subject: &Name) -> Name {
        self.issuer.as_ref().map_or_else(|| subject.clone(), |issuer| issuer.name.clone())
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        spk: SubjectPublicKeyInfoRef<'_>,
        _issuer_spk: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let mut extensions = self.extensions.clone();
        extensions.push((&SubjectKeyIdentifier::try_from(spk)?).to_extension(tbs.subject(), &extensions)?);
        if let Some(issuer) = &self.issuer {
            let key = AuthorityKeyIdentifier {
                key_identifier: Some(OctetString::new(issuer.key.as_slice())?),
                ..AuthorityKeyIdentifier::default()
            };
            extensions.push((&key).to_extension(tbs.subject(), &extensions)?);
        }
        Ok(extensions)
    }
}
