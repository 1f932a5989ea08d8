//! Tests of rules: read, written, and followed. What Apple's own parser makes of them is in tests/password_rules.rs.

use super::*;
use crate::{Characters, GenerateError, Generated, Recipe, generate};
use proptest::collection::vec;
use proptest::prelude::*;
use strongroom_secret::OsRandom;

fn characters(rules: &str, default_length: u16) -> Characters {
    match PasswordRules::parse(rules).recipe(default_length).unwrap() {
        Recipe::Characters(characters) => characters,
        other => panic!("{other:?}"),
    }
}

fn made(rules: &str) -> Result<Generated, GenerateError> {
    generate(&PasswordRules::parse(rules).recipe(20).unwrap(), &OsRandom)
}

#[test]
fn rules_are_written_in_their_canonical_form() {
    for (rules, canonical) in [
        ("", ""),
        ("minlength:8", "minlength: 8;"),
        ("required: LOWER , upper,[A-b0]", "required: upper, lower, [0];"),
        ("maxlength: 9; required: [x]-]; allowed: [*a-]]", ""),
        ("required: [x]]; allowed: [-*a]]", "required: [x]]; allowed: [-a*]];"),
        (
            "allowed: upper; max-consecutive: 3; max-consecutive: 2; allowed: [Zz]",
            "allowed: upper, [z]; max-consecutive: 2;",
        ),
        ("allowed: upper, lower, digit, special", "allowed: ascii-printable;"),
        ("required: digit, unicode, ascii-printable", "required: unicode;"),
        ("required: digit; required: digit", "required: digit; required: digit;"),
        ("minlength: 99999999999999999999", "minlength: 4294967295;"),
        ("minlength: 0; maxlength: 000", ""),
    ] {
        assert_eq!(PasswordRules::parse(rules).to_string(), canonical, "{rules}");
    }
}

#[test]
fn mistake_takes_with_it_what_apples_parser_leaves_out() {
    use RuleProblemCode::*;
    for (rules, canonical, codes) in [
        ("required: upper,; minlength: 8", "minlength: 8;", vec![(NoValue, 16)]),
        ("minlength: 6 ; maxlength: 9", "maxlength: 9;", vec![(NotANumber, 11)]),
        ("required : upper", "", vec![(NoValue, 8), (AllIgnored, 9)]),
        ("minlength: 8; 7", "minlength: 8;", vec![(RestIgnored, 14)]),
        ("minlength: 8; required: uper", "", vec![(UnknownClass, 24), (AllIgnored, 24)]),
        ("minlength: 8; required: upper,", "minlength: 8;", vec![(NoValue, 30)]),
        ("minlength: 8; required: [abc", "minlength: 8;", vec![(OpenClass, 28)]),
        ("minlength: 8; required", "minlength: 8;", vec![(NoValue, 22)]),
        ("minlength: 8;; maxlength: 9", "minlength: 8;", vec![(RestIgnored, 13)]),
    ] {
        let problems = codes.into_iter().map(|(code, at)| RuleProblem { code, at }).collect::<Vec<_>>();
        assert_eq!(PasswordRules::problems(rules), problems, "{rules}");
        assert_eq!(PasswordRules::parse(rules).to_string(), canonical, "{rules}");
    }
}

#[test]
fn text_that_is_too_long_has_no_rules() {
    let fits = format!("minlength: 8;{}", " ".repeat(4096 - 13));
    assert_eq!(PasswordRules::parse(&fits).min_length, Some(8));
    assert!(PasswordRules::parse(&format!("{fits} ")).is_empty());
    let problem = RuleProblem { code: RuleProblemCode::TooLong, at: 4096 };
    assert_eq!(PasswordRules::problems(&format!("{fits} ")), [problem]);
}

#[test]
fn length_is_the_default_or_the_nearest_that_the_rules_allow() {
    for (rules, default, expected) in [
        ("", 20, 20),
        ("", 0, 1),
        ("", 900, 512),
        ("minlength: 24", 20, 24),
        ("maxlength: 12", 20, 12),
        ("minlength: 4; maxlength: 4", 20, 4),
        ("minlength: 8; maxlength: 64", 20, 20),
        ("maxlength: 100000", 20, 20),
        ("required: upper; required: digit; required: digit", 1, 3),
    ] {
        assert_eq!(characters(rules, default).length, expected, "{rules} {default}");
    }
}

#[test]
fn rules_that_no_password_keeps_give_an_error() {
    let recipe = |rules: &str| PasswordRules::parse(rules).recipe(20).unwrap_err();
    assert_eq!(recipe("minlength: 9; maxlength: 8"), RulesError::Lengths { min: 9, max: 8 });
    assert_eq!(recipe("minlength: 513"), RulesError::TooLong { min: 513 });
    let too_short = GenerateError::TooShort { length: 1, needed: 2 };
    assert_eq!(made("maxlength: 1; required: upper; required: digit"), Err(too_short));
    assert_eq!(made("allowed: [a]; max-consecutive: 2; minlength: 3"), Err(GenerateError::TooRare));
}

#[test]
fn what_is_required_stands_once_in_the_recipe_with_how_often() {
    let recipe = characters(
        "required: digit; required: [ab]; required: digit; allowed: lower, [1!]; max-consecutive: 2",
        9,
    );
    let classes: Vec<(&str, u16)> =
        recipe.classes.iter().map(|class| (class.characters.as_str(), class.min)).collect();
    assert_eq!(classes, [("0123456789", 2), ("ab", 1), ("!cdefghijklmnopqrstuvwxyz", 0)]);
    assert_eq!(recipe.max_consecutive, Some(2));
}

