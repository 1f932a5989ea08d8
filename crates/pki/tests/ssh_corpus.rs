//! Every SSH key of the corpus, read here and by `ssh-keygen`, which have to agree.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

mod support;

use std::path::{Path, PathBuf};
use strongroom_pki::ssh::{
    Algorithm, Certificate, CertificateKind, Contents, Curve, Format, PrivateHalf, ReadError, Sealed,
    SignatureCheck, weaknesses,
};
use support::{Desk, corpus, has, listed, read, run, text};

/// As SOURCES.md says.
fn passphrase(name: &str) -> &'static str {
    match name {
        name if name.ends_with("_enc.ppk") || name.ends_with("_enc.ppk2") => "123",
        name if name.ends_with(".enc") => "hunter42",
        _ => "",
    }
}

fn keys(corpus: &Path) -> Vec<PathBuf> {
    let mut keys = Vec::new();
    for folder in ["agent-messages", "ssh-key-examples"] {
        for entry in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with("id_")
                || ["padless_wonder", "puttygen_overpadded", "non_utf8_comment"].contains(&name)
            {
                keys.push(path);
            }
        }
    }
    keys.sort();
    keys
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// The algorithm that a file's name names.
fn algorithm(name: &str) -> Option<Algorithm> {
    let stem = name.strip_prefix("id_")?;
    Some(match stem {
        stem if stem.starts_with("sk_ecdsa") => Algorithm::SkEcdsa,
        stem if stem.starts_with("sk_ed25519") => Algorithm::SkEd25519,
        stem if stem.starts_with("rsa") => Algorithm::Rsa,
        stem if stem.starts_with("dsa") => Algorithm::Dsa,
        stem if stem.starts_with("ecdsa_p384") => Algorithm::Ecdsa(Curve::P384),
        stem if stem.starts_with("ecdsa_p521") => Algorithm::Ecdsa(Curve::P521),
        stem if stem.starts_with("ecdsa") => Algorithm::Ecdsa(Curve::P256),
        stem if stem.starts_with("ed25519") => Algorithm::Ed25519,
        _ => Algorithm::Other("name@example.com".to_owned()),
    })
}

