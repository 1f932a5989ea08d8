//! AWS's file of credentials: a section for each profile.

use crate::import::draft::Draft;
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use strongroom_credential::FieldType::{Hidden, Text};
use strongroom_credential::{Field, Kind};

/// How much of a text is looked at, in bytes.
const WINDOW: usize = 64 << 10;

/// Whether the text has a section with an access key in it.
pub(super) fn is_aws(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
    start.contains("aws_access_key_id") && start.lines().any(|line| section_of(line).is_some())
}

fn section_of(line: &str) -> Option<&str> {
    line.trim().strip_prefix('[')?.strip_suffix(']').map(str::trim)
}

/// Reads the file: an item a profile.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let mut report = FieldReport::default();
    let mut items: Vec<ParsedItem> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.trim_start().starts_with(['#', ';']) {
            continue;
        }
        if let Some(profile) = section_of(line) {
            let mut draft = Draft::new(Kind::API_KEY, &mut report);
            draft.saw();
            draft.mapped_title(&format!("AWS {profile}"));
            draft.parsed.item.fields.push(Field::new("service", Text, "AWS"));
            items.push(draft.parsed);
            continue;
        }
        let damaged = || ImportError::damaged(format!("credentials, line {}", number.saturating_add(1)));
        let (key, value) = line.split_once('=').ok_or_else(damaged)?;
        let mut draft = Draft::of(items.pop().ok_or_else(damaged)?, &mut report);
        place(key.trim(), value.trim(), &mut draft);
        items.push(draft.parsed);
    }
    let format = Format::AwsCredentials;
    Ok(ParsedImport { format, folders: Vec::new(), items, report, warnings: Vec::new() })
}

fn place(key: &str, value: &str, draft: &mut Draft<'_>) {
    if value.is_empty() {
        return;
    }
    draft.saw();
    match key {
        "aws_access_key_id" => draft.place("key", Hidden, key, value),
        "aws_secret_access_key" => draft.place("secret", Hidden, key, value),
        _ => draft.custom_field(key, Hidden, value),
    }
}
