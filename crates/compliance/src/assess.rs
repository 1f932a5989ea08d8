//! Holding rules against facts.

use crate::measure::Value;
use crate::report::{self, Language};
use crate::{Facts, Framework, Measure, Policies, Test};
use serde::Serialize;

/// How a rule came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The facts are as the rule wants them.
    Passed,
    /// They are not.
    Failed,
    /// There is nothing that the rule speaks of.
    NotApplicable,
    /// The fact was not measured.
    NotMeasured,
    /// Software cannot check it.
    ByPerson,
}

/// One rule and how it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessed {
    /// Stable within its framework.
    pub id: String,
    /// Where the framework says it; empty for an own policy.
    pub clause: String,
    /// What it is about.
    pub title: String,
    /// What is asked for.
    pub required: String,
    /// How it came out.
    pub outcome: Outcome,
    /// The numbers; for a rule that is for a person, that software did not check it.
    pub evidence: String,
    /// What to do, or what a person must look at; empty where the rule is passed or not applicable.
    pub todo: String,
}

/// How many rules came out how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Passed.
    pub passed: u32,
    /// Failed.
    pub failed: u32,
    /// Not applicable.
    pub not_applicable: u32,
    /// Not measured.
    pub not_measured: u32,
    /// To be looked at by a person.
    pub by_person: u32,
}

/// A framework's rules, each with its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// Which.
    pub framework: Framework,
    /// Its name in full.
    pub title: String,
    /// How many rules came out how. There is no percentage: it would hide what only a person can judge.
    pub totals: Totals,
    /// The rules, in the framework's order.
    pub rules: Vec<Assessed>,
}

impl Assessment {
    /// Holds the framework's rules against the facts, in words of that language.
    pub fn of(framework: Framework, facts: &Facts, policies: &Policies, language: Language) -> Self {
        let rules: Vec<_> = match framework {
            Framework::Own => (1_u32..)
                .zip(&policies.rules)
                .map(|(number, policy)| Assessed {
                    id: format!("own-{number}"),
                    clause: String::new(),
                    title: policy.title.clone(),
                    required: report::demand(policy.measure, policy.threshold, language),
                    ..checked(policy.measure, policy.threshold, facts, language)
                })
                .collect(),
            _ => framework.rules().iter().map(|rule| assess(rule, facts, language)).collect(),
        };
        let mut totals = Totals::default();
        for rule in &rules {
            *match rule.outcome {
                Outcome::Passed => &mut totals.passed,
                Outcome::Failed => &mut totals.failed,
                Outcome::NotApplicable => &mut totals.not_applicable,
                Outcome::NotMeasured => &mut totals.not_measured,
                Outcome::ByPerson => &mut totals.by_person,
            } += 1;
        }
        Self { framework, title: framework.title(language).to_owned(), totals, rules }
    }
}

fn assess(rule: &crate::Rule, facts: &Facts, language: Language) -> Assessed {
    let found = match rule.test {
        Test::Check(measure, threshold) => checked(measure, threshold, facts, language),
        Test::ByPerson(look_at) => Assessed {
            outcome: Outcome::ByPerson,
            evidence: language.of(["Not checked by software.", "Nicht durch Software geprüft."]).to_owned(),
            todo: language.of(look_at).to_owned(),
            ..blank()
        },
    };
    Assessed {
        id: rule.id.to_owned(),
        clause: rule.clause.to_owned(),
        title: language.of(rule.title).to_owned(),
        required: language.of(rule.required).to_owned(),
        ..found
    }
}

fn checked(measure: Measure, threshold: u32, facts: &Facts, language: Language) -> Assessed {
    let value = measure.value(facts);
    let outcome = match value {
        Value::Nothing => Outcome::NotApplicable,
        Value::Unknown => Outcome::NotMeasured,
        Value::Never => Outcome::Failed,
        Value::Number(number) if measure.is_at_least() && number >= u64::from(threshold) => Outcome::Passed,
        Value::Number(number) if !measure.is_at_least() && number <= u64::from(threshold) => Outcome::Passed,
        Value::Number(_) => Outcome::Failed,
    };
    let todo = match outcome {
        Outcome::Failed => report::todo(measure, language),
        Outcome::NotMeasured => language.of([
            "Not checked: judge it yourself, or measure it first.",
            "Nicht geprüft: beurteile es selbst, oder lass es erst messen.",
        ]),
        _ => "",
    };
    let evidence = report::evidence(measure, value, threshold, facts, language);
    Assessed { outcome, evidence, todo: todo.to_owned(), ..blank() }
}

fn blank() -> Assessed {
    Assessed {
        id: String::new(),
        clause: String::new(),
        title: String::new(),
        required: String::new(),
        outcome: Outcome::ByPerson,
        evidence: String::new(),
        todo: String::new(),
    }
}
