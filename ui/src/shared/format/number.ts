/** Numbers and sizes in the person's locale. */
import { locale } from '../i18n/i18n.svelte';

/** A whole number with its separators. */
export function count(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** A number with one digit behind the point. */
export function decimal(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in bytes, in its largest unit. */
export function bytesIn(value: number, language: string): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value / 1_000 ** step);
}

/** A size in bytes, in the person's locale. */
export function bytes(value: number): string {
  return bytesIn(value, locale());
}
