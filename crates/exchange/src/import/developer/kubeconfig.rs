//! A kubeconfig, in YAML as `kubectl` writes it or in JSON: what its users prove themselves with, and the clusters beside them.

use crate::import::draft::Draft;
use crate::import::json::{
    Object, Top, count_except, keep_rest, list_of, object_of, take_object, take_text, top_of,
};
use crate::import::left::Left;
use crate::import::yaml;
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use strongroom_credential::FieldType::{Hidden, Text, Url};
use strongroom_credential::Kind;
use zeroize::Zeroizing;

/// How much of a text is looked at, in bytes.
const WINDOW: usize = 64 << 10;
/// Keys of the top level that are read, or say what the file is.
const READ: &[&str] = &["users", "clusters", "contexts", "kind", "apiVersion"];

/// Whether the top level of a JSON file is that of a kubeconfig.
pub(in crate::import) fn is_kubeconfig(top: &Top<'_>) -> bool {
    top.get("kind").is_some_and(|raw| raw.get() == "\"Config\"") && top.contains_key("users")
}

/// Whether the text has the lines that such a file has in YAML.
pub(in crate::import) fn is_yaml(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
    let is_config = |line: &str| {
        line.strip_prefix("kind:").is_some_and(|kind| kind.trim().trim_matches(['"', '\'']) == "Config")
    };
    let has = |key: &str| start.lines().any(|line| line.starts_with(key));
    start.lines().any(is_config)
        && has("apiVersion:")
        && ["users:", "clusters:", "contexts:"].iter().any(|key| has(key))
}

/// Reads the file: an item a user, a note a cluster and a context.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
    if text.trim_start().starts_with('{') {
        return read(text);
    }
    read(&Zeroizing::new(yaml::value_of(text)?.to_string()))
}

fn read(text: &str) -> Result<ParsedImport, ImportError> {
    let top = top_of(text)?;
    let (mut report, mut items) = (FieldReport::default(), Vec::new());
    for (list, part) in [("users", "user"), ("clusters", "cluster"), ("contexts", "context")] {
        for raw in list_of(&top, list)? {
            let mut object = object_of(raw, "kubeconfig")?;
            let mut inner = take_object(&mut object, part);
            let mut draft = Draft::new(kind_of(&inner, part), &mut report);
            draft.report.source_fields += count_except(&object, &[]) + count_except(&inner, &[]);
            if let Some(name) = take_text(&mut object, "name") {
                draft.mapped_title(&format!("Kubernetes {part} {name}"));
            }
            place(&mut inner, &mut draft);
            keep_rest(&mut draft, object);
            keep_rest(&mut draft, inner);
            items.push(draft.parsed);
        }
    }
    let mut left = Left::default();
    for (key, raw) in top.iter().filter(|(key, _)| !READ.contains(&key.as_str())) {
        left.setting(key, Some("set").filter(|_| !["{}", "[]", "null", "\"\""].contains(&raw.get())));
    }
    let warnings = left.warnings();
    Ok(ParsedImport { format: Format::Kubeconfig, folders: Vec::new(), items, report, warnings })
}

fn kind_of(inner: &Object, part: &str) -> Kind {
    match part {
        "user" if inner.contains_key("client-key-data") => Kind::CERTIFICATE,
        "user" if inner.contains_key("token") => Kind::API_KEY,
        "user" => Kind::LOGIN,
        _ => Kind::NOTE,
    }
}

fn place(inner: &mut Object, draft: &mut Draft<'_>) {
    for (key, name, field_type) in [
        ("client-certificate-data", "certificate", Text),
        ("client-key-data", "private_key", Hidden),
        ("certificate-authority-data", "chain", Text),
    ] {
        if let Some(text) = take_text(inner, key) {
            let pem = STANDARD.decode(text.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            draft.place(name, field_type, key, pem.unwrap_or(text));
        }
    }
    for (key, name, field_type) in [
        ("token", "key", Hidden),
        ("username", "username", Text),
        ("password", "password", Hidden),
        ("server", "url", Url),
    ] {
        if let Some(text) = take_text(inner, key) {
            draft.place(name, field_type, key, text);
        }
    }
}
