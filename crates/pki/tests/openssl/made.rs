//! What is made here, judged by OpenSSL at its strictest.

use super::Bench;
use strongroom_pki::x509::{
    AlternativeName, Draft, Made, MakeError, NewKey, PeerName, Purpose, Question, RootKind, Roots, Trust,
    UnixTime, Usage, issued, request, self_signed, validate,
};
use strongroom_secret::OsRandom;

fn draft(name: &str, purpose: Purpose, key: NewKey, now: UnixTime) -> Draft {
    Draft {
        common_name: name.to_owned(),
        organisation: "Ünïted".to_owned(),
        alternative_names: match purpose {
            Purpose::Authority(_) => Vec::new(),
            _ => vec![
                AlternativeName::Dns(name.to_owned()),
                AlternativeName::Dns("*.wild.example".to_owned()),
                AlternativeName::Ip("192.0.2.1".parse().unwrap()),
                AlternativeName::Ip("2001:db8::1".parse().unwrap()),
                AlternativeName::Email("a@example.org".to_owned()),
            ],
        },
        not_before: now,
        not_after: UnixTime(now.0 + 90 * 86_400),
        purpose,
        key,
    }
}

fn write(bench: &Bench, name: &str, made: &Made) {
    bench.write(&format!("{name}.pem"), made.certificate.to_pem());
    bench.write(&format!("{name}.key"), made.private_key.to_pem().expose());
}

#[test]
fn openssl_accepts_a_private_authority_and_its_leaves() {
    let Some(bench) = Bench::new() else { return };
    let now = bench.now();
    for key in [NewKey::P256, NewKey::Ed25519] {
        let root = self_signed(&draft("Root", Purpose::Authority(Some(1)), key, now), &OsRandom).unwrap();
        let middle =
            issued(&draft("Middle", Purpose::Authority(Some(0)), key, now), &root, &OsRandom).unwrap();
        let leaf = issued(&draft("leaf.example", Purpose::Server, key, now), &middle, &OsRandom).unwrap();
        [("root", &root), ("middle", &middle), ("leaf", &leaf)]
            .iter()
            .for_each(|(name, made)| write(&bench, name, made));
        for name in ["leaf.example", "a.wild.example"] {
            bench.run(&format!(
                "verify -x509_strict -check_ss_sig -purpose sslserver -verify_hostname {name} -CAfile root.pem -untrusted middle.pem leaf.pem"
            ));
        }
        for (purpose, option) in [("sslclient", ""), ("sslserver", "-verify_hostname other.example")] {
            let verify =
                format!("verify -purpose {purpose} {option} -CAfile root.pem -untrusted middle.pem leaf.pem");
            assert!(!bench.try_run(&verify).status.success(), "{verify}");
        }
        bench.run("verify -x509_strict -purpose sslserver -verify_ip 2001:db8::1 -CAfile root.pem -untrusted middle.pem leaf.pem");
        bench.run("pkey -in leaf.key -check -noout");
        assert_eq!(bench.run("pkey -in leaf.key -pubout"), bench.run("x509 -in leaf.pem -pubkey -noout"));

        let mut roots = Roots::new();
        // Public: it keeps all that public authorities have to keep, too.
        roots.add(root.certificate, RootKind::Public);
        let chain = validate(&Question {
            leaf: &leaf.certificate,
            others: &[middle.certificate],
            trust: Trust::Roots(&roots),
            at: now,
            peer: PeerName::host("leaf.example").as_ref(),
            usage: Usage::Server,
        })
        .map(|chain| chain.certificates.len());
        assert_eq!(chain, Ok(3));
    }
}

#[test]
fn openssl_accepts_a_self_signed_certificate_and_a_request() {
    let Some(bench) = Bench::new() else { return };
    let now = bench.now();
    for key in [NewKey::P256, NewKey::Ed25519] {
        let made = self_signed(&draft("own.example", Purpose::Peer, key, now), &OsRandom).unwrap();
        write(&bench, "own", &made);
        bench.run(
            "verify -check_ss_sig -purpose sslserver -verify_hostname own.example -CAfile own.pem own.pem",
        );
        assert!(made.certificate.is_self_signed() && made.private_key.belongs_to(&made.certificate));

        let made = request(&draft("asked.example", Purpose::Server, key, now), &OsRandom).unwrap();
        bench.write("asked.csr", made.request);
        bench.write("asked.key", made.private_key.to_pem().expose());
        let printed = bench.run("req -in asked.csr -verify -noout -text");
        for part in
            ["DNS:asked.example, DNS:*.wild.example, IP Address:192.0.2.1", "TLS Web Server Authentication"]
        {
            assert!(printed.contains(part), "{printed}");
        }
        assert_eq!(bench.run("pkey -in asked.key -pubout"), bench.run("req -in asked.csr -pubkey -noout"));
    }
}

#[test]
fn drafts_that_make_no_good_certificate_are_refused() {
    let now = UnixTime(1_800_000_000);
    let good = draft("a.example", Purpose::Server, NewKey::Ed25519, now);
    let refused = |draft: Draft| self_signed(&draft, &OsRandom).unwrap_err();
    let nobody = Draft { common_name: String::new(), alternative_names: Vec::new(), ..good.clone() };
    assert_eq!(refused(nobody), MakeError::NoName);
    for name in ["a_b.example", "*.*.example", "a b", "", "é.example"] {
        let names = vec![AlternativeName::Dns(name.to_owned())];
        let told = refused(Draft { alternative_names: names, ..good.clone() });
        assert_eq!(told, MakeError::BadName { name: name.to_owned() });
    }
    let long = Draft { common_name: "x".repeat(65), ..good.clone() };
    assert_eq!(refused(long), MakeError::BadName { name: "x".repeat(64) });
    let many = vec![AlternativeName::Dns("a.example".to_owned()); 101];
    assert_eq!(refused(Draft { alternative_names: many, ..good.clone() }), MakeError::TooManyNames);
    for not_after in [UnixTime(now.0 - 1), UnixTime(i64::MAX), UnixTime(-1)] {
        assert_eq!(refused(Draft { not_after, ..good.clone() }), MakeError::BadValidity);
    }

    let leaf = self_signed(&good, &OsRandom).unwrap();
    assert_eq!(issued(&good, &leaf, &OsRandom).unwrap_err(), MakeError::UnfitIssuer);
    let authority = draft("Root", Purpose::Authority(None), NewKey::P256, now);
    let root = self_signed(&authority, &OsRandom).unwrap();
    let late = Draft { not_after: UnixTime(authority.not_after.0 + 1), ..good.clone() };
    assert_eq!(issued(&late, &root, &OsRandom).unwrap_err(), MakeError::BadValidity);
    let other = Made { private_key: leaf.private_key, ..root };
    assert_eq!(issued(&good, &other, &OsRandom).unwrap_err(), MakeError::UnfitIssuer);
}

#[test]
fn years_beyond_2049_are_written_as_the_standard_has_it() {
    let Some(bench) = Bench::new() else { return };
    for (name, until) in [("near", 2_524_607_999), ("far", 2_524_608_000), ("last", 253_402_300_799)] {
        let draft = Draft {
            not_after: UnixTime(until),
            ..draft("a.example", Purpose::Server, NewKey::Ed25519, UnixTime(1_800_000_000))
        };
        let made = self_signed(&draft, &OsRandom).unwrap();
        assert_eq!(made.certificate.not_after(), UnixTime(until));
        write(&bench, name, &made);
        let printed = bench.run(&format!("asn1parse -in {name}.pem"));
        assert_eq!(printed.contains("GENERALIZEDTIME"), name != "near", "{printed}");
    }
}
