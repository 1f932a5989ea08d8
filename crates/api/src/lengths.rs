//! How long the vault's passwords are: measured because a person asked, for the index does not know. What was measured is
//! remembered by the password's fingerprint while the vault is open, and never written.

use crate::ApiError;
use crate::app::App;
use crate::session::{Open, count};
use crate::types::{MeasuredPasswords, Nothing};
use strongroom_vault::{Action, AuditEvent, ItemId, ReadError};

/// Passwords that are read before the vault is free for others.
const BATCH: usize = 256;

impl App {
    /// Reads every password whose length is not known yet, and remembers its length. The trail says so before the first is read.
    pub async fn measure_passwords(&self, _: Nothing) -> Result<MeasuredPasswords, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let path = open.path.clone();
        let wanted: Vec<ItemId> = unmeasured(open).collect();
        open.note(AuditEvent::of_vault(Action::MeasurePasswords, ""), self.env()).await?;
        drop(session);
        for batch in wanted.chunks(BATCH) {
            let mut session = self.session().await;
            let open = session.open()?;
            if open.path != path {
                return Err(ApiError::locked());
            }
            measure(open, batch).await?;
        }
        let mut session = self.session().await;
        let open = session.open()?;
        self.changed(open);
        let unreadable = unmeasured(open).count();
        Ok(MeasuredPasswords { measured: count(open.lengths.len()), unreadable: count(unreadable) })
    }
}

/// The length of the shortest password, in characters; none where that of one is not known, which may be the shortest.
pub(crate) fn shortest(open: &Open) -> Option<u32> {
    let passwords = open.vault.breach_candidates();
    let lengths: Option<Vec<u32>> = passwords.keys().map(|print| open.lengths.get(print).copied()).collect();
    lengths?.into_iter().min()
}

fn unmeasured(open: &Open) -> impl Iterator<Item = ItemId> {
    let passwords = open.vault.breach_candidates().into_iter();
    passwords.filter(|(print, _)| !open.lengths.contains_key(print)).map(|(_, id)| id)
}

/// What cannot be read is left out.
async fn measure(open: &mut Open, items: &[ItemId]) -> Result<(), ApiError> {
    for id in items {
        let opened = match open.vault.read(*id).await {
            Ok(opened) => opened,
            Err(ReadError::Record { .. } | ReadError::NotFound { .. }) => continue,
            Err(error) => return Err(error.into()),
        };
        if let Some(field) = opened.record.item.password_field() {
            // Exposed to be fingerprinted, as the index does, and to be counted.
            let password = field.value.expose();
            let print = open.vault.keys().fingerprint(password.as_bytes());
            open.lengths.insert(print, count(password.chars().count()));
        }
    }
    Ok(())
}
