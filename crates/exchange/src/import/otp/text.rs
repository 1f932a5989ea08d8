//! A text of addresses of codes, a line each: what many programs write, and what Google Authenticator's transfer says.

use crate::import::draft::Draft;
use crate::import::{Dropped, FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use strongroom_credential::Kind;
use strongroom_credential::totp::{Otp, parse_migration};

/// Longest line that is looked at, in bytes.
const MAX_LINE: usize = 64 << 10;
const NO_CODE: &str = "an account of which no code can be made";

/// Whether the first line that says anything is such an address.
pub(in crate::import) fn is_addresses(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    ["otpauth://", "otpauth-migration://", "steam://"]
        .iter()
        .any(|scheme| first.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Reads the lines.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let (mut report, mut items) = (FieldReport::default(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let damaged = || ImportError::damaged(format!("one-time codes, line {}", number.saturating_add(1)));
        // A word alone would be read as a bare secret.
        if line.len() > MAX_LINE || !line.contains("://") {
            return Err(damaged());
        }
        if line.to_ascii_lowercase().starts_with("otpauth-migration://") {
            let migration = parse_migration(line).map_err(|_| damaged())?;
            items.extend(migration.accounts.iter().map(|code| login(code, &mut report)));
            for _ in 0..migration.skipped {
                report.source_fields += 1;
                let (field, reason) = ("account".to_owned(), NO_CODE.to_owned());
                report.dropped.push(Dropped { item_title: None, field, reason });
            }
        } else {
            let code = Otp::parse(line).map_err(|_| damaged())?;
            items.push(login(&code, &mut report));
        }
    }
    Ok(ParsedImport {
        format: Format::OtpAddresses,
        folders: Vec::new(),
        items,
        report,
        warnings: Vec::new(),
    })
}

fn login(code: &Otp, report: &mut FieldReport) -> ParsedItem {
    let mut draft = Draft::new(Kind::LOGIN, report);
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (issuer, account) = (given(code.issuer()), given(code.account()));
    draft.report.source_fields += 1 + u64::from(issuer.is_some()) + u64::from(account.is_some());
    super::place_names(issuer, account, &mut draft);
    draft.mapped_field("totp", strongroom_credential::FieldType::Totp, code.to_uri());
    draft.parsed
}
