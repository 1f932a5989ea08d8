//! How the vault's passwords are doing, and what ends soon: numbers and titles, never a secret.

use crate::failure::{Exit, Failure};
use crate::output::complain;
use crate::session::{Session, text_of};
use std::path::Path;
use strongroom_api::types::{
    AgeCount, Expiring, ExpiringRequest, ExpiringRow, ExportCalendarRequest, Health, HealthPart, Nothing,
};

pub(super) async fn health(session: &mut Session) -> Result<Exit, Failure> {
    session.open().await?;
    let health = session.app.health(Nothing {}).await?;
    session.output.answer(&health, lines)?;
    Ok(Exit::Done)
}

pub(super) async fn expiring(
    session: &mut Session,
    within_days: u32,
    ics: Option<&Path>,
    titles: bool,
) -> Result<Exit, Failure> {
    session.open().await?;
    if let Some(file) = ics {
        let (path, within_days) = (text_of(file)?, Some(within_days));
        let request = ExportCalendarRequest { path, within_days, titles, language: None };
        let written = session.app.export_calendar(request).await?;
        complain(&format!("{} days are in {}", written.events, written.path));
    }
    let expiring = session.app.expiring(ExpiringRequest { within_days, skip_ended: false }).await?;
    let shown = expiring.rows.len();
    if u32::try_from(shown).is_ok_and(|shown| shown < expiring.total) {
        complain(&format!("these are the first {shown} of {}", expiring.total));
    }
    session.output.answer(&expiring, |expiring: &Expiring| expiring.rows.iter().map(row).collect())?;
    Ok(Exit::Done)
}

fn lines(health: &Health) -> Vec<String> {
    let mut lines = match &health.score {
        Some(score) => vec![format!("score  {} of 100", score.points)],
        None => vec!["score  nothing to score yet".to_owned()],
    };
    lines.extend(health.score.iter().flat_map(|score| &score.parts).map(part));
    let numbered = |name: &str, number: u32| format!("{name}  {number}");
    lines.push(numbered("items", health.items));
    lines.push(numbered("yet to be judged", health.pending));
    lines.extend((0_u32..).zip(&health.strengths).map(|(score, n)| format!("strength {score}  {n}")));
    lines.push(numbered("weak", health.weak));
    lines.push(format!("reused  {} (shared secrets: {})", health.reused, health.reused_groups));
    lines.push(numbered("variations of another", health.similar));
    lines.extend(health.ages.iter().map(age));
    lines.push(numbered("ended", health.ended));
    lines
        .extend(health.ending.iter().map(|end| format!("ending within {}d  {}", end.within_days, end.count)));
    let found = &health.found;
    lines.push(format!("something wrong  high {}, medium {}, low {}", found.high, found.medium, found.low));
    lines.push(format!("breached  {} (looked up: {})", health.breached, health.breach_checked));
    lines.push(numbered("logins with a one-time code", health.with_code));
    lines.push(numbered("logins without", health.without_code));
    lines.push(numbered("logins without, at a site that offers codes", health.two_factor_possible));
    lines
}

fn part(part: &HealthPart) -> String {
    let HealthPart { name, weight, reached } = part;
    format!("  {name}  {}.{} of {weight}", weight * reached / 1000, weight * reached % 1000 / 100)
}

fn age(age: &AgeCount) -> String {
    match age.below {
        Some(below) => format!("password {} to {below} days old  {}", age.days, age.count),
        None => format!("password {} days old and more  {}", age.days, age.count),
    }
}

fn row(row: &ExpiringRow) -> String {
    let ExpiringRow { id, title, kind, day, days_left } = row;
    format!("{id}  {day}  {days_left}d  {kind}  {title}").trim_end().to_owned()
}
