//! Name constraints (RFC 5280, section 4.2.1.10): which names an authority may certify. It must never let a name pass that
//! it cannot compare.

use super::asn1;
use super::general_name::{AlternativeName, NameKind, ia5};
use super::host_name::{is_host, is_mailbox};
use super::name::DistinguishedName;
use der::asn1::AnyRef;
use std::net::IpAddr;

/// Most comparisons of a name with a subtree for one authority and one certificate below it.
const MAX_COMPARISONS: usize = 250_000;

/// What an authority may certify, and what it may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameConstraints {
    permitted: Vec<Subtree>,
    excluded: Vec<Subtree>,
    /// Whether a host begins with a period, which the standard has for URIs only, and OpenSSL for hosts too.
    pub(super) has_leading_period: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Subtree {
    /// The host and all below it.
    Dns(String),
    /// All below the host.
    BelowDns(String),
    /// One mailbox.
    Mailbox(String),
    /// All mailboxes of a host, or of a host's subdomains.
    MailHost(String),
    /// All hosts of URIs, or subdomains after a period.
    Uri(String),
    /// Address and mask, of one length.
    Network(Vec<u8>, Vec<u8>),
    Directory(DistinguishedName),
    /// A kind that cannot be compared.
    Opaque(NameKind),
}

impl NameConstraints {
    /// Reads the extension. `None` where it is malformed: empty, or with distances, which nobody may use.
    pub(super) fn read(value: AnyRef<'_>) -> Option<Self> {
        let (mut permitted, mut excluded) = (Vec::new(), Vec::new());
        for part in asn1::sequence(value)? {
            let subtrees: Option<Vec<_>> = asn1::elements(part.value())?.into_iter().map(subtree).collect();
            let subtrees = subtrees.filter(|subtrees| !subtrees.is_empty())?;
            match asn1::context(part)? {
                0 if permitted.is_empty() && excluded.is_empty() => permitted = subtrees,
                1 if excluded.is_empty() => excluded = subtrees,
                _ => return None,
            }
        }
        let is_below = |subtree: &Subtree| matches!(subtree, Subtree::BelowDns(_));
        let has_leading_period = permitted.iter().chain(&excluded).any(is_below);
        (!permitted.is_empty() || !excluded.is_empty()).then_some(Self {
            permitted,
            excluded,
            has_leading_period,
        })
    }

    /// The first of the names that may not be certified.
    pub(super) fn first_forbidden<'a>(&self, names: &'a [AlternativeName]) -> Option<&'a AlternativeName> {
        if names.len().saturating_mul(self.permitted.len() + self.excluded.len()) > MAX_COMPARISONS {
            return names.first();
        }
        names.iter().find(|name| !self.allows(name))
    }

    fn allows(&self, name: &AlternativeName) -> bool {
        let of_kind = |subtrees: &'_ [Subtree]| subtrees.iter().any(|subtree| subtree.kind() == name.kind());
        if !of_kind(&self.permitted) && !of_kind(&self.excluded) {
            return true;
        }
        let permitted =
            !of_kind(&self.permitted) || self.permitted.iter().any(|subtree| subtree.holds(name, false));
        is_comparable(name) && permitted && !self.excluded.iter().any(|subtree| subtree.holds(name, true))
    }
}

/// Whether a name is of its kind's form, so that comparing it means something.
fn is_comparable(name: &AlternativeName) -> bool {
    match name {
        AlternativeName::Dns(name) => is_host(name.strip_prefix("*.").unwrap_or(name)),
        AlternativeName::Email(address) => is_mailbox(address),
        AlternativeName::Uri(uri) => uri_host(uri).is_some(),
        AlternativeName::Ip(_) | AlternativeName::Directory(_) => true,
        AlternativeName::Other(_) => false,
    }
}

impl Subtree {
    fn kind(&self) -> NameKind {
        match self {
            Self::Mailbox(_) | Self::MailHost(_) => 1,
            Self::Dns(_) | Self::BelowDns(_) => 2,
            Self::Directory(_) => 4,
            Self::Uri(_) => 6,
            Self::Network(..) => 7,
            Self::Opaque(kind) => *kind,
        }
    }

