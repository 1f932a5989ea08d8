import type { Health } from '$api/generated/Health';
import { beforeAll, expect, test, vi } from 'vitest';

let of: typeof import('./bars');
beforeAll(async () => {
  vi.stubGlobal('navigator', { language: 'en-GB' });
  of = await import('./bars');
});

const health: Health = {
  items: 20,
  score: null,
  strengths: [4, 1, 0, 2, 3],
  without_password: 8,
  pending: 2,
  weak: 5,
  reused: 4,
  reused_groups: 2,
  similar: 1,
  ages: [
    { days: 0, below: 90, count: 6 },
    { days: 730, below: null, count: 2 },
  ],
  ended: 2,
  ending: [
    { within_days: 7, count: 1 },
    { within_days: 90, count: 4 },
  ],
  coming: [0, 1],
  found: { low: 1, medium: 0, high: 5 },
  with_code: 3,
  without_code: 7,
  two_factor_possible: 2,
  breached: 3,
  breach_checked: 12,
  breach_last: null,
  breach_host: 'api.pwnedpasswords.com',
  attention: 9,
};

test('a bar is as long as its share of its group', () => {
  expect(of.strengthBars(health).map(({ share }) => share)).toEqual([0.4, 0.1, 0, 0.2, 0.3]);
  expect(of.ageBars(health).map(({ share }) => share)).toEqual([0.75, 0.25]);
  expect(of.endBars(health).map(({ share }) => share)).toEqual([0.5, 0.25, 1]);
  expect(of.breachBars(health).map(({ share }) => share)).toEqual([0.25]);
  expect(of.reuseBars(health).map(({ share }) => share)).toEqual([0.2, 0.05]);
});

test('every bar has a name of its own and the list that its number counts', () => {
  const groups = [of.strengthBars, of.reuseBars, of.ageBars, of.endBars, of.foundBars, of.breachBars];
  const bars = groups.flatMap((barsOf) => barsOf(health));
  expect(new Set(bars.map(({ id }) => id)).size).toBe(bars.length);
  expect(bars.every(({ name }) => name !== '' && !name.includes('{'))).toBe(true);
  expect(bars.find(({ id }) => id === 'age-730')?.view).toEqual({
    view: 'older_than',
    days: 730,
    below: null,
  });
  expect(bars.find(({ id }) => id === 'found-high')).toMatchObject({
    count: 5,
    view: { view: 'found', severity: 'high' },
  });
});

test('an empty group has bars without length', () => {
  expect(of.strengthBars({ ...health, strengths: [0, 0, 0, 0, 0] }).map(({ share }) => share)).toEqual([
    0, 0, 0, 0, 0,
  ]);
});
