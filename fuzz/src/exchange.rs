//! Files of other programs: every field is accounted for, folders are those that there are, and what was read crosses the pipe
//! from the sandbox unchanged.

use crate::check;
use strongroom_exchange::{
    ColumnChoice, ColumnUse, Format, ImportError, ParsedImport, Quoting, Request, TableMapping, Tables,
    fuzzing, parse, recognise,
};

const TABLES: [Format; 14] = [
    Format::BitwardenCsv,
    Format::ChromeCsv,
    Format::FirefoxCsv,
    Format::SafariCsv,
    Format::OnePasswordCsv,
    Format::OnePasswordLegacyCsv,
    Format::LastPassCsv,
    Format::DashlaneCsv,
    Format::ProtonPassCsv,
    Format::KeePassXcCsv,
    Format::KeeperCsv,
    Format::NordPassCsv,
    Format::RoboFormCsv,
    Format::StrongroomCsv,
];

/// What is told by the keys of its top level or by its first lines, and read without a password.
const TEXTS: [Format; 16] = [
    Format::OnePasswordPux,
    Format::OnePasswordPif,
    Format::ProtonPassJson,
    Format::Cxf,
    Format::EnpassJson,
    Format::KeeperJson,
    Format::Aegis,
    Format::AndOtp,
    Format::TwoFas,
    Format::OtpAddresses,
    Format::KeyFile,
    Format::PgPass,
    Format::Netrc,
    Format::AwsCredentials,
    Format::DockerConfig,
    Format::Kubeconfig,
];

/// How many times its size an archive's content may be: the reader's limit for one entry, or what it may always unpack.
const PACKED: usize = 1 << 10;

/// Most bytes that packed data may become here.
const UNPACKED: usize = 1 << 20;

