//! Export: items into a file of another form, which says beforehand what that form cannot hold. A plain file asks for the
//! master password again; every file is in the trail before it has its name, and is complete or not there.

mod gather;
mod key;
mod place;

use crate::app::{App, path_of};
use crate::browse::missing;
use crate::convert::file_error;
use crate::create::free_path;
use crate::memory::Attempts;
use crate::session::count;
use crate::types::{
    DroppedField, ExportFormat, ExportFormats, ExportPreview, ExportReport, NameCount, Nothing,
    PreviewExportRequest, RunExportRequest,
};
use crate::unlock::failures;
use crate::{ApiError, ErrorCode};
use gather::{Files, Gathered};
use key::Key;
use place::Place;
use std::collections::BTreeMap;
use strongroom_crypto::VaultKeys;
use strongroom_exchange::{Carried, ExportError, Loss, Protection, Setting, SheetLanguage, Target, losses};
use strongroom_secret::SecretString;
use strongroom_vault::{Action, AuditEvent, OpenVaultError};

/// Losses that are handed out one by one.
const MAX_LOSSES: usize = 1000;

impl App {
    /// The formats that are written.
    pub async fn export_formats(&self, _: Nothing) -> Result<ExportFormats, ApiError> {
        Ok(ExportFormats { formats: Target::all().map(format).collect() })
    }

    /// What an export would write, and what the format cannot say. No file is made.
    pub async fn preview_export(&self, request: PreviewExportRequest) -> Result<ExportPreview, ApiError> {
        let target = target(&request.format)?;
        let gathered = self.gather(&request.selection, target, Files::Named).await?;
        let mut found = losses(target, gathered.content());
        found.extend_from_slice(gathered.missing());
        let mut reasons = BTreeMap::new();
        for loss in &found {
            *reasons.entry(loss.reason.text()).or_insert(0_usize) += 1;
        }
        let reasons = reasons.into_iter();
        let mut reasons: Vec<NameCount> =
            reasons.map(|(name, number)| NameCount { name: name.to_owned(), count: count(number) }).collect();
        reasons.sort_by_key(|one| std::cmp::Reverse(one.count));
        Ok(ExportPreview {
            items: count(gathered.items.len()),
            folders: count(gathered.folders.len()),
            versions: count(gathered.items.iter().map(|item| item.history.len()).sum()),
            deleted: count(gathered.items.iter().filter(|item| item.deleted).count()),
            reasons,
            losses_total: count(found.len()),
            losses: found.into_iter().take(MAX_LOSSES).map(shown).collect(),
        })
    }

    /// Writes the chosen items into a new file, or a new folder.
    pub async fn run_export(&self, request: RunExportRequest) -> Result<ExportReport, ApiError> {
        let target = target(&request.format)?;
        let language = language(request.language.as_deref())?;
        let path = free_path(&request.path)?;
        match target.protection() {
            Protection::None => self.ask_again(&request.password).await?,
            Protection::Password if request.password.is_empty() => {
                return Err(ExportError::NeedsPassword.into());
            }
            Protection::Password => {}
        }
        let gathered = self.gather(&request.selection, target, Files::Read).await?;
        if gathered.items.is_empty() && request.selection.is_part() {
            return Err(missing("item"));
        }
        let key = Key::of(&request, target, self.host.random())?;
        let vault = gathered.vault.display().to_string();
        let setting = Setting {
            types: &gathered.types,
            password: Some(&request.password),
            key_file: key.as_ref().map(Key::bytes),
            now_ms: self.now(),
            vault: &vault,
            language,
            random: self.host.random(),
        };
        let failed = |error: &std::io::Error| file_error(&request.path, error);
        let made = self.derive(|_| Place::write(&path, target, gathered.content(), &setting, &failed))?;
        let lost = losses(target, gathered.content()).len() + gathered.missing().len();
        let items = gathered.items.len();
        // Before the file has its name: there shall be none that the trail does not show.
        self.note_export_of(&gathered, &format!("{items} items as {}", target.title())).await?;
        let key = key.map(Key::keep).transpose().map_err(|error| failed(&error))?;
        let (files, bytes) = made.keep().map_err(|error| {
            // It opens nothing.
            key.flatten().map(std::fs::remove_file);
            failed(&error)
        })?;
        Ok(ExportReport {
            path: path_of(&request.path)?.display().to_string(),
            format: target.title().to_owned(),
            items: count(items),
            files,
            bytes,
            encrypted: target.protection() == Protection::Password,
            losses_total: count(lost),
        })
    }

    async fn note_export_of(&self, gathered: &Gathered, detail: &str) -> Result<(), ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        if open.path != gathered.vault {
            return Err(ApiError::locked());
        }
        open.note(AuditEvent::of_vault(Action::Export, detail), self.env()).await?;
        self.changed(open);
        Ok(())
    }

    /// Asks whether that is the master password of the open vault. A wrong one counts as one that was tried at the door.
    pub(crate) async fn ask_again(&self, password: &SecretString) -> Result<(), ApiError> {
        let mut session = self.session().await;
        let header = session.open()?.vault.header().clone();
        let _turn = self.memory().one_attempt(header.vault()).await;
        let attempts = self.check_wait(&header)?;
        let secret = self.password_secret(&header, password.clone()).await?;
        let checked = self.derive(|_| Ok(VaultKeys::unlock(&header, &secret).map(drop)));
        checked?.map_err(|error| self.failed(&header, attempts, OpenVaultError::Unlock(error)))?;
        let open = session.open()?;
        for event in failures(attempts) {
            open.note(event, self.env()).await?;
        }
        self.memory().set_attempts(header.vault(), Attempts::default());
        Ok(())
    }
}

fn target(name: &str) -> Result<Target, ApiError> {
    Target::named(name).ok_or_else(|| {
        let names: Vec<_> = Target::all().map(Target::name).collect();
        ApiError::invalid(format!("there is no such format: choose one of {}", names.join(", ")))
    })
}

fn format(target: Target) -> ExportFormat {
    ExportFormat {
        name: target.name().to_owned(),
        title: target.title().to_owned(),
        extension: target.extension().to_owned(),
        encrypted: target.protection() == Protection::Password,
        folder: target.is_folder(),
        carries: target.carries().iter().map(|carried: &Carried| carried.name().to_owned()).collect(),
    }
}

fn shown(loss: Loss) -> DroppedField {
    DroppedField { item: loss.item, field: loss.field, reason: loss.reason.text().to_owned() }
}

fn language(name: Option<&str>) -> Result<SheetLanguage, ApiError> {
    match name {
        None | Some("en") => Ok(SheetLanguage::English),
        Some("de") => Ok(SheetLanguage::German),
        Some(_) => Err(ApiError::invalid("the sheet has no such language: choose en or de")),
    }
}

impl From<ExportError> for ApiError {
    fn from(error: ExportError) -> Self {
        let code = match &error {
            ExportError::NeedsPassword => ErrorCode::NeedsPassword,
            ExportError::Write(_) | ExportError::Random(_) => ErrorCode::System,
            _ => ErrorCode::Invalid,
        };
        Self::told(code, error)
    }
}
