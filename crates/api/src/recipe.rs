//! From what is asked of the generator to the recipe that it follows, and from a site to what it demands.

use crate::ApiError;
use crate::types::{GenerateRequest, PassphraseList, PassphraseSeparators, SiteRules, TokenForm};
use strongroom_credential::{
    ApiKey, Characters, Passphrase, Pin, Pronounceable, Recipe, Separators, Token, TokenEncoding, WordList,
    host_of, site_rules,
};

/// The recipe for what is asked. What is out of bounds is for the generator to refuse.
pub(crate) fn recipe(request: GenerateRequest) -> Result<Recipe, ApiError> {
    Ok(match request {
        GenerateRequest::Passphrase { words, separator, capitalise, number, list, separators } => {
            let (list, separators) = (word_list(list), separators_of(separators));
            Recipe::Passphrase(Passphrase {
                words: short(words),
                list,
                separator,
                separators,
                capitalise,
                number,
            })
        }
        GenerateRequest::Pin { length } => Recipe::Pin(Pin { length: short(length) }),
        GenerateRequest::Pronounceable { syllables, capital, digit } => {
            Recipe::Pronounceable(Pronounceable { syllables: short(syllables), capital, digit })
        }
        GenerateRequest::Token { form, bytes } => {
            Recipe::Token(Token { encoding: encoding(form), bytes: short(bytes) })
        }
        GenerateRequest::ApiKey { prefix, length } => {
            Recipe::ApiKey(ApiKey { prefix, length: short(length) })
        }
        GenerateRequest::Site { url, length } => of_site(&url, length)?,
        characters @ GenerateRequest::Characters { .. } => Recipe::Characters(of_characters(characters)),
    })
}

