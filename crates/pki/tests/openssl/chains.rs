//! Chains that OpenSSL made, judged by both.

use super::Bench;
use std::fmt::Write;
use strongroom_pki::x509::{
    Certificate, ChainFault, Contents, PeerName, Question, RootKind, Roots, Rule, Trust, UnixTime, Usage,
    validate,
};

const CA: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n";
const LEAF: &str = "subjectAltName=DNS:leaf.example\nextendedKeyUsage=serverAuth\n";
const P256: &str = "ec -pkeyopt ec_paramgen_curve:P-256";

/// Makes a certificate with these extensions, signed by another or by itself. Files are named after it; what follows a
/// hyphen is no part of its common name.
fn make(
    bench: &Bench,
    name: &str,
    issuer: Option<&str>,
    extensions: &str,
    key: &str,
    more: &str,
) -> Certificate {
    let common = name.split('-').next().unwrap_or_default();
    bench.write("extensions", extensions);
    bench
        .run(&format!("req -new -newkey {key} -nodes -keyout {name}.key -out {name}.csr -subj /CN={common}"));
    let signer = match issuer {
        Some(issuer) => format!("-CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial"),
        None => format!("-signkey {name}.key"),
    };
    let days = if more.contains("-days") { "" } else { "-days 300" };
    bench
        .run(&format!("x509 -req -in {name}.csr -extfile extensions {signer} {days} {more} -out {name}.pem"));
    Contents::from_pem(&bench.text(&format!("{name}.pem"))).certificates.remove(0)
}

struct Chain {
    root: Certificate,
    others: Vec<Certificate>,
    leaf: Certificate,
}

impl Chain {
    fn fault(&self, at: UnixTime, peer: &str, usage: Usage) -> Option<ChainFault> {
        let mut roots = Roots::new();
        roots.add(self.root.clone(), RootKind::Own);
        let peer = PeerName::host(peer);
        let question = Question {
            leaf: &self.leaf,
            others: &self.others,
            trust: Trust::Roots(&roots),
            at,
            peer: peer.as_ref(),
            usage,
        };
        validate(&question).err().map(|error| error.reason)
    }
}

/// Whether OpenSSL accepts the leaf below the root through `middle.pem` and whatever else is in `others.pem`.
fn accepts(bench: &Bench, at: UnixTime, peer: &str) -> bool {
    let check = if peer.parse::<std::net::IpAddr>().is_ok() { "-verify_ip" } else { "-verify_hostname" };
    let verify = format!(
        "verify -purpose sslserver {check} {peer} -attime {} -CAfile root.pem -untrusted others.pem leaf.pem",
        at.0
    );
    bench.try_run(&verify).status.success()
}

/// Root, one authority below it and a leaf, with these extensions.
fn chain(bench: &Bench, root: &str, middle: &str, leaf: &str) -> Chain {
    let root = make(bench, "root", None, root, P256, "");
    let middle = make(bench, "middle", Some("root"), middle, P256, "");
    let leaf = make(bench, "leaf", Some("middle"), leaf, P256, "");
    bench.write("others.pem", middle.to_pem());
    Chain { root, others: vec![middle], leaf }
}

