//! Every kind of key that is known, and the one place to look one up.
//!
//! Prefixes, lengths and alphabets are what the services document, or what their own programs and the rules of the
//! well-known scanners agree on; where a service does not say, the shape is wider and there is no checksum.

mod ai;
mod azure;
mod cloud;
mod collaboration;
mod commerce;
mod database;
mod forge;
mod index;
mod infrastructure;
mod mail;
mod messaging;
mod monitoring;
mod package;
mod payment;

pub(super) use index::{Lookup, look_up, starts};

use super::form::KeyForm;

/// What the tables are written with.
mod prelude {
    pub(super) use crate::api_key::alphabet::*;
    pub(super) use crate::api_key::checksum::Checksum;
    pub(super) use crate::api_key::clue;
    pub(super) use crate::api_key::form::{KeyForm, public, secret};
    pub(super) use crate::api_key::shape::{
        DASH, Part, Shape, UUID_4, UUID_8, UUID_12, checked, key, plain, range, run, text, uuid_after,
    };
}

const TABLES: &[&[KeyForm]] = &[
    forge::FORMS,
    cloud::FORMS,
    azure::FORMS,
    payment::FORMS,
    commerce::FORMS,
    messaging::FORMS,
    mail::FORMS,
    ai::FORMS,
    monitoring::FORMS,
    package::FORMS,
    database::FORMS,
    infrastructure::FORMS,
    collaboration::FORMS,
];

/// Every kind of key that is known, in no order that matters.
pub fn forms() -> impl Iterator<Item = &'static KeyForm> {
    TABLES.iter().flat_map(|table| table.iter())
}

#[cfg(test)]
mod tests;
