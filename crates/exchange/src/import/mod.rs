//! From the bytes of another program's file to values. Here it is decided which importer reads them; the importers
//! know nothing of each other.

mod age;
mod attached;
mod attachment;
pub(crate) mod bitwarden;
mod bundle;
mod csv;
pub(crate) mod cxf;
mod damage;
pub(crate) mod date;
mod described;
mod developer;
mod draft;
mod enpass;
mod error;
mod file_name;
mod folder;
mod folders;
mod format;
#[cfg(fuzzing)]
pub mod fuzzing;
mod history;
pub(crate) mod json;
pub(crate) mod kdbx;
mod keeper;
mod left;
pub(crate) mod limits;
mod links;
mod mend;
mod month;
mod one_password;
mod otp;
mod own;
mod parsed;
mod pass;
mod proton;
mod report;
mod sealed_part;
mod secret_service;
mod text;
mod unlock;
mod yaml;
mod zip;
mod zipped;

pub use attachment::ParsedAttachment;
pub use csv::{
    ColumnChoice, ColumnSeen, ColumnUse, Delimiter, Encoding, KnownTable, Quoting, Reason, TableMapping,
    TableSeen, Tables,
};
pub use damage::{Damage, Place};
pub use error::ImportError;
pub use folder::{NamedFile, pack_folder};
pub use format::Format;
pub use limits::MAX_ATTACHMENT_BYTES;
pub use parsed::{ParsedFolder, ParsedImport, ParsedItem, ParsedVersion};
pub use pass::{Shut, StoreContent, StoreFile, pack_store};
pub use report::{Dropped, FieldReport, Warning};
pub use sealed_part::{SealedPart, sealed_part};
pub use secret_service::{ServiceCollection, ServiceEntry, pack_service};

use strongroom_secret::SecretString;

/// What is to be imported, and what opens it.
#[derive(Debug)]
pub struct Request<'a> {
    /// The whole file.
    pub bytes: &'a [u8],
    /// What it is, where the user said so; else it is [recognised](recognise).
    pub format: Option<Format>,
    /// The password, for a format that is encrypted.
    pub password: Option<SecretString>,
    /// The content of the key file, for a KeePass database that has one.
    pub key_file: Option<&'a [u8]>,
    /// How a table is to be read that is of no product.
    pub tables: Tables,
    /// The plain text of the file's [`sealed_part`], where it has one.
    pub unsealed: Option<&'a [u8]>,
}

impl<'a> Request<'a> {
    /// A request without a password, of a format that is to be recognised.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            format: None,
            password: None,
            key_file: None,
            tables: Tables::default(),
            unsealed: None,
        }
    }
}

/// What the file is, by its first bytes or its header row. Costs no more than a scan of the file, and of an archive the
/// reading of its directory.
pub fn recognise(bytes: &[u8]) -> Option<Format> {
    if kdbx::is_kdbx(bytes) {
        return Some(Format::Kdbx);
    }
    if kdbx::kdb::has_signature(bytes) {
        return Some(Format::Kdb);
    }
    if zip::is_zip(bytes) {
        return Some(zipped::recognise(bytes));
    }
    if otp::is_sealed(bytes) {
        return Some(Format::AndOtp);
    }
    recognise_text(text::decode(bytes).ok()?)
}

fn recognise_text(text: &str) -> Option<Format> {
    if kdbx::is_keepass_xml(text) {
        return Some(Format::KeePassXml);
    }
    if kdbx::is_keepassx_xml(text) {
        return Some(Format::KeePassXXml);
    }
    if own::is_own_json(text) {
        return Some(Format::StrongroomJson);
    }
    if one_password::is_pif(text) {
        return Some(Format::OnePasswordPif);
    }
    if text.trim_start().starts_with('{') {
        return recognise_object(text);
    }
    if text.trim_start().starts_with('[') && otp::is_and_otp(text) {
        return Some(Format::AndOtp);
    }
    if developer::is_kubeconfig_yaml(text) {
        return Some(Format::Kubeconfig);
    }
    if otp::is_addresses(text) {
        return Some(Format::OtpAddresses);
    }
    csv::recognise(text).or_else(|| developer::recognise(text))
}

