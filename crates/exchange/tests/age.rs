//! Files that age encrypted under a password: the vectors of its specification, and what Debian's own `age` makes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr, missing_docs, reason = "tests")]

mod support;

use std::io::Write;
use std::process::{Command, Stdio};
use strongroom_exchange::{Format, ImportError, ParsedImport, Request, parse};
use support::{corpus_path, titled, value};

const CSV: &str = "name,url,username,password,note\nExample,https://example.org,anna,correct horse,\n";

fn opened(bytes: &[u8], password: &str) -> Result<ParsedImport, ImportError> {
    parse(&Request { password: Some(password.into()), ..Request::new(bytes) })
}

/// What `age --passphrase` writes. It asks at a terminal only, and `script` is one.
fn by_age(plain: &[u8], password: &str, more: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("plain"), folder.path().join("sealed"));
    std::fs::write(&from, plain).unwrap();
    let command = format!("age --passphrase {more} --output {} {}", to.display(), from.display());
    let mut child = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(format!("{password}\n{password}\n").as_bytes()).ok()?;
    child.wait().ok()?;
    let sealed = std::fs::read(to).ok();
    if sealed.is_none() {
        eprintln!("skipped: age or script is not installed");
    }
    sealed
}

#[test]
fn what_age_put_under_a_password_is_opened_and_its_content_recognised() {
    for more in ["", "--armor"] {
        let Some(sealed) = by_age(CSV.as_bytes(), "p\u{e4}ss word", more) else { return };
        let import = opened(&sealed, "p\u{e4}ss word").unwrap();
        assert_eq!((import.format, import.items.len()), (Format::ChromeCsv, 1), "{more}");
        assert_eq!(value(&titled(&import, "Example").item, "password"), "correct horse");
        assert_eq!(parse(&Request::new(&sealed)).unwrap_err(), ImportError::NeedsPassword);
        assert_eq!(opened(&sealed, "wrong").unwrap_err(), ImportError::WrongPassword);
    }
}

#[test]
fn content_of_many_chunks_is_opened_and_none_of_them_can_be_left_out() {
    let rows = (0..4_000).map(|row| format!("Item {row},https://{row}.example,anna,pw {row},\n"));
    let csv: String = std::iter::once("name,url,username,password,note\n".to_owned()).chain(rows).collect();
    let Some(sealed) = by_age(csv.as_bytes(), "x", "") else { return };
    assert_eq!(opened(&sealed, "x").unwrap().items.len(), 4_000);
    // Each end of a chunk is where a cut would show least.
    let start = sealed.windows(4).position(|four| four == b"--- ").unwrap();
    let start = start + sealed[start..].iter().position(|byte| *byte == b'\n').unwrap() + 1 + 16;
    assert!(sealed.len() > start + 2 * 65_552);
    for end in [start, start + 65_552, start + 2 * 65_552, sealed.len() - 1] {
        assert!(matches!(opened(&sealed[..end], "x"), Err(ImportError::Damaged { .. })), "{end}");
    }
    let mut changed = sealed.clone();
    changed[start + 70_000] ^= 1;
    assert!(matches!(opened(&changed, "x"), Err(ImportError::Damaged { .. })));
    let twice = [&sealed[..start + 65_552], &sealed[start..]].concat();
    assert!(matches!(opened(&twice, "x"), Err(ImportError::Damaged { .. })));
}

#[test]
fn file_of_age_inside_another_is_not_opened_too() {
    let Some(inner) = by_age(CSV.as_bytes(), "x", "") else { return };
    let outer = by_age(&inner, "x", "").unwrap();
    assert!(matches!(opened(&outer, "x"), Err(ImportError::NotSupported { .. })));
}

#[test]
fn header_that_asks_for_too_much_or_is_no_header_costs_nothing() {
    let stanza = |exponent: &str| {
        let body = "gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2abk";
        let mac = "SrAokXI05aok1vecCAoCV8gWjDJDHWjJhOWzMkMWRFM";
        format!("age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ {exponent}\n{body}\n--- {mac}\n")
    };
    for exponent in ["20", "22", "40"] {
        let refused = opened(stanza(exponent).as_bytes(), "password");
        assert!(matches!(refused, Err(ImportError::KdfTooExpensive { .. })), "{exponent}");
    }
    for exponent in ["41", "0", "-1", "+5", "0x10", "05", "99999999999999", "", "1 1"] {
        let refused = opened(stanza(exponent).as_bytes(), "password");
        assert!(matches!(refused, Err(ImportError::Damaged { .. })), "{exponent}");
    }
    let whole = stanza("10");
    for end in "age-encryption.org/v1\n-> scrypt ".len()..whole.len() {
        assert!(opened(&whole.as_bytes()[..end], "password").is_err(), "{end}");
    }
}

/// Each vector says in its head what becomes of it, and the hash of what is in it.
#[test]
fn vectors_of_the_specification_open_to_what_they_say_or_not_at_all() {
    let folder = corpus_path("age");
    let Ok(files) = std::fs::read_dir(folder) else {
        eprintln!("skipped: no corpus");
        return;
    };
    let (mut good, mut bad) = (0, 0);
    for path in files.map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        let Some(end) = bytes.windows(2).position(|two| two == b"\n\n") else { continue };
        let (head, body) = (String::from_utf8_lossy(&bytes[..end]).into_owned(), &bytes[end + 2..]);
        let said = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        let Some(password) = said("passphrase: ") else { continue };
        let outcome = opened(body, &password);
        if said("expect: ").as_deref() == Some("success") {
            // What is in them is no export: that it was opened shows in what it is refused for.
            assert_eq!(outcome.unwrap_err(), ImportError::NotRecognised, "{path:?}");
            good += 1;
        } else {
            assert!(!matches!(outcome, Ok(_) | Err(ImportError::NotRecognised)), "{path:?}");
            bad += 1;
        }
    }
    assert!(good > 0 && bad > 10, "{good} {bad}");
}
