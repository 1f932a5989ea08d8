//! The import process as the program uses it: good files come through, hostile ones end in a clear error while the
//! parent's memory stays flat. This test's own program is the child.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test with a harness of its own, which clippy does not know for a test"
)]

mod bomb;
mod hostile;

use hostile::{
    deep_json_and_deep_xml_name_the_limit, entities_of_xml_are_refused_unexpanded,
    folders_that_contain_each_other_end, lengths_that_lie_are_damage, names_in_an_archive_are_no_paths,
    references_of_bitwarden_that_lead_nowhere_come_in, table_of_ten_million_rows_names_the_limit,
    zip_bombs_end_soon_whatever_size_they_claim,
};

use libtest_mimic::{Arguments, Failed, Trial};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use strongroom_api::{ParseFailure, ParseRequest};
use strongroom_exchange::{Format, ImportError, ParsedImport, Tables};
use strongroom_host::ImportWorker;
use strongroom_host::import_worker::run_if_asked;
use strongroom_secret::SecretString;

/// What a hostile file may take.
const SOON: Duration = Duration::from_secs(5);
/// By how much the parent may grow meanwhile, in KiB.
const FLAT_KIB: u64 = 64 << 10;

const CSV: &str = "name,url,username,password,note\nExample,https://example.org,anna,correct horse,\n";

fn main() -> ExitCode {
    if let Some(code) = run_if_asked() {
        return code;
    }
    // One at a time: they measure this process.
    let arguments = Arguments { test_threads: Some(1), ..Arguments::from_args() };
    libtest_mimic::run(&arguments, trials()).exit_code()
}

macro_rules! trials {
    ($($name:ident),* $(,)?) => {
        fn trials() -> Vec<Trial> {
            vec![$(Trial::test(stringify!($name), || $name(&Scratch::new()?))),*]
        }
    };
}

trials! {
    good_file_comes_through_the_pipes_whole,
    format_named_by_its_stable_name_is_used,
    unknown_format_name_is_refused_with_those_that_exist,
    parser_s_own_error_comes_through,
    password_and_key_file_reach_the_parser,
    missing_file_is_named,
    pipe_is_no_file,
    folder_is_read_file_by_file_and_links_are_not_followed,
    exports_under_a_password_are_opened_in_the_child,
    file_beyond_the_limit_is_refused_unread,
    database_whose_key_derivation_takes_threads_is_opened,
    gzip_bomb_in_a_kdbx_ends_soon_and_leaves_the_parent_flat,
    table_of_more_cells_than_are_read_leaves_the_parent_flat,
    table_of_ten_million_rows_names_the_limit,
    zip_bombs_end_soon_whatever_size_they_claim,
    entities_of_xml_are_refused_unexpanded,
    deep_json_and_deep_xml_name_the_limit,
    names_in_an_archive_are_no_paths,
    lengths_that_lie_are_damage,
    folders_that_contain_each_other_end,
    references_of_bitwarden_that_lead_nowhere_come_in,
    child_that_is_killed_is_an_exhausted_one,
    child_that_answers_nonsense_is_not_believed,
    child_that_never_ends_is_killed_after_two_minutes,
    child_that_answers_without_end_is_stopped,
    program_that_is_not_there_is_a_failed_process,
}

type Outcome = Result<(), Failed>;

struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new() -> Result<Self, Failed> {
        Ok(Self(tempfile::tempdir()?))
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// A worker whose child is that shell script.
    fn script(&self, lines: &str) -> ImportWorker {
        use std::os::unix::fs::PermissionsExt;
        let path = self.file("child", format!("#!/bin/sh\nPATH=/usr/bin:/bin\ncat > /dev/null\n{lines}\n"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        ImportWorker::new(path)
    }
}

fn request(path: &Path) -> ParseRequest {
    ParseRequest {
        path: path.to_owned(),
        format: None,
        password: None,
        key_file: None,
        tables: Tables::default(),
    }
}

fn worker() -> ImportWorker {
    ImportWorker::of_this_program().unwrap()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn parse(worker: &ImportWorker, request: ParseRequest) -> Result<ParsedImport, ParseFailure> {
    runtime().block_on(worker.parse(request))
}

/// What [`parse`] says, if it says it soon and the parent did not grow.
fn parse_hostile(request: ParseRequest) -> Result<ParseFailure, Failed> {
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = peak_kib()?;
    let work = async { tokio::time::timeout(SOON, worker().parse(request)).await };
    let failure = match runtime().block_on(work) {
        Err(_) => return Err("it took more than five seconds".into()),
        Ok(Ok(_)) => return Err("it was imported".into()),
        Ok(Err(failure)) => failure,
    };
    let growth = peak_kib()?.saturating_sub(before);
    if growth < FLAT_KIB { Ok(failure) } else { Err(format!("the parent grew by {growth} KiB").into()) }
}

/// The most memory that this process has held since the peak was reset.
fn peak_kib() -> Result<u64, Failed> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

fn good_file_comes_through_the_pipes_whole(scratch: &Scratch) -> Outcome {
    let parsed = parse(&worker(), request(&scratch.file("chrome.csv", CSV)))?;
    assert_eq!(parsed.format, Format::ChromeCsv);
    let item = &parsed.items[0].item;
    assert_eq!(item.title, "Example");
    assert!(item.fields.iter().any(|field| field.value == SecretString::from("correct horse")));
    Ok(())
}

fn format_named_by_its_stable_name_is_used(scratch: &Scratch) -> Outcome {
    let path = scratch.file("chrome.csv", CSV);
    let parsed = parse(&worker(), ParseRequest { format: Some("generic_csv".to_owned()), ..request(&path) })?;
    assert_eq!(parsed.format, Format::GenericCsv);
    Ok(())
}

fn unknown_format_name_is_refused_with_those_that_exist(scratch: &Scratch) -> Outcome {
    let path = scratch.file("chrome.csv", CSV);
    let failure =
        parse(&worker(), ParseRequest { format: Some("pigeon".to_owned()), ..request(&path) }).unwrap_err();
    let text = failure.to_string();
    assert!(text.contains("pigeon") && text.contains("bitwarden_json") && text.contains("kdbx"), "{text}");
    Ok(())
}

fn parser_s_own_error_comes_through(scratch: &Scratch) -> Outcome {
    let failure = parse(&worker(), request(&scratch.file("file", b"\xff\xfea\0"))).unwrap_err();
    assert_eq!(failure, ParseFailure::Import(ImportError::Utf16));
    Ok(())
}

fn password_and_key_file_reach_the_parser(scratch: &Scratch) -> Outcome {
    let path = scratch.file("small.kdbx", bomb::kdbx(0));
    let with = |password: &str, key_file| {
        let password = Some(SecretString::from(password));
        parse(&worker(), ParseRequest { password, key_file, ..request(&path) }).unwrap_err()
    };
    let wrong = ParseFailure::Import(ImportError::WrongCredentials);
    assert_eq!(with("wrong", None), wrong);
    assert_eq!(with(bomb::PASSWORD, Some(scratch.file("key", [7; 32]))), wrong);
    // The right ones get as far as the content, of which there is none.
    assert!(matches!(with(bomb::PASSWORD, None), ParseFailure::Import(ImportError::Damaged { .. })));
    Ok(())
}

fn missing_file_is_named(scratch: &Scratch) -> Outcome {
    let path = scratch.0.path().join("absent.csv");
    let failure = parse(&worker(), request(&path)).unwrap_err();
    assert!(
        matches!(&failure, ParseFailure::Read { path, kind: ErrorKind::NotFound } if path.ends_with("absent.csv")),
        "{failure:?}"
    );
    Ok(())
}

fn pipe_is_no_file(_: &Scratch) -> Outcome {
    let failure = parse(&worker(), request(Path::new("/dev/zero"))).unwrap_err();
    assert!(matches!(failure, ParseFailure::NoFile { .. }), "{failure:?}");
    Ok(())
}

fn folder_is_read_file_by_file_and_links_are_not_followed(scratch: &Scratch) -> Outcome {
    let folder = scratch.0.path();
    let empty = parse(&worker(), request(folder)).unwrap_err();
    assert_eq!(empty, ParseFailure::Import(ImportError::NotRecognised));
    std::fs::create_dir_all(folder.join("a/.git"))?;
    for name in ["a/chrome.csv", "a/.git/chrome.csv"] {
        scratch.file(name, CSV);
    }
    std::os::unix::fs::symlink("chrome.csv", folder.join("a/link.csv"))?;
    let parsed = parse(&worker(), request(folder))?;
    assert_eq!((parsed.format, parsed.items.len()), (Format::Bundle, 1));
    Ok(())
}

fn exports_under_a_password_are_opened_in_the_child(scratch: &Scratch) -> Outcome {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/samples");
    for name in ["bitwarden_argon2.json", "bitwarden_pbkdf2.json", "aegis_encrypted.json"] {
        let path = scratch.file(name, std::fs::read(samples.join(name))?);
        let password = Some(SecretString::from("correct horse"));
        let parsed = parse(&worker(), ParseRequest { password, ..request(&path) })?;
        assert_eq!(parsed.items[0].item.title, "Bank", "{name}");
    }
    Ok(())
}

fn file_beyond_the_limit_is_refused_unread(scratch: &Scratch) -> Outcome {
    let path = scratch.file("huge", "");
    std::fs::OpenOptions::new().write(true).open(&path)?.set_len((512 << 20) + 1)?;
    assert_eq!(parse_hostile(request(&path))?, ParseFailure::TooLarge { limit_mib: 512 });
    Ok(())
}

/// Argon2 in 64 MiB on two threads, which the filter of system calls must let start.
fn database_whose_key_derivation_takes_threads_is_opened(_: &Scratch) -> Outcome {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/kdbx/keepass-rs");
    let path = corpus.join("test_db_kdbx4_with_totp_entry.kdbx");
    if !path.exists() {
        eprintln!("passed over: the corpus is not here");
        return Ok(());
    }
    let parsed = parse(&worker(), ParseRequest { password: Some("test".into()), ..request(&path) })?;
    assert_eq!(parsed.items.len(), 1);
    Ok(())
}

fn gzip_bomb_in_a_kdbx_ends_soon_and_leaves_the_parent_flat(scratch: &Scratch) -> Outcome {
    let path = scratch.file("bomb.kdbx", bomb::kdbx(10 << 10));
    let password = Some(SecretString::from(bomb::PASSWORD));
    let failure = parse_hostile(ParseRequest { password, ..request(&path) })?;
    assert!(matches!(failure, ParseFailure::Import(ImportError::TooLarge { .. })), "{failure:?}");
    Ok(())
}

fn table_of_more_cells_than_are_read_leaves_the_parent_flat(scratch: &Scratch) -> Outcome {
    // Each short cell becomes a custom field, which takes a hundred times as much.
    let columns: String = (0..100).map(|column| format!(",column {column}")).collect();
    let row = format!("a,b,c{}\n", ",x".repeat(100));
    let path = scratch.file("rows.csv", format!("name,username,password{columns}\n{}", row.repeat(200_000)));
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = peak_kib()?;
    let failure = parse(&worker(), request(&path)).unwrap_err();
    assert!(matches!(failure, ParseFailure::Import(ImportError::TooLarge { .. })), "{failure:?}");
    assert!(peak_kib()?.saturating_sub(before) < FLAT_KIB);
    Ok(())
}

fn child_that_is_killed_is_an_exhausted_one(scratch: &Scratch) -> Outcome {
    let path = scratch.file("chrome.csv", CSV);
    for signal in ["KILL", "ABRT", "XCPU"] {
        let failure = parse(&scratch.script(&format!("kill -{signal} $$")), request(&path)).unwrap_err();
        assert_eq!(failure, ParseFailure::Exhausted, "{signal}");
    }
    Ok(())
}

fn child_that_answers_nonsense_is_not_believed(scratch: &Scratch) -> Outcome {
    let path = scratch.file("chrome.csv", CSV);
    for script in ["exit 0", "echo nonsense", r#"echo '{"Ok":{"format":"kdbx"}}'"#, "exit 10", "exit 11"] {
        let failure = parse(&scratch.script(script), request(&path)).unwrap_err();
        assert_eq!(failure, ParseFailure::Process, "{script}");
    }
    Ok(())
}

fn child_that_never_ends_is_killed_after_two_minutes(scratch: &Scratch) -> Outcome {
    let (path, pid) = (scratch.file("chrome.csv", CSV), scratch.0.path().join("pid"));
    let worker = scratch.script(&format!("echo $$ > {}\nexec sleep 1000", pid.display()));
    let runtime = runtime();
    let failure = runtime.block_on(async {
        let work = tokio::spawn(async move { worker.parse(request(&path)).await });
        while !std::fs::read_to_string(&pid).is_ok_and(|text| text.ends_with('\n')) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(119)).await;
        assert!(!work.is_finished());
        tokio::time::advance(Duration::from_secs(2)).await;
        work.await
    })?;
    assert_eq!(failure.unwrap_err(), ParseFailure::Exhausted);
    drop(runtime);
    let process = PathBuf::from("/proc").join(std::fs::read_to_string(pid)?.trim()).join("cmdline");
    // A killed process that nobody waited for yet has no command line any more.
    assert_eq!(std::fs::read(process).unwrap_or_default(), b"");
    Ok(())
}

fn child_that_answers_without_end_is_stopped(scratch: &Scratch) -> Outcome {
    let path = scratch.file("chrome.csv", CSV);
    assert_eq!(parse(&scratch.script("exec yes"), request(&path)).unwrap_err(), ParseFailure::Exhausted);
    Ok(())
}

fn program_that_is_not_there_is_a_failed_process(scratch: &Scratch) -> Outcome {
    let worker = ImportWorker::new(scratch.0.path().join("absent"));
    assert_eq!(parse(&worker, request(&scratch.file("chrome.csv", CSV))).unwrap_err(), ParseFailure::Process);
    Ok(())
}
