//! The crate against published material: zxcvbn's own results, the EFF's list, the vectors of RFC 6238 and RFC 4226.
//! Skips, and says so, where the corpus is absent.

#![allow(
    clippy::unwrap_used,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use std::path::PathBuf;
use strongroom_credential::totp::{Algorithm, Hotp, HotpParts, TotpParts};
use strongroom_credential::{Passphrase, Recipe, Totp, generate, strength};
use strongroom_secret::OsRandom;

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn corpus(file: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(file);
    if !path.exists() {
        eprintln!("skipped: no {}", path.display());
        return None;
    }
    Some(std::fs::read_to_string(path).unwrap())
}

/// Share of the file's passwords that get the same score, and the same guesses to within a thousandth.
fn agreement(file: &str) -> Option<(f64, f64)> {
    let cases: Vec<serde_json::Value> = serde_json::from_str(&corpus(file)?).unwrap();
    let (mut score, mut guesses) = (0, 0);
    for case in &cases {
        let context: Vec<&str> =
            case["user_inputs"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
        let judged = strength(case["password"].as_str().unwrap(), &context);
        score += usize::from(u64::from(judged.score) == case["score"].as_u64().unwrap());
        let expected = case["guesses_log10"].as_f64().unwrap();
        guesses += usize::from((judged.guesses_log10 - expected).abs() < 0.001);
    }
    assert!(cases.len() > 20);
    Some((score as f64 / cases.len() as f64, guesses as f64 / cases.len() as f64))
}

#[test]
fn scores_agree_with_zxcvbn_for_99_of_100_passwords() {
    for file in ["zxcvbn/demo_expected.json", "zxcvbn/generated_expected.json"] {
        let Some((score, guesses)) = agreement(file) else { return };
        assert!(score >= 0.99, "{file}: {score} of the scores, {guesses} of the guesses");
    }
}

#[test]
fn words_of_passphrases_are_those_of_the_eff() {
    let Some(list) = corpus("wordlists/eff_large_wordlist.txt") else { return };
    let published: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(published, diceware_wordlists::EFF_LONG_WORDLIST);
    let recipe = Recipe::Passphrase(Passphrase { words: 64, separator: " ".into(), ..Default::default() });
    let made = generate(&recipe, &OsRandom).unwrap();
    assert!(made.value.expose().split(' ').all(|word| published.contains(&word)));
}

/// The value of a line `name = value`.
fn value(block: &str, name: &str) -> Option<String> {
    let start = format!("{name} = ");
    block.lines().find_map(|line| line.strip_prefix(&start).map(|value| value.trim().to_owned()))
}

#[test]
fn every_vector_of_rfc_4226_gives_its_code() {
    let Some(text) = corpus("otp/rfc-4226.txt") else { return };
    let mut checked = 0;
    for block in text.split("\n\n").filter(|block| block.contains("HOTP = ")) {
        let counter = value(block, "COUNTER").unwrap().parse().unwrap();
        let parts = HotpParts { counter, ..HotpParts::new(value(block, "SECRET").unwrap().into_bytes()) };
        let hotp = Hotp::parse(Hotp::from_parts(parts).unwrap().to_uri().expose()).unwrap();
        assert_eq!(hotp.code().expose(), &value(block, "HOTP").unwrap());
        checked += 1;
    }
    assert_eq!(checked, 10);
}

#[test]
fn every_vector_of_rfc_6238_gives_its_code() {
    let Some(text) = corpus("otp/rfc-6238.txt") else { return };
    let mut checked = 0;
    for block in text.split("\n\n").filter(|block| block.contains("TOTP = ")) {
        let algorithm = match value(block, "MODE").unwrap().as_str() {
            "SHA1" => Algorithm::Sha1,
            "SHA256" => Algorithm::Sha256,
            _ => Algorithm::Sha512,
        };
        let parts = TotpParts {
            algorithm,
            digits: 8,
            ..TotpParts::new(value(block, "SECRET").unwrap().into_bytes())
        };
        let totp = Totp::from_parts(parts).unwrap();
        let again = Totp::parse(totp.to_uri().expose()).unwrap();
        let code = again.code_at(value(block, "TIME").unwrap().parse().unwrap());
        assert_eq!(code.code.expose(), &value(block, "TOTP").unwrap());
        checked += 1;
    }
    assert_eq!(checked, 18);
}
