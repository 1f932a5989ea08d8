//! Rules of frameworks, held against measured facts: facts in, assessment and report out. It must never measure anything
//! itself, and never call a rule passed that only a person can judge.

mod assess;
mod facts;
mod frameworks;
mod html;
mod measure;
mod pdf;
mod policy;
mod report;

pub use assess::{Assessed, Assessment, Outcome, Totals};
pub use facts::{Facts, Kdf};
pub use frameworks::{Framework, Rule, Test};
pub use measure::Measure;
pub use policy::{MAX_POLICIES, MAX_TITLE, Policies, Policy, PolicyError};
pub use report::{About, Language};
