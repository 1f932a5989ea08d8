//! What is said of an item, and what is found wrong with it.

use super::*;
use proptest::prelude::*;
use strongroom_credential::certificate::{examine_against, recognise};

#[test]
fn facts_say_all_that_may_be_shown() {
    let Chain { root, middle, leaf } = &*CHAIN;
    let item = item(&[
        ("certificate", &pem(leaf)),
        ("private_key", &key(leaf)),
        ("chain", &[pem(root), pem(middle)].concat()),
        ("host", "https://a.leaf.example:8443/"),
    ]);
    let examination = examine(&item, NOW);
    let fact = |name| {
        let fact = examination.facts.iter().find(|fact| fact.name == name).unwrap();
        (fact.value.clone(), fact.field.unwrap())
    };
    let fingerprint = leaf.certificate.fingerprint_sha256();
    for (name, value, field) in [
        (FactName::Subject, "CN=leaf.example, O=Example", 0),
        (FactName::AlternativeNames, "leaf.example, *.leaf.example", 0),
        (FactName::Issuer, "CN=Middle, O=Example", 0),
        (FactName::SerialNumber, &leaf.certificate.serial_number(), 0),
        (FactName::ValidFrom, "2027-01-14T08:00:00Z", 0),
        (FactName::ValidUntil, "2027-04-15T08:00:00Z", 0),
        (FactName::Algorithm, "EC P-256", 0),
        (FactName::Signature, "ECDSA with SHA-256", 0),
        (FactName::FingerprintSha256, &fingerprint, 0),
        (FactName::KeyUsage, "Digital Signature, TLS Web Server Authentication", 0),
        (FactName::Chain, "CN=Middle, O=Example ← CN=Root, O=Example", 2),
        (FactName::Encrypted, "no", 1),
    ] {
        assert_eq!(fact(name), (value.to_owned(), field));
    }
    assert_eq!(codes(&item, &examination), one("private_key_unencrypted", "private_key"));
    let shown = format!("{examination:?}");
    assert!(key(leaf).lines().filter(|line| line.len() > 30).all(|line| !shown.contains(line)));
}

#[test]
fn moment_decides_between_too_early_good_soon_and_over() {
    let item = item(&[("certificate", &pem(&CHAIN.leaf))]);
    let end = NOW.0 / 1000 + 90 * DAY;
    for (seconds, told) in [
        (NOW.0 / 1000 - DAY - 1, Some(("certificate_not_yet_valid", "2027-01-14"))),
        (NOW.0 / 1000 - DAY, None),
        (end - 30 * DAY - 1, None),
        (end - 30 * DAY, Some(("expires_soon", "2027-04-15"))),
        (end, Some(("expires_soon", "2027-04-15"))),
        (end + 1, Some(("expired", "2027-04-15"))),
    ] {
        let findings = examine(&item, Moment(seconds * 1000 + 999)).findings;
        let found = findings.first().map(|one| (one.code.code(), one.detail.as_deref().unwrap()));
        assert_eq!((found, findings.len()), (told, usize::from(told.is_some())), "{seconds}");
    }
}

#[test]
fn chain_is_judged_as_far_as_it_is_there() {
    let Chain { root, middle, leaf } = &*CHAIN;
    let chain = |others: &[&Made]| {
        let text: String = others.iter().map(|other| pem(other)).collect();
        found(&[("certificate", &pem(leaf)), ("chain", &text)])
    };
    assert_eq!(found(&[("certificate", &pem(leaf))]), []);
    assert_eq!(chain(&[middle]), []);
    assert_eq!(chain(&[root, middle]), []);
    assert_eq!(chain(&[root]), one("certificate_chain_incomplete", "chain"));
    let fullchain = [pem(leaf), pem(middle), pem(root)].concat();
    assert_eq!(found(&[("certificate", &fullchain)]), []);
}

#[test]
fn link_that_is_over_is_named_with_its_day() {
    let wide = |name, purpose| Draft {
        not_before: UnixTime(0),
        not_after: UnixTime(4_000_000_000),
        ..draft(name, purpose)
    };
    let root = self_signed(&wide("Root", Purpose::Authority(None)), &OsRandom).unwrap();
    let middle = self_signed(&wide("Middle", Purpose::Authority(None)), &OsRandom).unwrap();
    let leaf = issued(&wide("leaf.example", Purpose::Server), &middle, &OsRandom).unwrap();
    // Begins with the true moment and ends a day later: the moment of the question follows it.
    let files = [("in", pem(&middle)), ("ca", [pem(&root), key(&root)].concat())];
    let Some(short) = openssl(&files, "x509 -in in -CA ca -CAkey ca -set_serial 2 -days 1 -out out") else {
        return;
    };
    let short = Contents::from_pem(&String::from_utf8(short).unwrap()).certificates.remove(0);
    let end = short.not_after();
    let item = item(&[("certificate", &pem(&leaf)), ("chain", &short.to_pem())]);
    let examination = examine(&item, Moment((end.0 + 1) * 1000));
    let told = examination.findings.iter().find(|one| one.code == FindingCode::CertificateChainInvalid);
    let day = Moment::from_seconds(end.0).day();
    assert_eq!(told.unwrap().detail, Some(format!("CN=Middle, O=Example: expired on {day}")));
}

