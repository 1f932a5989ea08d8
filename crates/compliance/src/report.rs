//! The words of an assessment in each language, and the report that is made of it. They live here and not on the page,
//! because a report in a file and the page must say the same.

use crate::measure::Value;
use crate::{Assessment, Facts, Measure, Outcome, html, pdf};
use serde::Serialize;

/// The language of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
}

impl Language {
    /// `de` or else English.
    pub fn named(name: &str) -> Self {
        if name == "de" { Self::German } else { Self::English }
    }

    /// The code of the language.
    pub fn code(self) -> &'static str {
        self.of(["en", "de"])
    }

    pub(crate) fn of(self, texts: [&'static str; 2]) -> &'static str {
        let [english, german] = texts;
        if self == Self::English { english } else { german }
    }
}

/// What a report says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// When it was made, in UTC.
    pub made: String,
    /// The vault's id.
    pub vault: String,
    /// The program's version.
    pub version: String,
}

/// The report's JSON: `docs/compliance.md`.
#[derive(Serialize)]
struct Json<'a> {
    report: u32,
    #[serde(flatten)]
    about: &'a About,
    language: &'static str,
    #[serde(flatten)]
    assessment: &'a Assessment,
    facts: &'a Facts,
}

impl Assessment {
    /// The report as JSON.
    pub fn to_json(&self, about: &About, facts: &Facts, language: Language) -> String {
        let json = Json { report: 1, about, language: language.code(), assessment: self, facts };
        serde_json::to_string_pretty(&json).unwrap_or_default()
    }

    /// The report as one page of HTML without script.
    pub fn to_html(&self, about: &About, language: Language) -> String {
        html::report(self, about, language)
    }

    /// The report as PDF.
    pub fn to_pdf(&self, about: &About, language: Language) -> Vec<u8> {
        pdf::report(self, about, language)
    }

    pub(crate) fn head(&self, about: &About, language: Language) -> [String; 2] {
        let totals = self.totals;
        [
            match language {
                Language::English => format!(
                    "Made {} (UTC) by Strongroom {} of vault {}",
                    about.made, about.version, about.vault
                ),
                Language::German => format!(
                    "Erstellt {} (UTC) von Strongroom {} vom Tresor {}",
                    about.made, about.version, about.vault
                ),
            },
            Outcome::ALL
                .into_iter()
                .map(|outcome| format!("{}: {}", outcome.name(language), totals.count(outcome)))
                .collect::<Vec<_>>()
                .join("   "),
        ]
    }
}

impl crate::Totals {
    pub(crate) fn count(self, outcome: Outcome) -> u32 {
        match outcome {
            Outcome::Passed => self.passed,
            Outcome::Failed => self.failed,
            Outcome::NotApplicable => self.not_applicable,
            Outcome::NotMeasured => self.not_measured,
            Outcome::ByPerson => self.by_person,
        }
    }
}

impl Outcome {
    /// Every one, in the order of a report.
    pub const ALL: [Self; 5] =
        [Self::Failed, Self::NotMeasured, Self::ByPerson, Self::Passed, Self::NotApplicable];

    pub(crate) fn name(self, language: Language) -> &'static str {
        language.of(match self {
            Self::Passed => ["Passed", "Erfüllt"],
            Self::Failed => ["Failed", "Nicht erfüllt"],
            Self::NotApplicable => ["Not applicable", "Nicht anwendbar"],
            Self::NotMeasured => ["Not measured", "Nicht gemessen"],
            Self::ByPerson => ["For a person to check", "Von einem Menschen zu prüfen"],
        })
    }
}

/// What a measure is called.
pub(crate) fn label(measure: Measure, language: Language) -> &'static str {
    language.of(match measure {
        Measure::KdfMemory => ["memory of the key derivation (MiB)", "Speicher der Schlüsselableitung (MiB)"],
        Measure::KdfPasses => ["passes of the key derivation", "Durchläufe der Schlüsselableitung"],
        Measure::SecondFactors => ["ways in with a second secret", "Zugänge mit zweitem Geheimnis"],
        Measure::PasswordAlone => ["ways in with the password alone", "Zugänge mit dem Passwort allein"],
        Measure::RecoveryCodes => ["recovery codes", "Wiederherstellungscodes"],
        Measure::KeyDays => ["age of the vault's keys (days)", "Alter der Schlüssel des Tresors (Tage)"],
        Measure::BackupDays => {
            ["age of the last verified backup (days)", "Alter der letzten geprüften Sicherung (Tage)"]
        }
        Measure::VerifiedDays => [
            "days since the vault was verified as sound",
            "Tage seit der Tresor als unversehrt geprüft wurde",
        ],
        Measure::TrailEntries => ["entries of the audit trail", "Einträge im Protokoll"],
        Measure::FailedUnlocks => ["failed unlocks in 30 days", "fehlgeschlagene Entsperrungen in 30 Tagen"],
        Measure::IdleSeconds => ["seconds until the vault locks", "Sekunden bis zum Sperren"],
        Measure::ClipboardSeconds => {
            ["seconds until the clipboard is cleared", "Sekunden bis zum Leeren der Zwischenablage"]
        }
        Measure::LeastScore => {
            ["least score of a password (0 to 4)", "kleinste Stärke eines Passworts (0 bis 4)"]
        }
        Measure::PasswordLength => ["length of the shortest password", "Länge des kürzesten Passworts"],
        Measure::Reused => ["items that share a secret", "Einträge mit geteiltem Geheimnis"],
        Measure::Similar => {
            ["items with a variation of another's password", "Einträge mit abgewandeltem Passwort"]
        }
        Measure::PasswordDays => ["age of the oldest password (days)", "Alter des ältesten Passworts (Tage)"],
        Measure::Ended => ["credentials that have ended", "abgelaufene Zugangsdaten"],
        Measure::Codes => ["logins with a one-time code (percent)", "Logins mit Einmalcode (Prozent)"],
        Measure::GraveFindings => ["items with a grave finding", "Einträge mit schwerem Befund"],
        Measure::Breached => ["passwords known from breaches", "aus Datenlecks bekannte Passwörter"],
        Measure::AgeRules => {
            ["own rules that demand a change by age", "eigene Regeln, die Wechsel nach Alter verlangen"]
        }
    })
}

