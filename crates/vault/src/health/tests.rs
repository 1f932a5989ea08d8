//! The counts against a plain loop over generated items, the views against the counts, the score against its formula.

use super::*;
use crate::Query;
use crate::breaches::{BreachResult, BreachSource};
use crate::overview::Overview;
use crate::page::{Entry, PAGE_ENTRIES, Page};
use proptest::prelude::*;
use strongroom_credential::Kind;
use strongroom_crypto::RecordTag;
use strongroom_storage::{Class, RecordId};

const TODAY: Day = Day(20_000);
const MILLIS_PER_DAY: i64 = 86_400_000;

fn plain() -> ItemOverview {
    ItemOverview {
        favourite: false,
        deleted: false,
        has_totp: false,
        kind: Kind::NOTE,
        title: "t".into(),
        subtitle: Box::default(),
        folder: None,
        tags: Box::default(),
        created: 0,
        modified: 0,
        strength: KnownStrength::None,
        fingerprint: [0; 16],
        similar: [0; 16],
        secret_since: 0,
        ends: None,
        worst: None,
    }
}

fn password(score: u8, secret: u8, stem: u8) -> ItemOverview {
    let strength = KnownStrength::Score(score);
    ItemOverview { kind: Kind::LOGIN, strength, fingerprint: [secret; 16], similar: [stem; 16], ..plain() }
}

fn index_of(items: &[ItemOverview]) -> Index {
    let mut pages = Vec::new();
    for (number, chunk) in (0_u64..).zip(items.chunks(PAGE_ENTRIES)) {
        let mut page = Page::new(RecordId::counted(number).0);
        for (slot, item) in (0_u64..).zip(chunk) {
            let overview = Overview::Item(Box::new(item.clone()));
            let (class, id) = (Class::Item, RecordId::counted(number * 64 + slot));
            page.set(Entry { class, id, version: 1, tag: RecordTag::default(), overview }, search_text(item));
        }
        pages.push(page);
    }
    Index::build(pages).unwrap()
}

/// What the index knows of an item's fields; a fingerprint of its own makes the difference.
fn search_text(item: &ItemOverview) -> &'static str {
    if item.fingerprint[0].is_multiple_of(2) {
        "t\nanna\ngithub.com/login"
    } else {
        "t\nanna@github.com\na.example"
    }
}

fn item() -> impl Strategy<Value = ItemOverview> {
    let strength = prop_oneof![
        Just(KnownStrength::None),
        Just(KnownStrength::Pending),
        (0..5_u8).prop_map(KnownStrength::Score)
    ];
    let kind = prop_oneof![Just(Kind::LOGIN), Just(Kind::PASSWORD), Just(Kind::NOTE), Just(Kind::API_KEY)];
    // Little room, so that much is alike and on the edges.
    let days = || prop_oneof![Just(0), Just(-1), Just(1), 6..9, 29..32, 88..92, 363..367, 728..732, -9..0];
    let worst =
        proptest::option::of(prop_oneof![Just(Severity::Low), Just(Severity::Medium), Just(Severity::High)]);
    let ends = proptest::option::of(days());
    (any::<[bool; 2]>(), kind, strength, 0..6_u8, 0..3_u8, days(), ends, worst).prop_map(
        |([deleted, has_totp], kind, strength, secret, stem, age, ends, worst)| ItemOverview {
            deleted,
            has_totp,
            kind,
            strength,
            fingerprint: [secret; 16],
            similar: [if secret == 0 { 0 } else { stem }; 16],
            secret_since: i64::from(TODAY.0 - age) * MILLIS_PER_DAY + 7,
            ends: ends.map(|days: i32| Day(TODAY.0 + days)),
            worst,
            ..plain()
        },
    )
}

/// That the first secret was found in a breach, and the second was not.
fn looked_up() -> Breaches {
    let result = |count| BreachResult { count, day: TODAY, source: BreachSource::Online };
    let found = HashSet::from([[1; 16]]);
    Breaches { results: [([1; 16], result(3)), ([2; 16], result(0))].into(), last: None, found }
}

