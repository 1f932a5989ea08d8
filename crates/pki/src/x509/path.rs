//! Finding a chain among certificates in any order: depth first, likelier issuers first, within a budget, so that neither
//! cycles nor thousands of namesakes cost more than a moment.

use super::certificate::Certificate;
use super::chain::{Chain, ChainError, ChainFault, Question, Rule, Trust};
use super::name::DistinguishedName;
use super::roots::RootKind;
use super::rules;
use super::signature::SignatureFault;
use std::collections::HashMap;

/// Longest chain, leaf and root included; those of the web have three or four.
const MAX_LINKS: usize = 12;
/// Most signatures checked for one question.
const MAX_SIGNATURES: usize = 100;
/// Most certificates tried as a link.
const MAX_STEPS: usize = 1000;

/// How far a chain came before it failed; the furthest one's reason is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    /// So many links, then nobody.
    Open(usize),
    /// A link whose signature does not hold.
    Unsigned,
    /// A whole chain that breaks a rule.
    Whole,
    /// The budget is spent.
    Spent,
}

struct Search<'a, 'q> {
    question: &'q Question<'a>,
    by_subject: HashMap<&'a DistinguishedName, Vec<&'a Certificate>>,
    signatures: usize,
    steps: usize,
    failure: Option<(Progress, ChainError)>,
}

pub(super) fn find<'a>(question: &Question<'a>) -> Result<Chain<'a>, ChainError> {
    let mut by_subject: HashMap<_, Vec<_>> = HashMap::new();
    for other in question.others.iter().filter(|other| *other != question.leaf) {
        by_subject.entry(other.subject()).or_default().push(other);
    }
    let mut search = Search { question, by_subject, signatures: 0, steps: 0, failure: None };
    match search.extend(&mut vec![question.leaf]) {
        Some(chain) => Ok(chain),
        None => Err(search.failure.map_or_else(|| missing_issuer(question.leaf), |(_, error)| error)),
    }
}

