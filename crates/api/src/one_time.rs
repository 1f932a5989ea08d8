//! One-time codes. A code by a counter is used up by being looked at: that it was is stored before anybody sees it, and a
//! code of which that cannot be stored is never given.

use crate::ApiError;
use crate::app::App;
use crate::browse::{index, item_id};
use crate::session::Open;
use crate::types::{FieldRequest, OneTimeCode};
use strongroom_credential::Field;
use strongroom_credential::totp::{Hotp, Otp, Totp};
use strongroom_vault::{Action, AuditEvent, ItemId, ItemRecord, WriteError};

impl App {
    /// The one-time code of this moment, or the next one of a counter. A code of the clock that stays on show, and is asked
    /// for again when it has run out, leaves one audit entry; each code of a counter leaves its own.
    pub async fn one_time_code(&self, request: FieldRequest) -> Result<OneTimeCode, ApiError> {
        let mut session = self.session().await;
        let open = session.open()?;
        let (id, field) = self.field(open, &request).await?;
        let code = self.code_of(open, id, &request, &field).await?;
        let now = self.now();
        let seen = open.codes.insert((id, request.field), now);
        let on_show = i64::from(code.period_seconds) * 2000;
        if code.counter.is_some() || seen.is_none_or(|seen| now - seen > on_show) {
            open.note(AuditEvent::of_item(Action::Reveal, id, field.name), self.env()).await?;
        }
        Ok(code)
    }

    /// The code that a field gives now.
    pub(crate) async fn code_of(
        &self,
        open: &mut Open,
        id: ItemId,
        request: &FieldRequest,
        field: &Field,
    ) -> Result<OneTimeCode, ApiError> {
        // Exposed to be parsed.
        match Otp::parse(field.value.expose())? {
            Otp::Time(totp) => Ok(self.code_of_now(&totp)),
            Otp::Counter(hotp) => self.next_code(open, id, request, field, hotp).await,
        }
    }

    fn code_of_now(&self, totp: &Totp) -> OneTimeCode {
        let code = totp.code_at(u64::try_from(self.now() / 1000).unwrap_or_default());
        OneTimeCode {
            code: code.code,
            period_seconds: code.period_seconds,
            remaining_seconds: code.remaining_seconds,
            counter: None,
        }
    }

    async fn next_code(
        &self,
        open: &mut Open,
        id: ItemId,
        request: &FieldRequest,
        field: &Field,
        hotp: Hotp,
    ) -> Result<OneTimeCode, ApiError> {
        let present = open.vault.read(item_id(&request.id)?).await?.version;
        if request.version.is_some_and(|version| version != present) {
            return Err(ApiError::invalid(
                "the codes of an earlier version were used already: take the next one of the present version",
            ));
        }
        let (code, counter) = (hotp.code(), hotp.parts().counter);
        let next = hotp.next().ok_or_else(|| {
            ApiError::invalid("the counter has come to its end: set the one-time code up again")
        })?;
        let (place, next) = (index(request.field), next.to_uri());
        let advanced = |record: &mut ItemRecord, _| {
            let kept = record.item.fields.get_mut(place).filter(|kept| kept.value == field.value);
            // Another program took this code meanwhile, or changed the item.
            kept.ok_or(WriteError::Outdated)?.value = next.clone();
            Ok(true)
        };
        open.vault.rewrite(&[id], Action::Update, "counter", advanced, self.env()).await?;
        self.changed(open);
        Ok(OneTimeCode { code, period_seconds: 0, remaining_seconds: 0, counter: Some(counter) })
    }
}
