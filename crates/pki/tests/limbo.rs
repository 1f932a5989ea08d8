//! The chain rules against x509-limbo, a suite of chains made to tell validators apart, and against chains that real sites
//! have served. Skips, and says so, where the corpus is absent.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use std::path::PathBuf;
use strongroom_pki::x509::{
    Certificate, Contents, PeerName, Question, RootKind, Roots, Trust, UnixTime, Usage, validate,
};

/// When cases are judged that name no moment: within all their validities.
const USUAL: UnixTime = UnixTime(1_764_000_000);

/// Cases whose point no rule here can express, and why. The suite marks all of them as optional; their verdicts come out
/// right all the same, by other rules.
const OUT_OF_SCOPE: [(&str, &str); 3] = [
    ("crl::certificate-serial-on-crl-different-issuer", "revocation is not looked at"),
    ("pathlen::max-chain-depth-1", "no depth can be asked for"),
    ("webpki::san::public-suffix-multi-label-wildcard-san", "there is no list of public suffixes"),
];

/// What only a public authority has to keep: a chain to the user's own root is accepted in spite of it.
const OWN_ROOT_MAY: [&str; 11] = [
    "rfc5280::nc::invalid-dnsname-leading-period",
    "webpki::aki::root-with-aki-authoritycertserialnumber",
    "webpki::cn::ipv4-hex-mismatch",
    "webpki::cn::ipv6-uppercase-mismatch",
    "webpki::cn::utf8-vs-punycode-mismatch",
    "webpki::cn::not-in-san",
    "webpki::cn::case-mismatch",
    "webpki::eku::ee-without-eku",
    "webpki::san::public-suffix-wildcard-san",
    "webpki::san::public-suffix-multi-label-wildcard-san",
    "webpki::forbidden-rsa-key-not-divisible-by-8-in-leaf",
];

/// Has to succeed, although its common name breaks the rule for which `webpki::cn::not-in-san` has to fail: asked of the
/// user's own roots, which know no such rule.
const CONTRADICTS_ITSELF: &str = "webpki::nc::nc-permits-dns-san-pattern";

struct Case {
    id: String,
    roots: Vec<Certificate>,
    others: Vec<Certificate>,
    leaf: Certificate,
    at: UnixTime,
    peer: Option<PeerName>,
    /// The suite names a peer that cannot be one.
    has_bad_peer: bool,
    usage: Usage,
    succeeds: bool,
}

impl Case {
    fn read(case: &serde_json::Value) -> Option<Self> {
        let pem = |text: &serde_json::Value| Contents::from_pem(text.as_str().unwrap()).certificates;
        let all = |name: &str| case[name].as_array().unwrap().iter().flat_map(pem).collect::<Vec<_>>();
        let peer = case["expected_peer_name"]["value"].as_str();
        Some(Self {
            id: case["id"].as_str().unwrap().to_owned(),
            roots: all("trusted_certs"),
            others: all("untrusted_intermediates"),
            leaf: pem(&case["peer_certificate"]).pop()?,
            at: case["validation_time"].as_str().map_or(USUAL, seconds),
            peer: peer.and_then(PeerName::host),
            has_bad_peer: peer.is_some_and(|peer| PeerName::host(peer).is_none()),
            usage: if case["validation_kind"] == "SERVER" { Usage::Server } else { Usage::Client },
            succeeds: case["expected_result"] == "SUCCESS",
        })
    }

    fn verdict(&self, kind: RootKind) -> Result<(), String> {
        if self.has_bad_peer {
            return Err("no name of a peer".to_owned());
        }
        let mut roots = Roots::new();
        self.roots.iter().for_each(|root| roots.add(root.clone(), kind));
        let question = Question {
            leaf: &self.leaf,
            others: &self.others,
            trust: Trust::Roots(&roots),
            at: self.at,
            peer: self.peer.as_ref(),
            usage: self.usage,
        };
        validate(&question).map(|_| ()).map_err(|error| error.to_string())
    }
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn cases(file: &str) -> Vec<serde_json::Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/x509").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no {}", path.display());
        return Vec::new();
    };
    let suite: serde_json::Value = serde_json::from_str(&text).unwrap();
    suite["testcases"].as_array().unwrap().clone()
}

