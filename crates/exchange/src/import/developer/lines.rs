//! PostgreSQL's password file: a connection a line.

use super::comments::Comments;
use super::counted;
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use strongroom_credential::{Kind, connection};

/// Lines that are looked at before a text is believed.
const LOOKED_AT: usize = 20;

/// Whether the first lines are all of that form.
pub(super) fn is_pgpass(text: &str) -> bool {
    let mut lines = lines(text).take(LOOKED_AT).peekable();
    lines.peek().is_some() && lines.all(|(_, line)| item_of(line).is_some())
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

fn item_of(line: &str) -> Option<strongroom_credential::Item> {
    if line.contains("://") || line.matches(':').count() < 4 {
        return None;
    }
    connection::recognise(line).filter(|item| item.kind == Kind::DATABASE)
}

/// Reads the file.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let (mut report, mut items) = (FieldReport::default(), Vec::new());
    let mut comments = Comments::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if line.starts_with('#') {
            comments.add(line);
            continue;
        }
        let damaged = || ImportError::damaged(format!("password file, line {}", number.saturating_add(1)));
        items.push(counted(item_of(line).ok_or_else(damaged)?, &mut report));
        comments.give_last(&mut items, &mut report);
    }
    comments.give_last(&mut items, &mut report);
    Ok(ParsedImport { format: Format::PgPass, folders: Vec::new(), items, report, warnings: Vec::new() })
}
