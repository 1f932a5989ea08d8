//! How the vault keeps the rules of a framework: facts from index, header, settings, the end of the trail, and what was measured
//! of passwords before. It opens no item, and names none.

use crate::ApiError;
use crate::app::App;
use crate::convert::file_error;
use crate::create::free_path;
use crate::files::NewFile;
use crate::lengths::shortest;
use crate::session::{Open, count};
use crate::types::{
    Compliance, ComplianceReport, ComplianceRequest, ComplianceRule, ExportComplianceRequest, Nothing,
    Policies, Policy,
};
use std::io::Write;
use strongroom_compliance::{
    About, Assessment, Facts, Framework, Kdf, Language, Measure, Outcome, Policies as OwnRules, Test,
};
use strongroom_crypto::SlotKind;
use strongroom_vault::{Action, AuditEntry, AuditEvent, Health, Setting};

/// Entries of the trail that are looked at, the latest: few enough for a glance at a trail of any length.
const LOOKED_AT: u64 = 2000;
const DAY: i64 = 86_400_000;
/// Days in which failed attempts count.
const LATELY: i64 = 30;

impl App {
    /// Holds a framework's rules against the open vault.
    pub async fn compliance(&self, request: ComplianceRequest) -> Result<Compliance, ApiError> {
        let framework = framework(&request.framework)?;
        let language = Language::named(&request.language);
        let mut session = self.session().await;
        let open = session.open()?;
        let (facts, rules) = self.facts(open).await?;
        let lengths_wanted = facts.shortest.is_none()
            && facts.strengths.iter().sum::<u32>() + facts.pending > 0
            && asks_for_lengths(framework, &rules);
        Ok(Compliance { lengths_wanted, ..view(Assessment::of(framework, &facts, &rules, language)) })
    }

    /// Writes a report of it, for the person alone.
    pub async fn export_compliance(
        &self,
        request: ExportComplianceRequest,
    ) -> Result<ComplianceReport, ApiError> {
        let framework = framework(&request.framework)?;
        let language = Language::named(&request.language);
        let path = free_path(&request.path)?;
        let mut session = self.session().await;
        let open = session.open()?;
        let (facts, rules) = self.facts(open).await?;
        let assessment = Assessment::of(framework, &facts, &rules, language);
        let about = About {
            made: minute(self.now()),
            vault: open.vault.header().vault().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let content = match request.format.as_str() {
            "html" => assessment.to_html(&about, language).into_bytes(),
            "json" => assessment.to_json(&about, &facts, language).into_bytes(),
            "pdf" => assessment.to_pdf(&about, language),
            _ => return Err(ApiError::invalid("a report has no such format: choose html, json or pdf")),
        };
        let failed = |error| file_error(&request.path, &error);
        let mut file = NewFile::begin(&path).map_err(failed)?;
        file.file().write_all(&content).map_err(failed)?;
        // Before the file has its name: there shall be none that the trail does not show.
        let detail = format!("compliance_{}", framework.name());
        open.note(AuditEvent::of_vault(Action::Export, detail), self.env()).await?;
        self.changed(open);
        file.keep().map_err(failed)?;
        Ok(ComplianceReport { path: path.display().to_string(), bytes: count(content.len()) })
    }

    /// The user's own rules.
    pub async fn policies(&self, _: Nothing) -> Result<Policies, ApiError> {
        let mut session = self.session().await;
        Ok(shown(own_rules(session.open()?).await?))
    }

    /// Sets the user's own rules, all of them.
    pub async fn change_policies(&self, wanted: Policies) -> Result<Policies, ApiError> {
        let json = serde_json::to_string(&wanted).unwrap_or_default();
        let rules = OwnRules::parse(&json).map_err(ApiError::invalid)?;
        let text = rules.to_json().map_err(ApiError::invalid)?;
        let mut session = self.session().await;
        let open = session.open()?;
        open.vault.change_setting(Setting::Policies, |_| Some(text.clone()), self.env()).await?;
        self.changed(open);
        Ok(shown(rules))
    }

    async fn facts(&self, open: &mut Open) -> Result<(Facts, OwnRules), ApiError> {
        let rules = own_rules(open).await?;
        let settings = self.memory().settings();
        let (today, now) = (self.today(), self.now());
        let health = open.vault.health(today);
        let trail = open.vault.audit(0, LOOKED_AT).await?;
        let age = |day: i32| u32::try_from(today.0.saturating_sub(day)).unwrap_or(0);
        let password_days = open
            .vault
            .overviews()
            .filter(|(_, item)| !item.deleted)
            .filter_map(|(_, item)| item.password_since())
            .map(|day| age(day.0))
            .collect();
        let mut facts = Facts {
            idle_seconds: settings.idle_seconds,
            clipboard_seconds: settings.clipboard_seconds,
            trail_entries: open.vault.audit_len(),
            trail_looked_at: u64::from(count(trail.len())),
            age_rules: rules.age_rules(),
            password_days,
            shortest: shortest(open),
            ..of_health(&health)
        };
        of_slots(&mut facts, open);
        of_trail(&mut facts, &trail, now);
        Ok((facts, rules))
    }
}

fn framework(name: &str) -> Result<Framework, ApiError> {
    Framework::named(name).ok_or_else(|| {
        ApiError::invalid(
            "there is no such framework: choose one of nist, pci, hipaa, gdpr, sox, iso27001, own",
        )
    })
}

fn asks_for_lengths(framework: Framework, own: &OwnRules) -> bool {
    let is_asked =
        |rule: &strongroom_compliance::Rule| matches!(rule.test, Test::Check(Measure::PasswordLength, _));
    match framework {
        Framework::Own => own.rules.iter().any(|rule| rule.measure == Measure::PasswordLength),
        _ => framework.rules().iter().any(is_asked),
    }
}

async fn own_rules(open: &mut Open) -> Result<OwnRules, ApiError> {
    match open.vault.setting(Setting::Policies).await? {
        Some(text) => OwnRules::parse(&text).map_err(ApiError::invalid),
        None => Ok(OwnRules::default()),
    }
}

fn shown(rules: OwnRules) -> Policies {
    let name = |measure| match serde_json::to_value(measure) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    };
    let rules = rules.rules.into_iter().map(|rule| Policy {
        title: rule.title,
        measure: name(rule.measure),
        threshold: rule.threshold,
    });
    Policies { rules: rules.collect() }
}

