//! The OS keyring as it is met on Linux: a real one, none, one that never answers. Each runs on a D-Bus of its own, in a
//! process of its own, and is passed over with a notice where the tools for it are not installed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test with a harness of its own, which clippy does not know for a test"
)]

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;
use strongroom_api::{DeviceSecrets, KeyringError};
use strongroom_host::SystemKeyring;
use strongroom_secret::SecretBytes;

/// A bus on which nothing is started by being asked for.
const BARE_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;
const SERVICE: &str = "org.freedesktop.secrets";
/// What a keyring that is not there may take to say so.
const QUICKLY: Duration = Duration::from_secs(3);

/// What happens inside a session, by name.
const SCENES: &[Scene] = &[
    ("secret_is_kept_replaced_and_forgotten", || inside(kept_replaced_and_forgotten)),
    ("two_secrets_of_one_name_are_ambiguous", || inside(two_of_one_name)),
    ("bytes_that_are_no_device_secret_are_unusable", || inside(other_bytes)),
    ("nobody_answers", || inside(nobody_answers)),
    ("keyring_never_answers", || inside(never_answers)),
    ("own_the_name_and_hang", own_the_name_and_hang),
];

type Outcome = Result<(), Failed>;
type Scene = (&'static str, fn() -> Outcome);

fn main() -> ExitCode {
    let scene = std::env::args().nth(1).and_then(|name| SCENES.iter().find(|(known, _)| *known == name));
    if let Some((name, scene)) = scene {
        return match scene() {
            Ok(()) => ExitCode::SUCCESS,
            Err(failed) => {
                eprintln!("{name}: {}", failed.message().unwrap_or_default());
                ExitCode::FAILURE
            }
        };
    }
    libtest_mimic::run(&Arguments::from_args(), trials()).exit_code()
}

fn inside<F: Future<Output = Outcome>>(scene: fn(SystemKeyring) -> F) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(scene(SystemKeyring::new()));
    // Threads that hang in a keyring are not waited for.
    runtime.shutdown_background();
    outcome
}

fn trials() -> Vec<Trial> {
    // The daemon goes into the background before it has its name on the bus.
    let unlocked = "printf test | gnome-keyring-daemon --unlock --components=secrets > /dev/null || exit 1; i=0; \
                    until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
                    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true \
                    || [ $i -gt 100 ]; do sleep 0.1; i=$((i + 1)); done; exec \"$@\"";
    let hung = "\"$1\" own_the_name_and_hang & i=0; \
                until [ -e \"$HOME/owned\" ] || [ $i -gt 100 ]; do sleep 0.1; i=$((i + 1)); done; \
                \"$@\"; code=$?; kill $!; exit $code";
    vec![
        on_a_bus("secret_is_kept_replaced_and_forgotten", unlocked, &["gnome-keyring-daemon"]),
        on_a_bus("two_secrets_of_one_name_are_ambiguous", unlocked, &["gnome-keyring-daemon", "secret-tool"]),
        on_a_bus(
            "bytes_that_are_no_device_secret_are_unusable",
            unlocked,
            &["gnome-keyring-daemon", "secret-tool"],
        ),
        on_a_bus("nobody_answers", "exec \"$@\"", &[]).with_kind("bus without a keyring"),
        on_a_bus("keyring_never_answers", hung, &[]),
        Trial::test("nobody_answers", without_a_bus).with_kind("no bus"),
    ]
}

/// The scene on a bus of its own, after `script` made it ready.
fn on_a_bus(scene: &'static str, script: &'static str, tools: &'static [&'static str]) -> Trial {
    Trial::test(scene, move || {
        if let Some(missing) = ["dbus-run-session"].iter().chain(tools).find(|tool| !installed(tool)) {
            eprintln!("passed over: {missing} is not installed");
            return Ok(());
        }
        let home = tempfile::tempdir()?;
        let config = home.path().join("bus.conf");
        std::fs::write(&config, BARE_BUS)?;
        let mut session = Command::new("dbus-run-session");
        session.arg("--config-file").arg(&config).args(["--", "sh", "-c", script, "sh"]);
        expect_success(session.arg(std::env::current_exe()?).arg(scene), home.path())
    })
}

