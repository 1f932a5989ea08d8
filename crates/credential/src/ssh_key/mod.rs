//! SSH keys as items: taken from what somebody pastes, made new, and looked at for what is wrong with them. It must never
//! put anything of a private key into a title, a fact or a finding.

mod examine;
mod recognise;

pub use examine::examine;
pub use recognise::recognise;
pub use strongroom_pki::ssh::{Curve, KeyType, MakeError};

use crate::strength::cut;
use crate::{Field, FieldType, Item, Kind};
use strongroom_pki::ssh::PublicKey;
use strongroom_secret::{Random, SecretString};

const PRIVATE: &str = "private_key";
const PUBLIC: &str = "public_key";
const PASSPHRASE: &str = "passphrase";

/// The longest title, in characters, that is made of a key's comment.
const MAX_TITLE: usize = 100;

/// A new key as an item: the private key as an OpenSSH file, encrypted if there is a passphrase, the line of the public
/// one, and the passphrase. RSA takes some seconds, at times ten; a passphrase a quarter of a second.
pub fn make(
    key_type: KeyType,
    comment: &str,
    passphrase: Option<&SecretString>,
    random: &dyn Random,
) -> Result<Item, MakeError> {
    let made = strongroom_pki::ssh::make(key_type, comment, passphrase, random)?;
    let public = strongroom_pki::ssh::read(&made.public, None).ok().and_then(|contents| contents.public);
    let item = Item::new(Kind::SSH_KEY, title(Some(comment), public.as_ref()))
        .with(Field::new(PRIVATE, FieldType::Hidden, made.private))
        .with(Field::new(PUBLIC, FieldType::Text, made.public));
    Ok(match passphrase {
        Some(passphrase) => item.with(Field::new(PASSPHRASE, FieldType::Hidden, passphrase.clone())),
        None => item,
    })
}

/// The comment, or else what kind of key it is.
fn title(comment: Option<&str>, public: Option<&PublicKey>) -> String {
    let comment = comment.map(str::trim).filter(|text| !text.is_empty() && !text.contains(char::is_control));
    match (comment, public) {
        (Some(comment), _) => cut(comment, MAX_TITLE).to_owned(),
        (None, Some(public)) => format!("SSH key ({})", public.description()),
        (None, None) => "SSH key".to_owned(),
    }
}

#[cfg(test)]
mod tests;
