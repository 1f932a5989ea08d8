//! What nobody should paste: damaged, endless, nested and circular things. Nothing here may panic, and all of it has to come
//! to an end.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use proptest::prelude::*;
use std::process::Command;
use std::sync::LazyLock;
use strongroom_pki::x509::{
    AlternativeName, Certificate, CertificateError, Contents, Draft, Effort, KeyStore, Made, NewKey,
    PeerName, PrivateKey, Purpose, Question, RootKind, Roots, Trust, UnixTime, Usage, is_encrypted, issued,
    self_signed, validate,
};
use strongroom_secret::OsRandom;

const NOW: UnixTime = UnixTime(1_764_000_000);

struct Samples {
    root: Made,
    leaf: Made,
    /// Certificates of all kinds, in DER.
    certificates: Vec<Vec<u8>>,
    /// Private keys and key stores, in DER, with the password `x`.
    secrets: Vec<Vec<u8>>,
}

static SAMPLES: LazyLock<Samples> = LazyLock::new(samples);

fn draft(name: &str, purpose: Purpose) -> Draft {
    let names = vec![
        AlternativeName::Dns(name.to_owned()),
        AlternativeName::Ip("192.0.2.1".parse().unwrap()),
        AlternativeName::Email("a@example.org".to_owned()),
    ];
    Draft {
        common_name: name.to_owned(),
        organisation: "Example".to_owned(),
        alternative_names: names,
        not_before: UnixTime(NOW.0 - 86_400),
        not_after: UnixTime(NOW.0 + 86_400),
        purpose,
        key: NewKey::P256,
    }
}

fn samples() -> Samples {
    let root = self_signed(&draft("root.example", Purpose::Authority(None)), &OsRandom).unwrap();
    let leaf = issued(&draft("leaf.example", Purpose::Server), &root, &OsRandom).unwrap();
    let mut certificates: Vec<Vec<u8>> =
        [&root, &leaf].iter().map(|made| made.certificate.der().to_vec()).collect();
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus/x509/limbo-sample.json");
    if let Ok(text) = std::fs::read_to_string(corpus) {
        let found = Contents::from_pem(&text.replace("\\n", "\n")).certificates;
        certificates.extend(found.iter().step_by(5).map(|found| found.der().to_vec()));
    }
    Samples { secrets: secrets(&leaf), root, leaf, certificates }
}

/// What is made here, and what OpenSSL makes of it where there is one.
fn secrets(leaf: &Made) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let path = |file: &str| folder.path().join(file);
    std::fs::write(path("k"), leaf.private_key.to_pem().expose()).unwrap();
    std::fs::write(path("c"), leaf.certificate.to_pem()).unwrap();
    for how in [
        "pkey -in k -outform DER -out 0",
        "pkey -in k -traditional -outform DER -out 1",
        "pkcs8 -topk8 -in k -outform DER -passout pass:x -out 2",
        "pkcs8 -topk8 -scrypt -in k -outform DER -passout pass:x -out 3",
        "pkcs8 -topk8 -v1 PBE-SHA1-3DES -in k -outform DER -passout pass:x -out 4",
        "pkcs12 -export -in c -inkey k -passout pass:x -out 5",
        "pkcs12 -export -legacy -in c -inkey k -passout pass:x -out 6",
        "pkcs12 -export -nomac -certpbe NONE -keypbe NONE -in c -inkey k -passout pass:x -out 7",
    ] {
        let _ = Command::new("openssl").args(how.split(' ')).current_dir(folder.path()).output();
    }
    (0..8).filter_map(|file| std::fs::read(path(&file.to_string())).ok()).chain([vec![0x30, 0]]).collect()
}