impl<'a> Search<'a, '_> {
    /// Completes the chain that begins with these links.
    fn extend(&mut self, links: &mut Vec<&'a Certificate>) -> Option<Chain<'a>> {
        let last = *links.last()?;
        let candidates = self.candidates(last, links);
        if let Some(kind) = self.anchor(last, links.len(), candidates.is_empty()) {
            match rules::check(links, kind, self.question) {
                Ok(()) => return Some(Chain { certificates: links.clone() }),
                Err(error) => self.failed(Progress::Whole, error),
            }
        }
        let mut extended = false;
        for candidate in candidates {
            self.steps += 1;
            if links.len() >= MAX_LINKS || self.steps > MAX_STEPS || self.signatures >= MAX_SIGNATURES {
                self.failed(Progress::Spent, error(last, ChainFault::TooComplex));
                return None;
            }
            if !self.signs(candidate, last) {
                continue;
            }
            extended = true;
            links.push(candidate);
            if let Some(chain) = self.extend(links) {
                return Some(chain);
            }
            links.pop();
        }
        if !extended {
            self.failed(Progress::Open(links.len()), missing_issuer(last));
        }
        None
    }

    /// Who may have issued it: roots first, then those whose key it names, then those that are valid at the moment. None that
    /// is in the chain already, by name and key.
    fn candidates(&self, certificate: &Certificate, links: &[&'a Certificate]) -> Vec<&'a Certificate> {
        let mut found: Vec<&'a Certificate> = match self.question.trust {
            Trust::Roots(roots) => roots.named(certificate.issuer()).collect(),
            Trust::AsGiven => Vec::new(),
        };
        found.extend(self.by_subject.get(certificate.issuer()).into_iter().flatten().copied());
        let is_link = |one: &Certificate| {
            links.iter().any(|link| link.subject() == one.subject() && link.key() == one.key())
        };
        found.retain(|candidate| !is_link(candidate));
        let at = self.question.at;
        found.sort_by_cached_key(|candidate| {
            let is_valid = (candidate.not_before()..=candidate.not_after()).contains(&at);
            (!names_key(certificate, candidate), !is_valid)
        });
        found
    }

    /// Whether a chain may end here, and by which rules it is judged then.
    fn anchor(&self, last: &Certificate, length: usize, is_dead_end: bool) -> Option<RootKind> {
        match self.question.trust {
            Trust::Roots(roots) => roots.kind(last),
            Trust::AsGiven => {
                let ends = last.is_self_issued() || is_dead_end && (length > 1 || self.by_subject.is_empty());
                ends.then_some(RootKind::Own)
            }
        }
    }

    fn signs(&mut self, issuer: &Certificate, subject: &Certificate) -> bool {
        self.signatures += 1;
        let fault = match subject.is_signed_by(issuer.key()) {
            Ok(()) => return true,
            // A namesake with another key is not the issuer; a key that is named and did not sign is a forgery.
            Err(SignatureFault::Bad) if !names_key(subject, issuer) => return false,
            Err(SignatureFault::Bad) => ChainFault::BadSignature,
            Err(SignatureFault::Weak) => ChainFault::WeakSignature(subject.signature_algorithm()),
            Err(SignatureFault::Unsupported) => {
                ChainFault::UnsupportedSignature(subject.signature_algorithm())
            }
        };
        self.failed(Progress::Unsigned, error(subject, fault));
        false
    }

    fn failed(&mut self, progress: Progress, error: ChainError) {
        if self.failure.as_ref().is_none_or(|(best, _)| progress > *best) {
            self.failure = Some((progress, error));
        }
    }
}

/// Whether the issuer's key is the one that the certificate names; yes where either of them is silent.
fn names_key(certificate: &Certificate, issuer: &Certificate) -> bool {
    let named =
        certificate.extensions().authority_key.as_ref().and_then(|found| found.value.identifier.as_ref());
    let own = issuer.extensions().subject_key.as_ref().map(|found| &found.value);
    named.zip(own).is_none_or(|(named, own)| named == own)
}

fn missing_issuer(certificate: &Certificate) -> ChainError {
    if certificate.is_self_signed() {
        return error(certificate, ChainFault::UntrustedRoot);
    }
    if certificate.issuer().is_empty() {
        return error(certificate, ChainFault::Malformed(Rule::IssuerName));
    }
    error(certificate, ChainFault::IssuerMissing { issuer: certificate.issuer().to_string() })
}

pub(super) fn error(certificate: &Certificate, reason: ChainFault) -> ChainError {
    ChainError { certificate: certificate.subject().to_string(), reason }
}

#[cfg(test)]
mod tests {
    use super::super::draft::{Draft, NewKey, Purpose};
    use super::super::make::{Made, certify, issued, self_signed};
    use super::super::time::UnixTime;
    use super::super::usage::Usage;
    use super::*;
    use crate::x509::Roots;
    use strongroom_secret::OsRandom;

    const NOW: UnixTime = UnixTime(1_800_000_000);

    fn draft(name: &str, purpose: Purpose) -> Draft {
        Draft {
            common_name: name.to_owned(),
            organisation: String::new(),
            alternative_names: Vec::new(),
            not_before: NOW,
            not_after: UnixTime(NOW.0 + 86_400),
            purpose,
            key: NewKey::Ed25519,
        }
    }

    fn authority(name: &str) -> Made {
        self_signed(&draft(name, Purpose::Authority(None)), &OsRandom).unwrap()
    }

    fn answer(leaf: &Certificate, others: &[Certificate], roots: &Roots) -> Result<usize, ChainFault> {
        let trust = Trust::Roots(roots);
        let question = Question { leaf, others, trust, at: NOW, peer: None, usage: Usage::Any };
        find(&question).map(|chain| chain.certificates.len()).map_err(|error| error.reason)
    }

    #[test]
    fn authorities_that_all_sign_each_other_cost_no_more_than_the_budget() {
        let all: Vec<Made> = (0..14).map(|number| authority(&format!("CA {number}"))).collect();
        let mut others = Vec::new();
        for (one, subject) in all.iter().enumerate() {
            for issuer in all.iter().skip(one + 1).chain(all.iter().take(one)) {
                let purpose = Purpose::Authority(None);
                let draft = draft(&format!("CA {one}"), purpose);
                others.push(certify(&draft, &subject.private_key, issuer, &OsRandom).unwrap());
            }
        }
        let leaf = issued(&draft("leaf", Purpose::Server), &all[0], &OsRandom).unwrap().certificate;
        assert_eq!(answer(&leaf, &others, &Roots::new()), Err(ChainFault::TooComplex));
        let mut roots = Roots::new();
        roots.add(all[7].certificate.clone(), RootKind::Own);
        assert_eq!(answer(&leaf, &others, &roots).map(|length| length > 2), Ok(true));
    }

    #[test]
    fn thousands_of_namesakes_cost_no_more_than_the_budget() {
        let root = authority("Root");
        let leaf = issued(&draft("leaf", Purpose::Server), &root, &OsRandom).unwrap().certificate;
        let namesake = authority("Root").certificate;
        let others = vec![namesake; 10_000];
        let missing = ChainFault::IssuerMissing { issuer: "CN=Root".to_owned() };
        assert!(
            matches!(answer(&leaf, &others, &Roots::new()), Err(found) if found == missing || found == ChainFault::TooComplex)
        );
        let mut roots = Roots::new();
        others.into_iter().for_each(|other| roots.add(other, RootKind::Own));
        roots.add(root.certificate, RootKind::Own);
        assert_eq!((roots.len(), answer(&leaf, &[], &roots)), (2, Ok(2)));
    }

    #[test]
    fn chain_as_given_ends_where_the_root_was_left_out() {
        let root = authority("Root");
        let middle = issued(&draft("Middle", Purpose::Authority(None)), &root, &OsRandom).unwrap();
        let leaf = issued(&draft("leaf", Purpose::Server), &middle, &OsRandom).unwrap().certificate;
        let given = |others: &[Certificate]| {
            let question = Question {
                leaf: &leaf,
                others,
                trust: Trust::AsGiven,
                at: NOW,
                peer: None,
                usage: Usage::Any,
            };
            find(&question).map(|chain| chain.certificates.len()).map_err(|error| error.reason)
        };
        let (root, middle) = (root.certificate, middle.certificate);
        assert_eq!(given(&[]), Ok(1));
        assert_eq!(given(std::slice::from_ref(&middle)), Ok(2));
        assert_eq!(given(&[root.clone(), middle]), Ok(3));
        let missing = ChainFault::IssuerMissing { issuer: "CN=Middle".to_owned() };
        assert_eq!(given(&[root]), Err(missing));
    }
}
