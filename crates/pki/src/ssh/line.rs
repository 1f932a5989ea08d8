//! Public keys as lines: `.pub` files and lines of `authorized_keys` with their options (sshd(8)). Lines of `known_hosts`
//! are about hosts, not keys, and are not taken for one.

use super::armour::decoded;
use super::wire::Reader;
use super::{Algorithm, Certificate, Contents, Format, PublicKey, ReadError};

/// The names of options that sshd(8) knows, in lower case; they are written in any.
const OPTIONS: [&str; 25] = [
    "agent-forwarding",
    "cert-authority",
    "command",
    "environment",
    "expiry-time",
    "from",
    "no-agent-forwarding",
    "no-port-forwarding",
    "no-pty",
    "no-touch-required",
    "no-user-rc",
    "no-x11-forwarding",
    "permitlisten",
    "permitopen",
    "port-forwarding",
    "principals",
    "pty",
    "restrict",
    "touch-required",
    "tunnel",
    "user-rc",
    "verify-required",
    "no-verify-required",
    "x11-forwarding",
    "no-cert-authority",
];

/// The most options of one line.
const MAX_OPTIONS: usize = 64;

/// The one key of a text of lines; empty ones, and ones that begin with `#`, say nothing.
pub(super) fn read_only(text: &str) -> Result<Contents, ReadError> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let contents = read(lines.next().ok_or(ReadError::NotAKey)?)?;
    if lines.next().is_some() { Err(ReadError::Several) } else { Ok(contents) }
}

fn read(line: &str) -> Result<Contents, ReadError> {
    match key(line) {
        Err(ReadError::NotAKey) => {
            let (options, rest) = options(line).ok_or(ReadError::NotAKey)?;
            Ok(Contents { options, ..key(rest)? })
        }
        other => other,
    }
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once([' ', '\t']).unwrap_or((text, ""))
}

/// A line without options. It is taken for a key when its first word is the name inside the blob, or one that is known.
fn key(line: &str) -> Result<Contents, ReadError> {
    let (name, rest) = first_word(line);
    let (base64, comment) = first_word(rest);
    let known = match Algorithm::of_ssh_name(name) {
        Ok(Algorithm::Other(_)) => Certificate::algorithm_of(name).is_some(),
        Ok(_) => true,
        Err(_) => return Err(ReadError::NotAKey),
    };
    let otherwise = if known { ReadError::Malformed } else { ReadError::NotAKey };
    let blob = decoded(base64).map_err(|_| otherwise)?;
    if Reader::new(&blob).text().map_err(|_| otherwise)? != name {
        return Err(otherwise);
    }
    let comment = comment.trim();
    let comment = (!comment.is_empty()).then(|| comment.to_owned());
    Ok(Contents { comment, ..of_blob(&blob, Format::PublicLine)? })
}

/// What a blob holds: a public key in that format, or a certificate.
pub(super) fn of_blob(blob: &[u8], format: Format) -> Result<Contents, ReadError> {
    if Certificate::algorithm_of(Reader::new(blob).text()?).is_none() {
        return Ok(Contents::new(format, false, Some(PublicKey::from_blob(blob)?)));
    }
    let (public, certificate) = Certificate::from_blob(blob)?;
    let contents = Contents::new(Format::Certificate, false, Some(public));
    Ok(Contents { certificate: Some(certificate), ..contents })
}

/// The options before a key, and what comes after them. None if any of them has no known name.
fn options(line: &str) -> Option<(Vec<String>, &str)> {
    let (mut quoted, mut escaped, mut start) = (false, false, 0);
    let mut options = Vec::new();
    for (index, character) in line.char_indices() {
        let ends = !quoted && matches!(character, ',' | ' ' | '\t');
        if ends {
            options.push(option(line.get(start..index)?)?);
            start = index + 1;
            if character != ',' {
                return Some((options, line.get(start..)?));
            }
        }
        if options.len() > MAX_OPTIONS {
            return None;
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
    }
    None
}

fn option(text: &str) -> Option<String> {
    let (name, _) = text.split_once('=').unwrap_or((text, ""));
    // Longer than any known name; lower case is made of short texts only.
    let known = name.len() <= 32 && OPTIONS.contains(&name.to_ascii_lowercase().as_str());
    known.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    #[test]
    fn options_are_split_at_commas_outside_of_quotes() {
        let line = format!(r#"no-pty,command="echo \"a, b\"",From="10.0.0.?" {KEY} a b"#);
        let read = read_only(&line).unwrap();
        assert_eq!(read.options, ["no-pty", r#"command="echo \"a, b\"""#, r#"From="10.0.0.?""#]);
        assert_eq!(read.comment.as_deref(), Some("a b"));
    }

    #[test]
    fn what_only_looks_like_a_line_is_no_key() {
        for (text, error) in [
            (String::new(), ReadError::NotAKey),
            ("# ssh-ed25519".to_owned(), ReadError::NotAKey),
            ("Dear all,\nplease find".to_owned(), ReadError::NotAKey),
            (format!("example.org {KEY}"), ReadError::NotAKey),
            (format!("no-pty,example.org {KEY}"), ReadError::NotAKey),
            (format!("command=\"x {KEY}"), ReadError::NotAKey),
            (format!("{KEY}\n{KEY}"), ReadError::Several),
            ("ssh-ed25519".to_owned(), ReadError::Malformed),
            (KEY.replace("ssh-ed25519", "ssh-rsa"), ReadError::Malformed),
            (KEY.replace("IAAB", "IAA"), ReadError::Malformed),
            (KEY.replace("AAAAIAAB", "AAAAHwAB"), ReadError::Malformed),
            (KEY.replace("HR4f", "HR4fAA=="), ReadError::Malformed),
        ] {
            assert_eq!(read_only(&text).err(), Some(error), "{text}");
        }
    }

    #[test]
    fn key_of_an_unknown_algorithm_is_read_by_its_name() {
        // The string `new@example.org`, and four bytes.
        let read = read_only("new@example.org AAAAD25ld0BleGFtcGxlLm9yZwECAwQ= hello").unwrap();
        let public = read.public.unwrap();
        assert_eq!(public.algorithm(), Algorithm::Other("new@example.org".to_owned()));
        assert_eq!((public.bits(), public.line("").len()), (None, 48));
    }
}
