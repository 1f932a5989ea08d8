//! What ends, as a calendar file (iCalendar, RFC 5545) for other programs. Holds days and, if wanted, titles; never a
//! field, a user name or a secret.

use strongroom_credential::{Day, Moment};

/// Longest line, in octets, without its end (RFC 5545, 3.1).
const MAX_LINE: usize = 75;
/// Longest title, in bytes; what follows is cut off.
const MAX_TITLE: usize = 1024;

/// The language of the file's few words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CalendarLanguage {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

/// A day on which something of an item ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarEntry<'a> {
    /// What stands for the item, the same in every file: letters and digits. Personal.
    pub id: &'a str,
    /// The last day on which it is good.
    pub day: Day,
    /// The item's title; `None` where it is to be left out. Personal.
    pub title: Option<&'a str>,
}

/// The entries as one calendar: an event of a whole day for each, which takes up no time, with an alarm so many days before
/// it for each of `leads`. The same item and day always have the same UID, so that a second import changes the first. An
/// entry whose day has no four-digit year cannot be written and is left out; the second value counts those that are in.
pub fn write_calendar<'a>(
    entries: impl IntoIterator<Item = CalendarEntry<'a>>,
    leads: &[u32],
    stamp: Moment,
    language: CalendarLanguage,
) -> (String, usize) {
    let mut file = File(String::new());
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//Strongroom//Credentials that end//EN");
    file.line("CALSCALE:GREGORIAN");
    let stamp = time(stamp);
    let mut written = 0;
    for entry in entries {
        if let Some(day) = date(entry.day) {
            file.event(&entry, &day, &stamp, leads, language);
            written += 1;
        }
    }
    file.line("END:VCALENDAR");
    (file.0, written)
}

struct File(String);

impl File {
    fn event(
        &mut self,
        entry: &CalendarEntry<'_>,
        day: &str,
        stamp: &str,
        leads: &[u32],
        language: CalendarLanguage,
    ) {
        let summary = escaped(&summary(entry.title, language));
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}-{day}@strongroom", entry.id));
        self.line(&format!("DTSTAMP:{stamp}"));
        // Without an end, an event of whole days takes one day (3.6.1).
        self.line(&format!("DTSTART;VALUE=DATE:{day}"));
        self.line(&format!("SUMMARY:{summary}"));
        self.line("CLASS:PRIVATE");
        self.line("TRANSP:TRANSPARENT");
        for lead in leads {
            self.line("BEGIN:VALARM");
            self.line("ACTION:DISPLAY");
            self.line(&format!("DESCRIPTION:{summary}"));
            self.line(&match lead {
                0 => "TRIGGER:PT0S".to_owned(),
                days => format!("TRIGGER:-P{days}D"),
            });
            self.line("END:VALARM");
        }
        self.line("END:VEVENT");
    }

    /// Writes a line, folded: what does not fit goes on in the next one, behind a space (3.1).
    fn line(&mut self, text: &str) {
        let mut room = MAX_LINE;
        for letter in text.chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = MAX_LINE - 1;
            }
            room = room.saturating_sub(letter.len_utf8());
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }
}

fn summary(title: Option<&str>, language: CalendarLanguage) -> String {
    let title = title.map(|title| title.get(..title.floor_char_boundary(MAX_TITLE)).unwrap_or(title).trim());
    match (title.filter(|title| !title.is_empty()), language) {
        (Some(title), CalendarLanguage::English) => format!("{title} ends"),
        (Some(title), CalendarLanguage::German) => format!("{title} läuft ab"),
        (None, CalendarLanguage::English) => "A credential ends".to_owned(),
        (None, CalendarLanguage::German) => "Zugangsdaten laufen ab".to_owned(),
    }
}

/// A text as a value (3.3.11). Control characters other than the end of a line have no place in one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("\\n"),
            '\t' => out.push(letter),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// `YYYYMMDD`, for years that have four digits.