pub fn format(bytes: &[u8]) {
    let found = recognise(bytes);
    if found == Some(Format::Kdbx) {
        return kdbx_header(bytes);
    }
    if found == Some(Format::Kdb) {
        return kdb_header(bytes);
    }
    match parse(&Request::new(bytes)) {
        Ok(import) => {
            // What nobody knows may still be a table; in another encoding, one of a product.
            let expected = found.is_none() || Some(import.format) == found;
            assert!(expected, "read as another format than it was recognised");
            let packed = bytes.starts_with(b"PK");
            sound(&import, if packed { bytes.len() * PACKED } else { bytes.len() });
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn read(bytes: &[u8], format: Format) {
    if let Ok(import) = parse(&Request { format: Some(format), ..Request::new(bytes) }) {
        sound(&import, bytes.len());
    }
}

/// The first byte chooses the product, whose columns are looked for.
pub fn csv(bytes: &[u8]) {
    if let Some((choice, table)) = bytes.split_first() {
        read(table, *TABLES.get(usize::from(*choice) % 15).unwrap_or(&Format::GenericCsv));
    }
}

/// The first two bytes choose how the table is read, and what its columns become.
pub fn table(bytes: &[u8]) {
    let Some(([how, first], table)) = bytes.split_first_chunk::<2>() else { return };
    let pick = |place: usize| ColumnUse::ALL.get((usize::from(*first) + place * 7) % 20).copied();
    let columns = (0..usize::from(*how % 4))
        .filter_map(|place| Some(ColumnChoice { column: format!("#{}", place + 1), becomes: pick(place)? }));
    let quotings = [None, Some(Quoting::Backslash), Some(Quoting::Single), Some(Quoting::None)];
    let chosen = TableMapping {
        quoting: quotings.get(usize::from(*how >> 2) % 4).copied().flatten(),
        header: [None, Some(true), Some(false)].get(usize::from(*how >> 4) % 3).copied().flatten(),
        columns: columns.collect(),
        ..TableMapping::default()
    };
    let tables = Tables { chosen: Some(chosen), known: Vec::new() };
    if let Ok(import) = parse(&Request { format: Some(Format::GenericCsv), tables, ..Request::new(table) }) {
        // A byte of Windows-1252 may be three of UTF-8.
        sound(&import, table.len() * 3);
    }
}

/// The first byte chooses the product.
pub fn other_text(bytes: &[u8]) {
    if let Some((choice, text)) = bytes.split_first() {
        read(text, *TEXTS.get(usize::from(*choice) % 16).unwrap_or(&Format::Cxf));
    }
}

/// What is told of an archive, and everything in it.
pub fn archive(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        format(bytes);
    }
}

pub fn bitwarden(bytes: &[u8]) {
    read(bytes, Format::BitwardenJson);
}

/// One decrypted entry of a password store.
pub fn pass_entry(bytes: &[u8]) {
    if let Ok(import) = fuzzing::pass_entry(bytes) {
        sound(&import, bytes.len());
    }
}

/// A file of age under a password, with 32 bytes before it that are the key above its own.
pub fn age(bytes: &[u8]) {
    let Some((key, file)) = bytes.split_first_chunk::<32>() else { return };
    if let Ok(length) = fuzzing::age(file, key) {
        assert!(length <= file.len(), "more is in it than there is");
    }
}

/// A passkey in the notation of Bitwarden or of the Credential Exchange Format.
pub fn passkey(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    assert_ne!(fuzzing::passkey(text), Some(false), "a passkey says something else in another notation");
}

/// An item of an OPVault past its envelopes: what lies open, its overview and its details, a line each.
pub fn opvault_item(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.splitn(3, '\n').map(str::trim);
    let (open, overview, details) = (lines.next(), lines.next(), lines.next());
    let [open, overview, details] =
        [open, overview, details].map(|line| line.filter(|line| !line.is_empty()).unwrap_or("{}"));
    if let Ok(import) = fuzzing::opvault_item(open, overview, details) {
        sound(&import, bytes.len());
    }
}

/// What the host packs of the desktop's keyring.
pub fn secret_service(bytes: &[u8]) {
    read(bytes, Format::SecretService);
}

/// The XML of KeePassX.
pub fn keepassx_xml(bytes: &[u8]) {
    read(bytes, Format::KeePassXXml);
}

/// A kubeconfig, in YAML or JSON.
pub fn kubeconfig(bytes: &[u8]) {
    read(bytes, Format::Kubeconfig);
}

pub fn strongroom_json(bytes: &[u8]) {
    read(bytes, Format::StrongroomJson);
}

pub fn keepass_xml(bytes: &[u8]) {
    read(bytes, Format::KeePassXml);
}

/// Without anything to open it by, so that reading ends before the derivation of a key.
pub fn kdbx_header(bytes: &[u8]) {
    let outcome = parse(&Request { format: Some(Format::Kdbx), ..Request::new(bytes) });
    assert!(outcome.is_err(), "a database was opened by nothing");
    assert!(!matches!(outcome, Err(ImportError::WrongCredentials)), "nothing was tried as a password");
}

pub fn kdbx_payload(bytes: &[u8]) {
    if let Ok(import) = fuzzing::kdbx_payload(bytes) {
        sound(&import, bytes.len());
    }
}

pub fn kdbx_blocks(bytes: &[u8]) {
    let (joined, plain) = fuzzing::kdbx_blocks(bytes, UNPACKED);
    assert!(joined.is_none_or(|length| length <= bytes.len()), "blocks have more in them than there is");
    assert!(plain.is_none_or(|length| length <= UNPACKED), "more was unpacked than is allowed");
}

pub fn kdbx_key_file(bytes: &[u8]) {
    if let Ok(length) = fuzzing::kdbx_key_file(bytes) {
        assert!((1..=bytes.len().max(32)).contains(&length), "a key of {length} bytes");
    }
}

/// As for [`kdbx_header`].
fn kdb_header(bytes: &[u8]) {
    let outcome = parse(&Request { format: Some(Format::Kdb), ..Request::new(bytes) });
    assert!(outcome.is_err(), "a database was opened by nothing");
    assert!(!matches!(outcome, Err(ImportError::WrongCredentials)), "nothing was tried as a password");
}

/// KeePass 1: a file with its signature is a header, anything else the content behind one, after two bytes that count the groups
/// and the entries.
pub fn kdb(bytes: &[u8]) {
    if recognise(bytes) == Some(Format::Kdb) {
        return kdb_header(bytes);
    }
    if let [groups, entries, content @ ..] = bytes
        && let Ok(import) = fuzzing::kdb_content(content, u32::from(*groups), u32::from(*entries))
    {
        sound(&import, bytes.len());
    }
}

fn sound(import: &ParsedImport, length: usize) {
    assert!(import.report.is_balanced(), "a field is not accounted for");
    assert!(import.folders.iter().all(|folder| !folder.path.is_empty()), "a folder without a name");
    for item in &import.items {
        assert!(item.folder.is_none_or(|folder| folder < import.folders.len()), "a folder that is not there");
    }
    let written = serde_json::to_vec(import).expect("an import can be written");
    assert!(written.len() <= 256 * length + (1 << 20), "{} bytes from {length}", written.len());
    let again: ParsedImport = serde_json::from_slice(&written).expect("what was written can be read");
    assert!(again == *import, "an import reads back as another");
    for item in import.items.iter().take(4) {
        check::examined(&item.item, &strongroom_credential::examine(&item.item, check::NOW));
    }
}
