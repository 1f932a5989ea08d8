//! NIST SP 800-63B-4, Digital Identity Guidelines: Authentication.

use super::{Rule, Test, rule};
use crate::Measure;
use Test::{ByPerson, Check};

pub(super) const RULES: &[Rule] = &[
    rule(
        "length",
        "3.1.1.2",
        ["Length", "Länge"],
        [
            "A password that is the only factor has at least 15 characters; with a second factor at least 8.",
            "Ein Passwort als einziger Faktor hat mindestens 15 Zeichen, mit zweitem Faktor mindestens 8.",
        ],
        Check(Measure::PasswordLength, 15),
    ),
    rule(
        "blocklist",
        "3.1.1.2",
        ["Compromised passwords", "Bekannt gewordene Passwörter"],
        [
            "Passwords that are known from breaches are not used.",
            "Aus Datenlecks bekannte Passwörter werden nicht verwendet.",
        ],
        Check(Measure::Breached, 0),
    ),
    rule(
        "guessable",
        "3.1.1.2",
        ["Guessable passwords", "Erratbare Passwörter"],
        [
            "Common, expected and contextual words are no passwords; here: every password scores at least 3 of 4.",
            "Übliche, erwartbare und naheliegende Wörter sind keine Passwörter; hier: jedes Passwort erreicht mindestens 3 von 4.",
        ],
        Check(Measure::LeastScore, 3),
    ),
    rule(
        "no-rotation",
        "3.1.1.2",
        ["No change by age", "Kein Wechsel nach Alter"],
        [
            "Passwords are not changed by the calendar, only when there is evidence of compromise.",
            "Passwörter werden nicht nach Kalender gewechselt, nur bei Hinweisen auf Bekanntwerden.",
        ],
        Check(Measure::AgeRules, 0),
    ),
    rule(
        "hash",
        "3.1.1.2",
        ["Salted, costly hash", "Gesalzener, teurer Hash"],
        [
            "Passwords are salted and stretched by a suitable hash; here: Argon2id with at least 64 MiB, more than the 19 MiB that OWASP names and as the second choice of RFC 9106.",
            "Passwörter werden gesalzen und gestreckt; hier: Argon2id mit mindestens 64 MiB, mehr als die 19 MiB von OWASP und wie die zweite Wahl von RFC 9106.",
        ],
        Check(Measure::KdfMemory, 64),
    ),
    rule(
        "hash-passes",
        "3.1.1.2",
        ["Cost of the hash", "Kosten des Hashs"],
        [
            "The cost is as high as is practical; here: at least three passes, as RFC 9106 recommends for 64 MiB.",
            "Die Kosten sind so hoch wie praktikabel; hier: mindestens drei Durchläufe, wie RFC 9106 für 64 MiB empfiehlt.",
        ],
        Check(Measure::KdfPasses, 3),
    ),
    rule(
        "rate",
        "3.2.2",
        ["Rate limiting", "Begrenzung der Versuche"],
        [
            "At most 100 consecutive failed attempts; here: failed unlocks in 30 days.",
            "Höchstens 100 Fehlversuche in Folge; hier: fehlgeschlagene Entsperrungen in 30 Tagen.",
        ],
        Check(Measure::FailedUnlocks, 100),
    ),
    rule(
        "mfa",
        "2.2",
        ["Two factors at AAL2", "Zwei Faktoren auf AAL2"],
        [
            "Two distinct factors are used; here: the vault has a way in with a second secret.",
            "Zwei verschiedene Faktoren werden verwendet; hier: der Tresor hat einen Zugang mit zweitem Geheimnis.",
        ],
        Check(Measure::SecondFactors, 1),
    ),
    rule(
        "accounts-mfa",
        "2.2",
        ["Codes of accounts", "Codes von Konten"],
        [
            "Accounts that need AAL2 have a second factor.",
            "Konten, die AAL2 brauchen, haben einen zweiten Faktor.",
        ],
        ByPerson([
            "Which accounts need AAL2, and whether their second factor is set up.",
            "Welche Konten AAL2 brauchen und ob ihr zweiter Faktor eingerichtet ist.",
        ]),
    ),
    rule(
        "reauthentication",
        "2.2.3",
        ["Time without activity", "Zeit ohne Aktivität"],
        [
            "At AAL2 the inactivity timeout should be at most an hour.",
            "Auf AAL2 soll nach höchstens einer Stunde ohne Aktivität neu angemeldet werden.",
        ],
        Check(Measure::IdleSeconds, 3600),
    ),
    rule(
        "aal",
        "2",
        ["Assurance level", "Vertrauensniveau"],
        [
            "The level of each service follows from its risk.",
            "Das Niveau jedes Dienstes folgt aus seinem Risiko.",
        ],
        ByPerson([
            "The risk assessment that chose the level.",
            "Die Risikobeurteilung, aus der das Niveau folgt.",
        ]),
    ),
];
