//! Checking the chain of a certificate: against the system's roots and one's own, at a moment, for a name. Asks no network.

use crate::app::App;
use crate::browse::item_id;
use crate::make::interrupted;
use crate::session::count;
use crate::types::{CertificateCheck, CertificateSource, ChainFaultView, ChainLink, CheckCertificateRequest};
use crate::{ApiError, ErrorCode};
use strongroom_credential::certificate::{
    Checked, Fault, Link, Presented, Roots, check, peer_name, trust_own, trust_system,
};
use strongroom_credential::{Day, Kind, Moment};

/// Longest text, in bytes.
const MAX_TEXT: usize = 1 << 20;
/// Own roots that are named, at most.
const MAX_ROOTS: usize = 100;

impl App {
    /// Whether the chain of a certificate holds, or why not. Only an item as a source needs an open vault; no secret is read.
    pub async fn check_certificate(
        &self,
        request: CheckCertificateRequest,
    ) -> Result<CertificateCheck, ApiError> {
        if request.own_roots.len() > MAX_ROOTS {
            return Err(ApiError::invalid("there can be 100 roots of your own: leave some out"));
        }
        let peer = match request.name.trim() {
            "" => None,
            name => Some(peer_name(name).ok_or_else(|| {
                ApiError::invalid(
                    "that can be no name in a certificate: write a host, a network address or an e-mail address",
                )
            })?),
        };
        let at = moment(&request.at, self.moment())?;
        let presented = self.presented(&request.certificate).await?;
        let mut roots = Roots::new();
        for own in &request.own_roots {
            let root = self.presented(own).await?;
            match own {
                CertificateSource::Item { .. } => root.trust_first_in(&mut roots),
                CertificateSource::Pem { text } => trust_own(&mut roots, text),
            }
        }
        let system = match request.system_roots {
            true => {
                self.host.system_roots().await.map_err(|error| ApiError::told(ErrorCode::System, error))?
            }
            false => Vec::new(),
        };
        let work = move || {
            system.iter().for_each(|der| trust_system(&mut roots, der));
            (check(&presented, &roots, at, peer.as_ref()), roots.len())
        };
        let (checked, roots) = tokio::task::spawn_blocking(work).await.map_err(|_| interrupted())?;
        Ok(check_view(checked, at, roots))
    }

    async fn presented(&self, source: &CertificateSource) -> Result<Presented, ApiError> {
        match source {
            CertificateSource::Item { id } => {
                let id = item_id(id)?;
                let item = self.session().await.open()?.vault.read(id).await?.record.item;
                let presented = (item.kind == Kind::CERTIFICATE).then(|| Presented::of_item(&item)).flatten();
                presented.ok_or_else(|| ApiError::invalid("the item has no certificate: choose another one"))
            }
            CertificateSource::Pem { text } if text.len() > MAX_TEXT => Err(ApiError::invalid(
                "the text is longer than 1 MiB: give only the certificates that are needed",
            )),
            CertificateSource::Pem { text } => Presented::from_pem(text).ok_or_else(|| {
                ApiError::invalid("the text has no certificate in it: give one in PEM (BEGIN CERTIFICATE)")
            }),
        }
    }
}

/// The moment that is written there.
fn moment(text: &str, now: Moment) -> Result<Moment, ApiError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(now);
    }
    let found = match text.split_once('T') {
        None => Day::parse(text).map(|day| if day == now.day() { now } else { day.start() }),
        Some((day, time)) => Day::parse(day)
            .zip(seconds(time))
            .map(|(day, seconds)| Moment(day.start().0.saturating_add(Moment::from_seconds(seconds).0))),
    };
    found.ok_or_else(|| ApiError::invalid("that is no time: write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"))
}

/// Seconds of the day of `hh:mm:ssZ`.
fn seconds(text: &str) -> Option<i64> {
    let mut parts = text.strip_suffix('Z')?.split(':').map(|part| {
        let two = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        two.then(|| part.parse::<i64>().ok()).flatten()
    });
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let fits = hour < 24 && minute < 60 && second < 60 && parts.next().is_none();
    fits.then_some(hour * 3600 + minute * 60 + second)
}

fn check_view(checked: Checked, at: Moment, roots: usize) -> CertificateCheck {
    CertificateCheck {
        chain: checked.chain.into_iter().map(link_view).collect(),
        fault: checked.fault.map(fault_view),
        at: at.0,
        roots: count(roots),
    }
}

fn link_view(link: Link) -> ChainLink {
    ChainLink {
        subject: link.subject,
        issuer: link.issuer,
        from: link.from.0,
        until: link.until.0,
        fingerprint: link.fingerprint,
    }
}

fn fault_view(fault: Fault) -> ChainFaultView {
    ChainFaultView { certificate: fault.certificate, code: fault.code.to_owned(), detail: fault.detail }
}
