//! What a pasted text is: a private key in any format, a public one, or both one after the other.

use super::{PRIVATE, PUBLIC, title};
use crate::{Field, FieldType, Item, Kind};
use strongroom_pki::ssh::{Contents, MAX_TEXT, begins_as_private_key, read};
use strongroom_secret::SecretString;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";

/// An item of what the text holds, if that is one SSH key and nothing else: the private half with the public one beside
/// it, which is derived where it is not pasted too. Cheap on everything that is longer than two keys.
pub fn recognise(text: &str) -> Option<Item> {
    if text.len() > 2 * MAX_TEXT {
        return None;
    }
    let (private, public) = halves(text.trim());
    let private = private.map(|text| half(text, true)).transpose().ok()?;
    let public = public.map(|text| half(text, false)).transpose().ok()?;

    let read = || [&public, &private].into_iter().flatten().map(|(_, contents)| contents);
    let key = read().find_map(|contents| contents.public.as_ref());
    // A comment beside the public key is newer, for that one can be changed without the passphrase.
    let mut comments = read().filter_map(|contents| contents.comment.as_deref());
    let comment = comments.find(|comment| !comment.trim().is_empty());
    let mut item = Item::new(Kind::SSH_KEY, title(comment, key));
    if let Some((text, _)) = &private {
        // With the line feed that OpenSSH wants at the end of a file.
        let file = SecretString::new([text, "\n"].concat());
        item = item.with(Field::new(PRIVATE, FieldType::Hidden, file));
    }
    let line = match &public {
        Some((text, _)) => Some((*text).to_owned()),
        None => {
            key.map(|key| key.line(comment.filter(|text| !text.contains(char::is_control)).unwrap_or("")))
        }
    };
    Some(match line {
        Some(line) => item.with(Field::new(PUBLIC, FieldType::Text, line)),
        None => item,
    })
}

/// A text that is one half, and what it holds.
fn half(text: &str, private: bool) -> Result<(&str, Contents), ()> {
    let contents = read(text, None).map_err(|_| ())?;
    if contents.is_private() == private { Ok((text, contents)) } else { Err(()) }
}

/// Where the private key is in the text, and where the public one.
fn halves(text: &str) -> (Option<&str>, Option<&str>) {
    if !begins_as_private_key(text) {
        return match text.find(BEGIN).and_then(|at| text.split_at_checked(at)) {
            // A public key in PEM, or a line before a block.
            Some(("", _)) | None => (None, Some(text)),
            Some((line, block)) => (Some(block), Some(line.trim_end())),
        };
    }
    // After the last line of the last block.
    let end = text.rfind(END).and_then(|at| text.get(at..)).and_then(|last| last.split_once('\n'));
    match end {
        Some((_, line)) if !line.trim().is_empty() => {
            let block = text.get(..text.len() - line.len()).map(str::trim_end);
            (block, Some(line.trim()))
        }
        _ => (Some(text), None),
    }
}