/// The same by plain loops, each count by itself.
fn counted(items: &[ItemOverview]) -> Health {
    let kept: Vec<&ItemOverview> = items.iter().filter(|item| !item.deleted).collect();
    let count = |fits: &dyn Fn(&ItemOverview) -> bool| kept.iter().filter(|item| fits(item)).count();
    let has = |item: &ItemOverview| item.fingerprint != [0; 16];
    let reused = |item: &ItemOverview| has(item) && count(&|other| other.fingerprint == item.fingerprint) > 1;
    let similar = |item: &ItemOverview| {
        item.similar != [0; 16]
            && count(&|other| other.similar == item.similar && other.fingerprint != item.fingerprint) > 0
    };
    let age = |item: &ItemOverview| i64::from(TODAY.0) - item.secret_since.div_euclid(MILLIS_PER_DAY);
    let is_password = |item: &ItemOverview| has(item) && ["login", "password"].contains(&item.kind.name());
    let aged = |from: i64, to: i64| count(&|item| is_password(item) && (from..to).contains(&age(item)));
    let left = |item: &ItemOverview| item.ends.map(|day| day.0 - TODAY.0);
    let ending = |days| count(&|item| left(item).is_some_and(|left| (0..=days).contains(&left)));
    let prints: HashSet<_> = kept.iter().filter(|item| reused(item)).map(|item| item.fingerprint).collect();
    let login = |item: &ItemOverview| item.kind.name() == "login";
    let breached = |item: &ItemOverview| is_password(item) && item.fingerprint == [1; 16];
    Health {
        items: kept.len(),
        strengths: [0, 1, 2, 3, 4].map(|n| count(&|item| item.strength == KnownStrength::Score(n))),
        without_password: count(&|item| item.strength == KnownStrength::None),
        pending: count(&|item| item.strength == KnownStrength::Pending),
        weak: count(&|item| (0..=2).any(|n| item.strength == KnownStrength::Score(n))),
        secrets: count(&has),
        reused: count(&reused),
        reused_groups: prints.len(),
        similar: count(&similar),
        similar_alone: count(&|item| similar(item) && !reused(item)),
        ages: [aged(i64::MIN, 90), aged(90, 365), aged(365, 730), aged(730, i64::MAX)],
        dated: count(&|item| item.ends.is_some()),
        ended: count(&|item| left(item).is_some_and(|left| left < 0)),
        ending: [ending(7), ending(30), ending(90)],
        coming: (0..=90).map(|days| count(&|item| left(item) == Some(days))).collect(),
        found: [Severity::Low, Severity::Medium, Severity::High]
            .map(|severity| count(&|item| item.worst == Some(severity))),
        with_code: count(&|item| login(item) && item.has_totp),
        without_code: count(&|item| login(item) && !item.has_totp),
        code_possible: count(&|item| login(item) && !item.has_totp && item.fingerprint[0].is_multiple_of(2)),
        checked: count(&|item| is_password(item) && item.fingerprint[0] <= 2),
        breached: count(&breached),
        attention: count(&|item| {
            let weak = matches!(item.strength, KnownStrength::Score(0..=2));
            weak || reused(item)
                || breached(item)
                || left(item).is_some_and(|left| left < 0)
                || item.worst == Some(Severity::High)
        }),
    }
}

/// Every count that a view leads to, with that view.
fn views(health: &Health) -> Vec<(View, usize)> {
    let mut views = vec![
        (View::Weak, health.weak),
        (View::Reused, health.reused),
        (View::Similar, health.similar),
        (View::ended(TODAY), health.ended),
        (View::WithoutCode, health.without_code),
        (View::CodePossible, health.code_possible),
        (View::Breached, health.breached),
        (View::Found(Severity::Low), health.found[0]),
        (View::Found(Severity::Medium), health.found[1]),
        (View::Found(Severity::High), health.found[2]),
        (View::aged(TODAY, 0, Some(90)), health.ages[0]),
        (View::aged(TODAY, 90, Some(365)), health.ages[1]),
        (View::aged(TODAY, 365, Some(730)), health.ages[2]),
        (View::aged(TODAY, 730, None), health.ages[3]),
        (View::aged(TODAY, 0, None), health.ages.iter().sum()),
    ];
    views.extend((0..).zip(health.strengths).map(|(score, count)| (View::Strength(score), count)));
    views.extend(
        HORIZONS.into_iter().zip(health.ending).map(|(n, count)| (View::ends_within(TODAY, n), count)),
    );
    views
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn counts_are_those_of_a_plain_loop_and_each_leads_to_as_many_items(
        items in proptest::collection::vec(item(), 0..150)
    ) {
        let mut index = index_of(&items);
        index.breaches = Some((None, Arc::new(looked_up())));
        let health = index.health(TODAY);
        prop_assert_eq!(&health, &counted(&items));
        for (view, count) in views(&health) {
            let query = Query { view, ..Query::default() };
            prop_assert_eq!(index.find(&query).len(), count, "{:?}", query.view);
        }
        let points = health.score().map(|score| score.points);
        prop_assert!(points.is_none_or(|points| points <= 100));
    }
}

