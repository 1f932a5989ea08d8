//! Password rules against Apple's own parser and the sites that Apple collected. Skips, and says so, where these are absent.

#![allow(
    clippy::unwrap_used,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use serde_json::{Value, json};
use std::path::PathBuf;
use strongroom_credential::{CharacterSet, PasswordRules, RuleProblemCode, generate, site_rules};
use strongroom_secret::OsRandom;

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn corpus(file: &str) -> Option<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/passwordrules");
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        eprintln!("skipped: no {file}");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// What Apple's parser made of 217 sites' rules and of texts at the edge.
fn expected() -> Option<Vec<Value>> {
    let file = corpus("apple_parser_expected.json")?;
    let of = |part: &str| file.get(part).unwrap().as_array().unwrap().clone();
    let (sites, edge) = (of("quirks"), of("edge"));
    assert_eq!((sites.len(), edge.len()), (217, 18));
    Some([sites, edge].concat())
}

/// The rules in the form in which Apple's parser prints them.
fn printed(rules: &PasswordRules) -> Value {
    let rule = |name: &str, value: Value| json!({ "name": name, "value": value });
    let mut all: Vec<Value> = rules.required.iter().map(|set| rule("required", json!(set.names()))).collect();
    if !rules.allowed.is_empty() {
        all.push(rule("allowed", json!(rules.allowed.names())));
    }
    for (name, number) in [
        ("max-consecutive", rules.max_consecutive),
        ("minlength", rules.min_length),
        ("maxlength", rules.max_length),
    ] {
        all.extend(number.map(|number| rule(name, json!(number))));
    }
    Value::Array(all)
}

#[test]
fn every_text_gives_the_rules_that_apples_parser_gives() {
    let Some(cases) = expected() else { return };
    for case in cases {
        let text = case["input"].as_str().unwrap();
        assert_eq!(printed(&PasswordRules::parse(text)), case["rules"], "{text}");
    }
}

#[test]
fn every_complaint_of_apples_parser_is_a_problem_and_nothing_else_is() {
    let Some(cases) = expected() else { return };
    let messages = [
        ("Unrecognized property name", RuleProblemCode::UnknownRule),
        ("Failed to parse value of type integer", RuleProblemCode::NotANumber),
        ("Ignoring '-'", RuleProblemCode::StrayHyphen),
        ("Failed to find start of next property or property value", RuleProblemCode::NoSeparator),
        ("Failed to find start of next property: ", RuleProblemCode::AllIgnored),
    ];
    for case in cases {
        let text = case["input"].as_str().unwrap();
        let code = |message: &Value| {
            let message = message.as_str().unwrap();
            messages.iter().find(|(start, _)| message.starts_with(start)).unwrap().1
        };
        let complaints: Vec<_> = case["diagnostics"].as_array().unwrap().iter().map(code).collect();
        let problems: Vec<_> = PasswordRules::problems(text).iter().map(|problem| problem.code).collect();
        assert_eq!(problems, complaints, "{text}");
    }
}

fn is_of_class(character: char, class: &str) -> bool {
    match class {
        "upper" => character.is_ascii_uppercase(),
        "lower" => character.is_ascii_lowercase(),
        "digit" => character.is_ascii_digit(),
        "special" => character == ' ' || character.is_ascii_punctuation(),
        "ascii-printable" => matches!(character, ' '..='~'),
        "unicode" => true,
        class => {
            let listed = class.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap();
            listed.contains(character)
        }
    }
}

