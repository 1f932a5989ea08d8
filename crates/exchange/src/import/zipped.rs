//! Which product's zip archive it is, by the names and the content in it.

use super::bundle::Joined;
use super::zip::{Archive, Room};
use super::{Format, ImportError, ParsedImport, Request, bitwarden, csv, cxf, one_password, pass, proton};

/// What is in the archive; one of no product, or a damaged one, is a bundle of files.
pub(super) fn recognise(bytes: &[u8]) -> Format {
    Archive::open_or_salvage(bytes).map_or(Format::Bundle, |(archive, _)| of_archive(&archive))
}

fn of_archive(archive: &Archive<'_>) -> Format {
    if archive.named(one_password::PUX_DATA).is_some() {
        return Format::OnePasswordPux;
    }
    if one_password::is_opvault(archive) {
        return Format::OnePasswordVault;
    }
    if one_password::is_folder_of_pif(archive) {
        return Format::OnePasswordPif;
    }
    if is_bitwarden(archive) {
        return Format::BitwardenZip;
    }
    if proton::sealed_of(archive).is_some() || is_proton(archive) {
        return Format::ProtonPassZip;
    }
    if archive.entries().iter().any(|entry| csv::is_of_dashlane(entry.file_name())) {
        return Format::DashlaneZip;
    }
    if cxf::data_of(archive).is_some() { Format::Cxf } else { Format::Bundle }
}

fn is_proton(archive: &Archive<'_>) -> bool {
    let Some(entry) = proton::data_of(archive) else { return false };
    let text = archive.text(entry, &mut Room::default());
    text.is_ok_and(|text| super::json::top_of(&text).is_ok_and(|top| proton::is_export(&top)))
}

fn is_bitwarden(archive: &Archive<'_>) -> bool {
    let Some(entry) = archive.named(bitwarden::DATA) else { return false };
    archive.text(entry, &mut Room::default()).is_ok_and(|text| bitwarden::is_bitwarden_json(&text))
}

/// Reads an archive of that format.
pub(super) fn parse(format: Format, request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    let (archive, damage) = Archive::open_or_salvage(request.bytes)?;
    let mut import = parse_archive(format, &archive, request)?;
    if import.items.is_empty() && damage.is_some() {
        return Err(ImportError::damaged("zip archive"));
    }
    import.report.damaged.extend(damage);
    Ok(import)
}

fn parse_archive(
    format: Format,
    archive: &Archive<'_>,
    request: &Request<'_>,
) -> Result<ParsedImport, ImportError> {
    match format {
        Format::OnePasswordPux => one_password::parse_pux_zip(archive),
        Format::OnePasswordVault => one_password::parse_opvault(archive, request.password.as_ref()),
        Format::OnePasswordPif => one_password::parse_pif_zip(archive),
        Format::BitwardenZip => bitwarden::parse_zip(archive),
        Format::ProtonPassZip => proton::parse_zip(archive, request.unsealed),
        Format::DashlaneZip => dashlane(archive),
        Format::Cxf => cxf::parse_zip(archive),
        Format::PassStore => pass::parse(archive),
        _ => super::bundle::parse(archive, request),
    }
}

/// The tables of Dashlane's archive; any other file in it is in the report.
fn dashlane(archive: &Archive<'_>) -> Result<ParsedImport, ImportError> {
    let mut joined = Joined::default();
    let mut room = Room::default();
    for entry in archive.entries() {
        if csv::is_of_dashlane(entry.file_name()) {
            joined.add(csv::parse(Format::DashlaneCsv, &archive.text(entry, &mut room)?)?)?;
        } else {
            joined.dropped(&entry.name);
        }
    }
    Ok(joined.finish(Format::DashlaneZip))
}
