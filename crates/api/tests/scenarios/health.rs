//! How the vault is doing, and what ends soon, on a machine whose clock is set.

use crate::support::{Machine, create};
use strongroom_api::App;
use strongroom_api::types::{
    CreateItemRequest, DraftValue, ExpiringRequest, FieldDraft, Gravity, ItemDraft, ListRequest, Nothing,
    Sort, View,
};

/// The machine's clock stands at 2023-11-14.
const TODAY: &str = "2023-11-14";

async fn add(app: &App, kind: &str, title: &str, fields: &[(&str, &str, &str)]) {
    let fields = fields.iter().map(|(name, field_type, value)| FieldDraft {
        name: (*name).to_owned(),
        field_type: (*field_type).to_owned(),
        custom: false,
        value: DraftValue::New { value: (*value).to_owned().into() },
    });
    let draft = ItemDraft {
        kind: kind.to_owned(),
        title: title.to_owned(),
        fields: fields.collect(),
        notes: String::new().into(),
        tags: Vec::new(),
        favourite: false,
        folder: None,
    };
    app.create_item(CreateItemRequest { draft }).await.unwrap();
}

async fn titles(app: &App, view: View) -> Vec<String> {
    let request = ListRequest { view, search: String::new(), sort: Sort::Title, from: 0, count: 100 };
    app.list_items(request).await.unwrap().rows.into_iter().map(|row| row.title).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_count_leads_to_its_items() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let password = |value| ("password", "hidden", value);
    add(&app, "login", "old", &[password("Kestrel-Orbit-Lamp-2")]).await;
    machine.clock.pass(100 * 86_400);
    add(&app, "login", "new", &[password("Kestrel-Orbit-Lamp-3"), ("url", "url", "http://a.example")]).await;
    let site = ("url", "url", "https://gist.github.com/login");
    add(&app, "login", "weak", &[password("123456"), site]).await;
    add(&app, "login", "again", &[password("123456"), site, ("totp", "totp", "JBSWY3DPEHPK3PXP")]).await;
    add(&app, "card", "card", &[("expiry", "month", "2024-02")]).await;

    let health = app.health(Nothing {}).await.unwrap();
    assert_eq!((health.items, health.weak, health.reused, health.reused_groups), (5, 2, 2, 1));
    assert_eq!((health.similar, health.without_code, health.with_code), (2, 3, 1));
    assert_eq!(health.two_factor_possible, 1);
    let ages: Vec<_> = health.ages.iter().map(|age| (age.days, age.below, age.count)).collect();
    let expected = [(0, Some(90), 3), (90, Some(365), 1), (365, Some(730), 0), (730, None, 0)];
    assert_eq!(ages, expected);
    assert!(health.score.unwrap().points < 100);

    for (view, expected) in [
        (View::Strength { score: 0 }, vec!["again", "weak"]),
        (View::Similar, vec!["new", "old"]),
        (View::OlderThan { days: 90, below: None }, vec!["old"]),
        (View::OlderThan { days: 0, below: Some(90) }, vec!["again", "new", "weak"]),
        (View::Ended, vec![]),
        (View::EndsWithin { days: 7 }, vec!["card"]),
        (View::Found { severity: Gravity::Medium }, vec!["new"]),
        (View::WithoutCode, vec!["new", "old", "weak"]),
        (View::TwoFactorPossible, vec!["weak"]),
    ] {
        assert_eq!(titles(&app, view.clone()).await, expected, "{view:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_comes_by_day_and_what_ended_comes_first() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    for (title, day) in
        [("today", TODAY), ("past", "2023-11-01"), ("in a week", "2023-11-21"), ("in a month", "2023-12-14")]
    {
        add(&app, "api_key", title, &[("expires", "date", day)]).await;
    }
    let expiring = app.expiring(ExpiringRequest { within_days: 7, skip_ended: false }).await.unwrap();
    let rows: Vec<_> = expiring.rows.iter().map(|row| (row.title.as_str(), row.days_left)).collect();
    assert_eq!(rows, [("past", -13), ("today", 0), ("in a week", 7)]);
    assert_eq!((expiring.today.as_str(), expiring.total, expiring.rows[1].day.as_str()), (TODAY, 3, TODAY));
    let all = app.expiring(ExpiringRequest { within_days: u32::MAX, skip_ended: true }).await.unwrap();
    assert_eq!((all.total, all.rows[0].title.as_str()), (3, "today"));
    // A day later, the answer is another one.
    machine.clock.pass(86_400);
    assert_eq!(titles(&app, View::Ended).await, ["past", "today"]);
}
