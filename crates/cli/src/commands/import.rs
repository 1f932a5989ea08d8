//! Bringing in another program's file: looked at first, and its password asked for only where it has one; and taking back
//! what was brought in.

use super::table;
use crate::arguments::{Duplicates, Import};
use crate::failure::{Exit, Failure};
use crate::find;
use crate::output::complain;
use crate::session::{Session, text_of};
use strongroom_api::ErrorCode;
use strongroom_api::types::{
    DroppedField, FilePassword, FolderPlan, FolderTarget, ImportPreview, ImportReport, KEYRING_FORMAT,
    LeftBehind, NameCount, Nothing, PastImport, PastImports, PreviewImportRequest, RunImportRequest,
    Treatment, Treatments, UndoImportRequest, UndoReport, WhyLeft,
};

/// Items that one tick of the api scores.
const SCORED_AT_ONCE: u32 = 256;
/// Of a larger import the rest is scored while a window has the vault open: nobody waits for it at a command line.
const MOST_TICKS: u32 = 4;

pub(super) async fn import(session: &mut Session, import: Import) -> Result<Exit, Failure> {
    session.open().await?;
    if import.list {
        let imports = session.app.imports(Nothing {}).await?;
        session.output.answer(&imports, listed)?;
        return Ok(Exit::Done);
    }
    if let Some(id) = &import.undo {
        return undo(session, id).await;
    }
    let folders = folders(session, import.into.as_deref()).await?;
    let preview = preview(session, &import).await?;
    preview.warnings.iter().for_each(|warning| complain(&format!("warning: {warning}")));
    if !import.dry_run {
        preview.damaged.iter().for_each(|place| complain(&format!("warning: {}", table::damage(place))));
    }
    if import.dry_run {
        session.app.cancel_import(Nothing {}).await?;
        session.output.answer(&preview, previewed)?;
    } else {
        let duplicates = import.duplicates.map(|one| Treatments::all(treatment(one))).unwrap_or_default();
        let request = RunImportRequest {
            duplicates,
            each: Vec::new(),
            folders,
            accept_damaged: import.accept_damaged,
            remember: import.remember,
        };
        let report = session.app.run_import(request).await?;
        score(session, report.imported.saturating_add(report.merged)).await;
        session.output.answer(&report, imported)?;
    }
    Ok(Exit::Done)
}

/// Takes back the import of that id, or the last one.
async fn undo(session: &Session, id: &str) -> Result<Exit, Failure> {
    let id = match id {
        "" => {
            let PastImports { imports } = session.app.imports(Nothing {}).await?;
            imports.into_iter().next().ok_or(Failure::NoImport)?.id
        }
        id => id.to_owned(),
    };
    let report = session.app.undo_import(UndoImportRequest { id }).await?;
    session.output.answer(&report, undone)?;
    Ok(Exit::Done)
}

fn treatment(duplicates: Duplicates) -> Treatment {
    match duplicates {
        Duplicates::Skip => Treatment::Skip,
        Duplicates::Keep => Treatment::Keep,
        Duplicates::Merge => Treatment::Merge,
    }
}

/// Into a folder that is there, or into one that is made by its path.
async fn folders(session: &Session, into: Option<&str>) -> Result<FolderPlan, Failure> {
    let Some(name) = into else { return Ok(FolderPlan::AsTheyAre) };
    let target = match find::folder(&session.app, name).await {
        Ok(id) => FolderTarget { folder: Some(id), path: Vec::new() },
        Err(Failure::NoFolder { .. }) => {
            FolderTarget { folder: None, path: name.split('/').map(str::to_owned).collect() }
        }
        Err(error) => return Err(error),
    };
    Ok(FolderPlan::Into { target })
}

/// Scores the first of what came; the desktop app does it in the background.
async fn score(session: &Session, imported: u32) {
    for _ in 0..imported.div_ceil(SCORED_AT_ONCE).min(MOST_TICKS) {
        session.app.tick().await;
    }
}

