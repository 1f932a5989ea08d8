//! The generator and the strength meter, which need no vault.

use crate::machine::{Machine, Ran, names, run};
use serde_json::Value;

fn generate(arguments: &[&str]) -> Ran {
    run(Machine::new().bare().arg("generate").args(arguments), &[])
}

fn value(arguments: &[&str]) -> String {
    let ran = generate(arguments);
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    ran.out.strip_suffix('\n').unwrap().to_owned()
}

#[test]
fn password_has_the_length_and_the_characters_that_were_asked_for() {
    assert_eq!(value(&[]).chars().count(), 20);
    let digits = value(&["password", "--length", "40", "--no-lower", "--no-upper", "--no-symbols"]);
    assert!(digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{digits}");
    assert!(
        !value(&["password", "--length", "200", "--exclude", "aeiou"]).contains(['a', 'e', 'i', 'o', 'u'])
    );
    assert_ne!(value(&[]), value(&[]));
}

#[test]
fn passphrase_has_its_words_and_separator() {
    assert_eq!(value(&["passphrase", "--words", "7", "--separator", "."]).split('.').count(), 7);
}

#[test]
fn pin_has_its_digits() {
    let pin = value(&["pin", "--length", "8"]);
    assert!(pin.len() == 8 && pin.bytes().all(|byte| byte.is_ascii_digit()), "{pin}");
}

#[test]
fn password_has_as_many_of_each_kind_as_were_asked_for_and_no_longer_run() {
    let most = ["--min-digits", "5", "--min-symbols", "9", "--max-consecutive", "1"];
    let made = value(&[&["password", "--length", "20"], &most[..]].concat());
    let count = |is: fn(&char) -> bool| made.chars().filter(is).count();
    assert!(count(char::is_ascii_digit) >= 5 && count(char::is_ascii_punctuation) >= 9, "{made}");
    assert!(made.as_bytes().windows(2).all(|pair| pair[0] != pair[1]), "{made}");
    assert_eq!(generate(&["password", "--length", "20", "--min-digits", "18"]).exit, 2);
}

#[test]
fn passphrase_can_have_something_random_between_its_words() {
    for (which, fits) in [
        ("digit", char::is_ascii_digit as fn(&char) -> bool),
        ("symbol", char::is_ascii_punctuation),
        ("both", |c| c.is_ascii_digit() || c.is_ascii_punctuation()),
    ] {
        let made = value(&["passphrase", "--words", "12", "--list", "short-1", "--random-separator", which]);
        let between: Vec<char> = made.chars().filter(|c| !c.is_ascii_lowercase()).collect();
        assert!(between.len() >= 11 && between.iter().filter(|c| fits(c)).count() >= 11, "{made}");
    }
    assert_eq!(generate(&["passphrase", "--separator", ".", "--random-separator", "digit"]).exit, 2);
}

#[test]
fn every_other_mode_has_its_form() {
    let is = |text: &str, fits: fn(char) -> bool| text.chars().all(fits);
    let said = value(&["pronounceable", "--syllables", "6", "--capital", "--digit"]);
    assert!(said.chars().filter(char::is_ascii_uppercase).count() == 1, "{said}");
    assert!(said.chars().filter(char::is_ascii_digit).count() == 1, "{said}");
    let hex = value(&["hex", "--bytes", "20"]);
    assert!(hex.len() == 40 && is(&hex, |c| matches!(c, '0'..='9' | 'a'..='f')), "{hex}");
    let base32 = value(&["base32", "--bytes", "20"]);
    assert!(base32.len() == 32 && is(&base32, |c| matches!(c, 'A'..='Z' | '2'..='7')), "{base32}");
    let base64 = value(&["base64", "--bytes", "16"]);
    assert!(base64.len() == 24 && base64.ends_with("=="), "{base64}");
    let url = value(&["base64url"]);
    assert!(url.len() == 43 && is(&url, |c| c.is_ascii_alphanumeric() || "-_".contains(c)), "{url}");
    let uuid = value(&["uuid"]);
    assert!(uuid.len() == 36 && uuid.as_bytes()[14] == b'4', "{uuid}");
    let key = value(&["api-key", "--prefix", "madeup_", "--length", "12"]);
    assert!(key.starts_with("madeup_") && key.len() == "madeup_".len() + 12 + 6, "{key}");
}

#[test]
fn password_for_a_site_keeps_its_rules_and_one_without_rules_is_refused() {
    assert_eq!(value(&["for-site", "https://www.bilibili.com/login"]).chars().count(), 16);
    let digits = value(&["for-site", "turkishairlines.com"]);
    assert!(digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{digits}");
    let ran = generate(&["for-site", "https://harbour.example/"]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("no rules are known for this address"), "{}", ran.err);
}

#[test]
fn nothing_to_choose_from_is_not_valid() {
    let ran = generate(&["password", "--no-lower", "--no-upper", "--no-digits", "--no-symbols"]);
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
    assert_eq!(generate(&["password", "--length", "0"]).exit, 2);
}

#[test]
fn generated_json_has_stable_names() {
    let ran = generate(&["--json", "pin"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let expected = [
        "entropy_bits",
        "strength",
        "strength.crack_seconds",
        "strength.crack_times",
        "strength.crack_times.offline_fast",
        "strength.crack_times.offline_slow",
        "strength.crack_times.online_throttled",
        "strength.crack_times.online_unthrottled",
        "strength.guesses_log10",
        "strength.score",
        "strength.suggestions",
        "strength.warning",
        "value",
    ];
    assert_eq!(names(&json), expected);
}

#[test]
fn score_reads_standard_input_and_does_not_repeat_it() {
    let score = |password: &str| {
        let ran = run(Machine::new().bare().args(["--json", "score"]), &[password]);
        assert_eq!(ran.exit, 0, "{}", ran.err);
        assert!(!ran.out.contains(password));
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        let outermost: Vec<String> = names(&json).into_iter().filter(|name| !name.contains('.')).collect();
        assert_eq!(
            outermost,
            ["crack_seconds", "crack_times", "guesses_log10", "score", "suggestions", "warning"]
        );
        json["score"].as_u64().unwrap()
    };
    assert_eq!(score("password1"), 0);
    assert_eq!(score("quokka tantrum 91 velvet Oboe"), 4);
}