/// Judges a password by the rules as Apple's parser printed them, without anything of this crate.
fn complaint(password: &str, rules: &Value) -> Option<String> {
    let rules = rules.as_array().unwrap();
    let values =
        |name: &'static str| rules.iter().filter(move |rule| rule["name"] == name).map(|rule| &rule["value"]);
    let is_of = |character: char, classes: &Value| {
        classes.as_array().unwrap().iter().any(|class| is_of_class(character, class.as_str().unwrap()))
    };
    for classes in values("required") {
        let demanded = values("required").filter(|other| *other == classes).count();
        if password.chars().filter(|c| is_of(*c, classes)).count() < demanded {
            return Some(format!("fewer than {demanded} of {classes}"));
        }
    }
    let mut allowed = values("required").chain(values("allowed")).peekable();
    if allowed.peek().is_some() {
        let allowed: Vec<&Value> = allowed.collect();
        if let Some(wrong) = password.chars().find(|c| !allowed.iter().any(|classes| is_of(*c, classes))) {
            return Some(format!("{wrong} is not allowed"));
        }
    }
    let longest = password.as_bytes().chunk_by(|one, next| one == next).map(<[u8]>::len).max().unwrap();
    let length = password.chars().count();
    let number = |name: &'static str| {
        values(name).next().map(|value| usize::try_from(value.as_u64().unwrap()).unwrap())
    };
    match (number("max-consecutive"), number("minlength"), number("maxlength")) {
        (Some(most), ..) if longest > most => Some(format!("{longest} in a row")),
        (_, Some(min), _) if length < min => Some(format!("only {length}")),
        (_, _, Some(max)) if length > max => Some(format!("as many as {length}")),
        _ => None,
    }
}

#[test]
fn checker_that_judges_the_generator_complains_of_passwords_that_break_rules() {
    let rules = json!([
        { "name": "required", "value": ["digit"] },
        { "name": "required", "value": ["digit"] },
        { "name": "required", "value": ["[-a]]"] },
        { "name": "allowed", "value": ["upper"] },
        { "name": "max-consecutive", "value": 2 },
        { "name": "minlength", "value": 5 },
        { "name": "maxlength", "value": 7 },
    ]);
    assert_eq!(complaint("12]AB", &rules), None);
    for wrong in ["1a]AB", "123AB", "12aAx", "11aAAA", "12aA", "12aABCDE"] {
        assert!(complaint(wrong, &rules).is_some(), "{wrong}");
    }
}

#[test]
fn every_password_for_every_site_keeps_the_rules_of_the_site() {
    let Some(cases) = expected() else { return };
    for case in cases.iter().filter(|case| case["domain"].is_string()) {
        let url = format!("https://{}/signup", case["domain"].as_str().unwrap());
        for length in [1, 8, 20, 64] {
            let recipe = site_rules(&url).unwrap().recipe(length).unwrap();
            for _ in 0..10 {
                let made = generate(&recipe, &OsRandom).unwrap();
                assert_eq!(complaint(made.value.expose(), &case["rules"]), None, "{url} {length}");
                assert!(length < 20 || made.entropy_bits > 13.0, "{url}: {} bits", made.entropy_bits);
            }
        }
    }
}

#[test]
fn list_of_sites_says_of_every_domain_what_apples_list_says() {
    let Some(sites) = corpus("password-rules.json") else { return };
    let sites = sites.as_object().unwrap();
    assert_eq!(sites.len(), 434);
    for (domain, site) in sites {
        let rules = PasswordRules::parse(site["password-rules"].as_str().unwrap());
        assert_eq!(site_rules(&format!("https://www.{domain}/")), Some(rules), "{domain}");
    }
}

#[test]
fn every_listed_site_gets_a_password_of_its_characters() {
    let Some(sites) = corpus("password-rules.json") else { return };
    for domain in sites.as_object().unwrap().keys() {
        let rules = site_rules(domain).unwrap();
        let made = generate(&rules.recipe(20).unwrap(), &OsRandom).unwrap();
        let allowed = rules.required.iter().copied().chain([rules.allowed]).filter(|set| !set.is_empty());
        let allowed: Vec<CharacterSet> = allowed.collect();
        let is_allowed = |c: char| allowed.is_empty() || allowed.iter().any(|set| set.contains(c));
        assert!(made.value.expose().chars().all(is_allowed), "{domain}");
        assert!(
            rules.required.iter().all(|set| made.value.expose().chars().any(|c| set.contains(c))),
            "{domain}"
        );
    }
}
