//! The generator and the strength meter: they need no open vault.

use crate::ApiError;
use crate::app::App;
use crate::types::{GenerateRequest, Generated, Strength as StrengthView, StrengthRequest};
use strongroom_credential::{Characters, Passphrase, Pin, Recipe, Strength, generate, strength};

impl App {
    /// Generates a password, a passphrase or a PIN.
    pub async fn generate(&self, request: GenerateRequest) -> Result<Generated, ApiError> {
        let generated = generate(&recipe(request), self.host.random())?;
        // Exposed to be scored.
        let strength = strength_view(&strength(generated.value.expose(), &[]));
        Ok(Generated { value: generated.value, entropy_bits: generated.entropy_bits, strength })
    }

    /// Scores a password.
    pub async fn strength(&self, request: StrengthRequest) -> Result<StrengthView, ApiError> {
        let context: Vec<&str> = request.context.iter().map(String::as_str).collect();
        // Exposed to be scored.
        Ok(strength_view(&strength(request.password.expose(), &context)))
    }
}

fn strength_view(strength: &Strength) -> StrengthView {
    StrengthView {
        score: strength.score,
        guesses_log10: strength.guesses_log10,
        crack_seconds: strength.crack_seconds.offline_slow,
        warning: strength.warning.map(|warning| warning.code().to_owned()),
        suggestions: strength.suggestions.iter().map(|one| one.code().to_owned()).collect(),
    }
}

fn recipe(request: GenerateRequest) -> Recipe {
    // A length beyond 65,535 is refused like any other that is too long.
    let short = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    match request {
        GenerateRequest::Characters {
            length,
            lower,
            upper,
            digits,
            symbols,
            exclude_lookalikes,
            exclude,
        } => Recipe::Characters(Characters {
            length: short(length),
            lower,
            upper,
            digits,
            symbols,
            exclude_lookalikes,
            exclude,
            ..Characters::default()
        }),
        GenerateRequest::Passphrase { words, separator, capitalise, number } => {
            Recipe::Passphrase(Passphrase {
                words: short(words),
                separator,
                capitalise,
                number,
                ..Passphrase::default()
            })
        }
        GenerateRequest::Pin { length } => Recipe::Pin(Pin { length: short(length) }),
    }
}
