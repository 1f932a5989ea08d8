//! What the name of a file in a folder says of the key or the variables in it, which often nothing else does.

use super::draft::Draft;
use super::folders::Folders;
use super::limits::MAX_FOLDER_DEPTH;
use super::zip::Archive;
use super::{Format, ImportError, ParsedImport};
use strongroom_credential::{FieldType, Kind};

/// The one folder that all files of the archive lie in, as the beginning of their names; empty where there is none. It is
/// what was chosen to be imported, and says nothing that tells them apart.
pub(super) fn common_folder<'a>(archive: &'a Archive<'_>) -> &'a str {
    let mut names = archive.entries().iter().map(|entry| entry.name.as_str());
    let first = names.next().and_then(|name| name.get(..=name.find('/')?)).unwrap_or_default();
    if names.all(|name| name.starts_with(first)) { first } else { "" }
}

/// Puts what a file of one secret holds into the folder that it lies in, and keeps the file's name, one source field: as
/// the title of a key, whose comment is the same for every key of a machine, and of variables; else beside the title.
pub(super) fn place(import: &mut ParsedImport, name: &str, common: &str) -> Result<(), ImportError> {
    if !matches!(import.format, Format::KeyFile | Format::Dotenv) {
        return Ok(());
    }
    let below = name.strip_prefix(common).unwrap_or(name);
    let parts: Vec<&str> = below.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let (Some((file, path)), Some(parsed)) = (parts.split_last(), import.items.pop()) else { return Ok(()) };
    let mut draft = Draft::of(parsed, &mut import.report);
    draft.saw();
    if import.format == Format::Dotenv || draft.parsed.item.kind == Kind::SSH_KEY {
        draft.mapped_title(file);
    } else {
        draft.custom_field("file", FieldType::Text, *file);
    }
    let mut parsed = draft.parsed;
    // Deeper ones are in no folder rather than in no import.
    if path.len() <= MAX_FOLDER_DEPTH {
        let mut folders = Folders::default();
        parsed.folder = folders.position(path)?;
        import.folders = folders.into_list();
    }
    import.items.push(parsed);
    Ok(())
}
