//! Checking passwords against published ones, because a person asked. Passwords are read while the vault is held, a batch at
//! a time; looked up while it is free, so that it can be locked; and what was found is kept in it. A hash never leaves.

mod lists;
mod lookup;
mod report;

use crate::app::{App, Session};
use crate::browse::{item_id, missing};
use crate::session::{Open, count};
use crate::types::{BreachAgainst, BreachReport, BreachRequest, FindingView, ItemView, Nothing, Progress};
use crate::view::item_view;
use crate::{ApiError, ErrorCode, Event};
use lists::Lists;
use lookup::{Looked, Wanted};
pub(crate) use report::checked_view;
use report::{report, source_name};
use std::collections::{HashMap, HashSet};
use strongroom_breach::{Algorithm, Digest, ServiceAddress};
use strongroom_credential::{FindingCode, Moment};
use strongroom_vault::{
    Action, AuditEvent, BreachCheck, BreachResult, BreachSource, Fingerprint, ItemId, OpenedItem, ReadError,
    Unlocked,
};
use tokio::sync::watch;

/// Passwords that are read before the vault is free for others.
const BATCH: usize = 256;

/// A check on its way. It ends when this is dropped, as by a lock, or told to stop.
pub(crate) struct RunningCheck(watch::Sender<bool>);

/// Where passwords are looked up.
enum Source {
    Online(ServiceAddress),
    Lists(Lists),
}

impl Source {
    fn kind(&self) -> BreachSource {
        match self {
            Self::Online(_) => BreachSource::Online,
            Self::Lists(_) => BreachSource::File,
        }
    }

    fn algorithm(&self) -> Algorithm {
        match self {
            Self::Online(_) => Algorithm::Sha1,
            Self::Lists(lists) => lists.algorithm(),
        }
    }
}

impl App {
    /// Checks whether passwords were published. Asks a network only where the request says so.
    pub async fn breach_check(&self, request: BreachRequest) -> Result<BreachReport, ApiError> {
        self.session().await.open()?;
        let source = self.source_of(&request.source).await?;
        let (kind, excerpt) = (source.kind(), matches!(&source, Source::Lists(lists) if !lists.is_whole()));
        let (items, stop) = self.begin_check(&request, kind).await?;
        let asked: HashSet<Fingerprint> = items.keys().copied().collect();
        let read = self.read_passwords(items, source.algorithm(), &stop).await;
        let looked = match read {
            Ok(wanted) => self.look_up(source, wanted, &stop).await,
            Err(error) => Looked { failed: Some(error), ..Looked::default() },
        };
        self.end_check(&request, kind, excerpt, &asked, looked, &stop).await
    }

    /// Stops the check that is on its way; what it found so far is kept.
    pub async fn cancel_breach_check(&self, _: Nothing) -> Result<Nothing, ApiError> {
        if let Some(RunningCheck(stop)) = &self.session().await.breach {
            stop.send_replace(true);
        }
        Ok(Nothing {})
    }

    /// The service that the settings name.
    pub(crate) async fn breach_service_now(&self) -> Result<ServiceAddress, ApiError> {
        ServiceAddress::parse(&self.settings_now().await.breach_service).map_err(ApiError::invalid)
    }

    async fn source_of(&self, against: &BreachAgainst) -> Result<Source, ApiError> {
        match against {
            BreachAgainst::File { path } => Lists::open(path).await.map(Source::Lists),
            BreachAgainst::Online { host, accept_online } => {
                let address = self.breach_service_now().await?;
                if !accept_online && !self.settings_now().await.breach_online {
                    return Err(ApiError::invalid(
                        "asking the breach service is switched off: switch it on in the settings",
                    ));
                }
                if address.host() != host {
                    return Err(ApiError::invalid(
                        "the breach service is another one than was shown: look at the settings and try again",
                    ));
                }
                Ok(Source::Online(address))
            }
        }
    }

    /// Writes down that passwords are read now, and says of which items.
    async fn begin_check(
        &self,
        request: &BreachRequest,
        kind: BreachSource,
    ) -> Result<(HashMap<Fingerprint, ItemId>, watch::Receiver<bool>), ApiError> {
        let mut session = self.session().await;
        if session.breach.is_some() {
            return Err(ApiError::told(
                ErrorCode::Conflict,
                "passwords are being checked already: wait until that is done, or cancel it",
            ));
        }
        let open = session.open()?;
        let (items, event) = match &request.item {
            Some(id) => {
                let id = item_id(id)?;
                let print = open.vault.overview(id).ok_or_else(|| missing("item"))?.fingerprint;
                if !open.vault.is_breach_candidate(id) {
                    return Err(ApiError::invalid("this item has no password to check: choose another"));
                }
                let event = AuditEvent::of_item(Action::CheckBreaches, id, source_name(kind));
                (HashMap::from([(print, id)]), event)
            }
            None => {
                let event = AuditEvent::of_vault(Action::CheckBreaches, source_name(kind));
                (open.vault.breach_candidates(), event)
            }
        };
        open.note(event, self.env()).await?;
        let (sender, stop) = watch::channel(false);
        session.breach = Some(RunningCheck(sender));
        Ok((items, stop))
    }

