import { beforeAll, expect, test, vi } from 'vitest';
import type { SiteRules } from '$api/generated/SiteRules';

beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB', userAgent: '' }));

const none: SiteRules = {
  known: true,
  host: 'site.example',
  rules: '',
  min_length: null,
  max_length: null,
  max_consecutive: null,
  required: [],
  allowed: [],
};

test('what a site asks for is said in words', async () => {
  const { demands } = await import('./rules');
  const of = (rules: Partial<SiteRules>) => demands({ ...none, ...rules });
  expect(of({ min_length: 8, max_length: 16 })).toEqual(['8 to 16 characters']);
  expect(of({ min_length: 6, max_length: 6 })).toEqual(['6 characters']);
  expect(of({ max_length: 16 })).toEqual(['at most 16 characters']);
  expect(
    of({ min_length: 8, required: [['upper', 'lower'], ['[-!]']], allowed: ['digit'], max_consecutive: 2 }),
  ).toEqual([
    'at least 8 characters',
    'one of A–Z a–z',
    'one of - !',
    'otherwise only 0–9',
    'no character more than 2 times in a row',
  ]);
  expect(of({ allowed: ['digit'] })).toEqual(['only 0–9']);
  expect(of({})).toEqual([]);
});