/// Up to five changes: bytes that are others, that are missing, that are twice.
fn damaged(bytes: &[u8], changes: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (place, kind, byte) in changes.iter().filter(|_| !bytes.is_empty()).collect::<Vec<_>>() {
        if bytes.is_empty() {
            break;
        }
        let at = place.index(bytes.len());
        match kind % 4 {
            0 => bytes[at] = *byte,
            1 => bytes[at] ^= 1 << (byte % 8),
            2 => drop(bytes.drain(at..(at + usize::from(*byte)).min(bytes.len()))),
            _ => bytes.insert(at, *byte),
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, u8)>> {
    prop::collection::vec(any::<(prop::sample::Index, u8, u8)>(), 1..5)
}

/// Asks everything that can be asked of a certificate.
fn ask_everything(certificate: &Certificate) {
    let _ = format!("{certificate:?} {} {}", certificate.serial_number(), certificate.key());
    let _ = (certificate.key_usages(), certificate.fingerprint_sha1(), certificate.is_self_signed());
    let names: Vec<String> = certificate.alternative_names().iter().map(ToString::to_string).collect();
    assert!(names.iter().all(|name| !name.chars().any(char::is_control)));
    assert!(!certificate.subject().to_string().chars().any(char::is_control));
    assert_eq!(Contents::from_pem(&certificate.to_pem()).certificates, std::slice::from_ref(certificate));
}

fn is_accepted(leaf: &Certificate, others: &[Certificate], root: &Certificate, kind: RootKind) -> bool {
    let mut roots = Roots::new();
    roots.add(root.clone(), kind);
    let peer = PeerName::host("leaf.example");
    let trust = Trust::Roots(&roots);
    let question = Question { leaf, others, trust, at: NOW, peer: peer.as_ref(), usage: Usage::Server };
    let given = Question { trust: Trust::AsGiven, ..question };
    let _ = validate(&given).map_err(|error| error.to_string());
    validate(&question).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn damaged_certificates_never_panic_and_never_pass(
        sample in any::<prop::sample::Index>(), changes in changes()
    ) {
        let bytes = damaged(sample.get::<Vec<u8>>(&SAMPLES.certificates), &changes);
        if let Ok(certificate) = Certificate::from_der(&bytes) {
            ask_everything(&certificate);
            let (root, leaf) = (&SAMPLES.root.certificate, &SAMPLES.leaf.certificate);
            let is_new = certificate != *leaf;
            prop_assert!(!is_accepted(&certificate, &[], root, RootKind::Own) || !is_new);
            let _ = is_accepted(leaf, std::slice::from_ref(&certificate), &certificate, RootKind::Public);
        }
    }

    #[test]
    fn damaged_keys_and_stores_never_panic(sample in any::<prop::sample::Index>(), changes in changes()) {
        let bytes = damaged(sample.get::<Vec<u8>>(&SAMPLES.secrets), &changes);
        let password = "x".into();
        let brief = Effort(20_000);
        if let Ok(key) = PrivateKey::from_der(&bytes, Some(&password), brief) {
            let _ = (key.belongs_to(&SAMPLES.leaf.certificate), key.to_pem());
        }
        let _ = KeyStore::from_pkcs12(&bytes, &password, brief);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Certificate::from_der(&bytes);
        let _ = PrivateKey::from_der(&bytes, None, Effort::BRIEF);
        let _ = KeyStore::from_pkcs12(&bytes, &"x".into(), Effort::BRIEF);
        let text = String::from_utf8_lossy(&bytes);
        let _ = (Contents::from_pem(&text), is_encrypted(&text), PeerName::host(&text));
    }

    #[test]
    fn damaged_text_never_panics(changes in changes()) {
        let made = &SAMPLES.leaf;
        let text = [made.certificate.to_pem(), made.private_key.to_pem().expose().clone()].concat();
        let text = String::from_utf8_lossy(&damaged(text.as_bytes(), &changes)).into_owned();
        let contents = Contents::from_pem(&text);
        contents.certificates.iter().for_each(ask_everything);
        let _ = (is_encrypted(&text), PrivateKey::from_pem(&text, Some(&"x".into()), Effort::BRIEF));
    }
}

#[test]
fn every_byte_of_a_certificate_counts() {
    let (root, leaf) = (&SAMPLES.root.certificate, &SAMPLES.leaf.certificate);
    assert!(is_accepted(leaf, &[], root, RootKind::Own));
    for place in 0..leaf.der().len() {
        for bit in 0..8 {
            let mut bytes = leaf.der().to_vec();
            bytes[place] ^= 1 << bit;
            let passes =
                Certificate::from_der(&bytes).is_ok_and(|leaf| is_accepted(&leaf, &[], root, RootKind::Own));
            assert!(!passes, "bit {bit} of byte {place}");
        }
    }
}

#[test]
fn ten_thousand_certificates_are_read_and_searched() {
    let (root, leaf) = (&SAMPLES.root.certificate, &SAMPLES.leaf.certificate);
    let text = [root.to_pem(), leaf.to_pem()].concat().repeat(6000);
    let contents = Contents::from_pem(&text);
    assert_eq!(contents.certificates.len(), 10_000);
    assert!(is_accepted(leaf, &contents.certificates, root, RootKind::Own));
    let mut roots = Roots::new();
    assert_eq!(roots.add_pem(&text, RootKind::Own), 0);
    assert_eq!(roots.len(), 2);
    assert_eq!(Contents::from_pem(&"x".repeat((16 << 20) + 1)).certificates.len(), 0);
}

#[test]
fn lengths_that_lie_and_nesting_without_end_are_refused() {
    let deep = |tag: u8, levels: usize| {
        let mut bytes = vec![5, 0];
        for _ in 0..levels {
            let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
            // From the inside outwards; the length in three bytes.
            bytes.splice(0..0, [tag, 0x83, length[1], length[2], length[3]]);
        }
        bytes
    };
    for bytes in [
        deep(0x30, 5000),
        deep(0xa0, 5000),
        deep(0x24, 5000),
        [0x30, 0x80].repeat(100_000),
        [0x24, 0x80].repeat(100_000),
        vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
        vec![0x30, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        vec![0x30; 200_000],
    ] {
        assert_eq!(Certificate::from_der(&bytes), Err(CertificateError::Malformed));
        assert!(PrivateKey::from_der(&bytes, None, Effort::BRIEF).is_err());
        assert!(KeyStore::from_pkcs12(&bytes, &"x".into(), Effort::BRIEF).is_err());
    }
    assert_eq!(Certificate::from_der(&vec![0x30; (256 << 10) + 1]), Err(CertificateError::TooLong));
}
