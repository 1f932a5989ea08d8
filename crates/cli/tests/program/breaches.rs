//! Passwords against published ones: in files, and at a service on this machine that speaks the range API.

use crate::machine::{Machine, PASSWORD, names};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// SHA-1 and NTLM of `password1`.
const SHA1: &str = "E38AD214943DAAD1D64C102FAEC29DE4AFE9DA3D";
const NTLM: &str = "5835048CE94AD0564E29A924A03510EF";

fn machine() -> Machine {
    let machine = Machine::with_vault();
    machine.done(&["add", "login", "Shop", "--field", "password=-"], &[PASSWORD, "password1"]);
    machine.done(&["add", "login", "Safe", "--field", "password=-"], &[PASSWORD, "zJ4#mQ9!vT2@xL7$"]);
    machine
}

fn list(hash: &str) -> String {
    format!("{}:1\r\n{hash}:2389787\r\n{}:7\r\n", "0".repeat(hash.len()), "F".repeat(hash.len()))
}

/// A service that lists the one hash, pads every answer, and writes down what it was asked.
fn service() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
                request.push(byte[0]);
            }
            let request = String::from_utf8(request).unwrap();
            let known = request.contains(&SHA1[..5]);
            kept.lock().unwrap().push(request);
            let seen = if known { format!("{}:2389787\r\n", &SHA1[5..]) } else { String::new() };
            let body = format!("{seen}{}:0", "1".repeat(35));
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all((head + &body).as_bytes());
        }
    });
    (host, heard)
}

/// Everything that the program wrote on this machine.
fn written(folder: &std::path::Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(written(&path)),
            false => all.extend(std::fs::read(path).unwrap()),
        }
    }
    all
}

#[test]
fn passwords_are_found_in_files_of_both_kinds_and_in_a_folder() {
    let machine = machine();
    let folder = machine.path("ranges");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join(format!("{}.txt", &SHA1[..5])), format!("{}:2389787\r\n", &SHA1[5..]))
        .unwrap();
    for (path, unanswered) in [
        (machine.file("sha1.txt", list(SHA1)), 0),
        (machine.file("ntlm.txt", list(NTLM)), 0),
        (folder.to_str().unwrap().to_owned(), 1),
    ] {
        let ran = machine.run(&["--json", "breaches", "--file", &path], &[PASSWORD]);
        assert_eq!(ran.exit, 16, "{path}: {}", ran.err);
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(report["found"][0]["title"], "Shop");
        assert_eq!(report["found"][0]["count"], 2_389_787);
        assert_eq!(report["unanswered"], unanswered, "{path}");
        assert_eq!(report["requests"], 0);
    }
    let health = machine.json(&["health"]);
    assert_eq!((&health["breached"], &health["breach_checked"]), (&1.into(), &2.into()));
    assert_eq!(health["breach_last"]["source"], "file");
    let ran = machine.run(&["breaches", "Safe", "--file", &machine.arg("sha1.txt")], &[PASSWORD]);
    assert_eq!((ran.exit, ran.out.as_str()), (0, "checked 1, breached 0, not answered 0, requests 0\n"));
}

#[test]
fn a_result_dies_with_the_password_that_it_is_about() {
    let machine = machine();
    let file = machine.file("sha1.txt", list(SHA1));
    assert_eq!(machine.run(&["breaches", "--file", &file], &[PASSWORD]).exit, 16);
    machine.done(&["edit", "Shop", "--field", "password=-"], &[PASSWORD, "qW8!nC3%rF6&yH1*"]);
    let health = machine.json(&["health"]);
    assert_eq!((&health["breached"], &health["breach_checked"]), (&0.into(), &1.into()));
}

#[test]
fn a_service_is_named_before_it_is_asked_and_learns_five_digits_of_each_hash() {
    let machine = machine();
    let (host, heard) = service();
    std::fs::create_dir_all(machine.path("config/strongroom")).unwrap();
    let settings = format!("{{\"breach_service\":\"http://{host}\"}}");
    std::fs::write(machine.path("config/strongroom/settings.json"), settings).unwrap();
    let ran = machine.run(&["--json", "breaches", "--online"], &[PASSWORD]);
    assert_eq!(ran.exit, 16, "{}", ran.err);
    assert!(ran.err.contains(&host), "{}", ran.err);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["requests"], 2);
    assert_eq!(
        names(&report),
        [
            "breached",
            "checked",
            "excerpt",
            "found",
            "found[].count",
            "found[].id",
            "found[].title",
            "requests",
            "source",
            "stopped",
            "unanswered"
        ]
    );
    let heard = heard.lock().unwrap().clone();
    assert_eq!(heard.len(), 2);
    for request in &heard {
        let path = request.split(' ').nth(1).unwrap();
        let digits = path.strip_prefix("/range/").unwrap();
        assert!(digits.len() == 5 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()), "{path}");
        assert!(!request.to_uppercase().contains(&SHA1[5..10]), "{request}");
    }
    assert!(heard.iter().any(|request| request.contains(&SHA1[..5])));
    // Nothing of a hash or a password is left anywhere on the machine, nor was it said.
    let mut all = written(&machine.path("."));
    all.extend(ran.out.into_bytes());
    all.extend(ran.err.into_bytes());
    let all = String::from_utf8_lossy(&all).to_uppercase();
    for secret in [&SHA1[..12], &SHA1[5..20], &NTLM[..12], "PASSWORD1", "ZJ4#MQ9"] {
        assert!(!all.contains(secret), "{secret}");
    }
    let audit = machine.say(&["audit"]);
    assert_eq!(audit.lines().filter(|line| line.contains("check_breaches")).count(), 1);
}

#[test]
fn what_is_no_list_is_a_bad_file_and_nothing_is_asked_by_default() {
    let machine = machine();
    let by_count = machine.file("by-count.txt", format!("{}:9\n{}:1\n", "F".repeat(40), "0".repeat(40)));
    for (path, exit) in [(by_count, 8), (machine.file("empty.txt", ""), 8), (machine.arg("none.txt"), 5)] {
        assert_eq!(machine.fails(&["breaches", "--file", &path], &[PASSWORD]).0, exit, "{path}");
    }
    assert_eq!(machine.fails(&["breaches"], &[PASSWORD]).0, 2);
    assert_eq!(machine.fails(&["breaches", "--online", "--file", "x"], &[PASSWORD]).0, 2);
}
