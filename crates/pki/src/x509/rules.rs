//! The rules that a chain must obey (RFC 5280, section 6.1, without policies and revocation), link by link. It must accept
//! nothing that it does not understand.

use super::baseline;
use super::certificate::Certificate;
use super::chain::{ChainError, ChainFault, Question, Rule};
use super::constraints::NameConstraints;
use super::general_name::AlternativeName;
use super::path::error;
use super::roots::RootKind;

/// Longest serial number, in bytes (RFC 5280, section 4.1.2.2).
const MAX_SERIAL: usize = 20;

/// Checks a chain whose signatures are checked: the leaf first, the root last. The name of the peer comes last, so that a
/// chain that is broken otherwise says so.
pub(super) fn check(
    links: &[&Certificate],
    kind: RootKind,
    question: &Question<'_>,
) -> Result<(), ChainError> {
    let Some((leaf, issuers)) = links.split_first() else { return Ok(()) };
    let is_root = |place: usize| place + 1 == links.len();
    for (place, link) in links.iter().enumerate() {
        validity(link, question)
            .and_then(|()| form(link, place > 0 && is_root(place)))
            .map_err(|fault| error(link, fault))?;
    }
    for (place, issuer) in issuers.iter().enumerate() {
        let below = links.get(..=place).unwrap_or_default();
        authority(issuer, below, is_root(place + 1) && kind == RootKind::Own)
            .and_then(|()| extended_usage(issuer, question, true))
            .map_err(|fault| error(issuer, fault))?;
        constraints(issuer, below)?;
    }
    // A leaf that is a root itself is trusted for what it is.
    if !issuers.is_empty() {
        leaf_form(leaf).map_err(|fault| error(leaf, fault))?;
    }
    if kind == RootKind::Public {
        baseline::check(links, question.usage)?;
    }
    extended_usage(leaf, question, kind == RootKind::Own).map_err(|fault| error(leaf, fault))?;
    let is_met = question.peer.is_none_or(|peer| leaf.stands_for(peer));
    if is_met { Ok(()) } else { Err(error(leaf, ChainFault::NameMismatch)) }
}

fn validity(link: &Certificate, question: &Question<'_>) -> Result<(), ChainFault> {
    if question.at < link.not_before() {
        return Err(ChainFault::NotYetValid { from: link.not_before() });
    }
    if question.at > link.not_after() {
        return Err(ChainFault::Expired { since: link.not_after() });
    }
    Ok(())
}

/// What holds for every certificate. Roots above a leaf may have any number: some are older than the rule.
fn form(link: &Certificate, is_root: bool) -> Result<(), ChainFault> {
    let extensions = link.extensions();
    let is_negative = link.serial().first().is_some_and(|first| *first >= 0x80);
    if !is_root && (is_negative || link.serial().len() > MAX_SERIAL) {
        return Err(ChainFault::Malformed(Rule::SerialNumber));
    }
    if let Some(oid) = extensions.malformed.first() {
        return Err(ChainFault::MalformedExtension(*oid));
    }
    if let Some(oid) = extensions.unheeded.first() {
        return Err(ChainFault::UnknownExtension(*oid));
    }
    if extensions.count > 0 && !link.is_v3() {
        return Err(ChainFault::Malformed(Rule::Version));
    }
    if !link.names_one_algorithm() {
        return Err(ChainFault::Malformed(Rule::OneAlgorithm));
    }
    if link.issuer().is_empty() {
        return Err(ChainFault::Malformed(Rule::IssuerName));
    }
    if link.key().is_weak() {
        return Err(ChainFault::WeakKey(link.key().to_string()));
    }
    Ok(())
}

/// What holds for whoever issued another. `below` is the chain up to it, the leaf first.
fn authority(issuer: &Certificate, below: &[&Certificate], may_be_old: bool) -> Result<(), ChainFault> {
    let extensions = issuer.extensions();
    if issuer.subject().is_empty() {
        return Err(ChainFault::Malformed(Rule::IssuerName));
    }
    if extensions.key_usage.as_ref().is_some_and(|found| !found.value.signs_certificates()) {
        return Err(ChainFault::MayNotSign);
    }
    let Some(basic) = &extensions.basic_constraints else {
        // A root of the user's own may be of version 1, which knows no authorities (RFC 5280, section 6.1.4, k).
        let is_old = may_be_old && !issuer.is_v3();
        return if is_old { Ok(()) } else { Err(ChainFault::NotAnAuthority) };
    };
    if !basic.value.is_authority {
        return Err(ChainFault::NotAnAuthority);
    }
    let between = below.iter().skip(1).filter(|link| !link.is_self_issued()).count();
    match basic.value.path_length {
        Some(allowed) if u64::try_from(between).unwrap_or(u64::MAX) > allowed => {
            Err(ChainFault::PathTooLong { allowed })
        }
        _ => Ok(()),
    }
}

/// An authority that names usages passes on no others. The standard says so of leaves only; everybody does it.
fn extended_usage(
    link: &Certificate,
    question: &Question<'_>,
    any_is_enough: bool,
) -> Result<(), ChainFault> {
    let usages = link.extensions().extended_key_usage.as_ref();
    let is_allowed = usages.is_none_or(|found| found.value.allows(question.usage, any_is_enough));
    if is_allowed { Ok(()) } else { Err(ChainFault::ForbiddenUsage) }
}

/// Applies an issuer's name constraints to all below it, but for authorities that renew their own key (section 6.1.3, b).
fn constraints(issuer: &Certificate, below: &[&Certificate]) -> Result<(), ChainError> {
    let Some(constraints) = &issuer.extensions().name_constraints else { return Ok(()) };
    for (place, link) in below.iter().enumerate() {
        if place > 0 && link.is_self_issued() {
            continue;
        }
        if let Some(name) = first_forbidden(&constraints.value, link) {
            return Err(error(link, ChainFault::ForbiddenName { name }));
        }
    }
    Ok(())
}

fn first_forbidden(constraints: &NameConstraints, link: &Certificate) -> Option<String> {
    let names = link.alternative_names();
    let has_mailbox = names.iter().any(|name| matches!(name, AlternativeName::Email(_)));
    let subject = link.subject();
    let mut more = Vec::new();
    if !subject.is_empty() {
        more.push(AlternativeName::Directory(subject.clone()));
    }
    if !has_mailbox {
        more.extend(subject.email_addresses().map(|address| AlternativeName::Email(address.to_owned())));
    }
    let forbidden = constraints.first_forbidden(names).or_else(|| constraints.first_forbidden(&more));
    forbidden.map(ToString::to_string)
}

/// What holds for a leaf that others vouch for.
fn leaf_form(leaf: &Certificate) -> Result<(), ChainFault> {
    let extensions = leaf.extensions();
    if extensions.name_constraints.is_some() && !leaf.is_authority() {
        return Err(ChainFault::Malformed(Rule::ConstraintsOnLeaf));
    }
    let signs = extensions.key_usage.as_ref().is_some_and(|found| found.value.signs_certificates());
    if signs && !leaf.is_authority() {
        return Err(ChainFault::Malformed(Rule::LeafSigns));
    }
    let names_are_critical = extensions.alternative_names.as_ref().is_some_and(|found| found.critical);
    if leaf.subject().is_empty() && !names_are_critical {
        return Err(ChainFault::Malformed(Rule::SubjectOrNames));
    }
    Ok(())
}
