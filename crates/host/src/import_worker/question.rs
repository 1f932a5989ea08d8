//! Having the desktop's keyring ask the person to unlock a collection: in its own window, for so long and no longer.

use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error};
use std::sync::mpsc;
use std::time::Duration;
use zbus::blocking::Connection;
use zbus::zvariant::OwnedObjectPath;

/// What the keyring may take for one answer, questions to a person apart.
const CALL: Duration = Duration::from_secs(20);
/// What a person may take to answer.
pub(super) const ANSWER: Duration = Duration::from_secs(120);

/// A connection of its own to the session's bus, on which no call waits for ever.
///
/// # Errors
/// [`zbus::Error`] where there is no bus; it must not be shown, for it can carry what the keyring stores.
pub(super) fn connect() -> zbus::Result<Connection> {
    zbus::blocking::connection::Builder::session()?.method_timeout(CALL).build()
}

/// Asks for that collection over a connection that is made for it. Whether there was an answer before the time was up; what
/// it was, the collection itself tells.
pub(super) fn unlock(bus: Connection, collection: OwnedObjectPath, limit: Duration) -> bool {
    let (answer, question) = mpsc::channel();
    let asking = bus.clone();
    let work = move || {
        let _ = ask(asking, collection);
        // Nobody listens any more when the time is up.
        let _ = answer.send(());
    };
    let asks = std::thread::Builder::new().name("keyring".to_owned()).spawn(work).is_ok();
    let answered = asks && question.recv_timeout(limit).is_ok();
    // The keyring takes back the question of a program that is gone, and the thread above hears no more of it and ends.
    let _ = bus.close();
    answered
}

fn ask(bus: Connection, collection: OwnedObjectPath) -> Result<(), Error> {
    // No secret passes on this connection.
    let service = SecretService::connect_with_existing(EncryptionType::Plain, bus)?;
    service.get_collection_by_path(collection)?.unlock()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::process::{Child, Command, Stdio};
    use zbus::blocking::connection::Builder;
    use zbus::zvariant::{ObjectPath, OwnedValue, Value};

    const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;
    const ROOT: &str = "/org/freedesktop/secrets";
    const PROMPT: &str = "/org/freedesktop/secrets/prompt/p1";

    struct Service;

    #[zbus::interface(name = "org.freedesktop.Secret.Service")]
    impl Service {
        fn open_session(&self, _algorithm: &str, _input: Value<'_>) -> (OwnedValue, ObjectPath<'static>) {
            (
                OwnedValue::try_from(Value::from("")).unwrap(),
                ObjectPath::from_static_str_unchecked("/session"),
            )
        }

        fn unlock(&self, _objects: Vec<ObjectPath<'_>>) -> (Vec<ObjectPath<'static>>, ObjectPath<'static>) {
            (Vec::new(), ObjectPath::from_static_str_unchecked(PROMPT))
        }
    }

    /// It is never answered.
    struct Prompt(std::sync::Mutex<mpsc::Sender<()>>);

    #[zbus::interface(name = "org.freedesktop.Secret.Prompt")]
    impl Prompt {
        fn prompt(&self, _window: &str) {
            let _ = self.0.lock().unwrap().send(());
        }
    }

    /// A bus of its own, which ends with this.
    struct Bus(Child, String);

    impl Bus {
        fn start(home: &std::path::Path) -> Self {
            let config = home.join("bus.conf");
            std::fs::write(&config, BUS).unwrap();
            let mut command = Command::new("dbus-daemon");
            command.arg(format!("--config-file={}", config.display())).args(["--nofork", "--print-address"]);
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
            let mut address = String::new();
            BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
            Self(child, address.trim().to_owned())
        }

        fn connection(&self) -> Builder<'_> {
            Builder::address(self.1.as_str()).unwrap()
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    fn question_that_nobody_answers_is_taken_back_when_the_time_is_up() {
        if !std::path::Path::new("/usr/bin/dbus-daemon").exists() {
            eprintln!("passed over: dbus-daemon is not installed");
            return;
        }
        let home = tempfile::tempdir().unwrap();
        let bus = Bus::start(home.path());
        let (asked, questions) = mpsc::channel();
        let server = bus.connection().name("org.freedesktop.secrets").unwrap();
        let server = server.serve_at(ROOT, Service).unwrap();
        let server = server.serve_at(PROMPT, Prompt(std::sync::Mutex::new(asked))).unwrap().build().unwrap();
        let asking = bus.connection().build().unwrap();
        let collection = ObjectPath::from_static_str_unchecked("/org/freedesktop/secrets/collection/login");
        // It returns at all: an answer never comes.
        assert!(!unlock(asking.clone(), collection.into(), Duration::from_secs(5)));
        questions.try_recv().unwrap();
        assert!(asking.inner().is_closed());
        drop(server);
    }
}
