//! A folder of files, as an archive: each is recognised for itself, and what they hold becomes one import.

use super::damage::MAX_PLACES;
use super::developer;
use super::file_name;
use super::folders::Folders;
use super::zip::{Archive, Room};
use super::{Dropped, FieldReport, Format, ImportError, ParsedImport, Request, Warning, parse_one};
use zeroize::Zeroizing;

/// A larger file than this is no key, in bytes.
const MAX_KEY: usize = 64 << 10;
const NOT_READ: &str = "a file of no kind that can be imported";

/// Reads every file of the archive that is of a kind that can be. The others are in the report.
pub(super) fn parse(archive: &Archive<'_>, request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    let mut joined = Joined::default();
    let mut room = Room::default();
    let mut read = 0_usize;
    let common = file_name::common_folder(archive);
    for entry in archive.entries() {
        if let Some(mut key) = pair(archive, &entry.name, &mut room)? {
            read += 1;
            file_name::place(&mut key, &entry.name, common)?;
            joined.add(key)?;
            continue;
        }
        if is_second_half(archive, &entry.name, &mut room)? {
            continue;
        }
        let bytes = match archive.unpack(entry, &mut room) {
            Ok(bytes) => bytes,
            Err(error) => {
                joined.refused(&entry.name, error)?;
                continue;
            }
        };
        // An archive in an archive could hold another without end.
        let one = if super::zip::is_zip(&bytes) {
            Err(ImportError::NotRecognised)
        } else {
            parse_one(&Request {
                bytes: &bytes,
                format: None,
                password: request.password.clone(),
                key_file: None,
                tables: super::Tables::default(),
                unsealed: None,
            })
        };
        match one {
            Ok(mut import) => {
                read += 1;
                let places = import.report.damaged.iter_mut();
                places.for_each(|place| place.file = Some(entry.name.clone()));
                file_name::place(&mut import, &entry.name, common)?;
                joined.add(import)?;
            }
            Err(ImportError::NotRecognised | ImportError::Utf16 | ImportError::NotUtf8 { .. }) => {
                joined.dropped(&entry.name)
            }
            // Who has given no password yet is asked for one.
            Err(ImportError::NeedsPassword) if request.password.is_none() => {
                return Err(ImportError::NeedsPassword);
            }
            Err(error) => {
                joined.refused(&entry.name, error)?;
            }
        }
    }
    if read == 0
        && let Some(error) = joined.first_refusal
    {
        return Err(error);
    }
    if read == 0 { Err(ImportError::NotRecognised) } else { Ok(joined.finish(Format::Bundle)) }
}

/// A private key and the public one beside it, `name` and `name.pub`, as one item; none where that is not what they are.
fn pair(archive: &Archive<'_>, name: &str, room: &mut Room) -> Result<Option<ParsedImport>, ImportError> {
    let (Some(private), Some(public)) = (archive.named(name), archive.named(&format!("{name}.pub"))) else {
        return Ok(None);
    };
    if private.size() > MAX_KEY || public.size() > MAX_KEY {
        return Ok(None);
    }
    // What is damaged is said where each file is read for itself.
    let (Ok(private), Ok(public)) = (archive.unpack(private, room), archive.unpack(public, room)) else {
        return Ok(None);
    };
    let both = Zeroizing::new([private.trim_ascii_end(), b"\n", public.as_slice()].concat());
    let Ok(text) = std::str::from_utf8(&both) else { return Ok(None) };
    Ok(developer::parse(Format::KeyFile, text).ok())
}

/// Whether the file is the public half of a key that came with its private one.
fn is_second_half(archive: &Archive<'_>, name: &str, room: &mut Room) -> Result<bool, ImportError> {
    match name.strip_suffix(".pub") {
        Some(private) => Ok(pair(archive, private, room)?.is_some()),
        None => Ok(false),
    }
}

/// Several imports that become one.
#[derive(Default)]
pub(super) struct Joined {
    folders: Folders,
    items: Vec<super::ParsedItem>,
    report: FieldReport,
    warnings: Vec<Warning>,
    first_refusal: Option<ImportError>,
}

impl Joined {
    /// Says why a file is not in the import. What more of would cost too much is an error of the whole.
    fn refused(&mut self, name: &str, error: ImportError) -> Result<(), ImportError> {
        if matches!(error, ImportError::OutOfMemory) {
            return Err(error);
        }
        self.report.source_fields += 1;
        self.report.dropped.push(Dropped {
            item_title: None,
            field: name.to_owned(),
            reason: error.to_string(),
        });
        self.first_refusal.get_or_insert(error);
        Ok(())
    }

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
        self.report.left_out += import.report.left_out;
        self.report.damaged.extend(import.report.damaged);
        self.report.damaged.truncate(MAX_PLACES);
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
        let Self { folders, items, report, warnings, .. } = self;
        ParsedImport { format, folders: folders.into_list(), items, report, warnings }
    }
}
