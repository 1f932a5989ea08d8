//! The passkeys of an item, taken out of what has no place yet: as the format wrote them itself, else from another's notation.

use super::fields::Rest;
use super::loss::{LossReason, Losses};
use crate::passkey::{FIELD, Passkey, keepass};
use serde_json::Value;
use strongroom_credential::{Field, FieldType};

/// The passkeys in the format's notation, in the item's order, then those from KeePassXC's strings. `own` reads what the
/// format wrote itself and gives it as it is; `convert` writes one of another's. Ones that neither can stay in `rest`.
pub(super) fn take(
    rest: &mut Rest<'_>,
    own: impl Fn(&str) -> Option<Value>,
    convert: impl Fn(&Passkey) -> Option<Value>,
    losses: &mut Losses,
) -> Vec<Value> {
    let mut passkeys = rest.take_own_each(FIELD, FieldType::Hidden, |text| {
        own(text).or_else(|| {
            let converted = Passkey::parse(text).as_ref().and_then(&convert)?;
            losses.add(FIELD, LossReason::PasskeyForm);
            Some(converted)
        })
    });
    passkeys.extend(of_strings(rest, convert, losses));
    passkeys
}

fn of_strings(
    rest: &mut Rest<'_>,
    convert: impl Fn(&Passkey) -> Option<Value>,
    losses: &mut Losses,
) -> Option<Value> {
    // Exposed to be written.
    let value = |name: &str| rest.own(name).map(|field| field.value.expose().as_str());
    let passkey = convert(&keepass::read(value)?)?;
    for name in keepass::NAMES {
        if rest.take_own(name).is_some() {
            losses.add(name, LossReason::PasskeyForm);
        }
    }
    Some(passkey)
}

/// Whether the field is what an import makes of a passkey: one that could not be read has the same name.
pub(super) fn is_one(field: &Field) -> bool {
    let named = field.name == FIELD && field.field_type == FieldType::Hidden;
    field.custom && !field.value.is_empty() && (named || field.name == keepass::PRIVATE_KEY)
}
