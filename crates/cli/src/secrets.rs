//! Where secrets come from: a terminal without echo, or the lines of standard input in the order in which they are
//! needed. Never from the command line, which every process of the machine may read.

use crate::failure::Failure;
use std::io::{BufRead, BufReader, IsTerminal, Read, Stdin};
use strongroom_secret::{SecretBytes, SecretString};

/// The longest secret, in bytes.
const MAX_LINE: u64 = 1 << 20;
/// A recovery code at most, in characters.
const MAX_CODE: usize = 128;

/// The source of secrets of one run.
#[derive(Debug)]
pub(crate) struct Secrets {
    by_lines: bool,
    lines: BufReader<Stdin>,
}

impl Secrets {
    /// With `by_lines` nothing is ever asked at a terminal.
    pub(crate) fn new(by_lines: bool) -> Self {
        Self { by_lines, lines: BufReader::new(std::io::stdin()) }
    }

    /// Whether a person sits there who can be asked.
    pub(crate) fn can_ask(&self) -> bool {
        !self.by_lines
    }

    /// A secret that exists already.
    pub(crate) fn ask(&mut self, what: &str) -> Result<SecretString, Failure> {
        if self.by_lines { self.line(what) } else { prompt(what, what) }
    }

    /// A secret that is being chosen: a person types it twice.
    pub(crate) fn ask_new(&mut self, what: &str) -> Result<SecretString, Failure> {
        let first = self.ask(what)?;
        if self.can_ask() && prompt(&format!("{what} again"), what)? != first {
            return Err(Failure::NotAlike { what: what.to_owned() });
        }
        Ok(first)
    }

    /// A secret of the command's input: the next line, or asked for where standard input is a terminal.
    pub(crate) fn ask_input(&mut self, what: &str) -> Result<SecretString, Failure> {
        if self.can_ask() && std::io::stdin().is_terminal() { prompt(what, what) } else { self.line(what) }
    }

    /// All of standard input, as it is; for a text of many lines.
    pub(crate) fn all(&mut self, what: &str) -> Result<SecretString, Failure> {
        whole(&mut self.lines, what)
    }

    /// A recovery code as a person types it, who may see it.
    pub(crate) fn ask_code_again(&mut self) -> Result<SecretString, Failure> {
        let what = "the recovery code";
        let visible = rpassword::ConfigBuilder::new().password_feedback_partial_mask('*', MAX_CODE).build();
        rpassword::prompt_password_with_config(format!("Type {what} again: "), visible)
            .map(SecretString::new)
            .map_err(|_| Failure::NoTerminal { what: what.to_owned() })
    }

    fn line(&mut self, what: &str) -> Result<SecretString, Failure> {
        next_line(&mut self.lines, what)
    }
}

fn prompt(question: &str, what: &str) -> Result<SecretString, Failure> {
    let mut letters = question.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    rpassword::prompt_password(format!("{first}{}: ", letters.as_str()))
        .map(SecretString::new)
        .map_err(|_| Failure::NoTerminal { what: what.to_owned() })
}

fn next_line(from: &mut impl BufRead, what: &str) -> Result<SecretString, Failure> {
    let bad = || Failure::BadLine { what: what.to_owned() };
    let mut line = SecretBytes::default();
    let length = from.take(MAX_LINE + 1).read_until(b'\n', line.expose_mut()).map_err(|_| bad())?;
    if length == 0 {
        return Err(Failure::NoLine { what: what.to_owned() });
    }
    if length as u64 > MAX_LINE {
        return Err(bad());
    }
    // Exposed to be checked and copied into another secret.
    let text = std::str::from_utf8(line.expose()).map_err(|_| bad())?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    Ok(SecretString::from(text.strip_suffix('\r').unwrap_or(text)))
}

fn whole(from: &mut impl Read, what: &str) -> Result<SecretString, Failure> {
    let bad = || Failure::BadLine { what: what.to_owned() };
    let mut all = SecretBytes::default();
    let length = from.take(MAX_LINE + 1).read_to_end(all.expose_mut()).map_err(|_| bad())?;
    if length as u64 > MAX_LINE {
        return Err(bad());
    }
    // Exposed to be checked and copied into another secret.
    std::str::from_utf8(all.expose()).map(SecretString::from).map_err(|_| bad())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], count: usize) -> Vec<Result<SecretString, Failure>> {
        let mut from = bytes;
        (0..count).map(|_| next_line(&mut from, "it")).collect()
    }

    #[test]
    fn each_secret_is_a_line_without_its_end_and_with_its_spaces() {
        let expected = [" first ", "second", "", "last"].map(|line| Ok(SecretString::from(line)));
        assert_eq!(lines(b" first \nsecond\r\n\nlast", 4), expected);
    }

    #[test]
    fn end_of_input_is_no_empty_secret() {
        assert_eq!(lines(b"one\n", 2).pop(), Some(Err(Failure::NoLine { what: "it".to_owned() })));
    }

    #[test]
    fn line_that_is_too_long_or_no_text_is_refused() {
        let long = vec![b'x'; (1 << 20) + 1];
        for bytes in [long.as_slice(), b"\xff\n"] {
            assert_eq!(lines(bytes, 1), [Err(Failure::BadLine { what: "it".to_owned() })]);
            assert_eq!(whole(&mut &*bytes, "it"), Err(Failure::BadLine { what: "it".to_owned() }));
        }
    }

    #[test]
    fn whole_text_keeps_its_lines() {
        assert_eq!(whole(&mut b"a\r\nb\n".as_slice(), "it"), Ok(SecretString::from("a\r\nb\n")));
    }
}
