//! X.509 certificates: reading, chains, making (RFC 5280 and its family).
//!
//! What a chain's rules are and why they are written here: docs/decisions/0011-certificates.md.

mod algorithm;
mod asn1;
mod baseline;
mod certificate;
mod chain;
mod constraints;
mod contents;
mod extensions;
mod general_name;
mod host_name;
mod name;
mod path;
mod pem;
mod public_key;
mod roots;
mod rules;
mod signature;
mod time;
mod usage;

pub use algorithm::{Curve, Hash, KeyAlgorithm, MIN_EC_BITS, MIN_RSA_BITS, SignatureAlgorithm};
pub use certificate::{Certificate, CertificateError, MAX_CERTIFICATE};
pub use chain::{Chain, ChainError, ChainFault, Question, Rule, Trust, validate};
pub use contents::Contents;
pub use general_name::AlternativeName;
pub use host_name::PeerName;
pub use name::DistinguishedName;
pub use public_key::PublicKey;
pub use roots::{RootKind, Roots};
pub use time::UnixTime;
pub use usage::Usage;
