//! Import: another program's file is parsed apart, shown, and brought in as one transaction.

use crate::app::{App, path_of};
use crate::session::count;
use crate::tables;
use crate::transfer_plan::{Places, known, plan, standings, tree};
use crate::types::{
    DroppedField, FilePassword, ImportPreview, ImportReport, ImportSample, KEYRING_FORMAT, NameCount,
    Nothing, PreviewImportRequest, Progress, RunImportRequest,
};
use crate::{ApiError, ErrorCode, Event, ParseRequest};
use std::collections::BTreeMap;
use std::path::PathBuf;
use strongroom_exchange::{FieldReport, ParsedAttachment, ParsedImport, ParsedItem, Warning};
use strongroom_vault::{Comparable, Compared, Former, Incoming, NewAttachment, NewItem, Unlocked};

const SAMPLE: usize = 20;

/// A parsed file that waits to be brought in.
pub(crate) struct PreviewedImport {
    parsed: ParsedImport,
    /// For each item, what it is to the vault.
    compared: Vec<Compared>,
}

impl App {
    /// Reads another program's file without changing the vault.
    pub async fn preview_import(&self, request: PreviewImportRequest) -> Result<ImportPreview, ApiError> {
        let tables = tables::told(self.session().await.open()?, request.table).await?;
        let parse = ParseRequest {
            // The desktop's keyring has no path.
            path: match request.format.as_deref() {
                Some(KEYRING_FORMAT) => PathBuf::new(),
                _ => path_of(&request.path)?,
            },
            format: request.format,
            password: request.password.map(|FilePassword(password)| password),
            key_file: request.key_file.as_deref().map(path_of).transpose()?,
            tables,
        };
        let parsed = self.host.parse_import(parse).await?;
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        let items: Vec<Comparable<'_>> = parsed.items.iter().map(comparable).collect();
        let compared = vault.compare(&items).await?;
        let preview = preview(&parsed, &compared, vault);
        session.import = Some(PreviewedImport { parsed, compared });
        Ok(preview)
    }

    /// Forgets a file that was previewed.
    pub async fn cancel_import(&self, _: Nothing) -> Result<Nothing, ApiError> {
        self.session().await.import = None;
        Ok(Nothing {})
    }

    /// Brings in what was previewed, in one transaction.
    pub async fn run_import(&self, request: RunImportRequest) -> Result<ImportReport, ApiError> {
        let mut session = self.session().await;
        let nothing =
            || ApiError::told(ErrorCode::NotFound, "no file was previewed: choose one and look at it first");
        let waiting = session.import.as_ref().ok_or_else(nothing)?;
        refuse_damaged(&waiting.parsed, request.accept_damaged)?;
        // What was chosen wrongly can be chosen again: until here the file stays in mind.
        let places = Places::of(&waiting.parsed.folders, &request.folders)?;
        let PreviewedImport { parsed, compared } = session.import.take().ok_or_else(nothing)?;
        let damaged = tables::damaged(&parsed);
        let ParsedImport { format, items, report, .. } = parsed;
        let all = items.len();
        self.progress(0, all);
        let plan = plan(items, &compared, &request, &places, format.name(), self.now());
        self.progress(all / 2, all);
        let open = session.open()?;
        let imported = open.vault.import_all(plan, self.env()).await?;
        open.scores_pending = true;
        if let Some(table) = report.table.as_ref().filter(|_| request.remember) {
            // The items are there: a choice that cannot be remembered is made again next time.
            let _ = tables::remember(open, table, self.env()).await;
        }
        self.changed(open);
        self.progress(all, all);
        Ok(ImportReport {
            imported: count(imported.items),
            merged: count(imported.merged),
            skipped: count(all.saturating_sub(imported.items + imported.merged)),
            folders: count(imported.folders),
            versions: count(imported.versions),
            source_fields: report.source_fields,
            mapped: report.mapped,
            custom: report.custom,
            dropped: dropped(&report),
            undo: imported.id.map(|id| id.to_string()),
            damaged,
            left_out: report.left_out,
        })
    }

    fn progress(&self, done: usize, total: usize) {
        let (done, total) = (u64::from(count(done)), u64::from(count(total)));
        self.host.notify(Event::Progress(Progress { work: "import".to_owned(), done, total }));
    }
}

/// Of a damaged file a person has to say that they want what could be read.
fn refuse_damaged(parsed: &ParsedImport, accepted: bool) -> Result<(), ApiError> {
    if accepted || parsed.report.damaged.is_empty() {
        return Ok(());
    }
    Err(ApiError::told(
        ErrorCode::BadFile,
        "the file is damaged and only a part of it could be read: take another copy, or confirm that this part is imported",
    ))
}

fn comparable(parsed: &ParsedItem) -> Comparable<'_> {
    let ParsedItem { item, folder, modified_ms, deleted, history, attachments, .. } = parsed;
    Comparable {
        trashed: *deleted,
        folder: *folder,
        modified: *modified_ms,
        versions: history.iter().map(|former| former.modified_ms).collect(),
        files: attachments.iter().map(measured).collect(),
        ..Comparable::new(item)
    }
}

