//! What KeePass types and where: kept as lines of text, where it is not the default.

use super::xml::Element;

/// The settings that say something, one a line; none where all are the default.
pub(super) fn describe(auto_type: &Element) -> Option<String> {
    let lines: Vec<String> = auto_type.children.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn line(setting: &Element) -> Option<String> {
    let value = setting.trimmed();
    match &*setting.name {
        "Enabled" => (!setting.is_true() && !value.is_empty()).then(|| "enabled: no".to_owned()),
        "DataTransferObfuscation" => {
            (value != "0" && !value.is_empty()).then(|| format!("obfuscation: {value}"))
        }
        "DefaultSequence" => (!value.is_empty()).then(|| format!("sequence: {value}")),
        "Association" => Some(association(setting)),
        _ => flatten(setting),
    }
}

fn association(setting: &Element) -> String {
    let part = |name| setting.child(name).map(Element::trimmed).unwrap_or_default();
    format!("window: {} → {}", part("Window"), part("KeystrokeSequence"))
}

/// Any element as lines of `path: text`; none where there is no text in it.
pub(super) fn flatten(element: &Element) -> Option<String> {
    let mut lines = Vec::new();
    collect(element, "", &mut lines);
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The element's own name is the field's, so only what is below it is in the path.
fn collect(element: &Element, path: &str, lines: &mut Vec<String>) {
    let text = element.trimmed();
    if !text.is_empty() {
        lines.push(if path.is_empty() { text.to_owned() } else { format!("{path}: {text}") });
    }
    for child in &element.children {
        let path = if path.is_empty() { child.name.to_string() } else { format!("{path}/{}", child.name) };
        collect(child, &path, lines);
    }
}
