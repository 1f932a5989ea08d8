//! When things end: the one place that knows which dates of an item do, and what is past or near its end. Dates inside
//! certificates, keys and tokens are their own modules' to read.

use crate::fold::{fold, prefix};
use crate::{Day, Examination, Field, FieldType, Finding, FindingCode, Item, Moment, Severity};

/// Days before the end from which on it is near.
pub const SOON_DAYS: i32 = 30;
/// Fields of an item that are looked at.
const MAX_FIELDS: usize = 1000;
/// Bytes of a field's name that are looked at.
const MAX_NAME: usize = 128;

/// Names that say so wherever they stand in a field's, folded and without anything but letters and digits. Templates' own
/// `expiry` and `expires` are among them; English, then German with and without its umlauts.
const SAYS_SO: &[&str] = &[
    "expir",
    "validuntil",
    "validtill",
    "validthrough",
    "validthru",
    "validto",
    "goodthrough",
    "goodthru",
    "gultigbis",
    "gueltigbis",
    "ablaufdatum",
    "ablauftag",
    "ablaufmonat",
    "verfall",
    "verfaellt",
    "befristetbis",
    "laufzeitbis",
];
/// Names that say so at the end of a field's, where more letters would make another word of them.
const SAYS_SO_AT_THE_END: &[&str] = &[
    "enddate",
    "endson",
    "ablauf",
    "lauftab",
    "laeuftab",
    "lauftabam",
    "laeuftabam",
    "enddatum",
    "vertragsende",
    "laufzeitende",
    "endetam",
];
/// Names that say so alone.
const SAYS_SO_ALONE: &[&str] = &["ends", "end", "endet", "ende"];

/// A day on which something of an item ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiry {
    /// The last day on which it is good.
    pub day: Day,
    /// Days from today until then; negative when it is past.
    pub days_left: i32,
    /// The field's place in the item's fields.
    pub field: usize,
    /// The field's name: a template's, or the user's own. Personal.
    pub what: String,
}

/// Every date of the item on which something ends, in the order of its fields: those of type date or month whose name says
/// so, in any kind, and whose value is one. A month is good through its last day. Days are those of UTC.
pub fn expiries(item: &Item, now: Moment) -> Vec<Expiry> {
    let today = now.day();
    let fields = item.fields.iter().enumerate().take(MAX_FIELDS);
    fields
        .filter_map(|(index, field)| {
            let day = end(field).filter(|_| says_so(&field.name))?;
            let days_left = day.0.saturating_sub(today.0);
            Some(Expiry { day, days_left, field: index, what: field.name.clone() })
        })
        .collect()
}

/// What is past its end (medium), or ends within [`SOON_DAYS`] (low), each with the day.
pub fn examine(item: &Item, now: Moment) -> Examination {
    let findings = expiries(item, now).into_iter().filter_map(|expiry| {
        let (severity, code) = match expiry.days_left {
            ..0 => (Severity::Medium, FindingCode::Expired),
            0..=SOON_DAYS => (Severity::Low, FindingCode::ExpiresSoon),
            _ => return None,
        };
        Some(Finding::new(severity, code).with_detail(expiry.day.to_string()).about(expiry.field))
    });
    Examination { facts: Vec::new(), findings: findings.collect() }
}

fn end(field: &Field) -> Option<Day> {
    // Exposed to be read as a date; only the date leaves.
    let value = field.value.expose();
    match field.field_type {
        FieldType::Date => Day::parse(value),
        FieldType::Month => Day::end_of_month(value),
        _ => None,
    }
}

