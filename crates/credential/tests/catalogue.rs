//! The page's message catalogue against the codes that it puts into words: every finding, fact, kind and field has its
//! words in both languages.

#![allow(
    clippy::unwrap_used,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use std::path::PathBuf;
use strongroom_credential::{FactName, FindingCode, Kind};

/// Characters of a finding's title.
const MAX_TITLE: usize = 60;

fn catalogue(language: &str, file: &str) -> String {
    let i18n = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/shared/i18n");
    std::fs::read_to_string(i18n.join(language).join(file)).unwrap()
}

/// The words of a key. They stand on its line or on the next one, in single quotes, without any inside.
fn words<'a>(catalogue: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = catalogue.split_once(&format!("\n  '{key}':"))?;
    rest.split('\'').nth(1)
}

#[test]
fn every_finding_is_said_in_words_in_both_languages() {
    let codes = FindingCode::ALL.iter().map(|code| code.code()).chain(["reused_password"]);
    for (language, code) in codes.flat_map(|code| [("en", code), ("de", code)]) {
        let catalogue = catalogue(language, "findings.ts") + &catalogue(language, "findings-elsewhere.ts");
        let said = |part: &str| words(&catalogue, &format!("finding.{code}.{part}"));
        assert!(said("what").is_some_and(|title| (1..=MAX_TITLE).contains(&title.chars().count())), "{code}");
        for part in ["why", "todo"] {
            assert!(said(part).is_some_and(|sentence| sentence.ends_with('.')), "{language} {code} {part}");
        }
    }
}

#[test]
fn every_fact_kind_and_field_has_a_name_in_both_languages() {
    for language in ["en", "de"] {
        let (facts, names) = (catalogue(language, "facts.ts"), catalogue(language, "names.ts"));
        for fact in FactName::ALL {
            assert!(words(&facts, &format!("fact.{}", fact.code())).is_some(), "{language} {fact:?}");
        }
        for template in Kind::templates() {
            let fields = template.fields.iter().map(|field| format!("field.{}", field.name));
            let kind = [format!("kind.{}", template.kind), format!("kind.{}.hint", template.kind)];
            for key in kind.into_iter().chain(fields) {
                assert!(words(&names, &key).is_some(), "{language} {key}");
            }
        }
    }
}
