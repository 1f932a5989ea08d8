//! Lists of items: titles and facts, never a secret.

use crate::failure::{Exit, Failure};
use crate::find;
use crate::session::Session;
use strongroom_api::types::{ItemList, ItemRow, View};

pub(super) async fn list(
    session: &mut Session,
    kind: Option<String>,
    folder: Option<String>,
) -> Result<Exit, Failure> {
    session.open().await?;
    let mut list = match folder {
        Some(name) => {
            let folder = find::folder(&session.app, &name).await?;
            find::list(&session.app, View::Folder { folder }, "").await?
        }
        None => {
            find::list(&session.app, kind.clone().map_or(View::All, |kind| View::Kind { kind }), "").await?
        }
    };
    if let Some(kind) = kind {
        list.rows.retain(|row| row.kind == kind);
        list.total = u32::try_from(list.rows.len()).unwrap_or(u32::MAX);
    }
    print(session, &list)
}

pub(super) async fn search(session: &mut Session, words: &str) -> Result<Exit, Failure> {
    session.open().await?;
    let list = find::list(&session.app, View::All, words).await?;
    print(session, &list)
}

fn print(session: &Session, list: &ItemList) -> Result<Exit, Failure> {
    session.output.answer(list, |list| list.rows.iter().map(line).collect())?;
    Ok(Exit::Done)
}

fn line(row: &ItemRow) -> String {
    format!("{}  {}  {}  {}", row.id, row.kind, row.title, row.subtitle).trim_end().to_owned()
}
