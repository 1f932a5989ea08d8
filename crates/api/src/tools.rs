//! The generator and the strength meter: they need no open vault.

use crate::ApiError;
use crate::app::App;
use crate::recipe::{recipe, rules_of};
use crate::types::{
    CrackTimes, GenerateRequest, Generated, SiteRules, SiteRulesRequest, Strength as StrengthView,
    StrengthRequest,
};
use strongroom_credential::{Strength, generate, strength};

impl App {
    /// Generates a password, or whatever else is asked for.
    pub async fn generate(&self, request: GenerateRequest) -> Result<Generated, ApiError> {
        let generated = generate(&recipe(request)?, self.host.random())?;
        // Exposed to be scored.
        let strength = strength_view(&strength(generated.value.expose(), &[]));
        Ok(Generated { value: generated.value, entropy_bits: generated.entropy_bits, strength })
    }

    /// What a site demands of a password. Asks no network.
    pub async fn site_rules(&self, request: SiteRulesRequest) -> Result<SiteRules, ApiError> {
        Ok(rules_of(&request.url))
    }

    /// Scores a password.
    pub async fn strength(&self, request: StrengthRequest) -> Result<StrengthView, ApiError> {
        let context: Vec<&str> = request.context.iter().map(String::as_str).collect();
        // Exposed to be scored.
        Ok(strength_view(&strength(request.password.expose(), &context)))
    }
}

fn strength_view(strength: &Strength) -> StrengthView {
    let seconds = &strength.crack_seconds;
    StrengthView {
        score: strength.score,
        guesses_log10: strength.guesses_log10,
        crack_seconds: seconds.offline_slow,
        crack_times: CrackTimes {
            online_throttled: seconds.online_throttled,
            online_unthrottled: seconds.online_unthrottled,
            offline_slow: seconds.offline_slow,
            offline_fast: seconds.offline_fast,
        },
        warning: strength.warning.map(|warning| warning.code().to_owned()),
        suggestions: strength.suggestions.iter().map(|one| one.code().to_owned()).collect(),
    }
}
