//! What the import process can still do after it locked itself down. Each deed is tried twice, in processes of their
//! own: free, where it must succeed, and locked down, where it must not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test with a harness of its own, which clippy does not know for a test"
)]

use libtest_mimic::{Arguments, Failed, Trial};
use std::io::{Read, Write};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::time::Duration;
use strongroom_host::import_worker::sandbox::lock_down;

/// The exit code of a deed that succeeded, and of one that was refused.
const DONE: i32 = 20;
const REFUSED: i32 = 21;

type Deed = (&'static str, fn() -> bool);

const FORBIDDEN: &[Deed] = &[
    ("connecting_over_the_network", || {
        std::net::UdpSocket::bind("127.0.0.1:0").is_ok() || std::net::TcpListener::bind("127.0.0.1:0").is_ok()
    }),
    ("opening_a_local_socket", || std::os::unix::net::UnixDatagram::unbound().is_ok()),
    ("writing_a_file", || std::fs::OpenOptions::new().write(true).open("/dev/null").is_ok()),
    ("reading_a_file", || std::fs::read("/etc/hosts").is_ok()),
    ("removing_a_file", || {
        std::fs::remove_file("/nonexistent").is_err_and(|error| error.raw_os_error() == Some(2))
    }),
    ("listing_a_folder", || std::fs::read_dir("/").is_ok()),
    ("starting_a_program", || Command::new("/bin/true").status().is_ok_and(|status| status.success())),
    ("looking_at_another_process", || std::fs::read("/proc/1/comm").is_ok()),
    ("talking_through_an_inherited_connection", || std::io::stderr().write_all(b"x").is_ok()),
    ("taking_two_gibibytes", || Vec::<u8>::new().try_reserve_exact(2 << 30).is_ok()),
];

const ALLOWED: &[Deed] = &[
    ("taking_one_gibibyte", || Vec::<u8>::new().try_reserve_exact(1 << 30).is_ok()),
    ("computing_on_four_threads", || {
        let threads: Vec<_> =
            (0..4_u64).map(|at| std::thread::spawn(move || vec![at; 1 << 20].iter().sum::<u64>())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(0)).sum::<u64>() == 6 << 20
    }),
    ("reading_the_pipe", || {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).is_ok_and(|_| text == "question")
    }),
    ("writing_the_pipe", || std::io::stdout().write_all(b"answer").is_ok()),
    ("catching_a_panic", || {
        std::panic::set_hook(Box::new(|_| {}));
        std::panic::catch_unwind(|| panic!("caught")).is_err()
    }),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().collect();
    if let [_, lock, name] = words.as_slice()
        && let Some((_, deed)) = FORBIDDEN.iter().chain(ALLOWED).find(|(known, _)| known == name)
    {
        return attempt(lock == "locked", *deed);
    }
    libtest_mimic::run(&Arguments::from_args(), trials()).exit_code()
}

fn attempt(locked: bool, deed: fn() -> bool) -> ExitCode {
    if locked && lock_down().is_err() {
        return ExitCode::FAILURE;
    }
    ExitCode::from(u8::try_from(if deed() { DONE } else { REFUSED }).unwrap())
}

fn trials() -> Vec<Trial> {
    let forbidden = FORBIDDEN.iter().map(|(name, _)| trial(name, "is_refused", REFUSED));
    let allowed = ALLOWED.iter().map(|(name, _)| trial(name, "still_works", DONE));
    let all = forbidden.chain(allowed).chain([Trial::test("limits_of_time_and_files_are_set", limits)]);
    if cfg!(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))) {
        all.collect()
    } else {
        Vec::new()
    }
}

/// Seen from outside, while the child waits at its pipe; to reach the limit of time would take a minute.
fn limits() -> Result<(), Failed> {
    let mut child = start("reading_the_pipe", "locked")?;
    let file = format!("/proc/{}/limits", child.id());
    let expected =
        ["Max cpu time 60 60", "Max file size 0 0", "Max core file size 0 0", "Max open files 3 3"];
    let all_set = (0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        let limits = std::fs::read_to_string(&file).unwrap_or_default();
        let limits: Vec<String> =
            limits.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        expected.iter().all(|limit| limits.iter().any(|line| line.starts_with(limit)))
    });
    child.kill()?;
    child.wait()?;
    if all_set { Ok(()) } else { Err("a limit is not set".into()) }
}

fn trial(name: &'static str, outcome: &str, when_locked: i32) -> Trial {
    Trial::test(format!("{name}_{outcome}_in_the_import_process"), move || {
        expect(name, "free", DONE)?;
        expect(name, "locked", when_locked)
    })
}

fn expect(name: &str, lock: &str, code: i32) -> Result<(), Failed> {
    let status = run(name, lock).map_err(|error| error.to_string())?;
    if status.code() == Some(code) {
        Ok(())
    } else {
        Err(format!("{lock}: {status}, expected {code}").into())
    }
}

fn start(name: &str, lock: &str) -> std::io::Result<Child> {
    let pipes = || Stdio::piped();
    Command::new(std::env::current_exe()?)
        .args([lock, name])
        .stdin(pipes())
        .stdout(pipes())
        .stderr(pipes())
        .spawn()
}

fn run(name: &str, lock: &str) -> std::io::Result<ExitStatus> {
    let mut child = start(name, lock)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A deed that does not listen may be over already.
        let _ = stdin.write_all(b"question");
    }
    Ok(child.wait_with_output()?.status)
}
