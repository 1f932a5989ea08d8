//! How hard a password is to guess, after zxcvbn. It judges and explains by codes that the page's message catalogue
//! translates; it must never keep or repeat any part of the password.

use serde::{Deserialize, Serialize};
use zxcvbn::feedback::{Suggestion, Warning};
use zxcvbn::{Entropy, zxcvbn};

/// Characters that are scored. The estimate grows faster than the length, and what comes after can only add to it.
const SCORED_CHARS: usize = 100;
/// zxcvbn tries every reading of the characters that stand for letters (`@` for a, `1` for i or l), each over the whole
/// text: with many different ones, a hundred characters take a second. Above so many, only the ends are scored.
const MANY_SUBSTITUTES: usize = 8;
const SUBSTITUTES: &str = "@48({[<3691!|70$5+%2";
/// Characters of an end.
const END_CHARS: usize = 40;
/// Words of the context that are looked at, each up to [`SCORED_CHARS`] long.
const CONTEXT_WORDS: usize = 64;

/// What is known about a password's strength. Says nothing of its content but length and classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strength {
    /// 0 (guessed at once) to 4 (out of reach); below 3 is weak.
    pub score: u8,
    /// Decimal logarithm of the guesses needed; 0 for the empty password.
    pub guesses_log10: f64,
    /// Time to guess it at four speeds.
    pub crack_seconds: CrackSeconds,
    /// What is wrong with it, when something stands out.
    pub warning: Option<WarningCode>,
    /// What would help, most useful first; empty for strong passwords.
    pub suggestions: Vec<SuggestionCode>,
    /// Characters, all of them counted.
    pub length: usize,
    /// Which classes of character it has, all of it looked at.
    pub classes: Classes,
}

/// Seconds until the password is guessed, by kind of attack.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CrackSeconds {
    /// Against a service that allows 100 guesses an hour.
    pub online_throttled: f64,
    /// Against a service that allows 10 guesses a second.
    pub online_unthrottled: f64,
    /// Against a stolen slow hash, 10⁴ guesses a second.
    pub offline_slow: f64,
    /// Against a stolen fast hash, 10¹⁰ guesses a second.
    pub offline_fast: f64,
}

/// Which classes of character occur.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classes {
    /// `a` to `z`.
    pub lower: bool,
    /// `A` to `Z`.
    pub upper: bool,
    /// `0` to `9`.
    pub digit: bool,
    /// Any other visible ASCII character.
    pub symbol: bool,
    /// Everything else: spaces, letters beyond ASCII, emoji.
    pub other: bool,
}

/// Declares a set of codes and their stable names in one place.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal from $from:path,)+ } of $source:ty) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every code there is, for the check that the message catalogue knows them all.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable name, a key of the message catalogue.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl From<$source> for $name {
            fn from(source: $source) -> Self {
                match source { $($from => Self::$variant,)+ }
            }
        }
    };
}

codes! {
    /// What is wrong with a password.
    WarningCode {
        /// A straight row of keys.
        KeyRow = "key_row" from Warning::StraightRowsOfKeysAreEasyToGuess,
        /// A short pattern on the keyboard.
        KeyPattern = "key_pattern" from Warning::ShortKeyboardPatternsAreEasyToGuess,
        /// One character repeated.
        RepeatedCharacter = "repeated_character" from Warning::RepeatsLikeAaaAreEasyToGuess,
        /// A few characters repeated.
        RepeatedPattern = "repeated_pattern" from Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
        /// One of the ten most common.
        Top10 = "top_10" from Warning::ThisIsATop10Password,
        /// One of the hundred most common.
        Top100 = "top_100" from Warning::ThisIsATop100Password,
        /// Very common.
        Common = "common" from Warning::ThisIsACommonPassword,
        /// Like a common one.
        SimilarToCommon = "similar_to_common" from Warning::ThisIsSimilarToACommonlyUsedPassword,
        /// A sequence such as `abc`.
        Sequence = "sequence" from Warning::SequencesLikeAbcAreEasyToGuess,
        /// A recent year.
        RecentYear = "recent_year" from Warning::RecentYearsAreEasyToGuess,
        /// One word.
        SingleWord = "single_word" from Warning::AWordByItselfIsEasyToGuess,
        /// A date.
        Date = "date" from Warning::DatesAreOftenEasyToGuess,
        /// One name.
        SingleName = "single_name" from Warning::NamesAndSurnamesByThemselvesAreEasyToGuess,
        /// A common name.
        CommonName = "common_name" from Warning::CommonNamesAndSurnamesAreEasyToGuess,
    } of Warning
}