fn date(day: Day) -> Option<String> {
    let digits = day.to_string().replace('-', "");
    (digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// `YYYYMMDDTHHMMSSZ`; the beginning of 1970 for a moment that cannot be so written.
fn time(moment: Moment) -> String {
    let seconds = moment.0.rem_euclid(86_400_000) / 1000;
    let day = date(moment.day()).unwrap_or_else(|| "19700101".to_owned());
    format!("{day}T{:02}{:02}{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::process::{Command, Stdio};

    const DAY: Day = Day(20_818);

    fn written(title: Option<&str>, leads: &[u32]) -> String {
        let entry = CalendarEntry { id: "00ff", day: DAY, title };
        write_calendar([entry], leads, Moment(1_000), CalendarLanguage::English).0
    }

    #[test]
    fn every_line_ends_with_cr_lf_and_has_75_octets_at_most() {
        for title in ["é".repeat(200), "日本".repeat(100), "🔑".repeat(100), "x".repeat(5_000)] {
            let file = written(Some(&title), &[7]);
            assert!(file.ends_with("END:VCALENDAR\r\n"));
            for line in file.split_terminator("\r\n") {
                assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
            }
            let unfolded = file.replace("\r\n ", "");
            let kept: String = title.chars().take(20).collect();
            assert!(unfolded.contains(&format!("SUMMARY:{kept}")), "{unfolded}");
        }
    }

    #[test]
    fn what_has_a_meaning_in_the_format_is_escaped() {
        for (title, expected) in [
            ("a,b;c\\d", "SUMMARY:a\\,b\\;c\\\\d ends"),
            ("one\r\ntwo\nthree\rfour", "SUMMARY:one\\ntwo\\nthree\\nfour ends"),
            ("x\r\nEND:VEVENT\r\nATTACH:file", "SUMMARY:x\\nEND:VEVENT\\nATTACH:file ends"),
            ("a\u{0}b\u{7f}c\u{85}d", "SUMMARY:abcd ends"),
            ("  ", "SUMMARY:A credential ends"),
        ] {
            let lines = written(Some(title), &[]).replace("\r\n ", "");
            assert!(lines.split("\r\n").any(|line| line == expected), "{lines}");
        }
    }

    #[test]
    fn event_takes_a_whole_day_and_has_an_alarm_for_each_lead_time() {
        let file = written(None, &[30, 0]);
        for line in [
            "UID:00ff-20261231@strongroom",
            "DTSTAMP:19700101T000001Z",
            "DTSTART;VALUE=DATE:20261231",
            "SUMMARY:A credential ends",
            "TRIGGER:-P30D",
            "TRIGGER:PT0S",
        ] {
            assert!(file.split("\r\n").any(|one| one == line), "{line} in {file}");
        }
        assert_eq!(file.matches("BEGIN:VALARM").count(), 2);
    }

    #[test]
    fn day_that_cannot_be_written_is_left_out_and_not_counted() {
        let days = [Day(i32::MIN), Day(i32::MAX), Day(-800_000), Day(3_000_000), DAY];
        let entries = days.map(|day| CalendarEntry { id: "1", day, title: None });
        let (file, count) = write_calendar(entries, &[], Moment(i64::MAX), CalendarLanguage::German);
        assert_eq!((count, file.matches("BEGIN:VEVENT").count()), (1, 1));
        assert!(file.contains("SUMMARY:Zugangsdaten laufen ab\r\n"));
    }

    /// Python's `icalendar` reads the file, and writes what it read: UID, day, summary, and the alarms in days.
    const READER: &str = "
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
for event in calendar.walk('VEVENT'):
    alarms = [str(alarm['TRIGGER'].dt.days) for alarm in event.walk('VALARM')]
    print(event['UID'], event.decoded('DTSTART').isoformat(), repr(str(event['SUMMARY'])), ' '.join(alarms))
";

    #[test]
    #[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
    fn independent_reader_finds_what_was_written() {
        if !Command::new("/usr/bin/python3")
            .args(["-c", "import icalendar"])
            .output()
            .is_ok_and(|ran| ran.status.success())
        {
            eprintln!("skipped: Debian's python3-icalendar is not installed");
            return;
        }
        let long = format!("{} 日本 🔑", "a long title, with; signs \\".repeat(9));
        let entries = [("1a", Some("line one\nline two")), ("2b", Some(long.as_str())), ("3c", None)];
        let entries = entries.map(|(id, title)| CalendarEntry { id, day: DAY, title });
        let (file, _) = write_calendar(entries, &[30, 7, 1, 0], Moment(0), CalendarLanguage::English);
        let mut reader = Command::new("/usr/bin/python3")
            .args(["-c", READER])
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        reader.stdin.take().unwrap().write_all(file.as_bytes()).unwrap();
        let read = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
        let expected = format!(
            "1a-20261231@strongroom 2026-12-31 'line one\\nline two ends' -30 -7 -1 0\n\
             2b-20261231@strongroom 2026-12-31 '{} ends' -30 -7 -1 0\n\
             3c-20261231@strongroom 2026-12-31 'A credential ends' -30 -7 -1 0\n",
            long.replace('\\', "\\\\")
        );
        assert_eq!(read, expected);
    }
}