fn without_a_bus() -> Outcome {
    let home = tempfile::tempdir()?;
    let mut program = Command::new(std::env::current_exe()?);
    program
        .arg("nobody_answers")
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}/none", home.path().display()));
    expect_success(&mut program, home.path())
}

fn expect_success(program: &mut Command, home: &Path) -> Outcome {
    for folder in ["HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        program.env(folder, home);
    }
    let output = program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{}: {said}", output.status).into()) }
}

fn installed(tool: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(tool).exists()))
}

fn secret(byte: u8) -> SecretBytes {
    SecretBytes::new(vec![byte; 32])
}

async fn kept_replaced_and_forgotten(keyring: SystemKeyring) -> Outcome {
    keyring.probe().await?;
    assert_eq!(keyring.load("first").await?, None);
    keyring.store("first", secret(1)).await?;
    keyring.store("second", secret(2)).await?;
    assert_eq!(keyring.load("first").await?, Some(secret(1)));
    keyring.store("first", secret(3)).await?;
    assert_eq!(keyring.load("first").await?, Some(secret(3)));
    keyring.forget("first").await?;
    assert_eq!(keyring.load("first").await?, None);
    assert_eq!(keyring.load("second").await?, Some(secret(2)));
    keyring.forget("first").await?;
    Ok(())
}

/// Puts a text into the keyring as another program might.
fn put(name: &str, text: &str, more: &[&str]) -> Outcome {
    use std::io::Write;
    let mut tool = Command::new("secret-tool")
        .args(["store", "--label=test", "service", "strongroom", "username", name])
        .args(more)
        .stdin(std::process::Stdio::piped())
        .spawn()?;
    tool.stdin.take().ok_or("no pipe")?.write_all(text.as_bytes())?;
    if tool.wait()?.success() { Ok(()) } else { Err("secret-tool failed".into()) }
}

async fn two_of_one_name(keyring: SystemKeyring) -> Outcome {
    put("twice", "one", &[])?;
    put("twice", "two", &["copy", "2"])?;
    assert_eq!(keyring.load("twice").await, Err(KeyringError::Ambiguous));
    assert_eq!(keyring.store("twice", secret(1)).await, Err(KeyringError::Ambiguous));
    Ok(())
}

async fn other_bytes(keyring: SystemKeyring) -> Outcome {
    for text in ["hunter2", "AAAA"] {
        put("odd", text, &[])?;
        assert_eq!(keyring.load("odd").await, Err(KeyringError::Unusable));
    }
    keyring.store("odd", secret(4)).await?;
    assert_eq!(keyring.load("odd").await?, Some(secret(4)));
    Ok(())
}

async fn nobody_answers(keyring: SystemKeyring) -> Outcome {
    let asked = async {
        assert_eq!(keyring.probe().await, Err(KeyringError::Absent));
        assert_eq!(keyring.load("any").await, Err(KeyringError::Absent));
        assert_eq!(keyring.store("any", secret(1)).await, Err(KeyringError::Absent));
    };
    tokio::time::timeout(QUICKLY, asked).await.map_err(|_| "it took longer than three seconds".into())
}

async fn never_answers(keyring: SystemKeyring) -> Outcome {
    let limit = Duration::from_secs(13);
    let calls = async { tokio::join!(keyring.probe(), keyring.load("any"), keyring.store("any", secret(1))) };
    let (probe, load, store) =
        tokio::time::timeout(limit, calls).await.map_err(|_| "a call did not return")?;
    assert_eq!(probe, Err(KeyringError::TimedOut));
    assert_eq!(load, Err(KeyringError::TimedOut));
    assert_eq!(store, Err(KeyringError::TimedOut));
    Ok(())
}

/// The keyring that hangs: it has the name, and never answers a message.
fn own_the_name_and_hang() -> Outcome {
    let bus = zbus::blocking::Connection::session()?;
    bus.request_name(SERVICE)?;
    std::fs::write(Path::new(&std::env::var_os("HOME").ok_or("no HOME")?).join("owned"), "")?;
    std::thread::sleep(Duration::from_secs(60));
    Ok(())
}
