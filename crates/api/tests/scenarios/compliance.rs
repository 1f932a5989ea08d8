//! The rules of frameworks, held against a vault on a machine whose clock is set.

use crate::support::{Machine, add_fields, create};
use strongroom_api::App;
use strongroom_api::types::{
    AuditRequest, BackupRequest, Compliance, ComplianceRequest, ExportComplianceRequest, Nothing, Policies,
    Policy,
};

async fn assess(app: &App, framework: &str) -> Compliance {
    let request = ComplianceRequest { framework: framework.to_owned(), language: "en".to_owned() };
    app.compliance(request).await.unwrap()
}

fn outcome<'a>(found: &'a Compliance, id: &str) -> &'a str {
    &found.rules.iter().find(|rule| rule.id == id).unwrap().outcome
}

fn policy(title: &str, measure: &str, threshold: u32) -> Policy {
    Policy { title: title.to_owned(), measure: measure.to_owned(), threshold }
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_and_verifications_count_from_the_trail_until_they_are_old() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    crate::support::add_login(&app, "one").await;
    let found = assess(&app, "iso27001").await;
    assert_eq!((outcome(&found, "8.13"), outcome(&found, "5.33")), ("failed", "failed"));
    assert_eq!((outcome(&found, "8.24"), outcome(&found, "5.15")), ("passed", "by_person"));

    app.verify(Nothing {}).await.unwrap();
    let request = BackupRequest {
        path: machine.path("a.backup"),
        passphrase: "some words".into(),
        accept_faults: false,
    };
    app.create_backup(request).await.unwrap();
    let found = assess(&app, "iso27001").await;
    assert_eq!((outcome(&found, "8.13"), outcome(&found, "5.33")), ("passed", "passed"));

    machine.clock.pass(31 * 86_400);
    let found = assess(&app, "iso27001").await;
    assert_eq!((outcome(&found, "8.13"), outcome(&found, "5.33")), ("failed", "passed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn report_lies_where_it_was_asked_for_and_is_in_the_trail_but_is_no_backup() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    crate::support::add_login(&app, "a title of an item").await;
    for format in ["html", "json", "pdf"] {
        let request = ExportComplianceRequest {
            framework: "gdpr".to_owned(),
            language: "de".to_owned(),
            format: format.to_owned(),
            path: machine.path(&format!("report.{format}")),
        };
        let report = app.export_compliance(request.clone()).await.unwrap();
        let content = std::fs::read(&report.path).unwrap();
        assert!(!String::from_utf8_lossy(&content).contains("a title of an item"));
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&report.path).unwrap()) & 0o777,
            0o600
        );
        assert!(app.export_compliance(request).await.is_err());
    }
    let trail = app.audit(AuditRequest { skip: 0, count: 1 }).await.unwrap();
    assert_eq!((&*trail.entries[0].action, &*trail.entries[0].detail), ("export", "compliance_gdpr"));
    assert_eq!(outcome(&assess(&app, "gdpr").await, "restore"), "failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn own_rules_are_kept_in_the_vault_and_checked_like_others() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    assert_eq!(outcome(&assess(&app, "nist").await, "no-rotation"), "passed");
    let rules = vec![policy("Entries", "trail_entries", 1), policy("Yearly", "password_days", 365)];
    let wanted = Policies { rules };
    assert_eq!(app.change_policies(wanted.clone()).await.unwrap(), wanted);
    assert_eq!(app.policies(Nothing {}).await.unwrap(), wanted);
    let own = assess(&app, "own").await;
    assert_eq!((own.passed, own.not_applicable, own.rules.len()), (1, 1, 2));
    assert_eq!(outcome(&assess(&app, "nist").await, "no-rotation"), "failed");
    for bad in [policy("", "reused", 0), policy("x", "moon", 0)] {
        assert!(app.change_policies(Policies { rules: vec![bad] }).await.is_err());
    }
    assert_eq!(app.policies(Nothing {}).await.unwrap(), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn password_lengths_are_measured_when_asked_for_and_unknown_again_after_a_new_password() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let found = assess(&app, "nist").await;
    assert_eq!((outcome(&found, "length"), found.lengths_wanted), ("not_applicable", false));

    // Fifteen characters of more bytes, and a secret that is no password.
    for (kind, title, name, value) in
        [("login", "long", "password", "äöüäöüäöüäöüäöü"), ("secret", "short", "value", "x")]
    {
        add_fields(&app, kind, title, &[(name, "hidden", value)]).await;
    }
    let found = assess(&app, "nist").await;
    assert_eq!((outcome(&found, "length"), found.lengths_wanted), ("not_measured", true));
    assert!(!assess(&app, "sox").await.lengths_wanted);
    let measured = app.measure_passwords(Nothing {}).await.unwrap();
    assert_eq!((measured.measured, measured.unreadable), (1, 0));
    let found = assess(&app, "nist").await;
    assert_eq!((outcome(&found, "length"), found.lengths_wanted), ("passed", false));
    let trail = app.audit(AuditRequest { skip: 0, count: 1 }).await.unwrap();
    assert_eq!((&*trail.entries[0].action, &*trail.entries[0].detail), ("measure_passwords", ""));

    let short = add_fields(&app, "login", "new", &[("password", "hidden", "fourteen chars")]).await;
    assert_eq!(outcome(&assess(&app, "nist").await, "length"), "not_measured");
    app.measure_passwords(Nothing {}).await.unwrap();
    let found = assess(&app, "nist").await;
    let rule = found.rules.iter().find(|rule| rule.id == "length").unwrap();
    assert_eq!((&*rule.outcome, rule.evidence.contains(": 14 ")), ("failed", true), "{}", rule.evidence);
    assert_eq!(outcome(&assess(&app, "pci").await, "length"), "passed");

    machine.damage(&short.id);
    crate::support::lock(&app).await;
    assert!(app.measure_passwords(Nothing {}).await.is_err());
    crate::support::unlock(&app, &machine, "a.vault").await.unwrap();
    let measured = app.measure_passwords(Nothing {}).await.unwrap();
    assert_eq!((measured.measured, measured.unreadable), (1, 1));
    assert_eq!(outcome(&assess(&app, "nist").await, "length"), "not_measured");
}
