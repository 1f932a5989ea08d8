//! From the errors of the database library to the failures that are shown. Their own texts are not: they may carry what was
//! sent.

use crate::tls;
use std::error::Error as StdError;
use std::io;
use strongroom_api::{Failure, FailureKind};
use strongroom_secret::SecretString;

/// Longest text of a server that is shown, in characters.
const MAX_SHOWN: usize = 200;

/// What an error of the library means. `sorted` knows the codes of the product.
pub(crate) fn of(
    error: &sqlx::Error,
    sorted: impl Fn(&str) -> Option<FailureKind>,
    password: &SecretString,
) -> Failure {
    match error {
        sqlx::Error::Database(said) => {
            let code = said.code().unwrap_or_default();
            let kind = sorted(&code).unwrap_or(FailureKind::Refused);
            match kind {
                FailureKind::Refused => match harmless(said.message(), password) {
                    Some(text) => Failure::new(kind).with(text),
                    None => Failure::new(kind),
                },
                _ => Failure::new(kind),
            }
        }
        sqlx::Error::Tls(reason) => {
            let inner: &(dyn StdError + 'static) = &**reason;
            tls::found_in(inner).unwrap_or_else(|| tls::refused(of_words(&reason.to_string())))
        }
        sqlx::Error::Io(error) => of_io(error),
        sqlx::Error::Configuration(_) => tls::refused("certificate_file"),
        _ => Failure::new(FailureKind::NotThatServer),
    }
}

/// The library's own words for what is no error of TLS itself.
fn of_words(text: &str) -> &'static str {
    if text.contains("does not support TLS") { "no_tls" } else { "certificate_file" }
}

fn of_io(error: &io::Error) -> Failure {
    if let Some(found) = tls::found_in(error) {
        return found;
    }
    Failure::new(match error.kind() {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable
        | io::ErrorKind::NotFound
        | io::ErrorKind::PermissionDenied => FailureKind::Unreachable,
        io::ErrorKind::TimedOut => FailureKind::TimedOut,
        // Whoever answered hung up, or said what makes no sense.
        _ => FailureKind::NotThatServer,
    })
}

/// What a server said, cut, on one line, if the password does not stand in it.
pub(crate) fn harmless(text: &str, password: &SecretString) -> Option<String> {
    // Exposed to be looked for.
    let password = password.expose().as_str();
    let text = shown(text);
    let start: String = password.chars().take(8).collect();
    (!text.is_empty() && (start.is_empty() || !text.contains(&start))).then_some(text)
}

/// What may be shown of a text from outside.
pub(crate) fn shown(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|letter| if steers(letter) { ' ' } else { letter })
        .take(MAX_SHOWN)
        .collect::<String>()
        .trim()
        .to_owned()
}
