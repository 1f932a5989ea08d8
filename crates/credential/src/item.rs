//! An item: what a person keeps under one title. Who keeps it, since when and in which versions is the vault's affair.

use crate::{Field, Kind};
use serde::{Deserialize, Serialize};
use strongroom_secret::{SecretString, serde_exposed};

/// The content of an item. Everything in it is personal; the fields' values may be secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What kind of thing it is. An unknown kind is kept and shown with its fields.
    pub kind: Kind,
    /// Its name in lists; may be empty or repeated.
    pub title: String,
    /// Fields in the order in which they are shown.
    pub fields: Vec<Field>,
    /// Free text of any length.
    #[serde(with = "serde_exposed")]
    pub notes: SecretString,
    /// Labels without order, no repeats.
    pub tags: Vec<String>,
    /// Whether it is listed among the favourites.
    pub favourite: bool,
}

impl Item {
    /// An empty item of that kind.
    pub fn new(kind: Kind, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            fields: Vec::new(),
            notes: SecretString::default(),
            tags: Vec::new(),
            favourite: false,
        }
    }

    /// The first field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The same item with one more field.
    #[must_use]
    pub fn with(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }
}
