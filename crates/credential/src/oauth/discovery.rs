//! What a provider says of itself: OpenID Connect Discovery 1.0 and RFC 8414, read and judged.

use super::endpoint::{Endpoint, EndpointError};
use super::text::{list, object, text};
use crate::{Finding, FindingCode, Severity};
use serde_json::{Map, Value};
use thiserror::Error;

/// A provider's description. Personal at most: it names the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// Who it says it is.
    pub issuer: String,
    /// Where a person agrees; empty where the provider has no such place.
    pub authorization_url: String,
    /// Where tokens are given out; empty where it has none.
    pub token_url: String,
    /// Where a token can be revoked; may be empty.
    pub revocation_url: String,
    /// What may be asked for.
    pub scopes: Vec<String>,
    /// How tokens may be got; `authorization_code` and `implicit` where it does not say (RFC 8414, section 2).
    pub grants: Vec<String>,
    /// What the authorization endpoint may answer.
    pub responses: Vec<String>,
    /// How codes may be bound to who asked for them (RFC 7636).
    pub challenges: Vec<String>,
    /// How a client may say who it is at the token endpoint; `client_secret_basic` where it does not say.
    pub authentications: Vec<String>,
    /// How identity tokens may be signed.
    pub signatures: Vec<String>,
}

/// Why a text is no description. Says nothing of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DiscoveryError {
    /// Longer than [`super::MAX_DOCUMENT`].
    #[error("the provider's description is longer than 1 MiB: check the issuer's address")]
    TooLong,
    /// No JSON object.
    #[error("the provider's description is not JSON: check the issuer's address")]
    NotJson,
    /// It names no issuer, or no endpoint at all.
    #[error("the document does not describe a provider: check the issuer's address")]
    NotADescription,
}

impl Discovery {
    /// Where an issuer's description may lie, the likelier place first: OpenID Connect appends to the issuer's path
    /// (section 4), RFC 8414 puts itself before it (section 3).
    pub fn places(issuer: &str) -> Result<[Endpoint; 2], EndpointError> {
        let issuer = Endpoint::parse(issuer)?;
        if issuer.has_more() {
            return Err(EndpointError::Malformed);
        }
        let (origin, path) = issuer.origin_and_path();
        Ok([
            Endpoint::parse(&format!("{origin}{path}/.well-known/openid-configuration"))?,
            Endpoint::parse(&format!("{origin}/.well-known/oauth-authorization-server{path}"))?,
        ])
    }

    /// Reads a description.
    pub fn parse(bytes: &[u8]) -> Result<Self, DiscoveryError> {
        if bytes.len() > super::MAX_DOCUMENT {
            return Err(DiscoveryError::TooLong);
        }
        let map = object(bytes).ok_or(DiscoveryError::NotJson)?;
        let read = Self::of(&map).ok_or(DiscoveryError::NotADescription)?;
        let says_something = !read.authorization_url.is_empty() || !read.token_url.is_empty();
        if says_something { Ok(read) } else { Err(DiscoveryError::NotADescription) }
    }

    fn of(map: &Map<String, Value>) -> Option<Self> {
        let place = |name: &str| text(map, name).unwrap_or_default();
        let all = |name: &str| list(map, name).unwrap_or_default();
        let or = |name: &str, unsaid: &[&str]| {
            list(map, name).unwrap_or_else(|| unsaid.iter().map(|&word| word.to_owned()).collect())
        };
        Some(Self {
            issuer: text(map, "issuer")?,
            authorization_url: place("authorization_endpoint"),
            token_url: place("token_endpoint"),
            revocation_url: place("revocation_endpoint"),
            scopes: all("scopes_supported"),
            grants: or("grant_types_supported", &["authorization_code", "implicit"]),
            responses: all("response_types_supported"),
            challenges: all("code_challenge_methods_supported"),
            authentications: or("token_endpoint_auth_methods_supported", &["client_secret_basic"]),
            signatures: all("id_token_signing_alg_values_supported"),
        })
    }

    /// What is wrong with the description that was read for that issuer.
    pub fn findings(&self, issuer: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut find = |severity, code, detail: &str| {
            findings.push(Finding::new(severity, code).with_detail(detail));
        };
        // Compared as it is written: RFC 8414, section 3.3. A slash at the end is what people leave out.
        if self.issuer.trim_end_matches('/') != issuer.trim().trim_end_matches('/') {
            find(Severity::High, FindingCode::OauthIssuerMismatch, &self.issuer);
        }
        for (name, url) in [
            ("authorization_endpoint", &self.authorization_url),
            ("token_endpoint", &self.token_url),
            ("revocation_endpoint", &self.revocation_url),
        ] {
            if !url.is_empty() && Endpoint::parse(url).is_err() {
                find(Severity::High, FindingCode::OauthInsecureEndpoint, name);
            }
        }
        if self.is_implicit_only() {
            find(Severity::Medium, FindingCode::OauthImplicitOnly, "");
        } else if self.grants_codes() && !self.challenges.iter().any(|method| method == "S256") {
            find(Severity::Medium, FindingCode::OauthNoPkce, &self.challenges.join(", "));
        }
        if self.signatures.iter().any(|algorithm| algorithm.eq_ignore_ascii_case("none")) {
            find(Severity::Medium, FindingCode::OauthUnsignedTokens, "none");
        }
        if self.grants.iter().any(|grant| grant == "password") {
            find(Severity::Low, FindingCode::OauthPasswordGrant, "");
        }
        findings
            .iter_mut()
            .for_each(|found| found.detail = found.detail.take().filter(|said| !said.is_empty()));
        findings
    }

    /// Whether it has a way of refreshing tokens.
    pub fn refreshes(&self) -> bool {
        self.grants.iter().any(|grant| grant == "refresh_token")
    }

    fn grants_codes(&self) -> bool {
        self.grants.iter().any(|grant| grant == "authorization_code") && !self.authorization_url.is_empty()
    }

    /// Tokens only by way of the browser's address bar (RFC 9700, section 2.1.2).
    fn is_implicit_only(&self) -> bool {
        let codes = self.responses.iter().any(|response| response.split(' ').any(|word| word == "code"));
        let tokens = self.responses.iter().any(|response| response.split(' ').any(|word| word == "token"));
        (tokens && !codes) || self.grants == ["implicit"]
    }
}
