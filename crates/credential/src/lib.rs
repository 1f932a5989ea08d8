//! What a credential *is*: kinds, fields, strength, generation, one-time codes.
//!
//! Pure: no I/O, no clock, no vault. Time and randomness come in as parameters.

mod field;
mod item;
mod kind;

pub use field::{Field, FieldType};
pub use item::Item;
pub use kind::{Kind, KindTemplate, TemplateField};
