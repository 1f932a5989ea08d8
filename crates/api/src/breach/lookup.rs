//! Looking hashes up: a service is asked once for each prefix, a few at a time; a file is read in the order of the hashes.

use super::lists::{Lists, interrupted};
use super::progress;
use crate::{ApiError, BreachServiceError, ErrorCode, Host};
use futures_util::stream::{self, StreamExt};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use strongroom_breach::{Algorithm, Digest, Prefix, Range, RangeFault, ServiceAddress};
use strongroom_vault::Fingerprint;
use tokio::sync::watch;

/// Requests that are on their way at once.
const AT_ONCE: usize = 4;
/// Lookups in a file after which the person is told how far it is.
const STEP: usize = 200;

/// A password to look up.
pub(super) struct Wanted {
    pub(super) print: Fingerprint,
    pub(super) digest: Digest,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Looked {
    /// How often each was seen that an answer came for.
    pub(super) results: HashMap<Fingerprint, u64>,
    /// Why it ended early.
    pub(super) failed: Option<ApiError>,
    pub(super) requests: usize,
}

/// Asks the service.
pub(super) async fn online(
    host: &Arc<dyn Host>,
    address: &ServiceAddress,
    wanted: Vec<Wanted>,
    mut stop: watch::Receiver<bool>,
) -> Looked {
    let all = wanted.len();
    let mut by_prefix: BTreeMap<Prefix, Vec<Wanted>> = BTreeMap::new();
    for one in wanted {
        by_prefix.entry(one.digest.prefix()).or_default().push(one);
    }
    let mut looked = Looked::default();
    let asked = by_prefix.into_iter().map(|(prefix, those)| range(host, address, prefix, those));
    let mut answers = Box::pin(stream::iter(asked).buffer_unordered(AT_ONCE));
    loop {
        let answer = tokio::select! {
            biased;
            // Told to stop, or the vault was locked.
            _ = stop.wait_for(|stop| *stop) => return looked,
            answer = answers.next() => answer,
        };
        match answer {
            None => return looked,
            Some(Err(error)) => {
                looked.failed = Some(error);
                return looked;
            }
            Some(Ok(counts)) => {
                looked.requests += 1;
                looked.results.extend(counts);
                host.notify(progress(all + looked.results.len(), 2 * all));
            }
        }
    }
}

/// Asks for one prefix. The answer is dropped when the passwords with that prefix are looked up in it.
async fn range(
    host: &Arc<dyn Host>,
    address: &ServiceAddress,
    prefix: Prefix,
    those: Vec<Wanted>,
) -> Result<Vec<(Fingerprint, u64)>, ApiError> {
    let body = host.breaches().range(address, prefix).await?;
    let range = Range::parse(&body)?;
    if range.algorithm() != Algorithm::Sha1 {
        return Err(RangeFault::Malformed.into());
    }
    Ok(those.iter().map(|one| (one.print, range.count(&one.digest))).collect())
}

/// Looks into files, on a thread where that may take its time.
pub(super) async fn in_lists(
    host: Arc<dyn Host>,
    mut lists: Lists,
    mut wanted: Vec<Wanted>,
    stop: watch::Receiver<bool>,
) -> Looked {
    let work = move || {
        let mut looked = Looked::default();
        // In their order, so that neighbours are read once.
        wanted.sort_unstable_by(|one, other| one.digest.cmp(&other.digest));
        for (number, one) in wanted.iter().enumerate() {
            if *stop.borrow() || stop.has_changed().is_err() {
                break;
            }
            if number % STEP == 0 {
                host.notify(progress(wanted.len() + number, 2 * wanted.len()));
            }
            match lists.count(&one.digest) {
                Ok(Some(count)) => drop(looked.results.insert(one.print, count)),
                Ok(None) => {}
                Err(error) => {
                    looked.failed = Some(error);
                    break;
                }
            }
        }
        looked
    };
    let failed = |_| Looked { failed: Some(interrupted()), ..Looked::default() };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(failed)
}

impl From<BreachServiceError> for ApiError {
    fn from(error: BreachServiceError) -> Self {
        let code = match error {
            BreachServiceError::Busy { .. } => ErrorCode::Throttled,
            _ => ErrorCode::System,
        };
        Self::told(code, error)
    }
}
