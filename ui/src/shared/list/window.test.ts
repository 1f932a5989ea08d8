import { describe, expect, test } from 'vitest';
import { pagesOf, scrollFor, visible } from './window';

describe('the rows in sight', () => {
  test('begin at the top without rows above it', () => {
    expect(visible(0, 500, 50, 1_000, 3)).toEqual({ from: 0, to: 14 });
  });

  test('have some more on either side in the middle', () => {
    expect(visible(5_000, 500, 50, 1_000, 3)).toEqual({ from: 97, to: 114 });
  });

  test('end with the list', () => {
    expect(visible(49_600, 500, 50, 1_000, 3)).toEqual({ from: 989, to: 1_000 });
  });

  test('are none in an empty list, and none below a list that became shorter', () => {
    expect(visible(0, 500, 50, 0)).toEqual({ from: 0, to: 0 });
    expect(visible(90_000, 500, 50, 20)).toEqual({ from: 20, to: 20 });
  });

  test('are few among a hundred thousand', () => {
    const window = visible(2_500_000, 800, 50, 100_000);
    expect(window.to - window.from).toBeLessThan(40);
  });
});

describe('scrolling to a row', () => {
  test('moves nothing while the row is whole in sight', () => {
    expect(scrollFor(3, 100, 500, 50)).toBe(100);
  });

  test('goes up to its top and down to its foot', () => {
    expect(scrollFor(1, 100, 500, 50)).toBe(50);
    expect(scrollFor(20, 100, 500, 50)).toBe(550);
  });
});

describe('the pages of a window', () => {
  test('are those that hold its first and last row, and those between', () => {
    expect(pagesOf({ from: 95, to: 201 }, 100)).toEqual([0, 1, 2]);
    expect(pagesOf({ from: 100, to: 200 }, 100)).toEqual([1]);
  });

  test('are none for an empty window', () => {
    expect(pagesOf({ from: 0, to: 0 }, 100)).toEqual([]);
  });
});
