//! Checking the chain of a certificate. No secret is read, and nobody is asked.

use crate::arguments::CheckCertificate;
use crate::failure::{Exit, Failure};
use crate::session::Session;
use crate::{find, time, words};
use serde::Serialize;
use std::io::Read;
use std::path::Path;
use strongroom_api::types::{
    CertificateCheck, CertificateSource, ChainFaultView, ChainLink, CheckCertificateRequest,
};

/// Longest file of roots, in bytes.
const MAX_FILE: u64 = 1 << 20;

/// What came of it, with the words of the fault in English.
#[derive(Serialize)]
struct Checked {
    #[serde(flatten)]
    check: CertificateCheck,
    /// Empty where the chain holds.
    why: String,
}

pub(super) async fn check(session: &mut Session, wanted: CheckCertificate) -> Result<Exit, Failure> {
    let is_pasted = wanted.certificate == "-";
    let mut own_roots = wanted.roots.iter().map(|file| file_of(file)).collect::<Result<Vec<_>, _>>()?;
    if !is_pasted || !wanted.root_items.is_empty() {
        session.open().await?;
    }
    for name in &wanted.root_items {
        own_roots.push(CertificateSource::Item { id: find::item(&session.app, name).await?.id });
    }
    let certificate = match is_pasted {
        // Exposed because certificates are no secrets.
        true => CertificateSource::Pem { text: session.secrets.all("the certificate")?.expose().clone() },
        false => CertificateSource::Item { id: find::item(&session.app, &wanted.certificate).await?.id },
    };
    let request = CheckCertificateRequest {
        certificate,
        system_roots: !wanted.no_system_roots,
        own_roots,
        name: wanted.name,
        at: wanted.at,
    };
    let check = session.app.check_certificate(request).await?;
    let exit = if check.fault.is_some() { Exit::ChainFailed } else { Exit::Done };
    let why = check.fault.as_ref().map(why).unwrap_or_default();
    session.output.answer(&Checked { check, why }, lines)?;
    Ok(exit)
}

fn file_of(file: &Path) -> Result<CertificateSource, Failure> {
    let path = || file.display().to_string();
    let failed = |error: std::io::Error| Failure::File { path: path(), what: error.kind() };
    let mut bytes = Vec::new();
    std::fs::File::open(file).map_err(failed)?.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_FILE);
    let text = fits.then(|| String::from_utf8(bytes).ok()).flatten();
    let text = text.ok_or_else(|| Failure::NoCertificates { path: path() })?;
    Ok(CertificateSource::Pem { text })
}

fn why(fault: &ChainFaultView) -> String {
    let detail = match (fault.code.as_str(), fault.detail.as_deref()) {
        ("malformed" | "against_baseline", Some(rule)) => format!(" ({})", words::chain_rule(rule)),
        (_, Some(detail)) => format!(" ({detail})"),
        (_, None) => String::new(),
    };
    format!("{}{detail}", words::chain_fault(&fault.code))
}

fn lines(checked: &Checked) -> Vec<String> {
    let check = &checked.check;
    let at = time::shown(check.at);
    let mut lines = match &check.fault {
        None => vec![format!("good at {at}")],
        Some(fault) => vec![format!("not good at {at}: {}", checked.why), format!("  {}", fault.certificate)],
    };
    lines.extend(check.chain.iter().map(link));
    lines
}

fn link(link: &ChainLink) -> String {
    format!("{}  issued by {}  until {}", link.subject, link.issuer, time::shown(link.until))
}