#[test]
fn both_say_the_same_of_chains_whose_extensions_differ() {
    let Some(bench) = Bench::new() else { return };
    let now = UnixTime(bench.now().0 + 60);
    let permitted = |name: &str| format!("{CA}nameConstraints=critical,permitted;{name}\n");
    let excluded = |name: &str| format!("{CA}nameConstraints=critical,excluded;{name}\n");
    let cases: [(String, String, String, &str); 20] = [
        (CA.into(), CA.into(), LEAF.into(), "leaf.example"),
        (CA.into(), CA.into(), LEAF.into(), "other.example"),
        (CA.into(), CA.into(), "subjectAltName=DNS:*.leaf.example,IP:192.0.2.1\n".into(), "a.leaf.example"),
        (CA.into(), CA.into(), "subjectAltName=DNS:*.leaf.example,IP:192.0.2.1\n".into(), "a.b.leaf.example"),
        (CA.into(), CA.into(), "subjectAltName=DNS:*.leaf.example,IP:192.0.2.1\n".into(), "192.0.2.1"),
        (CA.into(), CA.into(), "subjectAltName=DNS:*.leaf.example,IP:192.0.2.1\n".into(), "192.0.2.2"),
        (CA.replace("TRUE", "TRUE,pathlen:0"), CA.into(), LEAF.into(), "leaf.example"),
        (CA.replace("TRUE", "TRUE,pathlen:1"), CA.into(), LEAF.into(), "leaf.example"),
        (CA.into(), "basicConstraints=critical,CA:FALSE\n".into(), LEAF.into(), "leaf.example"),
        (CA.into(), CA.replace("keyCertSign", "cRLSign"), LEAF.into(), "leaf.example"),
        (CA.into(), CA.into(), LEAF.replace("serverAuth", "clientAuth"), "leaf.example"),
        (CA.into(), format!("{CA}extendedKeyUsage=clientAuth\n"), LEAF.into(), "leaf.example"),
        (CA.into(), CA.into(), format!("{LEAF}1.2.3.4=critical,ASN1:NULL\n"), "leaf.example"),
        (CA.into(), CA.into(), format!("{LEAF}1.2.3.4=ASN1:NULL\n"), "leaf.example"),
        (permitted("DNS:example"), CA.into(), LEAF.into(), "leaf.example"),
        (permitted("DNS:other"), CA.into(), LEAF.into(), "leaf.example"),
        (excluded("DNS:leaf.example"), CA.into(), LEAF.into(), "leaf.example"),
        (CA.into(), permitted("DNS:.example"), LEAF.into(), "leaf.example"),
        (
            CA.into(),
            permitted("IP:192.0.2.0/255.255.255.0"),
            "subjectAltName=IP:192.0.2.9".into(),
            "192.0.2.9",
        ),
        (
            CA.into(),
            excluded("IP:192.0.2.0/255.255.255.0"),
            "subjectAltName=IP:192.0.2.9".into(),
            "192.0.2.9",
        ),
    ];
    let mut accepted = 0;
    for (root, middle, leaf, peer) in cases {
        let fault = chain(&bench, &root, &middle, &leaf).fault(now, peer, Usage::Server);
        assert_eq!(fault.is_none(), accepts(&bench, now, peer), "{root}{middle}{leaf}{peer}: {fault:?}");
        accepted += usize::from(fault.is_none());
    }
    assert_eq!(accepted, 8);
}

#[test]
fn reasons_name_the_link_and_what_is_wrong_with_it() {
    let Some(bench) = Bench::new() else { return };
    let now = UnixTime(bench.now().0 + 60);
    let good = chain(&bench, CA, CA, LEAF);
    assert_eq!(good.fault(now, "leaf.example", Usage::Server), None);
    assert_eq!(good.fault(now, "x.example", Usage::Server), Some(ChainFault::NameMismatch));
    assert_eq!(good.fault(now, "leaf.example", Usage::Client), Some(ChainFault::ForbiddenUsage));
    let after = UnixTime(good.leaf.not_after().0 + 3600);
    assert_eq!(
        good.fault(after, "leaf.example", Usage::Server),
        Some(ChainFault::Expired { since: good.leaf.not_after() })
    );
    let before = UnixTime(good.leaf.not_before().0 - 3600);
    let from = good.leaf.not_before();
    assert_eq!(good.fault(before, "leaf.example", Usage::Server), Some(ChainFault::NotYetValid { from }));

    let without = Chain { others: Vec::new(), ..good };
    let issuer = "CN=middle".to_owned();
    assert_eq!(without.fault(now, "leaf.example", Usage::Server), Some(ChainFault::IssuerMissing { issuer }));
    let own = Chain { leaf: make(&bench, "own", None, LEAF, P256, ""), ..without };
    assert_eq!(own.fault(now, "leaf.example", Usage::Server), Some(ChainFault::UntrustedRoot));

    for (root, middle, leaf, fault) in [
        (CA, "basicConstraints=CA:FALSE\n", LEAF, ChainFault::NotAnAuthority),
        (CA, "subjectKeyIdentifier=hash\n", LEAF, ChainFault::NotAnAuthority),
        (CA, "basicConstraints=CA:TRUE\nkeyUsage=cRLSign\n", LEAF, ChainFault::MayNotSign),
        ("basicConstraints=critical,CA:TRUE,pathlen:0\n", CA, LEAF, ChainFault::PathTooLong { allowed: 0 }),
        (CA, CA, "keyUsage=keyCertSign\n", ChainFault::Malformed(Rule::LeafSigns)),
    ] {
        let told = chain(&bench, root, middle, leaf).fault(now, "leaf.example", Usage::Server);
        assert_eq!(told, Some(fault), "{middle}{leaf}");
    }
}

