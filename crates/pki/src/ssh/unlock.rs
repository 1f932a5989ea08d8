//! A passphrase, and how much work may be done to try it.

use strongroom_secret::SecretString;

/// A passphrase to open a private key with.
#[derive(Debug, Clone, Copy)]
pub struct Unlock<'a> {
    /// The passphrase. Secret.
    pub passphrase: &'a SecretString,
    /// The most work to be done with it.
    pub effort: Effort,
}

/// The most work a file may ask for. What asks for more is left sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Rounds of bcrypt in an OpenSSH file; `ssh-keygen` writes 16 or 24.
    pub bcrypt_rounds: u32,
    /// Rounds of PBKDF2 in a PKCS#8 file; `openssl` writes 2,048.
    pub pbkdf2_rounds: u32,
    /// Blocks of 128 bytes that scrypt computes in a PKCS#8 file, N·r·p; `openssl` writes 131,072.
    pub scrypt_blocks: u64,
}

impl Effort {
    /// For a look in passing: below a second.
    pub const GLANCE: Self = Self { bcrypt_rounds: 64, pbkdf2_rounds: 1_000_000, scrypt_blocks: 1 << 18 };
    /// For somebody who waits for it: some seconds, and at most 256 MiB of memory.
    pub const PATIENT: Self = Self { bcrypt_rounds: 1024, pbkdf2_rounds: 10_000_000, scrypt_blocks: 1 << 21 };
}
