//! What public authorities have to keep besides (CA/Browser Forum, Baseline Requirements for TLS server certificates, section
//! 7.1). It must never be applied to the user's own authority, which owes the Forum nothing.

use super::algorithm::KeyAlgorithm;
use super::certificate::Certificate;
use super::chain::{ChainError, ChainFault, Rule};
use super::extensions::AuthorityKey;
use super::general_name::AlternativeName;
use super::host_name::{is_host, is_too_wide};
use super::path::error;
use super::usage::Usage;

/// Checks a chain that the rules of RFC 5280 accept.
pub(super) fn check(links: &[&Certificate], usage: Usage) -> Result<(), ChainError> {
    let Some((leaf, issuers)) = links.split_first() else { return Ok(()) };
    let broken = |link: &Certificate, rule: Rule| Err(error(link, ChainFault::AgainstBaseline(rule)));
    for (place, link) in links.iter().enumerate() {
        if let Some(rule) = every(link, place + 1 == links.len()) {
            return broken(link, rule);
        }
    }
    for (place, issuer) in issuers.iter().enumerate() {
        if let Some(rule) = authority(issuer, place + 1 == issuers.len()) {
            return broken(issuer, rule);
        }
    }
    let usages = leaf.extensions().extended_key_usage.as_ref();
    let is_server = match usage {
        Usage::Server => true,
        Usage::Client => false,
        // The rules for servers are not those for mail and programs.
        Usage::Any => usages.is_some_and(|found| found.value.allows(Usage::Server, false)),
    };
    match is_server.then(|| server(leaf)).flatten() {
        Some(rule) => broken(leaf, rule),
        None => Ok(()),
    }
}

fn every(link: &Certificate, is_root: bool) -> Option<Rule> {
    let is_rsa = matches!(link.key().algorithm(), KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss);
    if is_rsa && link.key().bits().is_some_and(|bits| !bits.is_multiple_of(8)) {
        return Some(Rule::OddModulus);
    }
    let authority_key = link.extensions().authority_key.as_ref();
    if is_root {
        // Section 7.1.2.1.3 forbids to name a certificate; roots older than the rule do, and name themselves.
        let names_other = |found: &AuthorityKey| {
            let is_own = found.serial.as_deref().is_none_or(|serial| serial == link.serial());
            found.has_issuer != found.serial.is_some() || !is_own
        };
        return authority_key.is_some_and(|found| names_other(&found.value)).then_some(Rule::AuthorityKey);
    }
    if link.serial().iter().all(|byte| *byte == 0) {
        return Some(Rule::SerialNumber);
    }
    authority_key.is_none_or(|found| found.value.identifier.is_none()).then_some(Rule::AuthorityKey)
}

fn authority(issuer: &Certificate, is_root: bool) -> Option<Rule> {
    let extensions = issuer.extensions();
    if extensions.name_constraints.as_ref().is_some_and(|found| found.value.has_leading_period) {
        return Some(Rule::HostName);
    }
    let is_marked = extensions.basic_constraints.as_ref().is_some_and(|found| found.critical);
    (!is_root && (!is_marked || extensions.key_usage.is_none())).then_some(Rule::AuthorityExtensions)
}

fn server(leaf: &Certificate) -> Option<Rule> {
    if leaf.is_authority() {
        return Some(Rule::LeafIsAuthority);
    }
    if leaf.extensions().extended_key_usage.is_none() {
        return Some(Rule::NoExtendedUsage);
    }
    let names = leaf.alternative_names();
    if names.is_empty() {
        return Some(Rule::NoAlternativeName);
    }
    for name in names {
        match name {
            AlternativeName::Dns(name) if is_too_wide(name) => return Some(Rule::WildcardTooWide),
            AlternativeName::Dns(name) if !is_host(name.strip_prefix("*.").unwrap_or(name)) => {
                return Some(Rule::HostName);
            }
            _ => {}
        }
    }
    // Compared as text: addresses in the one form that they are printed in (RFC 5952).
    let repeats = |common: &str| names.iter().any(|name| name.to_string() == common);
    (!leaf.subject().common_names().all(repeats)).then_some(Rule::CommonName)
}
