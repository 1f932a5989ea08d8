//! Contacting other machines, real ones on this computer; and that where it goes is said before.

use crate::machine::{Machine, PASSWORD, Ran, names};
use serde_json::Value;
use strongroom_testkit::{Mood, Provider};

fn with_client(provider: &Provider) -> Machine {
    let machine = Machine::with_vault();
    let fields = [
        format!("issuer={}", provider.issuer()),
        format!("token_url={}", provider.token_url()),
        format!("client_id={}", Provider::CLIENT),
        "client_secret=-".to_owned(),
        "refresh_token=-".to_owned(),
    ];
    let mut arguments = vec!["add", "oauth", "Mail"];
    fields.iter().for_each(|field| arguments.extend(["--field", field.as_str()]));
    machine.done(&arguments, &[PASSWORD, Provider::SECRET, &provider.refresh_token()]);
    machine
}

fn refresh(machine: &Machine) -> Ran {
    machine.run(&["oauth", "refresh", "Mail"], &[PASSWORD])
}

#[test]
fn token_is_refreshed_twice_because_the_rotated_one_was_saved() {
    let provider = Provider::start();
    let machine = with_client(&provider);
    for number in [1, 2] {
        let ran = refresh(&machine);
        assert_eq!((ran.exit, ran.err), (0, format!("Contacts {}\n", provider.place())));
        assert!(ran.out.contains("refresh token: replaced"), "{}", ran.out);
        assert!(!ran.out.contains("made-up"), "{}", ran.out);
        let field = |name| machine.say(&["get", "Mail", "--field", name]);
        assert_eq!(field("access_token"), provider.access_token());
        assert_eq!(field("refresh_token"), format!("made-up-refresh-token-{number}"));
    }
    let history = machine.say(&["history", "Mail"]);
    assert_eq!(history.lines().count(), 3, "{history}");
    let audit = machine.say(&["audit"]);
    assert!(audit.contains("contact") && audit.contains(&provider.place()), "{audit}");
}

#[test]
fn refusal_has_an_exit_code_of_its_own_and_repeats_no_secret() {
    let provider = Provider::start();
    let machine = with_client(&provider);
    for (mood, said) in [
        (Mood::Revoked, "The refresh token is not good any more"),
        (Mood::Elsewhere, "The answer leads to another address"),
        (Mood::Page, "The answer is none that a provider gives"),
        (Mood::Huge, "The answer is larger than 1 MiB"),
        (Mood::Broken, "(HTTP 500)"),
        (Mood::Rude, "What answers there is of another kind"),
    ] {
        provider.is(mood);
        let ran = refresh(&machine);
        assert_eq!(ran.exit, 17, "{mood:?} {}", ran.err);
        assert!(ran.out.contains(said) && !ran.out.contains("made-up"), "{mood:?} {}", ran.out);
    }
    assert_eq!(machine.say(&["get", "Mail", "--field", "refresh_token"]), provider.refresh_token());
    provider.is(Mood::FormOnly);
    assert_eq!(refresh(&machine).exit, 0);
}

#[test]
fn description_is_read_in_both_places_and_judged() {
    let provider = Provider::start();
    let machine = with_client(&provider);
    let discover = || machine.run(&["oauth", "discover", "Mail"], &[PASSWORD]);
    let ran = discover();
    assert_eq!((ran.exit, ran.err), (0, format!("Contacts {}\n", provider.place())));
    assert!(ran.out.contains(&format!("token: {}", provider.token_url())), "{}", ran.out);
    provider.is(Mood::Other);
    assert_eq!(discover().exit, 0);
    provider.is(Mood::Impostor);
    let ran = discover();
    assert!(ran.out.contains("danger: The description is that of another issuer"), "{}", ran.out);
}

#[test]
fn contact_json_has_stable_names_and_no_secret() {
    let provider = Provider::start();
    let machine = with_client(&provider);
    let ran = machine.run(&["--json", "oauth", "refresh", "Mail"], &[PASSWORD]);
    assert!(ran.exit == 0 && !ran.out.contains("made-up"), "{}", ran.out);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let own: Vec<String> = names(&json).into_iter().filter(|name| !name.starts_with("item.")).collect();
    assert_eq!(own, ["contacted", "failure", "item", "rotated", "scope_changed", "until"]);
    provider.is(Mood::Revoked);
    let ran = machine.run(&["--json", "oauth", "refresh", "Mail"], &[PASSWORD]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.exit, &json["failure"]["code"]), (17, &Value::from("invalid_grant")));
}

#[test]
fn file_of_sqlite_is_tested_and_a_missing_one_is_not_made() {
    let machine = Machine::with_vault();
    // The vault itself is one.
    let connection = |name: &str| format!("connection=sqlite:///{}", machine.arg(name));
    for (title, name) in [("Own", "my.vault"), ("Missing", "missing.db")] {
        machine.done(&["add", "database", title, "--field", &connection(name)], &[PASSWORD]);
    }
    let ran = machine.run(&["test-connection", "Own"], &[PASSWORD]);
    assert_eq!((ran.exit, ran.err), (0, format!("Opens {}\n", machine.arg("my.vault"))));
    assert!(ran.out.starts_with("works: SQLite 3."), "{}", ran.out);
    let ran = machine.run(&["test-connection", "Missing"], &[PASSWORD]);
    assert_eq!(ran.exit, 17);
    assert!(ran.out.starts_with("failed: There is no such file\n"), "{}", ran.out);
    assert!(!machine.path("missing.db").exists());
}

#[test]
fn server_that_is_not_there_is_told_and_one_that_is_not_named_is_not_sought() {
    let machine = Machine::with_vault();
    let add = |title, connection| {
        let field = format!("connection={connection}");
        machine.done(
            &["add", "database", title, "--field", &field, "--field", "password=-"],
            &[PASSWORD, "made-up"],
        );
    };
    add("Nobody", "postgres://clerk@127.0.0.1:1/books");
    add("Redis", "redis://localhost/1");
    let ran = machine.run(&["test-connection", "Nobody"], &[PASSWORD]);
    let said = "Contacts 127.0.0.1:1\nencryption: if the server agrees\n";
    assert_eq!((ran.exit, ran.err.as_str()), (17, said));
    assert!(ran.out.starts_with("failed: Nobody answers there\n"), "{}", ran.out);
    let (exit, err) = machine.fails(&["test-connection", "Redis"], &[PASSWORD]);
    assert_eq!(exit, 2);
    assert!(err.starts_with("connections to Redis are not tested: "), "{err}");
}
