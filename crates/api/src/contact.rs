//! What contacting another machine has in common: a person's yes, the audit entry before, words for what failed.

use crate::app::App;
use crate::session::{Open, count};
use crate::types::{ContactRequest, FailureView};
use crate::{ApiError, ErrorCode, Failure};
use strongroom_vault::{Action, AuditEvent, ItemId};

impl App {
    /// Writes down that a secret of the item is about to leave for these places, if they are those that the person was told.
    /// Where that cannot be written, nobody is contacted.
    pub(crate) async fn about_to_contact(
        &self,
        open: &mut Open,
        id: ItemId,
        request: &ContactRequest,
        places: &[String],
    ) -> Result<(), ApiError> {
        if request.contacts != places {
            return Err(ApiError::told(
                ErrorCode::Conflict,
                "the item leads to another machine by now: look at what would be contacted, and confirm that",
            ));
        }
        let event = AuditEvent::of_item(Action::Contact, id, places.join(", "));
        open.vault.note(vec![event], self.env()).await?;
        self.changed(open);
        Ok(())
    }
}

/// A failure as the page sees it.
pub(crate) fn failure_view(failure: Failure) -> FailureView {
    FailureView { code: failure.kind.code().to_owned(), detail: failure.detail }
}

/// Milliseconds as the page counts them.
pub(crate) fn milliseconds(took: std::time::Duration) -> u32 {
    count(usize::try_from(took.as_millis()).unwrap_or(usize::MAX))
}