#[test]
fn every_kind_of_signature_is_checked_and_none_that_was_changed_passes() {
    let Some(bench) = Bench::new() else { return };
    let now = UnixTime(bench.now().0 + 60);
    let pss = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen";
    for (key, how) in [
        ("rsa:2048", "-sha256"),
        ("rsa:2048", "-sha384"),
        ("rsa:3072", "-sha512"),
        ("rsa:2048", "-sha224"),
        ("rsa:2048", &format!("-sha256 {pss}:32")),
        ("rsa:2048", &format!("-sha512 {pss}:20")),
        ("rsa-pss -pkeyopt rsa_keygen_bits:2048", &format!("-sha384 {pss}:48")),
        (P256, "-sha256"),
        (P256, "-sha512"),
        ("ec -pkeyopt ec_paramgen_curve:P-384", "-sha384"),
        ("ec -pkeyopt ec_paramgen_curve:P-384", "-sha256"),
        ("ec -pkeyopt ec_paramgen_curve:P-521", "-sha512"),
        ("ec -pkeyopt ec_paramgen_curve:P-521", "-sha256"),
        ("ec -pkeyopt ec_paramgen_curve:P-521", "-sha224"),
        ("ed25519", ""),
    ] {
        let root = make(&bench, "root", None, CA, key, "");
        let leaf = make(&bench, "leaf", Some("root"), LEAF, "ed25519", how);
        let good = Chain { root, others: Vec::new(), leaf };
        assert_eq!(good.fault(now, "leaf.example", Usage::Server), None, "{key} {how}");
        let mut der = good.leaf.der().to_vec();
        for place in [der.len() - 3, der.len() / 2] {
            der[place] ^= 1;
            if let Ok(leaf) = Certificate::from_der(&der) {
                let told = Chain { leaf, root: good.root.clone(), others: Vec::new() };
                let told = told.fault(now, "leaf.example", Usage::Server);
                assert!(told.is_some(), "{key} {how}: changed at {place}");
            }
        }
    }
    let root = make(&bench, "root", None, CA, "rsa:2048", "");
    for (how, weak) in [("-sha1", "RSA with SHA-1"), ("-md5", "RSA with MD5")] {
        let leaf = make(&bench, "leaf", Some("root"), LEAF, "ed25519", how);
        let told =
            Chain { root: root.clone(), others: Vec::new(), leaf }.fault(now, "leaf.example", Usage::Server);
        assert!(
            matches!(&told, Some(ChainFault::WeakSignature(found)) if found.to_string() == weak),
            "{told:?}"
        );
    }
    let leaf = make(&bench, "leaf", Some("root"), LEAF, "rsa:1024", "");
    let told = Chain { root, others: Vec::new(), leaf }.fault(now, "leaf.example", Usage::Server);
    assert_eq!(told, Some(ChainFault::WeakKey("RSA 1024".into())));
}

