//! Secrets on their way to another device or program: as a QR code, as a `.env` file. Each leaves an audit entry.

use crate::app::App;
use crate::browse::{REVEAL_SECONDS, item_id, missing};
use crate::convert::file_error;
use crate::create::free_path;
use crate::files::NewFile;
use crate::types::{Copied, FieldRequest, ItemRequest, Nothing, QrCode, Revealed, SaveDotenvRequest};
use crate::{ApiError, browse::index};
use std::io::Write;
use strongroom_credential::{Item, Kind, dotenv, qr};
use strongroom_exchange::variables_of;
use strongroom_secret::SecretString;
use strongroom_vault::{Action, AuditEvent};

impl App {
    /// The QR code that an authenticator takes the one-time code of a field over with.
    pub async fn qr_of_code(&self, request: FieldRequest) -> Result<QrCode, ApiError> {
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(id).await?.record.item;
        let field = item.fields.get(index(request.field)).ok_or_else(|| missing("field"))?;
        let drawn = drawn(&qr::transfer_text(&item, field).map_err(ApiError::invalid)?)?;
        open.note(AuditEvent::of_item(Action::Reveal, id, field.name.clone()), self.env()).await?;
        Ok(drawn)
    }

    /// The QR code that a telephone joins an item's wireless network with.
    pub async fn qr_of_network(&self, request: ItemRequest) -> Result<QrCode, ApiError> {
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(id).await?.record.item;
        let drawn = drawn(&qr::join_text(&item).map_err(ApiError::invalid)?)?;
        open.note(AuditEvent::of_item(Action::Reveal, id, "password".to_owned()), self.env()).await?;
        Ok(drawn)
    }

    /// The key and value of a secret, and the fields of the person's own, as the text of a `.env` file.
    pub async fn dotenv(&self, request: ItemRequest) -> Result<Revealed, ApiError> {
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(id).await?.record.item;
        let value = dotenv_text(&item)?;
        open.note(AuditEvent::of_item(Action::Reveal, id, ".env".to_owned()), self.env()).await?;
        Ok(Revealed { value, seconds: 0 })
    }
}

impl App {
    /// Puts the item's variables on the clipboard, as a `.env` file has them.
    pub async fn copy_dotenv(&self, request: ItemRequest) -> Result<Copied, ApiError> {
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(id).await?.record.item;
        let text = dotenv_text(&item)?;
        open.note(AuditEvent::of_item(Action::Copy, id, ".env".to_owned()), self.env()).await?;
        self.copy(text).await
    }

    /// Writes the item's variables into a new `.env` file that its owner alone may read.
    pub async fn save_dotenv(&self, request: SaveDotenvRequest) -> Result<Nothing, ApiError> {
        let path = free_path(&request.path)?;
        let failed = |error| file_error(&request.path, &error);
        let id = item_id(&request.id)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let item = open.vault.read(id).await?.record.item;
        let text = dotenv_text(&item)?;
        let mut file = NewFile::begin(&path).map_err(failed)?;
        // Exposed because the person asked for it in a file.
        file.file().write_all(text.expose().as_bytes()).map_err(failed)?;
        // Before the file has its name: there shall be none that the trail does not show.
        open.note(AuditEvent::of_item(Action::Export, id, ".env".to_owned()), self.env()).await?;
        self.changed(open);
        file.keep().map_err(failed)?;
        Ok(Nothing {})
    }
}

fn drawn(text: &SecretString) -> Result<QrCode, ApiError> {
    let code = qr::qr_code(text).map_err(ApiError::invalid)?;
    // Exposed to be written as digits, into another secret.
    let dark = code.modules.expose().iter().map(|module| if *module == 1 { '1' } else { '0' });
    let mut modules = SecretString::new(String::with_capacity(code.modules.expose().len()));
    modules.expose_mut().extend(dark);
    let size = u32::try_from(code.size).map_err(|_| ApiError::invalid(qr::QrError::TooLong))?;
    Ok(QrCode { size, modules, seconds: REVEAL_SECONDS })
}

fn dotenv_text(item: &Item) -> Result<SecretString, ApiError> {
    if item.kind != Kind::SECRET {
        return Err(ApiError::invalid("this item is no secret with a key and a value: choose one"));
    }
    let variables = variables_of(item);
    if variables.is_empty() {
        return Err(ApiError::invalid("the item has no variables: give it a key and a value"));
    }
    dotenv::write(&variables).ok_or_else(|| {
        ApiError::invalid(
            "a name of the item cannot be that of a variable: use letters, digits, _ . and -, no digit first",
        )
    })
}
