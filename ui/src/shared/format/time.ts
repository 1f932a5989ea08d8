/** Dates and durations in the person's locale. Times are milliseconds since 1970. */
import { locale } from '../i18n/i18n.svelte';

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, or the word for now. */
export function relativeTo(at: number, now: number, language: string): string {
  const seconds = (at - now) / 1_000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, 'second');
}

/** How long ago. */
export function ago(at: number): string {
  return relativeTo(at, Date.now(), locale());
}

/** Day and minute. */
export function moment(at: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** The day alone. */
export function day(at: number): string {
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }).format(at);
}

/** The minute alone. */
export function clock(at: number): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(at);
}

/** A duration in its largest unit: "3 hours". */
export function durationIn(seconds: number, language: string): string {
  const [unit, length] = steps.find(([, size]) => seconds >= size) ?? ['second', 1];
  const count = Math.max(1, Math.round(seconds / length));
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** A duration in its largest unit, in the person's locale. */
export function duration(seconds: number): string {
  return durationIn(seconds, locale());
}

/** The day of this computer's time zone, for a file's name: `2026-01-31`. */
export function dayStamp(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** An ISO date or month as people write it; anything else as it is. */
export function isoDate(text: string, language: string): string {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (!match) return text;
  const [, year, month, date] = match;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date ?? 1)));
  if (Number.isNaN(at.getTime()) || at.getUTCMonth() !== Number(month) - 1) return text;
  const style = date ? ({ dateStyle: 'long' } as const) : ({ year: 'numeric', month: 'long' } as const);
  return new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' }).format(at);
}
