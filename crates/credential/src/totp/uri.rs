//! The `otpauth` URI, as Google's authenticator introduced it and as programs since have stretched it.
//!
//! Unknown parameters are passed over; a known one that is repeated or makes no sense is an error, never a guess.

use super::base32::encode_base32;
use super::{Algorithm, Encoder, HotpParts, TotpError, TotpParts, decode_base32};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::str::FromStr;
use strongroom_secret::{SecretBytes, SecretString};

/// Longest text that is looked at, in bytes.
const MAX_URI: usize = 8192;
/// Everything but what RFC 3986 leaves unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a URI stands for, not yet checked.
pub(super) enum Parsed {
    /// A code by the clock.
    Time(TotpParts),
    /// A code by a counter.
    Counter(HotpParts),
}

pub(super) fn parse(text: &str) -> Result<Parsed, TotpError> {
    if text.len() > MAX_URI {
        return Err(TotpError::TooLong);
    }
    let text = text.trim();
    match text.split_once("://") {
        None => decode_base32(text).map(TotpParts::new).map(Parsed::Time),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("steam") => {
            decode_base32(rest.trim_end_matches('/')).map(TotpParts::steam).map(Parsed::Time)
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("otpauth") => otpauth(rest),
        Some(_) => Err(TotpError::NotTotp),
    }
}

fn otpauth(rest: &str) -> Result<Parsed, TotpError> {
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, label) = path.split_once('/').unwrap_or((path, ""));
    let steam_host = host.eq_ignore_ascii_case("steam");
    let counter_host = host.eq_ignore_ascii_case("hotp");
    if !steam_host && !counter_host && !host.eq_ignore_ascii_case("totp") {
        return Err(TotpError::NotTotp);
    }
    let (label_issuer, account) = split_label(label)?;
    let parameters = Parameters::read(query)?;
    let issuer = parameters.issuer.clone().unwrap_or(label_issuer);
    if counter_host {
        return parameters.into_hotp(issuer, account).map(Parsed::Counter);
    }
    let steam = steam_host || parameters.is_steam(&issuer)?;
    parameters.into_totp(issuer, account, steam).map(Parsed::Time)
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
    counter: Option<String>,
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
            "counter" => &mut self.counter,
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

    fn into_totp(self, issuer: String, account: String, steam: bool) -> Result<TotpParts, TotpError> {
        if steam {
            return Ok(TotpParts { issuer, account, ..TotpParts::steam(self.secret()?) });
        }
        Ok(TotpParts {
            secret: self.secret()?,
            algorithm: self.algorithm()?,
            digits: self.digits()?,
            period_seconds: number(self.period.as_deref(), 30).ok_or(TotpError::BadPeriod)?,
            encoder: Encoder::Decimal,
            issuer,
            account,
        })
    }

    fn into_hotp(self, issuer: String, account: String) -> Result<HotpParts, TotpError> {
        Ok(HotpParts {
            secret: self.secret()?,
            algorithm: self.algorithm()?,
            digits: self.digits()?,
            counter: self.counter.and_then(|text| text.parse().ok()).ok_or(TotpError::BadCounter)?,
            issuer,
            account,
        })
    }

    fn secret(&self) -> Result<SecretBytes, TotpError> {
        // Exposed to be decoded.
        self.secret.as_ref().ok_or(TotpError::NoSecret).and_then(|secret| decode_base32(secret.expose()))
    }

    fn algorithm(&self) -> Result<Algorithm, TotpError> {
        self.algorithm.as_deref().map_or(Ok(Algorithm::Sha1), algorithm)
    }

    fn digits(&self) -> Result<u8, TotpError> {
        number(self.digits.as_deref(), 6).ok_or(TotpError::BadDigits)
    }
}

fn number<T: FromStr>(text: Option<&str>, otherwise: T) -> Option<T> {
    text.map_or(Some(otherwise), |text| text.parse().ok())
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

pub(super) fn write_totp(parts: &TotpParts) -> SecretString {
    let encoder = if parts.encoder == Encoder::Steam { "&encoder=steam" } else { "" };
    let end = format!("&period={}{encoder}", parts.period_seconds);
    write("totp", (&parts.issuer, &parts.account), &parts.secret, (parts.algorithm, parts.digits), &end)
}

pub(super) fn write_hotp(parts: &HotpParts) -> SecretString {
    let end = format!("&counter={}", parts.counter);
    write("hotp", (&parts.issuer, &parts.account), &parts.secret, (parts.algorithm, parts.digits), &end)
}

fn write(
    host: &str,
    (issuer, account): (&str, &str),
    secret: &SecretBytes,
    (algorithm, digits): (Algorithm, u8),
    end: &str,
) -> SecretString {
    // A colon in the account would be read as the issuer's end, were there none before it.
    let colon = if issuer.is_empty() && !account.contains(':') { "" } else { ":" };
    let (issuer, account) = (escape(issuer), escape(account));
    let issuer_parameter = if issuer.is_empty() { String::new() } else { format!("&issuer={issuer}") };
    let secret = encode_base32(secret);
    SecretString::new(format!(
        "otpauth://{host}/{issuer}{colon}{account}?secret={}{issuer_parameter}&algorithm={}&digits={digits}{end}",
        secret.expose(),
        algorithm.name(),
    ))
}

fn escape(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests;
