//! What a text on standard input is, without a vault. Says what it is and what is wrong with it, never what stands in it.

use crate::failure::{Exit, Failure};
use crate::session::{Session, text_of};
use crate::words;
use serde::Serialize;
use std::path::PathBuf;
use strongroom_api::types::{
    FactView, FieldDraft, FindingView, PictureRequest, RecogniseRequest, RecognisedItem,
};

/// What was recognised, without its secrets.
#[derive(Serialize)]
struct Inspected {
    items: Vec<InspectedItem>,
}

#[derive(Serialize)]
struct InspectedItem {
    kind: String,
    title: String,
    /// The names of the fields that were filled in, in order; facts and findings count them.
    fields: Vec<String>,
    facts: Vec<FactView>,
    findings: Vec<InspectedFinding>,
}

/// A finding, and its words in English.
#[derive(Serialize)]
struct InspectedFinding {
    #[serde(flatten)]
    finding: FindingView,
    what: String,
    why: String,
    todo: String,
}

pub(super) async fn inspect(session: &mut Session, picture: Option<PathBuf>) -> Result<Exit, Failure> {
    let recognised = match picture {
        Some(picture) => {
            session.app.recognise_picture(PictureRequest::File { path: text_of(&picture)? }).await?
        }
        None => {
            let text = session.secrets.all("the credential")?;
            session.app.recognise(RecogniseRequest { text }).await?
        }
    };
    if recognised.items.is_empty() {
        return Err(Failure::Unrecognised);
    }
    let inspected = Inspected { items: recognised.items.into_iter().map(inspected).collect() };
    session.output.answer(&inspected, |inspected| inspected.items.iter().flat_map(lines).collect())?;
    Ok(Exit::Done)
}

fn inspected(item: RecognisedItem) -> InspectedItem {
    let name = |field: FieldDraft| field.name;
    InspectedItem {
        kind: item.draft.kind,
        title: item.draft.title,
        fields: item.draft.fields.into_iter().map(name).collect(),
        facts: item.facts,
        findings: item.findings.into_iter().map(in_words).collect(),
    }
}

fn in_words(finding: FindingView) -> InspectedFinding {
    let said = |part: &str| words::finding(&finding.code, part).to_owned();
    let (what, why, todo) = (said("what"), said("why"), said("todo"));
    InspectedFinding { finding, what, why, todo }
}

fn lines(item: &InspectedItem) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", words::kind(&item.kind), item.title).trim_end().to_owned()];
    lines.extend(item.facts.iter().map(|fact| format!("  {}: {}", words::fact(&fact.name), fact.value)));
    lines.extend(item.findings.iter().flat_map(|finding| finding_lines(item, finding)));
    lines
}

fn finding_lines(item: &InspectedItem, found: &InspectedFinding) -> [String; 3] {
    let finding = &found.finding;
    let field = finding.field.and_then(|field| item.fields.get(usize::try_from(field).ok()?));
    let about = field.map(|name| format!("{}: ", words::field(name))).unwrap_or_default();
    let detail = finding.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
    [
        format!("{}: {about}{}{detail}", finding.severity, found.what),
        format!("  {}", found.why),
        format!("  {}", found.todo),
    ]
}
