//! What one value is: a known key, the beginning of one, or a token that says so itself.

use super::form::{Half, KeyForm};
use super::jwt::Jwt;
use super::registry::{Lookup, look_up, starts};
use crate::fold::prefix;

/// Longest value that can be a key, in bytes; longer than any shape.
const MAX_KEY: usize = 8192;
/// Longest text that is searched for keys, in bytes.
const MAX_SEARCHED: usize = 16_384;

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// A key of that kind, by its shape; whether its checksum fits, where it has one.
    Known { form: &'static KeyForm, checksum_fits: Option<bool> },
    /// It begins as that service's keys do.
    Broken { form: &'static KeyForm },
    /// A JSON Web Token.
    Token(Box<Jwt>),
}

impl Reading {
    /// Whether it must not be seen. What begins as a key is not taken for one.
    pub(super) fn is_secret(&self) -> bool {
        match self {
            Self::Known { form, .. } => form.half == Half::Secret,
            Self::Broken { .. } => false,
            Self::Token(token) => !token.is_publishable(),
        }
    }

    /// Service and kind, for a finding's detail.
    pub(super) fn description(&self) -> String {
        match self {
            Self::Known { form, .. } | Self::Broken { form } => form.description(),
            Self::Token(token) => format!("{} token", token.service()),
        }
    }
}

/// Reads a whole value, whatever white space and scheme (`Bearer`) stand around it.
pub(super) fn read(value: &str) -> Option<Reading> {
    let value = bare(value);
    if value.is_empty() || value.len() > Jwt::MAX_LENGTH {
        return None;
    }
    let looked_up = (value.len() <= MAX_KEY).then(|| look_up(value)).flatten();
    match looked_up {
        Some(Lookup::Known { form, checksum_fits }) => Some(Reading::Known { form, checksum_fits }),
        Some(Lookup::Broken { form }) => Some(Reading::Broken { form }),
        None => Jwt::parse(value).ok().map(|token| Reading::Token(Box::new(token))),
    }
}

/// The value without what is put around it where it is used.
pub(super) fn bare(value: &str) -> &str {
    let value = value.trim();
    let scheme =
        ["Bearer ", "bearer ", "Token ", "token "].into_iter().find_map(|scheme| value.strip_prefix(scheme));
    scheme.map_or(value, str::trim_start)
}

/// The first secret key inside a text that anybody may see. Looks at the first 16 KiB and only where a word begins.
pub(super) fn secret_inside(text: &str) -> Option<Reading> {
    let text = prefix(text, MAX_SEARCHED);
    let mut before = None;
    for (at, byte) in text.bytes().enumerate() {
        let (begins, joined) = (!is_word(before) && byte.is_ascii_alphanumeric(), is_joint(before));
        before = Some(byte);
        let Some(rest) = text.get(at..).filter(|_| begins) else { continue };
        let found = key_at(rest.as_bytes()).or_else(|| (!joined).then(|| token_at(rest)).flatten());
        if let Some(found) = found.filter(Reading::is_secret) {
            return Some(found);
        }
    }
    None
}

fn is_word(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii())
}

/// What joins the parts of a token: inside one, none begins, which keeps the search linear.
fn is_joint(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| matches!(byte, b'.' | b'-'))
}

/// A key at the start of the text that is not the start of a longer word. One whose checksum does not fit is none.
fn key_at(text: &[u8]) -> Option<Reading> {
    let (_, length) = starts(text)?;
    if is_word(text.get(length).copied()) {
        return None;
    }
    let key = std::str::from_utf8(text.get(..length)?).ok()?;
    match look_up(key)? {
        Lookup::Known { form, checksum_fits } if checksum_fits != Some(false) => {
            Some(Reading::Known { form, checksum_fits })
        }
        _ => None,
    }
}

fn token_at(text: &str) -> Option<Reading> {
    if !text.starts_with("eyJ") {
        return None;
    }
    let end = text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
    let word = text.get(..end.unwrap_or(text.len()))?;
    let token = Jwt::parse(word.trim_end_matches('.')).ok()?;
    Some(Reading::Token(Box::new(token)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;

    fn form(reading: Option<Reading>) -> Option<&'static str> {
        match reading {
            Some(Reading::Known { form, .. } | Reading::Broken { form }) => Some(form.id),
            _ => None,
        }
    }

    #[test]
    fn value_is_read_whatever_stands_around_it() {
        let key = sample("github_personal");
        for value in [key.clone(), format!(" {key}\n"), format!("Bearer {key}"), format!("token  {key} ")] {
            assert_eq!(form(read(&value)), Some("github_personal"), "{value}");
        }
        assert_eq!(read(&"a".repeat(100_000)), None);
        assert_eq!(read(" "), None);
    }

    #[test]
    fn secret_is_found_inside_a_text_and_a_public_key_is_not() {
        let (secret, public) = (sample("github_personal"), sample("stripe_publishable_live"));
        for text in [
            format!("my token is {secret}, keep it"),
            format!("https://x:{secret}@github.com/a/b"),
            format!("https://example.org/?access_token={secret}&a=b"),
            format!("{public} {secret}"),
            secret.clone(),
        ] {
            assert_eq!(form(secret_inside(&text)), Some("github_personal"), "{text}");
        }
        for text in [
            public.clone(),
            format!("x{secret}"),
            format!("{secret}x"),
            format!("_{secret}"),
            format!("é{secret}"),
            secret[..20].to_owned(),
            format!("{}{secret}", "a ".repeat(10_000)),
            sample("github_personal").replace("ghp_", "ghx_"),
        ] {
            assert_eq!(secret_inside(&text), None, "{text}");
        }
    }

    #[test]
    fn webhook_is_found_in_an_address() {
        assert_eq!(form(secret_inside(&sample("slack_webhook"))), Some("slack_webhook"));
        assert_eq!(form(secret_inside(&sample("teams_webhook"))), Some("teams_webhook"));
        assert_eq!(secret_inside("https://hooks.slack.com/services/"), None);
    }
}
