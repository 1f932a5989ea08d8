//! The calendar, the file that other calendars read, and reminders, on a machine whose clock is set.

use crate::support::{Machine, add_fields, create, lock, unlock};
use std::path::Path;
use strongroom_api::types::{AuditRequest, CalendarRequest, ExportCalendarRequest, Nothing, Settings};
use strongroom_api::{App, ErrorCode, ReminderWords};

/// The machine's clock stands at 2023-11-14.
const TODAY: &str = "2023-11-14";
const DAY: i64 = 86_400;

async fn ends(app: &App, title: &str, day: &str) {
    add_fields(app, "api_key", title, &[("expires", "date", day), ("key", "hidden", "s3cr3t-value")]).await;
}

async fn opened(machine: &Machine) -> App {
    let app = machine.start();
    create(&app, machine, "a.vault", false).await;
    app
}

async fn remind(app: &App, change: impl FnOnce(&mut Settings)) {
    let mut settings = Settings { reminders: true, ..app.settings_now().await };
    change(&mut settings);
    app.change_settings(settings).await.unwrap();
}

/// What a host shows that asks, and that succeeds in showing it.
async fn told(app: &App) -> Option<ReminderWords> {
    let reminder = app.due_reminder().await?;
    let words = reminder.words(false);
    app.reminded(reminder).await;
    Some(words)
}

async fn summary(app: &App) -> Option<String> {
    told(app).await.map(|words| words.summary)
}

fn between(from: &str, to: &str) -> CalendarRequest {
    CalendarRequest { from: Some(from.to_owned()), to: Some(to.to_owned()), latest_first: false }
}

#[tokio::test(flavor = "multi_thread")]
async fn calendar_has_the_days_asked_for_and_says_what_lies_outside_of_them() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    for (title, day) in
        [("b", "2023-12-01"), ("a", "2023-12-01"), ("past", "2023-11-01"), ("next", "2023-11-20")]
    {
        ends(&app, title, day).await;
    }
    add_fields(
        &app,
        "card",
        "several",
        &[("expiry", "month", "2023-12"), ("Membership ends", "date", "2024-06-01")],
    )
    .await;
    let month = app.calendar(between("2023-12-01", "2023-12-31")).await.unwrap();
    let rows: Vec<_> = month.rows.iter().map(|row| (row.title.as_str(), row.day.as_str())).collect();
    assert_eq!(rows, [("a", "2023-12-01"), ("b", "2023-12-01"), ("several", "2023-12-31")]);
    assert_eq!((month.today.as_str(), month.total, month.ended), (TODAY, 3, 1));
    assert_eq!(month.next.as_deref(), Some("2023-11-20"));

    let all = CalendarRequest { latest_first: true, ..CalendarRequest::default() };
    let all = app.calendar(all).await.unwrap();
    let titles: Vec<_> = all.rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["several", "a", "b", "next", "past"]);

    let refused = app.calendar(between("2023-13-01", "2023-12-31")).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
}