/// A number beyond 65,535 is refused like any other that is too large.
fn short(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Everything else than characters asks for the default.
fn of_characters(request: GenerateRequest) -> Characters {
    let GenerateRequest::Characters {
        length,
        lower,
        upper,
        digits,
        symbols,
        exclude_lookalikes,
        exclude,
        min_lower,
        min_upper,
        min_digits,
        min_symbols,
        max_consecutive,
    } = request
    else {
        return Characters::default();
    };
    Characters {
        length: short(length),
        lower,
        upper,
        digits,
        symbols,
        exclude_lookalikes,
        exclude,
        min_lower: short(min_lower),
        min_upper: short(min_upper),
        min_digits: short(min_digits),
        min_symbols: short(min_symbols),
        max_consecutive: max_consecutive.map(short),
        ..Characters::default()
    }
}

fn of_site(url: &str, length: u32) -> Result<Recipe, ApiError> {
    let rules = site_rules(url).ok_or_else(|| {
        ApiError::invalid("no rules are known for this address: choose another kind of password")
    })?;
    rules.recipe(short(length)).map_err(|error| {
        ApiError::invalid(format!("the site's rules cannot be kept, {error}: choose the password yourself"))
    })
}

/// What the site of an address demands.
pub(crate) fn rules_of(url: &str) -> SiteRules {
    let Some((host, rules)) = host_of(url).zip(site_rules(url)) else {
        return SiteRules::default();
    };
    SiteRules {
        known: true,
        host,
        rules: rules.to_string(),
        min_length: rules.min_length,
        max_length: rules.max_length,
        max_consecutive: rules.max_consecutive,
        required: rules.required.iter().filter(|set| !set.is_empty()).map(|set| set.names()).collect(),
        allowed: rules.allowed.names(),
    }
}

fn word_list(list: PassphraseList) -> WordList {
    match list {
        PassphraseList::EffLarge => WordList::EffLarge,
        PassphraseList::EffShort1 => WordList::EffShort1,
        PassphraseList::EffShort2 => WordList::EffShort2,
        PassphraseList::German => WordList::German,
        PassphraseList::Spanish => WordList::Spanish,
        PassphraseList::French => WordList::French,
        PassphraseList::Italian => WordList::Italian,
        PassphraseList::Portuguese => WordList::Portuguese,
        PassphraseList::Czech => WordList::Czech,
    }
}

fn separators_of(separators: PassphraseSeparators) -> Separators {
    match separators {
        PassphraseSeparators::Text => Separators::Text,
        PassphraseSeparators::RandomDigit => Separators::RandomDigit,
        PassphraseSeparators::RandomSymbol => Separators::RandomSymbol,
        PassphraseSeparators::RandomDigitOrSymbol => Separators::RandomDigitOrSymbol,
    }
}

fn encoding(form: TokenForm) -> TokenEncoding {
    match form {
        TokenForm::Hex => TokenEncoding::Hex,
        TokenForm::Base32 => TokenEncoding::Base32,
        TokenForm::Base64 => TokenEncoding::Base64,
        TokenForm::Base64Url => TokenEncoding::Base64Url,
        TokenForm::Uuid => TokenEncoding::UuidV4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strongroom_credential::{PasswordRules, generate};
    use strongroom_testkit::SeededRandom;

    fn read(request: &str) -> Result<Recipe, ApiError> {
        recipe(serde_json::from_str(request).unwrap())
    }

    #[test]
    fn what_was_asked_before_there_were_more_settings_still_means_the_same() {
        for (request, expected) in [
            (
                r#"{"mode":"characters","length":12,"lower":true,"upper":true,"digits":true,"symbols":false,
                    "exclude_lookalikes":true}"#,
                Recipe::Characters(Characters {
                    length: 12,
                    symbols: false,
                    exclude_lookalikes: true,
                    ..Default::default()
                }),
            ),
            (
                r#"{"mode":"passphrase","words":4,"separator":" ","capitalise":true,"number":false}"#,
                Recipe::Passphrase(Passphrase {
                    words: 4,
                    separator: " ".into(),
                    capitalise: true,
                    ..Default::default()
                }),
            ),
            (r#"{"mode":"pin","length":4}"#, Recipe::Pin(Pin { length: 4 })),
        ] {
            assert_eq!(read(request).unwrap(), expected);
        }
    }

    #[test]
    fn every_mode_and_setting_reaches_the_recipe() {
        for (request, expected) in [
            (
                r#"{"mode":"characters","length":9,"lower":true,"upper":true,"digits":true,"symbols":true,
                    "exclude_lookalikes":false,"exclude":"x","min_lower":2,"min_upper":3,"min_digits":0,
                    "min_symbols":4,"max_consecutive":1}"#,
                Recipe::Characters(Characters {
                    length: 9,
                    exclude: "x".into(),
                    min_lower: 2,
                    min_upper: 3,
                    min_digits: 0,
                    min_symbols: 4,
                    max_consecutive: Some(1),
                    ..Default::default()
                }),
            ),
            (
                r#"{"mode":"passphrase","words":6,"separator":"-","capitalise":false,"number":false,
                    "list":"eff_short_2","separators":"random_digit_or_symbol"}"#,
                Recipe::Passphrase(Passphrase {
                    list: WordList::EffShort2,
                    separators: Separators::RandomDigitOrSymbol,
                    ..Default::default()
                }),
            ),
            (
                r#"{"mode":"pronounceable","syllables":4,"capital":true}"#,
                Recipe::Pronounceable(Pronounceable { syllables: 4, capital: true, digit: false }),
            ),
            (
                r#"{"mode":"token","form":"base64url"}"#,
                Recipe::Token(Token { encoding: TokenEncoding::Base64Url, bytes: 32 }),
            ),
            (
                r#"{"mode":"token","form":"uuid","bytes":3}"#,
                Recipe::Token(Token { encoding: TokenEncoding::UuidV4, bytes: 3 }),
            ),
            (
                r#"{"mode":"api_key","prefix":"madeup_","length":70000}"#,
                Recipe::ApiKey(ApiKey { prefix: "madeup_".into(), length: u16::MAX }),
            ),
        ] {
            assert_eq!(read(request).unwrap(), expected);
        }
    }

    #[test]
    fn password_for_a_site_is_as_its_rules_say() {
        let random = SeededRandom::new(1);
        for (url, length, expected) in [
            ("https://www.bilibili.com/login", 20, 16),
            ("https://me@www.turkishairlines.com/", 20, 6),
            ("https://key.harvard.edu/", 64, 64),
        ] {
            let rules = rules_of(url);
            assert!(rules.known && !rules.rules.is_empty(), "{url}");
            let made = generate(&of_site(url, length).unwrap(), &random).unwrap();
            assert_eq!(made.value.expose().chars().count(), expected, "{url}");
            let required = PasswordRules::parse(&rules.rules).required;
            assert_eq!(required.len(), rules.required.len());
            assert!(required.iter().all(|set| made.value.expose().chars().any(|c| set.contains(c))), "{url}");
        }
    }

    #[test]
    fn site_of_which_nothing_is_known_is_refused_with_what_to_do() {
        for url in ["https://harbour.example/", "", "my bank"] {
            assert!(!rules_of(url).known && rules_of(url).host.is_empty());
            let refused = of_site(url, 20).unwrap_err();
            assert!(refused.to_string().starts_with("no rules are known for this address: "), "{refused}");
        }
    }
}
