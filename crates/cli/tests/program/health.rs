//! How the vault is doing, and what ends soon.

use crate::machine::{Machine, PASSWORD, names};

fn machine() -> Machine {
    let machine = Machine::with_vault();
    for title in ["Shop", "Post"] {
        machine.done(&["add", "login", title, "--field", "password=-"], &[PASSWORD, "password1"]);
    }
    machine.say(&["add", "api_key", "Past", "--field", "expires=2001-01-01"]);
    machine.say(&["add", "api_key", "Far", "--field", "expires=2999-12-31"]);
    machine
}

#[test]
fn health_says_the_score_and_what_there_is_to_do() {
    let machine = machine();
    let health = machine.json(&["health"]);
    let numbers = ["items", "weak", "reused", "reused_groups", "ended", "without_code", "pending"];
    let numbers: Vec<_> = numbers.iter().map(|name| health[name].as_u64().unwrap()).collect();
    assert_eq!(numbers, [4, 2, 2, 1, 1, 2, 0]);
    assert!(health["score"]["points"].as_u64().unwrap() < 50, "{health}");
    let text = machine.say(&["health"]);
    let first = text.lines().next().unwrap();
    assert_eq!(first, format!("score  {} of 100", health["score"]["points"]));
    for line in ["  in_force  5.0 of 10", "weak  2", "reused  2 (shared secrets: 1)", "ended  1"] {
        assert!(text.lines().any(|one| one == line), "{line} in {text}");
    }
    assert!(!text.contains("password1"));
}

#[test]
fn health_of_an_empty_vault_has_no_score() {
    let machine = Machine::with_vault();
    assert!(machine.json(&["health"])["score"].is_null());
    assert!(machine.say(&["health"]).starts_with("score  nothing to score yet\n"));
}

#[test]
fn what_ends_is_listed_by_day() {
    let machine = machine();
    let expiring = machine.json(&["expiring"]);
    assert_eq!(
        names(&expiring),
        [
            "rows",
            "rows[].day",
            "rows[].days_left",
            "rows[].id",
            "rows[].kind",
            "rows[].title",
            "today",
            "total"
        ]
    );
    assert_eq!(expiring["rows"].as_array().unwrap().len(), 1);
    assert!(expiring["rows"][0]["days_left"].as_i64().unwrap() < -9000);
    let text = machine.say(&["expiring", "--within", "100000w"]);
    let titles: Vec<_> = text.lines().map(|line| line.rsplit("  ").next().unwrap()).collect();
    assert_eq!(titles, ["Past", "Far"]);
    let (exit, _) = machine.fails(&["expiring", "--within", "soon"], &[]);
    assert_eq!(exit, 2);
}

#[test]
fn what_is_to_come_is_written_into_a_calendar_file() {
    let machine = machine();
    let file = machine.arg("ends.ics");
    let expiring = machine.json(&["expiring", "--within", "100000w", "--ics", &file]);
    assert_eq!(expiring["rows"].as_array().unwrap().len(), 2);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("SUMMARY:Far ends\r\n") && !text.contains("Past"), "{text}");
    let (exit, _) = machine.fails(&["expiring", "--ics", &file], &[PASSWORD]);
    assert_eq!(exit, 9);
    let bare = machine.arg("bare.ics");
    machine.say(&["expiring", "--within", "100000w", "--ics", &bare, "--no-titles"]);
    let text = std::fs::read_to_string(&bare).unwrap();
    assert!(text.contains("SUMMARY:A credential ends\r\n") && !text.contains("Far"), "{text}");
}

#[test]
fn health_counts_the_logins_that_could_have_a_code() {
    let machine = machine();
    machine.say(&["add", "login", "Forge", "--field", "url=https://github.com/login"]);
    assert_eq!(machine.json(&["health"])["two_factor_possible"], 1);
    let line = "logins without, at a site that offers codes  1";
    assert!(machine.say(&["health"]).lines().any(|one| one == line));
}
