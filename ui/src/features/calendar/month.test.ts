import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  byDay,
  dayByKey,
  dayName,
  monthName,
  weekdays,
  weekStart,
  weeksOf,
} from './month';

describe('days', () => {
  test('follow one another over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28');
  });

  test('stay in their month where it is shorter', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2027-03-15', -3)).toBe('2026-12-15');
  });

  test('end where the calendar does', () => {
    expect(addMonths('0001-01-05', -1)).toBe('0001-01-05');
    expect(addMonths('9999-11-05', 1)).toBe('9999-11-05');
    expect(addDays('0001-01-01', -7)).toBe('0001-01-01');
  });

  test('are reached by keys', () => {
    const to = (key: string) => dayByKey(key, '2026-11-25', '2026-01-02');
    expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map(to)).toEqual([
      '2026-11-24',
      '2026-11-26',
      '2026-11-18',
      '2026-12-02',
    ]);
    expect([to('PageUp'), to('PageDown'), to('Home'), to('a')]).toEqual([
      '2026-10-25',
      '2026-12-25',
      '2026-01-02',
      undefined,
    ]);
  });
});

describe('a month', () => {
  test('has whole weeks that begin as the locale says', () => {
    expect([weekStart('en-US'), weekStart('de-DE'), weekStart('en-GB')]).toEqual([0, 1, 1]);
    const weeks = weeksOf('2026-11', 1);
    expect(weeks).toHaveLength(6);
    expect([weeks[0]?.[0], weeks[0]?.[6], weeks[5]?.[6]]).toEqual(['2026-10-26', '2026-11-01', '2026-12-06']);
    expect(weeksOf('2026-11', 0)[0]?.[0]).toBe('2026-11-01');
    // Four weeks to the day.
    expect(weeksOf('2027-02', 1)).toHaveLength(4);
  });

  test('and its days have the names that the language has for them', () => {
    expect(weekdays('de-DE', 1)[0]).toEqual({ short: 'Mo', long: 'Montag' });
    expect(weekdays('en-US', 0)[0]).toEqual({ short: 'Sun', long: 'Sunday' });
    expect(monthName('2026-03', 'de-DE')).toBe('März 2026');
    expect(dayName('2026-12-31', 'en-GB')).toMatch(/^Thursday,? 31 December 2026$/);
  });
});

test('rows of a day are together and keep their order', () => {
  const rows = [
    { day: '2026-12-01', title: 'a' },
    { day: '2026-12-02', title: 'b' },
    { day: '2026-12-01', title: 'c' },
  ];
  expect([...byDay(rows)].map(([day, of]) => [day, of.map(({ title }) => title)])).toEqual([
    ['2026-12-01', ['a', 'c']],
    ['2026-12-02', ['b']],
  ]);
});
