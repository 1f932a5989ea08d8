//! Names and values in what people copy: one key alone, lines of an environment or ini file, a header, a JSON object, the
//! file of keys that AWS hands out.

use super::super::read::{Reading, bare, read};
use serde_json::Value;
use strongroom_secret::SecretString;
use zeroize::Zeroize;

/// Most lines with something on them, and most values.
const MAX_ENTRIES: usize = 24;
/// Longest name, in bytes.
const MAX_NAME: usize = 100;
/// Levels of JSON that are looked into.
const MAX_DEPTH: usize = 3;

/// One value, with its name where it has one.
pub(super) struct Entry {
    pub(super) name: Option<String>,
    /// Secret, as far as is known yet.
    pub(super) value: SecretString,
}

impl Entry {
    fn named(name: &str, value: &str) -> Self {
        Self { name: Some(name.to_owned()), value: value.into() }
    }

    fn unnamed(value: &str) -> Self {
        Self { name: None, value: value.into() }
    }
}

/// All values of a text. `None` for a text that says anything else, or too much.
pub(super) fn entries(text: &str) -> Option<Vec<Entry>> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('{') {
        return json(text);
    }
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).take(MAX_ENTRIES + 1).collect();
    if lines.len() > MAX_ENTRIES {
        return None;
    }
    if let [header, row] = lines.as_slice()
        && let Some(table) = table(header, row)
    {
        return Some(table);
    }
    let mut all = Vec::new();
    for line in lines.into_iter().filter(|line| !is_comment(line)) {
        all.extend(entries_of(line)?);
    }
    (!all.is_empty()).then_some(all)
}

fn is_comment(line: &str) -> bool {
    line.starts_with(['#', ';']) || (line.starts_with('[') && line.ends_with(']'))
}

fn entries_of(line: &str) -> Option<Vec<Entry>> {
    let leads = ["export ", "set ", "$env:", "$Env:", "ENV ", "- "];
    let line = leads.into_iter().find_map(|lead| line.strip_prefix(lead)).unwrap_or(line).trim();
    let whole = unquoted(line);
    if is_key(whole) {
        return Some(vec![Entry::unnamed(bare(whole))]);
    }
    if let Some((name, value)) = split(line) {
        return Some(vec![Entry::named(name, value)]);
    }
    let words: Vec<&str> = line.split_whitespace().take(3).collect();
    match words.as_slice() {
        [one] => Some(vec![Entry::unnamed(unquoted(one))]),
        [one, other] if is_key(one) || is_key(other) => {
            Some(vec![Entry::unnamed(one), Entry::unnamed(other)])
        }
        _ => None,
    }
}

fn is_key(text: &str) -> bool {
    matches!(read(text), Some(Reading::Known { .. } | Reading::Token(_)))
}

/// Name and value around the sign that leaves a key behind it, or else around the first.
fn split(line: &str) -> Option<(&str, &str)> {
    let at = |sign: char| {
        let (name, value) = line.split_once(sign)?;
        let name = unquoted(name.trim());
        let address = sign == ':' && value.starts_with("//");
        (is_name(name) && !address).then(|| (name, bare(unquoted(value.trim()))))
    };
    let mut both = [at('='), at(':')];
    if line.find(':') < line.find('=') && line.contains(':') {
        both.reverse();
    }
    let [first, second] = both;
    let key = [first, second].into_iter().flatten().find(|(_, value)| is_key(value));
    key.or(first).or(second)
}

fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-. /:@".contains(c);
    text.len() <= MAX_NAME && text.chars().all(fits) && text.chars().any(|c| c.is_ascii_alphabetic())
}

/// Without the comma or semicolon behind it and the quotes around it.
fn unquoted(text: &str) -> &str {
    let text = text.trim_end_matches([',', ';']).trim();
    let inner = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    ['"', '\'', '`'].into_iter().find_map(inner).unwrap_or(text)
}

/// The file of keys of AWS: a row of names and a row of values.
fn table(header: &str, row: &str) -> Option<Vec<Entry>> {
    let folded = header.to_ascii_lowercase();
    if !(folded.contains("access key id") && folded.contains("secret access key")) {
        return None;
    }
    let (names, values): (Vec<&str>, Vec<&str>) = (header.split(',').collect(), row.split(',').collect());
    let paired = names.len() == values.len() && names.len() <= MAX_ENTRIES;
    paired.then(|| {
        names.iter().zip(values).map(|(name, value)| Entry::named(unquoted(name), unquoted(value))).collect()
    })
}