/// A question about the top level of a JSON file, and what it is when the answer is yes.
type Sign = (fn(&json::Top<'_>) -> bool, Format);

const SIGNS: &[Sign] = &[
    (one_password::is_data, Format::OnePasswordPux),
    (cxf::is_exchange, Format::Cxf),
    (proton::is_export, Format::ProtonPassJson),
    (enpass::is_export, Format::EnpassJson),
    (keeper::is_export, Format::KeeperJson),
    (otp::is_aegis, Format::Aegis),
    (otp::is_two_fas, Format::TwoFas),
    (developer::is_docker, Format::DockerConfig),
    (developer::is_kubeconfig, Format::Kubeconfig),
];

/// Which product's JSON it is, by the keys of its top level.
fn recognise_object(text: &str) -> Option<Format> {
    // Of a file that is broken somewhere, what comes before tells what it is.
    let mended = mend::mend(text, None);
    let whole = mended.as_ref().map_or(text, |mended| &mended.text);
    if let Ok(top) = json::top_of(whole)
        && let Some((_, format)) = SIGNS.iter().find(|(is_it, _)| is_it(&top))
    {
        return Some(*format);
    }
    bitwarden::is_bitwarden_json(text).then_some(Format::BitwardenJson)
}

/// Reads the file. What is of no product and looks like a table is read as one, in any of its encodings.
///
/// # Errors
/// [`ImportError`] says what is wrong with the file and what to do. A file that is damaged, and of which something could be
/// read, is no error: [`FieldReport::damaged`] says where it broke.
pub fn parse(request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    if age::is_under_password(request.bytes) {
        let plain = age::open(request.bytes, request.password.as_ref())?;
        let inner = Request {
            bytes: &plain,
            password: request.password.clone(),
            tables: request.tables.clone(),
            ..*request
        };
        return parse_plain(&inner);
    }
    parse_plain(request)
}

fn parse_plain(request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    format::refuse_what_is_known_but_not_read(request.bytes)?;
    let format = request.format.or_else(|| recognise(request.bytes));
    match format {
        None | Some(Format::GenericCsv) => parse_table(request, format),
        Some(format) => parse_known(format, request),
    }
}

/// Reads what is recognised and nothing else, as one file among others.
fn parse_one(request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    format::refuse_what_is_known_but_not_read(request.bytes)?;
    let format = recognise(request.bytes)
        .ok_or_else(|| text::complaint(request.bytes).unwrap_or(ImportError::NotRecognised))?;
    match format {
        Format::GenericCsv => parse_table(request, Some(format)),
        format => parse_known(format, request),
    }
}

fn parse_table(request: &Request<'_>, format: Option<Format>) -> Result<ParsedImport, ImportError> {
    let unknown = || text::complaint(request.bytes).unwrap_or(ImportError::NotRecognised);
    let chosen = request.tables.chosen.as_ref().and_then(|mapping| mapping.encoding);
    let told = csv::encoding::encoding_of(request.bytes);
    let encoding = chosen.or(told).ok_or_else(unknown)?;
    let decoded = csv::encoding::decode(request.bytes, encoding)?;
    let found = format.or_else(|| csv::recognise(&decoded.text));
    let mut import = match found {
        Some(Format::GenericCsv) => csv::parse_any(&decoded, &request.tables)?,
        Some(product) => csv::parse(product, &decoded.text)?,
        None if csv::is_table(&decoded.text) => csv::parse_any(&decoded, &request.tables)?,
        None => return Err(unknown()),
    };
    if chosen.is_none() && encoding == Encoding::Windows1252 {
        import.warnings.push(Warning::TextTakenAs { encoding: encoding.name().to_owned() });
    }
    Ok(import)
}

fn parse_known(format: Format, request: &Request<'_>) -> Result<ParsedImport, ImportError> {
    match format {
        Format::Kdbx => return kdbx::parse(request),
        Format::Kdb => return kdbx::kdb::parse(request),
        _ => {}
    }
    if zip::is_zip(request.bytes) {
        return zipped::parse(format, request);
    }
    if format == Format::AndOtp && otp::is_sealed(request.bytes) {
        return otp::parse_sealed(request.bytes, request.password.as_ref());
    }
    parse_text(format, text::decode(request.bytes)?, request.password.as_ref())
}

/// A text of JSON that is broken is read as far as it is whole.
fn parse_text(
    format: Format,
    text: &str,
    password: Option<&SecretString>,
) -> Result<ParsedImport, ImportError> {
    let read = parse_whole_text(format, text, password);
    if !matches!(read, Err(ImportError::Damaged { .. })) {
        return read;
    }
    let Some(mended) = mend::depth_of(format).and_then(|depth| mend::mend(text, Some(depth))) else {
        return read;
    };
    match parse_whole_text(format, &mended.text, password) {
        Ok(mut import) if !import.items.is_empty() => {
            import.report.damaged.push(mended.damage);
            Ok(import)
        }
        _ => read,
    }
}

fn parse_whole_text(
    format: Format,
    text: &str,
    password: Option<&SecretString>,
) -> Result<ParsedImport, ImportError> {
    match format {
        Format::KeePassXml => kdbx::parse_xml(text),
        Format::KeePassXXml => kdbx::parse_keepassx(text),
        Format::StrongroomJson => own::parse(text),
        Format::BitwardenJson => bitwarden::parse(text, password),
        Format::OnePasswordPux => one_password::parse_pux(text),
        Format::OnePasswordPif => one_password::parse_pif(text),
        Format::ProtonPassJson => proton::parse(text),
        Format::Cxf => cxf::parse(text),
        Format::SecretService => secret_service::parse(text),
        Format::EnpassJson => enpass::parse(text),
        Format::KeeperJson => keeper::parse(text),
        Format::Aegis => otp::parse_aegis(text, password),
        Format::TwoFas => otp::parse_two_fas(text, password),
        Format::AndOtp => otp::parse_and_otp(text),
        Format::OtpAddresses => otp::parse_addresses(text),
        Format::DockerConfig => developer::parse_docker(text),
        Format::Kubeconfig => developer::parse_kubeconfig(text),
        Format::KeyFile | Format::Dotenv | Format::PgPass | Format::Netrc | Format::AwsCredentials => {
            developer::parse(format, text)
        }
        table => csv::parse(table, text),
    }
}
