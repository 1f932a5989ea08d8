//! A new key file, in the XML of version 2.0 that KeePass and KeePassXC make (`.keyx`).

use sha2::{Digest, Sha256};
use std::fmt::Write;
use strongroom_secret::{Random, RandomError, SecretBytes};
use zeroize::Zeroizing;

/// A new key file: 32 random bytes in hexadecimal digits, and the start of their hash, so that a reader knows damage.
///
/// # Errors
/// [`RandomError`] where there are no random bytes.
pub fn make_key_file(random: &dyn Random) -> Result<SecretBytes, RandomError> {
    let mut key = Zeroizing::new([0; 32]);
    random.fill(&mut *key)?;
    let hash: String = hex(Sha256::digest(*key).iter().take(4));
    // Groups of four bytes, four of them a line, as a person would type them.
    let mut digits = Zeroizing::new(String::with_capacity(160));
    for (number, group) in key.chunks(4).enumerate() {
        digits.push_str(if number % 4 == 0 { "\n\t\t\t" } else { " " });
        digits.push_str(&Zeroizing::new(hex(group.iter())));
    }
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<KeyFile>\n\t<Meta>\n\t\t<Version>2.0</Version>\n\t</Meta>\n\
         \t<Key>\n\t\t<Data Hash=\"{hash}\">{}\n\t\t</Data>\n\t</Key>\n</KeyFile>\n",
        *digits
    );
    Ok(SecretBytes::new(file.into_bytes()))
}

fn hex<'b>(bytes: impl Iterator<Item = &'b u8>) -> String {
    let mut text = String::with_capacity(64);
    for byte in bytes {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02X}");
    }
    text
}
