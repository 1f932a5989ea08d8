//! One run of the program: the api, where secrets come from, where answers go.

use crate::arguments::Global;
use crate::failure::Failure;
use crate::host::CommandLine;
use crate::output::{Output, complain};
use crate::secrets::Secrets;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use strongroom_api::App;
use strongroom_api::types::{Nothing, OpenVault, UnlockRequest};

/// One run of the program.
pub(crate) struct Session {
    pub(crate) app: App,
    pub(crate) secrets: Secrets,
    pub(crate) output: Output,
    pub(crate) accept_older: bool,
    accept_cost: bool,
    pub(crate) accept_rebuild: bool,
    vault: Option<PathBuf>,
}

impl Session {
    pub(crate) fn new(global: Global) -> Result<Self, Failure> {
        Ok(Self {
            app: App::new(Arc::new(CommandLine::new().map_err(|_| Failure::NoHome)?)),
            secrets: Secrets::new(global.password_stdin),
            output: Output { json: global.json },
            accept_older: global.accept_older,
            accept_cost: global.accept_cost,
            accept_rebuild: global.accept_rebuild,
            vault: global.vault,
        })
    }

    /// The vault that was named.
    pub(crate) fn vault(&self) -> Result<String, Failure> {
        text_of(self.vault.as_deref().filter(|path| !path.as_os_str().is_empty()).ok_or(Failure::NoVault)?)
    }

    /// Asks for the master password and opens the vault.
    pub(crate) async fn open(&mut self) -> Result<(), Failure> {
        let path = self.vault()?;
        let password = self.secrets.ask("master password")?;
        let request = UnlockRequest {
            path,
            password,
            accept_older: self.accept_older,
            accept_cost: self.accept_cost,
            accept_rebuild: self.accept_rebuild,
        };
        warn(&self.app.unlock(request).await?);
        Ok(())
    }

    /// Locks the vault, if one is open: nothing of it stays in side files.
    pub(crate) async fn end(&self) {
        // The answer is out; a lock that fails has still wiped the keys.
        let _ = self.app.lock(Nothing {}).await;
    }
}

/// Says what a person should know about the vault.
pub(crate) fn warn(vault: &OpenVault) {
    vault.warnings.iter().for_each(|warning| complain(&format!("warning: {}", warning.message)));
}

/// The absolute path as text, which is how the api knows a file.
pub(crate) fn text_of(path: &Path) -> Result<String, Failure> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.into_os_string().into_string().map_err(|path| Failure::Path { path: path.display().to_string() })
}
