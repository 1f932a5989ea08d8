import { expect, test } from 'vitest';
import { characters, runs } from './characters';

test('a secret is cut where letters, digits and symbols meet, and nothing of it is lost', () => {
  const parts = runs('ab1!2é');
  expect(parts.map((part) => part.class)).toEqual(['letter', 'digit', 'symbol', 'digit', 'letter']);
  expect(parts.map((part) => part.text).join('')).toBe('ab1!2é');
});

test('markup in a secret is text like any other', () => {
  expect(runs('<b>').map((part) => part.text)).toEqual(['<', 'b', '>']);
});

test('a flag and an accented letter are one character each', () => {
  expect(characters('🇩🇪e\u0301x')).toEqual(['🇩🇪', 'e\u0301', 'x']);
});

test('an empty secret has no characters', () => {
  expect(runs('')).toEqual([]);
});