#[test]
fn roots_decide_whether_a_chain_is_complete_and_trusted() {
    let Chain { root, middle, leaf } = &*CHAIN;
    let mut roots = Roots::new();
    let against = |fields: &[(&str, &str)], roots: &Roots| {
        let item = item(fields);
        let examination = examine_against(&item, NOW, roots);
        let detail = examination.findings.first().and_then(|one| one.detail.clone()).unwrap_or_default();
        (codes(&item, &examination), detail)
    };
    let (alone, both) = (pem(leaf), [pem(middle), pem(root)].concat());
    let missing = |name: &str, field: &str| {
        (one("certificate_chain_incomplete", field), format!("CN={name}, O=Example"))
    };
    assert_eq!(against(&[("certificate", &alone)], &roots), missing("Middle", "certificate"));
    assert_eq!(
        against(&[("certificate", &alone), ("chain", &pem(middle))], &roots),
        missing("Root", "chain")
    );
    let untrusted = against(&[("certificate", &alone), ("chain", &both)], &roots);
    assert_eq!(untrusted.0, one("certificate_chain_invalid", "chain"));
    assert!(untrusted.1.starts_with("CN=Root, O=Example: it is signed by itself"), "{}", untrusted.1);
    roots.add(root.certificate.clone(), RootKind::Own);
    for chain in [pem(middle), both] {
        assert_eq!(
            against(&[("certificate", &alone), ("chain", &chain)], &roots),
            (Vec::new(), String::new())
        );
    }
}

/// The certificates that real sites served, at the moment when they did.
#[test]
fn nothing_is_found_wrong_with_what_real_sites_serve() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/x509/limbo-online.json");
    let Ok(text) = std::fs::read_to_string(path) else { return skipped(path) };
    let suite: serde_json::Value = serde_json::from_str(&text).unwrap();
    for case in suite["testcases"].as_array().unwrap() {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let all = |name: &str| case[name].as_array().unwrap().iter().map(text).collect::<String>();
        let mut roots = Roots::new();
        assert_eq!(roots.add_pem(&all("trusted_certs"), RootKind::Public), 0);
        let (at, host) = (text(&case["validation_time"]), text(&case["expected_peer_name"]["value"]));
        let seconds = [11..13, 14..16, 17..19].map(|part| at[part].parse::<i64>().unwrap());
        let seconds = seconds[0] * 3600 + seconds[1] * 60 + seconds[2];
        let at = Moment(Day::parse(&at[..10]).unwrap().start().0 + seconds * 1000);
        let (leaf, chain) = (text(&case["peer_certificate"]), all("untrusted_intermediates"));
        let item = item(&[("certificate", &leaf), ("chain", &chain), ("host", &format!("https://{host}/"))]);
        let mut findings = examine_against(&item, at, &roots).findings;
        findings.retain(|one| one.code != FindingCode::ExpiresSoon);
        assert_eq!(findings, [], "{host}");
        assert!(
            recognise(&(chain + &leaf))
                .is_some_and(|found| value(&found, "certificate") == item.fields[0].value.expose())
        );
    }
}

#[test]
fn certificate_that_vouches_for_itself_is_found_unless_it_is_a_root() {
    let own = self_signed(&draft("own.example", Purpose::Server), &OsRandom).unwrap();
    assert_eq!(found(&[("certificate", &pem(&own))]), one("certificate_self_signed", "certificate"));
    assert_eq!(found(&[("certificate", &pem(&CHAIN.root))]), []);
    let mut roots = Roots::new();
    roots.add(own.certificate.clone(), RootKind::Own);
    assert_eq!(examine_against(&item(&[("certificate", &pem(&own))]), NOW, &roots).findings, []);
}

#[test]
fn host_has_to_be_one_of_the_names() {
    let leaf = pem(&CHAIN.leaf);
    for (host, fits) in [
        ("leaf.example", true),
        ("LEAF.example.", true),
        ("https://www.leaf.example:8443/path", true),
        ("a.leaf.example:443", true),
        ("a.b.leaf.example", false),
        ("other.example", false),
        ("192.0.2.1", false),
        ("[2001:db8::1]:443", false),
        ("2001:db8::1", false),
        ("not a host", true),
    ] {
        let told = found(&[("certificate", &leaf), ("host", host)]);
        assert_eq!(told.is_empty(), fits, "{host}: {told:?}");
        assert!(fits || told == one("certificate_name_mismatch", "host"));
    }
}

