//! Whether a certificate stands for the peer that is meant (RFC 9525): by alternative names alone, never by the subject.

use super::general_name::AlternativeName;
use std::net::IpAddr;

/// Longest name of a host, in bytes (RFC 1035, section 2.3.4).
const MAX_HOST: usize = 253;
/// Longest label (RFC 1035, section 2.3.4).
const MAX_LABEL: usize = 63;

/// Whom a certificate should stand for. Personal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PeerName {
    /// A host, without a period at its end.
    Dns(String),
    /// An address of the network.
    Ip(IpAddr),
    /// A mailbox.
    Email(String),
}

impl PeerName {
    /// An address (with or without brackets) or a host. `None` for anything else, such as a host with an underscore.
    pub fn host(text: &str) -> Option<Self> {
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
        if let Ok(address) = bare.parse() {
            return Some(Self::Ip(address));
        }
        let host = text.strip_suffix('.').unwrap_or(text);
        is_host(host).then(|| Self::Dns(host.to_ascii_lowercase()))
    }

    /// Whether the certified name stands for it.
    pub(super) fn is_met_by(&self, name: &AlternativeName) -> bool {
        match (self, name) {
            (Self::Dns(host), AlternativeName::Dns(name)) => is_host_met(host, name),
            (Self::Ip(address), AlternativeName::Ip(certified)) => address == certified,
            (Self::Email(mailbox), AlternativeName::Email(certified)) => mailbox == certified,
            _ => false,
        }
    }
}

/// A wildcard stands for exactly one label, the first, and for the whole of it (RFC 9525, section 6.3).
fn is_host_met(host: &str, name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let Some(above) = name.strip_prefix("*.") else {
        return is_host(name) && host.eq_ignore_ascii_case(name);
    };
    is_host(above) && host.split_once('.').is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(above))
}

/// Whether a name with a wildcard spans a whole top-level domain.
pub(super) fn is_too_wide(name: &str) -> bool {
    name.strip_prefix("*.").is_some_and(|above| !above.contains('.'))
}

/// Letters, digits and hyphens (RFC 1123, section 2.1), in labels of at most 63.
pub(super) fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=MAX_LABEL).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= MAX_HOST && text.split('.').all(is_label)
}

/// A mailbox of RFC 5321, section 4.1.2, without quotes.
pub(super) fn is_mailbox(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty()
            && local.len() <= 64
            && local.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"(),:;<>[\\]".contains(&byte))
            && is_host(host)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_met_by_their_own_name_and_by_a_wildcard_of_one_label() {
        for (host, name, met) in [
            ("example.com", "example.com", true),
            ("example.com", "EXAMPLE.com", true),
            ("example.com.", "example.com", true),
            ("a.example.com", "*.example.com", true),
            ("example.com", "*.example.com", false),
            ("a.b.example.com", "*.example.com", false),
            ("a.example.com", "a*.example.com", false),
            ("a.example.com", "*", false),
            ("a.example.com", "*.*.com", false),
            ("xn--bliss-1b3c148a.example.com", "xn--*-1b3c148a.example.com", false),
            ("localhost", "localhost", true),
        ] {
            let peer = PeerName::host(host).unwrap();
            assert_eq!(peer.is_met_by(&AlternativeName::Dns(name.into())), met, "{host} {name}");
        }
    }

    #[test]
    fn addresses_are_met_by_addresses_only() {
        let peer = PeerName::host("[::1]").unwrap();
        assert!(peer.is_met_by(&AlternativeName::Ip("::1".parse().unwrap())));
        assert!(!PeerName::host("127.0.0.1").unwrap().is_met_by(&AlternativeName::Dns("127.0.0.1".into())));
    }

    #[test]
    fn what_cannot_be_a_host_is_none() {
        for text in [
            "",
            "a b",
            "foo_bar.example.com",
            "-a.com",
            "a..b",
            "é.com",
            "*.example.com",
            ".com",
            &"a".repeat(64),
        ] {
            assert_eq!(PeerName::host(text), None, "{text}");
        }
    }

    #[test]
    fn mailboxes_have_one_at_sign() {
        assert!(is_mailbox("*@example.com") && is_mailbox("a.b+c@example.com"));
        for text in ["a@b@example.com", "@example.com", "a", "a@", "a b@example.com"] {
            assert!(!is_mailbox(text), "{text}");
        }
    }
}
