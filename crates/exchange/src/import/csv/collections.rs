//! Bitwarden's collections: one cell for all that an item lies in.

use super::row::Cell;
use crate::import::ImportError;
use crate::import::draft::Draft;
use crate::import::folders::Folders;
use strongroom_credential::FieldType::Text;

/// The first is the folder, where no other is; the further ones are fields, as of Bitwarden's JSON.
pub(super) fn place(
    cell: &Cell<'_>,
    draft: &mut Draft<'_>,
    folders: &mut Folders,
) -> Result<(), ImportError> {
    let mut names = cell.text.split(',').map(str::trim).filter(|name| !name.is_empty()).peekable();
    if names.peek().is_none() {
        draft.custom_field("collection", Text, cell.text);
        return Ok(());
    }
    match names.next_if(|_| draft.parsed.folder.is_none()) {
        Some(first) => cell.folder(draft, folders, first.split('/').collect())?,
        None => draft.report.custom += 1,
    }
    for name in names {
        folders.repeat(name)?;
        draft.add_custom("collection", Text, name);
    }
    Ok(())
}
