//! The generator and the strength meter. Neither needs a vault.

use super::make;
use crate::arguments::{Bytes, Characters, List, Mode, RandomSeparator, Words};
use crate::failure::{Exit, Failure};
use crate::output::write_once;
use crate::session::Session;
use strongroom_api::types::{
    GenerateRequest, PassphraseList, PassphraseSeparators, Strength, StrengthRequest, TokenForm,
};

pub(super) async fn generate(session: &mut Session, mode: Option<Mode>) -> Result<Exit, Failure> {
    let mode = mode.unwrap_or_else(|| Mode::Password(Characters::default()));
    let mode = match mode {
        Mode::SshKey(wish) => return make::ssh_key(session, wish).await,
        Mode::Certificate(wish) => return make::certificate(session, wish).await,
        mode => mode,
    };
    let Some(request) = request(mode) else { return Ok(Exit::Done) };
    let generated = session.app.generate(request).await?;
    if session.output.json {
        session.output.answer(&generated, |_| Vec::new())?;
    } else {
        write_once(&generated.value)?;
    }
    Ok(Exit::Done)
}

/// What the generator is asked for; none for what is made elsewhere.
fn request(mode: Mode) -> Option<GenerateRequest> {
    let token = |form, of: Bytes| GenerateRequest::Token { form, bytes: of.bytes };
    Some(match mode {
        Mode::Password(of) => characters(of),
        Mode::Passphrase(of) => passphrase(of),
        Mode::Pin { length } => GenerateRequest::Pin { length },
        Mode::Pronounceable { syllables, capital, digit } => {
            GenerateRequest::Pronounceable { syllables, capital, digit }
        }
        Mode::Hex(of) => token(TokenForm::Hex, of),
        Mode::Base32(of) => token(TokenForm::Base32, of),
        Mode::Base64(of) => token(TokenForm::Base64, of),
        Mode::Base64url(of) => token(TokenForm::Base64Url, of),
        Mode::Uuid => token(TokenForm::Uuid, Bytes { bytes: 16 }),
        Mode::ApiKey { prefix, length } => GenerateRequest::ApiKey { prefix, length },
        Mode::ForSite { url, length } => GenerateRequest::Site { url, length },
        Mode::SshKey(_) | Mode::Certificate(_) => return None,
    })
}

fn characters(of: Characters) -> GenerateRequest {
    GenerateRequest::Characters {
        length: of.length,
        lower: !of.no_lower,
        upper: !of.no_upper,
        digits: !of.no_digits,
        symbols: !of.no_symbols,
        exclude_lookalikes: of.no_lookalikes,
        exclude: of.exclude,
        min_lower: of.min_lower,
        min_upper: of.min_upper,
        min_digits: of.min_digits,
        min_symbols: of.min_symbols,
        max_consecutive: of.max_consecutive,
    }
}

fn passphrase(of: Words) -> GenerateRequest {
    GenerateRequest::Passphrase {
        words: of.words,
        separator: of.separator,
        capitalise: of.capitalise,
        number: of.number,
        list: match of.list {
            List::Large => PassphraseList::EffLarge,
            List::Short1 => PassphraseList::EffShort1,
            List::Short2 => PassphraseList::EffShort2,
            List::German => PassphraseList::German,
            List::Spanish => PassphraseList::Spanish,
            List::French => PassphraseList::French,
            List::Italian => PassphraseList::Italian,
            List::Portuguese => PassphraseList::Portuguese,
            List::Czech => PassphraseList::Czech,
        },
        separators: match of.random_separator {
            None => PassphraseSeparators::Text,
            Some(RandomSeparator::Digit) => PassphraseSeparators::RandomDigit,
            Some(RandomSeparator::Symbol) => PassphraseSeparators::RandomSymbol,
            Some(RandomSeparator::Both) => PassphraseSeparators::RandomDigitOrSymbol,
        },
    }
}

pub(super) async fn score(session: &mut Session) -> Result<Exit, Failure> {
    let password = session.secrets.ask_input("password")?;
    let strength = session.app.strength(StrengthRequest { password, context: Vec::new() }).await?;
    session.output.answer(&strength, scored)?;
    Ok(Exit::Done)
}

fn scored(strength: &Strength) -> Vec<String> {
    let times = &strength.crack_times;
    let mut lines = vec![
        format!("score {} of 4", strength.score),
        format!("guesses 10^{:.1}", strength.guesses_log10),
        format!("cracked in {:.0} s, at a service that allows 100 guesses an hour", times.online_throttled),
        format!("cracked in {:.0} s, at a service that allows 10 guesses a second", times.online_unthrottled),
        format!("cracked in {:.0} s, offline and slowly hashed", times.offline_slow),
        format!("cracked in {:.0} s, offline and fast hashed", times.offline_fast),
    ];
    lines.extend(strength.warning.iter().map(|warning| format!("warning {warning}")));
    lines.extend(strength.suggestions.iter().map(|suggestion| format!("suggestion {suggestion}")));
    lines
}