fn measured(file: &ParsedAttachment) -> (&str, u64) {
    // Exposed to be measured.
    (&file.name, u64::try_from(file.bytes.expose().len()).unwrap_or(u64::MAX))
}

pub(crate) fn incoming(item: ParsedItem, places: &Places, now: i64) -> Incoming {
    let (folder, path) = places.of_item(item.folder);
    let saved = |known: Option<i64>| known.or(item.created_ms).or(item.modified_ms).unwrap_or(now);
    let history = item.history.into_iter().map(|former| Former {
        saved: saved(former.modified_ms),
        item: former.item,
        attachments: former.attachments.into_iter().map(attached).collect(),
    });
    let new = NewItem {
        history: history.collect(),
        attachments: item.attachments.into_iter().map(attached).collect(),
        folder,
        created: item.created_ms,
        modified: item.modified_ms,
        deleted: item.deleted,
        item: item.item,
    };
    Incoming { new, path }
}

fn attached(ParsedAttachment { name, bytes }: ParsedAttachment) -> NewAttachment {
    NewAttachment { name, content: bytes }
}

fn preview(parsed: &ParsedImport, compared: &[Compared], vault: &Unlocked) -> ImportPreview {
    let mut kinds = BTreeMap::new();
    let mut custom_names = BTreeMap::new();
    for ParsedItem { item, .. } in &parsed.items {
        *kinds.entry(item.kind.name().to_owned()).or_insert(0_usize) += 1;
        for field in item.fields.iter().filter(|field| field.custom) {
            *custom_names.entry(field.name.clone()).or_insert(0_usize) += 1;
        }
    }
    ImportPreview {
        format: parsed.format.name().to_owned(),
        kinds: most_first(kinds, usize::MAX),
        items: count(parsed.items.len()),
        folders: count(parsed.folders.len()),
        versions: count(parsed.items.iter().map(|item| item.history.len()).sum()),
        standings: standings(compared),
        known: known(&parsed.items, compared, vault),
        tree: tree(parsed),
        source_fields: parsed.report.source_fields,
        mapped: parsed.report.mapped,
        custom: parsed.report.custom,
        custom_names: most_first(custom_names, 50),
        dropped: dropped(&parsed.report),
        warnings: parsed.warnings.iter().map(told).collect(),
        sample: parsed.items.iter().take(SAMPLE).map(|item| sample(item, parsed)).collect(),
        damaged: tables::damaged(parsed),
        left_out: parsed.report.left_out,
        table: tables::shown(parsed),
    }
}

fn sample(item: &ParsedItem, parsed: &ParsedImport) -> ImportSample {
    let folder = item.folder.and_then(|folder| parsed.folders.get(folder));
    ImportSample {
        kind: item.item.kind.name().to_owned(),
        title: item.item.title.clone(),
        subtitle: item.item.subtitle(),
        folder: folder.map(|folder| folder.path.join("/")).unwrap_or_default(),
    }
}

fn most_first(counts: BTreeMap<String, usize>, most: usize) -> Vec<NameCount> {
    let mut all: Vec<NameCount> =
        counts.into_iter().map(|(name, number)| NameCount { name, count: count(number) }).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.count));
    all.truncate(most);
    all
}

fn dropped(report: &FieldReport) -> Vec<DroppedField> {
    let fields = report.dropped.iter();
    fields
        .map(|one| DroppedField {
            item: one.item_title.clone().unwrap_or_default(),
            field: one.field.clone(),
            reason: one.reason.clone(),
        })
        .collect()
}

fn told(warning: &Warning) -> String {
    match warning {
        Warning::UnbalancedQuotes => {
            "a quotation mark is missing somewhere: the file may be cut short, look at the last rows".to_owned()
        }
        Warning::BookkeepingLeft { names } => {
            format!("usage statistics of the other program are left behind: {}", names.join(", "))
        }
        Warning::DatabaseSettingsLeft { names } => {
            format!("what is said about the database as a whole is left behind: {}", names.join(", "))
        }
        Warning::IconsLeft { count } => format!("{count} pictures are left behind"),
        Warning::ReferencesReplaced { count } => {
            format!("{count} references to other entries were replaced by what they name: each changes for itself from now on")
        }
        Warning::ReferencesKept { count } => {
            format!("{count} references to other entries could not be followed and stand as text: enter what they mean")
        }
        Warning::ProtectedValuesTakenAsTheyStand => {
            "values that are marked as encrypted were taken as they stand: export the file again if they look wrong"
                .to_owned()
        }
        Warning::NewerMinorVersion { found } => {
            format!("the file is of the newer version {found}: what is unknown comes as custom fields")
        }
        Warning::TypesLeft { names } => {
            format!("definitions of kinds of your own are left behind, and the items keep their fields: {}", names.join(", "))
        }
        Warning::TextTakenAs { encoding } => {
            format!("the text is not UTF-8 and was read as {encoding}: look whether letters with accents are right")
        }
        Warning::OpenPartsChanged { names } => {
            format!("folder, kind, dates or trash of some items were changed since they were written, look at them: {}", names.join(", "))
        }
        _ => "the file has a peculiarity that this program cannot name".to_owned(),
    }
}