fn contents(path: &Path) -> Contents {
    read(&text(path), passphrase(name(path))).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_key_is_what_its_name_says_and_its_halves_belong_together() {
    let Some(corpus) = corpus() else { return };
    let keys = keys(&corpus);
    assert_eq!(keys.len(), 65);
    for path in keys {
        let (name, contents) = (name(&path), contents(&path));
        let public = contents.public.as_ref().unwrap();
        if let Some(algorithm) = algorithm(name) {
            assert_eq!(public.algorithm(), algorithm, "{name}");
        }
        assert_eq!(contents.encrypted, !passphrase(name).is_empty(), "{name}");
        assert_eq!(contents.is_private(), !name.ends_with(".pub"), "{name}");
        assert_eq!(contents.format == Format::Certificate, name.contains("-cert"), "{name}");
        assert!(!contents.halves_differ(), "{name}");
        let open = match &contents.private {
            PrivateHalf::Open(pair) => pair.fits(),
            PrivateHalf::Unknown => name == "id_opaque",
            PrivateHalf::Sealed(why) => name.ends_with("_enc.ppk") && *why == Sealed::Unsupported,
            PrivateHalf::Absent => name.ends_with(".pub"),
        };
        assert!(open, "{name}: {:?}", contents.private);
    }
}

#[test]
fn bits_fingerprints_and_comments_are_those_of_ssh_keygen() {
    let Some(corpus) = corpus() else { return };
    if !has("ssh-keygen") {
        return;
    }
    let (desk, mut compared) = (Desk::new(), 0);
    for path in keys(&corpus) {
        let (name, contents) = (name(&path), contents(&path));
        let public = contents.public.as_ref().unwrap();
        let copy = desk.put("key", text(&path));
        for (hash, fingerprint) in
            [("sha256", public.fingerprint_sha256()), ("md5", public.fingerprint_md5())]
        {
            let Some((bits, theirs, rest)) = listed(&copy, hash) else {
                let cannot = ["ppk", "ppk2"].iter().any(|end| name.ends_with(end))
                    || name.starts_with("id_opaque")
                    || name == "id_ed25519-cert-badsig.pub";
                assert!(cannot, "{name}");
                continue;
            };
            compared += 1;
            assert_eq!((public.bits(), &theirs), (Some(bits), &fingerprint), "{name}");
            // It knows no comment of an encrypted file, and shows none that is not UTF-8 as we do.
            if !contents.encrypted && name != "non_utf8_comment" {
                let shown = contents.comment.as_deref().unwrap_or("no comment");
                assert!(rest.starts_with(&format!("{shown} (")), "{name}: {rest}");
            }
        }
    }
    assert_eq!(compared, 2 * 52);
}

#[test]
fn private_keys_give_the_public_line_that_ssh_keygen_derives() {
    let Some(corpus) = corpus() else { return };
    if !has("ssh-keygen") {
        return;
    }
    let (desk, mut compared) = (Desk::new(), 0);
    for path in keys(&corpus) {
        let (name, contents) = (name(&path), contents(&path));
        let is_openssh = contents.format == Format::OpenSsh && name != "id_opaque";
        let copy = desk.put("key", text(&path));
        let (well, line) = run("ssh-keygen", &["-y", "-P", passphrase(name), "-f", &copy]);
        assert_eq!(well, is_openssh, "{name}: {line}");
        if is_openssh {
            let ours = contents.public.unwrap().line("");
            assert!(line.starts_with(&ours), "{name}: {line}");
            compared += 1;
        }
    }
    assert_eq!(compared, 26);
}

#[test]
fn wrong_passphrase_opens_nothing_and_shows_the_public_half_all_the_same() {
    let Some(corpus) = corpus() else { return };
    let mut tried = 0;
    for path in keys(&corpus).iter().filter(|path| !passphrase(name(path)).is_empty()) {
        for (passphrase, why) in [("wrong", Sealed::WrongPassphrase), ("", Sealed::NoPassphrase)] {
            let contents = read(&text(path), passphrase).unwrap();
            let why = if name(path).ends_with("_enc.ppk") { Sealed::Unsupported } else { why };
            assert!(
                matches!(contents.private, PrivateHalf::Sealed(found) if found == why),
                "{}",
                path.display()
            );
            assert!(contents.public.is_some() && contents.encrypted && !contents.halves_differ());
        }
        tried += 1;
    }
    assert_eq!(tried, 15);
}

#[test]
fn certificates_say_what_ssh_keygen_says() {
    let Some(corpus) = corpus() else { return };
    if !has("ssh-keygen") {
        return;
    }
    let (desk, mut compared) = (Desk::new(), 0);
    for path in keys(&corpus) {
        let Some(certificate) = contents(&path).certificate else { continue };
        let name = name(&path);
        if name == "id_ed25519-cert-badsig.pub" {
            assert_eq!(certificate.signature, SignatureCheck::Invalid);
            continue;
        }
        assert_eq!(certificate.signature, SignatureCheck::Valid, "{name}");
        let (well, out) = run("ssh-keygen", &["-L", "-f", &desk.put("key-cert.pub", text(&path))]);
        assert!(well, "{name}: {out}");
        check_words(&certificate, &out, name);
        compared += 1;
    }
    assert_eq!(compared, 10);
}

fn check_words(certificate: &Certificate, out: &str, name: &str) {
    let kind =
        if certificate.kind == CertificateKind::User { "user certificate" } else { "host certificate" };
    let mut expected = vec![
        kind.to_owned(),
        certificate.authority.fingerprint_sha256(),
        format!("(using {})", certificate.signature_algorithm),
        format!("Key ID: \"{}\"", certificate.key_id),
        format!("Serial: {}", certificate.serial),
    ];
    expected.extend(certificate.principals.iter().map(|name| format!("                {name}")));
    expected.extend(certificate.extensions.iter().map(|option| format!("                {}", option.name)));
    for part in expected {
        assert!(out.contains(&part), "{name}: {part} not in {out}");
    }
    assert_eq!(out.contains("Critical Options: (none)"), certificate.critical_options.is_empty());
    assert_eq!(out.contains("Principals: (none)"), certificate.principals.is_empty());
}

#[test]
fn validity_and_principals_of_a_certificate_are_read() {
    let Some(corpus) = corpus() else { return };
    let certificate = contents(&corpus.join("agent-messages/id_rsa-cert.pub")).certificate.unwrap();
    assert_eq!(certificate.principals, ["test-principal"]);
    // 2020-01-01T00:00:00 to 2099-12-31T23:59:59, in UTC.
    assert_eq!((certificate.valid_after, certificate.valid_before), (1_577_836_800, 4_102_444_799));
}

#[test]
fn lines_of_authorized_keys_are_read_with_their_options_and_comments() {
    let Some(corpus) = corpus() else { return };
    let text = text(corpus.join("ssh-key-examples/authorized_keys"));
    assert_eq!(read(&text, "").err(), Some(ReadError::Several));
    let lines: Vec<Contents> = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| read(line, "").unwrap())
        .collect();
    let options: Vec<Vec<&str>> =
        lines.iter().map(|line| line.options.iter().map(String::as_str).collect()).collect();
    assert_eq!(options[0], [""; 0]);
    assert_eq!(options[1], [r#"command="/usr/bin/date""#]);
    assert_eq!(options[2], [r#"environment="PATH=/bin:/usr/bin""#]);
    assert_eq!(options[3], [r#"from="10.0.0.?,*.example.com""#, "no-X11-forwarding"]);
    assert_eq!(lines[4].comment.as_deref(), Some("hello world this is a long comment"));
    assert_eq!(lines.len(), 5);
}

#[test]
fn what_is_no_key_is_not_taken_for_one() {
    let Some(corpus) = corpus() else { return };
    let text = text(corpus.join("ssh-key-examples/known_hosts"));
    for line in text.lines() {
        assert_eq!(read(line, "").err(), Some(ReadError::NotAKey), "{line}");
    }
    for entry in std::fs::read_dir(corpus.join("ssh-key-examples")).unwrap() {
        let path = entry.unwrap().path();
        if name(&path).starts_with("sshsig_") {
            assert_eq!(read(&support::text(&path), "").err(), Some(ReadError::NotAKey));
        }
    }
    for entry in std::fs::read_dir(corpus.join("agent-messages")).unwrap() {
        let path = entry.unwrap().path();
        if name(&path).ends_with(".bin") {
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(read(&String::from_utf8_lossy(&bytes), "").err(), Some(ReadError::NotAKey));
        }
    }
}

#[test]
fn good_keys_of_the_corpus_are_not_called_broken() {
    let Some(corpus) = corpus() else { return };
    for path in keys(&corpus) {
        let public = contents(&path).public.unwrap();
        let expected = usize::from(public.algorithm() == Algorithm::Dsa);
        assert_eq!(weaknesses(&public).len(), expected, "{}", path.display());
    }
}
