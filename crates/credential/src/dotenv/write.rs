//! Writing `.env` files, each value in the quotes that most readers understand alike.

use super::Variable;
use super::read::is_name;
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// One line for each variable, or several for values of several lines. [`super::parse`] reads the same from it. `None`
/// where a name is none.
///
/// Values without special characters stand bare, which every reader understands. Then single quotes are tried, which all
/// readers take literally; then double quotes. What needs escapes there (both kinds of quotes, a backslash at the end) the
/// shell, python-dotenv, Ruby's and Go's readers understand; Node.js's leave the backslashes in. Readers that substitute
/// `${…}` even in single quotes (python-dotenv) cannot be kept from it.
pub fn write(variables: &[Variable]) -> Option<SecretString> {
    let mut out = Zeroizing::new(String::new());
    for variable in variables {
        if !is_name(&variable.name) {
            return None;
        }
        out.push_str(&variable.name);
        out.push('=');
        // Exposed to be written.
        push_value(&mut out, variable.value.expose());
        out.push('\n');
    }
    Some(SecretString::new(out.to_string()))
}

fn push_value(out: &mut String, value: &str) {
    if value.bytes().all(is_plain) {
        out.push_str(value);
    } else if is_literal_in_single(value) {
        out.extend(["'", value, "'"]);
    } else {
        out.push('"');
        for character in value.chars() {
            match character {
                '"' | '\\' | '$' | '`' => out.extend(['\\', character]),
                // Readers that normalise line ends would lose it.
                '\r' => out.push_str("\\r"),
                other => out.push(other),
            }
        }
        out.push('"');
    }
}

/// What no reader and no shell takes for anything but itself.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_./:@%+,=-".contains(&byte)
}

/// Whether every reader takes it literally in single quotes: some know `\\` and `\'` there.
fn is_literal_in_single(value: &str) -> bool {
    !value.contains(['\'', '\r']) && !value.contains("\\\\") && !value.ends_with('\\')
}