/// What to do where a measure falls short.
pub(crate) fn todo(measure: Measure, language: Language) -> &'static str {
    language.of(match measure {
        Measure::KdfMemory | Measure::KdfPasses => [
            "Change the master password with a dearer key derivation.",
            "Ändere das Master-Passwort mit einer teureren Schlüsselableitung.",
        ],
        Measure::SecondFactors | Measure::PasswordAlone => [
            "Make the vault's way in take a device secret from the system keyring.",
            "Lass den Zugang ein Gerätegeheimnis aus dem Schlüsselbund verlangen.",
        ],
        Measure::RecoveryCodes => {
            ["Make a new recovery code.", "Erstelle einen neuen Wiederherstellungscode."]
        }
        Measure::KeyDays => [
            "Restore a backup into a new vault: it gets new keys.",
            "Stelle eine Sicherung in einem neuen Tresor wieder her: er erhält neue Schlüssel.",
        ],
        Measure::BackupDays => ["Write a backup now.", "Erstelle jetzt eine Sicherung."],
        Measure::VerifiedDays => ["Verify the vault now.", "Prüfe den Tresor jetzt."],
        Measure::TrailEntries => {
            ["Look into what removed the trail.", "Kläre, was das Protokoll entfernt hat."]
        }
        Measure::FailedUnlocks => [
            "Find out in the activity who tried to unlock.",
            "Kläre in den Aktivitäten, wer entsperren wollte.",
        ],
        Measure::IdleSeconds => [
            "Let the vault lock earlier in the settings.",
            "Lass den Tresor in den Einstellungen früher sperren.",
        ],
        Measure::ClipboardSeconds => [
            "Let the clipboard be cleared earlier in the settings.",
            "Lass die Zwischenablage in den Einstellungen früher leeren.",
        ],
        Measure::LeastScore | Measure::PasswordLength => [
            "Replace the weak passwords with generated ones.",
            "Ersetze die schwachen Passwörter durch erzeugte.",
        ],
        Measure::Reused | Measure::Similar => {
            ["Give each account a password of its own.", "Gib jedem Konto ein eigenes Passwort."]
        }
        Measure::PasswordDays => ["Change the passwords that are older.", "Ändere die älteren Passwörter."],
        Measure::Ended => ["Renew or remove what has ended.", "Erneuere oder entferne, was abgelaufen ist."],
        Measure::Codes => [
            "Set up one-time codes where the accounts offer them.",
            "Richte Einmalcodes ein, wo Konten sie anbieten.",
        ],
        Measure::GraveFindings => {
            ["Look at the grave findings in Health.", "Sieh dir die schweren Befunde im Zustand an."]
        }
        Measure::Breached => [
            "Change the passwords that are known from breaches.",
            "Ändere die aus Datenlecks bekannten Passwörter.",
        ],
        Measure::AgeRules => [
            "Remove own rules that demand a change by age alone.",
            "Entferne eigene Regeln, die Wechsel nur nach Alter verlangen.",
        ],
    })
}

/// What a threshold asks for.
pub(crate) fn demand(measure: Measure, threshold: u32, language: Language) -> String {
    let bound = language.of(if measure.is_at_least() {
        ["at least", "mindestens"]
    } else {
        ["at most", "höchstens"]
    });
    format!("{}: {bound} {threshold}", label(measure, language))
}

/// What was measured, beside what is asked for.
pub(crate) fn evidence(
    measure: Measure,
    value: Value,
    threshold: u32,
    facts: &Facts,
    language: Language,
) -> String {
    let found = match value {
        Value::Number(number) => number.to_string(),
        Value::Nothing => language
            .of(["nothing of the kind in this vault", "nichts dergleichen in diesem Tresor"])
            .to_owned(),
        Value::Unknown => language.of(["not measured", "nicht gemessen"]).to_owned(),
        Value::Never => language.of(["never", "nie"]).to_owned(),
    };
    let bound = language.of(if measure.is_at_least() {
        ["at least", "mindestens"]
    } else {
        ["at most", "höchstens"]
    });
    let mut text = format!("{}: {found} ({bound} {threshold})", label(measure, language));
    if measure == Measure::PasswordDays {
        let older = facts.password_days.iter().filter(|days| **days > threshold).count();
        text.push_str(&format!("; {}: {older}", language.of(["older ones", "ältere"])));
    }
    let of_trail = matches!(
        measure,
        Measure::BackupDays | Measure::VerifiedDays | Measure::KeyDays | Measure::FailedUnlocks
    );
    if of_trail && facts.trail_looked_at < facts.trail_entries {
        let (looked, all) = (facts.trail_looked_at, facts.trail_entries);
        text.push_str(&match language {
            Language::English => format!("; the last {looked} of {all} entries of the trail were looked at"),
            Language::German => {
                format!("; die letzten {looked} von {all} Einträgen des Protokolls wurden angesehen")
            }
        });
    }
    text
}
