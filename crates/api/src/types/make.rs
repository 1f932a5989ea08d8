//! Making keys and certificates, and checking chains of certificates.

use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// A kind of SSH key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum SshKeyType {
    /// Short and fast: the one to choose.
    Ed25519,
    /// ECDSA on NIST's P-256.
    EcdsaP256,
    /// ECDSA on P-384.
    EcdsaP384,
    /// ECDSA on P-521.
    EcdsaP521,
    /// RSA of 3072 bits; takes about a second.
    Rsa3072,
    /// RSA of 4096 bits; takes some seconds, at times ten.
    Rsa4096,
}

/// A new SSH key.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub struct MakeSshKeyRequest {
    /// What kind of key.
    pub key: SshKeyType,
    /// What stands beside it, such as `ada@laptop`; may be empty. Personal.
    pub comment: String,
    /// The passphrase that encrypts the file; empty for none.
    #[serde(default, with = "serde_exposed")]
    #[ts(type = "string")]
    pub passphrase: SecretString,
}

/// Who vouches for a new certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Signer {
    /// It vouches for itself.
    Itself,
    /// Somebody elsewhere: a request is made for them to sign.
    Elsewhere,
    /// An authority that is an item of the open vault.
    Item {
        /// The item's id.
        id: String,
    },
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum CertificateUsage {
    /// A server of TLS.
    Server,
    /// A client of TLS.
    Client,
    /// Both.
    Both,
    /// To sign other certificates.
    Authority,
}

/// The kind of a certificate's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum CertificateKey {
    /// ECDSA on P-256, which everything understands.
    P256,
    /// Ed25519, which browsers do not accept.
    Ed25519,
}

/// A new certificate, or a request for one. Personal.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct MakeCertificateRequest {
    /// Who vouches for it.
    pub signer: Signer,
    /// Its common name; may be empty where there are other names.
    pub common_name: String,
    /// Its organisation; may be empty.
    pub organisation: String,
    /// Hosts (also `*.example.org`), network addresses and e-mail addresses that it stands for.
    pub names: Vec<String>,
    /// What it is for.
    pub usage: CertificateUsage,
    /// The kind of its key.
    pub key: CertificateKey,
    /// For how many days it is valid from now on, 1 to 9131. A request leaves that to whoever signs it.
    pub days: u32,
}

/// The authorities among the certificates of the vault.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Authorities {
    /// By title; of more than 1,000 certificates the first are looked at.
    pub items: Vec<AuthorityRow>,
}

/// A certificate of the vault that may sign others. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AuthorityRow {
    /// The item's id.
    pub id: String,
    /// The item's title.
    pub title: String,
    /// The certificate's subject.
    pub subject: String,
    /// Its last second, in milliseconds since 1970.
    #[ts(type = "number")]
    pub until: i64,
    /// Whether its private key is there, so that it can sign.
    pub signs: bool,
}

/// Certificates, wherever they are. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum CertificateSource {
    /// An item of the open vault.
    Item {
        /// The item's id.
        id: String,
    },
    /// A text in PEM, at most 1 MiB.
    Pem {
        /// The text.
        text: String,
    },
}

/// Does this certificate hold?
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct CheckCertificateRequest {
    /// The certificate, with those that may lie between it and a root.
    pub certificate: CertificateSource,
    /// Whether those that the system trusts are trusted.
    pub system_roots: bool,
    /// Who is trusted too, at most 100: the certificate of an item, or all of a text.
    pub own_roots: Vec<CertificateSource>,
    /// The host, network address or e-mail address that it should stand for; empty to leave names aside.
    pub name: String,
    /// When: `YYYY-MM-DD` for the beginning of that day in UTC (of today, for now), `YYYY-MM-DDThh:mm:ssZ` for a second of it,
    /// empty for now.
    pub at: String,
}

/// What came of a check. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CertificateCheck {
    /// The certificate first, each followed by its issuer, and the root last. Where there is a fault, what was given.
    pub chain: Vec<ChainLink>,
    /// Why it does not hold; none where it does.
    pub fault: Option<ChainFaultView>,
    /// The moment that was asked about, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// How many roots were trusted.
    pub roots: u32,
}

/// A certificate of a chain. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainLink {
    /// Whom it is for.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// The first second of its validity, in milliseconds since 1970.
    #[ts(type = "number")]
    pub from: i64,
    /// The last second of its validity, in milliseconds since 1970.
    #[ts(type = "number")]
    pub until: i64,
    /// Its SHA-256, as OpenSSL prints it.
    pub fingerprint: String,
}

/// Why a chain does not hold. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainFaultView {
    /// The subject of the certificate that is at fault.
    pub certificate: String,
    /// Stable name, the key of its words: `expired`, `untrusted_root`, ….
    pub code: String,
    /// What makes it concrete: a name, an algorithm, a day `YYYY-MM-DD`, the stable name of a rule.
    pub detail: Option<String>,
}
