//! OAuth 2 (RFC 6749): clients, tokens, what providers say of themselves, and the one request that gets a new token.
//!
//! Bytes in, values out: it must never contact a provider, and no secret leaves but in the fields and the request that are
//! made of it.

mod client;
mod discovery;
mod endpoint;
mod examine;
mod paste;
mod refresh;
mod response;
mod text;

pub use client::ClientFile;
pub use discovery::{Discovery, DiscoveryError};
pub use endpoint::{Endpoint, EndpointError};
pub use examine::examine;
pub use paste::recognise;
pub use refresh::{ClientAuthentication, Refresh, RefreshError, RefreshRequest, Refreshed};
pub use response::{Refusal, TokenResponse, TokenResponseError};

/// Longest document that is read, in bytes.
pub const MAX_DOCUMENT: usize = 1 << 20;

/// Names of the template's fields.
pub(crate) mod field {
    pub(crate) const ISSUER: &str = "issuer";
    pub(crate) const CLIENT_ID: &str = "client_id";
    pub(crate) const CLIENT_SECRET: &str = "client_secret";
    pub(crate) const ACCESS_TOKEN: &str = "access_token";
    pub(crate) const REFRESH_TOKEN: &str = "refresh_token";
    pub(crate) const SCOPES: &str = "scopes";
    pub(crate) const TOKEN_URL: &str = "token_url";
    pub(crate) const AUTHORIZATION_URL: &str = "authorization_url";
    pub(crate) const TOKEN_TYPE: &str = "token_type";
    pub(crate) const EXPIRES: &str = "expires";
}

#[cfg(test)]
mod tests;
