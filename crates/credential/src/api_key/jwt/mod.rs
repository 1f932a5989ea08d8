//! JSON Web Tokens (RFC 7519) as far as they can be read without a key.
//!
//! Header and claims are decoded, bounded in size and depth; the signature is looked at only for whether there is one. A
//! token is never verified here: what it claims is what somebody wrote, and must not be trusted for anything but showing it.

mod claims;
mod service;

use crate::Moment;
use claims::{Claims, Header};
use data_encoding::BASE64URL_NOPAD;
use thiserror::Error;
use zeroize::Zeroizing;

/// What a token says of itself, cut to what can be shown: texts of at most 200 characters, lists of at most 16. All of it
/// is personal, none of it secret; the token itself is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jwt {
    /// How it is signed: `RS256`, `none`, … (`alg`, RFC 7515 section 4.1.1).
    pub algorithm: String,
    /// Who issued it (`iss`).
    pub issuer: Option<String>,
    /// Whom it is about (`sub`).
    pub subject: Option<String>,
    /// Whom it is meant for (`aud`).
    pub audience: Vec<String>,
    /// What it may do: `scope` (RFC 8693), `scp` or `role`.
    pub scopes: Vec<String>,
    /// When it was issued (`iat`).
    pub issued: Option<Moment>,
    /// From when on it is valid (`nbf`).
    pub not_before: Option<Moment>,
    /// From when on it is not valid any more (`exp`).
    pub expires: Option<Moment>,
    /// Whether it is signed at all: it has a signature, and an algorithm other than `none` in any case.
    pub signed: bool,
}

/// Why a text is no token. Says nothing of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JwtError {
    /// Longer than [`Jwt::MAX_LENGTH`].
    #[error("the text is too long for a token: paste the token alone")]
    TooLong,
    /// Not three parts of base64url, with dots between them.
    #[error("a token has three parts with dots between them: copy the whole token")]
    NotThreeParts,
    /// The first part is no JSON object with a text `alg`.
    #[error("the token's header cannot be read: copy the whole token")]
    BadHeader,
    /// The second part is no JSON object.
    #[error("the token's claims cannot be read: copy the whole token")]
    BadClaims,
}

impl Jwt {
    /// Longest token that is read, in bytes. Headers of web servers end at 8 or 16 KiB.
    pub const MAX_LENGTH: usize = 16_384;

    /// Reads a token, without white space around it. The signature may be missing, but not its dot.
    pub fn parse(text: &str) -> Result<Self, JwtError> {
        if text.len() > Self::MAX_LENGTH {
            return Err(JwtError::TooLong);
        }
        let mut parts = text.split('.');
        let (Some(header), Some(claims), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(JwtError::NotThreeParts);
        };
        let header = Header::read(&decode(header)?).ok_or(JwtError::BadHeader)?;
        let claims = Claims::read(&decode(claims)?).ok_or(JwtError::BadClaims)?;
        let signed = !decode(signature)?.is_empty() && !header.algorithm.eq_ignore_ascii_case("none");
        Ok(claims.into_token(header.algorithm, signed))
    }

    /// Whether it is made to be seen: Supabase's key for pages and apps, to which its row level security applies.
    pub(super) fn is_publishable(&self) -> bool {
        self.issuer.as_deref() == Some("supabase") && self.scopes == ["anon"]
    }

    /// The service that issued it, as people write it; `JWT` where it does not say.
    pub fn service(&self) -> String {
        self.issuer.as_deref().map_or_else(|| "JWT".to_owned(), service::service)
    }
}

fn decode(part: &str) -> Result<Zeroizing<Vec<u8>>, JwtError> {
    let part = part.trim_end_matches('=');
    BASE64URL_NOPAD.decode(part.as_bytes()).map(Zeroizing::new).map_err(|_| JwtError::NotThreeParts)
}

#[cfg(test)]
pub(super) mod tests;
