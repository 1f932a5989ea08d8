//! Imports that can be taken back, and taking one back.

use crate::ApiError;
use crate::app::App;
use crate::browse::missing;
use crate::session::count;
use crate::types::{LeftBehind, Nothing, PastImport, PastImports, UndoImportRequest, UndoReport, WhyLeft};
use strongroom_vault as vault;
use strongroom_vault::ImportId;

/// Things that stay and are named.
const MOST_NAMED: usize = 1000;

impl App {
    /// The imports that can be taken back, the latest first.
    pub async fn imports(&self, _: Nothing) -> Result<PastImports, ApiError> {
        let mut session = self.session().await;
        let imports = session.open()?.vault.imports().await?;
        Ok(PastImports { imports: imports.into_iter().map(past).collect() })
    }

    /// Takes back what an import brought, in one transaction, and removes its traces in the file.
    pub async fn undo_import(&self, request: UndoImportRequest) -> Result<UndoReport, ApiError> {
        let id = ImportId::parse(&request.id).ok_or_else(|| missing("import"))?;
        let mut session = self.session().await;
        let open = session.open()?;
        let undone = open.vault.undo_import(id, self.env()).await?;
        open.scores_pending |= undone.merged > 0;
        self.changed(open);
        open.scrub().await;
        Ok(UndoReport {
            items: count(undone.items),
            merged: count(undone.merged),
            folders: count(undone.folders),
            left_total: count(undone.left.len()),
            left: undone.left.into_iter().take(MOST_NAMED).map(left).collect(),
        })
    }
}

fn past(import: vault::PastImport) -> PastImport {
    PastImport {
        id: import.id.to_string(),
        at: import.at,
        source: import.source,
        items: count(import.items),
        merged: count(import.merged),
        folders: count(import.folders),
        changed: count(import.changed),
    }
}

fn left(left: vault::Left) -> LeftBehind {
    let why = match left.why {
        vault::WhyLeft::Changed => WhyLeft::Changed,
        vault::WhyLeft::Unreadable => WhyLeft::Unreadable,
        vault::WhyLeft::FolderChanged => WhyLeft::FolderChanged,
        vault::WhyLeft::FolderUsed => WhyLeft::FolderUsed,
    };
    LeftBehind { title: left.title, why }
}
