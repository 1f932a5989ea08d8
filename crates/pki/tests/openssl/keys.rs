//! Private keys in every form that OpenSSL writes.

use super::Bench;
use strongroom_pki::x509::{Certificate, Contents, Effort, PrivateKey, PrivateKeyError, is_encrypted};
use strongroom_secret::SecretString;

const KINDS: [(&str, &str); 8] = [
    ("rsa", "RSA -pkeyopt rsa_keygen_bits:2048"),
    ("pss", "RSA-PSS -pkeyopt rsa_keygen_bits:2048"),
    ("p256", "EC -pkeyopt ec_paramgen_curve:P-256"),
    ("p384", "EC -pkeyopt ec_paramgen_curve:P-384"),
    ("p521", "EC -pkeyopt ec_paramgen_curve:P-521"),
    ("k256", "EC -pkeyopt ec_paramgen_curve:secp256k1"),
    ("brainpool", "EC -pkeyopt ec_paramgen_curve:brainpoolP256r1"),
    ("ed25519", "ED25519"),
];

fn made_up_passphrase() -> SecretString {
    SecretString::from(["not", "a", "real", "passphrase"].join("-"))
}

/// A key of each kind, and a certificate for each.
fn keys(bench: &Bench) -> Vec<(&'static str, Certificate)> {
    let make = |(name, how): &(&'static str, &str)| {
        bench.run(&format!("genpkey -algorithm {how} -out {name}.key"));
        bench.run(&format!("req -x509 -new -key {name}.key -out {name}.pem -subj /CN={name}"));
        (*name, Contents::from_pem(&bench.text(&format!("{name}.pem"))).certificates.remove(0))
    };
    KINDS.iter().map(make).collect()
}

fn open(text: &str) -> Result<PrivateKey, PrivateKeyError> {
    PrivateKey::from_pem(text, Some(&made_up_passphrase()), Effort::PATIENT)
}

#[test]
fn plain_keys_belong_to_their_certificates_and_to_no_other() {
    let Some(bench) = Bench::new() else { return };
    let all = keys(&bench);
    for (name, _) in &all {
        let text = bench.text(&format!("{name}.key"));
        let key = open(&text).unwrap();
        assert_eq!((is_encrypted(&text), key.was_encrypted()), (Some(false), false));
        for (other, certificate) in &all {
            assert_eq!(key.belongs_to(certificate), name == other, "{name} {other}");
        }
        assert_eq!(open(key.to_pem().expose()).unwrap(), key);
        bench.write("again.key", key.to_pem().expose());
        assert_eq!(
            bench.run("pkey -in again.key -pubout"),
            bench.run(&format!("pkey -in {name}.key -pubout"))
        );
    }
}

#[test]
fn old_forms_of_a_key_are_the_same_key() {
    let Some(bench) = Bench::new() else { return };
    for (name, certificate) in
        keys(&bench).into_iter().filter(|(name, _)| !matches!(*name, "pss" | "ed25519"))
    {
        bench.run(&format!("pkey -in {name}.key -traditional -out old.key"));
        let text = bench.text("old.key");
        assert!(!text.contains("BEGIN PRIVATE KEY"));
        let key = open(&text).unwrap();
        assert!(key.belongs_to(&certificate), "{name}");
        // What is written is the modern form, and OpenSSL takes it for the same key.
        bench.write("new.key", key.to_pem().expose());
        assert_eq!(bench.run("pkey -in new.key -pubout"), bench.run("pkey -in old.key -pubout"));
    }
}

