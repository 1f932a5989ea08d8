//! `.env` files: lines of `NAME=value`, as programs read them into their environment.
//!
//! There is no standard. What is written is what the readers agree on, as far as they do: the shell, Node.js and its
//! dotenv, python-dotenv, and those of Ruby and Go. It must never put a value into an error.

mod read;
mod write;

#[cfg(test)]
mod tests;

pub use read::{parse, read};
pub use write::write;

use crate::fold::prefix;
use crate::{Field, FieldType, Item, Kind};
use strongroom_secret::SecretString;
use thiserror::Error;

/// Longest text, in bytes.
const MAX_TEXT: usize = 256 * 1024;
/// Most variables.
const MAX_VARIABLES: usize = 1000;
/// Longest name, in bytes.
const MAX_NAME: usize = 256;
/// Longest title, in bytes.
const MAX_TITLE: usize = 80;

/// One variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name: a letter or underscore, then letters, digits, `_`, `.` and `-`. Personal.
    pub name: String,
    /// Its value. Secret.
    pub value: SecretString,
}

/// A text with all that it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// What programs read, in order.
    pub variables: Vec<Variable>,
    /// Values that a later line of the same name replaces, in order.
    pub overridden: Vec<Variable>,
    /// The comments, a line each, without their marks. Somebody may have put a secret there.
    pub comments: SecretString,
}

/// Why a text is no `.env` file. Says nothing of its content but the number of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DotenvError {
    /// More than 256 KiB, or more than 1,000 variables.
    #[error("the text is too long: at most 256 KiB and 1000 variables are read")]
    TooLong,
    /// A line that is neither empty, nor a comment, nor `NAME=value`.
    #[error("line {0} is no NAME=value: put a # before it if it is a comment")]
    NotAssignment(usize),
    /// A quotation mark that is never closed.
    #[error("the quotation mark in line {0} is not closed: add it at the end of the value")]
    Unclosed(usize),
    /// Something other than a comment behind a closing quotation mark.
    #[error("something follows the closing quotation mark in line {0}: put a # before it if it is a comment")]
    AfterQuote(usize),
}

/// A pasted block of variables as a new [item](item_of). `None` for a text that is not clearly such a block.
pub fn recognise(text: &str) -> Option<Item> {
    // The first line tells most other texts apart, whatever their length.
    let first =
        prefix(text, 4096).lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))?;
    first.contains('=').then_some(())?;
    let variables = parse(text).ok()?;
    let clear = match variables.as_slice() {
        [] => false,
        [one] => {
            let named = text.trim_start().starts_with("export ") || is_conventional(&one.name);
            // What is left of a text that ends with the padding of base64 is no value.
            named && one.value.expose().contains(|c: char| c != '=')
        }
        several => {
            let says = several.iter().any(|variable| !variable.value.is_empty());
            let long = |variable: &Variable| variable.name.len() > 1;
            // One letter may be the variable of a formula, unless all are named as those of the environment are.
            let named = several.iter().all(long)
                || several.iter().any(long) && several.iter().all(|variable| is_capital(&variable.name));
            says && named
        }
    };
    clear.then(|| item_of(&variables)).flatten()
}

/// Variables as a new item of kind `secret`: one as its key and value, several as hidden fields of the user's own. `None`
/// where there are none.
pub fn item_of(variables: &[Variable]) -> Option<Item> {
    match variables {
        [] => None,
        [one] => Some(
            Item::new(Kind::SECRET, one.name.as_str())
                .with(Field::new("key", FieldType::Text, one.name.as_str()))
                .with(Field::new("value", FieldType::Hidden, one.value.clone())),
        ),
        several => Some(several.iter().fold(Item::new(Kind::SECRET, title(several)), |item, variable| {
            item.with(Field::custom(&variable.name, FieldType::Hidden, variable.value.clone()))
        })),
    }
}

/// As variables of the environment are named (POSIX, "Environment variables"): capitals, digits and underscores.
fn is_conventional(name: &str) -> bool {
    name.len() > 1 && is_capital(name)
}

fn is_capital(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        && name.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// The names, as far as they fit.
fn title(variables: &[Variable]) -> String {
    let mut title = String::new();
    for variable in variables {
        let separator = if title.is_empty() { "" } else { ", " };
        if title.len() + separator.len() + variable.name.len() > MAX_TITLE {
            return if title.is_empty() {
                prefix(&variable.name, MAX_TITLE).to_owned()
            } else {
                title + ", …"
            };
        }
        title.push_str(separator);
        title.push_str(&variable.name);
    }
    title
}
