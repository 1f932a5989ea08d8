import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Generator } from './generator.svelte';

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('$api/client', () => ({ call, asApiError: (error: unknown) => error }));

let generator: Generator;
beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB', userAgent: '' }));
beforeEach(async () => {
  call.mockReset();
  generator = new (await import('./generator.svelte')).Generator();
});

const none = { lower: false, upper: false, digits: false, symbols: false };

test('without a kind of character there is no result, and none of before', async () => {
  call.mockResolvedValue({ value: 'made' });
  await generator.run();
  expect(generator.result?.value).toBe('made');
  Object.assign(generator.characters, none);
  await generator.run();
  expect(generator.possible).toBe(false);
  expect(generator.result).toBeNull();
  expect(call).toHaveBeenCalledOnce();
});

test('an answer to earlier options is dropped', async () => {
  let first: (answer: unknown) => void = () => undefined;
  call.mockImplementationOnce(() => new Promise((made) => (first = made)));
  const early = generator.run();
  Object.assign(generator.characters, none);
  await generator.run();
  first({ value: 'late' });
  await early;
  expect(generator.result).toBeNull();
});

test('whoever waits gets the last one that was asked for', async () => {
  call.mockResolvedValueOnce({ value: 'first' }).mockResolvedValueOnce({ value: 'second' });
  void generator.run();
  void generator.run();
  await generator.settled();
  expect(generator.result?.value).toBe('second');
});
