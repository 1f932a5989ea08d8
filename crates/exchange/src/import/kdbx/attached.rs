//! The attachments of an entry and of its earlier versions, each handed out once and within the limit of all.

use super::entry::Context;
use super::xml::Element;
use crate::import::draft::Draft;
use crate::import::{Dropped, ImportError, ParsedAttachment};
use strongroom_secret::SecretBytes;

const TOO_MUCH: &str = "all attachments together are larger than 128 MiB";
const MISSING: &str = "the file names an attachment that it does not have";

/// Which attachments an item takes with it. The current one takes all, and says by file name and number which; an
/// earlier version takes those that the current one has not.
pub(super) enum Attachments<'c> {
    All(&'c mut Vec<(String, String)>),
    Except(&'c [(String, String)]),
}

/// Takes an attachment to the item, or says in the report why not.
pub(super) fn attachment(
    binary: Element,
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    attachments: &mut Attachments<'_>,
) -> Result<(), ImportError> {
    draft.saw();
    let (mut name, mut value) = (String::new(), Element::default());
    for child in binary.children {
        match &*child.name {
            "Key" => name = child.into_text()?,
            "Value" => value = child,
            _ => {}
        }
    }
    let number = value.attribute("Ref").map(str::to_owned);
    let place = number.clone().map(|number| (name.clone(), number));
    if let (Attachments::Except(carried), Some(place)) = (&attachments, &place)
        && carried.contains(place)
    {
        draft.mapped();
        return Ok(());
    }
    match bytes_of(number, value, context)? {
        Ok(bytes) => {
            draft.mapped();
            draft.parsed.attachments.push(ParsedAttachment { name, bytes });
            if let (Attachments::All(carried), Some(place)) = (attachments, place) {
                carried.push(place);
            }
        }
        Err(reason) => draft.report.dropped.push(Dropped {
            item_title: Some(draft.parsed.item.title.clone()),
            field: name,
            reason: reason.to_owned(),
        }),
    }
    Ok(())
}

/// The content, or why there is none.
fn bytes_of(
    number: Option<String>,
    value: Element,
    context: &mut Context<'_>,
) -> Result<Result<SecretBytes, &'static str>, ImportError> {
    if let Some(number) = number {
        let known = context.pool.number(&number).is_some();
        let reason = if known { TOO_MUCH } else { MISSING };
        return Ok(context.pool.hand_out(&number).ok_or(reason));
    }
    let bytes = context.pool.bytes_of(value)?;
    Ok(context.pool.spend(bytes.len()).map(|()| SecretBytes::new(bytes)).ok_or(TOO_MUCH))
}
