import { expect, test } from 'vitest';
import { columns } from './days';

test('days on which something ends have a column, as high as their share of the fullest', () => {
  expect(columns([1, 0, 0, 2])).toEqual([
    { day: 0, count: 1, height: 0.5 },
    { day: 3, count: 2, height: 1 },
  ]);
});

test('days on which nothing ends have none', () => {
  expect(columns([0, 0])).toEqual([]);
  expect(columns([])).toEqual([]);
});
