//! What is known about an item of kind `oauth`, and what is wrong with it. What its tokens say of themselves is found
//! wherever tokens stand (see `api_key`).

use super::endpoint::{Endpoint, EndpointError};
use super::field::{
    ACCESS_TOKEN, AUTHORIZATION_URL, EXPIRES, ISSUER, REFRESH_TOKEN, SCOPES, TOKEN_TYPE, TOKEN_URL,
};
use crate::fold::prefix;
use crate::{Day, Examination, Fact, FactName, Finding, FindingCode, Item, Moment, Severity, host_of};

/// Longest fact, in bytes.
const MAX_FACT: usize = 200;

/// Facts and findings of an item of kind `oauth`.
pub fn examine(item: &Item, now: Moment) -> Examination {
    let mut found = Examination::default();
    for (place, field) in item.fields.iter().enumerate().filter(|(_, field)| !field.value.is_empty()) {
        // Exposed to be judged; facts are made of what is no secret.
        let value = field.value.expose();
        match field.name.as_str() {
            ISSUER | AUTHORIZATION_URL | TOKEN_URL => {
                found.findings.extend(address(value).map(|finding| finding.about(place)));
            }
            SCOPES => found.facts.push(fact(FactName::Scope, &scopes(value), place)),
            TOKEN_TYPE => found.facts.push(fact(FactName::CredentialType, value, place)),
            ACCESS_TOKEN if cannot_be_renewed(item, now) => {
                let finding = Finding::new(Severity::Low, FindingCode::OauthNoRefresh);
                found.findings.push(finding.about(place));
            }
            _ => {}
        }
    }
    let provider = item.fields.iter().position(|field| matches!(field.name.as_str(), ISSUER | TOKEN_URL));
    if let Some(place) = provider
        && let Some(host) = item.fields.get(place).and_then(|field| host_of(field.value.expose()))
    {
        found.facts.push(fact(FactName::Service, &host, place));
    }
    found
}

fn fact(name: FactName, value: &str, place: usize) -> Fact {
    Fact { name, value: prefix(value, MAX_FACT).to_owned(), field: Some(place) }
}

fn scopes(text: &str) -> String {
    prefix(text, 4 * MAX_FACT).split_whitespace().collect::<Vec<_>>().join(", ")
}

fn address(url: &str) -> Option<Finding> {
    let error = Endpoint::parse(url).err()?;
    let severity = if error == EndpointError::Insecure { Severity::High } else { Severity::Medium };
    Some(Finding::new(severity, FindingCode::OauthInsecureEndpoint))
}

/// An access token that ends soon or has ended, and nothing to get another one with.
fn cannot_be_renewed(item: &Item, now: Moment) -> bool {
    let filled = |name: &str| item.field(name).filter(|field| !field.value.is_empty());
    // Exposed to be read as a date.
    let end = filled(EXPIRES).and_then(|field| Day::parse(field.value.expose()));
    filled(REFRESH_TOKEN).is_none() && end.is_some_and(|end| end.0.saturating_sub(now.day().0) <= 1)
}
