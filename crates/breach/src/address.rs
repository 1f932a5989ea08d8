//! Where a range service is: https, or this machine itself.

use crate::Prefix;
use std::fmt;
use thiserror::Error;

/// The service of Have I Been Pwned.
pub const PUBLIC_SERVICE: &str = "https://api.pwnedpasswords.com";

const MAX_ADDRESS: usize = 255;

/// Why an address is none for a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddressFault {
    /// It is not of the form `https://host[:port][/path]`.
    #[error(
        "this is no address of a service: write it as https://host, with a port or a path where it has one"
    )]
    Malformed,
    /// It would send without encryption to another machine.
    #[error(
        "the service's address begins with http: write https, which only a service on this machine may do without"
    )]
    Unencrypted,
}

/// The address of a service that answers as the range API does. No part of it can be taken for another: it has no user
/// name, no query, no escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceAddress {
    base: String,
    /// Host and port.
    host: (usize, usize),
    loopback: bool,
}

impl ServiceAddress {
    /// Reads an address; one that is blank is that of [`PUBLIC_SERVICE`].
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let text = match text.trim() {
            "" => PUBLIC_SERVICE,
            text => text.trim_end_matches('/'),
        };
        let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return Err(AddressFault::Malformed),
        };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let name = name_of(host).ok_or(AddressFault::Malformed)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '/');
        if text.len() > MAX_ADDRESS || !path.chars().all(plain) || path.contains("..") {
            return Err(AddressFault::Malformed);
        }
        let loopback = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
        if !secure && !loopback {
            return Err(AddressFault::Unencrypted);
        }
        let start = text.len() - rest.len();
        Ok(Self { base: text.to_owned(), host: (start, start + host.len()), loopback: !secure })
    }

    /// The host that is asked, with its port where one is written, to be told before it is.
    pub fn host(&self) -> &str {
        self.base.get(self.host.0..self.host.1).unwrap_or_default()
    }

    /// Whether it is this machine, without encryption.
    pub fn is_plain(&self) -> bool {
        self.loopback
    }

    /// The address to ask for a prefix.
    pub fn range(&self, prefix: Prefix) -> String {
        format!("{}/range/{}", self.base, prefix.as_str())
    }
}

impl fmt::Display for ServiceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)
    }
}

/// The name or number of a host, without its port.
fn name_of(host: &str) -> Option<&str> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => host.split_at(rest.find(']')? + 2),
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok_and(|number| number > 0 && !port.starts_with('+'));
    let has_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
    let is_name = |name: &str| {
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        !name.is_empty() && name.chars().all(letter) && !name.starts_with(['.', '-']) && !name.contains("..")
    };
    (has_port && (name == "[::1]" || is_name(name))).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Algorithm, Digest};

    #[test]
    fn an_address_is_https_or_this_machine() {
        for (text, host) in [
            ("", "api.pwnedpasswords.com"),
            ("  ", "api.pwnedpasswords.com"),
            ("https://api.pwnedpasswords.com/", "api.pwnedpasswords.com"),
            ("https://mirror.example:8443/pwned/", "mirror.example:8443"),
            ("http://127.0.0.1:9", "127.0.0.1:9"),
            ("http://localhost", "localhost"),
            ("http://[::1]:80", "[::1]:80"),
        ] {
            assert_eq!(ServiceAddress::parse(text).unwrap().host(), host, "{text}");
        }
    }

    #[test]
    fn no_other_address_is_one() {
        use AddressFault::{Malformed, Unencrypted};
        for (text, fault) in [
            ("http://mirror.example", Unencrypted),
            ("http://localhost.example", Unencrypted),
            ("http://127.0.0.1.example", Unencrypted),
            ("ftp://mirror.example", Malformed),
            ("mirror.example", Malformed),
            ("https://", Malformed),
            ("https://a@b.example", Malformed),
            ("http://localhost@evil.example", Malformed),
            ("http://localhost:80@evil.example", Malformed),
            ("http://localhost\\evil.example", Malformed),
            ("https://a.example?x=", Malformed),
            ("https://a.example/#", Malformed),
            ("https://a.example/%2e", Malformed),
            ("https://a.example/../b", Malformed),
            ("https://a.example:0", Malformed),
            ("https://a.example:99999", Malformed),
            ("https://a.example:+1", Malformed),
            ("https://[::2]", Malformed),
            ("https://[::1", Malformed),
            ("https://ä.example", Malformed),
            ("https://a b", Malformed),
            ("https://a\nb", Malformed),
        ] {
            assert_eq!(ServiceAddress::parse(text), Err(fault), "{text}");
        }
        let long = format!("https://{}", "a".repeat(300));
        assert_eq!(ServiceAddress::parse(&long), Err(Malformed));
    }

    #[test]
    fn what_is_asked_for_has_five_digits_and_no_more() {
        let prefix = Digest::of(&"abc".into(), Algorithm::Sha1).prefix();
        let address = ServiceAddress::parse("https://mirror.example/pwned/").unwrap();
        assert_eq!(address.range(prefix), "https://mirror.example/pwned/range/A9993");
    }
}
