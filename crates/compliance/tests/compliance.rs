//! Thresholds from both sides, what may never pass, and reports as others read them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that fails is to panic"
)]

use std::io::Write;
use std::process::{Command, Stdio};
use strongroom_compliance::*;

const LANGUAGES: [Language; 2] = [Language::English, Language::German];

/// Facts of a vault in which every measure can be taken.
fn facts() -> Facts {
    Facts {
        kdf: Some(Kdf { memory_kib: 256 * 1024, passes: 10, lanes: 4 }),
        password_slots: 10,
        second_factor_slots: 10,
        recovery_slots: 10,
        key_days: Some(10),
        backup_days: Some(10),
        verified_days: Some(10),
        trail_entries: 10,
        trail_looked_at: 10,
        failed_unlocks: 10,
        idle_seconds: 10,
        clipboard_seconds: 10,
        items: 20,
        strengths: [0, 0, 0, 20, 0],
        secrets: 20,
        reused: 10,
        similar: 10,
        password_days: vec![3, 10],
        dated: 20,
        ended: 10,
        with_code: 1,
        without_code: 9,
        grave: 10,
        breached: Some(10),
        shortest: Some(10),
        age_rules: 10,
        ..Facts::default()
    }
}

fn outcome(measure: Measure, threshold: u32, facts: &Facts) -> Outcome {
    let policies = Policies { rules: vec![Policy { title: "x".into(), measure, threshold }] };
    Assessment::of(Framework::Own, facts, &policies, Language::English).rules[0].outcome
}

fn about() -> About {
    About { made: "2026-01-02 03:04".into(), vault: "00ff".into(), version: "1.0.0".into() }
}

#[test]
fn every_measure_passes_at_its_threshold_and_fails_just_beyond() {
    for measure in Measure::ALL {
        let at = match measure {
            Measure::KdfMemory => 256,
            Measure::LeastScore => 3,
            _ => 10,
        };
        let beyond = if measure.is_at_least() { at + 1 } else { at - 1 };
        assert_eq!(outcome(measure, at, &facts()), Outcome::Passed, "{measure:?}");
        assert_eq!(outcome(measure, beyond, &facts()), Outcome::Failed, "{measure:?}");
    }
}

#[test]
fn what_was_not_measured_or_never_happened_does_not_pass() {
    let with = |change: fn(&mut Facts)| {
        let mut facts = facts();
        change(&mut facts);
        facts
    };
    for (measure, facts, expected) in [
        (Measure::Breached, with(|facts| facts.breached = None), Outcome::NotMeasured),
        (Measure::PasswordLength, with(|facts| facts.shortest = None), Outcome::NotMeasured),
        (Measure::KeyDays, with(|facts| facts.key_days = None), Outcome::NotMeasured),
        (Measure::BackupDays, with(|facts| facts.backup_days = None), Outcome::Failed),
        (Measure::VerifiedDays, with(|facts| facts.verified_days = None), Outcome::Failed),
        (Measure::IdleSeconds, with(|facts| facts.idle_seconds = 0), Outcome::Failed),
        (Measure::LeastScore, with(|facts| facts.pending = 1), Outcome::NotMeasured),
        (Measure::Reused, Facts::default(), Outcome::NotApplicable),
        (Measure::PasswordDays, Facts::default(), Outcome::NotApplicable),
        (Measure::Codes, Facts::default(), Outcome::NotApplicable),
    ] {
        assert_eq!(
            outcome(measure, u32::MAX, &facts),
            if measure.is_at_least() && expected == Outcome::Passed { Outcome::Failed } else { expected },
            "{measure:?}"
        );
    }
}

#[test]
fn rule_for_a_person_is_never_passed_and_says_what_to_look_at() {
    for (framework, facts) in
        Framework::ALL.into_iter().flat_map(|one| [(one, facts()), (one, Facts::default())])
    {
        for language in LANGUAGES {
            let assessment = Assessment::of(framework, &facts, &Policies::default(), language);
            for (rule, found) in framework.rules().iter().zip(&assessment.rules) {
                let by_person = matches!(rule.test, Test::ByPerson(_));
                assert_eq!(found.outcome == Outcome::ByPerson, by_person, "{}", rule.id);
                assert!(!by_person || !found.todo.is_empty());
                assert!(!found.evidence.is_empty() && !found.required.is_empty() && !found.title.is_empty());
            }
            let totals = assessment.totals;
            let sum = totals.passed
                + totals.failed
                + totals.not_applicable
                + totals.not_measured
                + totals.by_person;
            assert_eq!(usize::try_from(sum).unwrap(), assessment.rules.len());
        }
        let ids: std::collections::HashSet<_> = framework.rules().iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), framework.rules().len());
        assert!(framework == Framework::Own || ids.len() >= 10, "{framework:?}");
    }
}

