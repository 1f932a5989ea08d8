//! Options of a connection, and which of them are secrets.

use super::text::folded;
use super::{Connection, ConnectionError, MAX_OPTIONS};
use strongroom_secret::SecretString;

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionOption {
    /// Its name; not secret.
    pub name: String,
    /// Its value; may be secret, whatever `secret` says of it, and is redacted in `Debug` either way.
    pub value: SecretString,
    /// Whether the value is a secret: a password of a key file, a token, a private key.
    pub secret: bool,
}

impl ConnectionOption {
    /// An option, marked as a secret when its name says so.
    pub fn new(name: &str, value: impl Into<SecretString>) -> Self {
        Self { name: name.to_owned(), value: value.into(), secret: is_secret(name) }
    }

    /// Whether it is that option with that value, in any case of ASCII letters.
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        // Exposed to be compared.
        self.name.eq_ignore_ascii_case(name) && self.value.expose().eq_ignore_ascii_case(value)
    }
}

impl Connection {
    /// Adds an option as it is spelled.
    pub(super) fn push_option(&mut self, name: &str, value: SecretString) -> Result<(), ConnectionError> {
        if self.options.len() >= MAX_OPTIONS {
            return Err(ConnectionError::TooMany);
        }
        self.options.push(ConnectionOption::new(name, value));
        Ok(())
    }

    /// Adds an option in front, for what a scheme says.
    pub(super) fn push_first(&mut self, name: &str, value: &str) {
        self.options.insert(0, ConnectionOption::new(name, value));
    }

    /// Takes the first option out if it is that one: what the writer says by the scheme.
    pub(super) fn split_first(&self, name: &str, value: &str) -> (bool, &[ConnectionOption]) {
        match self.options.split_first() {
            Some((first, rest)) if first.is(name, value) => (true, rest),
            _ => (false, &self.options),
        }
    }
}

/// The options sorted by name; those of one name stay in their order.
pub(super) fn by_name(options: &[ConnectionOption]) -> Vec<&ConnectionOption> {
    let mut sorted: Vec<&ConnectionOption> = options.iter().collect();
    sorted.sort_by(|one, other| one.name.cmp(&other.name));
    sorted
}

/// Words that make the name of a secret, lower case and without the marks between words.
const SECRET_WORDS: [&str; 14] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "privatekey",
    "keystorekey",
    "sslkeypem",
    "credential",
    "authmechanismproperties",
    "scramclientkey",
];
/// Endings of names that only speak about a secret: where it is kept, how it is got.
const HARMLESS_ENDS: [&str; 15] = [
    "file", "path", "location", "provider", "type", "class", "callback", "encoding", "url", "uri",
    "endpoint", "source", "expiry", "required", "info",
];

/// Whether an option of that name holds a secret. Rather one too many than one too few.
pub(super) fn is_secret(name: &str) -> bool {
    let name = folded(name);
    let harmless = HARMLESS_ENDS.iter().any(|end| name.ends_with(end))
        || ["allowpublickeyretrieval", "cleartextpasswords", "tokenauth"]
            .iter()
            .any(|end| name.ends_with(end));
    (SECRET_WORDS.iter().any(|word| name.contains(word)) || name == "psw" || name == "scramserverkey")
        && !harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_names() {
        for name in [
            "sslpassword",
            "SSL Password",
            "trustStorePassword",
            "ssl.key.password",
            "ssl.keystore.key",
            "tlsCertificateKeyFilePassword",
            "authMechanismProperties",
            "oauth_client_secret",
            "jaas.clientSecret",
            "keyStoreSecret",
            "accessToken",
            "key passphrase",
            "ssl_private_key",
            "aws_access_key",
            "PWD",
            "psw",
            "scram_client_key",
            "scram_server_key",
            "api-key",
        ] {
            assert!(ConnectionOption::new(name, "x").secret, "{name}");
        }
        for name in [
            "sslmode",
            "passfile",
            "sslkey",
            "allowPublicKeyRetrieval",
            "token_location",
            "jaas.tokenauth",
            "Persist Security Info",
            "ssl.truststore.location",
            "trustStoreType",
            "sasl.oauthbearer.token.endpoint.url",
            "passwordCharacterEncoding",
            "tlsCertificateKeyFile",
            "application_name",
        ] {
            assert!(!ConnectionOption::new(name, "x").secret, "{name}");
        }
    }
}
