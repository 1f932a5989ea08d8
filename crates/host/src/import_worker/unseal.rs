//! What is encrypted for the user's own keys, on its way from the disk to the child: who opens it, and as what it goes on.

use super::decrypt::{Opener, Seal, is_installed, opened};
use super::sealed::seal_of;
use super::{service, store};
use std::path::PathBuf;
use strongroom_api::ParseFailure;
use strongroom_exchange::{Format, ImportError, NamedFile, Shut};
use strongroom_secret::{SecretBytes, SecretString};

/// The largest plain text of a single file, in MiB.
const MAX_PLAIN_MIB: u64 = 128;

/// What the program of the user is to open.
#[derive(Debug)]
pub(super) enum Sealed {
    /// One file; what is in it may be of any format.
    File(Seal, SecretBytes),
    /// The files of a password store, and whether their names begin with that of its folder.
    Store(Vec<NamedFile>, bool),
    /// The desktop's keyring, which opens itself.
    Keyring,
}

impl Sealed {
    /// Decrypts it. Gives the format too where the content is of one that does not tell.
    ///
    /// # Errors
    /// [`ParseFailure`] says which program is missing, or why nothing was decrypted.
    pub(super) async fn opened(
        self,
        password: Option<SecretString>,
        key_file: Option<PathBuf>,
    ) -> Result<(SecretBytes, Option<Format>), ParseFailure> {
        let opener = Opener { password, identities: key_file.or_else(identities) };
        if self.seals().contains(&Seal::Age) && opener.identities.is_none() {
            return Err(ImportError::NeedsPassword.into());
        }
        match self {
            Self::Store(files, named) => {
                Ok((store::unsealed(files, named, opener).await?, Some(Format::PassStore)))
            }
            Self::Keyring => Ok((service::packed().await?, Some(Format::SecretService))),
            Self::File(seal, bytes) => Ok((file(seal, &bytes, &opener).await?, None)),
        }
    }

    /// A part of an archive that its program encrypted; none where it is not encrypted with anything that is known.
    pub(super) fn of_part(name: &str, bytes: Vec<u8>) -> Option<Self> {
        Some(Self::File(seal_of(name, &bytes)?, SecretBytes::new(bytes)))
    }

    fn seals(&self) -> Vec<Seal> {
        match self {
            Self::File(seal, _) => vec![*seal],
            Self::Keyring => Vec::new(),
            Self::Store(files, _) => files.iter().filter_map(store::seal).collect(),
        }
    }
}

async fn file(seal: Seal, bytes: &SecretBytes, opener: &Opener) -> Result<SecretBytes, ParseFailure> {
    if seal == Seal::PgpPassword && opener.password.is_none() {
        return Err(ImportError::NeedsPassword.into());
    }
    let program = seal.program();
    if !is_installed(seal) {
        return Err(ParseFailure::NoProgram { program });
    }
    opened(seal, bytes, opener, MAX_PLAIN_MIB << 20).await.map_err(|why| match why {
        Shut::TooLarge => ParseFailure::TooLarge { limit_mib: MAX_PLAIN_MIB },
        Shut::Failed | Shut::Declined if seal == Seal::PgpPassword => ImportError::WrongPassword.into(),
        why => ParseFailure::Undecrypted { program, reason: why.words() },
    })
}

/// The file of age identities that passage uses, where there is one.
fn identities() -> Option<PathBuf> {
    let named = std::env::var_os("PASSAGE_IDENTITIES_FILE").map(PathBuf::from);
    let usual = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".passage").join("identities"));
    named.or_else(usual).filter(|path| path.is_file())
}
