//! A kubeconfig in JSON: what its users prove themselves with, and the clusters beside them.

use crate::import::draft::Draft;
use crate::import::json::{
    Object, Top, count_except, keep_rest, list_of, object_of, take_object, take_text, top_of,
};
use crate::import::{FieldReport, Format, ImportError, ParsedImport};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use strongroom_credential::FieldType::{Hidden, Text, Url};
use strongroom_credential::Kind;

/// Whether the top level of a JSON file is that of a kubeconfig.
pub(in crate::import) fn is_kubeconfig(top: &Top<'_>) -> bool {
    top.get("kind").is_some_and(|raw| raw.get() == "\"Config\"") && top.contains_key("users")
}

/// Reads the file: an item a user, a note a cluster and a context.
pub(in crate::import) fn parse(text: &str) -> Result<ParsedImport, ImportError> {
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
    Ok(ParsedImport { format: Format::Kubeconfig, folders: Vec::new(), items, report, warnings: Vec::new() })
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
