//! Files that hang on items.

use crate::arguments::Attach;
use crate::failure::{Exit, Failure};
use crate::find;
use crate::session::{Session, text_of};
use crate::time;
use std::path::{Path, PathBuf};
use strongroom_api::types::{
    AddAttachmentRequest, AttachmentRequest, AttachmentSaved, AttachmentView, ItemView,
    RenameAttachmentRequest, SaveAttachmentRequest,
};

pub(super) async fn attach(session: &mut Session, work: Attach) -> Result<Exit, Failure> {
    session.open().await?;
    match work {
        Attach::Add { name, file } => add(session, &name, &file).await,
        Attach::List { name } => {
            let item = find::item(&session.app, &name).await?;
            answer(session, &item)
        }
        Attach::Save { name, file, to } => save(session, &name, &file, to).await,
        Attach::Rename { name, file, new } => {
            let item = find::item(&session.app, &name).await?;
            let attachment = one(&item, &file)?.id.clone();
            let request = RenameAttachmentRequest { id: item.id, attachment, name: new };
            let item = session.app.rename_attachment(request).await?;
            answer(session, &item)
        }
        Attach::Remove { name, file } => {
            let item = find::item(&session.app, &name).await?;
            let attachment = one(&item, &file)?.id.clone();
            let request = AttachmentRequest { id: item.id, attachment, version: None };
            let item = session.app.remove_attachment(request).await?;
            answer(session, &item)
        }
    }
}

async fn add(session: &Session, name: &str, file: &Path) -> Result<Exit, Failure> {
    let item = find::item(&session.app, name).await?;
    let request = AddAttachmentRequest { id: item.id, path: text_of(file)? };
    let item = session.app.add_attachment(request).await?;
    answer(session, &item)
}

async fn save(session: &Session, name: &str, file: &str, to: Option<PathBuf>) -> Result<Exit, Failure> {
    let item = find::item(&session.app, name).await?;
    let found = one(&item, file)?;
    let own = || PathBuf::from(Path::new(&found.name).file_name().unwrap_or_default());
    let path = to.unwrap_or_else(own);
    let of = AttachmentRequest { id: item.id.clone(), attachment: found.id.clone(), version: None };
    let saved = session.app.save_attachment(SaveAttachmentRequest { of, path: text_of(&path)? }).await?;
    session
        .output
        .answer(&saved, |AttachmentSaved { path, bytes }| vec![format!("{path}  {bytes} bytes")])?;
    Ok(Exit::Done)
}

fn answer(session: &Session, item: &ItemView) -> Result<Exit, Failure> {
    session.output.answer(&item.attachments, |files| files.iter().map(line).collect())?;
    Ok(Exit::Done)
}

/// A line for one file.
pub(super) fn line(file: &AttachmentView) -> String {
    format!("{}  {}  {} bytes, added {}", file.id, file.name, file.size, time::shown(file.added))
}

/// The file of that id, else the only one of that name.
fn one<'a>(item: &'a ItemView, file: &str) -> Result<&'a AttachmentView, Failure> {
    if let Some(found) = item.attachments.iter().find(|one| one.id == file) {
        return Ok(found);
    }
    let mut named = item.attachments.iter().filter(|one| one.name == file);
    match (named.next(), named.next()) {
        (Some(found), None) => Ok(found),
        (None, _) => {
            let known = find::joined(item.attachments.iter().map(|one| one.name.as_str()));
            Err(Failure::NoAttachment { name: file.to_owned(), known })
        }
        (Some(_), Some(_)) => {
            let of_name = item.attachments.iter().filter(|one| one.name == file);
            let these = find::joined(of_name.map(|one| one.id.as_str()));
            Err(Failure::Ambiguous { name: file.to_owned(), what: "files", these })
        }
    }
}
