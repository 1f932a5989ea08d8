//! What passwords are made by and judged by: rules, recipes, types of the user's own, strength.

use crate::check::{self, Seeded};
use strongroom_credential::user_type::{self, UserType};
use strongroom_credential::{Field, Item, Kind, PasswordRules, Recipe, generate};

pub fn rules(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    let rules = PasswordRules::parse(text);
    let written = rules.to_string();
    // A set without a character demands nothing, and is not written.
    let mut told = rules.clone();
    told.required.retain(|set| !set.is_empty());
    assert!(written.len() > 4096 || PasswordRules::parse(&written) == told, "rules read back as others");
    let problems = PasswordRules::problems(text);
    assert!(problems.len() <= text.len() + 1 && problems.iter().all(|problem| problem.at <= text.len()));
    let Ok(recipe) = rules.recipe(20) else { return };
    if let Ok(made) = generate(&recipe, &Seeded::new(1)) {
        keeps(&rules, made.value.expose());
    }
}

fn keeps(rules: &PasswordRules, made: &str) {
    let length = made.chars().count();
    assert!(rules.min_length.is_none_or(|min| length >= min as usize), "too short");
    assert!(rules.max_length.is_none_or(|max| length <= max as usize), "too long");
    for set in rules.required.iter().filter(|set| !set.is_empty()) {
        assert!(made.chars().any(|character| set.contains(character)), "a required character is missing");
    }
    let characters: Vec<char> = made.chars().collect();
    let longest = characters.chunk_by(|one, next| one == next).map(<[char]>::len).max().unwrap_or(0);
    assert!(rules.max_consecutive.is_none_or(|most| longest <= most as usize), "a run that is too long");
}

/// A definition in JSON, and after a line feed a value for its fields.
pub fn user_type(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    let (definition, value) = text.rsplit_once('\n').unwrap_or((text, "x"));
    let Ok(definition) = serde_json::from_str::<UserType>(definition) else { return };
    let written = serde_json::to_string(&definition).expect("a type can be written");
    assert!(serde_json::from_str::<UserType>(&written).ok().as_ref() == Some(&definition));
    let is_sound = definition.check().is_ok();
    assert!(user_type::check_all(std::slice::from_ref(&definition)).is_ok() == is_sound);
    let mut item = Item::new(Kind::named(&definition.name), "x");
    for field in definition.fields.iter().take(64) {
        item = item.with(Field::new(&field.name, field.field_type, value));
    }
    check::examined(&item, &user_type::examine_with(&definition, &item));
}

/// A password, and after a line feed words that an attacker would try.
pub fn strength(bytes: &[u8]) {
    let Some(text) = check::text(bytes) else { return };
    let (password, words) = text.split_once('\n').unwrap_or((text, ""));
    let words: Vec<&str> = words.split(' ').collect();
    let found = strongroom_credential::strength(password, &words);
    assert!(found.score <= 4 && found.guesses_log10.is_finite() && found.guesses_log10 >= 0.0);
    let seconds = found.crack_seconds;
    let seconds =
        [seconds.offline_fast, seconds.offline_slow, seconds.online_unthrottled, seconds.online_throttled];
    assert!(seconds.iter().all(|seconds| !seconds.is_nan() && *seconds >= 0.0));
    assert!(seconds.is_sorted(), "a faster attack takes longer");
    assert!(found.length == password.chars().count());
}

pub fn recipe(bytes: &[u8]) {
    let Ok(recipe) = serde_json::from_slice::<Recipe>(bytes) else { return };
    let written = serde_json::to_string(&recipe).expect("a recipe can be written");
    assert!(serde_json::from_str::<Recipe>(&written).ok().as_ref() == Some(&recipe), "another recipe");
    if let Ok(made) = generate(&recipe, &Seeded::new(1)) {
        assert!(made.entropy_bits.is_finite() && made.entropy_bits >= 0.0);
        assert!(!made.value.is_empty() && made.value.expose().len() <= 1 << 16, "out of bounds");
    }
}