codes! {
    /// What would make a password stronger.
    SuggestionCode {
        /// Use a few words, no common phrase.
        UseWords = "use_words" from Suggestion::UseAFewWordsAvoidCommonPhrases,
        /// Symbols, digits and capitals are not needed.
        NoNeedForSymbols = "no_need_for_symbols" from Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters,
        /// Add a word or two.
        AddWords = "add_words" from Suggestion::AddAnotherWordOrTwo,
        /// A capital at the start helps little.
        CapitalsHelpLittle = "capitals_help_little" from Suggestion::CapitalizationDoesntHelpVeryMuch,
        /// All capitals help little.
        AllCapitalsHelpLittle = "all_capitals_help_little" from Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase,
        /// Reversing a word helps little.
        ReversingHelpsLittle = "reversing_helps_little" from Suggestion::ReversedWordsArentMuchHarderToGuess,
        /// Substitutions such as `@` for `a` help little.
        SubstitutionsHelpLittle = "substitutions_help_little" from Suggestion::PredictableSubstitutionsDontHelpVeryMuch,
        /// Use a longer keyboard pattern with more turns.
        LongerKeyPattern = "longer_key_pattern" from Suggestion::UseALongerKeyboardPatternWithMoreTurns,
        /// Avoid repeats.
        AvoidRepeats = "avoid_repeats" from Suggestion::AvoidRepeatedWordsAndCharacters,
        /// Avoid sequences.
        AvoidSequences = "avoid_sequences" from Suggestion::AvoidSequences,
        /// Avoid recent years.
        AvoidRecentYears = "avoid_recent_years" from Suggestion::AvoidRecentYears,
        /// Avoid years that mean something to you.
        AvoidOwnYears = "avoid_own_years" from Suggestion::AvoidYearsThatAreAssociatedWithYou,
        /// Avoid dates that mean something to you.
        AvoidOwnDates = "avoid_own_dates" from Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou,
    } of Suggestion
}

/// Scores `password`; `context` are words an attacker would try first: the user's name, the service, the company.
///
/// To bound the time, only the first 100 characters are scored, and of passwords of more than 40 with many digits and
/// symbols only the first and the last 40 of those, the stronger counting. What is left out can only add strength.
pub fn strength(password: &str, context: &[&str]) -> Strength {
    let context: Vec<&str> = context.iter().take(CONTEXT_WORDS).map(|word| cut(word, SCORED_CHARS)).collect();
    let estimate = estimate(cut(password, SCORED_CHARS), &context);
    let guesses_log10 = estimate.guesses_log10().max(0.0);
    let feedback = estimate.feedback();
    Strength {
        score: u8::from(estimate.score()).min(4),
        guesses_log10,
        crack_seconds: crack_seconds(if password.is_empty() { 0.0 } else { 10_f64.powf(guesses_log10) }),
        warning: feedback.and_then(|feedback| feedback.warning()).map(WarningCode::from),
        suggestions: feedback
            .map(|feedback| feedback.suggestions().iter().copied().map(SuggestionCode::from).collect())
            .unwrap_or_default(),
        length: password.chars().count(),
        classes: classes(password),
    }
}

fn estimate(password: &str, context: &[&str]) -> Entropy {
    let start = cut(password, END_CHARS);
    let substitutes = SUBSTITUTES.chars().filter(|&character| password.contains(character)).count();
    if start.len() == password.len() || substitutes <= MANY_SUBSTITUTES {
        return zxcvbn(password, context);
    }
    let (start, end) = (zxcvbn(start, context), zxcvbn(last(password, END_CHARS), context));
    if end.guesses_log10() > start.guesses_log10() { end } else { start }
}

/// The last `count` characters of `text`.
fn last(text: &str, count: usize) -> &str {
    let first = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(index, _)| index);
    text.get(first..).unwrap_or(text)
}

