//! What a person wrote about a vault: folders have no notes here, so it becomes a note in the folder.

use super::draft::Draft;
use super::{FieldReport, ParsedItem};
use strongroom_credential::Kind;

/// The note, titled as the vault is; one source field. None where nothing was written.
pub(super) fn note_of(
    vault: &str,
    description: Option<&str>,
    folder: Option<usize>,
    report: &mut FieldReport,
) -> Option<ParsedItem> {
    let description = description.filter(|text| !text.trim().is_empty())?;
    let mut draft = Draft::new(Kind::NOTE, report);
    draft.saw();
    draft.mapped_notes(description);
    vault.clone_into(&mut draft.parsed.item.title);
    draft.parsed.folder = folder;
    Some(draft.parsed)
}
