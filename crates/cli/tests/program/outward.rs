//! QR codes into the program and out of it, and `.env` files: what one command writes another program reads.

use crate::machine::{Machine, PASSWORD, run};
use std::process::Command;

const CODE: &str = "otpauth://totp/Shop:anna?secret=JBSWY3DPEHPK3PXP&issuer=Shop";

/// A picture by Debian's `qrencode`; none, with a notice, where it is missing.
fn drawn(machine: &Machine, text: &str) -> Option<String> {
    let path = machine.arg("code.png");
    let done = Command::new("qrencode").args(["-s", "5", "-o", &path, "--", text]).status();
    if done.is_ok_and(|status| status.success()) {
        return Some(path);
    }
    eprintln!("skipped: qrencode is not installed");
    None
}

#[test]
fn picture_of_a_code_is_inspected_without_its_secret() {
    let machine = Machine::new();
    let Some(picture) = drawn(&machine, CODE) else { return };
    let ran = run(machine.bare().args(["inspect", "--qr", &picture]), &[]);
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("Shop") && !ran.out.contains("JBSWY3DPEHPK3PXP"), "{}", ran.out);
}

#[test]
fn picture_without_a_code_says_what_to_do() {
    let machine = Machine::new();
    let file = machine.file("none.png", b"\x89PNG\r\n\x1a\nbroken");
    let ran = run(machine.bare().args(["inspect", "--qr", &file]), &[]);
    assert_eq!(ran.exit, 8, "{}", ran.err);
    assert!(ran.err.contains("damaged"), "{}", ran.err);
}

#[test]
fn printed_code_is_read_by_zbarimg_and_leaves_an_entry() {
    let machine = Machine::with_vault();
    let fields = ["--field", "ssid=Caf;e", "--field", "password=-", "--field", "security=WPA2"];
    machine.done(&[&["add", "wifi", "Home"][..], &fields].concat(), &[PASSWORD, "a:b\\c-secret"]);
    let printed = machine.done(&["qr", "Home"], &[PASSWORD]);
    assert!(machine.say(&["audit"]).contains("reveal"));
    let picture = machine.file("printed.pbm", picture(&printed));
    let Ok(read) = Command::new("zbarimg").args(["--quiet", "--raw", &picture]).output() else {
        eprintln!("skipped: zbarimg is not installed");
        return;
    };
    let read = String::from_utf8(read.stdout).unwrap();
    assert_eq!(read.trim_end(), "WIFI:T:WPA;S:Caf\\;e;P:a\\:b\\\\c-secret;;");
}

/// What stands on a terminal, as a picture: eight pixels a module.
fn picture(printed: &str) -> String {
    let mut rows: Vec<Vec<bool>> = Vec::new();
    for line in printed.lines() {
        let half = |light: [char; 2]| line.chars().map(|one| !light.contains(&one)).collect::<Vec<bool>>();
        rows.extend([half(['█', '▀']), half(['█', '▄'])]);
    }
    // The lower half of the last line may be beyond the code.
    rows.pop();
    let mut text = format!("P1\n{} {}\n", rows[0].len() * 8, rows.len() * 8);
    for row in &rows {
        let line: String = row.iter().map(|dark| if *dark { "1" } else { "0" }.repeat(8)).collect();
        text.push_str(&format!("{line}\n").repeat(8));
    }
    text
}

#[test]
fn item_without_anything_for_a_telephone_is_refused() {
    let machine = Machine::with_login();
    let (exit, said) = machine.fails(&["qr", "Example"], &[PASSWORD]);
    assert_eq!(exit, 2);
    assert!(said.contains(": "), "{said}");
}

#[test]
fn secret_is_printed_as_a_dotenv_file_that_a_shell_reads() {
    let machine = Machine::with_vault();
    let fields = ["--field", "key=TOKEN", "--field", "value=-", "--field", "hidden:OTHER=-"];
    machine.done(&[&["add", "secret", "App"][..], &fields].concat(), &[PASSWORD, "a b$c", "plain"]);
    let printed = machine.done(&["dotenv", "App"], &[PASSWORD]);
    let file = machine.file("app.env", &printed);
    let script = format!(". '{file}' && printf '%s|%s' \"$TOKEN\" \"$OTHER\"");
    let shell = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!(String::from_utf8(shell.stdout).unwrap(), "a b$c|plain");
    assert!(machine.say(&["audit"]).contains(".env"));
}
