//! Keys made here, judged by `ssh-keygen` (Debian's package openssh-client).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

mod support;

use strongroom_pki::ssh::{
    Curve, Format, KeyType, MadeKey, MakeError, PrivateHalf, SignatureCheck, make, weaknesses,
};
use strongroom_secret::{OsRandom, Random, RandomError, SecretString};
use support::{Desk, has, listed, read, run};

const PASSPHRASE: &str = "made up for this test";

const KINDS: [(KeyType, &str, u32); 6] = [
    (KeyType::Ed25519, "ED25519", 256),
    (KeyType::Ecdsa(Curve::P256), "ECDSA", 256),
    (KeyType::Ecdsa(Curve::P384), "ECDSA", 384),
    (KeyType::Ecdsa(Curve::P521), "ECDSA", 521),
    (KeyType::Rsa3072, "RSA", 3072),
    (KeyType::Rsa4096, "RSA", 4096),
];

fn made(kind: KeyType, passphrase: &str) -> MadeKey {
    let secret = SecretString::from(passphrase);
    make(kind, "me@example.org", (!passphrase.is_empty()).then_some(&secret), &OsRandom).unwrap()
}

#[test]
fn made_keys_are_read_back_and_are_what_was_asked_for() {
    for (kind, _, bits) in KINDS {
        let made = made(kind, "");
        let contents = read(made.private.expose(), "").unwrap();
        let public = contents.public.as_ref().unwrap();
        assert_eq!((contents.format, public.bits()), (Format::OpenSsh, Some(bits)));
        assert_eq!(contents.comment.as_deref(), Some("me@example.org"));
        assert_eq!(public.line("me@example.org"), made.public);
        assert_eq!(read(&made.public, "").unwrap().public.as_ref(), Some(public));
        assert!(!contents.halves_differ() && weaknesses(public).is_empty());
    }
}

#[test]
fn ssh_keygen_reads_the_keys_that_are_made() {
    if !has("ssh-keygen") {
        return;
    }
    for (kind, name, bits) in KINDS {
        for passphrase in ["", PASSPHRASE] {
            let (desk, made) = (Desk::new(), made(kind, passphrase));
            let private = desk.put("key", made.private.expose());
            let public = desk.put("key.pub", &made.public);
            let (well, line) = run("ssh-keygen", &["-y", "-P", passphrase, "-f", &private]);
            assert!(well && line.starts_with(&made.public), "{kind:?}: {line}");
            let wrong = run("ssh-keygen", &["-y", "-P", "wrong", "-f", &private]);
            assert_eq!(wrong.0, passphrase.is_empty());
            let key = read(&made.public, "").unwrap().public.unwrap();
            for (hash, ours) in [("sha256", key.fingerprint_sha256()), ("md5", key.fingerprint_md5())] {
                let theirs = listed(&public, hash).unwrap();
                assert_eq!(theirs, (bits, ours, format!("me@example.org ({name})")));
            }
            let opened = read(made.private.expose(), passphrase).unwrap();
            assert!(matches!(&opened.private, PrivateHalf::Open(pair) if pair.fits()));
            assert_eq!(opened.encrypted, !passphrase.is_empty());
        }
    }
}

#[test]
fn what_ssh_keygen_signs_with_a_made_key_is_valid() {
    if !has("ssh-keygen") {
        return;
    }
    for (kind, ..) in KINDS {
        let (desk, made) = (Desk::new(), made(kind, ""));
        let private = desk.put("key", made.private.expose());
        let public = desk.put("key.pub", &made.public);
        let mut arguments = vec!["-q", "-s", &private, "-I", "x", "-n", "me,you", "-z", "7"];
        arguments.extend(["-O", "force-command=/bin/date", "-V", "20240101:20340101", &public]);
        let (well, out) = run("ssh-keygen", &arguments);
        assert!(well, "{out}");
        let certificate = read(&desk.text("key-cert.pub"), "").unwrap().certificate.unwrap();
        assert_eq!(certificate.signature, SignatureCheck::Valid, "{kind:?}");
        assert_eq!((certificate.serial, certificate.key_id.as_str()), (7, "x"));
        assert_eq!(certificate.principals, ["me", "you"]);
        assert_eq!(certificate.critical_options[0].name, "force-command");
        assert_eq!(certificate.critical_options[0].value, "/bin/date");
        assert_eq!((certificate.valid_after, certificate.valid_before), (1_704_067_200, 2_019_686_400));
        assert_eq!(Some(certificate.authority), read(&made.public, "").unwrap().public);
    }
}

#[test]
fn two_keys_are_never_the_same() {
    for kind in [KeyType::Ed25519, KeyType::Ecdsa(Curve::P521), KeyType::Rsa3072] {
        assert_ne!(made(kind, "").public, made(kind, "").public);
    }
}

#[test]
fn unfit_comment_and_empty_passphrase_are_refused() {
    let long = "x".repeat(1025);
    for comment in ["a\nb", "a\0b", "\u{85}", &long] {
        assert_eq!(make(KeyType::Ed25519, comment, None, &OsRandom).err(), Some(MakeError::Comment));
    }
    let empty = SecretString::default();
    let made = make(KeyType::Ed25519, "", Some(&empty), &OsRandom);
    assert_eq!(made.err(), Some(MakeError::EmptyPassphrase));
}

/// A random source that gives nothing, or always the same.
struct Stuck(Option<u8>);

impl Random for Stuck {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        out.fill(self.0.ok_or(RandomError)?);
        Ok(())
    }
}

#[test]
fn failing_or_stuck_random_source_gives_no_key() {
    for (kind, ..) in KINDS {
        for stuck in [Stuck(None), Stuck(Some(0)), Stuck(Some(0xff)), Stuck(Some(1))] {
            assert_eq!(make(kind, "", None, &stuck).err(), Some(MakeError::Random), "{kind:?}");
        }
    }
}

#[test]
fn debug_of_a_made_or_read_key_shows_no_secret() {
    let made = made(KeyType::Rsa3072, "");
    let read = read(made.private.expose(), "").unwrap();
    assert!(format!("{made:?}").starts_with("MadeKey { private: [redacted], public: "));
    assert!(format!("{:?}", read.private).starts_with("Open(KeyPair { public: PublicKey {"));
    assert!(format!("{:?}", read.private).ends_with(".. })"));
}
