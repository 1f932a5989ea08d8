import type { FindingView } from '$api/generated/FindingView';
import { beforeAll, expect, test, vi } from 'vitest';

beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB', userAgent: '' }));

const finding = (field: number | null): FindingView => ({ severity: 'info', code: 'x', field, detail: null });

test('dates and times are written in the locale, and nothing else is touched', async () => {
  const { factValue } = await import('./known');
  const value = (name: string, text: string) => factValue({ name, value: text, field: null });
  expect(value('valid_until', '2026-09-30')).toBe('30 September 2026');
  expect(value('valid_until', '2026-09-30T10:00:00Z')).toMatch(/^30 Sept? 2026/);
  for (const text of ['2026-13-30', '2026-99-99T00:00:00Z', 'yes']) expect(value('comment', text)).toBe(text);
  expect(value('encrypted', 'no')).toBe('No');
});

test('a finding about a field that is not shown stands on top, and is not lost', async () => {
  const { about, aboutTheWhole } = await import('./known');
  const all = [finding(null), finding(0), finding(7)];
  expect(about(all, 0)).toEqual([finding(0)]);
  expect(aboutTheWhole(all, [0, 1])).toEqual([finding(null), finding(7)]);
});

test('a finding that counts bits says so, another says its particular as it is', async () => {
  const { particular } = await import('./known');
  const found = (code: string, detail: string | null) => particular({ ...finding(0), code, detail });
  expect(found('short_totp_secret', '80')).toBe(' (80 bits)');
  expect(found('card_code_length', '3')).toBe(' (3)');
  expect(found('expired', '2026-09-30')).toBe(' (30 September 2026)');
  expect(found('x', null)).toBe('');
});
