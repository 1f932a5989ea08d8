//! Bringing in another program's file: looked at first, and its password asked for only where it has one.

use crate::arguments::Import;
use crate::failure::{Exit, Failure};
use crate::output::complain;
use crate::session::{Session, text_of};
use strongroom_api::ErrorCode;
use strongroom_api::types::{
    DroppedField, FilePassword, ImportPreview, ImportReport, NameCount, Nothing, PreviewImportRequest,
    RunImportRequest,
};

/// The format that stands for the desktop's keyring.
const KEYRING: &str = "secret_service";
/// Items that one tick of the api scores.
const SCORED_AT_ONCE: u32 = 256;
/// Of a larger import the rest is scored while a window has the vault open: nobody waits for it at a command line.
const MOST_TICKS: u32 = 4;

pub(super) async fn import(session: &mut Session, import: Import) -> Result<Exit, Failure> {
    session.open().await?;
    let preview = preview(session, &import).await?;
    preview.warnings.iter().for_each(|warning| complain(&format!("warning: {warning}")));
    if import.dry_run {
        session.app.cancel_import(Nothing {}).await?;
        session.output.answer(&preview, previewed)?;
    } else {
        let report = session.app.run_import(RunImportRequest { skip_duplicates: !import.duplicates }).await?;
        score(session, report.imported).await;
        session.output.answer(&report, imported)?;
    }
    Ok(Exit::Done)
}

/// Scores the first of what came; the desktop app does it in the background.
async fn score(session: &Session, imported: u32) {
    for _ in 0..imported.div_ceil(SCORED_AT_ONCE).min(MOST_TICKS) {
        session.app.tick().await;
    }
}

async fn preview(session: &mut Session, import: &Import) -> Result<ImportPreview, Failure> {
    match session.app.preview_import(request(import, None)?).await {
        // A key file that does not open the file alone may be half of the key.
        Err(error)
            if error.code == ErrorCode::NeedsPassword
                || (error.code == ErrorCode::WrongPassword && import.key_file.is_some()) =>
        {
            let password = session.secrets.ask("password of the file")?;
            Ok(session.app.preview_import(request(import, Some(FilePassword(password)))?).await?)
        }
        done => Ok(done?),
    }
}

fn request(import: &Import, password: Option<FilePassword>) -> Result<PreviewImportRequest, Failure> {
    Ok(PreviewImportRequest {
        path: import.file.as_deref().map(text_of).transpose()?.unwrap_or_default(),
        format: if import.from_secret_service { Some(KEYRING.to_owned()) } else { import.format.clone() },
        password,
        key_file: import.key_file.as_deref().map(text_of).transpose()?,
    })
}

fn previewed(preview: &ImportPreview) -> Vec<String> {
    let ImportPreview { format, items, folders, versions, duplicates, .. } = preview;
    let mut lines = vec![
        format!(
            "{format}: items {items}, folders {folders}, earlier versions {versions}, here already {duplicates}"
        ),
        accounted(preview.source_fields, preview.mapped, preview.custom, &preview.dropped),
    ];
    let count = |NameCount { name, count }: &NameCount| format!("{name} {count}");
    lines.extend(preview.kinds.iter().map(count));
    lines.extend(preview.custom_names.iter().map(|name| format!("custom field {}", count(name))));
    lines.extend(preview.dropped.iter().map(dropped));
    lines
}

fn imported(report: &ImportReport) -> Vec<String> {
    let ImportReport { imported, skipped, folders, versions, .. } = report;
    let mut lines = vec![
        format!("imported {imported}, left out {skipped}, folders {folders}, earlier versions {versions}"),
        accounted(report.source_fields, report.mapped, report.custom, &report.dropped),
    ];
    lines.extend(report.dropped.iter().map(dropped));
    lines
}

fn accounted(source: u64, mapped: u64, custom: u64, dropped: &[DroppedField]) -> String {
    format!("fields {source}: mapped {mapped}, custom {custom}, dropped {}", dropped.len())
}

fn dropped(field: &DroppedField) -> String {
    format!("dropped {} of {}: {}", field.field, field.item, field.reason)
}
