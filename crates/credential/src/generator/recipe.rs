//! What to generate: the part of it that a person chooses, and that settings keep. What was written by an earlier version
//! must always read, so a new setting has a default that means what was done before it.

mod characters;
mod codes;
mod passphrase;

pub use characters::{CharacterClass, Characters};
pub use codes::{ApiKey, Pin, Pronounceable, Token, TokenEncoding};
pub use passphrase::{Passphrase, Separators, WordList};

use serde::{Deserialize, Serialize};

/// How to generate a value. Holds nothing secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Recipe {
    /// Random characters.
    Characters(Characters),
    /// Random words.
    Passphrase(Passphrase),
    /// Random digits that are no obvious pattern.
    Pin(Pin),
    /// Random syllables.
    Pronounceable(Pronounceable),
    /// Random bytes, written as text.
    Token(Token),
    /// A key with a prefix and a checksum, for a service of one's own.
    ApiKey(ApiKey),
}

impl Default for Recipe {
    fn default() -> Self {
        Self::Characters(Characters::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipe_with_only_its_kind_takes_every_default() {
        for (kind, expected) in [
            ("characters", Recipe::default()),
            ("passphrase", Recipe::Passphrase(Passphrase::default())),
            ("pin", Recipe::Pin(Pin::default())),
            ("pronounceable", Recipe::Pronounceable(Pronounceable::default())),
            ("token", Recipe::Token(Token::default())),
            ("api_key", Recipe::ApiKey(ApiKey::default())),
        ] {
            let read: Recipe = serde_json::from_str(&format!(r#"{{"kind":"{kind}"}}"#)).unwrap();
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn every_recipe_reads_back_as_written() {
        let class = CharacterClass { characters: "äöü".into(), min: 2 };
        for recipe in [
            Recipe::default(),
            Recipe::Characters(Characters {
                classes: vec![class],
                max_consecutive: Some(2),
                ..Default::default()
            }),
            Recipe::Passphrase(Passphrase { number: true, ..Default::default() }),
            Recipe::Passphrase(Passphrase {
                list: WordList::EffShort2,
                separators: Separators::RandomSymbol,
                ..Default::default()
            }),
            Recipe::Pin(Pin { length: 9 }),
            Recipe::Pronounceable(Pronounceable { syllables: 4, capital: true, digit: true }),
            Recipe::Token(Token { encoding: TokenEncoding::UuidV4, bytes: 16 }),
            Recipe::ApiKey(ApiKey { prefix: "madeup_".into(), length: 12 }),
        ] {
            let written = serde_json::to_string(&recipe).unwrap();
            assert_eq!(serde_json::from_str::<Recipe>(&written).unwrap(), recipe);
        }
    }

    #[test]
    fn recipes_written_before_there_were_more_modes_still_read() {
        for (written, expected) in [
            (
                r#"{"kind":"characters","length":12,"lower":true,"upper":true,"digits":true,"symbols":false,
                    "exclude_lookalikes":true,"exclude":"xyz","min_lower":1,"min_upper":2,"min_digits":1,"min_symbols":1}"#,
                Recipe::Characters(Characters {
                    length: 12,
                    symbols: false,
                    exclude_lookalikes: true,
                    exclude: "xyz".into(),
                    min_upper: 2,
                    ..Default::default()
                }),
            ),
            (
                r#"{"kind":"passphrase","words":4,"separator":" ","capitalise":true,"number":false}"#,
                Recipe::Passphrase(Passphrase {
                    words: 4,
                    separator: " ".into(),
                    capitalise: true,
                    ..Default::default()
                }),
            ),
            (r#"{"kind":"pin","length":4}"#, Recipe::Pin(Pin { length: 4 })),
        ] {
            assert_eq!(serde_json::from_str::<Recipe>(written).unwrap(), expected);
        }
    }

    #[test]
    fn recipe_without_the_newer_settings_is_written_as_it_was_before_them() {
        let characters = serde_json::to_string(&Recipe::default()).unwrap();
        let passphrase = serde_json::to_string(&Recipe::Passphrase(Passphrase::default())).unwrap();
        for newer in ["classes", "max_consecutive", "list", "separators"] {
            assert!(!characters.contains(newer) && !passphrase.contains(newer), "{newer}");
        }
    }

    #[test]
    fn names_that_settings_keep_stay_what_they_are() {
        let written = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        let lists = WordList::ALL.map(|list| written(serde_json::to_value(list).unwrap()));
        assert_eq!(
            lists,
            [
                "eff_large",
                "eff_short_1",
                "eff_short_2",
                "german",
                "spanish",
                "french",
                "italian",
                "portuguese",
                "czech"
            ]
        );
        let encodings = TokenEncoding::ALL.map(|one| written(serde_json::to_value(one).unwrap()));
        assert_eq!(encodings, ["hex", "base32", "base64", "base64url", "uuid_v4"]);
        let separators = Separators::ALL.map(|one| written(serde_json::to_value(one).unwrap()));
        assert_eq!(separators, ["text", "random_digit", "random_symbol", "random_digit_or_symbol"]);
    }

    #[test]
    fn misspelt_setting_is_refused_and_not_ignored() {
        for written in [
            r#"{"kind":"pin","lenght":9}"#,
            r#"{"kind":"token","byte":9}"#,
            r#"{"kind":"api_key","prefixes":"a"}"#,
            r#"{"kind":"pronounceable","capitals":true}"#,
            r#"{"kind":"characters","classes":[{"chars":"abc"}]}"#,
        ] {
            assert!(serde_json::from_str::<Recipe>(written).is_err(), "{written}");
        }
    }
}
