//! Addresses that a secret may be sent to: https, or the own machine. Stricter than any browser, so that what a person was
//! told is where it goes.

use super::text::MAX_TEXT;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use thiserror::Error;

/// Longest host, in bytes, as DNS has it.
const MAX_HOST: usize = 253;

/// An address of a provider. Personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    url: String,
    host: String,
    port: u16,
    /// How many bytes of the address come before the path.
    origin: usize,
}

/// Why an address is not contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// Nothing is written.
    #[error("the address is missing: add it to the item, or read the provider's description")]
    Missing,
    /// Neither https nor the own machine.
    #[error("the address is not encrypted: use one that begins with https://")]
    Insecure,
    /// With a user name in front of the host.
    #[error("the address has a user name in it: remove what stands before the @")]
    UserInfo,
    /// No host that can be known, or a port that is none.
    #[error("the address cannot be read: write it as https://host/path")]
    Malformed,
}

impl Endpoint {
    /// Reads an absolute address: `https`, or `http` where the host is the own machine; a host in ASCII.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EndpointError::Missing);
        }
        let fits =
            text.len() <= MAX_TEXT && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let (scheme, rest) = text.split_once("://").filter(|_| fits).ok_or(EndpointError::Malformed)?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(EndpointError::Insecure),
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let authority = rest.get(..end).unwrap_or_default();
        if authority.contains('@') {
            return Err(EndpointError::UserInfo);
        }
        let (host, port) = split(authority, if secure { 443 } else { 80 }).ok_or(EndpointError::Malformed)?;
        let endpoint = Self { url: text.to_owned(), host, port, origin: scheme.len() + "://".len() + end };
        if secure || endpoint.is_own_machine() { Ok(endpoint) } else { Err(EndpointError::Insecure) }
    }

    /// The whole address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The host in lower case, an IPv6 address without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Scheme, host and port as they are written, and the path, without its last slash.
    pub(super) fn origin_and_path(&self) -> (&str, &str) {
        let (origin, rest) = self.url.split_at_checked(self.origin).unwrap_or((&self.url, ""));
        (origin, rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/'))
    }

    /// Whether it has a query or a fragment.
    pub(super) fn has_more(&self) -> bool {
        self.url.contains(['?', '#'])
    }

    fn is_own_machine(&self) -> bool {
        self.host == "localhost"
            || self.host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
            || self.host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
    }
}

/// `host:port`, which is what a person is told.
impl fmt::Display for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(out, "[{}]:{}", self.host, self.port),
            false => write!(out, "{}:{}", self.host, self.port),
        }
    }
}

fn split(authority: &str, port: u16) -> Option<(String, u16)> {
    let (host, rest) = match authority.strip_prefix('[') {
        Some(inside) => inside.split_once(']')?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let port = match rest.strip_prefix(':') {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().ok().filter(|port| *port != 0)?
        }
        None if rest.is_empty() => port,
        _ => return None,
    };
    let host = host.to_ascii_lowercase();
    let known = if authority.starts_with('[') { host.parse::<Ipv6Addr>().is_ok() } else { is_name(&host) };
    known.then_some((host, port))
}

/// A name of letters, digits, hyphens and underscores, or an address of four numbers. Other numbers, which some programs
/// read as addresses (`0x7f.1`, `2130706433`), are none.
fn is_name(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let number = last.starts_with(|first: char| first.is_ascii_digit());
    host.len() <= MAX_HOST && host.split('.').all(label) && (!number || host.parse::<Ipv4Addr>().is_ok())
}
