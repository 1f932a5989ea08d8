//! HIPAA Security Rule, 45 CFR part 164, subpart C.

use super::{Rule, Test, rule};
use crate::Measure;
use Test::{ByPerson, Check};

pub(super) const RULES: &[Rule] = &[
    rule(
        "risk",
        "164.308(a)(1)(ii)(A)",
        ["Risk analysis", "Risikoanalyse"],
        ["Risks to health information are assessed.", "Risiken für Gesundheitsdaten werden beurteilt."],
        ByPerson(["The risk analysis and its date.", "Die Risikoanalyse und ihr Datum."]),
    ),
    rule(
        "review",
        "164.308(a)(1)(ii)(D)",
        ["Review of activity", "Durchsicht der Aktivität"],
        [
            "Records of activity are reviewed regularly.",
            "Aufzeichnungen der Aktivität werden regelmäßig durchgesehen.",
        ],
        ByPerson(["Who reviews the trail, and when last.", "Wer das Protokoll durchsieht und wann zuletzt."]),
    ),
    rule(
        "termination",
        "164.308(a)(3)(ii)(C)",
        ["End of access", "Ende des Zugangs"],
        ["Access ends with the employment.", "Der Zugang endet mit der Beschäftigung."],
        ByPerson([
            "The list of people who left, against the accounts.",
            "Die Liste der Ausgeschiedenen gegen die Konten.",
        ]),
    ),
    rule(
        "log-in",
        "164.308(a)(5)(ii)(C)",
        ["Log-in monitoring", "Beobachtung von Anmeldungen"],
        [
            "Failed log-ins are watched; here: at most 10 in 30 days.",
            "Fehlgeschlagene Anmeldungen werden beobachtet; hier: höchstens 10 in 30 Tagen.",
        ],
        Check(Measure::FailedUnlocks, 10),
    ),
    rule(
        "passwords",
        "164.308(a)(5)(ii)(D)",
        ["Password management", "Umgang mit Passwörtern"],
        [
            "Passwords are made, changed and safeguarded; here: every one scores at least 3 of 4.",
            "Passwörter werden erzeugt, geändert und geschützt; hier: jedes erreicht mindestens 3 von 4.",
        ],
        Check(Measure::LeastScore, 3),
    ),
    rule(
        "backup",
        "164.308(a)(7)(ii)(A)",
        ["Data backup", "Datensicherung"],
        [
            "Exact copies can be retrieved; here: a verified backup within 30 days.",
            "Exakte Kopien sind abrufbar; hier: eine geprüfte Sicherung binnen 30 Tagen.",
        ],
        Check(Measure::BackupDays, 30),
    ),
    rule(
        "recovery",
        "164.308(a)(7)(ii)(B)",
        ["Disaster recovery", "Wiederherstellung"],
        ["Lost data can be restored.", "Verlorene Daten lassen sich wiederherstellen."],
        ByPerson(["The recovery plan and its last rehearsal.", "Der Notfallplan und seine letzte Übung."]),
    ),
    rule(
        "workstation",
        "164.310(c)",
        ["Workstations", "Arbeitsplätze"],
        ["Workstations are physically safeguarded.", "Arbeitsplätze sind physisch geschützt."],
        ByPerson(["Where the machines with this vault stand.", "Wo die Geräte mit diesem Tresor stehen."]),
    ),
    rule(
        "unique",
        "164.312(a)(2)(i)",
        ["Unique users", "Eindeutige Nutzer"],
        [
            "Every user has an identification of their own; here: no two items share a secret.",
            "Jeder Nutzer hat eine eigene Kennung; hier: keine zwei Einträge teilen ein Geheimnis.",
        ],
        Check(Measure::Reused, 0),
    ),
    rule(
        "emergency",
        "164.312(a)(2)(ii)",
        ["Emergency access", "Zugang im Notfall"],
        [
            "There is a way in for an emergency; here: a recovery code.",
            "Es gibt einen Zugang für den Notfall; hier: ein Wiederherstellungscode.",
        ],
        Check(Measure::RecoveryCodes, 1),
    ),
    rule(
        "logoff",
        "164.312(a)(2)(iii)",
        ["Automatic logoff", "Automatische Abmeldung"],
        [
            "A session ends after a set time of inactivity; here: at most 15 minutes.",
            "Eine Sitzung endet nach festgelegter Untätigkeit; hier: höchstens 15 Minuten.",
        ],
        Check(Measure::IdleSeconds, 900),
    ),
    rule(
        "encryption",
        "164.312(a)(2)(iv)",
        ["Encryption", "Verschlüsselung"],
        [
            "Stored data is encrypted; here: under a key that takes at least 64 MiB to derive.",
            "Gespeicherte Daten sind verschlüsselt; hier: unter einem Schlüssel, dessen Ableitung mindestens 64 MiB braucht.",
        ],
        Check(Measure::KdfMemory, 64),
    ),
    rule(
        "audit",
        "164.312(b)",
        ["Audit controls", "Protokollierung"],
        ["Activity is recorded.", "Aktivität wird aufgezeichnet."],
        Check(Measure::TrailEntries, 1),
    ),
    rule(
        "integrity",
        "164.312(c)(2)",
        ["Integrity", "Unversehrtheit"],
        [
            "It is confirmed that data was not altered; here: verified within 30 days.",
            "Es wird bestätigt, dass Daten nicht verändert wurden; hier: binnen 30 Tagen geprüft.",
        ],
        Check(Measure::VerifiedDays, 30),
    ),
    rule(
        "authentication",
        "164.312(d)",
        ["Authentication", "Authentifizierung"],
        [
            "Whoever seeks access is the one they claim to be.",
            "Wer Zugang sucht, ist, wer er zu sein vorgibt.",
        ],
        ByPerson([
            "How the identity of users is established.",
            "Wie die Identität der Nutzer festgestellt wird.",
        ]),
    ),
];
