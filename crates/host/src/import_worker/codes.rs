//! Pictures are read for QR codes in the same kind of child as other programs' files: the picture goes in until its end,
//! what the codes say comes back as JSON.

use super::frame::Ending;
use super::parent::{ImportWorker, believed, listen};
use super::source::open_bounded;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;
use strongroom_api::{CodeFailure, ParseFailure};
use strongroom_exchange::{CodeText, MAX_PICTURE_MIB, PictureError, read_codes};
use strongroom_secret::{SecretBytes, SecretString};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// The word that makes this program the child that reads pictures.
pub(super) const WORD: &str = "picture-worker";
/// What reading a picture may take from the first byte to the last.
const TIME: Duration = Duration::from_secs(60);

type Answer = Result<Vec<CodeText>, PictureError>;

/// The child's work: reads the picture, answers.
pub(super) fn answer() -> Result<Result<(), Ending>, ()> {
    let mut picture = SecretBytes::default();
    let limit = (MAX_PICTURE_MIB << 20) + 1;
    if std::io::stdin().lock().take(limit).read_to_end(picture.expose_mut()).is_err() {
        return Ok(Err(Ending::Pipe));
    }
    // Exposed to the decoders, which is what this process is for.
    let found = catch_unwind(AssertUnwindSafe(|| read_codes(picture.expose()))).map_err(|_| ())?;
    let mut line = SecretBytes::default();
    let written = serde_json::to_writer(line.expose_mut(), &found).is_ok()
        && std::io::stdout().lock().write_all(line.expose()).is_ok();
    Ok(if written { Ok(()) } else { Err(Ending::Pipe) })
}

impl ImportWorker {
    /// What the QR codes of a picture say.
    ///
    /// # Errors
    /// [`CodeFailure`]; the child is gone then.
    pub async fn read_codes(&self, path: &Path) -> Result<Vec<SecretString>, CodeFailure> {
        let work = async {
            let (file, _) = open_bounded(path, MAX_PICTURE_MIB).await?;
            let mut picture = SecretBytes::default();
            let limit = (MAX_PICTURE_MIB << 20) + 1;
            let read = file.take(limit).read_to_end(picture.expose_mut()).await;
            read.map_err(|error| ParseFailure::Read {
                path: path.display().to_string(),
                kind: error.kind(),
            })?;
            self.converse_codes(picture).await
        };
        tokio::time::timeout(TIME, work).await.map_err(|_| ParseFailure::Exhausted)?
    }

    /// What the QR codes of a picture say that is in no file.
    ///
    /// # Errors
    /// [`CodeFailure`]; the child is gone then.
    pub async fn read_codes_in(&self, picture: SecretBytes) -> Result<Vec<SecretString>, CodeFailure> {
        let work = self.converse_codes(picture);
        tokio::time::timeout(TIME, work).await.map_err(|_| ParseFailure::Exhausted)?
    }

    async fn converse_codes(&self, picture: SecretBytes) -> Result<Vec<SecretString>, CodeFailure> {
        let mut child = self.start(WORD)?;
        let mut stdin = child.stdin.take().ok_or(ParseFailure::Process)?;
        let stdout = child.stdout.take().ok_or(ParseFailure::Process)?;
        let send = async move {
            // A child that listens no more is no failure here: how it ended tells why.
            let _ = stdin.write_all(picture.expose()).await;
            drop(stdin);
            Ok::<(), ParseFailure>(())
        };
        let ((), answer) = tokio::try_join!(send, listen(stdout))?;
        let status = child.wait().await.map_err(|_| ParseFailure::Process)?;
        believed(status)?;
        let answer: Answer = serde_json::from_slice(answer.expose()).map_err(|_| ParseFailure::Process)?;
        Ok(answer?.into_iter().map(|code| code.0).collect())
    }
}
