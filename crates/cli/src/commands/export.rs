//! Taking items out: what the format cannot say is said first, and only then the second secret is asked for.

use crate::arguments::Export;
use crate::failure::{Exit, Failure};
use crate::find;
use crate::output::complain;
use crate::session::{Session, text_of};
use strongroom_api::types::{
    DroppedField, ExportFormat, ExportFormats, ExportPreview, ExportReport, ExportSelection, NameCount,
    Nothing, PreviewExportRequest, RunExportRequest,
};

pub(super) async fn export(session: &mut Session, export: Export) -> Result<Exit, Failure> {
    let known = session.app.export_formats(Nothing {}).await?;
    let (Some(format), false) = (export.format.clone(), export.formats) else {
        session.output.answer(&known, formats)?;
        return Ok(Exit::Done);
    };
    session.open().await?;
    let selection = selection(session, &export).await?;
    let request = PreviewExportRequest { format: format.clone(), selection: selection.clone() };
    let preview = session.app.preview_export(request).await?;
    let (Some(file), false) = (&export.file, export.dry_run) else {
        session.output.answer(&preview, previewed)?;
        return Ok(Exit::Done);
    };
    warn(&preview);
    let path = text_of(file)?;
    let password = match known.formats.iter().find(|known| known.name == format) {
        Some(known) if known.encrypted => session.secrets.ask_new("password of the file")?,
        _ => {
            complain("warning: the file is not encrypted: whoever has it has the secrets");
            session.secrets.ask("master password again")?
        }
    };
    let language = Some(export.language);
    let make_key_file = export.make_key_file.is_some();
    let key_file = export.make_key_file.as_deref().or(export.key_file.as_deref()).map(text_of).transpose()?;
    let request = RunExportRequest { path, format, selection, password, language, key_file, make_key_file };
    let report = session.app.run_export(request).await?;
    session.output.answer(&report, written)?;
    Ok(Exit::Done)
}

async fn selection(session: &Session, export: &Export) -> Result<ExportSelection, Failure> {
    let folder = match &export.folder {
        Some(name) => Some(find::folder(&session.app, name).await?),
        None => None,
    };
    let mut items = Vec::with_capacity(export.items.len());
    for name in &export.items {
        items.push(find::item(&session.app, name).await?.id);
    }
    Ok(ExportSelection {
        folder,
        kind: export.kind.clone(),
        tag: export.tag.clone(),
        items: (!items.is_empty()).then_some(items),
        include_deleted: export.include_deleted,
        with_history: export.with_history,
    })
}

/// By reason: a person reads that before the secret is asked for. `--dry-run` says which.
fn warn(preview: &ExportPreview) {
    for NameCount { name, count } in &preview.reasons {
        complain(&format!("warning: {count} times, {name}"));
    }
}

fn formats(known: &ExportFormats) -> Vec<String> {
    known.formats.iter().map(format_line).collect()
}

fn format_line(format: &ExportFormat) -> String {
    let state = if format.encrypted { "encrypted" } else { "plain" };
    format!("{}  {}  {state}  {}", format.name, format.title, format.carries.join(" ")).trim_end().to_owned()
}

fn previewed(preview: &ExportPreview) -> Vec<String> {
    let ExportPreview { items, folders, versions, deleted, losses_total, .. } = preview;
    let mut lines = vec![
        format!("items {items}, folders {folders}, earlier versions {versions}, in the trash {deleted}"),
        format!("not in the file as they are in the vault: {losses_total}"),
    ];
    lines.extend(preview.losses.iter().map(loss));
    lines
}

fn loss(DroppedField { item, field, reason }: &DroppedField) -> String {
    format!("{field} of {item}: {reason}")
}

fn written(report: &ExportReport) -> Vec<String> {
    let ExportReport { path, format, items, files, bytes, losses_total, .. } = report;
    vec![
        path.clone(),
        format!(
            "{format}: items {items}, files {files}, bytes {bytes}, not as they are in the vault {losses_total}"
        ),
    ]
}
