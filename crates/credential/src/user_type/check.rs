//! Whether a definition is one: names, limits, patterns.

use super::pattern::Pattern;
use super::{MAX_FIELDS, MAX_TYPES, UserField, UserType};
use crate::{FieldType, Kind};
use std::collections::HashSet;
use thiserror::Error;

/// Characters of a stable name.
const MAX_NAME: usize = 40;
/// Characters of a label or of a field's name.
const MAX_LABEL: usize = 64;

/// Characters of a hint.
const MAX_HINT: usize = 200;

/// Why a definition is none. `field` is its place among the type's fields.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UserTypeError {
    /// There are too many types.
    #[error("there are too many types of your own: at most {MAX_TYPES} are kept")]
    TooManyTypes,
    /// Two types have the same stable name.
    #[error("another type has this name: choose a different one")]
    RepeatedType,
    /// The stable name has another form.
    #[error("the type's name has other characters than it may: use up to {MAX_NAME} of a to z, 0 to 9 and _")]
    BadName,
    /// The program has a kind of that name.
    #[error("the program has a kind of this name: choose a different one")]
    KnownKind,
    /// The label is empty, too long, or holds control characters.
    #[error("the type's label cannot be shown: use 1 to {MAX_LABEL} characters")]
    BadLabel,
    /// It has no field, or too many.
    #[error("the number of fields is out of bounds: use 1 to {MAX_FIELDS}")]
    BadFieldCount,
    /// A field's name is empty, too long, or holds control characters.
    #[error("a field's name cannot be shown: use 1 to {MAX_LABEL} characters")]
    BadFieldName {
        /// Which field.
        field: usize,
    },
    /// Two fields have the same name.
    #[error("two fields have the same name: rename one, or let the other repeat")]
    RepeatedField {
        /// The second of them.
        field: usize,
    },
    /// The program does not know the field's type.
    #[error("a field has a type that this version does not know: choose another, or update")]
    UnknownFieldType {
        /// Which field.
        field: usize,
    },
    /// The pattern cannot be used.
    #[error("a field's pattern is no regular expression that can be used: shorten or correct it")]
    BadPattern {
        /// Which field.
        field: usize,
    },
    /// The hint is empty, too long, or holds control characters.
    #[error("a field's hint cannot be shown: use 1 to {MAX_HINT} characters, or leave it out")]
    BadHint {
        /// Which field.
        field: usize,
    },
    /// The picture's name has another form.
    #[error("the type's picture has no such name: choose another")]
    BadIcon,
}

/// Checks all the types of a vault together: each by itself, their number, and that no two have one name.
pub fn check_all(types: &[UserType]) -> Result<(), UserTypeError> {
    if types.len() > MAX_TYPES {
        return Err(UserTypeError::TooManyTypes);
    }
    let mut names = HashSet::new();
    types.iter().try_for_each(|one| {
        one.check()?;
        names.insert(one.name.as_str()).then_some(()).ok_or(UserTypeError::RepeatedType)
    })
}

impl UserType {
    /// Checks the definition by itself.
    pub fn check(&self) -> Result<(), UserTypeError> {
        if !is_stable_name(&self.name) {
            return Err(UserTypeError::BadName);
        } else if Kind::named(&self.name).template().is_some() {
            return Err(UserTypeError::KnownKind);
        } else if !is_label(&self.label) {
            return Err(UserTypeError::BadLabel);
        } else if self.icon.as_deref().is_some_and(|icon| !is_stable_name(icon)) {
            return Err(UserTypeError::BadIcon);
        } else if !(1..=MAX_FIELDS).contains(&self.fields.len()) {
            return Err(UserTypeError::BadFieldCount);
        }
        let mut names = HashSet::new();
        self.fields.iter().enumerate().try_for_each(|(place, field)| {
            field.check(place)?;
            names
                .insert(field.name.as_str())
                .then_some(())
                .ok_or(UserTypeError::RepeatedField { field: place })
        })
    }
}

impl UserField {
    fn check(&self, field: usize) -> Result<(), UserTypeError> {
        if !is_label(&self.name) {
            Err(UserTypeError::BadFieldName { field })
        } else if self.field_type == FieldType::Unknown {
            Err(UserTypeError::UnknownFieldType { field })
        } else if self.pattern.as_deref().is_some_and(|pattern| Pattern::read(pattern).is_none()) {
            Err(UserTypeError::BadPattern { field })
        } else if self.hint.as_deref().is_some_and(|hint| !is_line(hint, MAX_HINT)) {
            Err(UserTypeError::BadHint { field })
        } else {
            Ok(())
        }
    }
}

fn is_stable_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= MAX_NAME
        && name.bytes().all(plain)
        && name.starts_with(|first: char| first.is_ascii_lowercase())
}

fn is_label(text: &str) -> bool {
    is_line(text, MAX_LABEL)
}

/// Text of one line that can be seen, without space at its ends and without what would turn around what stands beside it.
fn is_line(text: &str, longest: usize) -> bool {
    let fits = !text.is_empty() && text.chars().nth(longest).is_none();
    fits && text.trim() == text && !text.contains(is_unseen)
}

/// Controls of the terminal, of lines and of the direction of writing.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
