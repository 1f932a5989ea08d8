//! GDPR, Regulation (EU) 2016/679.

use super::{Rule, Test, rule};
use crate::Measure;
use Test::{ByPerson, Check};

pub(super) const RULES: &[Rule] = &[
    rule(
        "minimise",
        "Art. 5(1)(c)",
        ["Data minimisation", "Datenminimierung"],
        ["Only data that is needed is kept.", "Nur nötige Daten werden gehalten."],
        ByPerson([
            "Whether the personal data in the vault is needed.",
            "Ob die personenbezogenen Daten im Tresor nötig sind.",
        ]),
    ),
    rule(
        "storage",
        "Art. 5(1)(e)",
        ["Storage limitation", "Speicherbegrenzung"],
        ["Data is kept no longer than needed.", "Daten werden nicht länger als nötig gespeichert."],
        ByPerson([
            "Retention periods, the trash and old versions.",
            "Löschfristen, Papierkorb und alte Fassungen.",
        ]),
    ),
    rule(
        "integrity",
        "Art. 5(1)(f)",
        ["Integrity and confidentiality", "Integrität und Vertraulichkeit"],
        [
            "Data is protected from unauthorised use and damage; here: the vault was verified within 90 days.",
            "Daten sind vor Missbrauch und Schaden geschützt; hier: der Tresor wurde binnen 90 Tagen geprüft.",
        ],
        Check(Measure::VerifiedDays, 90),
    ),
    rule(
        "account",
        "Art. 5(2)",
        ["Accountability", "Rechenschaftspflicht"],
        [
            "Compliance can be shown; here: there is an audit trail.",
            "Die Einhaltung ist nachweisbar; hier: es gibt ein Protokoll.",
        ],
        Check(Measure::TrailEntries, 1),
    ),
    rule(
        "design",
        "Art. 25",
        ["Protection by design and default", "Datenschutz durch Technik und Voreinstellungen"],
        ["Measures are built in and on by default.", "Maßnahmen sind eingebaut und voreingestellt."],
        ByPerson([
            "How protection is considered in the processes around the vault.",
            "Wie der Schutz in den Abläufen um den Tresor bedacht ist.",
        ]),
    ),
    rule(
        "records",
        "Art. 30",
        ["Records of processing", "Verzeichnis der Verarbeitung"],
        ["Processing activities are recorded.", "Verarbeitungstätigkeiten sind verzeichnet."],
        ByPerson([
            "Whether the vault is in the records of processing.",
            "Ob der Tresor im Verzeichnis steht.",
        ]),
    ),
    rule(
        "encryption",
        "Art. 32(1)(a)",
        ["Encryption", "Verschlüsselung"],
        [
            "Data is encrypted as the risk demands; here: key derivation with at least 64 MiB.",
            "Daten sind dem Risiko gemäß verschlüsselt; hier: Schlüsselableitung mit mindestens 64 MiB.",
        ],
        Check(Measure::KdfMemory, 64),
    ),
    rule(
        "confidential",
        "Art. 32(1)(b)",
        ["Lasting confidentiality", "Dauernde Vertraulichkeit"],
        [
            "Confidentiality lasts; here: the vault locks within 15 minutes.",
            "Vertraulichkeit ist von Dauer; hier: der Tresor sperrt binnen 15 Minuten.",
        ],
        Check(Measure::IdleSeconds, 900),
    ),
    rule(
        "restore",
        "Art. 32(1)(c)",
        ["Restoring", "Wiederherstellbarkeit"],
        [
            "Availability can be restored in time; here: a verified backup within 30 days.",
            "Verfügbarkeit lässt sich rasch wiederherstellen; hier: eine geprüfte Sicherung binnen 30 Tagen.",
        ],
        Check(Measure::BackupDays, 30),
    ),
    rule(
        "testing",
        "Art. 32(1)(d)",
        ["Regular testing", "Regelmäßige Prüfung"],
        ["The measures are tested regularly.", "Die Maßnahmen werden regelmäßig geprüft."],
        ByPerson([
            "When the measures as a whole were last tested.",
            "Wann die Maßnahmen insgesamt zuletzt geprüft wurden.",
        ]),
    ),
    rule(
        "breach",
        "Art. 33",
        ["Notification of a breach", "Meldung von Verletzungen"],
        ["A breach is notified within 72 hours.", "Eine Verletzung wird binnen 72 Stunden gemeldet."],
        ByPerson([
            "The process for breaches, and who notifies.",
            "Der Ablauf bei Verletzungen und wer meldet.",
        ]),
    ),
    rule(
        "known-breach",
        "Art. 33",
        ["Known leaks", "Bekannte Lecks"],
        [
            "Breaches are noticed; here: no password is known from one.",
            "Verletzungen werden bemerkt; hier: kein Passwort ist aus einer bekannt.",
        ],
        Check(Measure::Breached, 0),
    ),
];