#[test]
fn private_key_is_compared_and_its_passphrase_tried() {
    let Chain { middle, leaf, .. } = &*CHAIN;
    let certificate = pem(leaf);
    let told = |key: &str| found(&[("certificate", &certificate), ("private_key", key)]);
    assert_eq!(told(&key(leaf)), []);
    assert_eq!(told(&key(middle)), one("certificate_key_mismatch", "private_key"));
    assert_eq!(told("hello"), one("private_key_unreadable", "private_key"));
    let plain = item(&[("private_key", &key(leaf))]);
    assert_eq!(codes(&plain, &examine(&plain, NOW)), one("private_key_unencrypted", "private_key"));

    let Some(locked) = openssl(&[("in", key(leaf))], "pkcs8 -topk8 -in in -passout pass:x -out out") else {
        return;
    };
    let locked = String::from_utf8(locked).unwrap();
    let with = |passphrase: &str| {
        let item =
            item(&[("certificate", &certificate), ("private_key", &locked), ("passphrase", passphrase)]);
        codes(&item, &examine(&item, NOW))
    };
    assert_eq!((with("x"), with("")), (Vec::new(), Vec::new()));
    assert_eq!(with("y"), one("private_key_wrong_passphrase", "passphrase"));
}

#[test]
fn fields_that_hold_something_else_are_found() {
    let Chain { leaf, .. } = &*CHAIN;
    assert_eq!(found(&[("certificate", "hello")]), one("certificate_unreadable", "certificate"));
    let chain = found(&[("certificate", &pem(leaf)), ("chain", "hello")]);
    assert_eq!(chain, one("certificate_unreadable", "chain"));
    let both = [pem(leaf), key(leaf)].concat();
    assert_eq!(found(&[("certificate", &both)]), one("secret_in_public_field", "certificate"));
    assert_eq!(found(&[]), []);
}

#[test]
fn weak_keys_and_signatures_are_found() {
    // Whenever the true moment is: whether they are valid at the test's is not asked here.
    let told = |made: Vec<u8>| {
        let made = Contents::from_pem(&String::from_utf8(made).unwrap()).certificates.remove(0);
        let item = item(&[("certificate", &made.to_pem())]);
        let found = examine(&item, NOW).findings.into_iter();
        let found = found.map(|one| (one.code.code(), one.detail.unwrap_or_default()));
        found
            .filter(|(code, _)| !matches!(*code, "certificate_not_yet_valid" | "expired"))
            .collect::<Vec<_>>()
    };
    for (how, weak) in [
        ("rsa:1024", Some("RSA 1024")),
        ("ec -pkeyopt ec_paramgen_curve:prime192v1", Some("EC P-192")),
        ("rsa:2048", None),
        ("ec -pkeyopt ec_paramgen_curve:secp224r1", None),
    ] {
        let how = format!("req -x509 -newkey {how} -nodes -keyout k -subj /CN=x -days 3650 -sha1 -out out");
        let Some(made) = openssl(&[], &how) else { return };
        let weak: Vec<_> = weak.iter().map(|key| ("certificate_weak_key", (*key).to_owned())).collect();
        assert_eq!(told(made), weak, "{how}");
    }
    let asked = request(&draft("leaf.example", Purpose::Server), &OsRandom).unwrap();
    for (hash, weak) in [("sha1", Some("ECDSA with SHA-1")), ("sha256", None)] {
        let files = [("in", asked.request.clone()), ("ca", [pem(&CHAIN.root), key(&CHAIN.root)].concat())];
        let how = format!("x509 -req -in in -CA ca -CAkey ca -set_serial 1 -days 3650 -{hash} -out out");
        let weak: Vec<_> = weak.iter().map(|how| ("certificate_weak_signature", (*how).to_owned())).collect();
        assert_eq!(told(openssl(&files, &how).unwrap()), weak);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn damaged_items_never_panic_and_never_show_the_key(
        places in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 0..6), at in any::<i64>()
    ) {
        let Chain { middle, leaf, .. } = &*CHAIN;
        let mut text = [pem(leaf), key(leaf), pem(middle)].concat().into_bytes();
        for (place, byte) in places {
            let at = place.index(text.len());
            text[at] = byte;
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        let _ = recognise(&text);
        let item = item(&[
            ("certificate", &text), ("private_key", &text), ("chain", &text), ("host", &text), ("passphrase", "x"),
        ]);
        let examination = examine(&item, Moment(at));
        let shown = format!("{examination:?}");
        prop_assert!(key(leaf).lines().filter(|line| line.len() > 30).all(|line| !shown.contains(line)));
        prop_assert!(examination.findings.iter().all(|one| one.field.is_some_and(|field| field < item.fields.len())));
    }
}
