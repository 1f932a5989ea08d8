//! What a credential *is*: kinds, fields, strength, generation, one-time codes.
//!
//! Pure: no I/O, no clock, no vault. Time and randomness come in as parameters.

mod codes;
pub mod connection;
mod day;
pub mod dotenv;
mod examine;
mod fact;
mod field;
mod finding;
mod fold;
pub mod generator;
mod host;
mod item;
mod kind;
mod overview;
mod search_text;
mod strength;
pub mod totp;

pub use connection::{Connection, ConnectionError};
pub use day::{Day, Moment};
pub use examine::{Examination, examine};
pub use fact::{Fact, FactName};
pub use field::{Field, FieldType};
pub use finding::{Finding, FindingCode, Severity};
pub use fold::fold;
pub use generator::{Characters, GenerateError, Generated, Passphrase, Pin, Recipe, generate};
pub use item::Item;
pub use kind::{Kind, KindTemplate, TemplateField};
pub use strength::{Classes, CrackSeconds, Strength, SuggestionCode, WarningCode, strength};
pub use totp::{Totp, TotpError};
