//! The host in what people write into a URL field. It must never pass on a user name or password that stands before it.

use crate::fold::prefix;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Longest host, in bytes, as DNS has it.
const MAX_HOST: usize = 253;

/// Longest address that is looked at, in bytes; what follows is cut off.
const MAX_ADDRESS: usize = 8192;

/// The parts of an address that may be shown and searched: all but user, query and fragment.
pub(crate) struct Address<'a> {
    pub(crate) scheme: Option<&'a str>,
    /// Host and port.
    pub(crate) authority: &'a str,
    /// With its first slash, or empty.
    pub(crate) path: &'a str,
}

/// Takes an address apart, with or without a scheme. Always finds something; whether it is a host is [`host`]'s to say.
pub(crate) fn address(text: &str) -> Address<'_> {
    let text = prefix(text, MAX_ADDRESS).trim();
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        _ => (None, text.strip_prefix("//").unwrap_or(text)),
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    Address { scheme, authority, path }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// The host of an address: lower case, without `www.`, port and last dot. `None` for text that holds none.
pub fn host(text: &str) -> Option<String> {
    let address = address(text);
    let host = without_port(address.authority)?;
    let host = host.strip_suffix('.').unwrap_or(host).to_lowercase();
    let host = match host.strip_prefix("www.") {
        Some(rest) if rest.contains('.') => rest.to_owned(),
        _ => host,
    };
    // A single word is a host only where a scheme says so.
    let plausible = address.scheme.is_some() || host.contains(['.', '[']) || host == "localhost";
    (plausible && is_host(&host)).then_some(host)
}

/// An authority without its port. `None` where the port is no number.
pub(crate) fn without_port(authority: &str) -> Option<&str> {
    if authority.starts_with('[') {
        return authority.find(']').and_then(|end| authority.get(..=end));
    }
    match authority.split_once(':') {
        None => Some(authority),
        Some((host, port)) => port.bytes().all(|byte| byte.is_ascii_digit()).then_some(host),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let fits = |c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || (!c.is_ascii() && !c.is_whitespace())
    };
    !host.is_empty()
        && host.len() <= MAX_HOST
        && host.split('.').all(|label| !label.is_empty())
        && host.chars().all(fits)
}

/// Whether a host, lower case and with brackets around an IPv6 address, is of one's own machine or network, which seldom
/// can have a certificate.
pub(crate) fn is_local(host: &str) -> bool {
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return address.is_loopback() || address.is_private() || address.is_link_local();
    }
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok_and(|address| {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        });
    }
    !host.contains('.')
        || [".localhost", ".local", ".internal", ".home.arpa"].iter().any(|end| host.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_is_found_however_the_address_is_written() {
        for (text, expected) in [
            ("https://www.Example.com/login?next=/", "example.com"),
            ("example.com", "example.com"),
            (" //Example.COM:8443/x ", "example.com"),
            ("http://me:pass@word@mail.example.org:80/", "mail.example.org"),
            ("https://localhost:3000", "localhost"),
            ("localhost", "localhost"),
            ("http://router/", "router"),
            ("https://[2001:DB8::1]:443/x", "[2001:db8::1]"),
            ("192.168.1.1:8080/admin", "192.168.1.1"),
            ("https://bücher.example/", "bücher.example"),
            ("https://xn--bcher-kva.example./", "xn--bcher-kva.example"),
            ("ssh://git@host.example/repo", "host.example"),
            ("https://www.com", "www.com"),
            ("me:hunter2@example.com", "example.com"),
            ("androidapp://com.example.app", "com.example.app"),
        ] {
            assert_eq!(host(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_holds_no_host_gives_none() {
        for text in [
            "",
            "   ",
            "my bank",
            "word",
            "https://",
            "https:///path",
            "javascript:alert(1.0)",
            "http://a b.com",
            "http://a..b",
            "http://[zz]",
            "http://<x>.com",
            "..",
            "?x.y",
            "https://[",
            "me@",
        ] {
            assert_eq!(host(text), None, "{text}");
        }
        assert_eq!(host(&format!("https://{}.com", "a".repeat(300))), None);
    }

    #[test]
    fn user_query_and_fragment_are_no_part_of_what_is_shown() {
        let address = address("https://me:hunter2@example.com:1/a/b?token=1#x");
        assert_eq!(
            (address.scheme, address.authority, address.path),
            (Some("https"), "example.com:1", "/a/b")
        );
    }
}
