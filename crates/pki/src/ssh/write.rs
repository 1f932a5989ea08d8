//! Writes private keys as OpenSSH does (OpenSSH's PROTOCOL.key).

use super::KeyPair;
use super::cipher::Cipher;
use super::openssh::{LABEL, MAGIC};
use super::wire::Writer;
use data_encoding::BASE64;
use strongroom_secret::{Random, RandomError, SecretString};
use zeroize::Zeroizing;

/// Rounds of bcrypt, as `ssh-keygen` writes since OpenSSH 9.4.
pub(super) const ROUNDS: u32 = 24;
const SALT: usize = 16;

/// Characters of a line of base64.
const COLUMNS: usize = 70;

/// The text of a private key file, encrypted with AES-256 in counter mode if there is a passphrase. The passphrase must
/// not be empty, nor the pair of a kind that is not made here.
pub(super) fn private_key(
    pair: &KeyPair,
    comment: &str,
    passphrase: Option<&SecretString>,
    random: &dyn Random,
) -> Result<SecretString, RandomError> {
    let mut check = Zeroizing::new([0; 4]);
    random.fill(check.as_mut_slice())?;
    let section = pair.write(Writer::new().raw(&*check).raw(&*check)).string(comment.as_bytes());
    let (header, section) = match passphrase {
        None => (Writer::new().string(b"none").string(b"none").string(&[]), padded(section, 8)),
        Some(passphrase) => {
            let mut section = padded(section, Cipher::Aes256Ctr.block_length());
            let mut salt = [0; SALT];
            random.fill(&mut salt)?;
            seal(&mut section, passphrase, &salt)?;
            let options = Writer::new().string(&salt).u32(ROUNDS).bytes();
            (Writer::new().string(b"aes256-ctr").string(b"bcrypt").string(&options), section)
        }
    };
    let content = Writer::new().raw(MAGIC).raw(&header.bytes()).u32(1);
    Ok(armoured(&content.string(pair.public().blob()).string(&section).bytes()))
}

/// Filled up to whole blocks with bytes that count from one.
fn padded(section: Writer, block: usize) -> Zeroizing<Vec<u8>> {
    let mut section = section.bytes();
    for count in 1..=u8::MAX {
        if section.len().is_multiple_of(block) {
            break;
        }
        section.push(count);
    }
    section
}

fn seal(section: &mut [u8], passphrase: &SecretString, salt: &[u8]) -> Result<(), RandomError> {
    let lengths = (Cipher::Aes256Ctr.key_length(), Cipher::Aes256Ctr.iv_length());
    let mut key = Zeroizing::new(vec![0; lengths.0 + lengths.1]);
    // Exposed to be hashed into the key. It fails for nothing but an empty passphrase.
    bcrypt_pbkdf::bcrypt_pbkdf(passphrase.expose(), salt, ROUNDS, &mut key).map_err(|_| RandomError)?;
    let (key, iv) = key.split_at_checked(lengths.0).ok_or(RandomError)?;
    Cipher::seal_aes256_ctr(key, iv, section).map_err(|_| RandomError)
}

fn armoured(content: &[u8]) -> SecretString {
    let base64 = Zeroizing::new(BASE64.encode(content));
    let mut text = Zeroizing::new(String::with_capacity(base64.len() + base64.len() / COLUMNS + 128));
    text.push_str(&format!("-----BEGIN {LABEL}-----\n"));
    let mut rest = base64.as_str();
    while let Some((line, after)) =
        rest.split_at_checked(COLUMNS.min(rest.len())).filter(|_| !rest.is_empty())
    {
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text.push_str(&format!("-----END {LABEL}-----\n"));
    SecretString::new(std::mem::take(&mut *text))
}
