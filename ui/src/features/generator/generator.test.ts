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
  expect(generator.obstacle).toBe('choose');
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

test('the minimums of the chosen kinds alone must fit into the length', () => {
  Object.assign(generator.characters, { length: 8, min_digits: 6 });
  expect([generator.needed, generator.obstacle]).toEqual([9, 'too_short']);
  generator.characters.symbols = false;
  expect(generator.obstacle).toBeNull();
});

test('every mode keeps its options while another one is chosen', () => {
  generator.characters.length = 31;
  generator.token.form = 'hex';
  generator.mode = 'pin';
  expect(generator.request).toEqual({ mode: 'pin', length: 6 });
  generator.mode = 'token';
  expect(generator.request).toEqual({ mode: 'token', form: 'hex', bytes: 32 });
  generator.mode = 'characters';
  expect(generator.request).toMatchObject({ mode: 'characters', length: 31, min_lower: 1 });
});

const answers = (known: string) =>
  call.mockImplementation(async (command: string, request: { url?: string; mode?: string }) =>
    command === 'site_rules'
      ? { known: request.url === known, host: request.url === known ? known : '' }
      : { value: `by ${request.mode}` },
  );

test('an item with a site whose rules are known starts with these, and leaving it goes back', async () => {
  answers('b.example');
  generator.mode = 'pin';
  generator.site.url = 'mine.example';
  await generator.enter(['', 'a.example', 'b.example']);
  expect([generator.mode, generator.rules?.host]).toEqual(['site', 'b.example']);
  expect(generator.result?.value).toBe('by site');
  generator.leave();
  expect([generator.mode, generator.site.url, generator.result]).toEqual(['pin', 'mine.example', null]);
});

test('an item without a known site starts with what was chosen before', async () => {
  answers('b.example');
  generator.mode = 'passphrase';
  await generator.enter(['a.example']);
  expect([generator.mode, generator.result?.value]).toEqual(['passphrase', 'by passphrase']);
  generator.mode = 'token';
  generator.leave();
  expect(generator.mode).toBe('token');
});

test('a mode that was chosen for an item stays when it is left', async () => {
  answers('b.example');
  await generator.enter(['b.example']);
  generator.mode = 'pin';
  await generator.run();
  generator.leave();
  expect([generator.mode, generator.site.url]).toEqual(['pin', '']);
});

test('an item that is left before its rules are there changes nothing', async () => {
  answers('b.example');
  const entering = generator.enter(['b.example']);
  generator.leave();
  await entering;
  expect([generator.mode, generator.result]).toEqual(['characters', null]);
});

test('a site without rules gives no result, and says why', async () => {
  answers('b.example');
  generator.mode = 'site';
  await generator.run();
  expect(generator.obstacle).toBe('no_site');
  generator.visit('a.example');
  await generator.run();
  expect([generator.obstacle, generator.result]).toEqual(['no_rules', null]);
});
