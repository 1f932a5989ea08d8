//! AWS's files of credentials and of settings: a section for each profile.

use super::comments::Comments;
use crate::import::draft::Draft;
use crate::import::{FieldReport, Format, ImportError, ParsedImport, ParsedItem};
use strongroom_credential::FieldType::{Hidden, Text};
use strongroom_credential::{Field, Kind};

/// How much of a text is looked at, in bytes.
const WINDOW: usize = 64 << 10;

/// What only a profile of the file of settings says, which may have its secrets elsewhere.
const SETTINGS: [&str; 7] = [
    "credential_process",
    "role_arn",
    "source_profile",
    "sso_account_id",
    "sso_role_name",
    "sso_session",
    "sso_start_url",
];
/// A longer name does not stand before those of the settings in it, in bytes: it would multiply.
const MAX_OUTER: usize = 256;

/// Whether the text has a section with an access key in it, or a profile.
pub(super) fn is_aws(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
    let mut sections = start.lines().filter_map(section_of).map(|(name, _)| name);
    if start.contains("aws_access_key_id") {
        return sections.next().is_some();
    }
    let key = |line: &str| line.split_once('=').is_some_and(|(key, _)| SETTINGS.contains(&key.trim()));
    sections.any(is_profile) && start.lines().any(key)
}

/// Whether a section of the file of settings is called so.
fn is_profile(name: &str) -> bool {
    name == "default" || ["profile ", "sso-session "].iter().any(|start| name.starts_with(start))
}

/// The name of a section, and the comment behind it.
fn section_of(line: &str) -> Option<(&str, &str)> {
    let (name, behind) = line.trim().strip_prefix('[')?.split_once(']')?;
    let behind = behind.trim_start();
    (behind.is_empty() || behind.starts_with(['#', ';'])).then_some((name.trim(), behind))
}

/// Reads the file: an item a profile.
pub(super) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    let mut report = FieldReport::default();
    let mut items: Vec<ParsedItem> = Vec::new();
    let (mut comments, mut block) = (Comments::default(), None);
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if line.trim_start().starts_with(['#', ';']) {
            comments.add(line);
            continue;
        }
        if let Some((profile, behind)) = section_of(line) {
            let mut draft = Draft::new(Kind::API_KEY, &mut report);
            draft.saw();
            draft.mapped_title(&format!("AWS {profile}"));
            draft.parsed.item.fields.push(Field::new("service", Text, "AWS"));
            items.push(draft.parsed);
            // What stands above a section is said of it.
            comments.add(behind);
            comments.give_last(&mut items, &mut report);
            block = None;
            continue;
        }
        comments.give_last(&mut items, &mut report);
        let damaged = || ImportError::damaged(format!("credentials, line {}", number.saturating_add(1)));
        let (key, value) = line.split_once('=').ok_or_else(damaged)?;
        let mut draft = Draft::of(items.pop().ok_or_else(damaged)?, &mut report);
        place(key.trim(), value.trim(), outer_of(line, &mut block), &mut draft);
        items.push(draft.parsed);
    }
    comments.give_last(&mut items, &mut report);
    let format = Format::AwsCredentials;
    Ok(ParsedImport { format, folders: Vec::new(), items, report, warnings: Vec::new() })
}

/// The name of the block that a line is indented under, as in `s3 =` and the lines below; `block` is the last one with its
/// own indentation, and becomes this line where it opens one.
fn outer_of<'t>(line: &'t str, block: &mut Option<(usize, &'t str)>) -> Option<&'t str> {
    let indent = line.len().saturating_sub(line.trim_start().len());
    let outer = block.filter(|(outer, _)| indent > *outer);
    if outer.is_none() {
        let opened = line.split_once('=').filter(|(_, value)| value.trim().is_empty());
        *block = opened.map(|(key, _)| (indent, key.trim()));
    }
    outer.map(|(_, name)| name)
}

fn place(key: &str, value: &str, outer: Option<&str>, draft: &mut Draft<'_>) {
    if value.is_empty() {
        return;
    }
    draft.saw();
    if let Some(outer) = outer.filter(|outer| outer.len() <= MAX_OUTER) {
        return draft.custom_field(&format!("{outer}: {key}"), Hidden, value);
    }
    match key {
        "aws_access_key_id" => draft.place("key", Hidden, key, value),
        "aws_secret_access_key" => draft.place("secret", Hidden, key, value),
        _ => draft.custom_field(key, Hidden, value),
    }
}
