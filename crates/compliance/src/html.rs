//! The report as one page of HTML: no script, nothing from elsewhere, for screen and paper, light and dark.

use crate::{About, Assessment, Language, Outcome};

const STYLE: &str = ":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;\
padding:0 1rem}h1{font-size:1.6rem}h2{margin-top:2rem;border-bottom:1px solid}article{margin:1rem 0;break-inside:avoid}\
h3{margin:0}p{margin:.2rem 0;overflow-wrap:anywhere}.clause{font-weight:400;opacity:.75}@media print{body{margin:0;max-width:none}}";

pub(crate) fn report(assessment: &Assessment, about: &About, language: Language) -> String {
    let title = escaped(&assessment.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n",
        language.code()
    );
    for line in assessment.head(about, language) {
        paragraph(&mut out, &line);
    }
    for outcome in Outcome::ALL {
        let rules: Vec<_> = assessment.rules.iter().filter(|rule| rule.outcome == outcome).collect();
        if rules.is_empty() {
            continue;
        }
        out.push_str(&format!("<h2>{} ({})</h2>\n", outcome.name(language), rules.len()));
        for rule in rules {
            let (title, clause) = (escaped(&rule.title), escaped(&rule.clause));
            out.push_str(&format!("<article><h3>{title} <span class=\"clause\">{clause}</span></h3>\n"));
            for line in [&rule.required, &rule.evidence, &rule.todo] {
                paragraph(&mut out, line);
            }
            out.push_str("</article>\n");
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", escaped(text)));
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
