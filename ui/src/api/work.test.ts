import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Progress } from './generated/Progress';
import type { Work } from './work.svelte';

const { said, listeners } = vi.hoisted(() => ({
  said: vi.fn(),
  listeners: new Set<(heard: Progress) => void>(),
}));
vi.mock('./report', () => ({ report: said }));
vi.mock('./client', () => ({
  asApiError: (error: unknown) => error,
  hear: (_: string, heard: (progress: Progress) => void) => {
    listeners.add(heard);
    return () => listeners.delete(heard);
  },
}));

let work: Work<string>;
const tell = vi.fn();
beforeAll(() => vi.stubGlobal('navigator', { language: 'en-GB' }));
beforeEach(async () => {
  vi.clearAllMocks();
  listeners.clear();
  work = new (await import('./work.svelte')).Work<string>(['backup']);
});

/** A work that ends when it is told how. */
function begin() {
  let end: (how: { result?: string; failure?: Error }) => void = () => undefined;
  const act = () =>
    new Promise<string>((done, failed) => {
      end = ({ result = '', failure }) => (failure ? failed(failure) : done(result));
    });
  const ended = work.run(act, tell);
  return (how: { result?: string; failure?: Error }) => {
    end(how);
    return ended;
  };
}

test('a work whose screen is shown is told there and nowhere else', async () => {
  work.watch();
  await begin()({ result: 'written' });
  expect([work.result, work.busy]).toEqual(['written', false]);
  expect(tell).not.toHaveBeenCalled();
});

test('a work whose screen was left is told of, and seen when a person comes back', async () => {
  const leave = work.watch();
  const end = begin();
  leave();
  expect(work.busy).toBe(true);
  await end({ result: 'written' });
  expect(tell).toHaveBeenCalledWith('written');
  work.watch();
  expect(work.result).toBe('written');
});

test('so is a failure', async () => {
  const failure = new Error('the disk is full');
  const leave = work.watch();
  const end = begin();
  leave();
  await end({ failure });
  expect(said).toHaveBeenCalledWith(failure);
  expect(work.error).toBe(failure);
});

test('what was seen is forgotten when the screen is left', async () => {
  const leave = work.watch();
  await begin()({ result: 'written' });
  leave();
  expect(work.result).toBeNull();
  expect(listeners.size).toBe(0);
});

test('progress is that of this work, and only while it goes on', () => {
  work.watch();
  const hear = (name: string) => listeners.forEach((heard) => heard({ work: name, done: 1, total: 2 }));
  hear('backup');
  expect(work.progress).toBeNull();
  begin();
  hear('import');
  expect(work.progress).toBeNull();
  hear('backup');
  expect(work.progress?.done).toBe(1);
});
