//! Keys that were tampered with, that ask for too much, or that are no keys any more: an error or a sealed half each
//! time, never a panic, and no more work than was allowed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

mod support;

use data_encoding::BASE64;
use proptest::prelude::*;
use std::sync::LazyLock;
use strongroom_pki::ssh::{
    Algorithm, Contents, Curve, Effort, KeyType, MadeKey, PrivateHalf, PublicKey, ReadError, Sealed, Unlock,
    make, read, weaknesses,
};
use strongroom_secret::{OsRandom, SecretString};
use support::{Desk, corpus, has, run};

const PASSPHRASE: &str = "made up for this test";

fn made(kind: KeyType, passphrase: &str) -> MadeKey {
    let secret = SecretString::from(passphrase);
    make(kind, "c", (!passphrase.is_empty()).then_some(&secret), &OsRandom).unwrap()
}

/// The content between the lines of a block, changed, in a block again.
fn rewritten(text: &str, change: impl FnOnce(&mut Vec<u8>)) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    let mut content = BASE64.decode(lines[1..lines.len() - 1].concat().as_bytes()).unwrap();
    change(&mut content);
    format!("{first}\n{}\n{last}\n", BASE64.encode(&content))
}

fn places(content: &[u8], wanted: &[u8]) -> Vec<usize> {
    (0..=content.len() - wanted.len()).filter(|at| content[*at..].starts_with(wanted)).collect()
}

fn replace(content: &mut [u8], at: usize, with: &[u8]) {
    content[at..at + with.len()].copy_from_slice(with);
}

#[test]
fn public_half_of_another_key_is_noticed_wherever_it_stands() {
    let (one, other) = (made(KeyType::Ed25519, ""), made(KeyType::Ed25519, ""));
    let key = |made: &MadeKey| read(&made.public, None).unwrap().public.unwrap().blob()[19..].to_vec();
    let (own, foreign) = (key(&one), key(&other));
    // Outside, at the beginning of the private section, and beside the seed.
    for place in 0..3 {
        let text = rewritten(one.private.expose(), |content| {
            let places = places(content, &own);
            assert_eq!(places.len(), 3);
            replace(content, places[place], &foreign);
        });
        let contents = read(&text, None).unwrap();
        assert!(contents.halves_differ(), "place {place}");
    }
    assert!(!read(one.private.expose(), None).unwrap().halves_differ());
}

#[test]
fn private_numbers_of_another_key_are_noticed() {
    for kind in [KeyType::Ecdsa(Curve::P256), KeyType::Ecdsa(Curve::P521), KeyType::Rsa3072] {
        let made = made(kind, "");
        let text = rewritten(made.private.expose(), |content| {
            // The last byte of the last number, before the comment and the padding.
            let comment = *places(content, &[0, 0, 0, 1, b'c']).last().unwrap();
            content[comment - 1] ^= 2;
        });
        assert!(read(&text, None).unwrap().halves_differ(), "{kind:?}");
    }
}

#[test]
fn rounds_beyond_the_effort_are_not_begun() {
    let made = made(KeyType::Ed25519, PASSPHRASE);
    let (passphrase, sealed) =
        (SecretString::from(PASSPHRASE), |contents: &Contents| match contents.private {
            PrivateHalf::Sealed(why) => Some(why),
            _ => None,
        });
    for (rounds, effort, why) in [
        (24_u32, Effort::GLANCE, None),
        (24, Effort { bcrypt_rounds: 23, ..Effort::GLANCE }, Some(Sealed::TooCostly)),
        (65, Effort::GLANCE, Some(Sealed::TooCostly)),
        (u32::MAX, Effort::PATIENT, Some(Sealed::TooCostly)),
        (0, Effort::GLANCE, Some(Sealed::WrongPassphrase)),
        (1, Effort::GLANCE, Some(Sealed::WrongPassphrase)),
    ] {
        let text = rewritten(made.private.expose(), |content| {
            let at = places(content, &[0, 0, 0, 24, 0, 0, 0, 1])[0];
            replace(content, at, &rounds.to_be_bytes());
        });
        let contents = read(&text, Some(Unlock { passphrase: &passphrase, effort })).unwrap();
        assert_eq!(sealed(&contents), why, "{rounds} rounds");
    }
}

#[test]
fn changed_tag_is_a_wrong_passphrase() {
    let Some(corpus) = corpus() else { return };
    for cipher in ["aes128-gcm", "aes256-gcm", "chacha20-poly1305"] {
        let text = support::text(corpus.join(format!("ssh-key-examples/id_ed25519.{cipher}.enc")));
        assert!(matches!(support::read(&text, "hunter42").unwrap().private, PrivateHalf::Open(_)));
        let changed = rewritten(text.trim(), |content| *content.last_mut().unwrap() ^= 1);
        let private = support::read(&changed, "hunter42").unwrap().private;
        assert!(matches!(private, PrivateHalf::Sealed(Sealed::WrongPassphrase)), "{cipher}");
    }
}

