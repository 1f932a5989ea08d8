//! The report as PDF: the same words as its page of HTML.

use crate::{About, Assessment, Language, Outcome};
use strongroom_pdf::{Document, Face, Style};

const TITLE: Style = Style::prose(Face::Bold, 18.0);
const ABOUT: Style = Style::prose(Face::Plain, 9.0);
const HEADING: Style = Style::prose(Face::Bold, 14.0);
const RULE: Style = Style::prose(Face::Bold, 10.0);
const TEXT: Style = Style::prose(Face::Plain, 10.0);

pub(crate) fn report(assessment: &Assessment, about: &About, language: Language) -> Vec<u8> {
    let mut pages = Document::new(&assessment.title, language.code());
    pages.text(&assessment.title, TITLE);
    for line in assessment.head(about, language) {
        pages.text(&line, ABOUT);
    }
    for outcome in Outcome::ALL {
        let rules = assessment.rules.iter().filter(|rule| rule.outcome == outcome);
        for (place, rule) in rules.enumerate() {
            pages.together(|pages| {
                if place == 0 {
                    pages.room(14.0);
                    pages.text(outcome.name(language), HEADING);
                }
                pages.room(7.0);
                pages.text(&format!("{}  {}", rule.title, rule.clause), RULE);
                for text in [&rule.required, &rule.evidence, &rule.todo] {
                    if !text.is_empty() {
                        pages.text(text, TEXT);
                    }
                }
            });
        }
    }
    pages.finish()
}
