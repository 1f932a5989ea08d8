//! The files of an import, opened and bounded by the parent, and pushed into the child as they are read.

use super::decrypt::Seal;
use super::folder;
use super::frame::{Head, Password};
use super::sealed::seal_of;
use super::store::is_store;
use super::unseal::Sealed;
use std::path::{Path, PathBuf};
use strongroom_api::{ParseFailure, ParseRequest};
use strongroom_exchange::{Format, ImportError};
use strongroom_secret::{SecretBytes, SecretString};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWrite, AsyncWriteExt};

const MIB: u64 = 1 << 20;
/// The largest file that is read, in MiB.
pub(super) const MAX_FILE_MIB: u64 = 512;
/// The largest key file, in MiB: some people take a photograph.
const MAX_KEY_FILE_MIB: u64 = 16;
/// The largest file that is decrypted by another program, in MiB.
const MAX_SEALED_MIB: u64 = 128;
/// What is read of a file to see whether it is encrypted for somebody's keys, in bytes.
const HEAD: u64 = 4096;
/// What is read before it is written on, in bytes.
const CHUNK: usize = 64 * 1024;

/// What the child is to be told.
#[derive(Debug)]
pub(super) struct Source {
    head: Head,
    key_file: Option<SecretBytes>,
    unsealed: Option<SecretBytes>,
    content: Content,
    path: String,
}

/// What is imported: a file that is read as it is sent, or a folder that was packed into one.
#[derive(Debug)]
enum Content {
    File(File),
    Packed(SecretBytes),
    /// Something that the user's own program has to decrypt first, and the key file for it.
    Sealed(Sealed, Option<PathBuf>),
}

impl Source {
    /// Opens the files. The larger one is not read yet.
    pub(super) async fn open(request: ParseRequest) -> Result<Self, ParseFailure> {
        let format = request.format.as_deref().map(format_of_name).transpose()?;
        let (content, length) = content_of(&request.path, format).await?;
        let (content, key_file) = match (content, &request.key_file) {
            // The program that decrypts reads its key file itself.
            (Content::Sealed(sealed, _), path) => (Content::Sealed(sealed, path.clone()), None),
            (content, Some(path)) => (content, Some(read_key_file(path).await?)),
            (content, None) => (content, None),
        };
        let head = Head {
            format,
            password: request.password.map(Password),
            key_file: key_file.as_ref().map(|bytes| bytes.expose().len()),
            unsealed: None,
            file: usize::try_from(length).unwrap_or(usize::MAX),
            tables: request.tables,
        };
        Ok(Self { head, key_file, unsealed: None, content, path: request.path.display().to_string() })
    }

    /// The password, where one was given.
    pub(super) fn password(&self) -> Option<SecretString> {
        self.head.password.as_ref().map(|Password(password)| password.clone())
    }

    /// With the plain text of the file's sealed part.
    pub(super) fn with(mut self, plain: SecretBytes) -> Self {
        self.head.unsealed = Some(plain.expose().len());
        Self { unsealed: Some(plain), ..self }
    }

    /// Has the user's own program decrypt what is encrypted for the user's keys; anything else stays as it is. May wait for
    /// a person, within limits of its own.
    pub(super) async fn unsealed(mut self) -> Result<Self, ParseFailure> {
        let password = self.password();
        let (sealed, key_file) = match self.content {
            Content::Sealed(sealed, key_file) => (sealed, key_file),
            content => return Ok(Self { content, ..self }),
        };
        let (plain, format) = sealed.opened(password, key_file).await?;
        self.head.format = format.or(self.head.format);
        self.head.file = plain.expose().len();
        Ok(Self { content: Content::Packed(plain), ..self })
    }

    /// Pushes everything into the child. A child that listens no more is no failure here: how it ended tells why.
    pub(super) async fn send(mut self, mut to: impl AsyncWrite + Unpin) -> Result<(), ParseFailure> {
        let mut line = SecretBytes::new(serde_json::to_vec(&self.head).map_err(|_| ParseFailure::Process)?);
        line.expose_mut().push(b'\n');
        let opening = async {
            to.write_all(line.expose()).await?;
            to.write_all(self.key_file.as_ref().map_or(&[][..], |bytes| bytes.expose())).await?;
            to.write_all(self.unsealed.as_ref().map_or(&[][..], |bytes| bytes.expose())).await
        };
        if opening.await.is_err() {
            return Ok(());
        }
        match &mut self.content {
            Content::File(file) => send_file(file, &self.path, to).await,
            Content::Packed(bytes) => {
                let _ = to.write_all(bytes.expose()).await;
                Ok(())
            }
            Content::Sealed(..) => Err(ParseFailure::Process),
        }
    }
}