#[test]
fn without_rules_everything_printable_is_used_but_the_space() {
    let all: String = ('!'..='~').collect();
    for rules in
        ["", "minlength: 8", "allowed: unicode", "allowed: ascii-printable", "required: special, unicode"]
    {
        assert_eq!(
            characters(rules, 20).classes.iter().map(|class| &*class.characters).collect::<String>(),
            all
        );
    }
}

#[test]
fn space_is_used_where_nothing_else_will_do() {
    assert!(made("required: [ ]; allowed: lower; minlength: 9").unwrap().value.expose().contains(' '));
    assert!((0..50).all(|_| !made("required: special").unwrap().value.expose().contains(' ')));
}

#[test]
fn required_class_without_a_character_of_ascii_demands_nothing() {
    assert_eq!(PasswordRules::parse("required: [é]").required, [CharacterSet::default()]);
    assert_eq!(characters("required: [é]", 20).classes.len(), 1);
}

#[test]
fn entropy_counts_what_the_rules_leave() {
    let bits = |rules: &str| made(rules).unwrap().entropy_bits;
    assert!((bits("allowed: digit; minlength: 6; maxlength: 6") - 1e6_f64.log2()).abs() < 1e-9);
    // 62⁸ − 36⁸ − 36⁸ − 52⁸ + 10⁸ + 26⁸ + 26⁸: each of three classes at least once.
    let eight = |base: u32| f64::from(base).powi(8);
    let count = eight(62) - 2.0 * eight(36) - eight(52) + eight(10) + 2.0 * eight(26);
    let rules = "required: lower; required: upper; required: digit; maxlength: 8";
    assert!((bits(rules) - count.log2()).abs() < 1e-9);
    // Of 1,000 strings of three digits, ten are one digit three times.
    assert!((bits("allowed: digit; maxlength: 3; max-consecutive: 2") - 990_f64.log2()).abs() < 1e-9);
}

/// Whether the password keeps the rules, read from the rules and from nothing that makes passwords.
fn keeps(password: &str, rules: &PasswordRules) -> bool {
    let letters: Vec<char> = password.chars().collect();
    let length = u32::try_from(letters.len()).unwrap();
    let demanded = |set: &CharacterSet| rules.required.iter().filter(|other| *other == set).count();
    let of = |set: &CharacterSet| letters.iter().filter(|c| set.contains(**c)).count();
    let may_be = |c: char| rules.allowed.contains(c) || rules.required.iter().any(|set| set.contains(c));
    let is_free = rules.allowed.is_empty() && rules.required.iter().all(|set| set.is_empty());
    let longest = letters.chunk_by(|one, next| one == next).map(|run| run.len()).max().unwrap_or(0);
    rules.required.iter().all(|set| set.is_empty() || of(set) >= demanded(set))
        && letters.iter().all(|c| is_free || may_be(*c))
        && rules.max_consecutive.is_none_or(|most| longest <= most as usize)
        && rules.min_length.is_none_or(|min| length >= min)
        && rules.max_length.is_none_or(|max| length <= max)
}

/// Rules that are right, of all kinds.
fn rules() -> impl Strategy<Value = String> {
    let class = prop_oneof![
        Just("lower".to_owned()),
        Just("upper".to_owned()),
        Just("digit".to_owned()),
        Just("special".to_owned()),
        Just("ascii-printable".to_owned()),
        Just("unicode".to_owned()),
        "\\[[-]?[ -,.-\\\\^-~é]{0,6}\\]?\\]",
    ];
    let value = vec(class, 1..4).prop_map(|classes| classes.join(", "));
    let rule = prop_oneof![
        4 => value.clone().prop_map(|value| format!("required: {value}")),
        2 => value.prop_map(|value| format!("allowed: {value}")),
        1 => (1..9_u32).prop_map(|number| format!("max-consecutive: {number}")),
        1 => (1..40_u32).prop_map(|number| format!("minlength: {number}")),
        1 => (1..40_u32).prop_map(|number| format!("maxlength: {number}")),
    ];
    vec(rule, 0..8).prop_map(|rules| rules.join("; "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_harm(text in "[ -~é\\n\\]\\[,;:-]{0,80}") {
        let rules = PasswordRules::parse(&text);
        let problems = PasswordRules::problems(&text);
        prop_assert!(problems.iter().all(|problem| problem.at <= text.len()));
        let _ = rules.recipe(20).map(|recipe| generate(&recipe, &OsRandom));
    }

    #[test]
    fn right_rules_with_a_byte_changed_are_read_without_harm(rules in rules(), at in 0..200_usize, byte in 0..128_u8) {
        let mut bytes = rules.into_bytes();
        if let Some(changed) = bytes.get_mut(at) {
            *changed = byte;
        }
        let _ = PasswordRules::parse(&String::from_utf8_lossy(&bytes)).recipe(20);
    }

    #[test]
    fn canonical_form_says_the_same(text in rules()) {
        let rules = PasswordRules::parse(&text);
        let again = PasswordRules::parse(&rules.to_string());
        prop_assert_eq!(again.to_string(), rules.to_string());
        let required: Vec<_> = rules.required.iter().filter(|set| !set.is_empty()).copied().collect();
        prop_assert_eq!(again, PasswordRules { required, ..rules });
    }

    #[test]
    fn every_password_keeps_the_rules_that_it_was_made_by(text in rules()) {
        let rules = PasswordRules::parse(&text);
        if let Ok(recipe) = rules.recipe(20) {
            match generate(&recipe, &OsRandom) {
                Ok(made) => prop_assert!(keeps(made.value.expose(), &rules), "{}", text),
                Err(error) => prop_assert!(
                    matches!(error, GenerateError::TooRare | GenerateError::TooShort { .. } | GenerateError::TooManyCases),
                    "{}: {}", text, error
                ),
            }
        }
    }
}
