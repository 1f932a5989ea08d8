//! Keys made by `ssh-keygen`, `openssl` and `puttygen` (Debian's packages openssh-client, openssl and putty-tools) in every
//! format they write, read here.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

mod support;

use strongroom_pki::ssh::{Contents, Format, PrivateHalf, ReadError, Sealed};
use support::{Desk, has, read, run};

const PASSPHRASE: &str = "made up for this test";

fn open(contents: &Contents) -> bool {
    matches!(&contents.private, PrivateHalf::Open(pair) if pair.fits()) && !contents.halves_differ()
}

fn sealed(contents: &Contents) -> Option<Sealed> {
    match contents.private {
        PrivateHalf::Sealed(why) => Some(why),
        _ => None,
    }
}

/// Runs a program that has to succeed, and gives what it printed.
fn well(program: &str, arguments: &[&str]) -> String {
    let (well, out) = run(program, arguments);
    assert!(well, "{program} {arguments:?}: {out}");
    out
}

#[test]
fn formats_of_ssh_keygen_are_read_plain_and_encrypted() {
    if !has("ssh-keygen") {
        return;
    }
    for (algorithm, bits) in [
        ("rsa", "3072"),
        ("rsa", "1024"),
        ("ecdsa", "256"),
        ("ecdsa", "521"),
        ("dsa", "1024"),
        ("ed25519", "256"),
    ] {
        for notation in ["PEM", "PKCS8", "RFC4716"] {
            for passphrase in ["", PASSPHRASE] {
                let (desk, what) = (Desk::new(), format!("{algorithm} {bits} {notation}"));
                let key = desk.path("key");
                let arguments =
                    ["-q", "-t", algorithm, "-b", bits, "-m", notation, "-N", passphrase, "-f", &key];
                well("ssh-keygen", &arguments);
                check_private(&desk, passphrase, &what);
                check_exports(&desk, &what);
            }
        }
    }
}

fn check_private(desk: &Desk, passphrase: &str, what: &str) {
    let contents = read(&desk.text("key"), passphrase).unwrap();
    assert!(open(&contents), "{what}: {contents:?}");
    assert_eq!(contents.encrypted, !passphrase.is_empty());
    assert_eq!(contents.public, read(&desk.text("key.pub"), "").unwrap().public, "{what}");
    if !passphrase.is_empty() {
        let wrong = read(&desk.text("key"), "wrong").unwrap();
        assert_eq!(sealed(&wrong), Some(Sealed::WrongPassphrase), "{what}");
    }
}

fn check_exports(desk: &Desk, what: &str) {
    let public = read(&desk.text("key.pub"), "").unwrap().public;
    for export in ["RFC4716", "PKCS8", "PEM"] {
        // It does not write every kind in every format.
        let (well, text) = run("ssh-keygen", &["-e", "-m", export, "-f", &desk.path("key.pub")]);
        if well {
            assert_eq!(read(&text, "").unwrap().public, public, "{what} {export}");
        }
    }
}

const OPENSSL_KINDS: [(&str, &[&str]); 5] = [
    ("RSA", &["-pkeyopt", "rsa_keygen_bits:2048"]),
    ("EC", &["-pkeyopt", "ec_paramgen_curve:P-256"]),
    ("EC", &["-pkeyopt", "ec_paramgen_curve:P-384"]),
    ("EC", &["-pkeyopt", "ec_paramgen_curve:P-521"]),
    ("ED25519", &[]),
];

/// A desk with a new key in PKCS#8, and what it holds.
fn openssl_key(kind: &str, options: &[&str]) -> (Desk, Contents) {
    let desk = Desk::new();
    // Made here first, so that only its owner may read it.
    let plain = desk.put("plain", "");
    well("openssl", &[&["genpkey", "-algorithm", kind, "-out", &plain], options].concat());
    let contents = read(&desk.text("plain"), "").unwrap();
    (desk, contents)
}

#[test]
fn plain_pkcs8_of_openssl_is_read_and_agrees_with_its_public_key() {
    if !has("openssl") {
        return;
    }
    for (kind, options) in OPENSSL_KINDS {
        let (desk, contents) = openssl_key(kind, options);
        assert!(open(&contents) && contents.format == Format::Pkcs8 && !contents.encrypted);
        let plain = desk.path("plain");
        let spki = well("openssl", &["pkey", "-in", &plain, "-pubout"]);
        assert_eq!(read(&spki, "").unwrap().public, contents.public);
        // It does not read Ed25519 in this format.
        if kind != "ED25519" && has("ssh-keygen") {
            let line = well("ssh-keygen", &["-y", "-f", &plain]);
            assert_eq!(line.trim(), contents.public.unwrap().line(""));
        }
    }
}

#[test]
fn encrypted_pkcs8_of_openssl_is_opened() {
    if !has("openssl") {
        return;
    }
    let pass = format!("pass:{PASSPHRASE}");
    for (kind, options) in OPENSSL_KINDS {
        let (desk, expected) = openssl_key(kind, options);
        let (plain, file) = (desk.path("plain"), desk.path("sealed"));
        for (scheme, why) in [
            (&["-v2", "aes-256-cbc"][..], None),
            (&["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"], None),
            (&["-v2", "aes-192-cbc", "-iter", "100000"], None),
            (&["-v2", "des3", "-v2prf", "hmacWithSHA1"], None),
            (&["-scrypt"], None),
            (&["-iter", "1000001"], Some(Sealed::TooCostly)),
            (&["-scrypt", "-scrypt_p", "4"], Some(Sealed::TooCostly)),
            (&["-v1", "PBE-SHA1-3DES"], Some(Sealed::Unsupported)),
        ] {
            let fixed = ["pkcs8", "-topk8", "-in", &plain, "-out", &file, "-passout", &pass];
            well("openssl", &[&fixed, scheme].concat());
            let contents = read(&desk.text("sealed"), PASSPHRASE).unwrap();
            assert_eq!(sealed(&contents), why, "{kind} {scheme:?}");
            assert!(contents.encrypted && contents.is_private());
            if why.is_none() {
                assert!(open(&contents) && contents.public == expected.public, "{kind} {scheme:?}");
                let wrong = read(&desk.text("sealed"), "wrong").unwrap();
                assert_eq!(sealed(&wrong), Some(Sealed::WrongPassphrase));
                assert!(wrong.public.is_none());
            }
        }
    }
}

