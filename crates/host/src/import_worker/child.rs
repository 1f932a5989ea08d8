//! The child: locks itself down, reads, parses, answers, ends. Says nothing on any other way than its answer.

use super::codes;
use super::frame::{Answer, Ending, Found, Head, WORD};
use super::sandbox::lock_down;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, BufReader, BufWriter, Read, StdinLock, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use strongroom_exchange::{Request, SealedPart, parse, sealed_part};
use strongroom_secret::SecretBytes;

/// The first line at most, in bytes: a password and a few words.
const MAX_HEAD: u64 = 1 << 20;

/// Does the child's work where this process was started to be the child. To be called first of all in `main`, before
/// any thread is started.
pub fn run_if_asked() -> Option<ExitCode> {
    let word = std::env::args_os().nth(1)?;
    let done = match word {
        word if word == WORD => run(),
        word if word == codes::WORD => run_for_picture(),
        _ => return None,
    };
    Some(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(ending) => ExitCode::from(ending as u8),
    })
}

fn run_for_picture() -> Result<(), Ending> {
    // What a decoder says when it panics may quote the picture.
    std::panic::set_hook(Box::new(|_| {}));
    lock_down().map_err(|_| Ending::NotLockedDown)?;
    codes::answer().map_err(|()| Ending::Panic)?
}

fn run() -> Result<(), Ending> {
    // What a parser says when it panics may quote the file.
    std::panic::set_hook(Box::new(|_| {}));
    lock_down().map_err(|_| Ending::NotLockedDown)?;
    let input = read_input().map_err(|_| Ending::Pipe)?;
    let answer = catch_unwind(AssertUnwindSafe(|| parsed(input))).map_err(|_| Ending::Panic)?;
    write_answer(&answer).map_err(|_| Ending::Pipe)
}

struct Input {
    head: Head,
    key_file: Option<SecretBytes>,
    unsealed: Option<SecretBytes>,
    file: SecretBytes,
}

fn read_input() -> std::io::Result<Input> {
    let mut from = BufReader::new(std::io::stdin().lock());
    let head = read_head(&mut from)?;
    let key_file = head.key_file.map(|length| read_exactly(&mut from, length)).transpose()?;
    let unsealed = head.unsealed.map(|length| read_exactly(&mut from, length)).transpose()?;
    let mut file = SecretBytes::new(room_for(head.file)?);
    from.read_to_end(file.expose_mut())?;
    Ok(Input { head, key_file, unsealed, file })
}

fn read_head(from: &mut BufReader<StdinLock<'_>>) -> std::io::Result<Head> {
    let mut line = SecretBytes::default();
    from.by_ref().take(MAX_HEAD).read_until(b'\n', line.expose_mut())?;
    Ok(serde_json::from_slice(line.expose())?)
}

fn read_exactly(from: &mut impl Read, length: usize) -> std::io::Result<SecretBytes> {
    let mut bytes = SecretBytes::new(room_for(length)?);
    bytes.expose_mut().resize(length, 0);
    from.read_exact(bytes.expose_mut())?;
    Ok(bytes)
}

/// Room for that many bytes and one more, so that reading to the end does not make the buffer grow.
fn room_for(length: usize) -> std::io::Result<Vec<u8>> {
    let mut room = Vec::new();
    room.try_reserve_exact(length.saturating_add(1)).map_err(|_| std::io::ErrorKind::OutOfMemory)?;
    Ok(room)
}

fn parsed(input: Input) -> Answer {
    // Exposed to the parser, which is what this process is for.
    if input.unsealed.is_none()
        && let Some(SealedPart { name, bytes }) = sealed_part(input.file.expose())
    {
        return Ok(Found::Sealed { name, base64: STANDARD.encode(bytes) });
    }
    let import = parse(&Request {
        bytes: input.file.expose(),
        format: input.head.format,
        password: input.head.password.map(|password| password.0),
        key_file: input.key_file.as_ref().map(|bytes| bytes.expose().as_slice()),
        tables: input.head.tables,
        unsealed: input.unsealed.as_ref().map(|bytes| bytes.expose().as_slice()),
    })?;
    Ok(Found::Import(Box::new(import)))
}

fn write_answer(answer: &Answer) -> std::io::Result<()> {
    let mut to = BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut to, answer)?;
    to.flush()
}
