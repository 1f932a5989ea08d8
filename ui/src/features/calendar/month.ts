/** Months and their weeks, as a calendar lays them out. Days are texts, `2026-12-31`, and know no time zone. */

const DAY = 86_400_000;
/** Months that a calendar shows; dates outside of them exist, and are reached by their list. */
const FIRST = '0001-01';
const LAST = '9999-11';

const date = (day: string) => new Date(`${day}T00:00:00Z`);
const text = (at: Date) => at.toISOString().slice(0, 10);

/** The month that a day is in, `2026-12`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The day so many days later, or before; the same where the calendar ends. */
export function addDays(day: string, days: number): string {
  return kept(day, new Date(date(day).getTime() + days * DAY));
}

/** The same day of the month so many months later, or before; the last of its month where that has no such day. */
export function addMonths(day: string, months: number): string {
  const first = date(`${monthOf(day)}-01`);
  first.setUTCMonth(first.getUTCMonth() + months);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  first.setUTCDate(Math.min(date(day).getUTCDate(), last.getUTCDate()));
  return kept(day, first);
}

function kept(day: string, to: Date): string {
  const year = to.getUTCFullYear();
  if (year < 1 || year > 9999) return day;
  const moved = text(to);
  return monthOf(moved) < FIRST || monthOf(moved) > LAST ? day : moved;
}

/** The day with which a week begins where a language is spoken: 0 for Sunday, 1 for Monday. */
export function weekStart(locale: string): number {
  interface Week {
    firstDay: number;
  }
  const known = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => Week; weekInfo?: Week };
  return (known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}

/** The weeks of a month, each of seven days, from the first that has a day of it to the last. */
export function weeksOf(month: string, start: number): string[][] {
  const first = date(`${month}-01`);
  const before = (first.getUTCDay() - start + 7) % 7;
  const next = new Date(first);
  next.setUTCMonth(next.getUTCMonth() + 1);
  const days = Math.round((next.getTime() - first.getTime()) / DAY);
  const weeks = Math.ceil((before + days) / 7);
  const at = (number: number) => text(new Date(first.getTime() + (number - before) * DAY));
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => at(week * 7 + day)),
  );
}

/** The names of the days of the week, from the one with which it begins: in short, and in full. */
export function weekdays(locale: string, start: number): { short: string; long: string }[] {
  const named = (weekday: 'short' | 'long') => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
  const [short, long] = [named('short'), named('long')];
  // The first of August 2027 is a Sunday.
  const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2027, 7, 1 + start + day)));
  return days.map((day) => ({ short: short.format(day), long: long.format(day) }));
}

/** A month as people write it. */
export function monthName(month: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(date(`${month}-01`));
}

/** A day as people write it, with its name. */
export function dayName(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(date(day));
}

/** Rows by their day, in the order in which they came. */
export function byDay<Row extends { day: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const days = new Map<string, Row[]>();
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return days;
}

/** The day to which a key leads from another one; none for a key that leads nowhere. */
export function dayByKey(key: string, day: string, today: string): string | undefined {
  const steps: Record<string, () => string> = {
    ArrowLeft: () => addDays(day, -1),
    ArrowRight: () => addDays(day, 1),
    ArrowUp: () => addDays(day, -7),
    ArrowDown: () => addDays(day, 7),
    PageUp: () => addMonths(day, -1),
    PageDown: () => addMonths(day, 1),
    Home: () => today,
  };
  return steps[key]?.();
}
