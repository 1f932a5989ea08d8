//! X.509 certificates: reading, chains, making (RFC 5280 and its family).
//!
//! What a chain's rules are and why they are written here: docs/decisions/0011-certificates.md.

mod algorithm;
mod asn1;
mod baseline;
mod ber;
mod certificate;
mod chain;
mod cipher;
mod constraints;
mod contents;
mod draft;
mod extensions;
mod general_name;
mod host_name;
mod key_store;
mod make;
mod name;
mod password;
mod path;
mod pem;
mod pkcs12_kdf;
mod private_key;
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
pub use draft::{Draft, MakeError, NewKey, Purpose};
pub use general_name::AlternativeName;
pub use host_name::PeerName;
pub use key_store::{KeyStore, KeyStoreError, MAX_STORE};
pub use make::{Made, MadeRequest, issued, request, self_signed};
pub use name::DistinguishedName;
pub use password::Effort;
pub use private_key::{PrivateKey, PrivateKeyError, is_encrypted};
pub use public_key::PublicKey;
pub use roots::{RootKind, Roots};
pub use time::UnixTime;
pub use usage::Usage;
