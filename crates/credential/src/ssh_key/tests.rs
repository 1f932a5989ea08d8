//! Tests of SSH keys as items, with keys made here.

use super::*;
use crate::{Examination, FactName, Moment, Severity};
use data_encoding::BASE64;
use strongroom_secret::OsRandom;

const WORDS: &str = "made up for this test";
/// The first of January 2026.
const NOW: Moment = Moment(1_767_225_600_000);

fn made(passphrase: &str) -> Item {
    let secret = SecretString::from(passphrase);
    let given = (!passphrase.is_empty()).then_some(&secret);
    make(KeyType::Ed25519, "me@example.org", given, &OsRandom).unwrap()
}

fn value(item: &Item, name: &str) -> String {
    item.field(name).unwrap().value.expose().clone()
}

fn item(fields: &[(&str, &str)]) -> Item {
    fields.iter().fold(Item::new(Kind::SSH_KEY, ""), |item, (name, value)| {
        let field_type = if *name == PUBLIC { FieldType::Text } else { FieldType::Hidden };
        item.with(Field::new(name, field_type, *value))
    })
}

/// Code, name of the field, severity and detail.
type Found = (&'static str, String, Severity, Option<String>);

fn found(item: &Item) -> Vec<Found> {
    let findings = examine(item, NOW).findings.into_iter();
    findings
        .map(|finding| {
            let field = finding.field.map_or_else(String::new, |place| item.fields[place].name.clone());
            (finding.code.code(), field, finding.severity, finding.detail)
        })
        .collect()
}

fn fact(examination: &Examination, name: FactName) -> Vec<&str> {
    let facts = examination.facts.iter().filter(|fact| fact.name == name);
    facts.map(|fact| fact.value.as_str()).collect()
}

#[test]
fn made_key_is_an_item_with_nothing_wrong_but_a_missing_passphrase() {
    assert_eq!(found(&made(WORDS)), []);
    let plain = made("");
    assert_eq!(plain.title, "me@example.org");
    assert_eq!(found(&plain), [("ssh_unencrypted", PRIVATE.to_owned(), Severity::Low, None)]);
    assert_eq!(plain.fields.len(), 2);
    let unnamed = make(KeyType::Ecdsa(Curve::P384), "", None, &OsRandom).unwrap();
    assert_eq!(unnamed.title, "SSH key (ECDSA P-384)");
}

#[test]
fn facts_name_algorithm_format_encryption_fingerprints_and_comment_once() {
    for (passphrase, encrypted) in [("", "no"), (WORDS, "yes")] {
        let examination = examine(&made(passphrase), NOW);
        assert_eq!(fact(&examination, FactName::Algorithm), ["Ed25519"]);
        assert_eq!(fact(&examination, FactName::Encrypted), [encrypted]);
        assert_eq!(fact(&examination, FactName::Format), ["OpenSSH", "OpenSSH public key"]);
        assert_eq!(fact(&examination, FactName::Comment), ["me@example.org"; 2]);
        assert!(fact(&examination, FactName::FingerprintSha256)[0].starts_with("SHA256:"));
        assert!(fact(&examination, FactName::FingerprintMd5)[0].starts_with("MD5:"));
        assert_eq!(fact(&examination, FactName::FingerprintSha256).len(), 1);
    }
}

#[test]
fn halves_of_two_keys_differ() {
    let (one, other) = (made(""), made(""));
    let mixed = item(&[(PRIVATE, &value(&one, PRIVATE)), (PUBLIC, &value(&other, PUBLIC))]);
    let differ = ("ssh_halves_differ", PUBLIC.to_owned(), Severity::High, None);
    assert!(found(&mixed).contains(&differ));
    assert_eq!(fact(&examine(&mixed, NOW), FactName::FingerprintSha256).len(), 2);
    // Without the passphrase too: the public half stands outside.
    let sealed = item(&[(PRIVATE, &value(&made(WORDS), PRIVATE)), (PUBLIC, &value(&other, PUBLIC))]);
    assert_eq!(found(&sealed), [differ]);
}

#[test]
fn wrong_passphrase_is_found_only_where_there_is_one_to_try() {
    let private = value(&made(WORDS), PRIVATE);
    let wrong = item(&[(PRIVATE, &private), (PASSPHRASE, "another")]);
    assert_eq!(found(&wrong), [("ssh_wrong_passphrase", PASSPHRASE.to_owned(), Severity::Medium, None)]);
    assert_eq!(found(&item(&[(PRIVATE, &private), (PASSPHRASE, WORDS)])), []);
    assert_eq!(found(&item(&[(PRIVATE, &private), (PASSPHRASE, "")])), []);
    assert_eq!(found(&item(&[(PRIVATE, &private)])), []);
}

#[test]
fn fields_that_hold_something_else_are_found() {
    let made = made("");
    let (private, public) = (value(&made, PRIVATE), value(&made, PUBLIC));
    let unreadable = |field: &str| ("ssh_unreadable", field.to_owned(), Severity::Medium, None);
    assert_eq!(
        found(&item(&[(PRIVATE, "hello"), (PUBLIC, "hello")])),
        [unreadable(PRIVATE), unreadable(PUBLIC)]
    );
    assert_eq!(found(&item(&[(PRIVATE, &public)])), [unreadable(PRIVATE)]);
    assert_eq!(found(&item(&[(PRIVATE, &private[..200])])), [unreadable(PRIVATE)]);
    let secret = Some("SSH private key".to_owned());
    assert_eq!(
        found(&item(&[(PUBLIC, &private)])),
        [("secret_in_public_field", PUBLIC.to_owned(), Severity::High, secret)]
    );
    assert_eq!(found(&item(&[(PUBLIC, &format!("{public}\n{public}"))])), []);
    assert_eq!(found(&item(&[])), []);
}

/// The line of an RSA key of that many bits with those last bytes.
fn rsa_line(bits: usize, exponent: u8, last: u8) -> String {
    let mut modulus = vec![0xb5; bits / 8];
    *modulus.last_mut().unwrap() = last;
    let string = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
    let number = |bytes: &[u8]| string(&[&[0], bytes].concat());
    let blob = [string(b"ssh-rsa"), string(&[exponent]), number(&modulus)].concat();
    format!("ssh-rsa {}", BASE64.encode(&blob))
}

#[test]
fn weak_keys_are_found_with_what_is_weak() {
    let of = |line: &str| found(&item(&[(PUBLIC, line)]));
    let detail = |text: &str| Some(text.to_owned());
    let even = of(&rsa_line(3072, 37, 0));
    assert_eq!(even, [("ssh_broken", PUBLIC.to_owned(), Severity::High, detail("factor 2"))]);
    let cubic = of(&rsa_line(3072, 3, 1));
    assert_eq!(cubic, [("ssh_broken", PUBLIC.to_owned(), Severity::High, detail("exponent"))]);
    for (bits, severity) in [(1024, Severity::High), (2048, Severity::Low)] {
        let short = ("ssh_short", PUBLIC.to_owned(), severity, Some(format!("RSA {bits}")));
        assert!(of(&rsa_line(bits, 37, 1)).contains(&short), "{bits}");
    }
}

#[test]
fn pasted_key_is_recognised_with_its_other_half() {
    let sealed = value(&made(WORDS), PRIVATE);
    let made = made("");
    let (private, public) = (value(&made, PRIVATE), value(&made, PUBLIC));
    for text in [
        private.clone(),
        private.replace('\n', "\r\n"),
        format!("\n\n{private}\n\n"),
        format!("{private}{public}\n"),
        format!("{public}\n{private}"),
    ] {
        let item = recognise(&text).unwrap();
        assert_eq!((item.kind.clone(), item.title.as_str()), (Kind::SSH_KEY, "me@example.org"));
        assert_eq!(value(&item, PRIVATE).replace('\r', ""), private);
        assert_eq!(value(&item, PUBLIC), public);
        assert!(item.field(PRIVATE).unwrap().field_type.is_secret());
    }
    let alone = recognise(&public).unwrap();
    assert!(alone.field(PRIVATE).is_none() && value(&alone, PUBLIC) == public);
    let sealed = recognise(&sealed).unwrap();
    // The comment is behind the passphrase; the public key is not.
    assert_eq!((sealed.title.as_str(), sealed.fields.len()), ("SSH key (Ed25519)", 2));
}

#[test]
fn text_that_is_no_key_or_more_than_one_is_not_recognised() {
    let made = made("");
    let (private, public) = (value(&made, PRIVATE), value(&made, PUBLIC));
    for text in [
        String::new(),
        "hello".to_owned(),
        "ssh-ed25519".to_owned(),
        "-----BEGIN OPENSSH PRIVATE KEY-----".to_owned(),
        format!("{private}hello"),
        format!("{private}{private}"),
        format!("{public}\n{public}"),
        format!("{private}-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n"),
        "x".repeat(1 << 20),
        format!("{private}{}", " \n".repeat(1 << 19)),
    ] {
        assert!(recognise(&text).is_none(), "{}", &text[..text.len().min(200)]);
    }
}

#[test]
fn cut_text_never_panics() {
    let made = made("");
    let text = format!("{}{}é", value(&made, PRIVATE), value(&made, PUBLIC));
    for (end, _) in text.char_indices() {
        let _ = recognise(&text[..end]);
        let _ = examine(&item(&[(PRIVATE, &text[..end]), (PUBLIC, &text[end..])]), NOW);
    }
}

#[test]
fn nothing_of_the_private_key_is_in_what_is_said_of_it() {
    let made = made("");
    let private = value(&made, PRIVATE);
    let mixed = item(&[(PRIVATE, &private), (PUBLIC, &private), (PASSPHRASE, WORDS)]);
    let said = format!("{:?}{:?}{:?}", examine(&mixed, NOW), recognise(&private), mixed);
    for line in private.lines().skip(1).take(3) {
        // The first lines are header and public key, which the public line shows in another grouping of bits.
        assert!(!said.contains(line));
    }
    assert!(!said.contains(WORDS));
}