fn export(path: &str, titles: bool) -> ExportCalendarRequest {
    ExportCalendarRequest { path: path.to_owned(), within_days: Some(30), titles, language: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn exported_calendar_has_what_is_to_come_and_no_field_and_leaves_a_trace() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    for (title, day) in [("Soon", "2023-11-20"), ("Far", "2024-11-20"), ("Past", "2023-11-01")] {
        ends(&app, title, day).await;
    }
    let path = machine.path("ends.ics");
    let written = app.export_calendar(export(&path, true)).await.unwrap();
    assert_eq!((written.events, written.lead_days), (1, vec![30, 7, 1, 0]));
    let text = std::fs::read_to_string(Path::new(&path)).unwrap();
    assert!(text.contains("SUMMARY:Soon ends\r\n") && text.contains("DTSTART;VALUE=DATE:20231120\r\n"));
    assert!(!text.contains("s3cr3t") && !text.contains("Far") && !text.contains("Past"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = app.export_calendar(export(&path, true)).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::Exists);

    let bare = machine.path("bare.ics");
    app.export_calendar(export(&bare, false)).await.unwrap();
    let text = std::fs::read_to_string(Path::new(&bare)).unwrap();
    assert!(text.contains("SUMMARY:A credential ends\r\n") && !text.contains("Soon"));

    let trail = app.audit(AuditRequest { skip: 0, count: 10 }).await.unwrap();
    let details: Vec<_> = trail
        .entries
        .iter()
        .filter(|entry| entry.action == "export")
        .map(|entry| entry.detail.as_str())
        .collect();
    assert_eq!(details, ["calendar of 1 items without titles", "calendar of 1 items with titles"]);
    lock(&app).await;
    let locked = app.export_calendar(export(&machine.path("c.ics"), true)).await.unwrap_err();
    assert_eq!(locked.code, ErrorCode::Locked);
}

#[tokio::test(flavor = "multi_thread")]
async fn person_is_reminded_once_for_each_item_and_lead_time() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    for (title, day) in [("week", "2023-11-21"), ("month", "2023-12-14"), ("later", "2023-12-15")] {
        ends(&app, title, day).await;
    }
    assert_eq!(summary(&app).await, None, "reminders are off");
    remind(&app, |_| ()).await;
    assert_eq!(summary(&app).await.as_deref(), Some("2 credentials end within 30 days"));
    assert_eq!(summary(&app).await, None, "it was told already");

    lock(&app).await;
    machine.clock.pass(DAY);
    assert_eq!(summary(&app).await, None, "nothing is open");
    unlock(&app, &machine, "a.vault").await.unwrap();
    assert_eq!(summary(&app).await.as_deref(), Some("A credential ends in 30 days"));

    // Six days on, while it stays open.
    machine.clock.pass(5 * DAY);
    assert_eq!(summary(&app).await.as_deref(), Some("A credential ends tomorrow"));
    machine.clock.pass(DAY);
    assert_eq!(summary(&app).await.as_deref(), Some("A credential ends today"));

    // Another start of the program, on a day on which no lead time is reached.
    machine.clock.pass(DAY);
    let again = machine.start();
    unlock(&again, &machine, "a.vault").await.unwrap();
    assert_eq!(summary(&again).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn reminder_that_nobody_saw_comes_again_after_the_next_unlock() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    ends(&app, "week", "2023-11-21").await;
    remind(&app, |_| ()).await;
    assert!(app.due_reminder().await.is_some());
    assert!(app.due_reminder().await.is_none());
    lock(&app).await;
    unlock(&app, &machine, "a.vault").await.unwrap();
    assert_eq!(summary(&app).await.as_deref(), Some("A credential ends in 7 days"));
}

#[tokio::test(flavor = "multi_thread")]
async fn titles_are_named_only_where_the_settings_say_so_and_never_remembered() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    for number in 0..5 {
        ends(&app, &format!("Title {number}\u{202e}\n"), "2023-11-16").await;
    }
    remind(&app, |_| ()).await;
    assert_eq!(told(&app).await.unwrap().body, "");
    machine.clock.pass(DAY);
    remind(&app, |settings| settings.reminder_names = true).await;
    let words = told(&app).await.unwrap();
    assert_eq!(words.summary, "5 credentials end by tomorrow");
    assert_eq!(words.body, "Title 0\nTitle 1\nTitle 2\nand 2 more");
    let kept = std::fs::read_to_string(machine.state(".reminders.json")).unwrap();
    assert!(!kept.contains("Title"), "{kept}");
    // A date that was moved is another one.
    machine.clock.pass(DAY);
    remind(&app, |settings| settings.reminder_days = vec![7]).await;
    assert_eq!(summary(&app).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn lead_times_are_kept_in_order_and_within_their_limits() {
    let machine = Machine::new();
    let app = machine.start();
    remind(&app, |settings| settings.reminder_days = vec![1, 30, 1, 0]).await;
    assert_eq!(app.settings(Nothing {}).await.unwrap().reminder_days, [30, 1, 0]);
    for days in [vec![366], (0..9).collect()] {
        let wanted = Settings { reminder_days: days, ..app.settings_now().await };
        assert_eq!(app.change_settings(wanted).await.unwrap_err().code, ErrorCode::Invalid);
    }
}
