//! SSH keys of the corpus as items. Skips, and says so, where the corpus is absent.

#![allow(
    clippy::unwrap_used,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use std::path::PathBuf;
use strongroom_credential::ssh_key::{examine, recognise};
use strongroom_credential::{Day, FactName, Field, FieldType, Item, Kind, Moment};

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn corpus() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/ssh");
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: no {}", path.display());
    None
}

fn text(name: &str) -> Option<String> {
    Some(std::fs::read_to_string(corpus()?.join(name)).unwrap())
}

fn day(text: &str) -> Moment {
    Day::parse(text).unwrap().start()
}

fn codes(item: &Item, now: &str) -> Vec<(&'static str, Option<String>)> {
    let findings = examine(item, day(now)).findings.into_iter();
    findings.map(|finding| (finding.code.code(), finding.detail)).collect()
}

fn fact(item: &Item, name: FactName) -> Option<String> {
    let facts = examine(item, day("2026-01-01")).facts.into_iter();
    facts.into_iter().find(|fact| fact.name == name).map(|fact| fact.value)
}

#[test]
fn every_key_of_the_corpus_is_recognised_and_examined() {
    let Some(corpus) = corpus() else { return };
    let mut recognised = 0;
    for folder in ["agent-messages", "ssh-key-examples"] {
        for entry in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let bytes = std::fs::read(&path).unwrap();
            let item = recognise(&String::from_utf8_lossy(&bytes));
            let key = name.starts_with("id_")
                || ["padless_wonder", "puttygen_overpadded", "non_utf8_comment"].contains(&name.as_str());
            assert_eq!(item.is_some(), key, "{name}");
            let Some(item) = item else { continue };
            recognised += 1;
            assert_eq!(item.kind, Kind::SSH_KEY);
            assert_eq!(item.field("private_key").is_some(), !name.ends_with(".pub"), "{name}");
            assert!(item.field("public_key").is_some() && !item.title.is_empty(), "{name}");
            for name in
                [FactName::Algorithm, FactName::FingerprintSha256, FactName::FingerprintMd5, FactName::Format]
            {
                assert!(fact(&item, name).is_some());
            }
            check_findings(&item, &name);
        }
    }
    assert_eq!(recognised, 65);
}

fn check_findings(item: &Item, name: &str) {
    for (code, _) in codes(item, "2030-01-01") {
        let expected = match code {
            "ssh_unencrypted" => !name.ends_with(".pub") && !name.contains("enc"),
            "ssh_outdated" => name.contains("dsa") && !name.contains("ecdsa"),
            "certificate_chain_invalid" => name.contains("badsig"),
            _ => false,
        };
        assert!(expected, "{name}: {code}");
    }
}

#[test]
fn certificate_is_judged_by_the_moment() {
    // Valid from 2022-04-05T17:07:03 to 2035-12-15T17:07:03, for host.example.com.
    let Some(text) = text("ssh-key-examples/id_ed25519-cert.pub") else { return };
    let item = recognise(&text).unwrap();
    let detail = |text: &str| Some(text.to_owned());
    for (now, expected) in [
        ("2022-04-05", vec![("certificate_not_yet_valid", detail("2022-04-05"))]),
        ("2022-04-06", vec![]),
        ("2035-11-15", vec![]),
        ("2035-11-16", vec![("expires_soon", detail("2035-12-15"))]),
        ("2035-12-15", vec![("expires_soon", detail("2035-12-15"))]),
        ("2035-12-16", vec![("expired", detail("2035-12-15"))]),
    ] {
        assert_eq!(codes(&item, now), expected, "{now}");
    }
    assert_eq!(fact(&item, FactName::Subject), detail("host.example.com"));
    assert_eq!(fact(&item, FactName::ValidFrom), detail("2022-04-05T17:07:03Z"));
    assert_eq!(fact(&item, FactName::ValidUntil), detail("2035-12-15T17:07:03Z"));
    assert_eq!(fact(&item, FactName::KeyUsage), detail("host"));
    let issuer = "SHA256:UCUiLr7Pjs9wFFJMDByLgc3NrtdU344OgUM45wZPcIQ";
    assert_eq!(fact(&item, FactName::Issuer), detail(issuer));
}

#[test]
fn certificate_belongs_to_the_private_key_it_certifies_and_to_no_other() {
    let Some(certificate) = text("ssh-key-examples/id_ed25519-cert.pub") else { return };
    for (private, expected) in [
        ("ssh-key-examples/id_ed25519", vec!["ssh_unencrypted"]),
        ("ssh-key-examples/id_rsa_4096", vec!["ssh_unencrypted", "ssh_halves_differ"]),
    ] {
        let item = Item::new(Kind::SSH_KEY, "")
            .with(Field::new("private_key", FieldType::Hidden, text(private).unwrap()))
            .with(Field::new("public_key", FieldType::Text, certificate.clone()));
        let found: Vec<&str> = codes(&item, "2026-01-01").into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, expected);
    }
}