#[test]
fn points_in_short_form_are_the_same_key() {
    let Some(bench) = Bench::new() else { return };
    for curve in ["P-256", "P-384", "P-521", "secp256k1"] {
        bench.run(&format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{curve} -out long.key"));
        bench.run("ec -in long.key -conv_form compressed -out short.key");
        for (key, other) in [("short.key", "long.key"), ("long.key", "short.key")] {
            bench.run(&format!("req -x509 -new -key {key} -out c.pem -subj /CN=c"));
            let certificate = Contents::from_pem(&bench.text("c.pem")).certificates.remove(0);
            assert!(open(&bench.text(other)).unwrap().belongs_to(&certificate), "{curve} {key}");
        }
    }
}

#[test]
fn encrypted_keys_open_with_their_passphrase_alone() {
    let Some(bench) = Bench::new() else { return };
    let certificate = keys(&bench).into_iter().find(|(name, _)| *name == "p256").unwrap().1;
    let passphrase = format!("-passout pass:{}", made_up_passphrase().expose());
    let legacy = "-provider legacy -provider default";
    for how in [
        "pkcs8 -topk8 -v2 aes-128-cbc".to_owned(),
        "pkcs8 -topk8 -v2 aes-192-cbc -v2prf hmacWithSHA512".to_owned(),
        "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA1 -iter 5000".to_owned(),
        "pkcs8 -topk8 -v2 des3".to_owned(),
        "pkcs8 -topk8 -scrypt".to_owned(),
        "pkcs8 -topk8 -v1 PBE-SHA1-3DES".to_owned(),
        "pkcs8 -topk8 -v1 PBE-SHA1-2DES".to_owned(),
        format!("pkcs8 -topk8 -v1 PBE-SHA1-RC2-128 {legacy}"),
        format!("pkcs8 -topk8 -v1 PBE-SHA1-RC2-40 {legacy}"),
        format!("pkcs8 -topk8 -v1 PBE-MD5-DES {legacy}"),
        format!("pkcs8 -topk8 -v1 PBE-SHA1-DES {legacy}"),
        "ec -aes128".to_owned(),
        "ec -aes192".to_owned(),
        "ec -aes256".to_owned(),
        "ec -des3".to_owned(),
        format!("ec -des {legacy}"),
    ] {
        bench.run(&format!("{how} -in p256.key -out locked.key {passphrase}"));
        let text = bench.text("locked.key");
        assert_eq!(is_encrypted(&text), Some(true), "{how}");
        let key = open(&text).unwrap_or_else(|error| panic!("{how}: {error}"));
        assert!(key.belongs_to(&certificate) && key.was_encrypted(), "{how}");
        let wrong = SecretString::from("another");
        let wrong = PrivateKey::from_pem(&text, Some(&wrong), Effort::PATIENT);
        assert_eq!(wrong, Err(PrivateKeyError::WrongPassphrase), "{how}");
        assert_eq!(
            PrivateKey::from_pem(&text, None, Effort::PATIENT),
            Err(PrivateKeyError::PassphraseNeeded)
        );
        assert_eq!(
            PrivateKey::from_pem(&text, Some(&SecretString::default()), Effort::PATIENT),
            Err(PrivateKeyError::PassphraseNeeded)
        );
    }
}

#[test]
fn key_that_asks_for_too_much_work_is_refused_at_once() {
    let Some(bench) = Bench::new() else { return };
    bench.run("genpkey -algorithm ED25519 -out k.key");
    bench.run("pkcs8 -topk8 -v2 aes-256-cbc -iter 200000 -in k.key -out locked.key -passout pass:x");
    let brief = PrivateKey::from_pem(&bench.text("locked.key"), Some(&"x".into()), Effort::BRIEF);
    assert_eq!(brief, Err(PrivateKeyError::TooCostly));
    assert!(PrivateKey::from_pem(&bench.text("locked.key"), Some(&"x".into()), Effort::PATIENT).is_ok());
    bench.run("pkcs8 -topk8 -scrypt -scrypt_N 16384 -scrypt_p 2 -in k.key -out locked.key -passout pass:x");
    let brief = PrivateKey::from_pem(&bench.text("locked.key"), Some(&"x".into()), Effort::BRIEF);
    assert_eq!(brief, Err(PrivateKeyError::TooCostly));
}

#[test]
fn what_is_no_key_says_so() {
    for (text, error) in [
        ("", PrivateKeyError::NotAKey),
        ("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", PrivateKeyError::NotAKey),
        ("-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----", PrivateKeyError::Malformed),
        ("-----BEGIN PRIVATE KEY-----\n%%%\n-----END PRIVATE KEY-----", PrivateKeyError::Malformed),
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----",
            PrivateKeyError::Malformed,
        ),
    ] {
        assert_eq!(open(text), Err(error), "{text}");
    }
}
