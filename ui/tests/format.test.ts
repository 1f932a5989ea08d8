// @vitest-environment node
import { beforeAll, expect, test, vi } from 'vitest';

beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB' }));

test('times are told in the largest unit that fits', async () => {
  const { relativeTo } = await import('../src/shared/format/time');
  const now = Date.UTC(2026, 0, 10);
  expect(relativeTo(now - 90 * 60_000, now, 'en')).toBe('1 hour ago');
  expect(relativeTo(now - 86_400_000, now, 'en')).toBe('yesterday');
  expect(relativeTo(now - 86_400_000, now, 'de')).toBe('gestern');
  expect(relativeTo(now - 3_000, now, 'en')).toBe('now');
});

test('durations are told in their largest unit, and never as nothing', async () => {
  const { durationIn } = await import('../src/shared/format/time');
  expect(durationIn(300, 'en')).toBe('5 minutes');
  expect(durationIn(7_200, 'de')).toBe('2 Stunden');
  expect(durationIn(0.2, 'en')).toBe('1 second');
});

test('dates that exist are written out, and others are left as they are', async () => {
  const { isoDate } = await import('../src/shared/format/time');
  expect(isoDate('1815-12-10', 'en-GB')).toBe('10 December 1815');
  expect(isoDate('2027-09', 'de')).toBe('September 2027');
  expect(isoDate('2027-13', 'en')).toBe('2027-13');
  expect(isoDate('09/27', 'en')).toBe('09/27');
});

test('a day for a name is the one on the clock on the wall', async () => {
  const { dayStamp } = await import('../src/shared/format/time');
  const zone = process.env['TZ'];
  try {
    process.env['TZ'] = 'America/Los_Angeles';
    expect(dayStamp(new Date('2026-03-01T02:00:00Z'))).toBe('2026-02-28');
    process.env['TZ'] = 'Pacific/Auckland';
    expect(dayStamp(new Date('2026-12-31T12:00:00Z'))).toBe('2027-01-01');
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});

test('sizes are told in their largest unit', async () => {
  const { bytesIn } = await import('../src/shared/format/number');
  expect(bytesIn(0, 'en')).toBe('0 byte');
  expect(bytesIn(999, 'en')).toBe('999 byte');
  expect(bytesIn(4_831_838, 'de')).toBe('4,8 MB');
});
