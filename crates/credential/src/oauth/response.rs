//! Answers of a token endpoint: new tokens (RFC 6749, section 5.1), or why there are none (section 5.2).

use super::text::{object, secret, shown, text};
use serde_json::{Map, Value};
use strongroom_secret::SecretString;
use thiserror::Error;

/// Longest life of a token that is believed, in seconds: a hundred years.
const MAX_LIFE: u64 = 100 * 366 * 86_400;

/// New tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenResponse {
    /// The access token. Secret.
    pub access_token: SecretString,
    /// How it is used: `Bearer`, …. Empty where the provider does not say, though it must.
    pub token_type: String,
    /// For how many seconds from now on the access token is good.
    pub expires_in: Option<u64>,
    /// The refresh token that replaces the one before; none where that one stays. Secret.
    pub refresh_token: Option<SecretString>,
    /// What the access token may do, with spaces between; none where it is what was asked for.
    pub scope: Option<String>,
}

/// Why a text is no answer with tokens. Says nothing of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TokenResponseError {
    /// Longer than [`super::MAX_DOCUMENT`].
    #[error("the provider's answer is longer than 1 MiB: check the token endpoint's address")]
    TooLong,
    /// No JSON object.
    #[error("the provider's answer is not JSON: check the token endpoint's address")]
    NotJson,
    /// No access token in it, or one with characters that tokens do not have.
    #[error("the provider's answer has no access token: check the token endpoint's address")]
    NoToken,
}

/// Why a provider gives no token (RFC 6749, section 5.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `invalid_grant`, `invalid_client`, …, or one of the provider's own; letters, digits, `_`, `-` and `.`.
    pub code: String,
    /// What the provider says to it, cut and without characters that steer; empty where it says nothing. From outside: it
    /// must be checked for secrets that were sent before it is shown.
    pub description: String,
}

impl TokenResponse {
    /// Reads an answer with tokens.
    pub fn parse(bytes: &[u8]) -> Result<Self, TokenResponseError> {
        if bytes.len() > super::MAX_DOCUMENT {
            return Err(TokenResponseError::TooLong);
        }
        let map = object(bytes).ok_or(TokenResponseError::NotJson)?;
        Ok(Self {
            access_token: secret(&map, "access_token").ok_or(TokenResponseError::NoToken)?,
            token_type: text(&map, "token_type").unwrap_or_default(),
            expires_in: seconds(&map),
            refresh_token: secret(&map, "refresh_token"),
            scope: text(&map, "scope"),
        })
    }
}

/// A number, or a text with one, as some providers have it.
fn seconds(map: &Map<String, Value>) -> Option<u64> {
    let value = map.get("expires_in")?;
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    number.filter(|seconds| *seconds <= MAX_LIFE)
}

impl Refusal {
    /// Reads an answer without tokens; `None` where it does not say why in the way of the specification.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let map = object(bytes).filter(|_| bytes.len() <= super::MAX_DOCUMENT)?;
        let code = text(&map, "error")?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        (code.len() <= 64 && code.bytes().all(plain)).then(|| Self {
            code,
            description: text(&map, "error_description").map(|said| shown(&said)).unwrap_or_default(),
        })
    }

    /// The same without a description in which one of these secrets stands.
    #[must_use]
    pub fn without(mut self, secrets: &[&SecretString]) -> Self {
        // Exposed to be looked for.
        let echoes = |secret: &&SecretString| {
            let secret = secret.expose().as_str();
            let part: String = secret.chars().take(8).collect();
            !part.is_empty() && self.description.contains(&part)
        };
        if secrets.iter().any(echoes) {
            self.description.clear();
        }
        self
    }
}