    /// Whether the name lies in it; in doubt, whether it may (for what is excluded).
    fn holds(&self, name: &AlternativeName, in_doubt: bool) -> bool {
        match (self, name) {
            (Self::Dns(host), AlternativeName::Dns(name)) => {
                is_below(name, host) || eq(name, host) || in_doubt && wildcard_meets(name, host)
            }
            (Self::BelowDns(host), AlternativeName::Dns(name)) => is_below(name, host),
            (Self::Mailbox(mailbox), AlternativeName::Email(address)) => is_same_mailbox(mailbox, address),
            (Self::MailHost(host), AlternativeName::Email(address)) => {
                address.rsplit_once('@').is_some_and(|(_, of)| is_of(of, host))
            }
            (Self::Uri(host), AlternativeName::Uri(uri)) => {
                uri_host(uri).map_or(in_doubt, |of| is_of(of, host))
            }
            (Self::Network(network, mask), AlternativeName::Ip(address)) => {
                is_inside(*address, network, mask)
            }
            (Self::Directory(subtree), AlternativeName::Directory(name)) => name.is_within(subtree),
            (Self::Opaque(_), _) => in_doubt,
            _ => false,
        }
    }
}

fn subtree(value: AnyRef<'_>) -> Option<Subtree> {
    // Neither a minimum nor a maximum: RFC 5280 has no use for them.
    let [base] = *asn1::sequence(value)?.as_slice() else { return None };
    Some(match asn1::context(base)? {
        1 => mail(ia5(base)?)?,
        2 => dns(ia5(base)?)?,
        4 => Subtree::Directory(DistinguishedName::read(asn1::explicit(base, 4)?)?),
        6 => Subtree::Uri(Some(ia5(base)?).filter(|host| is_host(host.strip_prefix('.').unwrap_or(host)))?),
        7 => network(base.value())?,
        kind @ (0 | 3 | 5 | 8) => Subtree::Opaque(kind),
        _ => return None,
    })
}

fn dns(host: String) -> Option<Subtree> {
    match host.strip_prefix('.') {
        Some(rest) => is_host(rest).then(|| Subtree::BelowDns(rest.to_owned())),
        // Empty: every host.
        None => (host.is_empty() || is_host(&host)).then_some(Subtree::Dns(host)),
    }
}

fn mail(text: String) -> Option<Subtree> {
    if text.contains('@') {
        return is_mailbox(&text).then_some(Subtree::Mailbox(text));
    }
    is_host(text.strip_prefix('.').unwrap_or(&text)).then_some(Subtree::MailHost(text))
}

/// Address and mask, of 4 or of 16 bytes each; the mask in one piece (RFC 4632).
fn network(bytes: &[u8]) -> Option<Subtree> {
    let (address, mask) = bytes.split_at_checked(bytes.len() / 2)?;
    let ones: u32 = mask.iter().map(|byte| byte.count_ones()).sum();
    let leading = mask.iter().take_while(|byte| **byte == 0xff).count();
    let leading = u32::try_from(leading).ok()? * 8 + mask.get(leading).map_or(0, |byte| byte.leading_ones());
    (matches!(bytes.len(), 8 | 32) && ones == leading)
        .then(|| Subtree::Network(address.to_vec(), mask.to_vec()))
}

fn eq(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Whether the name ends with a period and the host. Every name is below the empty host.
fn is_below(name: &str, host: &str) -> bool {
    let Some(start) = name.len().checked_sub(host.len()) else { return false };
    host.is_empty()
        || name.get(start..).is_some_and(|end| eq(end, host))
            && name.get(..start).is_some_and(|head| head.len() > 1 && head.ends_with('.'))
}

/// Whether a name with a wildcard stands for the host, or for one above which it is excluded.
fn wildcard_meets(name: &str, host: &str) -> bool {
    name.strip_prefix("*.").is_some_and(|rest| host.split_once('.').is_some_and(|(_, above)| eq(above, rest)))
}

/// The host itself, or one below it where the constraint begins with a period.
fn is_of(host: &str, constraint: &str) -> bool {
    constraint.strip_prefix('.').map_or_else(|| eq(host, constraint), |above| is_below(host, above))
}

/// The part before the @ counts to the letter, the host does not.
fn is_same_mailbox(one: &str, other: &str) -> bool {
    match (one.rsplit_once('@'), other.rsplit_once('@')) {
        (Some((local, host)), Some((other_local, other_host))) => {
            local == other_local && eq(host, other_host)
        }
        _ => false,
    }
}

/// The host of a URI's authority (RFC 3986, section 3.2). `None` where there is none or it is an address.
fn uri_host(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    (is_host(host) && host.parse::<IpAddr>().is_err()).then_some(host)
}

fn is_inside(address: IpAddr, network: &[u8], mask: &[u8]) -> bool {
    let bytes = match address {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(six) => six.octets().to_vec(),
    };
    bytes.len() == network.len()
        && bytes.iter().zip(network).zip(mask).all(|((one, other), mask)| (one ^ other) & mask == 0)
}

#[cfg(test)]
mod tests;
