//! An item and what is known about it, as the page sees them: everything but the secrets.

use crate::session::count;
use crate::types::{AttachmentView, FactView, FieldView, FindingView, ItemView};
use strongroom_credential::{
    Examination, Fact, Field, FieldType, Finding, Item, Moment, Severity, UserType, examine_as, strength,
    totp::Otp,
};
use strongroom_vault::{Attachment, OpenedItem};

/// An item as the page sees it at that moment.
pub(crate) fn item_view(item: &OpenedItem, types: &[UserType], now: Moment) -> ItemView {
    let record = &item.record;
    let (facts, findings) = known(&examine_as(&record.item, UserType::of(types, &record.item.kind), now));
    let fields = record.item.fields.iter().enumerate();
    ItemView {
        id: item.id.to_string(),
        kind: record.item.kind.name().to_owned(),
        title: record.item.title.clone(),
        fields: fields.map(|(place, field)| field_view(count(place), field, &record.item)).collect(),
        notes: record.item.notes.clone(),
        tags: record.item.tags.clone(),
        favourite: record.item.favourite,
        folder: record.folder.map(|folder| folder.to_string()),
        deleted: record.deleted.is_some(),
        created: record.created,
        modified: record.modified,
        version: item.version,
        earlier_versions: count(record.history.len()),
        attachments: record.attachments.iter().map(attachment_view).collect(),
        facts,
        findings,
    }
}

fn attachment_view(file: &Attachment) -> AttachmentView {
    let Attachment { id, name, size, added } = file;
    AttachmentView { id: id.to_string(), name: name.clone(), size: *size, added: *added }
}

fn field_view(place: u32, field: &Field, item: &Item) -> FieldView {
    let secret = field.field_type.is_secret();
    let is_password = field.field_type == FieldType::Hidden && field.name == "password";
    let words = item.own_words();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // Exposed to be scored.
    let score = || strength(field.value.expose(), &words).score;
    FieldView {
        index: place,
        name: field.name.clone(),
        field_type: field.field_type.name().to_owned(),
        custom: field.custom,
        secret,
        value: (!secret).then(|| field.value.clone()),
        filled: !field.value.is_empty(),
        strength: (is_password && !field.value.is_empty()).then(score),
        by_counter: field.field_type == FieldType::Totp && is_by_counter(field),
    }
}

/// Whether looking at its code uses it up.
fn is_by_counter(field: &Field) -> bool {
    // Exposed to be read; only the sort of code leaves.
    matches!(Otp::parse(field.value.expose()), Ok(Otp::Counter(_)))
}

/// What was found out about an item.
pub(crate) fn known(examination: &Examination) -> (Vec<FactView>, Vec<FindingView>) {
    let facts = examination.facts.iter().map(fact_view).collect();
    (facts, findings_view(&examination.findings))
}

/// What is noteworthy, as the page sees it.
pub(crate) fn findings_view(findings: &[Finding]) -> Vec<FindingView> {
    findings.iter().map(finding_view).collect()
}

fn fact_view(fact: &Fact) -> FactView {
    FactView { name: fact.name.code().to_owned(), value: fact.value.clone(), field: fact.field.map(count) }
}

fn finding_view(finding: &Finding) -> FindingView {
    let severity = match finding.severity {
        Severity::High => "danger",
        Severity::Medium => "warning",
        _ => "info",
    };
    FindingView {
        severity: severity.to_owned(),
        code: finding.code.code().to_owned(),
        field: finding.field.map(count),
        detail: finding.detail.clone(),
    }
}