#[test]
fn empty_vault_has_no_score() {
    assert_eq!(index_of(&[]).health(TODAY).score(), None);
}

#[test]
fn flawless_vault_has_a_hundred_points_and_one_flaw_among_many_takes_the_hundred_away() {
    let flawless = ItemOverview { has_totp: true, ..password(4, 1, 1) };
    let other = ItemOverview { has_totp: true, ..password(4, 2, 2) };
    let points = |items: &[ItemOverview]| index_of(items).health(TODAY).score().map(|score| score.points);
    assert_eq!(points(&[flawless.clone(), other.clone()]), Some(100));
    let mut many = vec![ItemOverview { worst: Some(Severity::Low), ..plain() }];
    many.resize_with(5_000, plain);
    assert_eq!(points(&many), Some(99));
}

#[test]
fn score_is_the_mean_of_its_parts_weighed() {
    // Scores 0 and 4; the two are variations of each other; one finding of medium gravity; no dates; one code where two are possible.
    let mut weak = password(0, 4, 9);
    weak.worst = Some(Severity::Medium);
    let strong = ItemOverview { has_totp: true, ..password(4, 2, 9) };
    let score = index_of(&[weak, strong]).health(TODAY).score().unwrap();
    let reached: Vec<_> = score.parts.iter().map(|part| (part.part, part.weight, part.reached)).collect();
    assert_eq!(
        reached,
        [
            (ScorePart::Strength, 40, 500),
            (ScorePart::Unique, 30, 500),
            (ScorePart::Findings, 15, 750),
            (ScorePart::Codes, 5, 500)
        ]
    );
    // (40 * 500 + 30 * 500 + 15 * 750 + 5 * 500) / 90 / 10
    assert_eq!(score.points, 54);
}

#[test]
fn days_at_the_ends_of_time_overflow_nothing() {
    let far = ItemOverview { ends: Some(Day(i32::MAX)), secret_since: i64::MIN, ..password(4, 1, 1) };
    let near = ItemOverview { ends: Some(Day(i32::MIN)), secret_since: i64::MAX, ..password(4, 2, 2) };
    for today in [Day(i32::MIN), TODAY, Day(i32::MAX)] {
        assert_eq!(index_of(&[far.clone(), near.clone()]).health(today).items, 2);
        let _ = (View::aged(today, u32::MAX, Some(u32::MAX)), View::ended(today));
        let _ = View::ends_within(today, u32::MAX);
    }
}

#[test]
fn numbers_are_right_at_a_hundred_thousand_items() {
    let items: Vec<ItemOverview> = (0..100_000_u32)
        .map(|number| {
            let mut item = password(u8::try_from(number % 5).unwrap(), 1, 1);
            item.fingerprint[..4].copy_from_slice(&(number / 2 + 1).to_be_bytes());
            item.similar[..4].copy_from_slice(&(number / 3 + 1).to_be_bytes());
            item.ends =
                number.is_multiple_of(4).then_some(Day(TODAY.0 + i32::try_from(number % 125).unwrap() - 5));
            item
        })
        .collect();
    let health = index_of(&items).health(TODAY);
    assert_eq!((health.items, health.strengths), (100_000, [20_000; 5]));
    assert_eq!((health.reused, health.reused_groups), (100_000, 50_000));
    // A quarter ends, 200 items on each of 125 days, of which five are over.
    assert_eq!((health.dated, health.ended), (25_000, 1_000));
    assert_eq!(health.ending, [8 * 200, 31 * 200, 91 * 200]);
    assert!(health.coming.iter().all(|items| *items == 200));
}
