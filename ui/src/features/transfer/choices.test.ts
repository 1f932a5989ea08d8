import type { ImportPreview } from '$api/generated/ImportPreview';
import { beforeEach, expect, test } from 'vitest';
import { Choices } from './choices.svelte';

const item = (position: number, standing: 'same' | 'newer' | 'older' | 'different') => ({
  position,
  standing,
  kind: 'login',
  title: 'T',
  subtitle: '',
  modified: null,
  ours: 'T',
  ours_modified: 1,
});
const preview = {
  standings: { new: 10, same: 3, newer: 2, older: 1, different: 4 },
  known: [item(0, 'same'), item(1, 'newer'), item(2, 'different')],
} as unknown as ImportPreview;

let choices: Choices;
beforeEach(() => (choices = new Choices()));

test('all come but those that are skipped, and single ones count by what was chosen for them', () => {
  expect(choices.coming(preview)).toBe(17);
  choices.choose(preview, 'different', 'skip');
  expect(choices.coming(preview)).toBe(13);
  choices.each[2] = 'keep';
  choices.each[0] = 'merge';
  choices.each[1] = 'skip';
  expect(choices.coming(preview)).toBe(14);
  expect(choices.of(2, 'different')).toBe('keep');
  expect(choices.request().each).toEqual([
    { position: 0, treatment: 'merge' },
    { position: 1, treatment: 'skip' },
    { position: 2, treatment: 'keep' },
  ]);
});

test('a choice for a whole class forgets those for single items of it', () => {
  choices.each[1] = 'skip';
  choices.each[2] = 'skip';
  choices.choose(preview, 'newer', 'keep');
  expect(choices.of(1, 'newer')).toBe('keep');
  expect(choices.of(2, 'different')).toBe('skip');
});

test('folders go as they are, into one, or each where it is said', () => {
  expect(choices.request().folders).toEqual({ how: 'as_they_are' });
  choices.how = 'into';
  expect(choices.incomplete).toBe(true);
  choices.into = { to: 'new', folder: null, name: ' From / KeePass/' };
  expect(choices.incomplete).toBe(false);
  const path = ['From', 'KeePass'];
  expect(choices.request().folders).toEqual({ how: 'into', target: { folder: null, path } });
  choices.into = { to: 'folder', folder: 'abc', name: 'x' };
  expect(choices.request().folders).toEqual({ how: 'into', target: { folder: 'abc', path: [] } });
  choices.how = 'each';
  choices.goes = {
    0: { to: 'stay', folder: null, name: '' },
    1: { to: 'folder', folder: null, name: '' },
    [-1]: { to: 'new', folder: null, name: 'Rest' },
  };
  expect(choices.request().folders).toEqual({
    how: 'each',
    folders: [
      { position: 1, target: { folder: null, path: [] } },
      { position: null, target: { folder: null, path: ['Rest'] } },
    ],
  });
});
