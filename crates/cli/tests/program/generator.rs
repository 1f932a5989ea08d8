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
        assert_eq!(names(&json), ["crack_seconds", "guesses_log10", "score", "suggestions", "warning"]);
        json["score"].as_u64().unwrap()
    };
    assert_eq!(score("password1"), 0);
    assert_eq!(score("quokka tantrum 91 velvet Oboe"), 4);
}
