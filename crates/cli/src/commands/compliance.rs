//! How the vault keeps the rules of a framework, on the terminal and as a report in a file.

use crate::arguments::ComplianceArguments;
use crate::failure::{Exit, Failure};
use crate::output::complain;
use crate::session::Session;
use strongroom_api::types::{
    Compliance, ComplianceRequest, ExportComplianceRequest, MeasuredPasswords, Nothing,
};

const FRAMEWORKS: [&str; 7] = ["nist", "pci", "hipaa", "gdpr", "sox", "iso27001", "own"];
const ORDER: [(&str, &str); 5] = [
    ("failed", "failed"),
    ("not_measured", "not measured"),
    ("by_person", "not checked by software"),
    ("passed", "passed"),
    ("not_applicable", "not applicable"),
];

pub(super) async fn compliance(
    session: &mut Session,
    arguments: ComplianceArguments,
) -> Result<Exit, Failure> {
    if arguments.list {
        session.output.answer(&FRAMEWORKS, |names| names.iter().map(|&name| name.to_owned()).collect())?;
        return Ok(Exit::Done);
    }
    session.open().await?;
    if arguments.measure_passwords {
        measured(session.app.measure_passwords(Nothing {}).await?);
    }
    let framework = arguments.framework.unwrap_or_default();
    let language = arguments.language;
    for (format, path) in [("html", arguments.html), ("pdf", arguments.pdf)] {
        let Some(path) = path else { continue };
        let Some(path) = path.to_str().map(str::to_owned) else {
            return Err(Failure::Path { path: path.display().to_string() });
        };
        let request = ExportComplianceRequest {
            framework: framework.clone(),
            language: language.clone(),
            format: format.to_owned(),
            path,
        };
        let report = session.app.export_compliance(request).await?;
        complain(&format!("the report was written to {}", report.path));
    }
    let found = session.app.compliance(ComplianceRequest { framework, language }).await?;
    session.output.answer(&found, lines)?;
    Ok(if found.failed > 0 { Exit::RulesFailed } else { Exit::Done })
}

fn measured(MeasuredPasswords { unreadable, .. }: MeasuredPasswords) {
    if unreadable > 0 {
        complain(&format!("warning: {unreadable} passwords cannot be read: the shortest is not known"));
    }
}

fn lines(found: &Compliance) -> Vec<String> {
    let mut lines = vec![found.title.clone()];
    for (outcome, words) in ORDER {
        for rule in found.rules.iter().filter(|rule| rule.outcome == outcome) {
            lines.push(format!("{words}  {}  {}", rule.clause, rule.title));
            for text in
                [&rule.required, &rule.evidence, &rule.todo].into_iter().filter(|text| !text.is_empty())
            {
                lines.push(format!("    {text}"));
            }
        }
    }
    lines.push(format!(
        "passed {}, failed {}, not applicable {}, not measured {}, not checked by software {}",
        found.passed, found.failed, found.not_applicable, found.not_measured, found.by_person
    ));
    lines
}
