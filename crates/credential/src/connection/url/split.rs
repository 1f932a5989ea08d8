//! Taking a URL apart, with what people leave unescaped in passwords.

use super::super::endpoint::{Endpoint, port_or_none};
use super::super::text::{unescape, unescape_secret};
use super::super::{ConnectionError, MAX_HOSTS, MAX_OPTIONS};
use strongroom_secret::SecretString;

/// The parts of a URL as they are written, escapes and all.
pub(in super::super) struct Split<'a> {
    pub(in super::super) scheme: &'a str,
    pub(in super::super) user: Option<&'a str>,
    pub(in super::super) password: Option<&'a str>,
    pub(in super::super) hosts: &'a str,
    /// Without its first slash; `None` where there is none.
    pub(in super::super) path: Option<&'a str>,
    pub(in super::super) query: &'a str,
}

impl<'a> Split<'a> {
    /// `scheme://[user[:password]@]hosts[/path][?query]`. There are no fragments: `#` is a character like others, since
    /// no product has a use for them and passwords have.
    pub(in super::super) fn of(text: &'a str) -> Result<Self, ConnectionError> {
        let (scheme, rest) = text.split_once("://").ok_or(ConnectionError::NotAConnection)?;
        let (credentials, rest) = split_credentials(rest);
        let (user, password) = match credentials.map(|text| text.split_once(':').ok_or(text)) {
            Some(Ok((user, password))) => (Some(user), Some(password)),
            Some(Err(user)) => (Some(user), None),
            None => (None, None),
        };
        let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (hosts, path) = match before.split_once('/') {
            Some((hosts, path)) => (hosts, Some(path)),
            None => (before, None),
        };
        Ok(Self { scheme, user, password, hosts, path, query })
    }

    pub(in super::super) fn user(&self) -> Result<String, ConnectionError> {
        unescape(self.user.unwrap_or_default())
    }

    pub(in super::super) fn password(&self) -> Result<SecretString, ConnectionError> {
        unescape_secret(self.password.unwrap_or_default())
    }

    pub(in super::super) fn path(&self) -> Result<String, ConnectionError> {
        unescape(self.path.unwrap_or_default())
    }

    pub(in super::super) fn hosts(&self) -> Result<Vec<Endpoint>, ConnectionError> {
        if self.hosts.is_empty() {
            return Ok(Vec::new());
        }
        let hosts: Vec<&str> = self.hosts.split(',').take(MAX_HOSTS + 1).collect();
        if hosts.len() > MAX_HOSTS {
            Err(ConnectionError::TooMany)
        } else {
            hosts.into_iter().map(endpoint).collect()
        }
    }
}

/// Splits at the last `@` before the first slash, as libpq does with its first: a host has none, a password may. A
/// question mark before it is part of the password, unless a whole host stands before the mark.
fn split_credentials(rest: &str) -> (Option<&str>, &str) {
    let head = rest.split('/').next().unwrap_or_default();
    let before_query = head.split('?').next().unwrap_or_default();
    let at = match before_query.rfind('@') {
        Some(at) => Some(at),
        None if is_hosts(before_query) => None,
        None => head.rfind('@'),
    };
    let parts = at.and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?)));
    parts.map_or((None, rest), |(credentials, rest)| (Some(credentials), rest))
}

fn is_hosts(text: &str) -> bool {
    text.rsplit_once(':')
        .is_none_or(|(_, port)| port.ends_with(']') || port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// One place; the host may be the escaped path of a socket (libpq, MongoDB) or an address with an escaped zone.
fn endpoint(text: &str) -> Result<Endpoint, ConnectionError> {
    if text.starts_with('[') {
        return Endpoint::parse(&unescape(text)?);
    }
    let (host, port) = text.split_once(':').unwrap_or((text, ""));
    Endpoint::new(&unescape(host)?, port_or_none(port)?)
}

/// Names and values of a query, in order; `plus` where `+` stands for a space, as in HTML forms.
pub(in super::super) fn query(
    text: &str,
    plus: bool,
) -> Result<Vec<(String, SecretString)>, ConnectionError> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty()).take(MAX_OPTIONS + 1).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let space = |text: &str| if plus { text.replace('+', " ") } else { text.to_owned() };
        // Exposed to be decoded.
        Ok((unescape(&space(name))?, unescape_secret(SecretString::new(space(value)).expose())?))
    });
    let pairs: Vec<_> = pairs.collect::<Result<_, _>>()?;
    if pairs.len() > MAX_OPTIONS { Err(ConnectionError::TooMany) } else { Ok(pairs) }
}
