//! Servers in temporary folders, each stopped when it is dropped, and what came of trying them in one line.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use strongroom_api::{Remote, Tried};
use strongroom_credential::connection::{Connection, Reach};
use strongroom_live::Live;

/// A server that runs as another user than root.
pub(crate) struct Server {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) port: u16,
    child: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        // PostgreSQL takes the first for a quick end, MariaDB the second for any.
        for signal in ["-INT", "-TERM"] {
            let _ = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
            for _ in 0..20 {
                if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts it and waits until `ready` says so.
    pub(crate) async fn start(
        folder: tempfile::TempDir,
        port: u16,
        mut command: Command,
        ready: impl AsyncFn() -> bool,
    ) -> Self {
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let child = command.stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap();
        let mut server = Self { folder, port, child };
        for _ in 0..600 {
            if ready().await {
                return server;
            }
            let ended = server.child.try_wait().unwrap();
            assert!(ended.is_none(), "{}", std::fs::read_to_string(server.at("log")).unwrap());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the server did not start: {}", std::fs::read_to_string(server.at("log")).unwrap());
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// The program, as that user where the tests run as root, which servers refuse.
pub(crate) fn as_user(user: &str, program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={user}"), &format!("--regid={user}"), "--clear-groups"]).arg(program);
    command
}

/// Gives the folder and what is in it to that user.
pub(crate) fn give(folder: &Path, user: &str) {
    if is_root() {
        run(Command::new("chown").arg("-R").arg(format!("{user}:{user}")).arg(folder));
    }
}

pub(crate) fn run(command: &mut Command) {
    let done = command.stdin(Stdio::null()).output().unwrap();
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// The newest program of that name in folders of the form `/usr/lib/NAME/VERSION/bin`, or on the path.
pub(crate) fn program(name: &str, versions: &str) -> Option<PathBuf> {
    let versioned = std::fs::read_dir(versions).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        versioned.map(|version| version.path().join("bin").join(name)).filter(|path| path.exists()).collect();
    found.sort();
    let places = ["/usr/bin", "/usr/sbin"].map(|folder| Path::new(folder).join(name));
    found.pop().or_else(|| places.into_iter().find(|path| path.exists()))
}

/// `ca.pem`, and `server.pem` with `server.key` that it signed for `localhost`.
pub(crate) fn make_certificates(folder: &Path) {
    let at = |name: &str| folder.join(name).display().to_string();
    std::fs::write(at("ext"), "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n").unwrap();
    let openssl = |arguments: &[&str]| run(Command::new("openssl").args(arguments).current_dir(folder));
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    let ca =
        ["req", "-x509", "-days", "30", "-subj", "/CN=Made-up CA", "-keyout", "ca.key", "-out", "ca.pem"];
    openssl(&[&ca[..], &key[..]].concat());
    let asked = ["req", "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr"];
    openssl(&[&asked[..], &key[..]].concat());
    openssl(&[
        "x509",
        "-req",
        "-days",
        "30",
        "-in",
        "server.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-extfile",
        "ext",
        "-out",
        "server.pem",
    ]);
}

pub(crate) fn reach(text: &str) -> Reach {
    Connection::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).connection.reach().unwrap()
}

pub(crate) async fn tried(text: &str) -> Tried {
    Live.try_database(reach(text)).await
}

/// `ok tls user super database` or `failure detail`.
pub(crate) async fn told(text: &str) -> String {
    let tried = tried(text).await;
    match tried.outcome {
        Ok(facts) => {
            let said = |truth: Option<bool>, yes, no| truth.map_or("?", |truth| if truth { yes } else { no });
            let encrypted = said(facts.encrypted, "tls", "clear");
            let superuser = said(facts.superuser, "super", "plain");
            format!("ok {encrypted} {} {superuser} {}", facts.user, facts.database)
        }
        Err(failure) => {
            let detail = failure.detail.map(|detail| format!(" {detail}")).unwrap_or_default();
            format!("{}{detail}", failure.kind.code())
        }
    }
}
