//! What a credential *is*: kinds, fields, strength, generation, one-time codes.
//!
//! Pure: no I/O, no clock, no vault. Time and randomness come in as parameters.

pub mod api_key;
pub mod bank_account;
pub mod card;
pub mod certificate;
mod codes;
pub mod connection;
mod day;
pub mod dotenv;
mod examine;
pub mod expiry;
mod fact;
mod field;
mod finding;
mod fold;
pub mod generator;
mod host;
mod item;
mod kind;
pub mod oauth;
mod overview;
pub mod password_rules;
pub mod qr;
mod search_text;
pub mod ssh_key;
mod stem;
mod strength;
pub mod totp;
mod two_factor;
pub mod user_type;
pub mod wifi;

pub use api_key::Jwt;
pub use connection::{Connection, ConnectionError};
pub use day::{Day, Moment};
pub use examine::{Examination, examine, examine_as, recognise, worst_at_rest};
pub use fact::{Fact, FactName};
pub use field::{Field, FieldType};
pub use finding::{Finding, FindingCode, Severity};
pub use fold::fold;
pub use generator::{
    ApiKey, CharacterClass, Characters, GenerateError, Generated, Passphrase, Pin, Pronounceable, Recipe,
    Separators, Token, TokenEncoding, WordList, generate,
};
pub use host::host as host_of;
pub use item::Item;
pub use kind::{Kind, KindTemplate, TemplateField};
pub use password_rules::{CharacterSet, PasswordRules, RuleProblem, RuleProblemCode, RulesError, site_rules};
pub use stem::stem;
pub use strength::{Classes, CrackSeconds, Strength, SuggestionCode, WarningCode, strength};
pub use totp::{Totp, TotpError};
pub use two_factor::{offers_codes, text_offers_codes};
pub use user_type::{UserField, UserType, UserTypeError};
