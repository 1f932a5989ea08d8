//! ISO/IEC 27001:2022, Annex A.

use super::{Rule, Test, rule};
use crate::Measure;
use Test::{ByPerson, Check};

pub(super) const RULES: &[Rule] = &[
    rule(
        "5.15",
        "A.5.15",
        ["Access control", "Zugangssteuerung"],
        ["There are rules for access.", "Es gibt Regeln für den Zugang."],
        ByPerson(["The access policy.", "Die Richtlinie zum Zugang."]),
    ),
    rule(
        "5.16",
        "A.5.16",
        ["Identities", "Identitäten"],
        [
            "Identities are managed through their whole life.",
            "Identitäten werden über ihren ganzen Lebenslauf verwaltet.",
        ],
        ByPerson(["How accounts come and go.", "Wie Konten entstehen und enden."]),
    ),
    rule(
        "5.17",
        "A.5.17",
        ["Authentication information", "Authentifizierungsinformation"],
        [
            "Secrets are strong and of one use; here: none is shared between items.",
            "Geheimnisse sind stark und einmalig; hier: keines wird von Einträgen geteilt.",
        ],
        Check(Measure::Reused, 0),
    ),
    rule(
        "5.17-strength",
        "A.5.17",
        ["Strong passwords", "Starke Passwörter"],
        [
            "Passwords are not guessable; here: every one scores at least 3 of 4.",
            "Passwörter sind nicht erratbar; hier: jedes erreicht mindestens 3 von 4.",
        ],
        Check(Measure::LeastScore, 3),
    ),
    rule(
        "5.18",
        "A.5.18",
        ["Access rights", "Zugangsrechte"],
        ["Rights are given, reviewed and taken away.", "Rechte werden gewährt, überprüft und entzogen."],
        ByPerson(["The last review of rights.", "Die letzte Überprüfung der Rechte."]),
    ),
    rule(
        "5.33",
        "A.5.33",
        ["Records", "Aufzeichnungen"],
        [
            "Records are protected from loss and falsification; here: verified within 90 days.",
            "Aufzeichnungen sind vor Verlust und Fälschung geschützt; hier: binnen 90 Tagen geprüft.",
        ],
        Check(Measure::VerifiedDays, 90),
    ),
    rule(
        "8.2",
        "A.8.2",
        ["Privileged rights", "Privilegierte Rechte"],
        ["Privileged rights are few and managed.", "Privilegierte Rechte sind wenige und verwaltet."],
        ByPerson([
            "Which accounts in the vault are privileged, and who holds them.",
            "Welche Konten privilegiert sind und wer sie hat.",
        ]),
    ),
    rule(
        "8.3",
        "A.8.3",
        ["Restricted access", "Beschränkter Zugang"],
        [
            "Access to information is restricted; here: the vault locks within 15 minutes.",
            "Zugang zu Information ist beschränkt; hier: der Tresor sperrt binnen 15 Minuten.",
        ],
        Check(Measure::IdleSeconds, 900),
    ),
    rule(
        "8.4",
        "A.8.4",
        ["Source code", "Quelltext"],
        ["Access to source code is managed.", "Zugang zu Quelltext ist geregelt."],
        ByPerson(["Who can change the source code.", "Wer den Quelltext ändern kann."]),
    ),
    rule(
        "8.5",
        "A.8.5",
        ["Secure authentication", "Sichere Authentifizierung"],
        [
            "Authentication is as strong as the access asks for; here: the vault has a way in with a second secret.",
            "Die Authentifizierung ist dem Zugang gemäß stark; hier: der Tresor hat einen Zugang mit zweitem Geheimnis.",
        ],
        Check(Measure::SecondFactors, 1),
    ),
    rule(
        "8.13",
        "A.8.13",
        ["Backup", "Sicherung"],
        [
            "Copies are kept and tested; here: a verified backup within 30 days.",
            "Kopien werden gehalten und geprüft; hier: eine geprüfte Sicherung binnen 30 Tagen.",
        ],
        Check(Measure::BackupDays, 30),
    ),
    rule(
        "8.15",
        "A.8.15",
        ["Logging", "Protokollierung"],
        ["Activity is logged.", "Aktivität wird protokolliert."],
        Check(Measure::TrailEntries, 1),
    ),
    rule(
        "8.24",
        "A.8.24",
        ["Cryptography", "Kryptographie"],
        [
            "Rules for cryptography are set and kept; here: key derivation with at least 64 MiB.",
            "Regeln für Kryptographie sind festgelegt und befolgt; hier: Schlüsselableitung mit mindestens 64 MiB.",
        ],
        Check(Measure::KdfMemory, 64),
    ),
    rule(
        "8.24-ended",
        "A.8.24",
        ["Life of keys", "Lebenslauf von Schlüsseln"],
        [
            "Keys and certificates are replaced in time; here: nothing has ended.",
            "Schlüssel und Zertifikate werden rechtzeitig ersetzt; hier: nichts ist abgelaufen.",
        ],
        Check(Measure::Ended, 0),
    ),
];
