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

use FieldType::{Boolean, Date, Email, Hidden, Month, Number, Phone, Text, Totp, Url};

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
    KindTemplate {
        kind: "certificate",
        fields: &[
            block("certificate", Text),
            block("private_key", Hidden),
            one("passphrase", Hidden),
            block("chain", Text),
            one("host", Text),
        ],
    },
    KindTemplate {
        kind: "database",
        // The connection is written without its password.
        fields: &[block("connection", Text), one("username", Text), one("password", Hidden)],
    },
    KindTemplate {
        kind: "oauth",
        fields: &[
            one("issuer", Url),
            one("client_id", Text),
            one("client_secret", Hidden),
            block("access_token", Hidden),
            block("refresh_token", Hidden),
            one("scopes", Text),
            one("token_url", Url),
            one("authorization_url", Url),
            one("token_type", Text),
            one("expires", Date),
        ],
    },
    KindTemplate {
        kind: "server",
        fields: &[
            one("host", Text),
            one("port", Number),
            one("username", Text),
            one("password", Hidden),
            many("url", Url),
        ],
    },
    KindTemplate {
        kind: "wifi",
        fields: &[one("ssid", Text), one("password", Hidden), one("security", Text), one("hidden", Boolean)],
    },
    KindTemplate {
        kind: "bank_account",
        fields: &[
            one("bank", Text),
            one("holder", Text),
            one("iban", Hidden),
            one("bic", Text),
            one("account_number", Hidden),
            one("routing_number", Text),
            one("pin", Hidden),
        ],
    },
    KindTemplate {
        kind: "licence",
        fields: &[
            one("product", Text),
            block("key", Hidden),
            one("licensee", Text),
            one("email", Email),
            one("purchased", Date),
            one("expires", Date),
        ],
    },
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
    /// An X.509 certificate with its private key and chain.
    pub const CERTIFICATE: Self = Self(Cow::Borrowed("certificate"));
    /// A connection to a database or message broker.
    pub const DATABASE: Self = Self(Cow::Borrowed("database"));
    /// An OAuth 2 client and its tokens.
    pub const OAUTH: Self = Self(Cow::Borrowed("oauth"));
    /// A machine and the account on it.
    pub const SERVER: Self = Self(Cow::Borrowed("server"));
    /// A wireless network.
    pub const WIFI: Self = Self(Cow::Borrowed("wifi"));
    /// An account at a bank.
    pub const BANK_ACCOUNT: Self = Self(Cow::Borrowed("bank_account"));
    /// A licence for software.
    pub const LICENCE: Self = Self(Cow::Borrowed("licence"));

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
