import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Export } from './export.svelte';

const { call, toast } = vi.hoisted(() => ({ call: vi.fn(), toast: vi.fn() }));
vi.mock('$api/client', () => ({ call, hear: () => () => undefined, asApiError: (error: unknown) => error }));
vi.mock('$shared/overlay/toast.svelte', () => ({ toast }));

const formats = [
  { name: 'csv', title: 'CSV', extension: 'csv', encrypted: false, folder: false, carries: [] },
  { name: 'key_files', title: 'Keys', extension: '', encrypted: false, folder: true, carries: [] },
];
const preview = { items: 2, losses_total: 0, losses: [], reasons: [] };
let work: Export;
let leave: () => void;
beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB' }));
beforeEach(async () => {
  vi.resetAllMocks();
  call.mockImplementation((name: string) =>
    Promise.resolve(
      name === 'export_formats' ? { formats } : name === 'preview_export' ? preview : { items: 2 },
    ),
  );
  work = new (await import('./export.svelte')).Export();
  leave = work.watch();
});

const asked = (name: string) => call.mock.calls.filter(([command]) => command === name).map(([, it]) => it);

test('what goes out is what was looked at', async () => {
  work.name = 'csv';
  work.scope = 'tag';
  work.tag = 'money';
  await work.look();
  await work.run('/tmp/out.csv', 'master');
  const selection = {
    folder: null,
    kind: null,
    tag: 'money',
    items: null,
    include_deleted: false,
    with_history: true,
  };
  expect(asked('preview_export')).toEqual([{ format: 'csv', selection }]);
  expect(asked('run_export')[0]).toMatchObject({ path: '/tmp/out.csv', selection, password: 'master' });
  expect(work.preview).toBeNull();
});

test('a narrower choice is one only when it says which', () => {
  for (const scope of ['folder', 'kind', 'tag'] as const) {
    work.scope = scope;
    expect(work.chosen).toBe(false);
  }
  work.tag = 'money';
  expect(work.chosen).toBe(true);
});

test('after a refusal it can be tried again, with what was looked at', async () => {
  await work.look();
  const failure = { code: 'wrong_password', message: '', hint: '' };
  call.mockRejectedValueOnce(failure);
  await work.run('/tmp/out', 'wrong');
  expect(work.error).toBe(failure);
  expect(work.preview).toEqual(preview);
});

test('what was looked at is forgotten when the screen is left; a run is told of', async () => {
  await work.look();
  leave();
  expect(work.preview).toBeNull();
  work.watch();
  await work.look();
  let come: (answer: unknown) => void = () => undefined;
  call.mockImplementationOnce(() => new Promise((answered) => (come = answered)));
  const ran = work.run('/tmp/out', 'master');
  leave();
  work.running.watched = false;
  come({ items: 2 });
  await ran;
  expect(toast).toHaveBeenCalledWith('2 items were exported');
});

test('a file is suggested beside the vault, with its ending; a folder has none', async () => {
  await Promise.resolve();
  work.name = 'csv';
  expect(work.place('/home/me/My.vault')).toMatch(/^\/home\/me\/My-\d{4}-\d\d-\d\d\.csv$/);
  work.name = 'key_files';
  expect(work.place('/home/me/My.vault')).toMatch(/-keys$/);
});