fn json(text: &str) -> Option<Vec<Entry>> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    let mut all = Vec::new();
    collect(&value, MAX_DEPTH, &mut all);
    wipe(&mut value);
    (!all.is_empty() && all.len() <= MAX_ENTRIES).then_some(all)
}

fn collect(value: &Value, depth: usize, into: &mut Vec<Entry>) {
    let Value::Object(members) = value else { return };
    for (name, value) in members {
        match value {
            Value::String(text) if into.len() <= MAX_ENTRIES => into.push(Entry::named(name, text.trim())),
            Value::Object(_) if depth > 1 => collect(value, depth - 1, into),
            _ => {}
        }
    }
}

/// The parser's copies of secrets.
pub(super) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(all) => all.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        _ => {}
    }
}

/// The name in one spelling: capitals, with an underscore between words.
pub(super) fn spelled(name: &str) -> String {
    let mut spelled = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
            spelled.push('_');
        }
        spelled.push(if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
        before = c;
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::sample;
    use super::*;

    fn read_all(text: &str) -> Option<Vec<(Option<String>, String)>> {
        let all = entries(text)?;
        Some(all.into_iter().map(|entry| (entry.name, entry.value.expose().clone())).collect())
    }

    #[test]
    fn value_is_taken_out_of_whatever_was_copied() {
        let key = sample("github_personal");
        for (text, name) in [
            (key.clone(), None),
            (format!("\u{feff}  \"{key}\" \n\n"), None),
            (format!("GITHUB_TOKEN={key}"), Some("GITHUB_TOKEN")),
            (format!("export GITHUB_TOKEN='{key}'"), Some("GITHUB_TOKEN")),
            (format!("$env:GITHUB_TOKEN = \"{key}\""), Some("GITHUB_TOKEN")),
            (format!("# from github\n[default]\ntoken = {key}\n; end"), Some("token")),
            (format!("Authorization: Bearer {key}"), Some("Authorization")),
            (format!("- token: {key}"), Some("token")),
            (format!("{{\"token\": \"{key}\"}}"), Some("token")),
            (format!("{{\"a\":{{\"b\":{{\"token\":\"{key}\"}}}},\"n\":1}}"), Some("token")),
            (format!("//npm.pkg.github.com/:_authToken={key}"), Some("//npm.pkg.github.com/:_authToken")),
        ] {
            assert_eq!(read_all(&text), Some(vec![(name.map(str::to_owned), key.clone())]), "{text}");
        }
    }

    #[test]
    fn sign_inside_a_value_does_not_split_it() {
        for id in ["telegram_bot", "atlassian", "slack_webhook", "asana", "linkedin", "facebook_app"] {
            let key = sample(id);
            assert_eq!(read_all(&key), Some(vec![(None, key.clone())]), "{id}");
            assert_eq!(read_all(&format!("x = {key}")), Some(vec![(Some("x".into()), key.clone())]), "{id}");
            assert_eq!(read_all(&format!("x: {key}")), Some(vec![(Some("x".into()), key.clone())]), "{id}");
        }
    }

    #[test]
    fn text_that_says_anything_else_is_refused() {
        let key = sample("github_personal");
        for text in [
            String::new(),
            "   \n".into(),
            "# only a comment".into(),
            format!("please use {key} from now on"),
            format!("{key}\nand keep it safe"),
            format!("a=b\n{}", "c=d\n".repeat(24)),
            "{\"a\": 1}".into(),
            "{".into(),
            format!("{{{}", "\"a\":{".repeat(500)),
        ] {
            assert_eq!(read_all(&text), None, "{text}");
        }
    }

    #[test]
    fn names_are_spelled_in_one_way() {
        for (name, spelling) in [
            ("SecretAccessKey", "SECRET_ACCESS_KEY"),
            ("aws_secret-access.key", "AWS_SECRET_ACCESS_KEY"),
            ("Secret access key", "SECRET_ACCESS_KEY"),
        ] {
            assert_eq!(spelled(name), spelling);
        }
    }
}