/// How many passwords are known from breaches. None is known only where every password was looked up.
fn breached(health: &Health) -> Option<u32> {
    let passwords = health.strengths.iter().sum::<usize>() + health.pending;
    (health.breached > 0 || health.checked >= passwords).then(|| count(health.breached))
}

fn of_health(health: &Health) -> Facts {
    let [_, _, grave] = health.found;
    Facts {
        items: count(health.items),
        strengths: health.strengths.map(count),
        pending: count(health.pending),
        secrets: count(health.secrets),
        reused: count(health.reused),
        similar: count(health.similar),
        dated: count(health.dated),
        ended: count(health.ended),
        with_code: count(health.with_code),
        without_code: count(health.without_code),
        grave: count(grave),
        breached: breached(health),
        ..Facts::default()
    }
}

fn of_slots(facts: &mut Facts, open: &Open) {
    let slots = open.vault.header().slots();
    for slot in slots {
        *match slot.kind() {
            SlotKind::Password => &mut facts.password_slots,
            SlotKind::PasswordDevice | SlotKind::PasswordKeyFile => &mut facts.second_factor_slots,
            SlotKind::Recovery => &mut facts.recovery_slots,
        } += 1;
    }
    // The weakest in each respect: a guesser takes the cheapest way.
    facts.kdf = slots.iter().filter_map(|slot| slot.kdf()).fold(None, |least: Option<Kdf>, kdf| {
        let this = Kdf { memory_kib: kdf.memory_kib(), passes: kdf.iterations(), lanes: kdf.lanes() };
        Some(least.map_or(this, |least| Kdf {
            memory_kib: least.memory_kib.min(this.memory_kib),
            passes: least.passes.min(this.passes),
            lanes: least.lanes.min(this.lanes),
        }))
    });
}

/// From the latest entries of the trail, the latest first.
fn of_trail(facts: &mut Facts, trail: &[AuditEntry], now: i64) {
    let days =
        |entry: &AuditEntry| u32::try_from(now.saturating_sub(entry.at).max(0) / DAY).unwrap_or(u32::MAX);
    let last = |action: Action| trail.iter().find(|entry| entry.action == action.name());
    let is_backup =
        |entry: &&AuditEntry| entry.action == Action::Export.name() && entry.detail.starts_with("backup of ");
    facts.backup_days = trail.iter().find(is_backup).map(days);
    // The latest verification counts: an older sound one says nothing against it.
    facts.verified_days = last(Action::Verify).filter(|entry| entry.detail == "sound").map(days);
    let begun = [Action::CreateVault, Action::RestoreVault].map(Action::name);
    facts.key_days = trail.iter().find(|entry| begun.contains(&entry.action.as_str())).map(days);
    facts.failed_unlocks = trail
        .iter()
        .filter(|entry| {
            entry.action == Action::FailedUnlock.name() && now.saturating_sub(entry.at) <= LATELY * DAY
        })
        .map(|entry| entry.detail.split(' ').next().and_then(|times| times.parse().ok()).unwrap_or(1_u64))
        .fold(0, u64::saturating_add);
}

fn view(assessment: Assessment) -> Compliance {
    let totals = assessment.totals;
    let rules = assessment.rules.into_iter().map(|rule| ComplianceRule {
        id: rule.id,
        clause: rule.clause,
        title: rule.title,
        required: rule.required,
        outcome: outcome(rule.outcome).to_owned(),
        evidence: rule.evidence,
        todo: rule.todo,
    });
    Compliance {
        framework: assessment.framework.name().to_owned(),
        title: assessment.title,
        passed: totals.passed,
        failed: totals.failed,
        not_applicable: totals.not_applicable,
        not_measured: totals.not_measured,
        by_person: totals.by_person,
        lengths_wanted: false,
        rules: rules.collect(),
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::NotApplicable => "not_applicable",
        Outcome::NotMeasured => "not_measured",
        Outcome::ByPerson => "by_person",
    }
}

/// That moment in UTC, to the minute.
fn minute(at: i64) -> String {
    let day = strongroom_credential::Moment(at).day();
    let minutes = at.rem_euclid(DAY) / 60_000;
    format!("{day} {:02}:{:02}", minutes / 60, minutes % 60)
}
