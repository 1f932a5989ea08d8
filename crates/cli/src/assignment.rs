//! `NAME=VALUE` as it stands on the command line.

use crate::failure::Failure;
use strongroom_secret::SecretString;

/// The types that a custom field can be given.
const TYPES: &[&str] = &["text", "hidden", "url", "date", "number", "email", "phone", "totp"];

/// A field that shall have a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Assignment {
    /// The field's name, perhaps with `#2` behind it.
    pub(crate) name: String,
    /// The type that stands before the name; the field is a custom one then.
    pub(crate) field_type: Option<&'static str>,
    /// The value; none where it is the next line of standard input.
    pub(crate) value: Option<SecretString>,
}

impl Assignment {
    /// Reads it. The failure does not quote it, since it may be a secret with its name forgotten.
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        let (name, value) = text.split_once('=').ok_or(Failure::NoValue)?;
        let typed = name
            .split_once(':')
            .and_then(|(word, rest)| Some((*TYPES.iter().find(|known| **known == word)?, rest)));
        let (field_type, name) = typed.map_or((None, name), |(word, rest)| (Some(word), rest));
        let value = (value != "-").then(|| SecretString::from(value));
        Ok(Self { name: name.to_owned(), field_type, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (String, Option<&'static str>, Option<SecretString>) {
        let Assignment { name, field_type, value } = Assignment::parse(text).unwrap();
        (name, field_type, value)
    }

    #[test]
    fn value_begins_after_the_first_equals_sign() {
        assert_eq!(parsed("password=a=b"), ("password".to_owned(), None, Some("a=b".into())));
        assert_eq!(parsed("url="), ("url".to_owned(), None, Some("".into())));
    }

    #[test]
    fn hyphen_alone_is_the_next_line() {
        assert_eq!(parsed("password=-"), ("password".to_owned(), None, None));
        assert_eq!(parsed("password=--"), ("password".to_owned(), None, Some("--".into())));
    }

    #[test]
    fn known_type_before_the_name_is_taken_off() {
        assert_eq!(parsed("hidden:pin code=1"), ("pin code".to_owned(), Some("hidden"), Some("1".into())));
        assert_eq!(parsed("ratio 1:2=1"), ("ratio 1:2".to_owned(), None, Some("1".into())));
    }

    #[test]
    fn text_without_equals_sign_is_not_quoted() {
        let failure = Assignment::parse("hunter2").unwrap_err();
        assert!(!format!("{failure} {failure:?}").contains("hunter2"));
    }
}
