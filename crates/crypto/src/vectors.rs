//! The primitives as they are wired here, against vectors that others published: Wycheproof, RFC 5869, RFC 9106 and
//! Debian's `argon2`. Where the corpus is missing, a notice is printed and the vectors that stand in this file remain.

use crate::argon::{self, Call};
use crate::foreign::{Variant, argon2};
use crate::gcm::{self, NONCE, TAG};
use crate::label;
use crate::mac;
use argon2::{Algorithm, Version};
use data_encoding::HEXLOWER;
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

fn notice(text: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {text}");
}

fn corpus(name: &str) -> Option<String> {
    let path = format!("{}/../../../shared/corpus/crypto/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        notice(&format!("{path} is not there"));
    }
    text
}

fn wycheproof(name: &str) -> Option<Vec<Value>> {
    let file: Value = serde_json::from_str(&corpus(&format!("wycheproof/{name}.json"))?).unwrap();
    Some(file["testGroups"].as_array().unwrap().clone())
}

fn hex(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

fn array<const N: usize>(value: &Value) -> Option<[u8; N]> {
    hex(value).try_into().ok()
}

fn opened(test: &Value, key: &[u8; 32], nonce: &[u8; NONCE], tag: &[u8; TAG]) -> Option<Vec<u8>> {
    let mut content = hex(&test["ct"]);
    gcm::open_in_place(key, nonce, &hex(&test["aad"]), &mut content, tag).ok().map(|()| content)
}

#[test]
fn aes_gcm_agrees_with_wycheproof() {
    let Some(groups) = wycheproof("aes_gcm_test") else { return };
    let mut seen = (0, 0);
    for group in
        groups.iter().filter(|group| (&group["keySize"], &group["ivSize"]) == (&256.into(), &96.into()))
    {
        for test in group["tests"].as_array().unwrap() {
            let (key, nonce) = (array(&test["key"]).unwrap(), array(&test["iv"]).unwrap());
            let opened = opened(test, &key, &nonce, &array(&test["tag"]).unwrap());
            let mut sealed = hex(&test["msg"]);
            gcm::seal_in_place(&key, &nonce, &hex(&test["aad"]), &mut sealed, 0);
            let expected = [hex(&test["ct"]), hex(&test["tag"])].concat();
            if test["result"] == "valid" {
                seen.0 += 1;
                assert_eq!((opened, sealed), (Some(hex(&test["msg"])), expected), "{test}");
            } else {
                seen.1 += 1;
                assert_eq!(opened, None, "{test}");
                assert_ne!(sealed, expected, "{test}");
            }
        }
    }
    assert!(seen.0 > 30 && seen.1 > 20, "{seen:?}");
}

#[test]
fn hmac_agrees_with_wycheproof() {
    let Some(groups) = wycheproof("hmac_sha256_test") else { return };
    let (mut right, mut wrong) = (0, 0);
    for test in groups.iter().flat_map(|group| group["tests"].as_array().unwrap()) {
        // Keys here have 32 bytes and codes are whole: groups of other sizes cannot be expressed.
        let (Some(key), Some(tag)) = (array::<32>(&test["key"]), array::<32>(&test["tag"])) else { continue };
        let message = hex(&test["msg"]);
        let (head, tail) = message.split_at(message.len() / 3);
        let same = mac::same(&mac::hmac(&key, &[head, tail]), &tag);
        assert_eq!(same, test["result"] == "valid", "{test}");
        if same { right += 1 } else { wrong += 1 }
    }
    assert!(right > 20 && wrong > 20, "{right} {wrong}");
}

/// What `Label::expand` does, with an info of the vector's instead of a label.
fn hkdf_sha256(salt: &[u8], input: &[u8], info: &[u8], out: &mut [u8]) -> bool {
    let prk = label::extract(salt, input);
    label::expand_info(&prk, &[info], out).is_ok()
}

#[test]
fn hkdf_agrees_with_wycheproof() {
    let Some(groups) = wycheproof("hkdf_sha256_test") else { return };
    let mut seen = (0, 0);
    for test in groups.iter().flat_map(|group| group["tests"].as_array().unwrap()) {
        let mut out = vec![0; usize::try_from(test["size"].as_u64().unwrap()).unwrap()];
        let made = hkdf_sha256(&hex(&test["salt"]), &hex(&test["ikm"]), &hex(&test["info"]), &mut out);
        assert_eq!(made, test["result"] == "valid", "{test}");
        if made {
            seen.0 += 1;
            assert_eq!(out, hex(&test["okm"]), "{test}");
        } else {
            seen.1 += 1;
        }
    }
    assert!(seen.0 > 60 && seen.1 > 0, "{seen:?}");
}

#[test]
fn hkdf_agrees_with_the_first_example_of_rfc_5869() {
    let (salt, info): (Vec<u8>, Vec<u8>) = ((0..=0x0c).collect(), (0xf0..=0xf9).collect());
    let mut out = [0; 42];
    assert!(hkdf_sha256(&salt, &[0x0b; 22], &info, &mut out));
    let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
    assert_eq!(HEXLOWER.encode(&out), expected);
}

#[test]
fn argon2_agrees_with_rfc_9106() {
    // The RFC's own vectors have a secret and associated data, which nothing here passes on; so they go through the
    // library itself, and the wiring is held against Debian's program below.
    let rfc = [
        (Algorithm::Argon2d, "512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb"),
        (Algorithm::Argon2id, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"),
    ];
    for (algorithm, expected) in rfc {
        let mut params = argon2::ParamsBuilder::new();
        params.m_cost(32).t_cost(3).p_cost(4).data(argon2::AssociatedData::new(&[4; 12]).unwrap());
        let secret = [3; 8];
        let params = params.build().unwrap();
        let library = argon2::Argon2::new_with_secret(&secret, algorithm, Version::V0x13, params).unwrap();
        let mut out = [0; 32];
        library.hash_password_into(&[1; 32], &[2; 16], &mut out).unwrap();
        assert_eq!(HEXLOWER.encode(&out), expected);
    }
}

/// Answers of Debian's `argon2` 20190702 for the password `password` and the salt `somesaltsomesalt`.
const DEBIAN: [(Variant, u32, u32, u32, u32, &str); 3] = [
    (Variant::Argon2id, 0x13, 16, 3, 4, "81db97a7e67a891784a2599bc879f957cb3512d273984bd97d8a18fc59ff01e2"),
    (Variant::Argon2d, 0x13, 8, 2, 2, "b75dc6ce37492eef7b8e144ef06c296457e9ef94cb8a0b8acbacd2b6219fc459"),
    (Variant::Argon2d, 0x10, 8, 2, 2, "04590cd18bfd8be0d8eede645e982e58687be805c8557a4bb28a29a922636c28"),
];

#[test]
fn argon2_agrees_with_the_reference_implementation() {
    for (variant, version, log_memory, passes, lanes, expected) in DEBIAN {
        let memory = 1 << log_memory;
        let key = argon2(variant, version, b"password", b"somesaltsomesalt", memory, passes, lanes).unwrap();
        assert_eq!(HEXLOWER.encode(&*key), expected);
    }
    let call = Call {
        algorithm: Algorithm::Argon2id,
        version: Version::V0x13,
        memory_kib: 65_536,
        iterations: 3,
        lanes: 4,
    };
    let key = argon::argon2(call, b"password", b"somesaltsomesalt").unwrap();
    assert_eq!(HEXLOWER.encode(&*key), DEBIAN[0].5);
}

#[test]
fn argon2_agrees_with_the_program_that_is_installed_here() {
    let arguments =
        ["0123456789abcdef0123456789abcdef", "-id", "-t", "3", "-m", "16", "-p", "1", "-l", "32", "-r"];
    let spawned = Command::new("argon2")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = spawned else { return notice("the program `argon2` is not installed") };
    child.stdin.take().unwrap().write_all("pässword".as_bytes()).unwrap();
    let told = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let key = argon2(Variant::Argon2id, 0x13, "pässword".as_bytes(), arguments[0].as_bytes(), 65_536, 3, 1)
        .unwrap();
    assert_eq!(HEXLOWER.encode(&*key), told.trim());
}

#[test]
fn argon2_with_parameters_that_nobody_can_serve_is_an_error() {
    use crate::ArgonError;
    let call = |version, memory, passes, lanes| {
        argon2(Variant::Argon2d, version, b"p", b"somesaltsomesalt", memory, passes, lanes).err()
    };
    for (version, memory, passes, lanes) in
        [(0x13, 7, 1, 1), (0x13, 64, 0, 1), (0x13, 64, 1, 0), (0x12, 64, 1, 1)]
    {
        assert_eq!(call(version, memory, passes, lanes), Some(ArgonError::Parameters));
    }
    assert_eq!(argon2(Variant::Argon2d, 0x13, b"p", b"short", 64, 1, 1).err(), Some(ArgonError::Parameters));
}
