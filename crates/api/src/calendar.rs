//! What ends, by day: rows for a calendar, and a file for other programs. From the index alone: no record is opened.

use crate::app::{App, path_of};
use crate::convert::file_error;
use crate::create::free_path;
use crate::files::NewFile;
use crate::session::count;
use crate::types::{Calendar, CalendarExport, CalendarRequest, ExpiringRow, ExportCalendarRequest};
use crate::{ApiError, ErrorCode};
use std::cmp::Reverse;
use std::io::Write;
use strongroom_credential::Day;
use strongroom_exchange::{CalendarEntry, CalendarLanguage, write_calendar};
use strongroom_vault::{Action, AuditEvent, ItemId, ItemOverview, Unlocked};

/// Rows that are handed out at once.
const MAX_ROWS: usize = 1000;

impl App {
    /// What ends on the days that are asked for.
    pub async fn calendar(&self, request: CalendarRequest) -> Result<Calendar, ApiError> {
        let (from, to) = (day(request.from.as_deref())?, day(request.to.as_deref())?);
        let mut session = self.session().await;
        let vault = &session.open()?.vault;
        let today = self.today();
        let is_in = |day: Day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to);
        let mut found: Vec<_> = dated(vault).filter(|(day, ..)| is_in(*day)).collect();
        found.sort_unstable_by(by_day);
        if request.latest_first {
            found.sort_by_key(|(day, ..)| Reverse(*day));
        }
        let rows = found.iter().take(MAX_ROWS).map(|(day, id, item)| row(*id, item, *day, today));
        Ok(Calendar {
            today: today.to_string(),
            total: count(found.len()),
            rows: rows.collect(),
            ended: count(dated(vault).filter(|(day, ..)| *day < today).count()),
            next: dated(vault)
                .map(|(day, ..)| day)
                .filter(|day| *day >= today)
                .min()
                .map(|day| day.to_string()),
        })
    }

    /// Writes what ends from today on into a new calendar file, which other programs can read: for each item its first day,
    /// and its title if that is wanted.
    pub async fn export_calendar(&self, request: ExportCalendarRequest) -> Result<CalendarExport, ApiError> {
        let path = free_path(&request.path)?;
        let language = language(request.language.as_deref())?;
        let leads = self.settings_now().await.reminder_days;
        let mut session = self.session().await;
        let open = session.open()?;
        let (content, events) = content(&open.vault, self.moment(), &request, &leads, language);
        let events = count(events);
        let failed = |error| file_error(&request.path, &error);
        let mut file = NewFile::begin(&path).map_err(failed)?;
        file.file().write_all(content.as_bytes()).map_err(failed)?;
        // Before the file has its name: there shall be none that the trail does not show.
        let titles = if request.titles { "with titles" } else { "without titles" };
        let detail = format!("calendar of {events} items {titles}");
        open.note(AuditEvent::of_vault(Action::Export, detail), self.env()).await?;
        self.changed(open);
        file.keep().map_err(failed)?;
        let path = path_of(&request.path)?.display().to_string();
        Ok(CalendarExport { path, events, lead_days: leads })
    }
}

fn content(
    vault: &Unlocked,
    now: strongroom_credential::Moment,
    request: &ExportCalendarRequest,
    leads: &[u32],
    language: CalendarLanguage,
) -> (String, usize) {
    let today = now.day();
    let last = request.within_days.map(|days| i64::from(today.0) + i64::from(days));
    let mut found: Vec<_> = dated(vault)
        .filter(|(day, ..)| *day >= today && last.is_none_or(|last| i64::from(day.0) <= last))
        .collect();
    found.sort_unstable_by(by_day);
    let ids: Vec<String> = found.iter().map(|(_, id, _)| id.to_string()).collect();
    let entries = found.iter().zip(&ids).map(|((day, _, item), id)| CalendarEntry {
        id,
        day: *day,
        title: request.titles.then_some(&*item.title),
    });
    write_calendar(entries, leads, now, language)
}

/// Items of which something ends some day, but for those in the trash, each with the first of its days.
pub(crate) fn dated(vault: &Unlocked) -> impl Iterator<Item = (Day, ItemId, &ItemOverview)> {
    let kept = vault.overviews().filter(|(_, item)| !item.deleted);
    kept.filter_map(|(id, item)| Some((item.ends?, id, item)))
}

/// By day, then by title.
pub(crate) fn by_day(
    one: &(Day, ItemId, &ItemOverview),
    other: &(Day, ItemId, &ItemOverview),
) -> std::cmp::Ordering {
    (one.0, &one.2.title, one.1).cmp(&(other.0, &other.2.title, other.1))
}

/// What is shown of an item that ends on that day.
pub(crate) fn row(id: ItemId, item: &ItemOverview, day: Day, today: Day) -> ExpiringRow {
    ExpiringRow {
        id: id.to_string(),
        title: item.title.to_string(),
        kind: item.kind.name().to_owned(),
        day: day.to_string(),
        days_left: day.0.saturating_sub(today.0),
    }
}

fn day(text: Option<&str>) -> Result<Option<Day>, ApiError> {
    let parse =
        |text| Day::parse(text).ok_or_else(|| ApiError::invalid("that is no day: write it as 2026-12-31"));
    text.map(parse).transpose()
}

fn language(name: Option<&str>) -> Result<CalendarLanguage, ApiError> {
    match name {
        None | Some("en") => Ok(CalendarLanguage::English),
        Some("de") => Ok(CalendarLanguage::German),
        Some(_) => {
            Err(ApiError::told(ErrorCode::Invalid, "the calendar has no such language: choose en or de"))
        }
    }
}
