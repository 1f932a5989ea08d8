//! The formats that are read, and those that are known well enough to say why they are not.

use super::ImportError;
use serde::{Deserialize, Serialize};

/// A file format of another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// KeePass 2 database, KDBX 3.1 to 4.1.
    Kdbx,
    /// KeePass 1 database, KDB.
    Kdb,
    /// KeePass 2's unencrypted XML.
    KeePassXml,
    /// KeePassX's XML, from before it had KeePass 2's format.
    KeePassXXml,
    /// Bitwarden's JSON, unencrypted or protected by a password.
    BitwardenJson,
    /// Bitwarden's zip archive with attachments.
    BitwardenZip,
    /// Bitwarden's CSV.
    BitwardenCsv,
    /// CSV of Chrome, Edge, Brave and others of that family.
    ChromeCsv,
    /// CSV of Firefox.
    FirefoxCsv,
    /// CSV of Safari and Apple Passwords.
    SafariCsv,
    /// 1Password's archive, 1PUX.
    OnePasswordPux,
    /// 1Password's older 1PIF.
    OnePasswordPif,
    /// 1Password's folder under a master password, OPVault.
    OnePasswordVault,
    /// CSV of 1Password 8.
    OnePasswordCsv,
    /// CSV of older 1Passwords, with a `Type` column.
    OnePasswordLegacyCsv,
    /// CSV of LastPass.
    LastPassCsv,
    /// Dashlane's `credentials.csv`.
    DashlaneCsv,
    /// Dashlane's zip archive of tables.
    DashlaneZip,
    /// JSON of Proton Pass.
    ProtonPassJson,
    /// Proton Pass's zip archive with the files of items.
    ProtonPassZip,
    /// CSV of Proton Pass.
    ProtonPassCsv,
    /// CSV of KeePassXC.
    KeePassXcCsv,
    /// Credential Exchange Format of the FIDO Alliance.
    Cxf,
    /// JSON of Enpass.
    EnpassJson,
    /// JSON of Keeper.
    KeeperJson,
    /// CSV of Keeper, which has no header: its shape tells it, where that is certain.
    KeeperCsv,
    /// CSV of NordPass.
    NordPassCsv,
    /// CSV of RoboForm.
    RoboFormCsv,
    /// Aegis's JSON, unencrypted or protected by a password.
    Aegis,
    /// andOTP's list, unencrypted or protected by a password.
    AndOtp,
    /// 2FAS's JSON, unencrypted or protected by a password.
    TwoFas,
    /// `otpauth://` and `otpauth-migration://` addresses, a line each.
    OtpAddresses,
    /// A private or public key, or certificates, in PEM or in one of SSH's formats.
    KeyFile,
    /// Variables as `.env` files have them.
    Dotenv,
    /// PostgreSQL's password file.
    PgPass,
    /// `.netrc`.
    Netrc,
    /// AWS's file of credentials.
    AwsCredentials,
    /// Docker's `config.json`.
    DockerConfig,
    /// A kubeconfig, in YAML or JSON.
    Kubeconfig,
    /// A folder of `pass`, gopass or passage, decrypted by the host and [packed](super::pack_store). Never told by content.
    PassStore,
    /// The desktop's keyring, read live by the host and [packed](super::pack_service). Never told by content.
    SecretService,
    /// A zip archive of files, each of a kind that is read.
    Bundle,
    /// Any table with a header row in which a password and a name, user or address column can be told.
    GenericCsv,
    /// Strongroom's own JSON (docs/export-json.md).
    StrongroomJson,
    /// CSV that Strongroom wrote.
    StrongroomCsv,
}

impl Format {
    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kdbx => "KeePass database (KDBX)",
            Self::Kdb => "KeePass 1 database (KDB)",
            Self::KeePassXml => "KeePass XML",
            Self::KeePassXXml => "KeePassX XML",
            Self::BitwardenJson => "Bitwarden JSON",
            Self::BitwardenZip => "Bitwarden zip",
            Self::BitwardenCsv => "Bitwarden CSV",
            Self::ChromeCsv => "Chrome CSV",
            Self::FirefoxCsv => "Firefox CSV",
            Self::SafariCsv => "Safari CSV",
            Self::OnePasswordPux => "1Password 1PUX",
            Self::OnePasswordPif => "1Password 1PIF",
            Self::OnePasswordVault => "1Password OPVault",
            Self::OnePasswordCsv => "1Password CSV",
            Self::OnePasswordLegacyCsv => "1Password CSV (older)",
            Self::LastPassCsv => "LastPass CSV",
            Self::DashlaneCsv => "Dashlane CSV",
            Self::DashlaneZip => "Dashlane zip",
            Self::ProtonPassJson => "Proton Pass JSON",
            Self::ProtonPassZip => "Proton Pass zip",
            Self::ProtonPassCsv => "Proton Pass CSV",
            Self::KeePassXcCsv => "KeePassXC CSV",
            Self::Cxf => "Credential Exchange Format (CXF)",
            Self::EnpassJson => "Enpass JSON",
            Self::KeeperJson => "Keeper JSON",
            Self::KeeperCsv => "Keeper CSV",
            Self::NordPassCsv => "NordPass CSV",
            Self::RoboFormCsv => "RoboForm CSV",
            Self::Aegis => "Aegis",
            Self::AndOtp => "andOTP",
            Self::TwoFas => "2FAS",
            Self::OtpAddresses => "one-time codes (otpauth)",
            Self::KeyFile => "key or certificate file",
            Self::Dotenv => ".env file",
            Self::PgPass => "PostgreSQL password file",
            Self::Netrc => ".netrc file",
            Self::AwsCredentials => "AWS credentials",
            Self::DockerConfig => "Docker config.json",
            Self::Kubeconfig => "kubeconfig",
            Self::PassStore => "password store (pass, gopass)",
            Self::SecretService => "keyring of the desktop",
            Self::Bundle => "files in a zip archive",
            Self::GenericCsv => "CSV",
            Self::StrongroomJson => "Strongroom JSON",
            Self::StrongroomCsv => "Strongroom CSV",
        }
    }
}

/// Something in the file that only one unsupported format has.
struct Mark {
    product: &'static str,
    instead: &'static str,
    found_in: fn(&[u8]) -> bool,
}

const MARKS: &[Mark] = &[
    Mark {
        product: "PGP-encrypted",
        instead: "decrypt it with gpg --output data.json --decrypt and import that",
        found_in: |bytes| bytes.trim_ascii_start().starts_with(b"-----BEGIN PGP MESSAGE"),
    },
    Mark {
        product: "age-encrypted",
        instead: "decrypt it with age --decrypt and import that",
        found_in: |bytes| {
            bytes.starts_with(b"age-encryption.org/") || bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE")
        },
    },
];

/// A format that is known, and known not to be read, is named to the user instead of "not recognised".
pub(super) fn refuse_what_is_known_but_not_read(bytes: &[u8]) -> Result<(), ImportError> {
    match MARKS.iter().find(|mark| (mark.found_in)(bytes)) {
        Some(mark) => {
            Err(ImportError::NotSupported { product: mark.product.into(), instead: mark.instead.into() })
        }
        None => Ok(()),
    }
}