async fn content_of(path: &Path, format: Option<Format>) -> Result<(Content, u64), ParseFailure> {
    if format == Some(Format::SecretService) {
        return Ok((Content::Sealed(Sealed::Keyring, None), 0));
    }
    if tokio::fs::metadata(path).await.is_ok_and(|facts| facts.is_dir()) {
        let files = folder::read_all(path).await?;
        if format.is_none_or(|format| format == Format::PassStore) && is_store(&files) {
            return Ok((Content::Sealed(Sealed::Store(files, path.file_name().is_some()), None), 0));
        }
        let packed = folder::packed(&files)?;
        let length = packed.expose().len() as u64;
        return Ok((Content::Packed(packed), length));
    }
    let (mut file, length) = open_bounded(path, MAX_FILE_MIB).await?;
    let mut head = SecretBytes::default();
    let failed = |error: std::io::Error| unreadable(path.display().to_string(), &error);
    (&mut file).take(HEAD).read_to_end(head.expose_mut()).await.map_err(failed)?;
    // Exposed to look at its first bytes. What age put under a password is opened where it is read.
    let seal = seal_of(&path.to_string_lossy(), head.expose()).filter(|seal| *seal != Seal::AgePassword);
    let Some(seal) = seal else {
        file.rewind().await.map_err(failed)?;
        return Ok((Content::File(file), length));
    };
    let limit = MAX_SEALED_MIB * MIB;
    (&mut file).take(limit).read_to_end(head.expose_mut()).await.map_err(failed)?;
    if head.expose().len() as u64 > limit {
        return Err(too_large(MAX_SEALED_MIB));
    }
    Ok((Content::Sealed(Sealed::File(seal, head), None), 0))
}

async fn send_file(file: &mut File, path: &str, mut to: impl AsyncWrite + Unpin) -> Result<(), ParseFailure> {
    let mut chunk = SecretBytes::new(vec![0; CHUNK]);
    let mut left = MAX_FILE_MIB * MIB;
    loop {
        let read = file.read(chunk.expose_mut()).await;
        let bytes = match read.map(|count| chunk.expose().get(..count)) {
            Ok(Some([])) => return Ok(()),
            Ok(bytes) => bytes.unwrap_or_default(),
            Err(error) => return Err(unreadable(path.to_owned(), &error)),
        };
        left = left.checked_sub(bytes.len() as u64).ok_or(too_large(MAX_FILE_MIB))?;
        if to.write_all(bytes).await.is_err() {
            return Ok(());
        }
    }
}

/// The format of that stable name.
fn format_of_name(name: &str) -> Result<Format, ParseFailure> {
    let instead = "leave the format out, or give one of kdbx, kdb, kee_pass_xml, kee_pass_x_xml, bitwarden_json, bitwarden_zip, bitwarden_csv, \
                   chrome_csv, firefox_csv, safari_csv, one_password_pux, one_password_pif, one_password_vault, one_password_csv, \
                   one_password_legacy_csv, last_pass_csv, dashlane_zip, dashlane_csv, proton_pass_zip, proton_pass_json, \
                   proton_pass_csv, cxf, enpass_json, keeper_json, keeper_csv, nord_pass_csv, robo_form_csv, kee_pass_xc_csv, \
                   aegis, and_otp, two_fas, otp_addresses, key_file, dotenv, pg_pass, netrc, aws_credentials, docker_config, \
                   kubeconfig, pass_store, secret_service, bundle, strongroom_json, strongroom_csv, generic_csv";
    serde_json::from_value(name.into()).map_err(|_| {
        ParseFailure::Import(ImportError::NotSupported {
            product: name.to_owned().into(),
            instead: instead.into(),
        })
    })
}

async fn read_key_file(path: &Path) -> Result<SecretBytes, ParseFailure> {
    let (file, _) = open_bounded(path, MAX_KEY_FILE_MIB).await?;
    let mut bytes = SecretBytes::default();
    let limit = MAX_KEY_FILE_MIB * MIB;
    let read = file.take(limit + 1).read_to_end(bytes.expose_mut()).await;
    match read {
        Ok(count) if count as u64 > limit => Err(too_large(MAX_KEY_FILE_MIB)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(path.display().to_string(), &error)),
    }
}

/// Opens a regular file that is not too large now; a pipe or a device could keep this waiting for ever.
pub(super) async fn open_bounded(path: &Path, limit_mib: u64) -> Result<(File, u64), ParseFailure> {
    let failed = |error: std::io::Error| unreadable(path.display().to_string(), &error);
    let facts = tokio::fs::metadata(path).await.map_err(failed)?;
    if !facts.is_file() {
        return Err(ParseFailure::NoFile { path: path.display().to_string() });
    }
    if facts.len() > limit_mib * MIB {
        return Err(too_large(limit_mib));
    }
    Ok((File::open(path).await.map_err(failed)?, facts.len()))
}

fn too_large(limit_mib: u64) -> ParseFailure {
    ParseFailure::TooLarge { limit_mib }
}

pub(super) fn unreadable(path: String, error: &std::io::Error) -> ParseFailure {
    ParseFailure::Read { path, kind: error.kind() }
}
