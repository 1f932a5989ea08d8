//! Bitwarden's JSON under a password of its own: PBKDF2 with SHA-256, stretched by HKDF, AES-256-CBC with HMAC-SHA256, as
//! Bitwarden's programs document and write it ("password protected" exports, `encString` type 2).

use super::ids::Ids;
use super::{Content, ExportError, Setting, bitwarden};
use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::Encryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use std::io::Write;
use strongroom_secret::{Random, SecretString};
use zeroize::Zeroizing;

/// What Bitwarden itself derives with.
const ITERATIONS: u32 = 600_000;
/// An AES block, in bytes.
const BLOCK: usize = 16;

pub(super) fn write(
    content: Content<'_>,
    setting: &Setting<'_>,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let password = setting.password.filter(|password| !password.is_empty());
    let password = password.ok_or(ExportError::NeedsPassword)?;
    let mut salt = [0; 16];
    setting.random.fill(&mut salt)?;
    // The text, not the bytes that it stands for, is the salt.
    let salt = STANDARD.encode(salt);
    let keys = Keys::derive(password, &salt)?;
    let mut plain = Zeroizing::new(Vec::new());
    bitwarden::write(content, setting, &mut *plain)?;
    let check = Ids::new(setting.random)?.uuid();
    let file = json!({
        "encrypted": true,
        "passwordProtected": true,
        "salt": salt,
        "kdfType": 0,
        "kdfIterations": ITERATIONS,
        "kdfMemory": null,
        "kdfParallelism": null,
        "encKeyValidation_DO_NOT_EDIT": keys.seal(check.as_bytes(), setting.random)?,
        "data": keys.seal(&plain, setting.random)?,
    });
    serde_json::to_writer_pretty(&mut *to, &file)?;
    to.write_all(b"\n")?;
    Ok(())
}

struct Keys {
    encryption: Zeroizing<[u8; 32]>,
    mac: Zeroizing<[u8; 32]>,
}

impl Keys {
    fn derive(password: &SecretString, salt: &str) -> Result<Self, ExportError> {
        let mut master = Zeroizing::new([0; 32]);
        // Exposed to be derived from.
        pbkdf2::pbkdf2_hmac::<Sha256>(
            password.expose().as_bytes(),
            salt.as_bytes(),
            ITERATIONS,
            master.as_mut_slice(),
        );
        let too_long = |_| ExportError::TooLarge { what: "a key" };
        let stretch = Hkdf::<Sha256>::from_prk(master.as_slice())
            .map_err(|_| ExportError::TooLarge { what: "a key" })?;
        let mut keys = Self { encryption: Zeroizing::new([0; 32]), mac: Zeroizing::new([0; 32]) };
        stretch.expand(b"enc", keys.encryption.as_mut_slice()).map_err(too_long)?;
        stretch.expand(b"mac", keys.mac.as_mut_slice()).map_err(too_long)?;
        Ok(keys)
    }

    /// `2.<iv>|<ciphertext>|<mac>`; the mac covers the initial vector and the ciphertext.
    fn seal(&self, plain: &[u8], random: &dyn Random) -> Result<String, ExportError> {
        let mut iv = [0; BLOCK];
        random.fill(&mut iv)?;
        let too_large = || ExportError::TooLarge { what: "the content" };
        let mut buffer = Zeroizing::new(vec![0; plain.len().saturating_add(BLOCK)]);
        buffer.get_mut(..plain.len()).ok_or_else(too_large)?.copy_from_slice(plain);
        let cipher = Encryptor::<Aes256>::new((&*self.encryption).into(), &iv.into());
        let sealed = cipher.encrypt_padded::<Pkcs7>(&mut buffer, plain.len()).map_err(|_| too_large())?;
        let mut mac = Hmac::<Sha256>::new_from_slice(self.mac.as_slice()).map_err(|_| too_large())?;
        mac.update(&iv);
        mac.update(sealed);
        let mac = mac.finalize().into_bytes();
        Ok(format!("2.{}|{}|{}", STANDARD.encode(iv), STANDARD.encode(sealed), STANDARD.encode(mac)))
    }
}
