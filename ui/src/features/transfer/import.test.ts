import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Choices } from './choices.svelte';
import type { Import } from './import.svelte';

const { call, toast } = vi.hoisted(() => ({ call: vi.fn(), toast: vi.fn() }));
vi.mock('$api/client', () => ({ call, hear: () => () => undefined, asApiError: (error: unknown) => error }));
vi.mock('$shared/overlay/toast.svelte', () => ({ toast }));

const request = new Choices().request();
let work: Import;
let leave: () => void;
beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB' }));
beforeEach(async () => {
  vi.resetAllMocks();
  call.mockResolvedValue({});
  work = new (await import('./import.svelte')).Import();
  leave = work.watch();
});

/** An answer to the next call, which comes when it is told to. */
function later() {
  let come: (answer: unknown) => void = () => undefined;
  call.mockImplementationOnce(() => new Promise((answered) => (come = answered)));
  return (answer: unknown) => come(answer);
}
const asked = (name: string) => call.mock.calls.filter(([command]) => command === name).length;

test('a file that was looked into is forgotten when the screen is left', async () => {
  await work.look();
  expect(work.preview).not.toBeNull();
  leave();
  expect(work.preview).toBeNull();
  expect(asked('cancel_import')).toBe(1);
});

test('so is one that was still being read then, and its password', async () => {
  const come = later();
  work.password = 'made up';
  const looked = work.look();
  leave();
  expect(work.password).toBe('');
  expect(asked('cancel_import')).toBe(0);
  come({ items: 3 });
  await looked;
  expect(work.preview).toBeNull();
  expect(asked('cancel_import')).toBe(1);
});

test('who comes back before it was read sees it', async () => {
  const come = later();
  const looked = work.look();
  leave();
  work.watch();
  come({ items: 3 });
  await looked;
  expect(work.preview).toEqual({ items: 3 });
  expect(asked('cancel_import')).toBe(0);
});

test('a run goes on when the screen is left, is told of, and seen by who comes back', async () => {
  await work.look();
  const come = later();
  const ran = work.run(request);
  leave();
  expect(asked('cancel_import')).toBe(0);
  come({ imported: 2 });
  await ran;
  expect(toast).toHaveBeenCalledWith('2 items were imported');
  work.watch();
  expect(work.running.result).toEqual({ imported: 2 });
});

test('after a run that failed a file is to be chosen again, for the core has forgotten it', async () => {
  await work.look();
  const failure = { code: 'storage', message: 'the disk is full', hint: '' };
  call.mockRejectedValueOnce(failure);
  await work.run(request);
  expect(work.preview).toBeNull();
  expect(work.error).toBe(failure);
  await work.look();
  expect(work.error).toBeNull();
});

test('what is dropped takes the place of what was looked into, and is looked into', async () => {
  await work.look();
  call.mockResolvedValueOnce({});
  call.mockResolvedValueOnce({ items: 5 });
  await work.take('/home/ada/export.csv');
  expect(asked('cancel_import')).toBe(1);
  expect(call).toHaveBeenLastCalledWith('preview_import', {
    path: '/home/ada/export.csv',
    format: null,
    password: null,
    key_file: null,
    table: null,
  });
  expect(work.preview).toEqual({ items: 5 });
});

test('while an import runs nothing that is dropped is taken', async () => {
  const come = later();
  const ran = work.run(request);
  await work.take('/home/ada/export.csv');
  expect(asked('preview_import')).toBe(0);
  come({ imported: 2 });
  await ran;
});
