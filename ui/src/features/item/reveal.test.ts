import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Reveal } from './reveal.svelte';

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('$api/client', () => ({ call, asApiError: (error: unknown) => error }));

const request = { id: 'a', field: 1, version: null };
const hidden = vi.fn();
let reveal: Reveal;

beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB', userAgent: '' }));
beforeEach(async () => {
  vi.useFakeTimers();
  call.mockReset();
  hidden.mockReset();
  reveal = new (await import('./reveal.svelte')).Reveal(hidden);
});
afterEach(() => vi.useRealTimers());

/** An answer that comes when it is told to. */
function later() {
  let come: (answer: unknown) => void = () => undefined;
  call.mockImplementationOnce(() => new Promise((answered) => (come = answered)));
  return (value: string) => come({ value, seconds: 30 });
}

test('a secret is shown for its seconds, and then it is gone and told of', async () => {
  call.mockResolvedValue({ value: 'made up', seconds: 30 });
  expect(await reveal.show(request)).toBe(true);
  vi.advanceTimersByTime(29_000);
  expect(reveal.value).toBe('made up');
  expect(hidden).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(reveal.value).toBeNull();
  expect(hidden).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('an answer that comes after it was hidden is dropped', async () => {
  const come = later();
  const shown = reveal.show(request);
  reveal.hide();
  come('made up');
  expect(await shown).toBe(false);
  expect(reveal.value).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

test('of two questions the later one is answered', async () => {
  const [first, second] = [later(), later()];
  const both = [reveal.show(request), reveal.show({ ...request, field: 2 })];
  second('of the second field');
  first('of the first field');
  await Promise.all(both);
  expect(reveal.value).toBe('of the second field');
});