fn says_so(name: &str) -> bool {
    let mut name = fold(prefix(name, MAX_NAME));
    name.retain(char::is_alphanumeric);
    SAYS_SO.iter().any(|word| name.contains(word))
        || SAYS_SO_AT_THE_END.iter().any(|word| name.ends_with(word))
        || SAYS_SO_ALONE.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn now(day: &str) -> Moment {
        Day::parse(day).unwrap().start()
    }

    fn found(field: Field, today: &str) -> Option<(&'static str, Severity, Option<String>)> {
        let item = Item::new(Kind::NOTE, "").with(Field::custom("other", FieldType::Text, "x")).with(field);
        let findings = examine(&item, now(today)).findings;
        assert!(findings.len() < 2 && findings.iter().all(|found| found.field == Some(1)));
        findings.into_iter().next().map(|found| (found.code.code(), found.severity, found.detail))
    }

    #[test]
    fn names_of_ends_are_known_in_english_and_german() {
        for name in [
            "expiry",
            "expires",
            "valid_until",
            "Expiration date",
            "Expires on",
            "validUntil",
            "Valid thru",
            "GOOD THRU",
            "Passport expiry",
            "End date",
            "ends",
            "läuft ab",
            "Läuft ab am",
            "laeuft_ab",
            "Ablaufdatum",
            "Ablauf",
            "Gültig bis",
            "gueltig bis",
            "Verfällt am",
            "verfaellt",
            "Verfallsdatum",
            "Vertragsende",
            "endet am",
        ] {
            assert!(says_so(name), "{name}");
        }
        for name in [
            "birth_date",
            "purchased",
            "issued",
            "valid from",
            "gültig ab",
            "Ablaufplan",
            "Kalender",
            "Wochenende",
            "Endpoint",
            "sender",
            "due",
            "",
            "inspired",
            &"x".repeat(10_000),
        ] {
            assert!(!says_so(name), "{name}");
        }
    }

    #[test]
    fn every_date_of_every_template_that_ends_something_is_known() {
        let dates = Kind::templates().iter().flat_map(|template| template.fields.iter());
        let dates = dates.filter(|field| matches!(field.field_type, FieldType::Date | FieldType::Month));
        for field in dates {
            assert_eq!(
                says_so(field.name),
                !matches!(field.name, "birth_date" | "purchased"),
                "{}",
                field.name
            );
        }
    }

    #[test]
    fn card_is_good_through_the_last_day_of_its_month() {
        let card = || Field::new("expiry", FieldType::Month, "2028-02");
        let end = Some("2028-02-29".to_owned());
        assert_eq!(found(card(), "2028-01-29"), None);
        assert_eq!(found(card(), "2028-01-30"), Some(("expires_soon", Severity::Low, end.clone())));
        assert_eq!(found(card(), "2028-02-29"), Some(("expires_soon", Severity::Low, end.clone())));
        assert_eq!(found(card(), "2028-03-01"), Some(("expired", Severity::Medium, end)));
    }

    #[test]
    fn date_is_good_on_its_day() {
        let date = || Field::custom("Gültig bis", FieldType::Date, "2026-12-31");
        let code = |today| found(date(), today).map(|(code, ..)| code);
        assert_eq!(code("2026-11-30"), None);
        assert_eq!(code("2026-12-01"), Some("expires_soon"));
        assert_eq!(code("2026-12-31"), Some("expires_soon"));
        assert_eq!(code("2027-01-01"), Some("expired"));
    }

    #[test]
    fn only_dates_and_months_that_are_ones_count() {
        for field in [
            Field::new("expires", FieldType::Date, "31.12.1999"),
            Field::new("expires", FieldType::Date, ""),
            Field::new("expires", FieldType::Text, "1999-12-31"),
            Field::new("expiry", FieldType::Month, "1999-13"),
            Field::new("expiry", FieldType::Month, "1999-12-31"),
            Field::new("purchased", FieldType::Date, "1999-12-31"),
        ] {
            assert_eq!(found(field, "2026-01-01"), None);
        }
    }

    #[test]
    fn ends_are_listed_in_the_order_of_the_fields_with_the_days_that_are_left() {
        let item = Item::new(Kind::LICENCE, "")
            .with(Field::new("purchased", FieldType::Date, "2020-01-01"))
            .with(Field::new("expires", FieldType::Date, "2026-01-11"))
            .with(Field::custom("Support expires", FieldType::Month, "2025-12"));
        let listed: Vec<(String, i32, usize, String)> = expiries(&item, now("2026-01-01"))
            .into_iter()
            .map(|expiry| (expiry.day.to_string(), expiry.days_left, expiry.field, expiry.what))
            .collect();
        assert_eq!(
            listed,
            [
                ("2026-01-11".into(), 10, 1, "expires".into()),
                ("2025-12-31".into(), -1, 2, "Support expires".into())
            ]
        );
        assert_eq!(expiries(&item, Moment(i64::MIN)).len(), 2);
        assert_eq!(expiries(&item, Moment(i64::MAX)).len(), 2);
    }
}
