//! PCI DSS 4.0.1.

use super::{Rule, Test, rule};
use crate::Measure;
use Test::{ByPerson, Check};

pub(super) const RULES: &[Rule] = &[
    rule(
        "unique-ids",
        "8.2.1, 8.2.2",
        ["Accounts of one person each", "Konten je Person"],
        [
            "Every user has an id of their own; shared ones are an exception that is managed.",
            "Jeder hat eine eigene Kennung; geteilte sind eine geregelte Ausnahme.",
        ],
        ByPerson([
            "Whether several people use the accounts in this vault, and who approved it.",
            "Ob mehrere Menschen Konten dieses Tresors nutzen und wer es genehmigt hat.",
        ]),
    ),
    rule(
        "leavers",
        "8.2.5",
        ["People who left", "Ausgeschiedene"],
        ["Access of people who left ends at once.", "Der Zugang Ausgeschiedener endet sofort."],
        ByPerson([
            "The list of people who left, against the accounts.",
            "Die Liste der Ausgeschiedenen gegen die Konten.",
        ]),
    ),
    rule(
        "idle",
        "8.2.8",
        ["Idle sessions", "Untätige Sitzungen"],
        [
            "After more than 15 minutes idle, a user authenticates again.",
            "Nach mehr als 15 Minuten Untätigkeit wird neu angemeldet.",
        ],
        Check(Measure::IdleSeconds, 900),
    ),
    rule(
        "strong-crypto",
        "8.3.2",
        ["Passwords unreadable", "Passwörter unlesbar"],
        [
            "Factors are unreadable in storage by strong cryptography; here: Argon2id with at least 64 MiB.",
            "Faktoren sind im Speicher durch starke Kryptographie unlesbar; hier: Argon2id mit mindestens 64 MiB.",
        ],
        Check(Measure::KdfMemory, 64),
    ),
    rule(
        "lockout",
        "8.3.4",
        ["Lockout", "Sperre nach Fehlversuchen"],
        [
            "At most 10 failed attempts, then at least 30 minutes locked or until identity is confirmed.",
            "Höchstens 10 Fehlversuche, dann mindestens 30 Minuten Sperre oder bis die Identität bestätigt ist.",
        ],
        ByPerson([
            "The lockout of each system. The vault itself makes attempts wait, 5 minutes at the most, and does not lock for 30.",
            "Die Sperre jedes Systems. Der Tresor selbst lässt Versuche warten, höchstens 5 Minuten, und sperrt nicht für 30.",
        ]),
    ),
    rule(
        "length",
        "8.3.6",
        ["Length", "Länge"],
        ["Passwords have at least 12 characters.", "Passwörter haben mindestens 12 Zeichen."],
        Check(Measure::PasswordLength, 12),
    ),
    rule(
        "make-up",
        "8.3.6",
        ["Make-up", "Zusammensetzung"],
        ["Passwords have both letters and digits.", "Passwörter haben Buchstaben und Ziffern."],
        ByPerson([
            "Whether each password has both; generated ones do where both are switched on.",
            "Ob jedes Passwort beides hat; erzeugte haben es, wo beides eingeschaltet ist.",
        ]),
    ),
    rule(
        "history",
        "8.3.7",
        ["No former password", "Kein früheres Passwort"],
        [
            "None of the last four passwords is used again.",
            "Keines der letzten vier Passwörter wird wieder verwendet.",
        ],
        ByPerson([
            "The systems' own settings of password history.",
            "Die Einstellung der Passworthistorie in den Systemen.",
        ]),
    ),
    rule(
        "age",
        "8.3.9",
        ["Change every 90 days", "Wechsel alle 90 Tage"],
        [
            "A password that is the only factor is changed at least every 90 days, or the account's security is analysed dynamically.",
            "Ein Passwort als einziger Faktor wird mindestens alle 90 Tage gewechselt, oder die Sicherheit des Kontos wird dynamisch beurteilt.",
        ],
        Check(Measure::PasswordDays, 90),
    ),
    rule(
        "mfa",
        "8.4.2",
        ["Multi-factor authentication", "Mehrere Faktoren"],
        [
            "All access into the cardholder data environment takes several factors.",
            "Jeder Zugang zur Umgebung mit Kartendaten verlangt mehrere Faktoren.",
        ],
        ByPerson([
            "Which accounts lead there, and whether each takes several factors.",
            "Welche Konten dorthin führen und ob jedes mehrere Faktoren verlangt.",
        ]),
    ),
    rule(
        "defaults",
        "2.2.2",
        ["Vendor defaults", "Vorgaben der Hersteller"],
        [
            "Default passwords are changed; here: no item has a grave finding.",
            "Vorgegebene Passwörter sind geändert; hier: kein Eintrag hat einen schweren Befund.",
        ],
        Check(Measure::GraveFindings, 0),
    ),
    rule(
        "trail",
        "10.2.1",
        ["Audit trail", "Protokoll"],
        ["Audit logs are active.", "Protokolle werden geführt."],
        Check(Measure::TrailEntries, 1),
    ),
    rule(
        "trail-intact",
        "10.3",
        ["Trail protected", "Protokoll geschützt"],
        [
            "Logs are protected from change; here: the chain was verified within 90 days.",
            "Protokolle sind vor Änderung geschützt; hier: die Kette wurde binnen 90 Tagen geprüft.",
        ],
        Check(Measure::VerifiedDays, 90),
    ),
    rule(
        "trail-kept",
        "10.5.1",
        ["Trail kept", "Protokoll aufbewahrt"],
        [
            "Logs are kept for 12 months, three of them at hand.",
            "Protokolle werden 12 Monate aufbewahrt, drei davon griffbereit.",
        ],
        ByPerson([
            "Where logs of all systems are kept, and for how long.",
            "Wo und wie lange Protokolle aller Systeme aufbewahrt werden.",
        ]),
    ),
    rule(
        "key-end",
        "3.7.4",
        ["Keys at their end", "Schlüssel am Ende ihrer Zeit"],
        [
            "Keys are changed at the end of their cryptoperiod, as vendor or owner define it.",
            "Schlüssel werden am Ende ihrer festgelegten Nutzungsdauer gewechselt.",
        ],
        ByPerson([
            "The cryptoperiod that was defined, against the age of the keys.",
            "Die festgelegte Nutzungsdauer gegen das Alter der Schlüssel.",
        ]),
    ),
    rule(
        "ended",
        "3.7.5",
        ["Keys that ended", "Abgelaufene Schlüssel"],
        [
            "Keys that ended or are weak are retired; here: nothing in the vault has ended.",
            "Abgelaufene und schwache Schlüssel werden ersetzt; hier: nichts im Tresor ist abgelaufen.",
        ],
        Check(Measure::Ended, 0),
    ),
    rule(
        "custodians",
        "3.6.1.3",
        ["Few custodians", "Wenige Verwahrer"],
        [
            "Keys in clear are within reach of the fewest people.",
            "Klartextschlüssel sind nur den wenigsten zugänglich.",
        ],
        ByPerson([
            "Who knows the master password and the recovery code.",
            "Wer Master-Passwort und Wiederherstellungscode kennt.",
        ]),
    ),
];
