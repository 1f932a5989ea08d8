//! A folder of files, as an archive: each is recognised for itself, and what they hold becomes one import.

use super::folders::Folders;
use super::zip::{Archive, Room};
use super::{Dropped, FieldReport, Format, ImportError, ParsedImport, Request, Warning, parse as parse_file};

const NOT_READ: &str = "a file of no kind that can be imported";

/// Reads every file of the archive that is of a kind that can be. The others are in the report.
pub(super) fn parse(archive: &Archive<'_>, request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    let mut joined = Joined::default();
    let mut room = Room::default();
    let mut read = 0_usize;
    for entry in archive.entries() {
        let bytes = archive.unpack(entry, &mut room)?;
        // An archive in an archive could hold another without end.
        let one = if super::zip::is_zip(&bytes) {
            Err(ImportError::NotRecognised)
        } else {
            parse_file(&Request {
                bytes: &bytes,
                format: None,
                password: request.password.clone(),
                key_file: None,
            })
        };
        match one {
            Ok(import) => {
                read += 1;
                joined.add(import)?;
            }
            Err(ImportError::NotRecognised | ImportError::Utf16 | ImportError::NotUtf8 { .. }) => {
                joined.dropped(&entry.name);
            }
            Err(error) => return Err(error),
        }
    }
    if read == 0 { Err(ImportError::NotRecognised) } else { Ok(joined.finish(Format::Bundle)) }
}

/// Several imports that become one.
#[derive(Default)]
pub(super) struct Joined {
    folders: Folders,
    items: Vec<super::ParsedItem>,
    report: FieldReport,
    warnings: Vec<Warning>,
}

impl Joined {
    /// Adds the items of an import, its folders where there are none of that name yet, and its report.
    pub(super) fn add(&mut self, import: ParsedImport) -> Result<(), ImportError> {
        let positions = import
            .folders
            .iter()
            .map(|folder| self.folders.position(&folder.path))
            .collect::<Result<Vec<_>, _>>()?;
        for mut item in import.items {
            item.folder = item.folder.and_then(|own| positions.get(own).copied().flatten());
            self.items.push(item);
        }
        self.report.source_fields += import.report.source_fields;
        self.report.mapped += import.report.mapped;
        self.report.custom += import.report.custom;
        self.report.dropped.extend(import.report.dropped);
        for warning in import.warnings {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        Ok(())
    }

    /// Says that a file is not in the import.
    pub(super) fn dropped(&mut self, name: &str) {
        self.report.source_fields += 1;
        self.report.dropped.push(Dropped {
            item_title: None,
            field: name.to_owned(),
            reason: NOT_READ.to_owned(),
        });
    }

    pub(super) fn finish(self, format: Format) -> ParsedImport {
        let Self { folders, items, report, warnings } = self;
        ParsedImport { format, folders: folders.into_list(), items, report, warnings }
    }
}