#[test]
fn issuers_are_found_among_namesakes_cross_signed_and_in_any_order() {
    let Some(bench) = Bench::new() else { return };
    let now = UnixTime(bench.now().0 + 60);
    let good = chain(&bench, CA, CA, LEAF);
    let mut others = good.others.clone();
    let mut bundle = String::new();
    // Namesakes of the authority with other keys, one of them expired; and two that sign each other.
    for more in ["", "-days -1", ""] {
        let namesake = make(&bench, "middle", Some("root"), CA, P256, more);
        others.insert(0, namesake);
    }
    make(&bench, "a", None, CA, P256, "");
    make(&bench, "b", Some("a"), CA, P256, "");
    bench.run("x509 -x509toreq -in a.pem -signkey a.key -out a.csr");
    bench.write("extensions", CA);
    bench.run(
        "x509 -req -in a.csr -CA b.pem -CAkey b.key -CAcreateserial -extfile extensions -out a-by-b.pem",
    );
    others.extend(Contents::from_pem(&[bench.text("b.pem"), bench.text("a-by-b.pem")].concat()).certificates);
    for other in &others {
        write!(bundle, "{}", other.to_pem()).unwrap();
    }
    bench.write("others.pem", bundle);
    let crowded = Chain { others, ..good };
    assert_eq!(crowded.fault(now, "leaf.example", Usage::Server), None);
    assert!(accepts(&bench, now, "leaf.example"));

    let circle = make(&bench, "circle", Some("b"), LEAF, P256, "");
    let circle = Chain { leaf: circle, ..crowded };
    let told = circle.fault(now, "leaf.example", Usage::Server);
    assert!(matches!(told, Some(ChainFault::IssuerMissing { .. })), "{told:?}");
}

#[test]
fn constraints_spare_an_authority_that_renews_its_key_and_no_leaf() {
    let Some(bench) = Bench::new() else { return };
    let now = UnixTime(bench.now().0 + 60);
    let root = make(
        &bench,
        "root",
        None,
        &format!("{CA}nameConstraints=critical,permitted;DNS:leaf.example\n"),
        P256,
        "",
    );
    let first = make(&bench, "self", Some("root"), CA, P256, "");
    let renewed =
        make(&bench, "self-renewed", Some("self"), &format!("{CA}subjectAltName=DNS:other\n"), P256, "");
    let leaf = make(&bench, "leaf", Some("self-renewed"), LEAF, P256, "");
    bench.write("others.pem", first.to_pem() + &renewed.to_pem());
    let good = Chain { root, others: vec![first, renewed], leaf };
    assert_eq!(good.fault(now, "leaf.example", Usage::Server), None);
    assert!(accepts(&bench, now, "leaf.example"));

    let leaf =
        make(&bench, "self-leaf", Some("self"), "subjectAltName=DNS:leaf.example,DNS:other\n", P256, "");
    bench.write("leaf.pem", leaf.to_pem());
    let bad = Chain { leaf, ..good };
    let name = "other".to_owned();
    assert_eq!(bad.fault(now, "leaf.example", Usage::Server), Some(ChainFault::ForbiddenName { name }));
    assert!(!accepts(&bench, now, "leaf.example"));
}

#[test]
fn algorithm_outside_of_the_signature_is_that_inside() {
    let Some(bench) = Bench::new() else { return };
    let now = UnixTime(bench.now().0 + 60);
    let root = make(&bench, "root", None, CA, "rsa:2048", "");
    let leaf = make(&bench, "leaf", Some("root"), LEAF, P256, "-sha256");
    // sha256WithRSAEncryption with its NULL, and without: both mean the same, and only the outer one is not signed.
    let with = [0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b, 5, 0];
    let mut der = leaf.der().to_vec();
    let place = (0..der.len() - with.len()).rev().find(|place| der[*place..].starts_with(&with)).unwrap();
    der.splice(place..place + with.len(), [&[0x30, 0x0b], &with[2..13]].concat());
    let length = u16::try_from(der.len() - 4).unwrap().to_be_bytes();
    der[2..4].copy_from_slice(&length);
    let leaf = Certificate::from_der(&der).unwrap();
    let told = Chain { root, others: Vec::new(), leaf }.fault(now, "leaf.example", Usage::Server);
    assert_eq!(told, Some(ChainFault::Malformed(Rule::OneAlgorithm)));
}
