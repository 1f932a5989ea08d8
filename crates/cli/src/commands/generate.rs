//! The generator and the strength meter. Neither needs a vault.

use crate::arguments::{Characters, Mode};
use crate::failure::{Exit, Failure};
use crate::output::write_once;
use crate::session::Session;
use strongroom_api::types::{GenerateRequest, Strength, StrengthRequest};

pub(super) async fn generate(session: &mut Session, mode: Option<Mode>) -> Result<Exit, Failure> {
    let mode = mode.unwrap_or_else(|| Mode::Password(Characters::default()));
    let generated = session.app.generate(request(mode)).await?;
    if session.output.json {
        session.output.answer(&generated, |_| Vec::new())?;
    } else {
        write_once(&generated.value)?;
    }
    Ok(Exit::Done)
}

fn request(mode: Mode) -> GenerateRequest {
    match mode {
        Mode::Password(of) => GenerateRequest::Characters {
            length: of.length,
            lower: !of.no_lower,
            upper: !of.no_upper,
            digits: !of.no_digits,
            symbols: !of.no_symbols,
            exclude_lookalikes: of.no_lookalikes,
            exclude: of.exclude,
        },
        Mode::Passphrase { words, separator, capitalise, number } => {
            GenerateRequest::Passphrase { words, separator, capitalise, number }
        }
        Mode::Pin { length } => GenerateRequest::Pin { length },
    }
}

pub(super) async fn score(session: &mut Session) -> Result<Exit, Failure> {
    let password = session.secrets.ask_input("password")?;
    let strength = session.app.strength(StrengthRequest { password, context: Vec::new() }).await?;
    session.output.answer(&strength, scored)?;
    Ok(Exit::Done)
}

fn scored(strength: &Strength) -> Vec<String> {
    let mut lines = vec![
        format!("score {} of 4", strength.score),
        format!("guesses 10^{:.1}", strength.guesses_log10),
        format!("cracked in {:.0} s, offline and slowly hashed", strength.crack_seconds),
    ];
    lines.extend(strength.warning.iter().map(|warning| format!("warning {warning}")));
    lines.extend(strength.suggestions.iter().map(|suggestion| format!("suggestion {suggestion}")));
    lines
}
