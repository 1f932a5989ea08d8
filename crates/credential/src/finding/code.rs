//! The codes of findings. Declared once, in one list.

use crate::codes::codes;

codes! {
    /// What was found. The set may grow.
    FindingCode {
        // Any kind.
        /// A password with a score of 2 or less; high at 0 and 1.
        WeakPassword = "weak_password",
        /// A password that was found in published breaches, by a check that somebody asked for. Detail: how often.
        BreachedPassword = "breached_password",
        /// A login's address that sends the password in the clear.
        InsecureUrl = "insecure_url",
        /// A date or month that does not exist or is written in another way.
        BadDate = "bad_date",
        /// It is past its end. Detail: when it ended.
        Expired = "expired",
        /// It ends within thirty days. Detail: when it ends.
        ExpiresSoon = "expires_soon",
        /// A field that must be filled in is empty.
        RequiredMissing = "required_missing",
        /// A value that does not fit the pattern of its field.
        PatternMismatch = "pattern_mismatch",
        /// A secret stands in a field that everybody sees. Detail: what secret it is.
        SecretInPublicField = "secret_in_public_field",
        // One-time codes.
        /// A one-time code that cannot be made.
        BadTotp = "bad_totp",
        /// A one-time code's secret of fewer than 128 bits (RFC 4226, section 4, R6). Detail: the bits.
        ShortTotpSecret = "short_totp_secret",
        // API keys and tokens.
        /// It begins as a service's keys do, and cannot be one. Detail: the service.
        KeyMalformed = "key_malformed",
        /// The checksum inside the key does not fit: it was mistyped or cut. Detail: the service.
        KeyChecksum = "key_checksum",
        /// A key for trying things out. Detail: the service.
        TestKey = "test_key",
        /// A key or secret that could be guessed. Detail: the bits it may have.
        WeakSecret = "weak_secret",
        /// A token that nobody signed.
        TokenUnsigned = "token_unsigned",
        // SSH keys.
        /// Neither a private nor a public key that can be read.
        SshUnreadable = "ssh_unreadable",
        /// An algorithm that servers refuse by now. Detail: the algorithm.
        SshOutdated = "ssh_outdated",
        /// Too few bits. Detail: algorithm and bits.
        SshShort = "ssh_short",
        /// Numbers that no good generator makes: factors that can be found.
        SshBroken = "ssh_broken",
        /// A private key without a passphrase.
        SshUnencrypted = "ssh_unencrypted",
        /// The public key does not belong to the private one.
        SshHalvesDiffer = "ssh_halves_differ",
        /// The passphrase does not open the private key.
        SshWrongPassphrase = "ssh_wrong_passphrase",
        // Certificates.
        /// Not a certificate that can be read.
        CertificateUnreadable = "certificate_unreadable",
        /// It is not valid yet. Detail: from when on.
        CertificateNotYetValid = "certificate_not_yet_valid",
        /// It is signed with an algorithm that can be forged. Detail: the algorithm.
        CertificateWeakSignature = "certificate_weak_signature",
        /// Its key has too few bits. Detail: algorithm and bits.
        CertificateWeakKey = "certificate_weak_key",
        /// The private key does not belong to it.
        CertificateKeyMismatch = "certificate_key_mismatch",
        /// Nobody vouches for it but itself.
        CertificateSelfSigned = "certificate_self_signed",
        /// A link between it and a root is missing. Detail: whose certificate is missing.
        CertificateChainIncomplete = "certificate_chain_incomplete",
        /// A link of the chain does not hold. Detail: why.
        CertificateChainInvalid = "certificate_chain_invalid",
        /// It does not stand for the host. Detail: the host.
        CertificateNameMismatch = "certificate_name_mismatch",
        /// Its private key is stored without a passphrase.
        PrivateKeyUnencrypted = "private_key_unencrypted",
        /// Not a private key that can be read.
        PrivateKeyUnreadable = "private_key_unreadable",
        /// The passphrase does not open the private key.
        PrivateKeyWrongPassphrase = "private_key_wrong_passphrase",
        // Database connections.
        /// Not a connection that can be read.
        ConnectionUnreadable = "connection_unreadable",
        /// The password crosses the network in the clear.
        ConnectionUnencrypted = "connection_unencrypted",
        /// Encrypted, but with whoever answers.
        ConnectionUnverified = "connection_unverified",
        /// The password that the product comes with, or the user's name.
        DefaultPassword = "default_password",
        /// No password at all.
        NoPassword = "no_password",
        /// An account that may do everything. Detail: its name.
        Superuser = "superuser",
        // Cards, accounts, networks.
        /// A card number whose check digit does not fit.
        CardNumberChecksum = "card_number_checksum",
        /// An account number (IBAN) whose check digits do not fit.
        IbanChecksum = "iban_checksum",
        /// An account number (IBAN) that is too short or too long for its country. Detail: the country.
        IbanLength = "iban_length",
        /// A wireless network that everybody may join and read.
        WifiOpen = "wifi_open",
        /// A wireless network whose encryption is broken. Detail: its name.
        WifiOutdated = "wifi_outdated",
        /// A wireless password that its kind of network does not take.
        WifiPasswordLength = "wifi_password_length",
        /// A card number that is too short or too long for its network. Detail: the network.
        CardNumberLength = "card_number_length",
        /// A card's security code of another length than its network prints. Detail: the digits it should have.
        CardCodeLength = "card_code_length",
        /// A bank's code (BIC) that is none by its shape.
        BicMalformed = "bic_malformed",
        // OAuth clients, tokens and providers.
        /// An address that sends secrets in the clear, or that cannot be read. Detail: which, in a provider's description.
        OauthInsecureEndpoint = "oauth_insecure_endpoint",
        /// A description that was read at one provider's and says that it is another's. Detail: whose it says it is.
        OauthIssuerMismatch = "oauth_issuer_mismatch",
        /// A provider that does not bind codes to who asked for them. Detail: the methods that it names.
        OauthNoPkce = "oauth_no_pkce",
        /// A provider that gives tokens by way of the browser's address bar only.
        OauthImplicitOnly = "oauth_implicit_only",
        /// A provider that lets identity tokens be unsigned. Detail: the algorithm.
        OauthUnsignedTokens = "oauth_unsigned_tokens",
        /// A provider that takes a person's own password from programs.
        OauthPasswordGrant = "oauth_password_grant",
        /// An access token at its end, and no refresh token to get another with.
        OauthNoRefresh = "oauth_no_refresh",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_written_as_their_stable_names() {
        for code in FindingCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
        }
    }
}
