//! The frameworks: their rules in own words, each with the clause that it comes from. Only clauses that are certain.

mod gdpr;
mod hipaa;
mod iso27001;
mod nist;
mod pci;
mod sox;

use crate::Measure;
use crate::report::Language;
use serde::{Deserialize, Serialize};

/// A text in English and in German.
pub(crate) type Texts = [&'static str; 2];

/// Where rules come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Framework {
    /// NIST SP 800-63B-4.
    Nist,
    /// PCI DSS 4.0.1.
    Pci,
    /// HIPAA Security Rule.
    Hipaa,
    /// GDPR.
    Gdpr,
    /// SOX, IT general controls.
    Sox,
    /// ISO/IEC 27001:2022.
    Iso27001,
    /// The user's own rules.
    Own,
}

/// How a rule is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// By a measure and its threshold.
    Check(Measure, u32),
    /// Not by software: what a person must look at, in English and German.
    ByPerson([&'static str; 2]),
}

/// A rule of a framework.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable.
    pub id: &'static str,
    /// Where the framework says it.
    pub clause: &'static str,
    /// What it is about, in English and German.
    pub title: [&'static str; 2],
    /// What is asked for.
    pub required: [&'static str; 2],
    /// How it is checked.
    pub test: Test,
}

const fn rule(id: &'static str, clause: &'static str, title: Texts, required: Texts, test: Test) -> Rule {
    Rule { id, clause, title, required, test }
}

impl Framework {
    /// Every one.
    pub const ALL: [Self; 7] =
        [Self::Nist, Self::Pci, Self::Hipaa, Self::Gdpr, Self::Sox, Self::Iso27001, Self::Own];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nist => "nist",
            Self::Pci => "pci",
            Self::Hipaa => "hipaa",
            Self::Gdpr => "gdpr",
            Self::Sox => "sox",
            Self::Iso27001 => "iso27001",
            Self::Own => "own",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|framework| framework.name() == name)
    }

    /// Its name in full.
    pub fn title(self, language: Language) -> &'static str {
        language.of(match self {
            Self::Nist => ["NIST SP 800-63B-4"; 2],
            Self::Pci => ["PCI DSS 4.0.1"; 2],
            Self::Hipaa => ["HIPAA Security Rule"; 2],
            Self::Gdpr => ["GDPR", "DSGVO"],
            Self::Sox => ["SOX, IT general controls", "SOX, allgemeine IT-Kontrollen"],
            Self::Iso27001 => ["ISO/IEC 27001:2022"; 2],
            Self::Own => ["Own policies", "Eigene Richtlinien"],
        })
    }

    /// Its rules; none for [`Framework::Own`], whose rules are the user's.
    pub fn rules(self) -> &'static [Rule] {
        match self {
            Self::Nist => nist::RULES,
            Self::Pci => pci::RULES,
            Self::Hipaa => hipaa::RULES,
            Self::Gdpr => gdpr::RULES,
            Self::Sox => sox::RULES,
            Self::Iso27001 => iso27001::RULES,
            Self::Own => &[],
        }
    }
}
