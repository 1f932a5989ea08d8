//! The `otpauth` URI, as Google's authenticator introduced it and as programs since have stretched it.
//!
//! Unknown parameters are passed over; a known one that is repeated or makes no sense is an error, never a guess.

use super::base32::encode_base32;
use super::{Algorithm, Encoder, TotpError, TotpParts, decode_base32};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use strongroom_secret::SecretString;

/// Longest text that is looked at, in bytes.
const MAX_URI: usize = 8192;
/// Everything but what RFC 3986 leaves unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) fn parse(text: &str) -> Result<TotpParts, TotpError> {
    if text.len() > MAX_URI {
        return Err(TotpError::TooLong);
    }
    let text = text.trim();
    match text.split_once("://") {
        None => decode_base32(text).map(TotpParts::new),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("steam") => {
            decode_base32(rest.trim_end_matches('/')).map(TotpParts::steam)
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("otpauth") => otpauth(rest),
        Some(_) => Err(TotpError::NotTotp),
    }
}

fn otpauth(rest: &str) -> Result<TotpParts, TotpError> {
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, label) = path.split_once('/').unwrap_or((path, ""));
    let steam_host = host.eq_ignore_ascii_case("steam");
    if !steam_host && !host.eq_ignore_ascii_case("totp") {
        return Err(TotpError::NotTotp);
    }
    let (label_issuer, account) = split_label(label)?;
    let parameters = Parameters::read(query)?;
    let issuer = parameters.issuer.clone().unwrap_or(label_issuer);
    let steam = steam_host || parameters.is_steam(&issuer)?;
    parameters.into_parts(issuer, account, steam)
}

/// Issuer and account. A literal colon parts them; an escaped one only where there is no literal one.
fn split_label(label: &str) -> Result<(String, String), TotpError> {
    if let Some((issuer, account)) = label.split_once(':') {
        return Ok((unescape(issuer)?, unescape(account)?.trim_start().to_owned()));
    }
    let label = unescape(label)?;
    Ok(match label.split_once(':') {
        Some((issuer, account)) => (issuer.to_owned(), account.trim_start().to_owned()),
        None => (String::new(), label),
    })
}

fn unescape(text: &str) -> Result<String, TotpError> {
    let mut escapes = text.split('%').skip(1);
    let whole = escapes.all(|escape| escape.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2);
    if !whole {
        return Err(TotpError::BadEscape);
    }
    percent_decode_str(text).decode_utf8().map(|text| text.into_owned()).map_err(|_| TotpError::BadEscape)
}

/// The known parameters as they stand.
#[derive(Default)]
struct Parameters {
    secret: Option<SecretString>,
    issuer: Option<String>,
    algorithm: Option<String>,
    digits: Option<String>,
    period: Option<String>,
    encoder: Option<String>,
}

impl Parameters {
    fn read(query: &str) -> Result<Self, TotpError> {
        let mut found = Self::default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            found.take(&name.to_ascii_lowercase(), value)?;
        }
        Ok(found)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), TotpError> {
        let slot = match name {
            "secret" => return fill(&mut self.secret, SecretString::new(unescape(value)?)),
            "issuer" => &mut self.issuer,
            "algorithm" => &mut self.algorithm,
            "digits" => &mut self.digits,
            "period" => &mut self.period,
            "encoder" => &mut self.encoder,
            _ => return Ok(()),
        };
        fill(slot, unescape(value)?)
    }

    /// Steam names itself by the encoder, or by an issuer with no other number of digits.
    fn is_steam(&self, issuer: &str) -> Result<bool, TotpError> {
        match self.encoder.as_deref() {
            Some(encoder) if encoder.eq_ignore_ascii_case("steam") => Ok(true),
            None | Some("") => {
                Ok(issuer.eq_ignore_ascii_case("steam") && matches!(self.digits.as_deref(), None | Some("5")))
            }
            Some(_) => Err(TotpError::UnknownEncoder),
        }
    }

    fn into_parts(self, issuer: String, account: String, steam: bool) -> Result<TotpParts, TotpError> {
        let secret = self.secret.ok_or(TotpError::NoSecret)?;
        // Exposed to be decoded.
        let secret = decode_base32(secret.expose())?;
        if steam {
            return Ok(TotpParts { issuer, account, ..TotpParts::steam(secret) });
        }
        Ok(TotpParts {
            secret,
            algorithm: self.algorithm.as_deref().map_or(Ok(Algorithm::Sha1), algorithm)?,
            digits: self
                .digits
                .as_deref()
                .map_or(Ok(6), |text| text.parse().map_err(|_| TotpError::BadDigits))?,
            period_seconds: self
                .period
                .as_deref()
                .map_or(Ok(30), |text| text.parse().map_err(|_| TotpError::BadPeriod))?,
            encoder: Encoder::Decimal,
            issuer,
            account,
        })
    }
}

fn fill<T>(slot: &mut Option<T>, value: T) -> Result<(), TotpError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(TotpError::Repeated),
    }
}

/// `SHA1`, `sha-1`, `HmacSHA1` and the like; KeePass writes `HMAC-SHA-256`.
fn algorithm(name: &str) -> Result<Algorithm, TotpError> {
    let name: String =
        name.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_uppercase()).collect();
    match name.strip_prefix("HMAC").unwrap_or(&name) {
        "SHA1" => Ok(Algorithm::Sha1),
        "SHA256" => Ok(Algorithm::Sha256),
        "SHA512" => Ok(Algorithm::Sha512),
        _ => Err(TotpError::UnknownAlgorithm),
    }
}

pub(super) fn write(parts: &TotpParts) -> SecretString {
    let algorithm = match parts.algorithm {
        Algorithm::Sha1 => "SHA1",
        Algorithm::Sha256 => "SHA256",
        Algorithm::Sha512 => "SHA512",
    };
    let (issuer, account) = (escape(&parts.issuer), escape(&parts.account));
    // A colon in the account would be read as the issuer's end, were there none before it.
    let colon = if parts.issuer.is_empty() && !parts.account.contains(':') { "" } else { ":" };
    let issuer_parameter = if parts.issuer.is_empty() { String::new() } else { format!("&issuer={issuer}") };
    let encoder = if parts.encoder == Encoder::Steam { "&encoder=steam" } else { "" };
    let secret = encode_base32(&parts.secret);
    SecretString::new(format!(
        "otpauth://totp/{issuer}{colon}{account}?secret={}{issuer_parameter}&algorithm={algorithm}&digits={}&period={}{encoder}",
        secret.expose(),
        parts.digits,
        parts.period_seconds,
    ))
}

fn escape(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests;
