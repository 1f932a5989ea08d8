import type { AuditRow } from '$api/generated/AuditRow';
import { expect, test } from 'vitest';
import { byDay } from './days';

const entry = (number: number, at: Date): AuditRow => ({
  number,
  at: at.getTime(),
  action: 'copy',
  item: null,
  title: null,
  detail: '',
});

test('entries of one day stand together, in the order in which they came', () => {
  const days = byDay([
    entry(3, new Date(2026, 2, 2, 0, 1)),
    entry(2, new Date(2026, 2, 1, 23, 59)),
    entry(1, new Date(2026, 2, 1, 0, 0)),
  ]);
  expect(days.map((day) => day.entries.map((row) => row.number))).toEqual([[3], [2, 1]]);
  expect(days[0]?.at).toBe(new Date(2026, 2, 2).getTime());
});

test('a day to which the clock was set back comes again, in its place in the trail', () => {
  const days = byDay([
    entry(3, new Date(2026, 2, 1, 12)),
    entry(2, new Date(2026, 2, 2, 9)),
    entry(1, new Date(2026, 2, 1, 11)),
  ]);
  expect(days.map((day) => day.entries.map((row) => row.number))).toEqual([[3], [2], [1]]);
});