/// A key in PKCS#8 under scrypt with these options of `openssl`.
fn under_scrypt(options: &[&str]) -> Option<String> {
    let desk = Desk::new();
    let (plain, sealed) = (desk.put("plain", ""), desk.path("sealed"));
    let pass = format!("pass:{PASSPHRASE}");
    let made = has("openssl") && run("openssl", &["genpkey", "-algorithm", "ED25519", "-out", &plain]).0;
    let fixed = ["pkcs8", "-topk8", "-in", &plain, "-out", &sealed, "-passout", &pass, "-scrypt"];
    (made && run("openssl", &[&fixed, options].concat()).0).then(|| desk.text("sealed"))
}

#[test]
fn cost_of_scrypt_that_is_no_power_of_two_is_refused() {
    let Some(text) = under_scrypt(&[]) else { return };
    assert!(matches!(support::read(&text, PASSPHRASE).unwrap().private, PrivateHalf::Open(_)));
    // 16384 as an integer of two bytes; zero takes one, and the salt before it one more.
    let zero = rewritten(text.trim(), |content| {
        let at = places(content, &[2, 2, 0x40, 0])[0];
        replace(content, at - 9, &[9]);
        replace(content, at, &[0, 2, 1, 0]);
    });
    let odd = rewritten(text.trim(), |content| {
        let at = places(content, &[2, 2, 0x40, 0])[0];
        replace(content, at, &[2, 2, 0x40, 1]);
    });
    for text in [zero, odd] {
        let private = support::read(&text, PASSPHRASE).unwrap().private;
        assert!(matches!(private, PrivateHalf::Sealed(Sealed::Unsupported)), "{private:?}");
    }
}

#[test]
fn damaged_plain_file_is_malformed_and_not_called_encrypted() {
    let made = made(KeyType::Ed25519, "");
    for (change, what) in [
        ((|content: &mut Vec<u8>| content.truncate(content.len() - 1)) as fn(&mut Vec<u8>), "cut"),
        (|content| content.push(0), "longer"),
        (|content| content[0] = b'O', "magic"),
        (|content| *content.last_mut().unwrap() ^= 1, "padding"),
        (
            |content| {
                let at = places(content, b"none")[1];
                replace(content, at, b"nine");
            },
            "kdf",
        ),
        (
            |content| {
                let at = places(content, &[0, 0, 0, 1, 0, 0, 0, 51])[0];
                replace(content, at, &[0, 0, 0, 2]);
            },
            "keys",
        ),
    ] {
        let text = rewritten(made.private.expose(), change);
        assert_eq!(read(&text, None).err(), Some(ReadError::Malformed), "{what}");
    }
}

/// Found by fuzzing: it was a key of an unknown algorithm, of which the line could not be read.
#[test]
fn name_of_a_certificate_is_no_key() {
    for name in ["ssh-ed25519-cert-v01@openssh.com", "sk-ssh-ed25519-cert-v01@openssh.com"] {
        let length = u32::try_from(name.len()).unwrap().to_be_bytes();
        let blob = [&length, name.as_bytes()].concat();
        assert_eq!(PublicKey::from_blob(&blob).err(), Some(ReadError::Malformed), "{name}");
    }
}

#[test]
fn text_longer_than_any_key_is_not_looked_at() {
    let long = format!("ssh-ed25519 {}", "A".repeat(64 * 1024));
    assert_eq!(read(&long, None).err(), Some(ReadError::TooLong));
    assert_eq!(read(&format!("{}x", " ".repeat(1 << 20)), None).err(), Some(ReadError::NotAKey));
}

/// A security key's handle, put together by hand: there is no device to make one.
#[test]
fn handle_of_a_security_key_is_read_and_ssh_keygen_agrees() {
    let string = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
    let key = read(&made(KeyType::Ed25519, "").public, None).unwrap().public.unwrap().blob()[19..].to_vec();
    let public = [string(b"sk-ssh-ed25519@openssh.com"), string(&key), string(b"ssh:")].concat();
    let mut section =
        [&[7; 8], &public[..], &[1], &string(b"a handle"), &string(b""), &string(b"c")].concat();
    section.extend((1..).take((8 - section.len() % 8) % 8));
    let content = [
        b"openssh-key-v1\0".to_vec(),
        string(b"none"),
        string(b"none"),
        string(b""),
        1_u32.to_be_bytes().to_vec(),
        string(&public),
        string(&section),
    ]
    .concat();
    let begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
    let text = format!("{begin}\n{}\n{}\n", BASE64.encode(&content), begin.replace("BEGIN", "END"));
    let contents = read(&text, None).unwrap();
    let public = contents.public.as_ref().unwrap();
    assert_eq!((public.algorithm(), contents.comment.as_deref()), (Algorithm::SkEd25519, Some("c")));
    assert!(public.algorithm().is_in_hardware() && !contents.halves_differ());
    if has("ssh-keygen") {
        let desk = Desk::new();
        let (well, line) = run("ssh-keygen", &["-y", "-f", &desk.put("key", &text)]);
        assert!(well && line.trim().starts_with(&public.line("")), "{line}");
    }
}