    /// The hashes of the passwords, each with the fingerprint of what was read. What cannot be read is left out.
    async fn read_passwords(
        &self,
        items: HashMap<Fingerprint, ItemId>,
        algorithm: Algorithm,
        stop: &watch::Receiver<bool>,
    ) -> Result<Vec<Wanted>, ApiError> {
        let ids: Vec<ItemId> = items.into_values().collect();
        let mut wanted = Vec::with_capacity(ids.len());
        for batch in ids.chunks(BATCH) {
            self.progress_of_check(wanted.len(), 2 * ids.len());
            let mut session = self.session().await;
            let vault = &mut session.checked(stop)?.vault;
            for id in batch {
                let item = match vault.read(*id).await {
                    Ok(item) => item,
                    Err(ReadError::Record { .. } | ReadError::NotFound { .. }) => continue,
                    Err(error) => return Err(error.into()),
                };
                if let Some(field) = item.record.item.password_field() {
                    // Exposed to be fingerprinted, as the index does.
                    let print = vault.keys().fingerprint(field.value.expose().as_bytes());
                    wanted.push(Wanted { print, digest: Digest::of(&field.value, algorithm) });
                }
            }
        }
        Ok(wanted)
    }

    async fn look_up(&self, source: Source, wanted: Vec<Wanted>, stop: &watch::Receiver<bool>) -> Looked {
        let host = std::sync::Arc::clone(&self.host);
        match source {
            Source::Online(address) => lookup::online(&host, &address, wanted, stop.clone()).await,
            Source::Lists(lists) => lookup::in_lists(host, lists, wanted, stop.clone()).await,
        }
    }

    async fn end_check(
        &self,
        request: &BreachRequest,
        kind: BreachSource,
        excerpt: bool,
        asked: &HashSet<Fingerprint>,
        looked: Looked,
        stop: &watch::Receiver<bool>,
    ) -> Result<BreachReport, ApiError> {
        let mut session = self.session().await;
        let stopped = *stop.borrow();
        let open = session.checked(stop)?;
        let Looked { results, failed, requests } = looked;
        let mut report = report(&open.vault, request, asked, &results);
        let whole = request.item.is_none() && failed.is_none() && !stopped;
        let last = whole.then(|| BreachCheck {
            at: self.now(),
            source: kind,
            checked: u64::from(report.checked),
            breached: u64::from(report.breached),
        });
        let kept = open.vault.record_breaches(self.dated(&results, kind), last, self.env()).await;
        self.changed(open);
        session.breach = None;
        kept?;
        if let Some(error) = failed {
            return Err(error);
        }
        (report.source, report.requests) = (source_name(kind).to_owned(), count(requests));
        (report.stopped, report.excerpt) = (stopped, excerpt);
        Ok(report)
    }

    /// The results as they are kept: with today, and where they are from.
    fn dated(
        &self,
        results: &HashMap<Fingerprint, u64>,
        source: BreachSource,
    ) -> HashMap<Fingerprint, BreachResult> {
        let day = self.today();
        results.iter().map(|(print, count)| (*print, BreachResult { count: *count, day, source })).collect()
    }

    fn progress_of_check(&self, done: usize, total: usize) {
        self.host.notify(progress(done, total));
    }
}

impl Session {
    /// The open vault, if the check that `stop` belongs to is still one of it.
    fn checked(&mut self, stop: &watch::Receiver<bool>) -> Result<&mut crate::session::Open, ApiError> {
        // A lock drops the sender; the next check makes another.
        if stop.has_changed().is_err() {
            return Err(ApiError::locked());
        }
        self.open()
    }
}

fn progress(done: usize, total: usize) -> Event {
    let (done, total) = (u64::from(count(done)), u64::from(count(total)));
    Event::Progress(Progress { work: "breaches".to_owned(), done, total })
}

/// An item as it is now, with what is known of its password from checks that were asked for.
pub(crate) async fn present_view(open: &mut Open, item: &OpenedItem, now: Moment) -> ItemView {
    let mut view = item_view(item, &open.types().await, now);
    view.findings.extend(breach_finding(&mut open.vault, item).await);
    view
}

async fn breach_finding(vault: &mut Unlocked, item: &OpenedItem) -> Option<FindingView> {
    if !vault.is_breach_candidate(item.id) {
        return None;
    }
    let print = vault.overview(item.id)?.fingerprint;
    // A setting that cannot be read must not keep anybody from an item.
    let breaches = vault.breaches().await.ok()?;
    let result = breaches.results.get(&print).filter(|result| result.count > 0)?;
    let password = item.record.item.password_field()?;
    let place = item.record.item.fields.iter().position(|field| std::ptr::eq(field, password));
    Some(FindingView {
        severity: "danger".to_owned(),
        code: FindingCode::BreachedPassword.code().to_owned(),
        field: place.map(count),
        detail: Some(result.count.to_string()),
    })
}
