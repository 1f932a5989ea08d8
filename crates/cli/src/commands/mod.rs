//! What each command does: asks for secrets, calls the api, prints the answer. One file a group.

mod attach;
mod backup;
mod breaches;
mod chain;
mod compliance;
mod export;
mod generate;
mod health;
mod import;
mod inspect;
mod item;
mod list;
mod live;
mod make;
mod outward;
mod table;
mod types;
mod vault;

use crate::arguments::Command;
use crate::failure::{Exit, Failure};
use crate::session::Session;

/// Runs the command.
pub(crate) async fn run(session: &mut Session, command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Init(new) => vault::init(session, new).await,
        Command::Recover { no_keyring } => vault::recover(session, !no_keyring).await,
        Command::Add(add) => item::add(session, add).await,
        Command::Get(get) => item::get(session, get).await,
        Command::List { kind, folder } => list::list(session, kind, folder).await,
        Command::Search { words } => list::search(session, &words.join(" ")).await,
        Command::Health => health::health(session).await,
        Command::Expiring { within, ics, no_titles } => {
            health::expiring(session, within, ics.as_deref(), !no_titles).await
        }
        Command::Breaches(check) => breaches::breaches(session, check).await,
        Command::Types { work } => types::types(session, work).await,
        Command::Compliance(arguments) => compliance::compliance(session, arguments).await,
        Command::Edit(edit) => item::edit(session, edit).await,
        Command::Delete { name } => item::delete(session, &name).await,
        Command::Generate { mode } => generate::generate(session, mode).await,
        Command::Score => generate::score(session).await,
        Command::CheckCertificate(check) => chain::check(session, check).await,
        Command::TestConnection { name } => live::test_connection(session, &name).await,
        Command::Oauth { work } => live::oauth(session, work).await,
        Command::Inspect { qr } => inspect::inspect(session, qr).await,
        Command::Qr { name } => outward::qr(session, &name).await,
        Command::Dotenv { name } => outward::dotenv(session, &name).await,
        Command::Import(import) => import::import(session, import).await,
        Command::Export(export) => export::export(session, export).await,
        Command::Attach { work } => attach::attach(session, work).await,
        Command::Backup { work } => backup::backup(session, work).await,
        Command::Verify => vault::verify(session).await,
        Command::History { name } => item::history(session, &name).await,
        Command::Audit { last } => vault::audit(session, last).await,
    }
}
