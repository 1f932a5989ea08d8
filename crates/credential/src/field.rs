//! One field of an item: a name, a type that says how to treat it, a value.

use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};

/// How a field is shown, checked and copied. The set may grow; a reader shows a type that it does not know as hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FieldType {
    /// Plain text of one or more lines.
    Text,
    /// A secret: shown only when asked for.
    Hidden,
    /// An address that can be opened.
    Url,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A month of a year, `YYYY-MM`, as on cards.
    Month,
    /// A decimal number.
    Number,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// `true` or `false`.
    Boolean,
    /// An `otpauth://` URI or a bare base32 secret; what is shown is the code of the moment.
    Totp,
    /// A type of a newer program: kept as it is, treated as hidden.
    #[serde(other)]
    Unknown,
}

const NAMES: [(FieldType, &str); 11] = [
    (FieldType::Text, "text"),
    (FieldType::Hidden, "hidden"),
    (FieldType::Url, "url"),
    (FieldType::Date, "date"),
    (FieldType::Month, "month"),
    (FieldType::Number, "number"),
    (FieldType::Email, "email"),
    (FieldType::Phone, "phone"),
    (FieldType::Boolean, "boolean"),
    (FieldType::Totp, "totp"),
    (FieldType::Unknown, "unknown"),
];

impl FieldType {
    /// Its stable name, as it is stored.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(known, _)| *known == self).map_or("unknown", |(_, name)| name)
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(known, _)| *known)
    }

    /// Whether the value is shown and sent to the page only when asked for.
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Hidden | Self::Totp | Self::Unknown)
    }
}

/// One field. `value` is secret or personal, whatever the type; `name` is personal for custom fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// A template's name such as `username`, or the user's own for a custom field. Names may repeat (several URLs).
    pub name: String,
    /// How the value is treated.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// The value, never trimmed or normalised.
    #[serde(with = "serde_exposed")]
    pub value: SecretString,
    /// Whether the user, and not the kind's template, brought this field.
    pub custom: bool,
}

impl Field {
    /// A field of the kind's template.
    pub fn new(name: &str, field_type: FieldType, value: impl Into<SecretString>) -> Self {
        Self { name: name.to_owned(), field_type, value: value.into(), custom: false }
    }

    /// A field of the user's own.
    pub fn custom(name: &str, field_type: FieldType, value: impl Into<SecretString>) -> Self {
        Self { custom: true, ..Self::new(name, field_type, value) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_are_stored() {
        for (known, name) in NAMES {
            assert_eq!(serde_json::to_value(known).unwrap(), name);
            assert_eq!(FieldType::from_name(name), Some(known));
        }
    }
}
