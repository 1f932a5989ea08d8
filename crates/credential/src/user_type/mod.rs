//! Kinds of item that the user defines: what fields they have, and what must hold of those. How a vault keeps the
//! definitions is the vault's affair. No error and no finding may repeat a value.

mod check;
mod pattern;

pub use check::{UserTypeError, check_all};
pub use pattern::try_pattern;

use crate::{Examination, FieldType, Finding, FindingCode, Item, Kind, Severity, fold};
use pattern::Pattern;
use serde::{Deserialize, Serialize};

/// Most types in a vault.
pub const MAX_TYPES: usize = 64;
/// Most fields of a type.
pub const MAX_FIELDS: usize = 64;
/// Bytes of a name that is made from a label, but for a number behind it.
const MAX_STEM: usize = 32;
/// Fields of an item that are looked at.
const MAX_EXAMINED: usize = 1000;

/// A kind that the user defines. Personal throughout, nowhere secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserType {
    /// The kind's stable name, written into its items: 1 to 40 of `a` to `z`, digits and `_`, beginning with a letter.
    /// No known kind has it.
    pub name: String,
    /// What people call it, 1 to 64 characters.
    pub label: String,
    /// The stable name of the picture that it is shown with, of the same form as `name`; a page that does not know it
    /// shows another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Its fields, in the order in which they are shown.
    pub fields: Vec<UserField>,
}

/// One field of such a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserField {
    /// The field's name in items, shown as it is: 1 to 64 characters, once in a type. A template's names, such as
    /// `password`, mean the same here as there.
    pub name: String,
    /// How the value is treated.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// Whether an item may have several of it.
    #[serde(default)]
    pub repeats: bool,
    /// Whether the editor gives it several lines.
    #[serde(default)]
    pub multiline: bool,
    /// Whether it must be filled in.
    #[serde(default)]
    pub required: bool,
    /// A regular expression of the `regex` crate's syntax, at most 256 bytes, that the whole value must match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// What to write into it, for whoever fills it in: 1 to 200 characters of one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl UserType {
    /// The type among `types` that items of that kind have; none where the program knows the kind itself.
    pub fn of<'a>(types: &'a [Self], kind: &Kind) -> Option<&'a Self> {
        types.iter().find(|one| one.name == kind.name()).filter(|_| kind.template().is_none())
    }

    /// A stable name for a type of that label, which is neither taken nor ever that of a kind of the program's own: those
    /// never begin with `own_`.
    pub fn free_name(label: &str, is_taken: impl Fn(&str) -> bool) -> String {
        let folded = fold(label).replace('ß', "ss");
        let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric());
        let mut stem =
            words.filter(|word| !word.is_empty()).fold("own".to_owned(), |name, word| name + "_" + word);
        // All of it is ASCII. Room is left for a number.
        stem.truncate(MAX_STEM);
        let numbered = (2..).map(|number: u32| format!("{stem}_{number}"));
        std::iter::once(stem.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
    }
}

/// What does not hold of an item of that type: required fields that are empty, and values that do not fit their field's
/// pattern. An empty value needs to fit none. A pattern that cannot be used is passed over; [`UserType::check`] refuses it.
pub fn examine_with(definition: &UserType, item: &Item) -> Examination {
    let findings = definition.fields.iter().take(MAX_FIELDS).flat_map(|field| examine_field(field, item));
    Examination { facts: Vec::new(), findings: findings.collect() }
}

fn examine_field(definition: &UserField, item: &Item) -> Vec<Finding> {
    let fields = item.fields.iter().enumerate().take(MAX_EXAMINED);
    let of_this_name: Vec<_> = fields.filter(|(_, field)| field.name == definition.name).collect();
    let filled: Vec<_> = of_this_name.iter().filter(|(_, field)| !field.value.is_empty()).collect();
    let low = |code| Finding::new(Severity::Low, code).with_detail(definition.name.as_str());
    if filled.is_empty() {
        let missing = Finding {
            field: of_this_name.first().map(|(index, _)| *index),
            ..low(FindingCode::RequiredMissing)
        };
        return definition.required.then_some(missing).into_iter().collect();
    }
    let Some(pattern) = definition.pattern.as_deref().and_then(Pattern::read) else { return Vec::new() };
    // Exposed to be matched; only whether it fits leaves.
    let unfit = filled.into_iter().filter(|(_, field)| !pattern.fits(field.value.expose()));
    unfit.map(|(index, _)| low(FindingCode::PatternMismatch).about(*index)).collect()
}

#[cfg(test)]
mod tests;
