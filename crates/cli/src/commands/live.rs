//! Contacting other machines: each command says on standard error where it goes before it goes there.

use crate::arguments::Oauth;
use crate::failure::{Exit, Failure};
use crate::find;
use crate::output::complain;
use crate::session::Session;
use crate::{time, words};
use strongroom_api::types::{
    ConnectionPlan, ConnectionTest, ContactPlan, ContactRequest, Discovered, FailureView, ItemRequest,
    ServerView, TokenRefresh,
};

pub(super) async fn test_connection(session: &mut Session, name: &str) -> Result<Exit, Failure> {
    session.open().await?;
    let id = find::item(&session.app, name).await?.id;
    let plan = session.app.connection_check_plan(ItemRequest { id: id.clone() }).await?;
    announce(&plan);
    let test = session.app.test_connection(ContactRequest { id, contacts: plan.contacts }).await?;
    session.output.answer(&test, test_lines)?;
    Ok(exit(test.failure.as_ref()))
}

fn announce(plan: &ConnectionPlan) {
    let verb = if plan.network { "Contacts" } else { "Opens" };
    complain(&format!("{verb} {}", plan.contacts.join(", ")));
    if plan.network {
        complain(&format!("encryption: {}", words::encryption(&plan.encryption)));
    }
    if plan.in_the_clear {
        complain("warning: the password may cross the network in the clear");
    }
}

pub(super) async fn oauth(session: &mut Session, work: Oauth) -> Result<Exit, Failure> {
    match work {
        Oauth::Refresh { name } => refresh(session, &name).await,
        Oauth::Discover { name } => discover(session, &name).await,
    }
}

async fn refresh(session: &mut Session, name: &str) -> Result<Exit, Failure> {
    session.open().await?;
    let id = find::item(&session.app, name).await?.id;
    let plan = session.app.oauth_plan(ItemRequest { id: id.clone() }).await?.refresh;
    let contacts = agreed(plan)?;
    let done = session.app.refresh_token(ContactRequest { id, contacts }).await?;
    session.output.answer(&done, refresh_lines)?;
    Ok(exit(done.failure.as_ref()))
}

async fn discover(session: &mut Session, name: &str) -> Result<Exit, Failure> {
    session.open().await?;
    let id = find::item(&session.app, name).await?.id;
    let plan = session.app.oauth_plan(ItemRequest { id: id.clone() }).await?.discovery;
    let contacts = agreed(plan)?;
    let done = session.app.discover_provider(ContactRequest { id, contacts }).await?;
    session.output.answer(&done, discover_lines)?;
    Ok(exit(done.failure.as_ref()))
}

/// The places, once they were said.
fn agreed(plan: ContactPlan) -> Result<Vec<String>, Failure> {
    match plan.problem {
        Some(problem) => Err(problem.into()),
        None => {
            complain(&format!("Contacts {}", plan.contacts.join(", ")));
            Ok(plan.contacts)
        }
    }
}

fn exit(failure: Option<&FailureView>) -> Exit {
    if failure.is_some() { Exit::Remote } else { Exit::Done }
}

fn failure_lines(failure: &FailureView) -> Vec<String> {
    let FailureView { code, detail } = failure;
    let detail =
        detail.as_deref().map(|detail| if code == "tls_refused" { words::tls(detail) } else { detail });
    let detail = detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
    vec![format!("failed: {}{detail}", words::failure(code, "what")), words::failure(code, "todo").to_owned()]
}

fn test_lines(test: &ConnectionTest) -> Vec<String> {
    let mut lines: Vec<String> = test.failure.iter().flat_map(failure_lines).collect();
    lines.extend(test.server.iter().flat_map(server_lines));
    lines.push(format!("{}  {} ms", test.contacted, test.elapsed_ms));
    lines
}

fn server_lines(server: &ServerView) -> Vec<String> {
    let mut lines = vec![format!("works: {}", server.version)];
    if server.user.is_empty() {
        return lines;
    }
    let known = |truth: Option<bool>| truth.map_or("not known", |truth| if truth { "yes" } else { "no" });
    lines.push(format!("database: {}", server.database).trim_end().to_owned());
    lines.push(format!("user: {}", server.user));
    lines.push(format!("may do everything: {}", known(server.superuser)));
    lines.push(format!("encrypted: {}", known(server.encrypted)));
    lines
}

fn refresh_lines(done: &TokenRefresh) -> Vec<String> {
    if let Some(failure) = &done.failure {
        return failure_lines(failure);
    }
    let until = done.until.map_or_else(|| "not known".to_owned(), time::shown);
    let rotated = if done.rotated { "replaced" } else { "the same" };
    let version = done.item.as_ref().map(|item| item.version).unwrap_or_default();
    vec![
        format!("new access token, saved as version {version}"),
        format!("good until: {until}"),
        format!("refresh token: {rotated}"),
        format!("scopes: {}", if done.scope_changed { "changed" } else { "the same" }),
    ]
}

fn discover_lines(done: &Discovered) -> Vec<String> {
    let mut lines: Vec<String> = done.failure.iter().flat_map(failure_lines).collect();
    let Some(provider) = &done.provider else { return lines };
    lines.push(format!("issuer: {}", provider.issuer));
    lines.push(format!("authorization: {}", provider.authorization_url).trim_end().to_owned());
    lines.push(format!("token: {}", provider.token_url).trim_end().to_owned());
    lines.push(format!("scopes: {}", provider.scopes.join(" ")).trim_end().to_owned());
    lines.push(format!("grants: {}", provider.grants.join(" ")).trim_end().to_owned());
    for finding in &provider.findings {
        let said = |part: &str| words::finding(&finding.code, part);
        let detail = finding.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
        lines.push(format!("{}: {}{detail}", finding.severity, said("what")));
        lines.push(format!("  {}", said("why")));
        lines.push(format!("  {}", said("todo")));
    }
    lines
}
