//! Reading `.env` files.

use super::{Block, DotenvError, MAX_NAME, MAX_TEXT, MAX_VARIABLES, Variable};
use std::collections::HashMap;
use strongroom_secret::SecretString;

/// The variables of a text, in order; of one name the last value, in the place of the first.
///
/// Without quotes a value ends at the line's end or at a `#` behind white space, and white space around it is no part of
/// it. In `'` and `` ` `` everything is as it is, in `"` a backslash stands before `n`, `r`, `t`, `"`, `\`, `$` and `` ` ``;
/// quoted values go on over several lines. Nothing is substituted.
pub fn parse(text: &str) -> Result<Vec<Variable>, DotenvError> {
    read(text).map(|block| block.variables)
}

/// The same with what no program reads from the text.
pub fn read(text: &str) -> Result<Block, DotenvError> {
    if text.len() > MAX_TEXT {
        return Err(DotenvError::TooLong);
    }
    let mut reader = Reader { rest: text.trim_start_matches('\u{feff}'), line: 1, comments: Vec::new() };
    let (mut variables, mut overridden): (Vec<Variable>, Vec<Variable>) = Default::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    while let Some(variable) = reader.variable()? {
        let known = places.get(&variable.name).copied();
        if let Some(known) = known.and_then(|place| variables.get_mut(place)) {
            let value = std::mem::replace(&mut known.value, variable.value);
            overridden.push(Variable { name: variable.name, value });
            continue;
        }
        if variables.len() >= MAX_VARIABLES {
            return Err(DotenvError::TooLong);
        }
        places.insert(variable.name.clone(), variables.len());
        variables.push(variable);
    }
    let comments = SecretString::from(reader.comments.join("\n"));
    Ok(Block { variables, overridden, comments })
}

struct Reader<'a> {
    rest: &'a str,
    /// The number of the line where `rest` begins, from 1.
    line: usize,
    /// The comments that were passed, without their mark.
    comments: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    /// The next variable; `None` at the end.
    fn variable(&mut self) -> Result<Option<Variable>, DotenvError> {
        loop {
            let line = self.first_line().trim();
            if !line.is_empty() && !line.starts_with('#') {
                break;
            }
            self.comment(line);
            if !self.skip_line() {
                return Ok(None);
            }
        }
        let (name, rest) = assignment(self.first_line()).ok_or(DotenvError::NotAssignment(self.line))?;
        let value = match rest.chars().next().filter(|first| matches!(first, '"' | '\'' | '`')) {
            Some(quote) => {
                let start = self.first_line().len().saturating_sub(rest.len()) + 1;
                self.quoted(quote, start)?
            }
            None => {
                let value = without_comment(rest);
                self.comment(rest.get(value.len()..).unwrap_or_default().trim_start());
                SecretString::from(value.trim())
            }
        };
        self.skip_line();
        Ok(Some(Variable { name: name.to_owned(), value }))
    }

    /// Keeps a comment; none where there is no more than its mark.
    fn comment(&mut self, text: &'a str) {
        let said = text.strip_prefix('#').map(str::trim).unwrap_or_default();
        self.comments.extend((!said.is_empty()).then_some(said));
    }

    fn first_line(&self) -> &'a str {
        self.rest.split('\n').next().unwrap_or_default()
    }

    /// Goes to the next line; false where there is none.
    fn skip_line(&mut self) -> bool {
        let rest = self.rest.split_once('\n').map(|(_, rest)| rest);
        self.rest = rest.unwrap_or_default();
        self.line += 1;
        rest.is_some()
    }

    /// A value from the byte behind its opening mark on; leaves the reader in the line where it is closed.
    fn quoted(&mut self, quote: char, start: usize) -> Result<SecretString, DotenvError> {
        let opened = self.line;
        let mut value = SecretString::default();
        let mut characters = self.rest.get(start..).unwrap_or_default().chars();
        loop {
            let character = match characters.next().ok_or(DotenvError::Unclosed(opened))? {
                c if c == quote => break,
                '\\' if quote == '"' => match characters.clone().next().and_then(unescaped) {
                    Some(meant) => {
                        characters.next();
                        meant
                    }
                    None => '\\',
                },
                c => c,
            };
            self.line += usize::from(character == '\n');
            // Exposed to be filled.
            value.expose_mut().push(character);
        }
        self.rest = characters.as_str();
        let behind = self.first_line().trim();
        if behind.is_empty() || behind.starts_with('#') {
            self.comment(behind);
            Ok(value)
        } else {
            Err(DotenvError::AfterQuote(self.line))
        }
    }
}

/// The name in a line, and what follows the `=` and the white space behind it.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let line = line.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t'])).unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    is_name(name).then_some((name, value.trim_start()))
}

/// What the readers take for a name.
pub(super) fn is_name(name: &str) -> bool {
    name.len() <= MAX_NAME
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// Up to a `#` at the start or behind white space.
fn without_comment(text: &str) -> &str {
    let mut before = ' ';
    for (place, character) in text.char_indices() {
        if character == '#' && before.is_whitespace() {
            return text.get(..place).unwrap_or(text);
        }
        before = character;
    }
    text
}

fn unescaped(letter: char) -> Option<char> {
    match letter {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '"' | '\\' | '$' | '`' => Some(letter),
        _ => None,
    }
}