async fn preview(session: &mut Session, import: &Import) -> Result<ImportPreview, Failure> {
    // An empty password opens nothing: what needs one is named as left out.
    let none = import.skip_locked.then(|| FilePassword(String::new().into()));
    match session.app.preview_import(request(import, none)?).await {
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
        // A command line without a file is refused unless it lists or takes back, or reads the keyring.
        path: import.file.as_deref().map(text_of).transpose()?.unwrap_or_default(),
        format: if import.from_secret_service {
            Some(KEYRING_FORMAT.to_owned())
        } else {
            import.format.clone()
        },
        password,
        key_file: import.key_file.as_deref().map(text_of).transpose()?,
        table: table::mapping(import)?,
    })
}

fn previewed(preview: &ImportPreview) -> Vec<String> {
    let ImportPreview { format, items, folders, versions, standings, .. } = preview;
    let mut lines = vec![
        format!("{format}: items {items}, folders {folders}, earlier versions {versions}"),
        format!(
            "new {}, here already {}, newer {}, older {}, different {}",
            standings.new, standings.same, standings.newer, standings.older, standings.different
        ),
        accounted(preview.source_fields, preview.mapped, preview.custom, &preview.dropped),
    ];
    let count = |NameCount { name, count }: &NameCount| format!("{name} {count}");
    lines.extend(preview.kinds.iter().map(count));
    lines.extend(preview.custom_names.iter().map(|name| format!("custom field {}", count(name))));
    lines.extend(preview.dropped.iter().map(dropped));
    lines.extend(left_out(preview.left_out));
    lines.extend(preview.damaged.iter().map(table::damage));
    lines.extend(preview.table.iter().flat_map(table::lines));
    lines
}

fn left_out(count: u64) -> Option<String> {
    (count > 0).then(|| format!("left out as chosen {count}"))
}

fn imported(report: &ImportReport) -> Vec<String> {
    let ImportReport { imported, merged, skipped, folders, versions, .. } = report;
    let mut lines = vec![
        format!(
            "imported {imported}, merged {merged}, left out {skipped}, folders {folders}, earlier versions {versions}"
        ),
        accounted(report.source_fields, report.mapped, report.custom, &report.dropped),
    ];
    lines.extend(report.dropped.iter().map(dropped));
    lines.extend(left_out(report.left_out));
    lines.extend(report.damaged.iter().map(table::damage));
    lines
}

fn listed(imports: &PastImports) -> Vec<String> {
    imports.imports.iter().map(past).collect()
}

fn past(import: &PastImport) -> String {
    let PastImport { id, at, source, items, merged, folders, changed } = import;
    let when = crate::time::shown(*at);
    format!(
        "{id}  {when}  {source}: items {items}, merged {merged}, folders {folders}, changed since {changed}"
    )
}

fn undone(report: &UndoReport) -> Vec<String> {
    let UndoReport { items, merged, folders, left, left_total } = report;
    let mut lines = vec![format!(
        "removed {items}, as before the merge {merged}, folders removed {folders}, left {left_total}"
    )];
    lines.extend(left.iter().map(|LeftBehind { title, why }| format!("left {title}: {}", reason(*why))));
    lines
}

fn reason(why: WhyLeft) -> &'static str {
    match why {
        WhyLeft::Changed => "it was changed since",
        WhyLeft::Unreadable => "it cannot be read",
        WhyLeft::FolderChanged => "the folder was renamed or moved since",
        WhyLeft::FolderUsed => "something is in the folder",
    }
}

fn accounted(source: u64, mapped: u64, custom: u64, dropped: &[DroppedField]) -> String {
    format!("fields {source}: mapped {mapped}, custom {custom}, dropped {}", dropped.len())
}

fn dropped(field: &DroppedField) -> String {
    format!("dropped {} of {}: {}", field.field, field.item, field.reason)
}