/// Seconds of an RFC 3339 moment in UTC; parts of a second are cut off.
fn seconds(text: &str) -> UnixTime {
    let part = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    let years: i64 = (1970..year).map(|year| 365 + i64::from(is_leap(year))).sum();
    let lengths = [31, 28 + i64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = years + lengths.iter().take(usize::try_from(month).unwrap() - 1).sum::<i64>() + day - 1;
    assert!(text.ends_with("+00:00"), "{text}");
    UnixTime(days * 86_400 + part(11..13) * 3600 + part(14..16) * 60 + part(17..19))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Cases of the Forum's rules are asked of public roots; those of RFC 5280 alone of the user's own.
fn kind(id: &str) -> RootKind {
    let is_of_the_forum = id.starts_with("webpki::") && id != CONTRADICTS_ITSELF;
    if is_of_the_forum { RootKind::Public } else { RootKind::Own }
}

#[test]
fn chains_that_real_sites_served_hold() {
    for case in cases("limbo-online.json").iter().map(|case| Case::read(case).unwrap()) {
        assert_eq!(case.verdict(RootKind::Public), Ok(()), "{}", case.id);
        assert_eq!(case.verdict(RootKind::Own), Ok(()), "{}", case.id);
    }
}

#[test]
fn every_case_gets_the_verdict_of_the_suite() {
    let cases: Vec<Case> = cases("limbo-sample.json").iter().map(|case| Case::read(case).unwrap()).collect();
    for case in cases.iter().filter(|case| case.succeeds) {
        assert_eq!(case.verdict(kind(&case.id)), Ok(()), "{}", case.id);
    }
    for case in cases.iter().filter(|case| !case.succeeds) {
        assert!(case.verdict(RootKind::Public).is_err(), "{} is accepted", case.id);
    }
    if !cases.is_empty() {
        assert_eq!((cases.len(), cases.iter().filter(|case| case.succeeds).count()), (61, 17));
        for (id, reason) in OUT_OF_SCOPE {
            assert!(cases.iter().any(|case| case.id == id), "{id}: {reason}");
        }
    }
}

#[test]
fn own_roots_are_spared_only_what_the_forum_demands() {
    let cases: Vec<Case> = cases("limbo-sample.json").iter().map(|case| Case::read(case).unwrap()).collect();
    let wrongly = cases.iter().filter(|case| !case.succeeds && case.verdict(RootKind::Own).is_ok());
    let wrongly: Vec<&str> = wrongly.map(|case| case.id.as_str()).collect();
    assert!(cases.is_empty() || wrongly == OWN_ROOT_MAY, "{wrongly:#?}");
}

#[test]
fn reasons_are_those_that_the_suite_means() {
    let cases: Vec<Case> = cases("limbo-sample.json").iter().map(|case| Case::read(case).unwrap()).collect();
    for (id, reason) in [
        ("rfc5280::validity::expired-intermediate", "it has expired: renew it (CN=x509-limbo-intermediate"),
        ("rfc5280::validity::not-yet-valid-1-second", "it is not valid yet"),
        ("rfc5280::nc::excluded-ipv4-match", "its issuer may not certify the name 192.0.2.1"),
        ("rfc5280::nc::excluded-dn-match-sub-mismatch", "its issuer may not certify the name CN=foo"),
        ("rfc5280::nc::invalid-ipv6-address", "its extension 2.5.29.30 cannot be read (CN=x509-limbo-root)"),
        ("rfc5280::eku::ee-eku-empty", "its extension 2.5.29.37 cannot be read (CN=example.com)"),
        ("rfc5280::serial::negative", "it is malformed: the serial number is negative"),
        ("rfc5280::ee-empty-issuer", "it is malformed: the issuer has no name"),
        ("rfc5280::root-inconsistent-ca-extensions", "its key may not be used to sign certificates"),
        ("webpki::san::mismatch-subdomain-apex-san", "it does not stand for that name"),
        ("webpki::forbidden-weak-rsa-key-in-root", "its key, RSA 1024, is too short"),
    ] {
        let Some(case) = cases.iter().find(|case| case.id == id) else { continue };
        let told = case.verdict(RootKind::Public).unwrap_err();
        assert!(told.starts_with(reason), "{id}: {told}");
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn public_roots_of_this_system_break_none_of_the_rules_for_roots() {
    let path = "/etc/ssl/certs/ca-certificates.crt";
    let Ok(text) = std::fs::read_to_string(path) else { return eprintln!("skipped: no {path}") };
    let mut roots = Roots::new();
    assert_eq!(roots.add_pem(&text, RootKind::Public), 0);
    assert!(roots.len() > 50);
    for root in Contents::from_pem(&text).certificates {
        let question = Question {
            leaf: &root,
            others: &[],
            trust: Trust::Roots(&roots),
            at: root.not_after(),
            peer: None,
            usage: Usage::Client,
        };
        assert_eq!(validate(&question).map(|chain| chain.certificates.len()), Ok(1));
    }
}
