//! What is printed. The whole answer is made before the first byte is written, so that a failure leaves no half of one.

use crate::failure::Failure;
use serde::Serialize;
use std::io::{ErrorKind, IsTerminal, Write};
use strongroom_secret::{SecretBytes, SecretString};

/// How answers are printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    pub(crate) json: bool,
}

impl Output {
    /// The answer as JSON, or as the lines that `text` makes of it.
    pub(crate) fn answer<T: Serialize>(
        self,
        answer: &T,
        text: impl FnOnce(&T) -> Vec<String>,
    ) -> Result<(), Failure> {
        if self.json {
            return write(&json(answer)?);
        }
        let lines: String = text(answer).iter().map(|line| format!("{}\n", shown(line))).collect();
        write(&SecretBytes::new(lines.into_bytes()))
    }

    /// One secret, or one value, as it is; at a terminal with an end of line.
    pub(crate) fn raw<T: Serialize>(self, answer: &T, value: &SecretString) -> Result<(), Failure> {
        if self.json {
            return write(&json(answer)?);
        }
        // Exposed to be printed, which is what was asked for.
        let mut bytes = SecretBytes::new(value.expose().clone().into_bytes());
        if std::io::stdout().is_terminal() {
            bytes.expose_mut().push(b'\n');
        }
        write(&bytes)
    }
}

fn json(answer: &impl Serialize) -> Result<SecretBytes, Failure> {
    let mut bytes = SecretBytes::default();
    serde_json::to_writer_pretty(bytes.expose_mut(), answer).map_err(|_| failed(ErrorKind::InvalidData))?;
    bytes.expose_mut().push(b'\n');
    Ok(bytes)
}

fn write(bytes: &SecretBytes) -> Result<(), Failure> {
    let mut to = std::io::stdout().lock();
    match to.write_all(bytes.expose()).and_then(|()| to.flush()) {
        // Whoever reads has enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|error| failed(error.kind())),
    }
}

/// Prints a secret that is shown once, on a line of its own: also an end of the pipe is a failure.
pub(crate) fn write_once(text: &SecretString) -> Result<(), Failure> {
    let mut to = std::io::stdout().lock();
    // Exposed to be printed, which is what was asked for.
    let written =
        to.write_all(text.expose().as_bytes()).and_then(|()| to.write_all(b"\n")).and_then(|()| to.flush());
    written.map_err(|error| failed(error.kind()))
}

fn failed(kind: ErrorKind) -> Failure {
    Failure::Output { what: kind.to_string() }
}

/// Tells a person something on standard error. Where nobody can be told, nothing can be done about it.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", shown(text));
}

/// The text without what could steer a terminal: a title comes from anywhere.
pub(crate) fn shown(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { '\u{fffd}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_replaced() {
        assert_eq!(shown("a\u{1b}[2Jb\nc\u{202e}d\u{9b}e"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\u{fffd}e");
        assert_eq!(shown("Straße 東京 🔑"), "Straße 東京 🔑");
    }
}