#[test]
fn own_rules_outside_the_limits_are_refused() {
    let rule = |title: &str| Policy { title: title.into(), measure: Measure::Reused, threshold: 0 };
    let many = Policies { rules: vec![rule("x"); MAX_POLICIES + 1] };
    assert_eq!(many.to_json(), Err(PolicyError::TooMany));
    for title in ["", "  ", &"x".repeat(MAX_TITLE + 1)] {
        assert_eq!(Policies { rules: vec![rule(title)] }.to_json(), Err(PolicyError::Title));
    }
    let known = r#"{"rules":[{"title":"One","measure":"reused","threshold":0}]}"#;
    assert_eq!(Policies::parse(known).unwrap().to_json().unwrap(), known);
    for bad in
        [r#"{"rules":[],"more":1}"#, r#"{"rules":[{"title":"x","measure":"moon","threshold":0}]}"#, "", "[]"]
    {
        assert_eq!(Policies::parse(bad), Err(PolicyError::Unreadable), "{bad}");
    }
}

#[test]
fn hostile_titles_are_escaped_and_the_page_is_balanced() {
    let title = "<script>alert(1)</script>&\"'\u{202e}\u{0}".to_owned();
    let policies = Policies { rules: vec![Policy { title, measure: Measure::Reused, threshold: 0 }] };
    for (framework, language) in
        Framework::ALL.into_iter().flat_map(|one| LANGUAGES.map(|language| (one, language)))
    {
        let html = Assessment::of(framework, &facts(), &policies, language).to_html(&about(), language);
        assert!(!html.contains("<script") && !html.contains('\u{202e}') && !html.contains('\u{0}'));
        let checker = "import sys,html.parser as h\nclass P(h.HTMLParser):\n s=[]\n def handle_starttag(self,t,a):\n  if t!='meta': self.s.append(t)\n def handle_endtag(self,t):\n  assert self.s.pop()==t,t\np=P();p.feed(sys.stdin.read());p.close();assert not p.s";
        let Ok(mut child) = Command::new("python3").args(["-c", checker]).stdin(Stdio::piped()).spawn()
        else {
            return eprintln!("skipped: python3 is missing");
        };
        child.stdin.take().unwrap().write_all(html.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn pdf_is_sound_and_says_the_rules() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    let title = "Prüfung der Schlüssel, Größe (\\) €, „ja“ \u{6771} ".to_owned() + &"W".repeat(150);
    let rules = vec![Policy { title, measure: Measure::Reused, threshold: 0 }; 60];
    let assessment = Assessment::of(Framework::Own, &facts(), &Policies { rules }, Language::German);
    std::fs::write(&path, assessment.to_pdf(&about(), Language::German)).unwrap();
    if let Ok(done) = Command::new("qpdf").arg("--check").arg(&path).output() {
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    } else {
        eprintln!("skipped: qpdf is missing");
    }
    let Ok(done) = Command::new("pdftotext").arg(&path).arg("-").output() else {
        return eprintln!("skipped: pdftotext is missing");
    };
    let text = String::from_utf8(done.stdout).unwrap();
    for words in [
        "Eigene Richtlinien",
        "Prüfung der Schlüssel, Größe (\\) €, „ja“ ‹U+6771›",
        "Nicht erfüllt: 60",
        "00ff",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn json_has_these_names_and_no_others() {
    let assessment = Assessment::of(Framework::Nist, &facts(), &Policies::default(), Language::English);
    let json: serde_json::Value =
        serde_json::from_str(&assessment.to_json(&about(), &facts(), Language::English)).unwrap();
    let names =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(names(&json), "facts framework language made report rules title totals vault version");
    assert_eq!(names(&json["rules"][0]), "clause evidence id outcome required title todo");
    assert_eq!(names(&json["totals"]), "by_person failed not_applicable not_measured passed");
    assert_eq!(
        names(&json["facts"]),
        "age_rules backup_days breached clipboard_seconds dated ended failed_unlocks grave idle_seconds items kdf \
         key_days password_slots pending recovery_slots reused second_factor_slots secrets shortest similar strengths \
         trail_entries trail_looked_at verified_days with_code without_code"
    );
}