/// What is changed: keys of every format, with the passphrase that opens them, cheap to try.
static SAMPLES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut samples = vec![
        (made(KeyType::Ed25519, "").private.expose().clone(), ""),
        (made(KeyType::Ed25519, PASSPHRASE).private.expose().clone(), PASSPHRASE),
        (made(KeyType::Ecdsa(Curve::P384), "").private.expose().clone(), ""),
        (made(KeyType::Ecdsa(Curve::P521), "").public, ""),
        (made(KeyType::Rsa3072, "").private.expose().clone(), ""),
    ];
    for entry in
        corpus().into_iter().flat_map(|corpus| std::fs::read_dir(corpus.join("ssh-key-examples")).unwrap())
    {
        let path = entry.unwrap().path();
        let passphrase = if path.extension().is_some_and(|end| end == "enc") { "hunter42" } else { "123" };
        samples.push((support::text(path), passphrase));
    }
    samples.extend(under_scrypt(&["-scrypt_N", "16", "-scrypt_r", "1"]).map(|text| (text, PASSPHRASE)));
    for (algorithm, notation) in
        [("rsa", "PEM"), ("ecdsa", "PEM"), ("dsa", "PEM"), ("rsa", "PKCS8"), ("ecdsa", "PKCS8")]
    {
        for passphrase in ["", PASSPHRASE] {
            let desk = Desk::new();
            let key = desk.path("key");
            let bits = if algorithm == "ecdsa" { "256" } else { "1024" };
            if run(
                "ssh-keygen",
                &["-q", "-t", algorithm, "-b", bits, "-m", notation, "-N", passphrase, "-f", &key],
            )
            .0
            {
                samples.push((desk.text("key"), passphrase));
            }
        }
    }
    samples
});

/// Everything that can be asked about what was read.
fn ask(contents: &Contents) {
    let _ = (contents.halves_differ(), contents.is_private(), format!("{contents:?}"));
    for public in contents.public.iter().chain(contents.certificate.iter().map(|found| &found.authority)) {
        let _ =
            (weaknesses(public), public.description(), public.fingerprint_sha256(), public.fingerprint_md5());
        assert_eq!(PublicKey::from_blob(public.blob()).as_ref(), Ok(public), "a blob has one spelling");
    }
}

fn try_to_read(text: &str, passphrase: &str) {
    let passphrase = SecretString::from(passphrase);
    // Enough for the samples, and so little that thousands of them can be tried.
    let effort = Effort { bcrypt_rounds: 2, pbkdf2_rounds: 4096, scrypt_blocks: 1 << 10 };
    for unlock in [None, Some(Unlock { passphrase: &passphrase, effort })] {
        if let Ok(contents) = read(text, unlock) {
            ask(&contents);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_text_never_panics(
        sample: prop::sample::Index,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
    ) {
        let (text, passphrase) = sample.get(&SAMPLES);
        let mut bytes = text.clone().into_bytes();
        for (at, byte, how) in changes {
            change(&mut bytes, at, byte, how);
        }
        try_to_read(&String::from_utf8_lossy(&bytes), passphrase);
    }

    #[test]
    fn changed_content_never_panics(
        sample: prop::sample::Index,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..4),
    ) {
        let (text, passphrase) = sample.get(&SAMPLES);
        let words: Vec<&str> = text.split(' ').collect();
        let apply = |content: &mut Vec<u8>| for (at, byte, how) in &changes {
            change(content, *at, *byte, *how);
        };
        let plain_block = text.starts_with("-----BEGIN") && !text.contains(": ");
        let changed = if plain_block {
            rewritten(text.trim(), apply)
        } else if let Some(mut content) = words.get(1).and_then(|word| BASE64.decode(word.trim().as_bytes()).ok()) {
            apply(&mut content);
            format!("{} {}", words[0], BASE64.encode(&content))
        } else {
            return Ok(());
        };
        try_to_read(&changed, passphrase);
    }

    #[test]
    fn arbitrary_text_never_panics(text in "(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----\n|PuTTY-User-Key-File-|ssh-rsa )?\\PC{0,200}") {
        try_to_read(&text, "x");
    }
}

/// Changes, removes, repeats or cuts.
fn change(bytes: &mut Vec<u8>, at: prop::sample::Index, byte: u8, how: u8) {
    if bytes.is_empty() {
        return;
    }
    let at = at.index(bytes.len());
    match how {
        0 => bytes[at] = byte,
        1 => drop(bytes.remove(at)),
        2 => {
            let end = (at + usize::from(byte)).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
        _ => bytes[at] = [0, 0xff, 0x7f, 0x80][usize::from(byte) % 4],
    }
}
