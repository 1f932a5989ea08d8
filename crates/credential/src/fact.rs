//! What can be said about a credential without giving it away.

use crate::codes::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// What a fact is about. The set may grow.
    FactName {
        /// Whose key it is.
        Service = "service",
        /// `live` or `test`.
        Environment = "environment",
        /// What it may do.
        Scope = "scope",
        /// The address where it is revoked.
        RevokeAt = "revoke_at",
        /// Whether the checksum inside fits: `yes`.
        ChecksumFits = "checksum_fits",
        /// Bits of entropy, estimated from length and alphabet.
        EntropyBits = "entropy_bits",
        /// Who issued it.
        Issuer = "issuer",
        /// Whom or what it stands for.
        Subject = "subject",
        /// Whom it is meant for.
        Audience = "audience",
        /// When it was issued.
        IssuedAt = "issued_at",
        /// From when on it is valid.
        ValidFrom = "valid_from",
        /// Until when it is valid.
        ValidUntil = "valid_until",
        /// Algorithm and size, such as `RSA 4096` or `Ed25519`.
        Algorithm = "algorithm",
        /// How it is signed.
        Signature = "signature",
        /// Its SHA-256 fingerprint, as its own tools write it.
        FingerprintSha256 = "fingerprint_sha256",
        /// Its MD5 fingerprint, as its own tools write it.
        FingerprintMd5 = "fingerprint_md5",
        /// What its owner wrote beside it.
        Comment = "comment",
        /// How it is written: `OpenSSH`, `PKCS#8`, `PuTTY 3`, ….
        Format = "format",
        /// Whether a passphrase protects it: `yes` or `no`.
        Encrypted = "encrypted",
        /// Further names it stands for.
        AlternativeNames = "alternative_names",
        /// Its number at its issuer.
        SerialNumber = "serial_number",
        /// What its key may be used for.
        KeyUsage = "key_usage",
        /// The certificates above it, the nearest first.
        Chain = "chain",
        /// The product: `PostgreSQL`, ….
        System = "system",
        /// The machine.
        Host = "host",
        /// The port.
        Port = "port",
        /// The database.
        Database = "database",
        /// The account.
        UserName = "user_name",
        /// How the connection is encrypted.
        Encryption = "encryption",
        /// The bank or the country of an account.
        Bank = "bank",
        /// The network of a card.
        CardNetwork = "card_network",
        /// Digits and period of a one-time code.
        CodeShape = "code_shape",
        /// What sort of key or token it is: `personal access token`, `webhook URL`, ….
        CredentialType = "credential_type",
    }
}

/// One fact. The value is personal at most, never a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about.
    pub name: FactName,
    /// What is so, as people write it; not translated. Times as `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`.
    pub value: String,
    /// The field's place in the item's fields.
    pub field: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_their_stable_names() {
        for name in FactName::ALL {
            assert_eq!(serde_json::to_value(name).unwrap(), name.code());
        }
    }
}
