//! Import: another program's file is parsed apart, shown, and brought in as one transaction.

use crate::app::{App, path_of};
use crate::session::count;
use crate::types::{
    DroppedField, FilePassword, ImportPreview, ImportReport, ImportSample, NameCount, Nothing,
    PreviewImportRequest, Progress, RunImportRequest,
};
use crate::{ApiError, ErrorCode, Event, ParseRequest};
use std::collections::BTreeMap;
use std::path::PathBuf;
use strongroom_exchange::{FieldReport, ParsedAttachment, ParsedImport, ParsedItem, Warning};
use strongroom_vault::{Comparable, Former, Incoming, NewAttachment, NewItem};

const SAMPLE: usize = 20;
/// The format that stands for the desktop's keyring.
const KEYRING: &str = "secret_service";

/// A parsed file that waits to be brought in.
pub(crate) struct PreviewedImport {
    parsed: ParsedImport,
    /// For each item, whether the vault has it already.
    known: Vec<bool>,
}

impl App {
    /// Reads another program's file without changing the vault.
    pub async fn preview_import(&self, request: PreviewImportRequest) -> Result<ImportPreview, ApiError> {
        self.session().await.open()?;
        let parse = ParseRequest {
            // The desktop's keyring has no path.
            path: match request.format.as_deref() {
                Some(KEYRING) => PathBuf::new(),
                _ => path_of(&request.path)?,
            },
            format: request.format,
            password: request.password.map(|FilePassword(password)| password),
            key_file: request.key_file.as_deref().map(path_of).transpose()?,
        };
        let parsed = self.host.parse_import(parse).await?;
        let mut session = self.session().await;
        let vault = &mut session.open()?.vault;
        let items: Vec<Comparable<'_>> = parsed.items.iter().map(comparable).collect();
        let known = vault.has_already(&items).await?;
        let preview = preview(&parsed, &known);
        session.import = Some(PreviewedImport { parsed, known });
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
        let PreviewedImport { parsed, known } = session.import.take().ok_or_else(|| {
            ApiError::told(ErrorCode::NotFound, "no file was previewed: choose one and look at it first")
        })?;
        let ParsedImport { format, folders, items, report, .. } = parsed;
        let all = items.len();
        self.progress(0, all);
        let paths: Vec<Vec<String>> = folders.into_iter().map(|folder| folder.path).collect();
        let skip = |known: bool| known && request.skip_duplicates;
        let incoming: Vec<Incoming> = items
            .into_iter()
            .zip(known)
            .filter(|(_, known)| !skip(*known))
            .map(|(item, _)| incoming(item, &paths, self.now()))
            .collect();
        let skipped = all - incoming.len();
        self.progress(all / 2, all);
        let open = session.open()?;
        let imported = open.vault.import(incoming, &paths, format.name(), self.env()).await?;
        open.scores_pending = true;
        self.changed(open);
        self.progress(all, all);
        Ok(ImportReport {
            imported: count(imported.items),
            skipped: count(skipped),
            folders: count(imported.folders),
            versions: count(imported.versions),
            source_fields: report.source_fields,
            mapped: report.mapped,
            custom: report.custom,
            dropped: dropped(&report),
        })
    }

    fn progress(&self, done: usize, total: usize) {
        let (done, total) = (u64::from(count(done)), u64::from(count(total)));
        self.host.notify(Event::Progress(Progress { work: "import".to_owned(), done, total }));
    }
}

fn comparable(item: &ParsedItem) -> Comparable<'_> {
    Comparable { item: &item.item, trashed: item.deleted, folder: item.folder }
}

fn incoming(item: ParsedItem, paths: &[Vec<String>], now: i64) -> Incoming {
    let path = item.folder.and_then(|folder| paths.get(folder)).cloned().unwrap_or_default();
    let saved = |known: Option<i64>| known.or(item.created_ms).or(item.modified_ms).unwrap_or(now);
    let history = item.history.into_iter().map(|former| Former {
        saved: saved(former.modified_ms),
        item: former.item,
        attachments: former.attachments.into_iter().map(attached).collect(),
    });
    let new = NewItem {
        history: history.collect(),
        attachments: item.attachments.into_iter().map(attached).collect(),
        folder: None,
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

fn preview(parsed: &ParsedImport, known: &[bool]) -> ImportPreview {
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
        duplicates: count(known.iter().filter(|known| **known).count()),
        source_fields: parsed.report.source_fields,
        mapped: parsed.report.mapped,
        custom: parsed.report.custom,
        custom_names: most_first(custom_names, 50),
        dropped: dropped(&parsed.report),
        warnings: parsed.warnings.iter().map(told).collect(),
        sample: parsed.items.iter().take(SAMPLE).map(|item| sample(item, parsed)).collect(),
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
        _ => "the file has a peculiarity that this program cannot name".to_owned(),
    }
}
