//! What is known about one kind of key of one service.

use super::shape::{Part, Shape};
use std::fmt;

/// Whether a key may be seen by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Half {
    /// Made to be seen: a publishable key, or the name of a key whose secret stands elsewhere.
    Public,
    /// Whoever has it can use it.
    Secret,
}

/// What a key works on, where it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Environment {
    /// The real thing.
    Live,
    /// Something to try things out on.
    Test,
}

impl Environment {
    /// `live` or `test`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Test => "test",
        }
    }
}

/// What a key tells of whom or what it stands for; never any of its secret.
pub(super) type Clue = fn(&str) -> Option<String>;

/// One kind of key. Nothing in it is secret or personal.
#[derive(Clone, Copy)]
pub struct KeyForm {
    /// Stable, and unique in the registry.
    pub id: &'static str,
    /// The service, as people write it.
    pub service: &'static str,
    /// What it is: `personal access token`, `webhook URL`, ….
    pub what: &'static str,
    /// Whether it may be seen.
    pub half: Half,
    /// Live or test, where the key tells.
    pub environment: Option<Environment>,
    /// What it may do, where the key tells.
    pub scope: Option<&'static str>,
    /// The page where it is revoked, or from which one gets there.
    pub revoke_at: Option<&'static str>,
    pub(super) shapes: &'static [Shape],
    /// Whether its prefix is so much its own that whatever begins with it is one of these, whole or not.
    pub(super) telling: bool,
    /// The shape of the other half, where that has none that would tell.
    pub(super) partner: &'static [Part],
    pub(super) clue: Option<Clue>,
}

impl KeyForm {
    /// Service and what it is: `GitHub personal access token`.
    pub fn description(&self) -> String {
        format!("{} {}", self.service, self.what)
    }

    pub(super) const fn live(self) -> Self {
        Self { environment: Some(Environment::Live), ..self }
    }

    pub(super) const fn test(self) -> Self {
        Self { environment: Some(Environment::Test), ..self }
    }

    pub(super) const fn scope(self, scope: &'static str) -> Self {
        Self { scope: Some(scope), ..self }
    }

    pub(super) const fn at(self, page: &'static str) -> Self {
        Self { revoke_at: Some(page), ..self }
    }

    /// Others' keys, or ordinary words, begin in the same way.
    pub(super) const fn common(self) -> Self {
        Self { telling: false, ..self }
    }

    pub(super) const fn with(self, partner: &'static [Part]) -> Self {
        Self { partner, ..self }
    }

    pub(super) const fn clue(self, clue: Clue) -> Self {
        Self { clue: Some(clue), ..self }
    }
}

impl fmt::Debug for KeyForm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KeyForm({})", self.id)
    }
}

impl PartialEq for KeyForm {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for KeyForm {}

/// A key that must not be seen.
pub(super) const fn secret(
    id: &'static str,
    service: &'static str,
    what: &'static str,
    shapes: &'static [Shape],
) -> KeyForm {
    KeyForm {
        id,
        service,
        what,
        half: Half::Secret,
        environment: None,
        scope: None,
        revoke_at: None,
        shapes,
        telling: true,
        partner: &[],
        clue: None,
    }
}

/// A key that may be seen.
pub(super) const fn public(
    id: &'static str,
    service: &'static str,
    what: &'static str,
    shapes: &'static [Shape],
) -> KeyForm {
    KeyForm { half: Half::Public, ..secret(id, service, what, shapes) }
}
