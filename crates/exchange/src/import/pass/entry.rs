//! One decrypted entry: the first line is the password, `key: value` lines are fields, everything else is a note. gopass's
//! older form with a head, and files that it keeps in base64, too.

use super::body::{Body, body_of};
use super::lines::{Line, is_code, known, line};
use crate::import::attached::Attachments;
use crate::import::draft::Draft;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use strongroom_credential::FieldType::{Hidden, Totp};

/// The first line of an entry in gopass's older form.
const HEADED: &str = "GOPASS-SECRET-1.0";
/// The keys by which gopass says that the text below is a file.
const DISPOSITION: &str = "content-disposition";
const ENCODING: &str = "content-transfer-encoding";

/// Places everything that the text says.
pub(super) fn place(text: &str, draft: &mut Draft<'_>, attachments: &mut Attachments<'_>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.strip_suffix('\r').unwrap_or(first);
    if first == HEADED {
        return place_headed(rest, draft);
    }
    if is_code(first) {
        code(first, draft);
    } else if !first.is_empty() {
        draft.saw();
        draft.place("password", Hidden, "password", first);
    }
    if place_file(rest, draft, attachments).is_none() {
        place_lines(rest, draft);
    }
}

/// A head of pairs, an empty line, and words.
fn place_headed(text: &str, draft: &mut Draft<'_>) {
    let mut lines = text.lines();
    let mut odd = Vec::new();
    for one in lines.by_ref().take_while(|line| !line.is_empty()) {
        match line(one) {
            Line::Pair(key, value) => pair(key, value, draft),
            Line::Code(address) => code(address, draft),
            Line::Words(words) => odd.push(words),
        }
    }
    odd.extend(lines);
    notes(&odd, draft);
}

fn place_lines(text: &str, draft: &mut Draft<'_>) {
    let mut words = Vec::new();
    let mut lines = text.lines();
    while let Some(one) = lines.next() {
        match line(one) {
            // What follows is YAML, in which a line means nothing alone.
            Line::Words("---") => return place_body(words, &lines.collect::<Vec<_>>(), draft),
            Line::Words(line) => words.push(line),
            Line::Pair(key, value) => pair(key, value, draft),
            Line::Code(address) => code(address, draft),
        }
    }
    notes(&words, draft);
}

/// What stands below `---`: YAML whose values are fields, or words.
fn place_body<'t>(mut words: Vec<&'t str>, lines: &[&'t str], draft: &mut Draft<'_>) {
    match body_of(lines) {
        Some(Body { pairs, words: more }) => {
            words.extend(more);
            pairs.iter().for_each(|(key, value)| pair(key, value, draft));
        }
        None => words.extend(lines),
    }
    notes(&words, draft);
}

/// The file that gopass keeps in an entry: its name in one pair, its encoding in another, and base64 below.
fn place_file(text: &str, draft: &mut Draft<'_>, attachments: &mut Attachments<'_>) -> Option<()> {
    let (mut name, mut is_base64, mut rest) = (None, false, text);
    while let Some((one, below)) = rest.split_once('\n') {
        let Line::Pair(key, value) = line(one.trim_end_matches('\r')) else { break };
        match key {
            _ if key.eq_ignore_ascii_case(DISPOSITION) => {
                name = value.split_once("filename=").map(|(_, name)| name.trim_matches('"'));
            }
            _ if key.eq_ignore_ascii_case(ENCODING) => is_base64 = value.eq_ignore_ascii_case("base64"),
            _ => return None,
        }
        rest = below;
    }
    let name = name.filter(|name| is_base64 && !name.is_empty())?;
    let packed: String = rest.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(zeroize::Zeroizing::new(packed).as_bytes()).ok()?;
    // The file's name is a source field too; how it is encoded is not.
    draft.saw();
    draft.mapped();
    attachments.add(draft, name, bytes);
    Some(())
}

fn pair(key: &str, value: &str, draft: &mut Draft<'_>) {
    draft.saw();
    match known(key) {
        Some((name, kind)) => draft.place(name, kind, key, value),
        None => draft.custom_field(key, Hidden, value),
    }
}

fn code(address: &str, draft: &mut Draft<'_>) {
    draft.saw();
    draft.place("totp", Totp, "otpauth", address);
}

/// The lines as they stand, without empty ones around them; one source field.
fn notes(lines: &[&str], draft: &mut Draft<'_>) {
    let text = zeroize::Zeroizing::new(lines.join("\n"));
    let text = text.trim_matches('\n');
    if !text.trim().is_empty() {
        draft.saw();
        draft.mapped_notes(text);
    }
}
