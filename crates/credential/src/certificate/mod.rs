//! Items of the kind certificate: what a pasted PEM text is, what can be said of it, and what is wrong with it. It must never
//! take a private key into anything that is shown.

mod check;
mod judge;
mod make;
mod recognise;

pub use check::{Checked, Fault, Link, Presented, check, peer_name, trust_own, trust_system};
pub use judge::{examine, examine_against};
pub use make::{Authority, MAX_DAYS, NamedAuthority, Wish, authority_named, issued, request, self_signed};
pub use recognise::{from_certificates, from_key_store, recognise};
pub use strongroom_pki::x509::{MakeError, NewKey, Purpose, Roots};

use crate::{Day, Moment};
use strongroom_pki::x509::{Certificate, UnixTime};

/// Most certificates of one item: a leaf, its chain, and room for those that were pasted along. Of more than these nothing is
/// taken, because it is a list of roots and not somebody's certificate.
const MAX_CERTIFICATES: usize = 100;

/// The certificates in the order of a chain: the one that is meant first, each followed by its issuer; then the others, in the
/// order that they came in.
fn in_order(mut certificates: Vec<Certificate>, is_meant: impl Fn(&Certificate) -> bool) -> Vec<Certificate> {
    let issues =
        |one: &Certificate| certificates.iter().any(|other| other != one && other.issuer() == one.subject());
    let place = certificates.iter().position(is_meant);
    let place = place.or_else(|| certificates.iter().position(|one| !one.is_authority() && !issues(one)));
    let place = place.or_else(|| certificates.iter().position(|one| !issues(one))).unwrap_or(0);
    let mut ordered = Vec::with_capacity(certificates.len());
    let mut next = (place < certificates.len()).then_some(place);
    while let Some(place) = next {
        let one = certificates.remove(place);
        next = certificates.iter().position(|other| other.subject() == one.issuer());
        ordered.push(one);
    }
    ordered.append(&mut certificates);
    ordered.dedup();
    ordered
}

fn unix(now: Moment) -> UnixTime {
    UnixTime(now.0.div_euclid(1000))
}

fn day(time: UnixTime) -> Day {
    Moment::from_seconds(time.0).day()
}

/// `YYYY-MM-DDThh:mm:ssZ`.
fn second(time: UnixTime) -> String {
    let seconds = time.0.rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z", day(time), seconds / 3600, seconds / 60 % 60, seconds % 60)
}