#[test]
fn pem_that_openssl_encrypts_as_it_used_to_is_opened() {
    if !has("openssl") {
        return;
    }
    let pass = format!("pass:{PASSPHRASE}");
    for (kind, options) in OPENSSL_KINDS.into_iter().filter(|(kind, _)| *kind != "ED25519") {
        let (desk, expected) = openssl_key(kind, options);
        let (plain, file) = (desk.path("plain"), desk.path("sealed"));
        let (command, traditional) =
            if kind == "RSA" { ("rsa", &["-traditional"][..]) } else { ("ec", &[][..]) };
        for (cipher, why) in [
            ("-aes128", None),
            ("-aes192", None),
            ("-aes256", None),
            ("-des3", None),
            ("-camellia256", Some(Sealed::Unsupported)),
        ] {
            let fixed = [command, cipher, "-in", &plain, "-out", &file, "-passout", &pass];
            well("openssl", &[&fixed, traditional].concat());
            assert!(desk.text("sealed").contains("DEK-Info"));
            let contents = read(&desk.text("sealed"), PASSPHRASE).unwrap();
            assert_eq!(sealed(&contents), why, "{cipher}");
            assert!(why.is_some() || open(&contents) && contents.public == expected.public, "{cipher}");
            let none = sealed(&read(&desk.text("sealed"), "").unwrap());
            assert_eq!(none, why.or(Some(Sealed::NoPassphrase)));
        }
    }
}

#[test]
fn keys_of_other_kinds_are_not_taken_for_ssh_keys() {
    if !has("openssl") {
        return;
    }
    for arguments in [
        &["genpkey", "-algorithm", "X25519"][..],
        &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"],
        &["genpkey", "-algorithm", "ED448"],
        &["ecparam", "-genkey", "-name", "secp256k1"],
    ] {
        let text = well("openssl", arguments);
        assert_eq!(read(&text, "").err(), Some(ReadError::Unsupported), "{arguments:?}");
    }
    let text = well("openssl", &["ecparam", "-genkey", "-name", "prime256v1"]);
    assert!(text.contains("EC PARAMETERS") && open(&read(&text, "").unwrap()));
}

#[test]
fn files_of_puttygen_are_read_and_agree_with_its_own_words() {
    if !has("puttygen") {
        return;
    }
    for (kind, bits) in [
        ("rsa", "2048"),
        ("dsa", "1024"),
        ("ecdsa", "256"),
        ("ecdsa", "384"),
        ("ecdsa", "521"),
        ("eddsa", "255"),
    ] {
        for (version, passphrase) in [("2", ""), ("2", PASSPHRASE), ("3", ""), ("3", PASSPHRASE)] {
            let (desk, parameter) = (Desk::new(), format!("version={version}"));
            let (key, secret) = (desk.path("key"), desk.put("secret", passphrase));
            let new = ["-q", "-t", kind, "-b", bits, "-C", "a comment", "--new-passphrase", &secret];
            well("puttygen", &[&new[..], &["--ppk-param", &parameter, "-O", "private", "-o", &key]].concat());
            let contents = read(&desk.text("key"), passphrase).unwrap();
            check_puttys_words(&contents, &key, &secret);
            if (version, passphrase) == ("3", PASSPHRASE) {
                assert_eq!(sealed(&contents), Some(Sealed::Unsupported));
            } else {
                assert!(open(&contents), "{kind} {version}: {contents:?}");
                check_changed_file(&desk.text("key"), passphrase);
            }
        }
    }
}

fn check_puttys_words(contents: &Contents, key: &str, secret: &str) {
    let public = contents.public.as_ref().unwrap();
    let say = |how: &[&str]| well("puttygen", &[&[key, "--old-passphrase", secret], how].concat());
    assert_eq!(say(&["-O", "public-openssh"]).trim(), public.line("a comment"));
    assert!(say(&["-l", "-E", "sha256"]).contains(&public.fingerprint_sha256()));
    let rfc4716 = read(&say(&["-O", "public"]), "").unwrap();
    assert_eq!((rfc4716.public.as_ref(), rfc4716.comment.as_deref()), (Some(public), Some("a comment")));
}

/// A file that somebody changed is damaged in the clear, and not to be told from a wrong passphrase otherwise.
fn check_changed_file(text: &str, passphrase: &str) {
    let changed = read(&text.replace("a comment", "b comment"), passphrase);
    if passphrase.is_empty() {
        assert_eq!(changed.err(), Some(ReadError::Malformed));
    } else {
        assert_eq!(sealed(&changed.unwrap()), Some(Sealed::WrongPassphrase));
        assert_eq!(sealed(&read(text, "wrong").unwrap()), Some(Sealed::WrongPassphrase));
    }
}
