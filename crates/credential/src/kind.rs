//! The kinds of item and the fields that each one starts with.

use crate::FieldType;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A kind of item, by its stable name. Known names are constants; others are kept, so that a vault written by a newer
/// program loses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(Cow<'static, str>);

/// One field of a kind's template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateField {
    /// Stable name, the key of its label in the message catalogue.
    pub name: &'static str,
    /// How its value is treated.
    pub field_type: FieldType,
    /// Whether an item may have several of it.
    pub repeats: bool,
    /// Whether the editor gives it several lines.
    pub multiline: bool,
}

/// What an item of a kind starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindTemplate {
    /// The kind's stable name.
    pub kind: &'static str,
    /// Its fields, in order.
    pub fields: &'static [TemplateField],
}

const fn one(name: &'static str, field_type: FieldType) -> TemplateField {
    TemplateField { name, field_type, repeats: false, multiline: false }
}

const fn many(name: &'static str, field_type: FieldType) -> TemplateField {
    TemplateField { name, field_type, repeats: true, multiline: false }
}

const fn block(name: &'static str, field_type: FieldType) -> TemplateField {
    TemplateField { name, field_type, repeats: false, multiline: true }
}

use FieldType::{Date, Email, Hidden, Month, Phone, Text, Totp, Url};

const TEMPLATES: &[KindTemplate] = &[
    KindTemplate {
        kind: "login",
        fields: &[one("username", Text), one("password", Hidden), many("url", Url), one("totp", Totp)],
    },
    KindTemplate { kind: "password", fields: &[one("password", Hidden)] },
    KindTemplate { kind: "note", fields: &[] },
    KindTemplate {
        kind: "card",
        fields: &[
            one("cardholder", Text),
            one("number", Hidden),
            one("expiry", Month),
            one("code", Hidden),
            one("pin", Hidden),
            one("brand", Text),
        ],
    },
    KindTemplate {
        kind: "identity",
        fields: &[
            one("honorific", Text),
            one("first_name", Text),
            one("middle_name", Text),
            one("last_name", Text),
            one("birth_date", Date),
            one("email", Email),
            one("phone", Phone),
            one("company", Text),
            one("address", Text),
            one("city", Text),
            one("region", Text),
            one("postal_code", Text),
            one("country", Text),
            one("username", Text),
            one("national_id", Hidden),
            one("passport", Hidden),
            one("driving_licence", Hidden),
        ],
    },
    KindTemplate {
        kind: "api_key",
        fields: &[
            one("service", Text),
            one("key", Hidden),
            one("secret", Hidden),
            many("url", Url),
            one("expires", Date),
        ],
    },
    KindTemplate {
        kind: "ssh_key",
        fields: &[
            block("private_key", Hidden),
            block("public_key", Text),
            one("passphrase", Hidden),
            one("host", Text),
            one("username", Text),
        ],
    },
    KindTemplate { kind: "secret", fields: &[one("key", Text), block("value", Hidden)] },
];

impl Kind {
    /// A user name and a password for one or more URLs, with an optional one-time code.
    pub const LOGIN: Self = Self(Cow::Borrowed("login"));
    /// A password alone.
    pub const PASSWORD: Self = Self(Cow::Borrowed("password"));
    /// Text alone.
    pub const NOTE: Self = Self(Cow::Borrowed("note"));
    /// A payment card.
    pub const CARD: Self = Self(Cow::Borrowed("card"));
    /// A person.
    pub const IDENTITY: Self = Self(Cow::Borrowed("identity"));
    /// A key to a programming interface.
    pub const API_KEY: Self = Self(Cow::Borrowed("api_key"));
    /// An SSH key pair.
    pub const SSH_KEY: Self = Self(Cow::Borrowed("ssh_key"));
    /// One key with one secret value.
    pub const SECRET: Self = Self(Cow::Borrowed("secret"));

    /// The kind of that name, known or not.
    pub fn named(name: &str) -> Self {
        match TEMPLATES.iter().find(|template| template.kind == name) {
            Some(known) => Self(Cow::Borrowed(known.kind)),
            None => Self(Cow::Owned(name.to_owned())),
        }
    }

    /// Its stable name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Its template, when this program knows the kind.
    pub fn template(&self) -> Option<&'static KindTemplate> {
        TEMPLATES.iter().find(|template| template.kind == self.0)
    }

    /// The templates of all known kinds, in the order in which a person is offered them.
    pub fn templates() -> &'static [KindTemplate] {
        TEMPLATES
    }
}
