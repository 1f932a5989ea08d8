//! What can be written to make a key or a certificate, and to check one.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// A new SSH key.
#[derive(Debug, Args)]
pub(crate) struct MakeSshKey {
    /// What kind of key; rsa-4096 takes some seconds
    #[arg(long, value_enum, default_value_t = SshAlgorithm::Ed25519)]
    pub(crate) algorithm: SshAlgorithm,
    /// What stands beside it, such as `ada@laptop`
    #[arg(long, default_value = "")]
    pub(crate) comment: String,
    /// Encrypt it with a passphrase, which is asked for or is the next line of standard input
    #[arg(long)]
    pub(crate) passphrase: bool,
    /// Do not print it: add it to the vault under this title
    #[arg(long, value_name = "TITLE")]
    pub(crate) save: Option<String>,
}

/// A kind of SSH key.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SshAlgorithm {
    Ed25519,
    #[value(name = "ecdsa-p256")]
    EcdsaP256,
    #[value(name = "ecdsa-p384")]
    EcdsaP384,
    #[value(name = "ecdsa-p521")]
    EcdsaP521,
    #[value(name = "rsa-3072")]
    Rsa3072,
    #[value(name = "rsa-4096")]
    Rsa4096,
}

/// A new certificate or request.
#[derive(Debug, Args)]
pub(crate) struct MakeCertificate {
    /// The common name
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) common_name: String,
    /// The organisation
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) organisation: String,
    /// A name that it stands for: a host (also `*.example.org`), a network address, an e-mail address
    #[arg(long = "name", value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// What it is for; `authority` makes a private authority, which can sign others
    #[arg(long, value_enum, default_value_t = Usage::Server)]
    pub(crate) usage: Usage,
    /// The kind of its key; browsers do not accept ed25519
    #[arg(long, value_enum, default_value_t = CertificateAlgorithm::P256)]
    pub(crate) key: CertificateAlgorithm,
    /// For how many days it is valid: 397 unless told; 3650 for an authority, 1825 for one that another signs
    #[arg(long)]
    pub(crate) days: Option<u32>,
    /// Let this item sign it, an authority with its private key: title or id
    #[arg(long, value_name = "ITEM")]
    pub(crate) issuer: Option<String>,
    /// Make a request for somebody else to sign (PKCS#10)
    #[arg(long, conflicts_with = "issuer")]
    pub(crate) request: bool,
    /// Do not print it: add it to the vault under this title
    #[arg(long, value_name = "TITLE")]
    pub(crate) save: Option<String>,
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Usage {
    Server,
    Client,
    Both,
    Authority,
}

/// The kind of a certificate's key.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum CertificateAlgorithm {
    P256,
    Ed25519,
}

/// A certificate to be checked, and how.
#[derive(Debug, Args)]
pub(crate) struct CheckCertificate {
    /// The item's title or id; - for certificates in PEM on standard input
    pub(crate) certificate: String,
    /// The host, network address or e-mail address that it should stand for
    #[arg(long, value_name = "HOST", default_value = "")]
    pub(crate) name: String,
    /// When, in UTC: 2027-01-31 or 2027-01-31T12:00:00Z; now unless it is said
    #[arg(long, value_name = "DATE", default_value = "")]
    pub(crate) at: String,
    /// Trust the certificates of this file of PEM too
    #[arg(long = "root", value_name = "FILE")]
    pub(crate) roots: Vec<PathBuf>,
    /// Trust the certificate of this item too: title or id
    #[arg(long = "root-item", value_name = "ITEM")]
    pub(crate) root_items: Vec<String>,
    /// Do not trust those whom the system trusts
    #[arg(long)]
    pub(crate) no_system_roots: bool,
}