/// The first `count` characters of `text`.
pub(crate) fn cut(text: &str, count: usize) -> &str {
    match text.char_indices().nth(count) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

fn crack_seconds(guesses: f64) -> CrackSeconds {
    CrackSeconds {
        online_throttled: guesses * 36.0,
        online_unthrottled: guesses / 10.0,
        offline_slow: guesses / 1e4,
        offline_fast: guesses / 1e10,
    }
}

fn classes(password: &str) -> Classes {
    let mut found = Classes::default();
    for character in password.chars() {
        let class = match character {
            'a'..='z' => &mut found.lower,
            'A'..='Z' => &mut found.upper,
            '0'..='9' => &mut found.digit,
            '!'..='~' => &mut found.symbol,
            _ => &mut found.other,
        };
        *class = true;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_password_scores_nothing_and_still_gets_advice() {
        let judged = strength("", &[]);
        assert_eq!((judged.score, judged.guesses_log10, judged.length), (0, 0.0, 0));
        assert_eq!(judged.crack_seconds.online_throttled, 0.0);
        assert_eq!(judged.suggestions.first(), Some(&SuggestionCode::UseWords));
        assert_eq!(judged.classes, Classes::default());
    }

    #[test]
    fn common_password_is_named_as_such() {
        let judged = strength("password", &[]);
        assert_eq!((judged.score, judged.warning), (0, Some(WarningCode::Top10)));
    }

    #[test]
    fn user_name_in_the_context_weakens_a_password_made_of_it() {
        let alone = strength("grumbelsnatch7", &[]);
        let with_context = strength("grumbelsnatch7", &["grumbelsnatch"]);
        assert!(alone.score > with_context.score, "{} > {}", alone.score, with_context.score);
    }

    #[test]
    fn patterns_on_the_keyboard_with_any_number_of_turns_have_an_estimate() {
        for pattern in ["01", "qw", "Qw", "QW", "zsedcft", "1475963", "!Q@W#E$R"] {
            for characters in 1..=SCORED_CHARS {
                let password: String = pattern.chars().cycle().take(characters).collect();
                let judged = strength(&password, &[]);
                assert!(judged.guesses_log10.is_finite(), "{password}");
            }
        }
    }

    #[test]
    fn a_million_characters_cost_no_more_than_the_first_hundred_and_are_all_counted() {
        let long = format!("{}Z9é", "a".repeat(1_000_000));
        let judged = strength(&long, &[&long]);
        let hundred = strength(&"a".repeat(100), &["a".repeat(100).as_str()]);
        assert_eq!(judged.length, 1_000_003);
        assert_eq!(judged.guesses_log10, hundred.guesses_log10);
        assert!(
            judged.classes.digit && judged.classes.upper && judged.classes.other && !judged.classes.symbol
        );
    }

    #[test]
    fn long_password_of_many_substitutes_is_scored_by_its_stronger_end() {
        let end: String = SUBSTITUTES.chars().cycle().take(END_CHARS).collect();
        let known = strength(&end, &[]);
        assert_eq!(known.score, 4);
        for password in ["a".repeat(60) + &end, end.clone() + &"a".repeat(60)] {
            assert_eq!(strength(&password, &[]).guesses_log10, known.guesses_log10);
        }
    }

    #[test]
    fn strong_password_has_neither_warning_nor_suggestion() {
        let judged = strength("qvF7!wzM2#kdLp9$", &[]);
        assert_eq!((judged.score, judged.warning, judged.suggestions.len()), (4, None, 0));
        assert!((judged.crack_seconds.offline_slow / judged.crack_seconds.offline_fast - 1e6).abs() < 1.0);
    }

    #[test]
    fn codes_are_written_as_their_stable_names() {
        for code in WarningCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
        }
        for code in SuggestionCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
        }
    }

    #[test]
    fn text_beyond_ascii_is_cut_between_characters() {
        assert_eq!(cut("äöü", 2), "äö");
        assert_eq!(cut("äö", 2), "äö");
        assert_eq!(last("äöü", 2), "öü");
        assert_eq!(last("äö", 3), "äö");
    }
}
