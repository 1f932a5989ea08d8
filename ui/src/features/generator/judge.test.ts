import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Judge } from './judge.svelte';

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('$api/client', () => ({ call }));

let judge: Judge;
/** Answers the questions asked so far, by their order. */
let answers: ((strength: unknown) => void)[];
beforeEach(async () => {
  vi.useFakeTimers();
  answers = [];
  call.mockReset();
  call.mockImplementation(() => new Promise((answer) => answers.push(answer)));
  judge = new (await import('./judge.svelte')).Judge();
});
afterEach(() => vi.useRealTimers());

/** Types, and stops for as long as it takes to be asked. */
async function typed(password: string) {
  judge.judge(password);
  await vi.advanceTimersByTimeAsync(1000);
}

const answer = async (question: number, score: number) => {
  answers[question]?.({ score });
  await vi.advanceTimersByTimeAsync(0);
};

test('is at work from the first letter to the answer to the last one', async () => {
  judge.judge('r');
  expect(judge.judging).toBe(true);
  await typed('rivet');
  judge.judge('rivets');
  await answer(0, 1);
  expect([judge.judging, judge.strength]).toEqual([true, null]);
  await vi.advanceTimersByTimeAsync(1000);
  await answer(1, 2);
  expect([judge.judging, judge.strength]).toEqual([false, { score: 2 }]);
});

test('is not at work, and says nothing, once nothing is typed any more', async () => {
  await typed('rivet');
  judge.judge('');
  await answer(0, 1);
  expect([judge.judging, judge.strength]).toEqual([false, null]);
});

test('is not at work for ever where there is no answer', async () => {
  call.mockRejectedValue(new Error('no answer'));
  await typed('rivet');
  expect([judge.judging, judge.strength]).toEqual([false, null]);
});
