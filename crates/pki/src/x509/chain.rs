//! The chain from a certificate to a root, and why there is none: the questions and answers. How it is found is `path`'s
//! part, what it must obey `rules`'s.

use super::algorithm::SignatureAlgorithm;
use super::certificate::Certificate;
use super::host_name::PeerName;
use super::path;
use super::roots::Roots;
use super::time::UnixTime;
use super::usage::Usage;
use der::asn1::ObjectIdentifier;
use std::fmt;
use thiserror::Error;

/// What a chain is to lead to.
#[derive(Debug, Clone, Copy)]
pub enum Trust<'a> {
    /// One of these roots.
    Roots(&'a Roots),
    /// Wherever the certificates at hand lead: a self-signed one among them, or the last whose issuer is not among them,
    /// because servers leave the root out. At least the leaf's own issuer has to be there, if anything is.
    AsGiven,
}

/// Is this certificate good, by these others, at this moment, for this purpose?
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The certificate itself.
    pub leaf: &'a Certificate,
    /// Certificates that may lie between it and a root, in any order, with any others among them.
    pub others: &'a [Certificate],
    /// What it is to lead to.
    pub trust: Trust<'a>,
    /// When.
    pub at: UnixTime,
    /// Whom it should stand for; `None` to leave names aside.
    pub peer: Option<&'a PeerName>,
    /// What it should be good for.
    pub usage: Usage,
}

/// A chain that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain<'a> {
    /// The leaf first, each followed by its issuer, the root last.
    pub certificates: Vec<&'a Certificate>,
}

/// Why there is no chain that holds. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{reason} ({certificate})")]
pub struct ChainError {
    /// The subject of the certificate that is at fault.
    pub certificate: String,
    /// What is wrong with it.
    pub reason: ChainFault,
}

/// What is wrong with one link.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ChainFault {
    /// The certificate that signed it is not at hand.
    #[error("the certificate of its issuer is missing: add that of {issuer}")]
    IssuerMissing {
        /// The issuer's name.
        issuer: String,
    },
    /// It signed itself, and is none of the roots.
    #[error("it is signed by itself and is not among the trusted roots")]
    UntrustedRoot,
    /// Its validity is over.
    #[error("it has expired: renew it")]
    Expired {
        /// Its last second.
        since: UnixTime,
    },
    /// Its validity has not begun.
    #[error("it is not valid yet: check the clock, or wait")]
    NotYetValid {
        /// Its first second.
        from: UnixTime,
    },
    /// Its issuer, as it says, did not sign it.
    #[error(
        "its signature is not that of its issuer: it was changed, or the issuer's certificate is another of that name"
    )]
    BadSignature,
    /// Signed with a hash that is broken.
    #[error("it is signed with {0}, which can be forged: have it issued anew")]
    WeakSignature(SignatureAlgorithm),
    /// Signed in a way that is not checked here.
    #[error("it is signed with {0}, which cannot be checked here")]
    UnsupportedSignature(SignatureAlgorithm),
    /// Its key is too short.
    #[error("its key, {0}, is too short: make a new one")]
    WeakKey(String),
    /// It issued a certificate and is no authority.
    #[error("it has issued a certificate without being an authority")]
    NotAnAuthority,
    /// It is an authority whose key may not sign certificates.
    #[error("its key may not be used to sign certificates")]
    MayNotSign,
    /// More authorities follow than it allows.
    #[error("more authorities follow it than it allows ({allowed})")]
    PathTooLong {
        /// How many it allows.
        allowed: u64,
    },
    /// It bears a name that one of its issuers may not certify.
    #[error("its issuer may not certify the name {name}")]
    ForbiddenName {
        /// The name.
        name: String,
    },
    /// It is not meant for this purpose.
    #[error("it is not meant for this use")]
    ForbiddenUsage,
    /// It does not stand for the peer.
    #[error("it does not stand for that name")]
    NameMismatch,
    /// A critical extension that is not known here.
    #[error("it has a critical extension that is not known here: {0}")]
    UnknownExtension(ObjectIdentifier),
    /// An extension that is broken, or comes twice.
    #[error("its extension {0} cannot be read")]
    MalformedExtension(ObjectIdentifier),
    /// A rule of RFC 5280 about its form is broken.
    #[error("it is malformed: {0}")]
    Malformed(Rule),
    /// A rule of the CA/Browser Forum is broken, which public authorities have to keep.
    #[error("it breaks a rule for public certificates: {0}")]
    AgainstBaseline(Rule),
    /// The certificates at hand could be chained in too many ways.
    #[error("the certificates can be combined in too many ways: leave out those that do not belong to it")]
    TooComplex,
}

/// A rule about the form of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Extensions are for version 3.
    Version,
    /// Both places that name the signature's algorithm must name the same.
    OneAlgorithm,
    /// An issuer has a name.
    IssuerName,
    /// A number is positive and takes at most 20 bytes.
    SerialNumber,
    /// A leaf without a subject has alternative names, and they are critical.
    SubjectOrNames,
    /// Name constraints are for authorities.
    ConstraintsOnLeaf,
    /// Only an authority's key signs certificates.
    LeafSigns,
    /// A host has letters, digits and hyphens; a constraint on hosts no leading period.
    HostName,
    /// A leaf is no authority.
    LeafIsAuthority,
    /// A leaf has alternative names.
    NoAlternativeName,
    /// A common name repeats an alternative name to the letter.
    CommonName,
    /// A leaf says what it is for.
    NoExtendedUsage,
    /// A wildcard does not span a top-level domain.
    WildcardTooWide,
    /// The length of an RSA modulus is a multiple of eight.
    OddModulus,
    /// A certificate names its issuer's key, and a root no other certificate.
    AuthorityKey,
    /// An authority says so critically, and what its key is for.
    AuthorityExtensions,
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Version => "extensions need version 3",
            Self::OneAlgorithm => "it names two signature algorithms",
            Self::IssuerName => "the issuer has no name",
            Self::SerialNumber => "the serial number is negative, zero or too long",
            Self::SubjectOrNames => "no subject, and no critical alternative name",
            Self::ConstraintsOnLeaf => "name constraints on a certificate that is no authority's",
            Self::LeafSigns => "no authority, but its key signs certificates",
            Self::HostName => "a host name that cannot be one",
            Self::LeafIsAuthority => "an authority instead of a server",
            Self::NoAlternativeName => "no alternative name",
            Self::CommonName => "the common name is none of the alternative names",
            Self::NoExtendedUsage => "no extended key usage",
            Self::WildcardTooWide => "a wildcard for a whole top-level domain",
            Self::OddModulus => "the RSA modulus is not a multiple of 8 bits long",
            Self::AuthorityKey => "the issuer's key is not named, or named by another certificate",
            Self::AuthorityExtensions => "an authority without critical basic constraints or key usage",
        })
    }
}

/// Finds the chain and checks it. Where several fail, the reason is that of the one that came furthest. At most 100
/// signatures are checked, whatever is given.
pub fn validate<'a>(question: &Question<'a>) -> Result<Chain<'a>, ChainError> {
    path::find(question)
}
