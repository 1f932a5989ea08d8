//! Whether passwords were published. Says before it asks whom it asks; prints titles and counts, never a password.

use crate::arguments::Breaches;
use crate::failure::{Exit, Failure};
use crate::find;
use crate::output::complain;
use crate::session::{Session, text_of};
use strongroom_api::types::{BreachAgainst, BreachReport, BreachRequest, BreachRow, Nothing};

pub(super) async fn breaches(session: &mut Session, check: Breaches) -> Result<Exit, Failure> {
    session.open().await?;
    let item = match &check.name {
        Some(name) => Some(find::item(&session.app, name).await?.id),
        None => None,
    };
    let source = match &check.file {
        Some(path) => BreachAgainst::File { path: text_of(path)? },
        None => {
            let host = session.app.health(Nothing {}).await?.breach_host;
            complain(&format!(
                "asking {host}, which is told the first five digits of the SHA-1 of each password, and nothing else"
            ));
            BreachAgainst::Online { host, accept_online: true }
        }
    };
    let report = session.app.breach_check(BreachRequest { source, item }).await?;
    if report.excerpt {
        complain(
            "warning: the file has not all published hashes; what it lacks may be published all the same",
        );
    }
    session.output.answer(&report, lines)?;
    Ok(if report.breached > 0 { Exit::Breached } else { Exit::Done })
}

fn lines(report: &BreachReport) -> Vec<String> {
    let row =
        |BreachRow { id, title, count }: &BreachRow| format!("{id}  {count}  {title}").trim_end().to_owned();
    let mut lines: Vec<String> = report.found.iter().map(row).collect();
    let BreachReport { checked, breached, unanswered, requests, .. } = report;
    lines.push(format!(
        "checked {checked}, breached {breached}, not answered {unanswered}, requests {requests}"
    ));
    lines
}
