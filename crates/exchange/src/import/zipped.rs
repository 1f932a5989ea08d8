//! Which product's zip archive it is, by the names and the content in it.

use super::zip::{Archive, Room};
use super::{Format, ImportError, ParsedImport, Request, bitwarden, one_password};

/// What is in the archive; one of no product, or a damaged one, is a bundle of files.
pub(super) fn recognise(bytes: &[u8]) -> Format {
    Archive::open(bytes).map_or(Format::Bundle, |archive| of_archive(&archive))
}

fn of_archive(archive: &Archive<'_>) -> Format {
    if archive.named(one_password::PUX_DATA).is_some() {
        return Format::OnePasswordPux;
    }
    if archive.entries().iter().any(|entry| entry.name.ends_with(".1pif")) {
        return Format::OnePasswordPif;
    }
    if is_bitwarden(archive) {
        return Format::BitwardenZip;
    }
    Format::Bundle
}

fn is_bitwarden(archive: &Archive<'_>) -> bool {
    let Some(entry) = archive.named(bitwarden::DATA) else { return false };
    archive.text(entry, &mut Room::default()).is_ok_and(|text| bitwarden::is_bitwarden_json(&text))
}

/// Reads an archive of that format.
pub(super) fn parse(format: Format, request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    let archive = Archive::open(request.bytes)?;
    match format {
        Format::OnePasswordPux => one_password::parse_pux_zip(&archive),
        Format::OnePasswordPif => one_password::parse_pif_zip(&archive),
        Format::BitwardenZip => bitwarden::parse_zip(&archive),
        _ => super::bundle::parse(&archive, request),
    }
}
