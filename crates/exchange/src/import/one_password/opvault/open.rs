//! What lies open of an OPVault's item (its folder, its kind, its dates, whether it is in the trash), and the code over all of
//! it, with the envelopes, that the item carries.

use super::keys::Pair;
use crate::import::json::Object;
use serde_json::Value;
use strongroom_secret::SecretBytes;

/// The code itself, which is not under it.
const CODE: &str = "hmac";
/// Items that are named at most.
const MAX_NAMED: usize = 20;

/// Whether the item's code is that of all its other members: in the order of their names, each name and its value.
pub(super) fn is_as_written(object: &Object, overview: &Pair) -> bool {
    let Some(code) = object.get(CODE).and_then(Value::as_str) else { return false };
    let mut members: Vec<(&String, &Value)> = object.iter().filter(|(name, _)| *name != CODE).collect();
    members.sort_unstable_by_key(|(name, _)| name.as_bytes());
    let mut text = SecretBytes::default();
    for (name, value) in members {
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(truth) => u8::from(*truth).to_string(),
            // What nobody sets is not written.
            Value::Null => continue,
            Value::Array(_) | Value::Object(_) => return false,
        };
        // Both are under the code, and neither leaves this function.
        text.expose_mut().extend_from_slice(name.as_bytes());
        text.expose_mut().extend_from_slice(value.as_bytes());
    }
    overview.is_code_of(text.expose(), code)
}

/// The titles of items whose open parts were changed, the first of them.
#[derive(Default)]
pub(super) struct Changed(Vec<String>);

impl Changed {
    pub(super) fn add(&mut self, title: &str) {
        if self.0.len() < MAX_NAMED {
            self.0.push(title.to_owned());
        }
    }

    pub(super) fn into_warning(self) -> Option<crate::import::Warning> {
        let Self(names) = self;
        (!names.is_empty()).then_some(crate::import::Warning::OpenPartsChanged { names })
    }
}
