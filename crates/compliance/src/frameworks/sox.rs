//! SOX: IT general controls, as auditors test them under section 404. The act names none itself.

use super::{Rule, Test, rule};
use crate::Measure;
use Test::{ByPerson, Check};

pub(super) const RULES: &[Rule] = &[
    rule(
        "grant",
        "ITGC: access",
        ["Access is granted", "Zugang wird gewährt"],
        ["Access is approved before it is given.", "Zugang wird vorher genehmigt."],
        ByPerson([
            "The approvals of the accounts in this vault.",
            "Die Genehmigungen der Konten dieses Tresors.",
        ]),
    ),
    rule(
        "review",
        "ITGC: access",
        ["Access is reviewed", "Zugang wird überprüft"],
        ["Access is reviewed periodically.", "Zugänge werden regelmäßig überprüft."],
        ByPerson([
            "The last review of access, and what it changed.",
            "Die letzte Überprüfung und was sie änderte.",
        ]),
    ),
    rule(
        "authentication",
        "ITGC: access",
        ["Strong passwords", "Starke Passwörter"],
        [
            "Access takes strong authentication; here: every password scores at least 3 of 4.",
            "Zugang verlangt starke Authentifizierung; hier: jedes Passwort erreicht mindestens 3 von 4.",
        ],
        Check(Measure::LeastScore, 3),
    ),
    rule(
        "shared",
        "ITGC: access",
        ["No shared secrets", "Keine geteilten Geheimnisse"],
        [
            "Acts can be traced to one account; here: no two items share a secret.",
            "Handlungen sind einem Konto zuzuordnen; hier: keine zwei Einträge teilen ein Geheimnis.",
        ],
        Check(Measure::Reused, 0),
    ),
    rule(
        "ended",
        "ITGC: access",
        ["Nothing ended", "Nichts abgelaufen"],
        ["Credentials that ended are removed.", "Abgelaufene Zugangsdaten werden entfernt."],
        Check(Measure::Ended, 0),
    ),
    rule(
        "duties",
        "ITGC: access",
        ["Separation of duties", "Funktionstrennung"],
        [
            "No one person makes, approves and books a change.",
            "Niemand allein erstellt, genehmigt und bucht eine Änderung.",
        ],
        ByPerson([
            "Which accounts in the vault together break it.",
            "Welche Konten im Tresor zusammen sie aufheben.",
        ]),
    ),
    rule(
        "change",
        "ITGC: change",
        ["Changes are controlled", "Änderungen sind geregelt"],
        [
            "Changes to systems are approved and tested.",
            "Änderungen an Systemen werden genehmigt und geprüft.",
        ],
        ByPerson(["The change records of the systems.", "Die Änderungsnachweise der Systeme."]),
    ),
    rule(
        "backup",
        "ITGC: operations",
        ["Backup", "Sicherung"],
        [
            "Data is backed up and can be restored; here: a verified backup within 30 days.",
            "Daten sind gesichert und wiederherstellbar; hier: eine geprüfte Sicherung binnen 30 Tagen.",
        ],
        Check(Measure::BackupDays, 30),
    ),
    rule(
        "evidence",
        "ITGC: evidence",
        ["Evidence", "Nachweise"],
        ["What was done is recorded.", "Was getan wurde, ist aufgezeichnet."],
        Check(Measure::TrailEntries, 1),
    ),
    rule(
        "evidence-intact",
        "ITGC: evidence",
        ["Evidence is intact", "Nachweise sind unversehrt"],
        [
            "Records cannot be changed unnoticed; here: verified within 90 days.",
            "Aufzeichnungen lassen sich nicht unbemerkt ändern; hier: binnen 90 Tagen geprüft.",
        ],
        Check(Measure::VerifiedDays, 90),
    ),
];
