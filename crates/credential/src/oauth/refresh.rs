//! The request for a new token (RFC 6749, section 6), made of an item, and the item with the answer in it.

use super::endpoint::{Endpoint, EndpointError};
use super::field::{
    ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, EXPIRES, REFRESH_TOKEN, SCOPES, TOKEN_TYPE, TOKEN_URL,
};
use super::response::TokenResponse;
use crate::{Field, FieldType, Item, Moment};
use data_encoding::BASE64;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use strongroom_secret::SecretString;
use thiserror::Error;
use zeroize::Zeroizing;

/// What stays as it is in a form (RFC 6749, appendix B; WHATWG URL, "application/x-www-form-urlencoded").
const IN_FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'*');

/// How a client says who it is (RFC 6749, section 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// In a header: `client_secret_basic`.
    Basic,
    /// In the form: `client_secret_post`; and what a client without a secret does.
    Post,
}

/// What is needed to get a new token of an item. Secret in parts.
#[derive(Debug, Clone)]
pub struct Refresh {
    /// The token endpoint.
    pub endpoint: Endpoint,
    client_id: String,
    client_secret: SecretString,
    refresh_token: SecretString,
}

/// Why no token can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RefreshError {
    /// The item's token endpoint.
    #[error("token endpoint, {0}")]
    Endpoint(#[from] EndpointError),
    /// No refresh token.
    #[error("the item has no refresh token: sign in at the provider again, and store the new tokens")]
    NoRefreshToken,
    /// No client.
    #[error("the item has no client ID: add it")]
    NoClient,
}

/// What is sent: by POST, as `application/x-www-form-urlencoded`. Secret.
#[derive(Debug, Clone)]
pub struct RefreshRequest {
    /// The body.
    pub form: SecretString,
    /// The value of the header `Authorization`.
    pub authorization: Option<SecretString>,
}

/// What became of an item by new tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refreshed {
    /// Whether the provider replaced the refresh token.
    pub rotated: bool,
    /// Until when the access token is good, as far as the provider says.
    pub until: Option<Moment>,
    /// Whether the access token may do less or more than the one before.
    pub scope_changed: bool,
}

impl Refresh {
    /// What that item says.
    pub fn of(item: &Item) -> Result<Self, RefreshError> {
        let value = |name: &str| item.field(name).map(|field| field.value.clone()).unwrap_or_default();
        // Exposed because neither address nor client is a secret.
        let endpoint = Endpoint::parse(value(TOKEN_URL).expose())?;
        let client_id = value(CLIENT_ID).expose().trim().to_owned();
        let refresh_token = trimmed(&value(REFRESH_TOKEN));
        if client_id.is_empty() {
            return Err(RefreshError::NoClient);
        }
        if refresh_token.is_empty() {
            return Err(RefreshError::NoRefreshToken);
        }
        Ok(Self { endpoint, client_id, client_secret: trimmed(&value(CLIENT_SECRET)), refresh_token })
    }

    /// The way of saying who the client is that providers have to know (RFC 6749, section 2.3.1), where there is a secret.
    pub fn authentication(&self) -> ClientAuthentication {
        if self.client_secret.is_empty() { ClientAuthentication::Post } else { ClientAuthentication::Basic }
    }

    /// The secrets that are sent, to be looked for in what comes back.
    pub fn secrets(&self) -> [&SecretString; 2] {
        [&self.client_secret, &self.refresh_token]
    }

    /// The request.
    pub fn request(&self, how: ClientAuthentication) -> RefreshRequest {
        // Exposed to be sent to the provider that gave them, which is what was asked for.
        let (token, secret) = (self.refresh_token.expose(), self.client_secret.expose());
        let mut form = Zeroizing::new(String::from("grant_type=refresh_token&refresh_token="));
        form.push_str(&encoded(token));
        let authorization = match how {
            ClientAuthentication::Basic => {
                // Each is encoded as in a form before they are joined.
                let pair = Zeroizing::new(format!("{}:{}", *encoded(&self.client_id), *encoded(secret)));
                Some(SecretString::new(format!("Basic {}", BASE64.encode(pair.as_bytes()))))
            }
            ClientAuthentication::Post => {
                form.push_str("&client_id=");
                form.push_str(&encoded(&self.client_id));
                if !secret.is_empty() {
                    form.push_str("&client_secret=");
                    form.push_str(&encoded(secret));
                }
                None
            }
        };
        RefreshRequest { form: SecretString::new(form.to_string()), authorization }
    }
}

impl TokenResponse {
    /// Puts the tokens into the item; what the provider did not send stays as it was.
    pub fn apply(&self, item: &mut Item, now: Moment) -> Refreshed {
        let before = |name: &str| item.field(name).map(|field| field.value.clone()).unwrap_or_default();
        let rotated = self.refresh_token.as_ref().is_some_and(|token| *token != before(REFRESH_TOKEN));
        // Exposed because scopes are no secret.
        let scope_changed =
            self.scope.as_ref().is_some_and(|scope| words(scope) != words(before(SCOPES).expose()));
        let until = self.until(now);
        set(item, ACCESS_TOKEN, FieldType::Hidden, self.access_token.clone());
        if let Some(token) = &self.refresh_token {
            set(item, REFRESH_TOKEN, FieldType::Hidden, token.clone());
        }
        if scope_changed && let Some(scope) = &self.scope {
            set(item, SCOPES, FieldType::Text, scope.as_str().into());
        }
        if !self.token_type.is_empty() {
            set(item, TOKEN_TYPE, FieldType::Text, self.token_type.as_str().into());
        }
        // An end that the provider does not name any more is not the new token's.
        if until.is_some() || item.field(EXPIRES).is_some() {
            let day = until.map(|moment| moment.day().to_string()).unwrap_or_default();
            set(item, EXPIRES, FieldType::Date, day.as_str().into());
        }
        Refreshed { rotated, until, scope_changed }
    }

    /// Until when the access token is good: what the provider says, or the token itself.
    pub fn until(&self, now: Moment) -> Option<Moment> {
        let said = self.expires_in.and_then(|seconds| i64::try_from(seconds).ok());
        let said = said.map(|seconds| Moment(now.0.saturating_add(seconds.saturating_mul(1000))));
        // Exposed to be read; only the moment leaves.
        said.or_else(|| crate::Jwt::parse(self.access_token.expose()).ok()?.expires)
    }
}

fn set(item: &mut Item, name: &str, field_type: FieldType, value: SecretString) {
    match item.fields.iter_mut().find(|field| field.name == name) {
        Some(field) => field.value = value,
        None => item.fields.push(Field::new(name, field_type, value)),
    }
}

fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words
}

/// Pasted values end with a line end now and then.
fn trimmed(value: &SecretString) -> SecretString {
    // Exposed to be cut.
    value.expose().trim().into()
}

fn encoded(text: &str) -> Zeroizing<String> {
    Zeroizing::new(percent_encode(text.as_bytes(), IN_FORM).to_string())
}
