//! What can be written after `generate`: each mode with its settings, and what it makes unless told otherwise.

use super::{MakeCertificate, MakeSshKey};
use clap::{Args, Subcommand};

/// What to generate.
#[derive(Debug, Subcommand)]
pub(crate) enum Mode {
    /// Random characters (what is generated unless something else is named)
    Password(Characters),
    /// Random words
    Passphrase(Words),
    /// Random digits
    Pin {
        /// How many digits
        #[arg(long, default_value_t = 6)]
        length: u32,
    },
    /// Syllables that can be read aloud
    Pronounceable {
        /// How many syllables
        #[arg(long, default_value_t = 10)]
        syllables: u32,
        /// A capital at the start of one of them
        #[arg(long)]
        capital: bool,
        /// A digit after one of them
        #[arg(long)]
        digit: bool,
    },
    /// Random bytes as hexadecimal digits
    Hex(Bytes),
    /// Random bytes in base32, without padding
    Base32(Bytes),
    /// Random bytes in base64, with padding
    Base64(Bytes),
    /// Random bytes in the base64 that is safe in addresses and file names, without padding
    Base64url(Bytes),
    /// A random UUID, of version 4
    Uuid,
    /// A key with a prefix and a checksum, for a service of your own
    ApiKey {
        /// What it starts with: letters, digits, and _ - .
        #[arg(long, default_value = "key_")]
        prefix: String,
        /// How many random characters
        #[arg(long, default_value_t = 30)]
        length: u32,
    },
    /// A password as the rules of a site ask for; the rules come from a list that is built in
    ForSite {
        /// The site's address, such as `https://example.org/`
        url: String,
        /// How many characters if the rules leave the choice, else the nearest number that they allow
        #[arg(long, default_value_t = Characters::LENGTH)]
        length: u32,
    },
    /// An SSH key: the private key as OpenSSH has it, then the line of the public key
    SshKey(MakeSshKey),
    /// A certificate that vouches for itself or that an authority of the vault signs, or a request, with a new key; in PEM
    Certificate(MakeCertificate),
}

/// Which characters.
#[derive(Debug, Args)]
pub(crate) struct Characters {
    /// How many
    #[arg(long, default_value_t = Characters::LENGTH)]
    pub(crate) length: u32,
    /// Without a to z
    #[arg(long)]
    pub(crate) no_lower: bool,
    /// Without A to Z
    #[arg(long)]
    pub(crate) no_upper: bool,
    /// Without 0 to 9
    #[arg(long)]
    pub(crate) no_digits: bool,
    /// Without punctuation
    #[arg(long)]
    pub(crate) no_symbols: bool,
    /// Without characters that look alike
    #[arg(long)]
    pub(crate) no_lookalikes: bool,
    /// Without these
    #[arg(long, value_name = "CHARACTERS", default_value = "")]
    pub(crate) exclude: String,
    /// At least so many of a to z
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_lower: u32,
    /// At least so many of A to Z
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_upper: u32,
    /// At least so many of 0 to 9
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_digits: u32,
    /// At least so many of punctuation
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_symbols: u32,
    /// The same character at most so many times in a row
    #[arg(long, value_name = "N")]
    pub(crate) max_consecutive: Option<u32>,
}

impl Characters {
    const LENGTH: u32 = 20;
}

impl Default for Characters {
    fn default() -> Self {
        Self {
            length: Self::LENGTH,
            no_lower: false,
            no_upper: false,
            no_digits: false,
            no_symbols: false,
            no_lookalikes: false,
            exclude: String::new(),
            min_lower: 1,
            min_upper: 1,
            min_digits: 1,
            min_symbols: 1,
            max_consecutive: None,
        }
    }
}

/// Which words, and what is between them.
#[derive(Debug, Args)]
pub(crate) struct Words {
    /// How many words
    #[arg(long, default_value_t = 6)]
    pub(crate) words: u32,
    /// What stands between them
    #[arg(long, default_value = "-")]
    pub(crate) separator: String,
    /// Something random between them: digit, symbol, or both
    #[arg(long, value_name = "WHICH", conflicts_with = "separator")]
    pub(crate) random_separator: Option<RandomSeparator>,
    /// The list they are from. In English, of the Electronic Frontier Foundation: 7,776 words (large), 1,296 short ones, or
    /// 1,296 that differ in their first three letters. In German 7,776; Spanish 2,021; the others 2,048
    #[arg(long, default_value = "large")]
    pub(crate) list: List,
    /// Capital first letters
    #[arg(long)]
    pub(crate) capitalise: bool,
    /// A digit after one of the words
    #[arg(long)]
    pub(crate) number: bool,
}

/// What is drawn anew for each place between words.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum RandomSeparator {
    Digit,
    Symbol,
    Both,
}

/// A list of words.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum List {
    Large,
    #[value(name = "short-1")]
    Short1,
    #[value(name = "short-2")]
    Short2,
    German,
    Spanish,
    French,
    Italian,
    Portuguese,
    Czech,
}

/// How many random bytes.
#[derive(Debug, Args)]
pub(crate) struct Bytes {
    /// How many bytes
    #[arg(long, default_value_t = 32)]
    pub(crate) bytes: u32,
}
