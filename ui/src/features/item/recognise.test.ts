import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Recogniser } from './recognise.svelte';

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('$api/client', () => ({ call, asApiError: (error: unknown) => error }));

let recogniser: Recogniser;
beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB', userAgent: '' }));
beforeEach(async () => {
  const { Recogniser } = await import('./recognise.svelte');
  vi.useFakeTimers();
  call.mockReset();
  call.mockResolvedValue({ items: [{ draft: { kind: 'wifi' } }] });
  recogniser = new Recogniser();
});
afterEach(() => vi.useRealTimers());

test('asks once for a text that is typed quickly', async () => {
  for (const text of ['W', 'WI', 'WIFI:']) recogniser.take(text);
  await vi.advanceTimersByTimeAsync(149);
  expect(call).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(call).toHaveBeenCalledExactlyOnceWith('recognise', { text: 'WIFI:' });
  expect(recogniser.items).toHaveLength(1);
});

test('forgets what it knew with the text, and an answer that comes afterwards', async () => {
  recogniser.take('WIFI:');
  await vi.advanceTimersByTimeAsync(150);
  recogniser.take('');
  expect(recogniser.items).toBeNull();
  let answer: (value: unknown) => void = () => undefined;
  call.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  recogniser.take('WIFI:');
  await vi.advanceTimersByTimeAsync(150);
  recogniser.forget();
  answer({ items: [{}] });
  await vi.advanceTimersByTimeAsync(0);
  expect(recogniser.items).toBeNull();
});

test('says what failed', async () => {
  call.mockRejectedValueOnce({ code: 'invalid' });
  recogniser.take('x');
  await vi.advanceTimersByTimeAsync(150);
  expect(recogniser.error).toEqual({ code: 'invalid' });
});
